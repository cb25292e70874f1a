//! The numbers of logs on the desk.
//!
//! A leaf or an act is found by one number made of its log and its index, as an entry is. The
//! desk numbers logs by counterpart, side and generation: it does not know our own name.

use comity_core::{
    PartyName,
    record::{Position, Side},
};
use rusqlite::params;

use super::{
    logs::{ENTRIES, Log},
    tx::{SqlTx, get, side_number},
};
use crate::error::{Result, StoreError};

/// Tables whose rows are found by log and index.
const TABLES: [&str; 2] = [
    "DELETE FROM desk_leaves WHERE id >= ?1 AND id < ?2",
    "DELETE FROM desk_acts WHERE id >= ?1 AND id < ?2",
];

impl SqlTx<'_> {
    /// The number of a leaf or an act; `None` when none can stand there.
    pub(super) fn desk_place(
        &self,
        them: &PartyName,
        side: Side,
        position: Position,
    ) -> Result<Option<i64>> {
        let Some(party) = self.party(them)? else {
            return Ok(None);
        };
        let log = self.desk_log(party, side, position.generation)?;
        Ok(log
            .filter(|_| position.index < ENTRIES)
            .map(|log| log.entry(position.index)))
    }

    /// The number of a leaf or an act that is to stand there.
    pub(super) fn desk_place_or_new(
        &self,
        party: i64,
        side: Side,
        position: Position,
    ) -> Result<i64> {
        if position.index >= ENTRIES {
            return Err(StoreError::TooLarge("a log"));
        }
        let generation = position.generation;
        if let Some(log) = self.desk_log(party, side, generation)? {
            return Ok(log.entry(position.index));
        }
        let sql = "INSERT INTO desk_logs (party, side, generation) VALUES (?1, ?2, ?3)";
        self.run(sql, params![party, side_number(side), generation])?;
        let log = Log(self.last_id());
        // A damaged desk may hold rows of a number that no log had.
        self.clear_desk_log(log)?;
        self.numbers.note_log((party, side, generation), log);
        Ok(log.entry(position.index))
    }

    fn desk_log(&self, party: i64, side: Side, generation: u32) -> Result<Option<Log>> {
        let key = (party, side, generation);
        if let Some(log) = self.numbers.log(key) {
            return Ok(Some(log));
        }
        let sql = "SELECT id FROM desk_logs WHERE party = ?1 AND side = ?2 AND generation = ?3";
        let params = params![party, side_number(side), generation];
        let log = self.one(sql, params, |row| get(row, 0))?;
        if let Some(log) = log {
            self.numbers.note_log(key, log);
        }
        Ok(log)
    }

    /// Removes the logs of a party from the desk, with their leaves and acts.
    pub(super) fn clear_desk_logs(&self, party: i64) -> Result<()> {
        let logs: Vec<Log> = self.all(
            "SELECT id FROM desk_logs WHERE party = ?1",
            [party],
            |row| get(row, 0),
        )?;
        for log in logs {
            self.clear_desk_log(log)?;
        }
        self.run("DELETE FROM desk_covers WHERE party = ?1", [party])?;
        self.run("DELETE FROM desk_logs WHERE party = ?1", [party])?;
        self.numbers.forget_logs();
        Ok(())
    }

    fn clear_desk_log(&self, log: Log) -> Result<()> {
        for sql in TABLES {
            self.run(sql, params![log.entry(0), log.entry(ENTRIES)])?;
        }
        Ok(())
    }
}
