//! Coming back after a loss: our own log from the counterpart's copy of it.
//!
//! `docs/protocol.md`, section 9. The high-water mark beside the keys says how
//! far we signed; the counterpart hands back what it holds. When that ends
//! exactly at the mark, the generation goes on. Otherwise only a new
//! generation is safe ([`Node::reopen`]): an entry that turns up later is void
//! there, and nothing that this node signs can contradict it.

use comity_core::{
    Origin, PartyName, Time,
    mutant::{Mutant, broken},
};
use comity_peer::{
    call::{Request, Response, Transport},
    channel::{Arrival, Came, ChannelState, NotAccepted, Speakers, Standing},
    credential::{Credential, CredentialFile},
    pouch::{BYTES_LIMIT, Pouch, read},
    statement::verify_checkpoint,
};
use comity_store::{ReadTx, Store, Tx};

use super::{
    back,
    chains::Chains,
    exchange::wrong_form,
    handed_back::{self, HandedBack},
    held::Held,
    ingest::Taken,
    lost,
    openings::Reopened,
    returned, state, withheld,
};
use crate::{
    desk::{self, stalled},
    error::NodeError,
    keys::{HighWater, Marks, Statement},
    node::{Node, Party, Result},
};

/// Generations that are looked for beyond the last that came back, where no mark says which is
/// the newest: between two in which we spoke there may be some that never came in force.
const AHEAD: u32 = 8;

/// What a recovery brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recovered {
    /// Entries of our own log that came back.
    pub entries: u64,
    /// Entries of the counterpart's log that came back.
    pub theirs: u64,
    /// Whether the same generation may go on; otherwise a new one is needed.
    pub standing: Standing,
    /// The counterpart's newly signed receipt over what it handed back, in the newest generation.
    pub handed_back: Option<HandedBack>,
    /// Acts that open again although our keys of then are lost.
    pub reopened: Option<Reopened>,
    /// Credentials of our own whose keys are lost, as the counterpart named them.
    pub ours_by_them: Vec<CredentialFile>,
    /// Bodies of our own log that the counterpart calls erased though no envelope shows that
    /// they are what it says: they count as withheld, and nothing was erased for it.
    pub withheld: u64,
}

impl Default for Recovered {
    fn default() -> Self {
        Self {
            entries: 0,
            theirs: 0,
            standing: Standing::Short,
            handed_back: None,
            reopened: None,
            ours_by_them: Vec::new(),
            withheld: 0,
        }
    }
}

impl<S: Store> Node<S> {
    /// Whether a channel stands where we last signed, or must be recovered.
    ///
    /// # Errors
    /// [`NodeError::BehindMark`] when it must; or the store fails.
    pub fn stands(&self, them: &PartyName) -> Result<()> {
        self.record(|party, tx| {
            let state = state::load(tx, them)?;
            state::check_marks(tx, &*party.marks, &state)
        })
    }

    /// The counterparts with which we have a channel.
    ///
    /// # Errors
    /// The store fails.
    pub fn channels(&self) -> Result<Vec<PartyName>> {
        self.record(|_, tx| Ok(tx.channels()?))
    }

    /// The state of a channel.
    ///
    /// # Errors
    /// There is none, or the store fails.
    pub fn channel(&self, them: &PartyName) -> Result<ChannelState> {
        self.record(|_, tx| state::load(tx, them))
    }

