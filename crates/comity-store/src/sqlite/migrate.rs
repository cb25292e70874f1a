//! Bringing a file up to the schema of this version: numbered steps, one transaction.
//!
//! A step is never changed after a release; a change is a new step. A file that has steps
//! that this program does not know is refused and left as it is.

use rusqlite::{Connection, TransactionBehavior};

use crate::error::{Result, StoreError};

/// The steps, in order; step *n* is number *n* + 1.
const STEPS: [&str; 5] = [
    include_str!("migrations/0001-first.sql"),
    include_str!("migrations/0002-channel-acts.sql"),
    include_str!("migrations/0003-dossiers-by-reference.sql"),
    include_str!("migrations/0004-openings.sql"),
    include_str!("migrations/0007-days.sql"),
];

/// "Cmty": tells our files from other SQLite files.
const APPLICATION: i64 = 0x436d_7479;

/// Makes or migrates the schema.
pub(super) fn migrate(db: &mut Connection) -> Result<()> {
    apply(db, &STEPS)
}

fn apply(db: &mut Connection, steps: &[&str]) -> Result<()> {
    let known = u32::try_from(steps.len()).map_err(|_| StoreError::TooLarge("the schema"))?;
    let found = version(db)?;
    if found > known {
        return Err(StoreError::Newer { found, known });
    }
    if found == known {
        return Ok(());
    }
    let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another process may have been quicker.
    let found = version(&tx)?;
    for (number, step) in (1..).zip(steps).skip(found as usize) {
        tx.execute_batch(step)?;
        tx.pragma_update(None, "user_version", number)?;
    }
    tx.pragma_update(None, "application_id", APPLICATION)?;
    tx.commit()?;
    Ok(())
}

/// The last step that the file has; 0 for an empty file.
fn version(db: &Connection) -> Result<u32> {
    let application: i64 = db.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let version = db.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let tables: i64 = db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    match (application, tables) {
        (APPLICATION, _) => Ok(version),
        (_, 0) => Ok(0),
        _ => Err(StoreError::Corrupt(
            "an SQLite file of another program".to_owned(),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "CREATE TABLE t (x INTEGER) STRICT; INSERT INTO t VALUES (1);";
    const NEW: &str = "ALTER TABLE t ADD COLUMN y INTEGER; UPDATE t SET y = x + 1;";

    fn y(db: &Connection) -> i64 {
        db.query_row("SELECT y FROM t", [], |row| row.get(0))
            .unwrap()
    }

    #[test]
    fn steps_are_taken_once_and_in_order() {
        let mut db = Connection::open_in_memory().unwrap();
        apply(&mut db, &[OLD]).unwrap();
        apply(&mut db, &[OLD, NEW]).unwrap();
        apply(&mut db, &[OLD, NEW]).unwrap();
        assert_eq!((version(&db), y(&db)), (Ok(2), 2));
    }

    #[test]
    fn dossiers_of_an_older_file_are_found_by_reference() {
        let mut db = Connection::open_in_memory().unwrap();
        apply(&mut db, &STEPS[..2]).unwrap();
        let row = "INSERT INTO desk_dossiers (them, dossier, kind, opened_by, reference, status,
            category, urgency, exercise, due_order, updated_order, opened_order, row)
            VALUES ('b.example', ?1, 'request', 0, ?2, 'sent', '', 'routine', 0, 0, 0, 0, '')";
        for (dossier, reference) in [
            ("one", Some("REF-1")),
            ("two", Some("REF-2")),
            ("three", None),
        ] {
            db.execute(row, (dossier, reference)).unwrap();
        }
        migrate(&mut db).unwrap();
        let sql = "SELECT dossier FROM desk_dossiers INDEXED BY desk_dossiers_by_reference
            WHERE reference = 'REF-2'";
        let found: String = db.query_row(sql, [], |row| row.get(0)).unwrap();
        assert_eq!(found, "two");
    }

    #[test]
    fn a_file_of_the_step_before_gets_its_openings() {
        let mut db = Connection::open_in_memory().unwrap();
        apply(&mut db, &STEPS[..3]).unwrap();
        let put = "INSERT INTO openings (hash, key) VALUES (zeroblob(32), x'00')";
        assert!(db.execute(put, []).is_err());
        migrate(&mut db).unwrap();
        assert_eq!(db.execute(put, []), Ok(1));
    }

    #[test]
    fn days_of_an_older_file_are_listed_without_sums() {
        let mut db = Connection::open_in_memory().unwrap();
        apply(&mut db, &STEPS[..STEPS.len() - 1]).unwrap();
        let row = "INSERT INTO desk_dossiers (them, dossier, kind, opened_by, status, category,
            urgency, exercise, due_order, updated_order, opened_order, row)
            VALUES ('b.example', ?1, 'request', 0, 'sent', '', 'routine', 0, 0, 0, -?1, '')";
        for opened in [-86_401, -86_400, -1, 0, 86_399, 86_400] {
            db.execute(row, [opened]).unwrap();
        }
        migrate(&mut db).unwrap();
        let mut days = db
            .prepare("SELECT day FROM desk_report WHERE sum IS NULL ORDER BY day")
            .unwrap();
        let days: Vec<i64> = days
            .query_map([], |row| row.get(0))
            .unwrap()
            .collect::<rusqlite::Result<_>>()
            .unwrap();
        assert_eq!(days, [-2, -1, 0, 1]);
    }

    #[test]
    fn a_newer_file_is_refused_and_left_as_it_is() {
        let mut db = Connection::open_in_memory().unwrap();
        apply(&mut db, &[OLD, NEW]).unwrap();
        let refused = apply(&mut db, &[OLD]);
        assert_eq!(refused, Err(StoreError::Newer { found: 2, known: 1 }));
        assert_eq!((version(&db), y(&db)), (Ok(2), 2));
    }

    #[test]
    fn a_step_that_fails_changes_nothing() {
        let mut db = Connection::open_in_memory().unwrap();
        apply(&mut db, &[OLD]).unwrap();
        assert!(apply(&mut db, &[OLD, "DROP TABLE t; DROP TABLE not_there;"]).is_err());
        assert_eq!(version(&db), Ok(1));
        apply(&mut db, &[OLD, NEW]).unwrap();
        assert_eq!(y(&db), 2);
    }

    #[test]
    fn a_file_of_another_program_is_no_store() {
        let mut db = Connection::open_in_memory().unwrap();
        db.execute_batch("CREATE TABLE theirs (x)").unwrap();
        assert_eq!(
            migrate(&mut db).map_err(|error| error.code()),
            Err("store-corrupt")
        );
    }
}
