//! Bringing a file up to the schema of this version: numbered steps, one transaction.
//!
//! A step is never changed after a release; a change is a new step. A file that has steps
//! that this program does not know is refused and left as it is.

use rusqlite::{Connection, TransactionBehavior};

use crate::error::{Result, StoreError};

/// The steps, in order; step *n* is number *n* + 1.
const STEPS: [&str; 12] = [
    include_str!("migrations/0001-first.sql"),
    include_str!("migrations/0002-channel-acts.sql"),
    include_str!("migrations/0003-dossiers-by-reference.sql"),
    include_str!("migrations/0004-openings.sql"),
    include_str!("migrations/0005-sealed-beside-entries.sql"),
    include_str!("migrations/0006-slim-desk.sql"),
    include_str!("migrations/0007-days.sql"),
    include_str!("migrations/0008-kept.sql"),
    include_str!("migrations/0009-erasures.sql"),
    include_str!("migrations/0010-access-and-terms.sql"),
    include_str!("migrations/0011-waiting-and-audiences.sql"),
    include_str!("migrations/0012-groups-in-indexes.sql"),
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
    use std::ops::ControlFlow;

    use comity_core::Origin;
    use comity_tlog::hash::sha256;

    use super::*;
    use crate::{
        contents::Contents as _,
        logs::{ReadLogs as _, SealedEntry},
        sqlite::tx::SqlTx,
    };

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

    /// A table's rows.
    fn rows(db: &Connection, table: &str) -> i64 {
        let sql = format!("SELECT count(*) FROM {table}");
        db.query_row(&sql, [], |row| row.get(0)).unwrap()
    }

    #[test]
    fn projections_of_an_older_form_go_and_the_house_stays() {
        let mut db = Connection::open_in_memory().unwrap();
        db.pragma_update(None, "foreign_keys", true).unwrap();
        apply(&mut db, &STEPS[..4]).unwrap();
        db.execute_batch(
            "INSERT INTO parties VALUES (1, 'b.example');
            INSERT INTO logs VALUES (1, 'a.example/to/b.example/1');
            INSERT INTO entries VALUES (1 << 40, x'7b7d', zeroblob(32), NULL, NULL);
            INSERT INTO desk_marks VALUES (1, 1);
            INSERT INTO desk_leaves VALUES (1, 0, 1, 0, 5, 1, 0, 1, 0, NULL);
            INSERT INTO desk_acts VALUES (1, 0, 1, 0, 'id', zeroblob(32), NULL, '{}', 'remind');
            INSERT INTO desk_dossiers VALUES (1, 'b.example', 'a.example/id', 'case', 0, 'REF-1',
                'sent', '', 'routine', NULL, 0, 0, 0, 0, '{}');
            INSERT INTO private_notes VALUES (1, 'b.example', 'a.example/id', 'li', 5, 'ours');
            INSERT INTO labels VALUES ('urgent', 'b.example', 'a.example/id');
            INSERT INTO settings VALUES ('case.reference.a.example/id', 'REF-1');",
        )
        .unwrap();
        migrate(&mut db).unwrap();
        for table in [
            "desk_marks",
            "desk_logs",
            "desk_leaves",
            "desk_covers",
            "desk_acts",
            "desk_groups",
            "desk_dossiers",
        ] {
            assert_eq!(rows(&db, table), 0, "{table}");
        }
        for table in ["logs", "entries", "private_notes", "labels", "settings"] {
            assert_eq!(rows(&db, table), 1, "{table}");
        }
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

    /// Keeps an entry and its sealed files as the program of step 4 did: each file once.
    fn put_entry_of_step_4(db: &Connection, index: i64, files: [Option<&[u8]>; 2]) {
        let hashes = files.map(|file| file.map(sha256));
        let [envelope, body] = hashes.map(|hash| hash.map(|hash| hash.as_bytes().to_vec()));
        let id = (1_i64 << 40) + index;
        let sql = "INSERT INTO entries (id, leaf, leaf_hash, envelope, body)
            VALUES (?1, x'7b7d', zeroblob(32), ?2, ?3)";
        db.execute(sql, (id, envelope, body)).unwrap();
        for (bytes, hash) in files
            .into_iter()
            .flatten()
            .zip(hashes.into_iter().flatten())
        {
            let hash = hash.as_bytes();
            let key = i64::from_be_bytes(*hash.first_chunk().unwrap());
            let sql = "INSERT INTO contents (hash, bytes) SELECT ?1, ?2
                WHERE NOT EXISTS (SELECT 1 FROM content_places WHERE key = ?3)";
            if db.execute(sql, (hash, bytes, key)).unwrap() == 1 {
                let sql = "INSERT INTO content_places (key, content) VALUES (?1, ?2)";
                db.execute(sql, (key, db.last_insert_rowid())).unwrap();
            }
        }
    }

    #[test]
    fn sealed_bytes_of_an_older_file_come_to_lie_beside_their_entries() {
        let mut db = Connection::open_in_memory().unwrap();
        apply(&mut db, &STEPS[..4]).unwrap();
        let origin: Origin = "a.example/to/b.example/1".parse().unwrap();
        let sql = "INSERT INTO logs (id, origin) VALUES (1, ?1)";
        db.execute(sql, [origin.to_string()]).unwrap();
        let entries: [[Option<&[u8]>; 2]; 5] = [
            [None, None],
            [Some(b"one"), Some(b"twice")],
            [Some(b"two"), None],
            [Some(b"three"), Some(b"twice")],
            [Some(b"four"), Some(b"erased")],
        ];
        for (index, files) in (0..).zip(entries) {
            put_entry_of_step_4(&db, index, files);
        }
        let erased = sha256(b"erased");
        let sql = "DELETE FROM contents WHERE hash = ?1";
        assert_eq!(db.execute(sql, [erased.as_bytes()]), Ok(1));
        let sql = "INSERT INTO tombstones (hash, said) VALUES (?1, '{}')";
        db.execute(sql, [erased.as_bytes()]).unwrap();

        migrate(&mut db).unwrap();
        let mut tx = SqlTx::new(&db);
        let held = |tx: &SqlTx<'_>| {
            let mut held = Vec::new();
            let mut see = |entry: SealedEntry<'_>| {
                held.push([entry.envelope, entry.body].map(|file| file.map(<[u8]>::to_vec)));
                ControlFlow::Continue(())
            };
            tx.each_sealed(&origin, 0, &mut see).unwrap();
            held
        };
        let mut expected = entries.map(|files| files.map(|file| file.map(<[u8]>::to_vec)));
        expected[4][1] = None;
        assert_eq!(held(&tx), expected);
        // What was held before is erased wherever it lies.
        tx.erase(&sha256(b"twice"), "{}").unwrap();
        (expected[1][1], expected[3][1]) = (None, None);
        assert_eq!(held(&tx), expected);
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
