//! Every fault of a disk and a process, each both before and after the commit took effect.

use comity_store::{
    MemoryStore, Store, StoreError,
    conformance::samples::{entries, ours, sealed},
    memory::{FaultKind, Faults},
};

fn append(store: &MemoryStore) -> Result<(), StoreError> {
    store.write(|tx| {
        let size = tx.size(&ours())?;
        tx.append(&ours(), size, &sealed(size, size + 1)).map(drop)
    })
}

fn size(store: &MemoryStore) -> Result<u64, StoreError> {
    store.read(|tx| tx.size(&ours()))
}

/// What the caller is told, whether the store is down, and what it then holds.
fn outcome(kind: FaultKind) -> (Result<(), StoreError>, bool, Result<u64, StoreError>) {
    let store = MemoryStore::with_faults(Faults::once(1, kind));
    append(&store).unwrap();
    let told = append(&store);
    let down = store.is_down();
    assert_eq!(
        append(&store).is_err(),
        down,
        "only a crash takes the store down"
    );
    store.restart();
    (told, down, size(&store))
}

#[test]
fn a_full_disk_writes_nothing_and_says_so() {
    assert_eq!(
        outcome(FaultKind::Full),
        (Err(StoreError::Full), false, Ok(2))
    );
}

#[test]
fn a_failed_commit_is_unknown_whether_it_persisted_or_not() {
    let unknown = || Err(StoreError::CommitUnknown);
    assert_eq!(outcome(FaultKind::Failed), (unknown(), false, Ok(2)));
    assert_eq!(
        outcome(FaultKind::FailedButPersisted),
        (unknown(), false, Ok(3))
    );
}

#[test]
fn a_crash_takes_the_store_down_until_it_is_restarted() {
    let unknown = || Err(StoreError::CommitUnknown);
    assert_eq!(outcome(FaultKind::CrashBefore), (unknown(), true, Ok(1)));
    assert_eq!(outcome(FaultKind::CrashAfter), (unknown(), true, Ok(2)));
}

#[test]
fn a_store_that_is_down_answers_nobody() {
    let store = MemoryStore::with_faults(Faults::once(0, FaultKind::CrashBefore));
    assert_eq!(append(&store), Err(StoreError::CommitUnknown));
    assert_eq!(append(&store), Err(StoreError::Stopped));
    assert_eq!(size(&store), Err(StoreError::Stopped));
    assert_eq!(store.writes(), 1);
}

#[test]
fn a_restored_backup_is_the_store_as_it_was() {
    let store = MemoryStore::new();
    append(&store).unwrap();
    let backup = store.snapshot();
    append(&store).unwrap();
    store.restore(&backup);
    assert_eq!(size(&store), Ok(1));
    append(&store).unwrap();
    assert_eq!(
        store.read(|tx| tx.entries(&ours(), 0, 9)),
        Ok(entries(0, 2))
    );
}

#[test]
fn work_that_panics_leaves_nothing_behind() {
    let store = MemoryStore::new();
    let other = store.clone();
    let worker = std::thread::spawn(move || {
        other.write(|tx| {
            tx.append(&ours(), 0, &sealed(0, 1))?;
            if tx.size(&ours())? == 1 {
                panic!("a bug in the work");
            }
            Ok::<_, StoreError>(())
        })
    });
    assert!(worker.join().is_err());
    assert_eq!(size(&store), Ok(0));
}
