//! The credentials and revocations that go along with a proof.

use std::collections::BTreeMap;

use comity_core::{Origin, PartyName, record::Position};
use comity_peer::{
    credential::{CredentialFile, verify_successor},
    proof::{self, ProofError, build::Builder},
    revocation::RevocationFile,
    statement::verify_checkpoint,
};
use comity_store::tree::LogTree;
use comity_tlog::hash::Hash;

use super::{
    ProveError,
    collect::{Prover, disclosed, entry},
};
use crate::{channel::chains::Chains, error::NodeError};

/// The credentials of a party, and the revocations that are known of them.
struct Known {
    files: Vec<CredentialFile>,
    revoked: BTreeMap<Hash, Vec<u8>>,
}

impl Prover<'_> {
    /// The credentials of both parties go with every proof, with the revocations that leaves recorded, and where.
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
        let (own, other) = (self.known(&self.party.me)?, self.known(them)?);
        let ours = linked(&own.files, chains.ours.at(end));
        let theirs = linked(&other.files, chains.theirs.at(end));
        for (known, files, recorders) in [(&own, ours, theirs), (&other, theirs, ours)] {
            for file in files {
                builder.credential(file);
                let Some(bytes) = known.revoked.get(&file.fingerprint()) else {
                    continue;
                };
                let revocation = RevocationFile::parse(bytes).map_err(NodeError::from)?;
                builder.revocation(&revocation);
                let fingerprint = file.fingerprint();
                let records = chains.revoked().filter(|(named, _)| *named == fingerprint);
                if let Some(first) = records.map(|(_, position)| position).min() {
                    self.recorded(&mut builder, &revocation, recorders, first)?;
                }
            }
        }
        Ok(builder.finish()?)
    }

    /// A proof of the conduct of one side, as a third person reads it: with the credentials in force then.
    ///
    /// # Errors
    /// The record does not bear the claim out.
    pub(super) fn verified(
        &self,
        bytes: Vec<u8>,
        them: &PartyName,
        generation: u32,
    ) -> Result<Vec<u8>, ProveError> {
        let chains = Chains::load(self.party, self.tx, them)?;
        let end = Position {
            generation,
            index: u64::MAX,
        };
        let mut pinned = Vec::new();
        for (party, chain) in [(&self.party.me, &chains.ours), (them, &chains.theirs)] {
            let files = self.known(party)?.files;
            pinned.extend(linked(&files, chain.at(end)).last().cloned());
        }
        match proof::verify(&bytes, &pinned, self.sealer) {
            Ok(_) => Ok(bytes),
            Err(ProofError::Answered(entry)) => Err(ProveError::Answered(entry)),
            Err(ProofError::NothingOwed) => Err(ProveError::NothingOwed),
            Err(error) => Err(error.into()),
        }
    }

    fn known(&self, party: &PartyName) -> Result<Known, ProveError> {
        let (mut files, mut revoked) = (Vec::new(), BTreeMap::new());
        for row in self.tx.credentials(party)? {
            files.push(CredentialFile::parse(&row.file).map_err(NodeError::from)?);
            revoked.extend(row.revocation.map(|bytes| (row.fingerprint, bytes)));
        }
        Ok(Known { files, revoked })
    }

    /// The entry of the other side that records a revocation, once it is signed under a
    /// credential that goes along.
    fn recorded(
        &self,
        builder: &mut Builder,
        revocation: &RevocationFile,
        by: &[CredentialFile],
        position: Position,
    ) -> Result<(), ProveError> {
        let Some(party) = by.first().map(|file| file.credential().party.clone()) else {
            return Ok(());
        };
        let origin = Origin {
            sender: party,
            reader: revocation.revocation().party.clone(),
            generation: position.generation,
        };
        let log = match self.log(&origin, Some(position.index), false) {
            Err(ProveError::Unsigned(_)) => return Ok(()),
            log => log?,
        };
        let signed = |file: &CredentialFile| {
            verify_checkpoint(&log.checkpoint, file.credential(), &origin).is_ok()
        };
        if !by.iter().any(signed) {
            return Ok(());
        }
        let row = self.tx.entry(&origin, position.index)?;
        let row = row.ok_or(ProveError::Closed)?;
        let act = row.envelope.ok_or(ProveError::Closed)?;
        let envelope = self.file(&origin, position.index, &act)?;
        let tree = LogTree::new(self.tx, &origin);
        let place = (position.index, row.leaf);
        builder.recorded(
            revocation,
            &log.source(&tree),
            entry(&place),
            disclosed(&envelope),
        )?;
        Ok(())
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
