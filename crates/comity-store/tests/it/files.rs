//! The file of an SQLite store: reopened, shared, copied, damaged, foreign, read-only.

use std::{fs, path::Path, thread};

use comity_store::{
    SqliteStore, Store, StoreError,
    conformance::samples::{entries, ours, sealed},
    logs::SealedEntry,
};

fn append(store: &SqliteStore) -> Result<u64, StoreError> {
    store.write(|tx| {
        let size = tx.size(&ours())?;
        tx.append(&ours(), size, &sealed(size, size + 1))?;
        Ok(size)
    })
}

fn code(path: &Path) -> &'static str {
    SqliteStore::open(path).map_or_else(|error| error.code(), |_| "opened")
}

#[test]
fn a_store_is_found_as_it_was_left() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.db");
    let store = SqliteStore::open(&path).unwrap();
    store
        .write(|tx| tx.append(&ours(), 0, &sealed(0, 300)))
        .unwrap();
    drop(store);
    let store = SqliteStore::open(&path).unwrap();
    assert_eq!(
        store.read(|tx| tx.entries(&ours(), 0, 1_000)),
        Ok(entries(0, 300))
    );
}

/// Two openings of one file stand for two processes: they share nothing but the file.
#[test]
fn several_processes_may_use_one_store() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.db");
    thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                let store = SqliteStore::open(&path).unwrap();
                for _ in 0..20 {
                    append(&store).unwrap();
                }
            });
        }
    });
    let store = SqliteStore::open(&path).unwrap();
    assert_eq!(
        store.read(|tx| tx.entries(&ours(), 0, 1_000)),
        Ok(entries(0, 60))
    );
}

#[test]
fn a_reader_keeps_its_moment_while_others_write() {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(&folder.path().join("store.db")).unwrap();
    append(&store).unwrap();
    let seen = store.read(|tx| {
        let before = tx.size(&ours())?;
        append(&store)?;
        Ok::<_, StoreError>((before, tx.size(&ours())?))
    });
    assert_eq!(seen, Ok((1, 1)));
    assert_eq!(store.read(|tx| tx.size(&ours())), Ok(2));
}

#[test]
fn a_copy_holds_everything_and_is_never_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(&folder.path().join("store.db")).unwrap();
    append(&store).unwrap();
    let to = folder.path().join("copy.db");
    store.back_up(&to).unwrap();
    append(&store).unwrap();
    assert_eq!(
        store.back_up(&to).map_err(|error| error.code()),
        Err("store-unavailable")
    );
    let copy = SqliteStore::open(&to).unwrap();
    assert_eq!(copy.read(|tx| tx.size(&ours())), Ok(1));
}

#[test]
fn what_is_no_store_is_refused_with_a_reason() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    assert_eq!(code(&at("not/there/store.db")), "store-unavailable");
    fs::write(
        at("text.db"),
        "this is no database, and long enough to be looked at".repeat(100),
    )
    .unwrap();
    assert_eq!(code(&at("text.db")), "store-corrupt");
    let theirs = rusqlite::Connection::open(at("theirs.db")).unwrap();
    theirs.execute_batch("CREATE TABLE theirs (x)").unwrap();
    assert_eq!(code(&at("theirs.db")), "store-corrupt");
    drop(SqliteStore::open(&at("newer.db")).unwrap());
    let newer = rusqlite::Connection::open(at("newer.db")).unwrap();
    newer.pragma_update(None, "user_version", 99).unwrap();
    assert_eq!(code(&at("newer.db")), "store-newer");
}

#[test]
fn a_damaged_page_is_an_error_with_a_code() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.db");
    let store = SqliteStore::open(&path).unwrap();
    store
        .write(|tx| tx.append(&ours(), 0, &sealed(0, 2_000)))
        .unwrap();
    drop(store);
    let mut bytes = fs::read(&path).unwrap();
    // From the beginning of a page: half a page may read as fewer rows, which audit finds.
    let from = (bytes.len() / 2).next_multiple_of(4_096);
    bytes.iter_mut().skip(from).for_each(|byte| *byte = 0xa5);
    fs::write(&path, bytes).unwrap();
    let read =
        SqliteStore::open(&path).and_then(|store| store.read(|tx| tx.entries(&ours(), 0, 5_000)));
    assert_eq!(
        read.map(|rows| rows.len()).map_err(|error| error.code()),
        Err("store-corrupt")
    );
}

