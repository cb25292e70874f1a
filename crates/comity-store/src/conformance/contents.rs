//! Sealed bytes beside their entries, erasure and tombstones.

use std::ops::ControlFlow;

use comity_core::{Hash, Origin};

use super::samples::{entry, hash, ours, sealed, theirs, with_files};
use crate::{
    ReadTx, Store, StoreError,
    contents::Place,
    logs::{EntryRow, SealedEntry},
};

/// An entry, and its sealed bytes.
type Seen = (EntryRow, Option<Vec<u8>>, Option<Vec<u8>>);

fn owned(entry: SealedEntry<'_>) -> Seen {
    let bytes = |bytes: Option<&[u8]>| bytes.map(<[u8]>::to_vec);
    (entry.row, bytes(entry.envelope), bytes(entry.body))
}

/// At most so many entries from an index on.
fn seen(tx: &dyn ReadTx, origin: &Origin, from: u64, most: usize) -> crate::Result<Vec<Seen>> {
    let mut seen = Vec::new();
    tx.each_sealed(origin, from, &mut |entry| {
        seen.push(owned(entry));
        match seen.len() < most {
            true => ControlFlow::Continue(()),
            false => ControlFlow::Break(()),
        }
    })?;
    Ok(seen)
}

fn expected(start: u64, end: u64) -> Vec<Seen> {
    sealed(start, end).into_iter().map(owned).collect()
}

/// Number `number`, with these fingerprints.
fn naming(number: u64, envelope: u64, body: Option<u64>) -> SealedEntry<'static> {
    let row = EntryRow {
        envelope: Some(hash(envelope)),
        body: body.map(hash),
        ..entry(number)
    };
    with_files(row, number)
}

/// Of each entry whether envelope and body are there.
fn held(tx: &dyn ReadTx, origin: &Origin) -> crate::Result<Vec<(bool, bool)>> {
    let seen = seen(tx, origin, 0, usize::MAX)?;
    let there = |(_, envelope, body): Seen| (envelope.is_some(), body.is_some());
    Ok(seen.into_iter().map(there).collect())
}

