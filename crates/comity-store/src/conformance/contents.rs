//! Content and tombstones.

use super::samples::hash;
use crate::{Store, StoreError};

/// Putting it twice is no error.
pub fn content_is_found_by_its_fingerprint<S: Store>(store: &S) {
    for _ in 0..2 {
        store
            .write(|tx| tx.put_content(&hash(1), b"sealed"))
            .unwrap();
    }
    store.write(|tx| tx.put_content(&hash(2), b"")).unwrap();
    store
        .read(|tx| {
            assert_eq!(tx.content(&hash(1))?, Some(b"sealed".to_vec()));
            assert_eq!(tx.content(&hash(2))?, Some(Vec::new()));
            assert_eq!(tx.content(&hash(3))?, None);
            assert_eq!(
                (tx.has_content(&hash(1))?, tx.has_content(&hash(3))?),
                (true, false)
            );
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

/// Neither in the same transaction nor later, whether it was held or not.
pub fn what_was_erased_never_comes_back<S: Store>(store: &S) {
    store
        .write(|tx| {
            tx.put_content(&hash(1), b"sealed")?;
            tx.put_content(&hash(2), b"other")?;
            tx.erase(&hash(1), "{\"ground\":\"court\"}")?;
            assert_eq!(
                tx.put_content(&hash(1), b"sealed"),
                Err(StoreError::Erased(hash(1)))
            );
            tx.erase(&hash(3), "{\"ground\":\"retention\"}")
        })
        .unwrap();
    store
        .write(|tx| tx.erase(&hash(1), "{\"ground\":\"again\"}"))
        .unwrap();
    for erased in [hash(1), hash(3)] {
        let refused = store.write(move |tx| tx.put_content(&erased, b"sealed"));
        assert_eq!(refused, Err(StoreError::Erased(erased)));
        assert_eq!(store.read(|tx| tx.content(&erased)), Ok(None));
    }
    let mut expected = [
        (hash(1), "{\"ground\":\"court\"}".to_owned()),
        (hash(3), "{\"ground\":\"retention\"}".to_owned()),
    ];
    expected.sort();
    store
        .read(|tx| {
            assert_eq!(tx.content(&hash(2))?, Some(b"other".to_vec()));
            assert_eq!(tx.tombstone(&hash(2))?, None);
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
            tx.put_content(&hash(1), b"sealed")?;
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
pub fn many_contents_are_all_found<S: Store>(store: &S) {
    let bytes = |number: u64| number.to_be_bytes();
    for batch in [0..3_000, 3_000..3_001, 3_001..3_002, 3_002..6_000] {
        store
            .write(move |tx| {
                batch
                    .into_iter()
                    .try_for_each(|number| tx.put_content(&hash(number), &bytes(number)))
            })
            .unwrap();
    }
    for number in [10, 2_999, 3_000, 5_000] {
        store
            .write(move |tx| tx.erase(&hash(number), "{}"))
            .unwrap();
    }
    store
        .read(|tx| {
            for number in 0..6_100 {
                let held = number < 6_000 && ![10, 2_999, 3_000, 5_000].contains(&number);
                let expected = held.then(|| bytes(number).to_vec());
                assert_eq!(tx.content(&hash(number))?, expected, "{number}");
            }
            Ok::<_, StoreError>(())
        })
        .unwrap();
}
