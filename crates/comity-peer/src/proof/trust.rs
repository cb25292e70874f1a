//! Which credentials a proof may rest on: the pinned ones, and those that the proof links to them.
//!
//! A later credential is linked by the signature of the one before; an earlier
//! one because the later one names its fingerprint. Revocations in the proof
//! are obeyed; nobody can make a proof bring one, so a verifier who knows of a
//! revocation must not pin that credential.

use std::collections::{BTreeMap, BTreeSet};

use comity_core::{Origin, PartyName, record::Position};

use super::{CredentialUse, ProofError, archive::Members};
use crate::{
    credential::{Credential, CredentialFile, verify_successor},
    revocation::RevocationFile,
    statement::{Checked, StatementError, verify_checkpoint, verify_receipt},
};

type Key = (PartyName, u32);

/// The most credentials in a proof beside the pinned ones.
const LINKS: usize = 64;

/// The credentials that count, and which of them were used.
pub(super) struct Trust {
    files: BTreeMap<Key, (CredentialFile, bool)>,
    revoked: BTreeSet<Key>,
    recorded: BTreeMap<Key, (PartyName, Position)>,
    used: BTreeSet<Key>,
}

/// A statement with the credential that it was verified under.
pub(super) struct Stated {
    pub(super) checked: Checked,
    by: Key,
}

/// The revoked credential that an entry counts under all the same.
pub(super) struct Revoked {
    pub(super) party: PartyName,
    pub(super) serial: u32,
    /// The leaf of the other log that records it, where the proof shows it.
    pub(super) recorded: Option<Position>,
}

impl Trust {
    /// The pinned credentials, and those of the proof that are linked to them.
    pub(super) fn new(
        pinned: &[CredentialFile],
        members: &mut Members,
    ) -> Result<Self, ProofError> {
        let mut trust = Self {
            files: BTreeMap::new(),
            revoked: BTreeSet::new(),
            recorded: BTreeMap::new(),
            used: BTreeSet::new(),
        };
        for file in pinned {
            trust.files.insert(key(file), (file.clone(), true));
        }
        let mut loose = Vec::new();
        let inside = members.take_folder("credentials/");
        if inside.len() > LINKS {
            return Err(ProofError::Archive("credentials"));
        }
        for (name, bytes) in inside {
            let file = CredentialFile::parse(&bytes)?;
            named(&name, "credentials", &key(&file))?;
            loose.push(file);
        }
        trust.link(loose)?;
        for (name, bytes) in members.take_folder("revocations/") {
            trust.revoke(&name, &RevocationFile::parse(&bytes)?)?;
        }
        Ok(trust)
    }

    /// Links what can be linked, until a round links nothing.
    fn link(&mut self, mut loose: Vec<CredentialFile>) -> Result<(), ProofError> {
        loop {
            let before = loose.len();
            loose.retain(|file| {
                let linked = self.links(file);
                if linked {
                    self.files
                        .entry(key(file))
                        .or_insert_with(|| (file.clone(), false));
                }
                !linked
            });
            match loose.first() {
                None => return Ok(()),
                Some(file) if loose.len() == before => {
                    let (party, serial) = key(file);
                    return Err(ProofError::Unlinked { party, serial });
                }
                Some(_) => {}
            }
        }
    }

    fn links(&self, file: &CredentialFile) -> bool {
        let (party, serial) = key(file);
        let at = |serial: Option<u32>| {
            serial
                .and_then(|serial| self.files.get(&(party.clone(), serial)))
                .map(|(file, _)| file)
        };
        if let Some(same) = at(Some(serial)) {
            return same.fingerprint() == file.fingerprint();
        }
        at(serial.checked_sub(1)).is_some_and(|before| verify_successor(before, file).is_ok())
            || at(serial.checked_add(1)).is_some_and(|after| verify_successor(file, after).is_ok())
    }

    fn revoke(&mut self, name: &str, file: &RevocationFile) -> Result<(), ProofError> {
        let revocation = file.revocation();
        let key = (revocation.party.clone(), revocation.serial);
        named(name, "revocations", &key)?;
        let Some((credential, _)) = self.files.get(&key) else {
            return Err(ProofError::Unlinked {
                party: key.0,
                serial: key.1,
            });
        };
        file.verify(credential)?;
        self.revoked.insert(key);
        Ok(())
    }

