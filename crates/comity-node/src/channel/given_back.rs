//! What a counterpart that lost its store is given back: its own log, and ours again.
//!
//! `docs/protocol.md`, section 9. Of a generation that is over, and while we lack something
//! ourselves, nothing is signed for it: it gets what was signed in its time.

use comity_core::{Origin, PartyName, Time};
use comity_peer::call::Response;
use comity_store::{
    ReadTx, Store,
    notes::{NoteKind, NoteRow},
};

use super::{
    chains::Chains,
    pack::{self, Packed},
    sign::{Signed, receipt_intent},
    state,
};
use crate::{
    error::NodeError,
    node::{Node, Party, Result},
};

/// What a pouch of an old generation is made of: entries, checkpoint, receipt.
type Old = (Packed, Vec<u8>, Option<Vec<u8>>);

impl<S: Store> Node<S> {
    /// Hands a counterpart its own log back, with our newly signed receipt over all of it.
    pub(crate) fn answer_copy(
        &self,
        caller: &PartyName,
        generation: u32,
        from: u64,
        now: Time,
    ) -> Result<Response> {
        if self.signs_no_more(caller, generation)? {
            return self.answer_old(caller, generation, |party, tx, theirs| {
                let Some((checkpoint, receipt)) = kept_of_old(tx, &theirs)? else {
                    return Ok(None);
                };
                let packed = pack::copy(tx, &party.limits, theirs, from, checkpoint.size)?;
                let receipt = receipt.map(|receipt| receipt.bytes);
                Ok(Some((packed, checkpoint.bytes, receipt)))
            });
        }
        let caller = caller.clone();
        let turn = self.change_record(move |party, tx| {
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

    /// Hands a counterpart our log again from this entry on.
    pub(crate) fn answer_log(
        &self,
        caller: &PartyName,
        generation: u32,
        from: u64,
        now: Time,
    ) -> Result<Response> {
        if self.signs_no_more(caller, generation)? {
            return self.answer_old(caller, generation, |party, tx, theirs| {
                let origin = theirs.opposite();
                let Some(note) = tx.latest_note(&origin, NoteKind::OwnCheckpoint)? else {
                    return Ok(None);
                };
                let packed = pack::again(tx, &party.limits, origin, from, note.size)?;
                Ok(Some((packed, note.bytes, None)))
            });
        }
        let turn = self.turn(caller, Some(from), now)?;
        Ok(Response::Pouch(self.pouch_of(&turn)?))
    }

    /// Whether nothing can be signed in a generation: it is over, or we have lost something ourselves.
    fn signs_no_more(&self, them: &PartyName, generation: u32) -> Result<bool> {
        let over = self.channel(them)?.current.number != generation;
        Ok(over || self.is_behind(them)?)
    }

    fn is_behind(&self, them: &PartyName) -> Result<bool> {
        match self.stands(them) {
            Ok(()) => Ok(false),
            Err(NodeError::BehindMark { .. }) => Ok(true),
            Err(error) => Err(error),
        }
    }

    /// A pouch of what we hold with the notes that were signed in its time: nothing is signed anew.
    fn answer_old(
        &self,
        caller: &PartyName,
        generation: u32,
        pack: impl FnOnce(&Party, &dyn ReadTx, Origin) -> Result<Option<Old>>,
    ) -> Result<Response> {
        let old = self.record(|party, tx| {
            let state = state::load(tx, caller)?;
            if state.generation(generation).is_none() {
                return Ok(None);
            }
            let theirs = Origin {
                generation,
                ..state.their_origin()
            };
            pack(party, tx, theirs)
        })?;
        let Some((packed, checkpoint, receipt)) = old else {
            return Ok(Response::Nothing);
        };
        Ok(Response::Pouch(packed.write(&Signed {
            checkpoint,
            receipt,
        })?))
    }
}

/// The last checkpoint of the writer of a log over what we hold of it, and our receipt where
/// there is one of just that size.
fn kept_of_old(tx: &dyn ReadTx, origin: &Origin) -> Result<Option<(NoteRow, Option<NoteRow>)>> {
    let held = tx.size(origin)?;
    let Some(checkpoint) = tx.last_note_within(origin, NoteKind::TheirCheckpoint, held)? else {
        return Ok(None);
    };
    let receipt = tx.note_at(origin, NoteKind::ReceiptByUs, checkpoint.size)?;
    Ok(Some((checkpoint, receipt)))
}
