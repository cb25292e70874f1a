//! The credentials and revocations that go along with a proof.

use comity_core::{Origin, PartyName, record::Position};
use comity_peer::{credential::CredentialFile, proof::build::Builder, revocation::RevocationFile};
use comity_store::tree::LogTree;

use super::{
    ProveError,
    collect::{Prover, disclosed, entry},
};
use crate::{channel::chains::Chains, error::NodeError};

impl Prover<'_> {
    /// The credentials of both parties go with every proof, with the revocations that leaves recorded, and where.
    pub(super) fn finish(
        &self,
        mut builder: Builder,
        them: &PartyName,
    ) -> Result<Vec<u8>, ProveError> {
        let chains = Chains::load(self.party, self.tx, them)?;
        for (party, other) in [(&self.party.me, them), (them, &self.party.me)] {
            for row in self.tx.credentials(party)? {
                let file = CredentialFile::parse(&row.file).map_err(NodeError::from)?;
                builder.credential(&file);
                if let Some(bytes) = row.revocation {
                    let revocation = RevocationFile::parse(&bytes).map_err(NodeError::from)?;
                    builder.revocation(&revocation);
                    if let Some(position) = chains.recorded(&file.fingerprint()) {
                        self.recorded(&mut builder, &revocation, other, position)?;
                    }
                }
            }
        }
        Ok(builder.finish()?)
    }

    /// The entry of the other side that records a revocation, once it is signed.
    fn recorded(
        &self,
        builder: &mut Builder,
        revocation: &RevocationFile,
        by: &PartyName,
        position: Position,
    ) -> Result<(), ProveError> {
        let origin = Origin {
            sender: by.clone(),
            reader: revocation.revocation().party.clone(),
            generation: position.generation,
        };
        let log = match self.log(&origin, Some(position.index), false) {
            Err(ProveError::Unsigned(_)) => return Ok(()),
            log => log?,
        };
        let row = self.tx.entry(&origin, position.index)?;
        let row = row.ok_or(ProveError::Closed)?;
        let act = row.envelope.ok_or(ProveError::Closed)?;
        let envelope = self.file(&act)?;
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
