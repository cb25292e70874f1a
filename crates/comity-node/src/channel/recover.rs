//! Coming back after a loss: our own log from the counterpart's copy of it.
//!
//! `docs/protocol.md`, section 9. The high-water mark beside the keys says how
//! far we signed; the counterpart hands back what it holds. When that ends
//! exactly at the mark, the generation goes on. Otherwise only a new
//! generation is safe ([`Node::reopen`]): an entry that turns up later is void
//! there, and nothing that this node signs can contradict it.

use comity_core::{Hash, Origin, PartyName, Time};
use comity_peer::{
    call::{Request, Response, Transport},
    channel::{Adopted, Arrival, ChannelState, Mark, NotAccepted, Speakers, Standing},
    credential::Credential,
    pouch::{BYTES_LIMIT, Content, Entry, Pouch, read},
};
use comity_store::{
    Store, StoreError, Tx,
    logs::EntryRow,
    notes::{NoteKind, NoteRow},
};
use comity_tlog::hash::sha256;

use super::{
    chains::Chains,
    exchange::wrong_form,
    held::Held,
    ingest::Taken,
    notify, pack,
    sign::{Signed, receipt_intent},
    state, trust,
};
use crate::{
    case::rows::Touched,
    cores::{self, FEW},
    desk::{self, Channel},
    error::NodeError,
    keys::{Marks, Statement},
    node::{Node, Party, Result},
};

/// What a recovery brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recovered {
    /// Entries of our own log that came back.
    pub entries: u64,
    /// Whether the same generation may go on; otherwise a new one is needed.
    pub standing: Standing,
}

impl<S: Store> Node<S> {
    /// Whether a channel stands where we last signed, or must be recovered.
    ///
    /// # Errors
    /// [`NodeError::BehindMark`] when it must; or the store fails.
    pub fn stands(&self, them: &PartyName) -> Result<()> {
        self.read(|party, tx| {
            let state = state::load(tx, them)?;
            state::check_marks(tx, &*party.marks, &state)
        })
    }

    /// The counterparts with which we have a channel.
    ///
    /// # Errors
    /// The store fails.
    pub fn channels(&self) -> Result<Vec<PartyName>> {
        self.read(|_, tx| Ok(tx.channels()?))
    }

    /// The state of a channel.
    ///
    /// # Errors
    /// There is none, or the store fails.
    pub fn channel(&self, them: &PartyName) -> Result<ChannelState> {
        self.read(|_, tx| state::load(tx, them))
    }

    /// Makes an empty channel again where the store was lost and the keys were not.
    ///
    /// The generation is the newest that we signed for. Both credentials are in
    /// the store already, ours and the counterpart's pinned one. Where the
    /// high-water mark was lost too, nobody knows what is still under way: then
    /// nothing is signed in this generation any more.
    ///
    /// # Errors
    /// There is a channel, a credential is missing, or the store fails.
    pub fn recover_channel(&self, them: &PartyName) -> Result<()> {
        let them = them.clone();
        self.write(move |party, tx| {
            if state::find(&*tx, &them)?.is_some() {
                return Ok(());
            }
            let marks = party.marks.load(&them)?;
            let signed = marks.checkpoints.keys().chain(marks.receipts.keys());
            let generation = signed.map(|origin| origin.generation).max().unwrap_or(1);
            let theirs = trust::newest(party, &*tx, &them, true)?;
            let theirs = theirs.ok_or_else(|| NodeError::NoChannel(them.clone()))?;
            let ours = trust::own(party, &*tx)?;
            let state = ChannelState::blank(party.me.clone(), them, generation);
            let issued = ours.credential().issued;
            party.marks.change(&state.them, &mut |high| {
                high.note_unknown(state.our_origin(), issued);
                Ok(())
            })?;
            Chains::new(ours, theirs, generation).save(tx, &state.them)?;
            state::save(tx, &state)
        })
    }

    /// Takes our own log back from the counterpart, as far as it holds it.
    ///
    /// The counterpart's own log comes back too: before it is held again nothing can be
    /// receipted, so no exchange would bring it, and no new generation could name it.
    ///
    /// # Errors
    /// The counterpart cannot be reached, hands back what is not ours, or the store fails.
    pub fn recover(
        &self,
        transport: &dyn Transport,
        them: &PartyName,
        now: Time,
    ) -> Result<Recovered> {
        self.recover_channel(them)?;
        let recovered = self.recover_ours(transport, them, now)?;
        self.recover_theirs(transport, them, now)?;
        if recovered.standing != Standing::AtMark {
            self.name_what_is_back(them, now)?;
        }
        Ok(recovered)
    }

