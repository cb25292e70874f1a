//! Two credentials of one serial: found wherever a credential of a counterpart comes in.
//!
//! A file that comes with an act, or that a person is about to trust, is held
//! against all that we have of that party. Two of one serial that one trusted
//! credential key has signed freeze the channel, whoever carried them here
//! (`docs/protocol.md`, sections 2.1 and 8). A file that only names the party
//! shows nothing: anybody can make one.

use std::collections::BTreeMap;

use comity_core::{Origin, PartyName, Time};
use comity_peer::{
    act::Verdict,
    channel::{ChannelState, Evidence, NotAccepted},
    credential::{CredentialError, CredentialFile, is_fork},
};
use comity_store::{ReadTx, Store, Tx, credentials::CredentialRow};

use super::{
    ingest::{carried, keep_evidence},
    state,
};
use crate::node::{Node, Party, Result};

/// The credential files of a counterpart that we hold.
struct Known {
    files: Vec<CredentialFile>,
    /// Those whose keys count: a person trusts them, or an act issued them.
    trusted: Vec<CredentialFile>,
}

impl Known {
    fn load(tx: &dyn ReadTx, them: &PartyName) -> Result<Self> {
        let rows = tx.credentials(them)?;
        let read = |row: &CredentialRow| CredentialFile::parse(&row.file);
        let files = rows.iter().map(read).collect::<std::result::Result<_, _>>();
        let pinned = rows.iter().filter(|row| row.pinned).map(read);
        Ok(Self {
            files: files?,
            trusted: pinned.collect::<std::result::Result<_, _>>()?,
        })
    }

    /// The file that this one contradicts.
    fn contradicted(&self, file: &CredentialFile) -> Option<&CredentialFile> {
        let trusted = &self.trusted;
        let mut known = self.files.iter();
        known.find(|known| trusted.iter().any(|signer| is_fork(file, known, signer)))
    }
}

/// The first credential that contradicts another, of those that these acts issue and of those
/// that a pouch carries for entries to come.
pub(super) fn in_acts(
    tx: &dyn ReadTx,
    state: &ChannelState,
    verdicts: &BTreeMap<u64, Verdict>,
    ahead: &[CredentialFile],
) -> Result<Option<Box<Evidence>>> {
    let issued = verdicts
        .values()
        .filter_map(|verdict| carried(verdict, "credential.issue"));
    let coming: Vec<CredentialFile> = issued
        .filter_map(|text| CredentialFile::parse(text.as_bytes()).ok())
        .chain(ahead.iter().cloned())
        .collect();
    if coming.is_empty() {
        return Ok(None);
    }
    let mut known = Known::load(tx, &state.them)?;
    for file in coming {
        if let Some(other) = known.contradicted(&file) {
            let evidence = Evidence::two_credentials(state.their_origin(), &file, other);
            return Ok(Some(Box::new(evidence)));
        }
        known.files.push(file);
    }
    Ok(None)
}

impl<S: Store> Node<S> {
    /// Holds a credential file against those that we have of its party, before anybody trusts it.
    ///
    /// # Errors
    /// [`NotAccepted::Misbehaved`] when it contradicts one of the same serial: the evidence
    /// is kept then and the channel frozen. [`CredentialError::NotNext`] when a person trusts
    /// another with this serial or a later one. Or the store fails.
    pub fn hold_against(&self, file: &CredentialFile, now: Time) -> Result<()> {
        let file = file.clone();
        let found = self.change_record(move |party, tx| look(party, tx, &file, now))?;
        match found {
            Some(evidence) => Err(NotAccepted::Misbehaved(evidence).into()),
            None => Ok(()),
        }
    }
}

fn look(
    party: &Party,
    tx: &mut dyn Tx,
    file: &CredentialFile,
    now: Time,
) -> Result<Option<Box<Evidence>>> {
    let (them, serial) = (&file.credential().party, file.credential().serial);
    let known = Known::load(&*tx, them)?;
    if let Some(other) = known.contradicted(file) {
        let state = state::find(&*tx, them)?;
        let log = Origin {
            sender: them.clone(),
            reader: party.me.clone(),
            generation: state.as_ref().map_or(1, |state| state.current.number),
        };
        let evidence = Evidence::two_credentials(log, file, other);
        keep_evidence(tx, them, &evidence, now)?;
        if let Some(mut state) = state {
            state.freeze(evidence.fork);
            state::save(tx, &state)?;
        }
        return Ok(Some(Box::new(evidence)));
    }
    let trusted = &known.trusted;
    let held = |known: &CredentialFile| known.fingerprint() == file.fingerprint();
    let newest = trusted.iter().map(|one| one.credential().serial).max();
    if newest.is_some_and(|newest| newest >= serial) && !trusted.iter().any(held) {
        return Err(CredentialError::NotNext("serial").into());
    }
    Ok(None)
}