    /// Makes an empty channel again where the store was lost and the keys were not.
    ///
    /// It begins with the first generation; [`Node::recover`] leads on. Both credentials are in
    /// the store already, ours and the counterpart's pinned one. Where the
    /// high-water mark was lost too, nobody knows what is still under way: then
    /// nothing is signed in this generation any more.
    ///
    /// # Errors
    /// There is a channel, a credential is missing, or the store fails.
    pub fn recover_channel(&self, them: &PartyName) -> Result<()> {
        let them = them.clone();
        self.change_record(move |party, tx| {
            if state::find(&*tx, &them)?.is_some() {
                return Ok(());
            }
            lost::blank(party, tx, &them)
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
        self.recover_with(transport, them, &[], now)
    }

    /// The same, comparing files of our own old credentials that were kept elsewhere with
    /// what the counterpart says that they were.
    ///
    /// # Errors
    /// As [`Node::recover`], or the counterpart names other credentials than these.
    pub fn recover_with(
        &self,
        transport: &dyn Transport,
        them: &PartyName,
        known: &[CredentialFile],
        now: Time,
    ) -> Result<Recovered> {
        let recovered = self.recover_record(transport, them, known, now)?;
        self.follow_or_note(them)?;
        let them = them.clone();
        self.write(move |party, tx| {
            stalled::must_follow(&*tx, &them)?;
            let mut chains = Chains::load(party, &*tx, &them)?;
            returned::revocations(party, tx, &them, &mut chains)?;
            chains.save(tx, &them)
        })?;
        Ok(recovered)
    }

    /// The record alone: every byte is proven and kept, and where the standing allows it the
    /// node may sign and answer. The desk follows when somebody looks at it.
    ///
    /// # Errors
    /// As [`Node::recover_with`].
    pub fn recover_record(
        &self,
        transport: &dyn Transport,
        them: &PartyName,
        known: &[CredentialFile],
        now: Time,
    ) -> Result<Recovered> {
        self.recover_channel(them)?;
        self.take_credentials(transport, them, known)?;
        let mut recovered = self.recover_generation(transport, them, now)?;
        while self.leads_on(transport, them)? {
            self.follow(them, now)?;
            let next = self.recover_generation(transport, them, now)?;
            recovered.entries = recovered.entries.saturating_add(next.entries);
            recovered.theirs = recovered.theirs.saturating_add(next.theirs);
            recovered.standing = next.standing;
            recovered.handed_back = next.handed_back.or(recovered.handed_back);
        }
        recovered.standing = self.conclude(them, recovered.standing, now)?;
        recovered.reopened = self.reopen_acts(transport, them)?;
        recovered.ours_by_them = self.own_of_before(them)?;
        recovered.withheld = self.record(|_, tx| withheld::count(tx, them))?;
        Ok(recovered)
    }

    /// Both logs of the generation that the channel stands in.
    fn recover_generation(
        &self,
        transport: &dyn Transport,
        them: &PartyName,
        now: Time,
    ) -> Result<Recovered> {
        let mut recovered = self.recover_ours(transport, them, now)?;
        let came = match recovered.standing {
            Standing::AtMark => Came::Returned,
            Standing::Short | Standing::NotTheMark | Standing::NoMark => Came::AfterLoss,
        };
        recovered.theirs = self.recover_theirs(transport, them, now, came)?;
        if recovered.standing == Standing::Short {
            // Their receipt may be under a credential that only their log has made known.
            let again = self.recover_ours(transport, them, now)?;
            recovered.standing = again.standing;
            recovered.entries = recovered.entries.saturating_add(again.entries);
            recovered.handed_back = again.handed_back.or(recovered.handed_back);
        }
        Ok(recovered)
    }

    /// Whether there is a later generation than the one that came back: one that we signed
    /// in, as the marks say, or one of which they have a log of ours.
    fn leads_on(&self, transport: &dyn Transport, them: &PartyName) -> Result<bool> {
        let number = self.channel(them)?.current.number;
        let marks = self.record(|party, _| Ok(party.marks.load(them)?))?;
        if marks
            .newest_generation()
            .is_some_and(|newest| number < newest)
        {
            return Ok(true);
        }
        let ahead = if marks.are_unknown() { AHEAD } else { 1 };
        for generation in number.saturating_add(1)..=number.saturating_add(ahead) {
            if self.spoke_in(transport, them, generation)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Whether the counterpart has anything under our own signature in this generation.
    fn spoke_in(
        &self,
        transport: &dyn Transport,
        them: &PartyName,
        generation: u32,
    ) -> Result<bool> {
        let copy = Request::Copy {
            generation,
            from: 0,
        };
        let Response::Pouch(bytes) = transport.call(them, copy)? else {
            return Ok(false);
        };
        // Only our own signature shows that we ever spoke in it.
        let pouch = read(bytes.as_slice(), BYTES_LIMIT)?;
        self.record(|party, tx| {
            let origin = Origin {
                generation,
                ..state::load(tx, them)?.our_origin()
            };
            let own = returned::held(party, tx, &party.me)?;
            let mut own = own.iter().map(CredentialFile::credential);
            let signed = |own| verify_checkpoint(&pouch.checkpoint, own, &origin);
            Ok(own.any(|own| signed(own).is_ok_and(|checked| checked.size > 0)))
        })
    }

    /// Goes on to the next generation, of which nothing has come back yet.
    fn follow(&self, them: &PartyName, now: Time) -> Result<()> {
        let them = them.clone();
        self.change_record(move |party, tx| {
            let mut state = state::load(&*tx, &them)?;
            state.follow()?;
            party.marks.change(&them, &mut |high| {
                high.carry_unknown(&state.our_origin(), now);
                Ok(())
            })?;
            state::save(tx, &state)
        })
    }

    /// Notes where a recovery ended: exactly at the mark, or where only a new generation goes
    /// on, which must name what we hold of their log again.
    fn conclude(&self, them: &PartyName, standing: Standing, now: Time) -> Result<Standing> {
        let them = them.clone();
        self.change_record(move |party, tx| {
            let mut state = state::load(&*tx, &them)?;
            let marks = party.marks.load(&them)?;
            state.current.short = false;
            let stands = match state::check_marks(&*tx, &*party.marks, &state) {
                Ok(()) => true,
                Err(NodeError::BehindMark { .. }) => broken(Mutant::AnyStanding),
                Err(error) => return Err(error),
            };
            if tx.setting(&ended_key(&them))?.is_some() && !ended_short(party, &*tx, &state)? {
                // More came back than when a recovery ended short: on the desk it came too late.
                desk::clear(tx, &them)?;
            }
            // Our own log may be whole, and of theirs we had receipted more than they have now.
            let standing = match standing {
                Standing::AtMark if !stands => Standing::Short,
                standing => standing,
            };
            if standing == Standing::AtMark {
                tx.set_setting(&ended_key(&them), None)?;
            } else {
                let mark = marks.mark(Statement::Receipt, &state.their_origin());
                state.receipted_before_loss(mark.copied().map(Into::into), now);
                state.current.short = true;
                tx.set_setting(&ended_key(&them), Some(&ended(&state, &marks)))?;
            }
            state::save(tx, &state)?;
            Ok(standing)
        })
    }

    fn recover_ours(
        &self,
        transport: &dyn Transport,
        them: &PartyName,
        now: Time,
    ) -> Result<Recovered> {
        let mut entries = 0_u64;
        let mut handed_back = None;
        loop {
            let state = self.channel(them)?;
            let (generation, from) = (state.current.number, state.current.ours.head.size());
            match transport.call(them, Request::Copy { generation, from })? {
                Response::Pouch(bytes) => {
                    let pouch = read(bytes.as_slice(), BYTES_LIMIT)?;
                    let more = !pouch.consistency.is_empty() && pouch.header.count > 0;
                    let (brought, standing, signed) = self.adopt(them, pouch, now)?;
                    entries = entries.saturating_add(brought);
                    handed_back = signed.or(handed_back);
                    if !more || brought == 0 {
                        return Ok(Recovered {
                            entries,
                            standing,
                            handed_back,
                            ..Recovered::default()
                        });
                    }
                }
                Response::Nothing => {
                    return Ok(Recovered {
                        entries,
                        standing: Standing::Short,
                        handed_back,
                        ..Recovered::default()
                    });
                }
                Response::Refused { code } => return Err(NodeError::RefusedByThem(code)),
                _ => return Err(wrong_form("copy")),
            }
        }
    }

    /// Takes their log again from where we hold it; how many entries came.
    fn recover_theirs(
        &self,
        transport: &dyn Transport,
        them: &PartyName,
        now: Time,
        came: Came,
    ) -> Result<u64> {
        let mut entries = 0_u64;
        loop {
            let current = self.channel(them)?.current;
            let (generation, from) = (current.number, current.theirs.head.size());
            match transport.call(them, Request::Log { generation, from })? {
                Response::Pouch(bytes) => match self.take_in(them, &bytes, now, came, false)?.taken
                {
                    Taken::Accepted { brought, more, .. } => {
                        entries = entries.saturating_add(brought);
                        if !more || brought == 0 {
                            return Ok(entries);
                        }
                    }
                    Taken::Misbehaved(evidence) => {
                        return Err(NotAccepted::Misbehaved(evidence).into());
                    }
                },
                Response::Nothing => return Ok(entries),
                Response::Refused { code } => return Err(NodeError::RefusedByThem(code)),
                _ => return Err(wrong_form("log")),
            }
        }
    }

    pub(super) fn adopt(
        &self,
        them: &PartyName,
        pouch: Pouch,
        now: Time,
    ) -> Result<(u64, Standing, Option<HandedBack>)> {
        let them = them.clone();
        self.change_record(move |party, tx| {
            let (mut state, mut chains) =
                (state::load(&*tx, &them)?, Chains::load(party, &*tx, &them)?);
            let origin = state.our_origin();
            let mark = party
                .marks
                .load(&them)?
                .mark(Statement::Checkpoint, &origin)
                .copied()
                .map(Into::into);
            let held = state.current.theirs.head.size();
            let trusted = returned::held(party, &*tx, &them)?;
            let trusted: Vec<_> = trusted.into_iter().rev().collect();
            let (may, revoked) = chains.speakers(state.current.number, held, &trusted);
            let own = returned::held(party, &*tx, &party.me)?;
            let own: Vec<&Credential> = own.iter().map(CredentialFile::credential).collect();
            let arrival = Arrival {
                pouch,
                verdicts: Default::default(),
                speakers: Speakers {
                    ahead: &[],
                    may: &may,
                    revoked: &revoked,
                },
                now,
                quota: u64::MAX,
                came: Came::AfterLoss,
            };
            let adopted = state.adopt(arrival, &own, mark, &Held::ours(&*tx, &origin))?;
            let brought = u64::try_from(adopted.entries.len()).unwrap_or(u64::MAX);
            let standing = adopted.standing;
            state.current.short = standing != Standing::AtMark;
            let handed_back = {
                let theirs = chains.theirs.links().rev().map(|link| &link.file);
                let theirs = theirs.chain(trusted.iter().rev());
                match &adopted.receipt {
                    Some(receipt) => handed_back::keep(tx, &origin, receipt, theirs)?,
                    None => None,
                }
            };
            back::keep(party, tx, &state, &mut chains, &origin, adopted)?;
            state::save(tx, &state)?;
            Ok((brought, standing, handed_back))
        })
    }
}

fn ended_key(them: &PartyName) -> String {
    format!("channel.recovered.{them}")
}

/// Where a recovery ended, in words that no later loss repeats.
fn ended(state: &ChannelState, marks: &HighWater) -> String {
    let current = &state.current;
    format!(
        "{} {} {} {}",
        marks.newest_generation().unwrap_or(0),
        current.number,
        current.ours.head.size(),
        current.theirs.head.size()
    )
}

/// Whether a recovery has ended short, and nothing came or was lost since.
pub(crate) fn ended_short(party: &Party, tx: &dyn ReadTx, state: &ChannelState) -> Result<bool> {
    let Some(noted) = tx.setting(&ended_key(&state.them))? else {
        return Ok(false);
    };
    Ok(noted == ended(state, &party.marks.load(&state.them)?))
}

/// Whether a new generation may be opened: we stand where we last signed, or a recovery has
/// brought back all that the counterpart holds, and nothing was lost since. Before that we
/// would close the old generations at less than both sides have.
pub(crate) fn may_reopen(party: &Party, tx: &mut dyn Tx, state: &ChannelState) -> Result<()> {
    if ended_short(party, &*tx, state)? {
        return Ok(tx.set_setting(&ended_key(&state.them), None)?);
    }
    state::check_marks(&*tx, &*party.marks, state)
}
