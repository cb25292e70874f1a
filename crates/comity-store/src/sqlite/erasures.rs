//! Erased bytes leave the write-ahead log too.
//!
//! Pages of before an erasure stand in the write-ahead log until it is emptied, and a reader
//! can be in the way of that for as long as it likes. The table `erasures` counts, in the
//! transaction that erases, what was erased, and how much of it the log was emptied after:
//! whoever opens or writes the file next finishes what is left, in whatever process.

use std::time::Duration;

use rusqlite::Connection;

use super::open;
use crate::error::Result;

/// How long readers are waited for after an erasure: nobody else can write meanwhile.
const PATIENT: Duration = Duration::from_millis(250);

/// The same where that was tried before: it comes with every commit then.
const BRIEF: Duration = Duration::from_millis(10);

/// What a writer has tried to finish already.
#[derive(Debug)]
pub(super) struct Erasures {
    tried: i64,
}

impl Erasures {
    /// Tries at once what others left, without making whoever opens the file wait for readers.
    pub(super) fn opened(db: &Connection) -> Self {
        let mut erasures = Self { tried: i64::MAX };
        erasures.finish(db);
        erasures
    }

    /// Empties the write-ahead log if something was erased since that was last done.
    ///
    /// What fails is left to the next commit or opening: the erasure itself is durable.
    pub(super) fn finish(&mut self, db: &Connection) {
        self.try_finish(db).unwrap_or(());
    }

    fn try_finish(&mut self, db: &Connection) -> Result<()> {
        let sql = "SELECT erased, folded FROM erasures";
        let (erased, folded): (i64, i64) = db
            .prepare_cached(sql)?
            .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let wait = if erased > self.tried { PATIENT } else { BRIEF };
        self.tried = erased;
        if erased <= folded {
            return Ok(());
        }
        if open::fold(db, wait) {
            // Others may have erased more since: what was counted before is what is gone.
            let sql = "UPDATE erasures SET folded = max(folded, ?1)";
            db.prepare_cached(sql)?.execute([erased])?;
        }
        Ok(())
    }
}