    /// Where only a new generation goes on, it must name what we hold of their log again.
    fn name_what_is_back(&self, them: &PartyName, now: Time) -> Result<()> {
        let them = them.clone();
        self.write(move |party, tx| {
            let mut state = state::load(&*tx, &them)?;
            let marks = party.marks.load(&them)?;
            let mark = marks.mark(Statement::Receipt, &state.their_origin());
            let mark = mark.map(|mark| Mark {
                at: mark.at,
                root: mark.root,
                size: mark.size,
            });
            state.receipted_before_loss(mark, now);
            state::save(tx, &state)
        })
    }

    fn recover_ours(
        &self,
        transport: &dyn Transport,
        them: &PartyName,
        now: Time,
    ) -> Result<Recovered> {
        let mut entries = 0_u64;
        loop {
            let state = self.channel(them)?;
            let (generation, from) = (state.current.number, state.current.ours.head.size());
            match transport.call(them, Request::Copy { generation, from })? {
                Response::Pouch(bytes) => {
                    let pouch = read(bytes.as_slice(), BYTES_LIMIT)?;
                    let more = !pouch.consistency.is_empty() && pouch.header.count > 0;
                    let (brought, standing) = self.adopt(them, pouch, now)?;
                    entries = entries.saturating_add(brought);
                    if !more || brought == 0 {
                        return Ok(Recovered { entries, standing });
                    }
                }
                Response::Nothing => {
                    return Ok(Recovered {
                        entries,
                        standing: Standing::Short,
                    });
                }
                Response::Refused { code } => return Err(NodeError::RefusedByThem(code)),
                _ => return Err(wrong_form("copy")),
            }
        }
    }

    /// Takes their log again from where we hold it.
    fn recover_theirs(&self, transport: &dyn Transport, them: &PartyName, now: Time) -> Result<()> {
        loop {
            let current = self.channel(them)?.current;
            let (generation, from) = (current.number, current.theirs.head.size());
            match transport.call(them, Request::Log { generation, from })? {
                Response::Pouch(bytes) => match self.take_in(them, &bytes, now, false)?.taken {
                    Taken::Accepted { brought, more, .. } if more && brought > 0 => {}
                    Taken::Accepted { .. } => return Ok(()),
                    Taken::Misbehaved(evidence) => {
                        return Err(NotAccepted::Misbehaved(evidence).into());
                    }
                },
                Response::Nothing => return Ok(()),
                Response::Refused { code } => return Err(NodeError::RefusedByThem(code)),
                _ => return Err(wrong_form("log")),
            }
        }
    }

    /// Hands a counterpart our log again from this entry on.
    pub(crate) fn answer_log(
        &self,
        caller: &PartyName,
        generation: u32,
        from: u64,
        now: Time,
    ) -> Result<Response> {
        if self.channel(caller)?.current.number != generation {
            return Ok(Response::Nothing);
        }
        let turn = self.turn(caller, Some(from), now)?;
        Ok(Response::Pouch(self.pouch_of(&turn)?))
    }

    fn adopt(&self, them: &PartyName, pouch: Pouch, now: Time) -> Result<(u64, Standing)> {
        let them = them.clone();
        self.write(move |party, tx| {
            let (mut state, chains) =
                (state::load(&*tx, &them)?, Chains::load(party, &*tx, &them)?);
            let origin = state.our_origin();
            let mark = party
                .marks
                .load(&them)?
                .mark(Statement::Checkpoint, &origin)
                .copied();
            let mark = mark.map(|mark| Mark {
                at: mark.at,
                root: mark.root,
                size: mark.size,
            });
            let held = state.current.theirs.head.size();
            let (may, revoked) = chains.speakers(state.current.number, held, None);
            let own: Vec<&Credential> = chains
                .ours
                .links()
                .rev()
                .map(|link| link.file.credential())
                .collect();
            let arrival = Arrival {
                pouch,
                verdicts: Default::default(),
                speakers: Speakers {
                    may: &may,
                    revoked: &revoked,
                },
                now,
                quota: u64::MAX,
                live: true,
            };
            let adopted = state.adopt(arrival, &own, mark, &Held::ours(&*tx, &origin))?;
            let brought = u64::try_from(adopted.entries.len()).unwrap_or(u64::MAX);
            let standing = adopted.standing;
            keep(party, tx, &state, &chains, &origin, adopted)?;
            state::save(tx, &state)?;
            Ok((brought, standing))
        })
    }

