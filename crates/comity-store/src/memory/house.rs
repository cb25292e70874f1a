//! What stays at home, in memory.

use std::{cmp::Reverse, ops::Bound};

use comity_core::{DossierId, Hash, PartyName, Time};

use super::state::State;
use crate::{
    error::Result,
    house::{DraftRow, House, PersonRow, PrivateNote, ReadHouse, TrailEntry},
};

impl ReadHouse for State {
    fn people(&self) -> Result<Vec<PersonRow>> {
        Ok(self.people.values().cloned().collect())
    }

    fn person(&self, name: &str) -> Result<Option<PersonRow>> {
        Ok(self.people.get(&name.to_owned()).cloned())
    }

    fn draft(&self, id: &str) -> Result<Option<DraftRow>> {
        Ok(self.drafts.get(&id.to_owned()).cloned())
    }

    fn drafts(&self, state: Option<&str>) -> Result<Vec<DraftRow>> {
        let wanted = |row: &&DraftRow| state.is_none_or(|state| row.state == state);
        let mut rows: Vec<_> = self.drafts.values().filter(wanted).cloned().collect();
        rows.sort_by_key(|row| (Reverse(row.at), row.id.clone()));
        Ok(rows)
    }

    fn private_notes(&self, them: &PartyName, dossier: &DossierId) -> Result<Vec<PrivateNote>> {
        let rows = self.private_notes.values();
        let meant = rows.filter(|(party, id, _)| party == them && id == dossier);
        Ok(meant.map(|(_, _, note)| note.clone()).collect())
    }

    fn labels(&self, them: &PartyName, dossier: &DossierId) -> Result<Vec<String>> {
        let keys = self.labels.iter().map(|(key, ())| key);
        let meant = keys.filter(|(_, party, id)| party == them && id == dossier);
        Ok(meant.map(|(label, _, _)| label.clone()).collect())
    }

    fn labelled(&self, label: &str) -> Result<Vec<(PartyName, DossierId)>> {
        let keys = self.labels.iter().map(|(key, ())| key);
        let meant = keys.filter(|(found, _, _)| found == label);
        Ok(meant
            .map(|(_, party, id)| (party.clone(), id.clone()))
            .collect())
    }

    fn trail(&self, from: u64, limit: usize) -> Result<Vec<TrailEntry>> {
        Ok(self
            .trail
            .range(from..)
            .take(limit)
            .map(|(_, entry)| entry.clone())
            .collect())
    }

    fn trail_end(&self) -> Result<(u64, Hash)> {
        let last = self.trail.values().next_back();
        last.map_or_else(
            || self.trail_start(),
            |entry| Ok((entry.number + 1, entry.link)),
        )
    }

    fn setting(&self, key: &str) -> Result<Option<String>> {
        Ok(self.settings.get(&key.to_owned()).cloned())
    }

    fn kept(&self, kind: &str, key: &str) -> Result<Option<String>> {
        let key = (kind.to_owned(), key.to_owned());
        Ok(self.kept.get(&key).cloned())
    }

    fn kept_all(
        &self,
        kind: &str,
        after: Option<&str>,
        limit: usize,
    ) -> Result<Vec<(String, String)>> {
        let from = |key: &str| (kind.to_owned(), key.to_owned());
        let from = after.map_or_else(
            || Bound::Included(from("")),
            |after| Bound::Excluded(from(after)),
        );
        let rows = self.kept.range((from, Bound::Unbounded));
        Ok(rows
            .take_while(|((found, _), _)| found == kind)
            .take(limit)
            .map(|((_, key), json)| (key.clone(), json.clone()))
            .collect())
    }
}

impl House for State {
    fn put_person(&mut self, person: &PersonRow) -> Result<()> {
        self.people.put(person.name.clone(), person.clone());
        Ok(())
    }

    fn put_draft(&mut self, draft: &DraftRow) -> Result<()> {
        self.drafts.put(draft.id.clone(), draft.clone());
        Ok(())
    }

    fn remove_draft(&mut self, id: &str) -> Result<()> {
        self.drafts.remove(&id.to_owned());
        Ok(())
    }

    fn add_private_note(
        &mut self,
        them: &PartyName,
        dossier: &DossierId,
        by: &str,
        at: Time,
        text: &str,
    ) -> Result<u64> {
        let id = self
            .private_notes
            .iter()
            .next_back()
            .map_or(1, |(last, _)| last + 1);
        let note = PrivateNote {
            id,
            by: by.to_owned(),
            at,
            text: text.to_owned(),
        };
        self.private_notes
            .put(id, (them.clone(), dossier.clone(), note));
        Ok(id)
    }

    fn set_label(
        &mut self,
        them: &PartyName,
        dossier: &DossierId,
        label: &str,
        on: bool,
    ) -> Result<()> {
        let key = (label.to_owned(), them.clone(), dossier.clone());
        if on {
            self.labels.put(key, ());
        } else {
            self.labels.remove(&key);
        }
        Ok(())
    }

    fn trail_append(&mut self, at: Time, who: &str, what: &str) -> Result<TrailEntry> {
        let (number, before) = self.trail_end()?;
        let entry = TrailEntry::after(&before, number, at, who, what);
        self.trail.put(number, entry.clone());
        Ok(entry)
    }

    fn trail_remove(&mut self, below: u64) -> Result<()> {
        self.trail.remove_where(|number| *number < below);
        Ok(())
    }

    fn set_setting(&mut self, key: &str, value: Option<&str>) -> Result<()> {
        match value {
            Some(value) => self.settings.put(key.to_owned(), value.to_owned()),
            None => self.settings.remove(&key.to_owned()),
        }
        Ok(())
    }

    fn keep(&mut self, kind: &str, key: &str, json: &str) -> Result<()> {
        let key = (kind.to_owned(), key.to_owned());
        self.kept.put(key, json.to_owned());
        Ok(())
    }

    fn unkeep(&mut self, kind: &str, key: &str) -> Result<()> {
        self.kept.remove(&(kind.to_owned(), key.to_owned()));
        Ok(())
    }
}