    /// A checkpoint of a log by its sender.
    pub(super) fn checkpoint(&mut self, note: &[u8], log: &Origin) -> Result<Stated, ProofError> {
        self.state(&log.sender, |credential| {
            verify_checkpoint(note, credential, log)
        })
    }

    /// A receipt for a log by its reader.
    pub(super) fn receipt(&mut self, note: &[u8], log: &Origin) -> Result<Stated, ProofError> {
        self.state(&log.reader, |credential| {
            verify_receipt(note, credential, log)
        })
    }

    /// Tries the party's credentials, the newest first: keys differ, so at most one fits.
    fn state(
        &mut self,
        party: &PartyName,
        verify: impl Fn(&Credential) -> Result<Checked, StatementError>,
    ) -> Result<Stated, ProofError> {
        let mut last = ProofError::NoCredential(party.clone());
        for ((owner, serial), (file, _)) in self.files.iter().rev() {
            if owner != party {
                continue;
            }
            match verify(file.credential()) {
                Ok(checked) => {
                    let by = (owner.clone(), *serial);
                    self.used.insert(by.clone());
                    return Ok(Stated { checked, by });
                }
                Err(error) => last = error.into(),
            }
        }
        Err(last)
    }

    /// Refuses a statement under a revoked credential.
    pub(super) fn counts(&self, stated: &Stated) -> Result<(), ProofError> {
        if !self.revoked.contains(&stated.by) {
            return Ok(());
        }
        let (party, serial) = stated.by.clone();
        Err(ProofError::Revoked { party, serial })
    }

    /// Refuses an entry under a revoked credential, unless a leaf of the other log covers it
    /// that comes before the one that records the revocation.
    pub(super) fn counts_where(
        &self,
        stated: &Stated,
        reader: &PartyName,
        covered: Option<Position>,
    ) -> Result<Option<Revoked>, ProofError> {
        if !self.revoked.contains(&stated.by) {
            return Ok(None);
        }
        let (party, serial) = stated.by.clone();
        // What another counterpart recorded in its own log is no place in this one.
        let recorded = self.recorded.get(&stated.by);
        let recorded = recorded.filter(|(by, _)| by == reader).map(|(_, at)| *at);
        match (covered, recorded) {
            (None, _) => Err(ProofError::Revoked { party, serial }),
            (Some(covered), Some(recorded)) if covered >= recorded => {
                Err(ProofError::AfterRevocation { party, serial })
            }
            (Some(_), recorded) => Ok(Some(Revoked {
                party,
                serial,
                recorded,
            })),
        }
    }

    /// The credentials that have a revocation in the proof.
    pub(super) fn revoked(&self) -> Vec<CredentialFile> {
        let files = self.revoked.iter().filter_map(|key| self.files.get(key));
        files.map(|(file, _)| file.clone()).collect()
    }

    /// Notes which entry of whose log records the revocation of a credential.
    pub(super) fn recorded(&mut self, file: &CredentialFile, by: PartyName, at: Position) {
        self.recorded.insert(key(file), (by, at));
    }

    /// The credentials that count, newest last.
    pub(super) fn files(&self) -> impl Iterator<Item = &CredentialFile> {
        self.files.values().map(|(file, _)| file)
    }

    /// Notes that the proof rests on a credential.
    pub(super) fn rest_on(&mut self, file: &CredentialFile) {
        self.used.insert(key(file));
    }

    /// What the proof rests on.
    pub(super) fn used(&self) -> Vec<CredentialUse> {
        let listed = self
            .files
            .iter()
            .filter(|(key, (_, pinned))| *pinned || self.used.contains(*key));
        listed
            .map(|(key, (file, pinned))| CredentialUse {
                party: key.0.clone(),
                serial: key.1,
                fingerprint: file.fingerprint(),
                pinned: *pinned,
                revoked: self.revoked.contains(key),
            })
            .collect()
    }
}

pub(super) fn key(file: &CredentialFile) -> Key {
    (file.credential().party.clone(), file.credential().serial)
}

/// The name of a credential or revocation in a proof.
pub(super) fn member(folder: &str, (party, serial): &Key) -> String {
    format!("{folder}/{party}.{serial}")
}

fn named(name: &str, folder: &str, key: &Key) -> Result<(), ProofError> {
    if name == member(folder, key) {
        Ok(())
    } else {
        Err(ProofError::MemberUnknown(name.to_owned()))
    }
}