    /// Hands a counterpart its own log back, with our newly signed receipt over all of it.
    pub(crate) fn answer_copy(
        &self,
        caller: &PartyName,
        generation: u32,
        from: u64,
        now: Time,
    ) -> Result<Response> {
        let caller = caller.clone();
        let turn = self.write(move |party, tx| {
            let (mut state, chains) = (
                state::load(&*tx, &caller)?,
                Chains::load(party, &*tx, &caller)?,
            );
            let size = state.current.theirs.head.size();
            if generation != state.current.number || size == 0 {
                return Ok(None);
            }
            let origin = state.their_origin();
            let Some(note) = tx.latest_note(&origin, NoteKind::TheirCheckpoint)? else {
                return Ok(None);
            };
            let intent = receipt_intent(party, &*tx, &chains, &mut state, now)?;
            let packed = pack::copy(&*tx, &party.limits, origin, from, note.size)?;
            state::save(tx, &state)?;
            Ok(Some((intent, packed, note.bytes)))
        })?;
        let Some((intent, packed, checkpoint)) = turn else {
            return Ok(Response::Nothing);
        };
        let receipt = Some(self.sign_receipt(&intent)?);
        Ok(Response::Pouch(packed.write(&Signed {
            checkpoint,
            receipt,
        })?))
    }
}

/// Writes entries of our own log that came back.
fn keep(
    party: &Party,
    tx: &mut dyn Tx,
    state: &ChannelState,
    chains: &Chains,
    origin: &Origin,
    adopted: Adopted,
) -> Result<()> {
    let checkpoint = (adopted.checkpoint, NoteKind::OwnCheckpoint);
    let receipt = adopted
        .receipt
        .map(|receipt| (receipt, NoteKind::ReceiptFromThem));
    for (checked, kind) in std::iter::once(checkpoint).chain(receipt) {
        let row = NoteRow {
            size: checked.size,
            time: checked.at,
            bytes: checked.note,
        };
        tx.put_note(origin, kind, &row)?;
    }
    let Some((first, _)) = adopted.entries.first() else {
        return Ok(());
    };
    let start = first.index;
    notify::entries_came_back(tx, &state.them)?;
    let channel = Channel::new(&party.me, &state.them, chains)?;
    let mut rows = Vec::with_capacity(adopted.entries.len());
    let mut touched = Touched::new();
    let open = |(entry, _): &(Entry, Hash)| match &entry.envelope {
        Some(sealed) => desk::envelope_of(party, &entry.leaf, sealed),
        None => Ok(None),
    };
    let opened = cores::each(FEW, adopted.entries.iter().collect(), &open)?;
    let end = start.saturating_add(opened.len() as u64);
    for ((entry, hash), opened) in adopted.entries.iter().zip(opened) {
        let body = opened
            .as_ref()
            .and_then(|envelope| envelope.body)
            .map(|body| body.sha256);
        put(tx, entry.leaf.act, entry.envelope.as_deref())?;
        match &entry.body {
            Some(Content::Sealed(bytes)) => put(tx, Some(sha256(bytes)), Some(bytes))?,
            Some(Content::Erased(tombstone)) => {
                let text = comity_core::canonical::to_bytes(tombstone)?;
                tx.erase(&tombstone.fingerprint, &String::from_utf8_lossy(&text))?;
            }
            None => {}
        }
        rows.push(EntryRow {
            leaf: entry.leaf_bytes.clone(),
            leaf_hash: *hash,
            envelope: entry.leaf.act,
            body,
        });
        let on_desk = desk::Entry {
            origin,
            index: entry.index,
            leaf: &entry.leaf,
            void: None,
            opened: opened.as_ref(),
        };
        desk::project(tx, &channel, &on_desk, &mut touched)?;
    }
    tx.append(origin, start, &rows)?;
    tx.set_projected(origin, end)?;
    desk::settle(tx, &channel, &touched)
}

/// Keeps sealed bytes, but for what was erased here before.
fn put(tx: &mut dyn Tx, hash: Option<Hash>, bytes: Option<&[u8]>) -> Result<()> {
    let (Some(hash), Some(bytes)) = (hash, bytes) else {
        return Ok(());
    };
    match tx.put_content(&hash, bytes) {
        Ok(()) | Err(StoreError::Erased(_)) => Ok(()),
        Err(error) => Err(error.into()),
    }
}