/// A limit on the pages of the file stands for a full disk.
#[test]
fn a_full_disk_is_told_and_takes_nothing_along() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.db");
    let store = SqliteStore::open_limited(&path, 120).unwrap();
    append(&store).unwrap();
    let big = store.write(|tx| {
        let entry = SealedEntry {
            envelope: Some(&[7; 1 << 20]),
            ..sealed(1, 2).remove(0)
        };
        tx.append(&ours(), 1, &[entry])
    });
    assert_eq!(big, Err(StoreError::Full));
    assert_eq!(append(&store), Ok(1));
    assert_eq!(
        store.read(|tx| tx.entries(&ours(), 0, 9)),
        Ok(entries(0, 2))
    );
}

/// Erased bytes are not left in the file for whoever reads the disk.
#[test]
fn erased_content_is_gone_from_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.db");
    let canary = b"canary: a sealed body that a court had erased ".repeat(100);
    let store = SqliteStore::open(&path).unwrap();
    // One that fills pages of its own, and one that lies between others on a page.
    for (start, bytes) in [(0, canary.clone()), (100, canary[..200].to_vec())] {
        store
            .write(move |tx| {
                let mut entries = sealed(start, start + 100);
                entries[30 + usize::from(start == 0)].body = Some(&bytes);
                tx.append(&ours(), start, &entries)
            })
            .unwrap();
    }
    let holds = |name: &str| {
        let bytes = fs::read(folder.path().join(name)).unwrap_or_default();
        bytes.windows(20).any(|window| canary.starts_with(window))
    };
    let files = ["store.db", "store.db-wal"];
    assert!(files.into_iter().any(holds));
    for number in [31, 130] {
        let body = entries(number, number + 1).remove(0).body.unwrap();
        store.write(move |tx| tx.erase(&body, "{}")).unwrap();
    }
    // Without waiting for the last process to close it.
    assert_eq!(files.map(holds), [false, false]);
}

/// A reader is in the way of emptying the write-ahead log for longer than the process that erased
/// lives: another one finishes it.
#[test]
fn what_a_reader_kept_in_the_log_goes_with_whoever_writes_next() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("store.db");
    let canary = b"canary: a sealed body that a court had erased ".repeat(100);
    let holds = || {
        let bytes = fs::read(folder.path().join("store.db-wal")).unwrap_or_default();
        bytes.windows(20).any(|window| canary.starts_with(window))
    };
    let store = SqliteStore::open(&path).unwrap();
    let bytes = canary.clone();
    let kept = store.write(move |tx| {
        let mut entries = sealed(0, 100);
        entries[31].body = Some(&bytes);
        tx.append(&ours(), 0, &entries)
    });
    kept.unwrap();
    let reader = rusqlite::Connection::open(&path).unwrap();
    let left = || -> bool {
        let sql = "SELECT erased > folded FROM erasures";
        reader.query_row(sql, [], |row| row.get(0)).unwrap()
    };
    let look = "BEGIN; SELECT count(*) FROM entries";
    reader.execute_batch(look).unwrap();
    let body = entries(31, 32).remove(0).body.unwrap();
    store.write(move |tx| tx.erase(&body, "{}")).unwrap();
    drop(store);
    assert!(holds());
    // A process that opens it and one that writes it, while the reader is still there.
    let store = SqliteStore::open(&path).unwrap();
    let size = |store: &SqliteStore| store.read(|tx| tx.size(&ours()));
    assert_eq!((append(&store), size(&store)), (Ok(100), Ok(101)));
    assert!(holds());
    reader.execute_batch("ROLLBACK").unwrap();
    assert!(left());
    append(&store).unwrap();
    assert!(!holds());
    assert!(!left());
    // Opening is enough.
    reader.execute_batch(look).unwrap();
    let body = entries(28, 29).remove(0).body.unwrap();
    store.write(move |tx| tx.erase(&body, "{}")).unwrap();
    reader.execute_batch("ROLLBACK").unwrap();
    drop(store);
    assert!(left());
    drop(SqliteStore::open(&path).unwrap());
    assert!(!left());
}

#[test]
fn a_writer_that_died_leaves_its_callers_without_certainty() {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(&folder.path().join("store.db")).unwrap();
    append(&store).unwrap();
    let died = store.write(|tx| {
        assert_eq!(tx.size(&ours())?, 99, "a bug in the work");
        Ok::<_, StoreError>(())
    });
    assert_eq!(died, Err(StoreError::CommitUnknown));
    // Work that came while the thread was dying is as uncertain; after that there is no writer.
    let after = append(&store);
    assert!(matches!(
        after,
        Err(StoreError::CommitUnknown | StoreError::Stopped)
    ));
    assert_eq!(store.read(|tx| tx.size(&ours())), Ok(1));
}
