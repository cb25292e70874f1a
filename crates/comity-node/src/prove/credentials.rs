//! The credentials and revocations that go along with a proof.

use std::collections::BTreeMap;

use comity_core::{PartyName, record::Position};
use comity_peer::{
    credential::{CredentialFile, verify_successor},
    proof::build::Builder,
    revocation::RevocationFile,
};

use super::{ProveError, Prover};
use crate::{channel::chains::Chains, error::NodeError};

impl Prover<'_> {
    /// The credentials of both parties go with every proof, with the revocations that leaves recorded.
    ///
    /// After a loss of keys a party has credentials that nothing links to those of before:
    /// those go along that lead to the one in force in this generation.
    pub(super) fn finish(
        &self,
        mut builder: Builder,
        them: &PartyName,
        generation: u32,
    ) -> Result<Vec<u8>, ProveError> {
        let chains = Chains::load(self.party, self.tx, them)?;
        let end = Position {
            generation,
            index: u64::MAX,
        };
        for (party, chain) in [(self.me, &chains.ours), (them, &chains.theirs)] {
            let mut files = Vec::new();
            let mut revoked = BTreeMap::new();
            for row in self.tx.credentials(party)? {
                files.push(CredentialFile::parse(&row.file).map_err(NodeError::from)?);
                revoked.extend(row.revocation.map(|bytes| (row.fingerprint, bytes)));
            }
            for file in linked(&files, chain.at(end)) {
                builder.credential(file);
                if let Some(bytes) = revoked.get(&file.fingerprint()) {
                    builder.revocation(&RevocationFile::parse(bytes).map_err(NodeError::from)?);
                }
            }
        }
        Ok(builder.finish()?)
    }
}

/// The files, by serial, that signatures link to this one: all, where it is not among them.
fn linked<'a>(files: &'a [CredentialFile], to: Option<&CredentialFile>) -> &'a [CredentialFile] {
    let place = to.and_then(|to| files.iter().position(|file| file == to));
    let Some(place) = place else { return files };
    let follows = |pair: &[CredentialFile]| match pair {
        [before, after] => verify_successor(before, after).is_ok(),
        _ => false,
    };
    let (mut first, mut last) = (place, place);
    while first > 0 && files.get(first - 1..=first).is_some_and(follows) {
        first -= 1;
    }
    while files.get(last..last + 2).is_some_and(follows) {
        last += 1;
    }
    files.get(first..=last).unwrap_or(files)
}
