//! Lost keys: a node with a new credential gets its past back from the counterpart.
//!
//! `docs/protocol.md`, section 9.1. The credentials come first, then both logs
//! of every generation as after a loss of the store, then the file keys of
//! their acts. Without marks nothing is signed in an old generation; a new one
//! goes on.

use comity_core::{PartyName, record::Position};
use comity_peer::{
    call::{LogOf, Transport},
    channel::ChannelState,
    credential::CredentialFile,
};
use comity_store::{Store, Tx};

use super::{chains::Chains, openings::Reopened, state, trust};
use crate::{
    error::NodeError,
    node::{Node, Party, Result},
};

/// The generation that a channel begins with.
pub(super) const FIRST: u32 = 1;

/// Whether this party had a credential before whose keys are not here.
pub(super) fn keys(party: &Party) -> bool {
    let secrets = party.secrets();
    secrets
        .signers
        .keys()
        .next()
        .is_some_and(|first| *first > 1)
}

/// Makes a channel of which nothing is held, and in which nothing may be signed where the marks are lost too.
pub(super) fn blank(party: &Party, tx: &mut dyn Tx, them: &PartyName) -> Result<()> {
    let theirs = trust::newest(party, &*tx, them, true)?;
    let theirs = theirs.ok_or_else(|| NodeError::NoChannel(them.clone()))?;
    let ours = trust::own(party, &*tx)?;
    let state = ChannelState::blank(party.me.clone(), them.clone(), FIRST);
    let issued = ours.credential().issued;
    party.marks.change(&state.them, &mut |high| {
        high.note_unknown(state.our_origin(), issued);
        Ok(())
    })?;
    Chains::new(ours, theirs, FIRST).save(tx, &state.them)?;
    state::save(tx, &state)
}

impl<S: Store> Node<S> {
    /// Whether this party had a credential before whose keys are not here.
    #[must_use]
    pub fn has_lost_keys(&self) -> bool {
        keys(&self.party)
    }

    /// The credentials of ours in a channel whose keys are lost: to be compared by a person.
    pub(super) fn own_of_before(&self, them: &PartyName) -> Result<Vec<CredentialFile>> {
        let (chains, secrets) =
            self.record(|party, tx| Ok((Chains::load(party, tx, them)?, party.secrets())))?;
        let lost =
            |file: &&CredentialFile| !secrets.signers.contains_key(&file.credential().serial);
        let files = chains.ours.links().map(|link| &link.file);
        Ok(files.filter(lost).cloned().collect())
    }

    /// Takes the file keys of all acts of the generations in which we spoke with keys that are lost.
    pub(super) fn reopen_acts(
        &self,
        transport: &dyn Transport,
        them: &PartyName,
    ) -> Result<Option<Reopened>> {
        if !self.has_lost_keys() {
            return Ok(None);
        }
        let generations = self.record(|party, tx| {
            let (state, chains) = (state::load(tx, them)?, Chains::load(party, tx, them)?);
            let signers = &party.secrets().signers;
            let lost = |generation: &u32| {
                let at = Position {
                    generation: *generation,
                    index: 0,
                };
                let file = chains.ours.at(at);
                file.is_some_and(|file| !signers.contains_key(&file.credential().serial))
            };
            let old = state.old.iter().chain([&state.current]);
            Ok(old.map(|one| one.number).filter(lost).collect::<Vec<_>>())
        })?;
        let mut all = Reopened::default();
        for generation in generations {
            for whose in [LogOf::Caller, LogOf::Answerer] {
                let more = self.take_openings(transport, them, generation, whose)?;
                all.opened = all.opened.saturating_add(more.opened);
                all.closed = all.closed.saturating_add(more.closed);
            }
        }
        Ok(Some(all))
    }
}
