//! Credentials and evidence in memory.

use comity_core::{Hash, PartyName};

use super::state::State;
use crate::{
    credentials::{CredentialRow, Credentials, EvidenceRow, ReadCredentials},
    error::Result,
};

impl ReadCredentials for State {
    fn credentials(&self, party: &PartyName) -> Result<Vec<CredentialRow>> {
        let of_party = self.credentials.values().filter(|row| row.party == *party);
        let mut rows: Vec<_> = of_party.cloned().collect();
        rows.sort_by_key(|row| (row.serial, row.fingerprint));
        Ok(rows)
    }

    fn credential(&self, fingerprint: &Hash) -> Result<Option<CredentialRow>> {
        Ok(self.credentials.get(fingerprint).cloned())
    }

    fn evidence(&self, them: &PartyName) -> Result<Vec<EvidenceRow>> {
        let rows = self
            .evidence
            .range((them.clone(), 0)..=(them.clone(), u64::MAX));
        Ok(rows.map(|(_, row)| row.clone()).collect())
    }
}

impl Credentials for State {
    fn put_credential(&mut self, credential: &CredentialRow) -> Result<()> {
        self.credentials
            .put(credential.fingerprint, credential.clone());
        Ok(())
    }

    fn put_evidence(&mut self, them: &PartyName, evidence: &EvidenceRow) -> Result<bool> {
        let known = self.evidence(them)?;
        if known.iter().any(|row| row.hash == evidence.hash) {
            return Ok(false);
        }
        self.evidence
            .put((them.clone(), known.len() as u64), evidence.clone());
        Ok(true)
    }
}
