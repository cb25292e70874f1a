//! Signed notes in memory.

use std::ops::Bound;

use comity_core::{Origin, Time};

use super::state::State;
use crate::{
    error::Result,
    notes::{Keep, NoteKind, NoteRow, Notes, ReadNotes},
};

/// Times sort from here: `Time` holds itself within the years 1 to 9999.
const FIRST: i64 = i64::MIN;
const LAST: i64 = i64::MAX;

impl State {
    fn notes_between(
        &self,
        origin: &Origin,
        kind: NoteKind,
        from: Bound<(u64, Time)>,
        to: (u64, Time),
    ) -> impl DoubleEndedIterator<Item = NoteRow> {
        let key = |(size, time)| (origin.clone(), kind, size, time);
        let rows = self.notes.range((from.map(key), Bound::Included(key(to))));
        rows.map(|((_, _, size, time), bytes)| NoteRow {
            size: *size,
            time: *time,
            bytes: bytes.clone(),
        })
    }
}

impl ReadNotes for State {
    fn latest_note(&self, origin: &Origin, kind: NoteKind) -> Result<Option<NoteRow>> {
        let end = (u64::MAX, Time::from_seconds(LAST));
        Ok(self.notes_between(origin, kind, start(0), end).next_back())
    }

    fn first_note_covering(
        &self,
        origin: &Origin,
        kind: NoteKind,
        index: u64,
    ) -> Result<Option<NoteRow>> {
        let end = (u64::MAX, Time::from_seconds(LAST));
        let from = start(index.saturating_add(1));
        Ok(self.notes_between(origin, kind, from, end).next())
    }

    fn last_note_within(
        &self,
        origin: &Origin,
        kind: NoteKind,
        size: u64,
    ) -> Result<Option<NoteRow>> {
        let end = (size, Time::from_seconds(LAST));
        Ok(self.notes_between(origin, kind, start(0), end).next_back())
    }

    fn note_at(&self, origin: &Origin, kind: NoteKind, size: u64) -> Result<Option<NoteRow>> {
        let end = (size, Time::from_seconds(LAST));
        Ok(self
            .notes_between(origin, kind, start(size), end)
            .next_back())
    }

    fn notes(
        &self,
        origin: &Origin,
        kind: NoteKind,
        after: Option<(u64, Time)>,
        limit: usize,
    ) -> Result<Vec<NoteRow>> {
        let from = after.map_or_else(|| start(0), Bound::Excluded);
        let end = (u64::MAX, Time::from_seconds(LAST));
        Ok(self
            .notes_between(origin, kind, from, end)
            .take(limit)
            .collect())
    }
}

impl Notes for State {
    fn put_note(&mut self, origin: &Origin, kind: NoteKind, note: &NoteRow) -> Result<()> {
        let end = (note.size, Time::from_seconds(LAST));
        let same_size = self.notes_between(origin, kind, start(note.size), end);
        let times: Vec<Time> = same_size.map(|row| row.time).collect();
        let key = |time| (origin.clone(), kind, note.size, time);
        match Keep::of(&times, note.time) {
            Keep::Not => return Ok(()),
            Keep::Beside => {}
            Keep::InsteadOf(time) => self.notes.remove(&key(time)),
        }
        self.notes.put(key(note.time), note.bytes.clone());
        Ok(())
    }
}

fn start(size: u64) -> Bound<(u64, Time)> {
    Bound::Included((size, Time::from_seconds(FIRST)))
}
