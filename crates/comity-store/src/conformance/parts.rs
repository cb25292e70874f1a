//! Rows of attachments.

use super::samples::{at, hash};
use crate::{
    Store, StoreError,
    parts::{AttachmentRow, PartSet, ScanVerdict},
};

fn attachment(number: u64) -> AttachmentRow {
    let root = hash(number);
    AttachmentRow {
        root,
        size: 5 << 20,
        held: PartSet::new(),
        complete: false,
        scan: None,
    }
}

/// Through a restart, in any order of arrival, with the verdict of the scan.
pub fn an_attachment_remembers_its_parts<S: Store>(store: &S) {
    let mut row = attachment(1);
    let mut held = PartSet::new();
    for part in [3, 0, 4] {
        held.insert(part, part + 1);
        row.held = held.clone();
        let now = row.clone();
        store.write(move |tx| tx.put_attachment(&now)).unwrap();
        assert_eq!(
            store.read(|tx| tx.attachment(&hash(1))),
            Ok(Some(row.clone()))
        );
    }
    store.write(|tx| tx.put_attachment(&attachment(2))).unwrap();
    let mut open = [row.clone(), attachment(2)];
    open.sort_by_key(|row| row.root);
    assert_eq!(
        store.read(|tx| tx.incomplete_attachments(None, 10)),
        Ok(open.to_vec())
    );
    let after = store.read(|tx| tx.incomplete_attachments(Some(&open[0].root), 10));
    assert_eq!(after, Ok(open[1..].to_vec()));
    let scan = ScanVerdict {
        clean: false,
        at: at(1),
        said: "EICAR".to_owned(),
    };
    let done = AttachmentRow {
        held: PartSet::first(5),
        complete: true,
        scan: Some(scan),
        ..row
    };
    let now = done.clone();
    store.write(move |tx| tx.put_attachment(&now)).unwrap();
    assert_eq!(store.read(|tx| tx.attachment(&hash(1))), Ok(Some(done)));
    let open = store.read(|tx| tx.incomplete_attachments(None, 10));
    assert_eq!(open, Ok(vec![attachment(2)]));
}

/// With its hashes, and by its tombstone.
pub fn an_erased_attachment_stays_away<S: Store>(store: &S) {
    store
        .write(|tx| {
            tx.put_attachment(&attachment(1))?;
            tx.put_part_hashes(&hash(1), &[hash(10), hash(11)])?;
            tx.erase_attachment(&hash(1), "{\"ground\":\"court\"}")
        })
        .unwrap();
    let refused = store.write(|tx| tx.put_attachment(&attachment(1)));
    assert_eq!(refused, Err(StoreError::Erased(hash(1))));
    store
        .read(|tx| {
            assert_eq!(tx.attachment(&hash(1))?, None);
            assert_eq!(tx.part_hashes(&hash(1), 0, 10)?, []);
            assert_eq!(
                tx.tombstone(&hash(1))?,
                Some("{\"ground\":\"court\"}".to_owned())
            );
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

/// A proof needs a few of many.
pub fn part_hashes_are_read_from_anywhere<S: Store>(store: &S) {
    let hashes: Vec<_> = (0..600).map(hash).collect();
    let put = hashes.clone();
    store
        .write(move |tx| tx.put_part_hashes(&hash(1), &put))
        .unwrap();
    store
        .read(|tx| {
            for (from, limit) in [(0, 600), (0, 1), (255, 2), (256, 256), (511, 89), (599, 5)] {
                let end = (from + limit).min(600);
                let found = tx.part_hashes(&hash(1), from as u64, limit)?;
                assert_eq!(found, hashes[from..end], "{from} {limit}");
            }
            assert_eq!(tx.part_hashes(&hash(1), 600, 5)?, []);
            assert_eq!(tx.part_hashes(&hash(2), 0, 5)?, []);
            Ok::<_, StoreError>(())
        })
        .unwrap();
}