/// Byte for byte, in one scan from any index that ends where it is told to.
pub fn sealed_bytes_lie_beside_their_entry<S: Store>(store: &S) {
    for (start, end) in [(0, 1), (1, 400), (400, 700)] {
        store
            .write(move |tx| tx.append(&ours(), start, &sealed(start, end)))
            .unwrap();
    }
    store
        .write(|tx| tx.append(&theirs(), 0, &sealed(0, 5)))
        .unwrap();
    store
        .read(|tx| {
            assert_eq!(seen(tx, &ours(), 0, 1_000)?, expected(0, 700));
            assert_eq!(seen(tx, &ours(), 250, 10)?, expected(250, 260));
            assert_eq!(seen(tx, &ours(), 699, 10)?, expected(699, 700));
            assert_eq!(seen(tx, &ours(), 700, 10)?, []);
            assert_eq!(seen(tx, &ours(), u64::MAX, 10)?, []);
            assert_eq!(seen(tx, &theirs(), 0, 1_000)?, expected(0, 5));
            assert_eq!(
                seen(tx, &"a.example/to/c.example/1".parse().unwrap(), 0, 9)?,
                []
            );
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

/// Where the entry names it, and nowhere else.
pub fn a_sealed_file_is_found_by_its_place<S: Store>(store: &S) {
    store
        .write(|tx| tx.append(&ours(), 0, &sealed(0, 5)))
        .unwrap();
    let (row, envelope, body) = expected(4, 5).remove(0);
    let (of_envelope, of_body) = (row.envelope.unwrap(), row.body.unwrap());
    store
        .read(|tx| {
            let found = |index, hash: &Hash| tx.sealed(&ours(), index, hash);
            assert_eq!(found(4, &of_envelope)?, envelope);
            assert_eq!(found(4, &of_body)?, body);
            assert_eq!(found(4, &hash(1))?, None);
            assert_eq!(found(3, &of_envelope)?, None);
            assert_eq!(found(5, &of_envelope)?, None);
            assert_eq!(tx.sealed(&theirs(), 4, &of_envelope)?, None);
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

/// What is kept is counted; bytes that have no fingerprint could not be erased.
pub fn only_what_the_entry_names_is_kept<S: Store>(store: &S) {
    let kept = store.write(|tx| {
        let whole = SealedEntry {
            envelope: Some(b"12"),
            body: Some(b"345"),
            ..naming(0, 1, Some(2))
        };
        let stray = SealedEntry {
            body: Some(b"stray"),
            ..naming(1, 3, None)
        };
        tx.erase(&hash(4), "{}")?;
        let erased = SealedEntry {
            envelope: Some(b"6"),
            ..naming(2, 5, Some(4))
        };
        let first = tx.append(&ours(), 0, &[whole, stray])?;
        Ok::<_, StoreError>((first, tx.append(&ours(), 2, &[erased])?))
    });
    // The envelope of the second is that of the sample: as long as its number and one more.
    assert_eq!(kept, Ok((2 + 3 + 2, 1)));
    let held = store.read(|tx| held(tx, &ours()));
    assert_eq!(held, Ok(vec![(true, true), (true, false), (true, false)]));
}

/// A body that stands in many entries, even as an envelope, is gone from all of them.
pub fn what_was_erased_is_gone_from_every_entry<S: Store>(store: &S) {
    store
        .write(|tx| {
            let mine = [
                naming(0, 1, Some(2)),
                naming(1, 3, Some(2)),
                naming(2, 2, None),
            ];
            tx.append(&ours(), 0, &mine)?;
            tx.append(
                &theirs(),
                0,
                &[naming(0, 4, Some(2)), naming(1, 5, Some(6))],
            )?;
            tx.erase(&hash(2), "{}")
        })
        .unwrap();
    store
        .read(|tx| {
            let expected = [(true, false), (true, false), (false, false)];
            assert_eq!(held(tx, &ours())?, expected);
            assert_eq!(held(tx, &theirs())?, [(true, false), (true, true)]);
            assert_eq!(tx.entry(&ours(), 0)?, Some(naming(0, 1, Some(2)).row));
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

/// As envelope and as body, in all logs, also what came after the last look and what was erased.
pub fn every_place_that_names_a_fingerprint_is_found<S: Store>(store: &S) {
    let place = |log, index, envelope| Place {
        log,
        index,
        envelope,
    };
    let places = || store.write(|tx| tx.places(&hash(2))).unwrap();
    assert_eq!(places(), []);
    let both = [naming(0, 1, Some(2)), naming(1, 2, Some(2))];
    store.write(move |tx| tx.append(&ours(), 0, &both)).unwrap();
    let mine = [
        place(ours(), 0, false),
        place(ours(), 1, false),
        place(ours(), 1, true),
    ];
    assert_eq!(places(), mine);
    store
        .write(|tx| {
            tx.append(&theirs(), 0, &[naming(0, 3, None), naming(1, 2, None)])?;
            tx.erase(&hash(2), "{}")
        })
        .unwrap();
    let mut all = mine.to_vec();
    all.push(place(theirs(), 1, true));
    all.sort();
    assert_eq!(places(), all);
}

/// Neither in the same transaction nor later, whether it was held or not.
pub fn what_was_erased_never_comes_back<S: Store>(store: &S) {
    store
        .write(|tx| {
            tx.append(&ours(), 0, &[naming(0, 1, Some(2)), naming(1, 3, Some(4))])?;
            tx.erase(&hash(2), "{\"ground\":\"court\"}")?;
            tx.append(&ours(), 2, &[naming(2, 5, Some(2))])?;
            tx.erase(&hash(7), "{\"ground\":\"retention\"}")
        })
        .unwrap();
    store
        .write(|tx| {
            tx.erase(&hash(2), "{\"ground\":\"again\"}")?;
            tx.append(&ours(), 3, &[naming(3, 6, Some(7)), naming(4, 7, None)])?;
            tx.append(&theirs(), 0, &[naming(0, 8, Some(2))])
        })
        .unwrap();
    let mut expected = [
        (hash(2), "{\"ground\":\"court\"}".to_owned()),
        (hash(7), "{\"ground\":\"retention\"}".to_owned()),
    ];
    expected.sort();
    store
        .read(|tx| {
            let gone = (true, false);
            let mine = [gone, (true, true), gone, gone, (false, false)];
            assert_eq!(held(tx, &ours())?, mine);
            assert_eq!(held(tx, &theirs())?, [gone]);
            assert_eq!(tx.tombstone(&hash(4))?, None);
            assert_eq!(tx.tombstones(None, 10)?, expected);
            assert_eq!(tx.tombstones(Some(&expected[0].0), 10)?, expected[1..]);
            assert_eq!(tx.tombstones(None, 1)?, expected[..1]);
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

/// It goes with the content, and neither comes back.
pub fn an_opening_lies_beside_its_content_until_that_is_erased<S: Store>(store: &S) {
    store
        .write(|tx| {
            tx.put_opening(&hash(1), b"a key")?;
            tx.put_opening(&hash(1), b"the key")?;
            tx.put_opening(&hash(2), b"another")
        })
        .unwrap();
    let opening = |number| store.read(|tx| tx.opening(&hash(number)));
    assert_eq!(opening(1), Ok(Some(b"the key".to_vec())));
    assert_eq!(opening(3), Ok(None));
    store.write(|tx| tx.erase(&hash(1), "{}")).unwrap();
    assert_eq!(opening(1), Ok(None));
    assert_eq!(opening(2), Ok(Some(b"another".to_vec())));
    let refused = store.write(|tx| tx.put_opening(&hash(1), b"the key"));
    assert_eq!(refused, Err(StoreError::Erased(hash(1))));
}

/// In large batches and one by one, with erasures between.
pub fn of_many_entries_the_right_ones_are_erased<S: Store>(store: &S) {
    let erased = [10, 2_999, 3_000, 5_000];
    for (start, end) in [(0, 3_000), (3_000, 3_001), (3_001, 3_002), (3_002, 6_000)] {
        store
            .write(move |tx| {
                tx.append(&ours(), start, &sealed(start, end))?;
                let mut meant = erased.into_iter().filter(|one| (start..end).contains(one));
                meant.try_for_each(|one| match entry(one) {
                    EntryRow {
                        body: Some(body), ..
                    } => tx.erase(&body, "{}"),
                    _ => tx.erase(&hash(one), "{}"),
                })
            })
            .unwrap();
    }
    let mut expected = expected(0, 6_000);
    for number in erased {
        let (row, envelope, body) = &mut expected[usize::try_from(number).unwrap()];
        match row.body {
            Some(_) => *body = None,
            None => *envelope = None,
        }
    }
    let found = store.read(|tx| seen(tx, &ours(), 0, usize::MAX)).unwrap();
    assert_eq!(found, expected);
}
