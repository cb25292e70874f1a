//! Terms in memory.

use std::collections::BTreeSet;

use comity_core::{DossierId, PartyName};

use super::state::State;
use crate::{
    error::Result,
    terms::{ReadTerms, Terms, TermsDue},
};

impl State {
    /// Makes the terms of a dossier due, by its key.
    pub(super) fn terms_are_due(&mut self, key: (PartyName, String), dossier: DossierId) {
        let mark = self.term_marks.get(&()).map_or(1, |last| last + 1);
        self.term_marks.put((), mark);
        self.terms_due.put(key, (mark, dossier));
    }

    /// Forgets the terms of the dossiers of a party.
    pub(super) fn forget_terms(&mut self, them: &PartyName) {
        self.terms.remove_where(|(party, _)| party == them);
        self.subjects.remove_where(|(party, _)| party == them);
        self.terms_due.remove_where(|(party, _)| party == them);
    }
}

impl ReadTerms for State {
    fn terms_due(&self, limit: usize) -> Result<Vec<TermsDue>> {
        let due =
            |((them, _), (mark, dossier)): (&(PartyName, String), &(u64, DossierId))| TermsDue {
                mark: *mark,
                them: them.clone(),
                dossier: dossier.clone(),
            };
        let mut all: Vec<_> = self.terms_due.iter().map(due).collect();
        all.sort_by_key(|due| due.mark);
        all.truncate(limit);
        Ok(all)
    }

    fn terms(&self, them: &PartyName, dossier: &DossierId) -> Result<BTreeSet<String>> {
        let key = (them.clone(), dossier.to_string());
        Ok(self.terms.get(&key).cloned().unwrap_or_default())
    }

    fn subject(&self, them: &PartyName, dossier: &DossierId) -> Result<Option<String>> {
        let key = (them.clone(), dossier.to_string());
        Ok(self.subjects.get(&key).cloned())
    }

    fn has_terms(&self) -> Result<bool> {
        Ok(self.subjects.iter().next().is_some())
    }
}

impl Terms for State {
    fn set_terms(
        &mut self,
        due: &TermsDue,
        terms: &BTreeSet<String>,
        subject: &str,
    ) -> Result<bool> {
        let key = (due.them.clone(), due.dossier.to_string());
        let same = |(mark, _): &(u64, DossierId)| *mark == due.mark;
        if !self.terms_due.get(&key).is_some_and(same) {
            return Ok(false);
        }
        self.terms_due.remove(&key);
        self.subjects.put(key.clone(), subject.to_owned());
        self.terms.put(key, terms.clone());
        Ok(true)
    }

    fn note_terms_due(&mut self, them: &PartyName, dossier: &DossierId) -> Result<()> {
        let key = (them.clone(), dossier.to_string());
        if self.dossiers.contains(&key) {
            self.terms_are_due(key, dossier.clone());
        }
        Ok(())
    }

    fn drop_terms(&mut self, them: &PartyName, dossier: &DossierId) -> Result<()> {
        let key = (them.clone(), dossier.to_string());
        self.terms.remove(&key);
        self.subjects.remove(&key);
        self.note_terms_due(them, dossier)
    }

    fn clear_terms(&mut self) -> Result<()> {
        self.terms.remove_where(|_| true);
        self.subjects.remove_where(|_| true);
        let mut all: Vec<_> = self.dossiers.values().cloned().collect();
        all.sort_by_key(|known| known.arrival);
        for known in all {
            self.note_terms_due(&known.row.them, &known.row.dossier)?;
        }
        Ok(())
    }
}
