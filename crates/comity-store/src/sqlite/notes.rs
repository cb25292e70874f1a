//! Signed notes in SQLite.

use comity_core::{Origin, Time};
use rusqlite::{Row, params};

use super::tx::{SqlTx, bound, get, limit, number, signed, time};
use crate::{
    error::Result,
    notes::{Keep, NoteKind, NoteRow, Notes, ReadNotes},
};

/// The notes of one log and kind.
const OF: &str = "SELECT size, time, note FROM notes
    WHERE log = (SELECT id FROM logs WHERE origin = ?1) AND kind = ?2";

impl ReadNotes for SqlTx<'_> {
    fn latest_note(&self, origin: &Origin, kind: NoteKind) -> Result<Option<NoteRow>> {
        let sql = format!("{OF} ORDER BY size DESC, time DESC LIMIT 1");
        self.one(&sql, params![origin.to_string(), kind.code()], note_row)
    }

    fn first_note_covering(
        &self,
        origin: &Origin,
        kind: NoteKind,
        index: u64,
    ) -> Result<Option<NoteRow>> {
        let sql = format!("{OF} AND size > ?3 ORDER BY size, time LIMIT 1");
        self.one(
            &sql,
            params![origin.to_string(), kind.code(), bound(index)],
            note_row,
        )
    }

    fn last_note_within(
        &self,
        origin: &Origin,
        kind: NoteKind,
        size: u64,
    ) -> Result<Option<NoteRow>> {
        let sql = format!("{OF} AND size <= ?3 ORDER BY size DESC, time DESC LIMIT 1");
        self.one(
            &sql,
            params![origin.to_string(), kind.code(), bound(size)],
            note_row,
        )
    }

    fn note_at(&self, origin: &Origin, kind: NoteKind, size: u64) -> Result<Option<NoteRow>> {
        let sql = format!("{OF} AND size = ?3 ORDER BY time DESC LIMIT 1");
        self.one(
            &sql,
            params![origin.to_string(), kind.code(), bound(size)],
            note_row,
        )
    }

    fn notes(
        &self,
        origin: &Origin,
        kind: NoteKind,
        after: Option<(u64, Time)>,
        rows: usize,
    ) -> Result<Vec<NoteRow>> {
        let (size, time) = after.map_or((-1, 0), |(size, time)| (bound(size), time.seconds()));
        let sql = format!("{OF} AND (size, time) > (?3, ?4) ORDER BY size, time LIMIT ?5");
        let params = params![origin.to_string(), kind.code(), size, time, limit(rows)];
        self.all(&sql, params, note_row)
    }
}

impl Notes for SqlTx<'_> {
    fn put_note(&mut self, origin: &Origin, kind: NoteKind, note: &NoteRow) -> Result<()> {
        let log = self.log_or_new(origin)?.0;
        let (size, new) = (signed(note.size)?, note.time.seconds());
        let sql = "SELECT time FROM notes WHERE log = ?1 AND kind = ?2 AND size = ?3 ORDER BY time";
        let times = self.all(sql, params![log, kind.code(), size], |row| time(row, 0))?;
        match Keep::of(&times, note.time) {
            Keep::Not => return Ok(()),
            Keep::Beside => {}
            Keep::InsteadOf(before) => {
                let sql =
                    "DELETE FROM notes WHERE log = ?1 AND kind = ?2 AND size = ?3 AND time = ?4";
                self.run(sql, params![log, kind.code(), size, before.seconds()])?;
            }
        }
        let sql = "INSERT INTO notes (log, kind, size, time, note) VALUES (?1, ?2, ?3, ?4, ?5)";
        self.run(sql, params![log, kind.code(), size, new, note.bytes])?;
        Ok(())
    }
}

fn note_row(row: &Row<'_>) -> Result<NoteRow> {
    Ok(NoteRow {
        size: number(row, 0)?,
        time: time(row, 1)?,
        bytes: get(row, 2)?,
    })
}
