//! What a case is about, in the words of its request: opened when a list is looked at, never kept open.

use comity_core::{DossierId, PartyName, body::Texts, record::Parties};
use comity_store::{ReadTx, Store};

use super::{CaseError, content};
use crate::office::Office;

impl<S: Store> Office<'_, S> {
    /// The subjects of these cases in their order; none of a case whose request has none, or is not open.
    ///
    /// # Errors
    /// The store.
    pub fn subjects(
        &self,
        cases: &[(PartyName, DossierId)],
    ) -> Result<Vec<Option<Texts>>, CaseError> {
        self.node.store().read(|tx| {
            let subject = |(them, dossier): &(PartyName, DossierId)| {
                self.subject(tx, &self.parties(them)?, them, dossier)
            };
            cases.iter().map(subject).collect()
        })
    }

    fn subject(
        &self,
        tx: &dyn ReadTx,
        parties: &Parties,
        them: &PartyName,
        dossier: &DossierId,
    ) -> Result<Option<Texts>, CaseError> {
        let secrets = self.node.secrets();
        for said in tx.acts_of(them, dossier)? {
            if said.envelope.kind != super::file::REQUEST {
                continue;
            }
            let content = content::open(tx, &*secrets.sealer, parties, &said)?;
            let request = content.body().and_then(|body| body.request.clone());
            let subject = request.map(|request| request.subject);
            return Ok(subject.filter(|texts| !texts.is_empty()));
        }
        Ok(None)
    }
}
