//! Transactions: all or nothing, one at a time, and one moment for a reader.

use std::thread;

use super::samples::{entries, hash, ours, sealed, them};
use crate::{
    Store, StoreError,
    logs::ChannelState,
    store::{ReadTx, Tx},
};

/// An error of a caller.
#[derive(Debug, PartialEq, Eq)]
enum Caller {
    ChangedItsMind,
    Store(StoreError),
}

impl From<StoreError> for Caller {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

fn size(tx: &dyn ReadTx) -> crate::Result<u64> {
    tx.size(&ours())
}

fn append_next(tx: &mut dyn Tx) -> crate::Result<u64> {
    let size = tx.size(&ours())?;
    tx.append(&ours(), size, &sealed(size, size + 1))?;
    Ok(size)
}

/// Log, content, projections, audit trail: nothing of it stays.
pub fn an_error_of_the_work_takes_everything_back<S: Store>(store: &S) {
    let before = store.write(|tx| {
        append_next(tx)?;
        append_next(tx)?;
        tx.sealed(&ours(), 1, &hash(1))
    });
    let before = before.unwrap();
    assert!(before.is_some());
    let outcome = store.write(|tx| {
        append_next(tx)?;
        tx.set_channel(
            &them(),
            &ChannelState {
                version: 1,
                bytes: vec![1],
            },
        )?;
        tx.erase(&hash(1), "{}")?;
        tx.put_dossier(&super::samples::dossier_row(1))?;
        tx.trail_append(super::samples::at(0), "li", "{}")?;
        assert_eq!(tx.sealed(&ours(), 1, &hash(1))?, None);
        assert_eq!(size(&*tx)?, 3, "the work sees what it wrote");
        Err::<(), _>(Caller::ChangedItsMind)
    });
    assert_eq!(outcome, Err(Caller::ChangedItsMind));
    store
        .read(|tx| {
            assert_eq!(size(tx)?, 2);
            assert_eq!(tx.channel(&them())?, None);
            assert_eq!(tx.sealed(&ours(), 1, &hash(1))?, before);
            assert_eq!(tx.tombstone(&hash(1))?, None);
            assert_eq!(
                tx.count_dossiers(&crate::desk::DossierFilter::default())?,
                0
            );
            assert_eq!(tx.trail_end()?.0, 0);
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

/// What was written is seen by the next reader, whole.
pub fn a_reader_sees_one_moment<S: Store>(store: &S) {
    for count in 1..=3 {
        store
            .write(move |tx| {
                append_next(tx)?;
                tx.set_channel(
                    &them(),
                    &ChannelState {
                        version: count,
                        bytes: Vec::new(),
                    },
                )
            })
            .unwrap();
        let seen = store.read(|tx| Ok::<_, StoreError>((size(tx)?, tx.channel(&them())?)));
        let (size, state) = seen.unwrap();
        assert_eq!((size, state.unwrap().version), (u64::from(count), count));
    }
}

/// Many threads append; none overwrites or skips another's entry.
pub fn writers_take_turns<S: Store>(store: &S) {
    thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..25 {
                    store.write(|tx| append_next(tx)).unwrap();
                }
            });
        }
    });
    let found = store.read(|tx| tx.entries(&ours(), 0, 1_000)).unwrap();
    assert_eq!(found, entries(0, 100));
}

/// Work that shares a commit with work that fails is not touched by it.
pub fn work_that_fails_takes_nothing_else_along<S: Store>(store: &S) {
    thread::scope(|scope| {
        for thread in 0..4 {
            scope.spawn(move || {
                for _ in 0..25 {
                    let outcome = store.write(move |tx| {
                        append_next(tx)?;
                        if thread % 2 == 0 {
                            Ok(())
                        } else {
                            Err(Caller::ChangedItsMind)
                        }
                    });
                    assert_eq!(outcome.is_ok(), thread % 2 == 0);
                }
            });
        }
    });
    let found = store.read(|tx| tx.entries(&ours(), 0, 1_000)).unwrap();
    assert_eq!(found, entries(0, 50));
}
