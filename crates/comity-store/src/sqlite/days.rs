//! Sums of days in SQLite; whoever writes the row of a dossier drops that of its day.

use std::ops::RangeInclusive;

use comity_core::PartyName;
use rusqlite::params;

use super::tx::{SqlTx, get, number, signed};
use crate::{
    days::{DayRow, Days, ReadDays},
    error::Result,
};

impl SqlTx<'_> {
    /// Drops the sum of a day, and lists the day; once in a transaction.
    pub(super) fn day_changed(&self, them: &PartyName, day: i64) -> Result<()> {
        if !self.numbers.note_day(them, day) {
            return Ok(());
        }
        let sql = "INSERT INTO desk_report (them, day, changes) VALUES (?1, ?2, 1)
            ON CONFLICT (them, day) DO UPDATE SET changes = changes + 1, sum = NULL";
        self.run(sql, params![them.as_str(), day])?;
        Ok(())
    }

    /// Drops the sums of a channel whose desk is dropped, also of days without rows.
    pub(super) fn days_changed(&self, them: &PartyName) -> Result<()> {
        let sql = "UPDATE desk_report SET changes = changes + 1, sum = NULL WHERE them = ?1";
        self.run(sql, [them.as_str()])?;
        Ok(())
    }
}

impl ReadDays for SqlTx<'_> {
    fn days(&self, them: &PartyName, days: RangeInclusive<i64>) -> Result<Vec<DayRow>> {
        let sql = "SELECT day, changes, sum FROM desk_report
            WHERE them = ?1 AND day BETWEEN ?2 AND ?3 ORDER BY day";
        let params = params![them.as_str(), days.start(), days.end()];
        self.all(sql, params, |row| {
            Ok(DayRow {
                day: get(row, 0)?,
                changes: number(row, 1)?,
                sum: get(row, 2)?,
            })
        })
    }
}

impl Days for SqlTx<'_> {
    fn keep_sum(&mut self, them: &PartyName, day: i64, changes: u64, sum: &str) -> Result<bool> {
        let sql = "UPDATE desk_report SET sum = ?4 WHERE them = ?1 AND day = ?2 AND changes = ?3";
        let params = params![them.as_str(), day, signed(changes)?, sum];
        self.numbers.forget_days();
        Ok(self.run(sql, params)? > 0)
    }
}
