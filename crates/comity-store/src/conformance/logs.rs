//! Channels and logs.

use comity_tlog::{
    hash::node_hash,
    tile::{Content, hash_tile, tiles_of},
    tree::{self, MemoryTree},
};

use super::samples::{entries, entry, others, ours, sealed, theirs, them};
use crate::{Store, StoreError, logs::ChannelState, tree::LogTree};

/// A gap, an overlap and a fresh start elsewhere are refused with what is there.
pub fn a_log_grows_at_its_end_only<S: Store>(store: &S) {
    store
        .write(|tx| tx.append(&ours(), 0, &sealed(0, 3)))
        .unwrap();
    for start in [0, 2, 4, u64::MAX / 2] {
        let refused = store.write(move |tx| tx.append(&ours(), start, &sealed(0, 1)));
        assert_eq!(
            refused,
            Err(StoreError::NotAtEnd {
                origin: ours(),
                start,
                size: 3
            })
        );
    }
    store.write(|tx| tx.append(&ours(), 3, &[])).unwrap();
    store
        .write(|tx| tx.append(&ours(), 3, &sealed(3, 5)))
        .unwrap();
    assert_eq!(store.read(|tx| tx.size(&ours())), Ok(5));
}

/// Byte for byte, from any index, as many as asked.
pub fn entries_come_back_as_they_were<S: Store>(store: &S) {
    store
        .write(|tx| tx.append(&ours(), 0, &sealed(0, 700)))
        .unwrap();
    store
        .read(|tx| {
            assert_eq!(tx.entries(&ours(), 0, 1_000)?, entries(0, 700));
            assert_eq!(tx.entries(&ours(), 250, 10)?, entries(250, 260));
            assert_eq!(tx.entries(&ours(), 699, 10)?, entries(699, 700));
            assert_eq!(tx.entries(&ours(), 700, 10)?, []);
            assert_eq!(tx.entries(&ours(), u64::MAX, 10)?, []);
            assert_eq!(tx.entry(&ours(), 42)?, Some(entry(42)));
            assert_eq!(tx.entry(&theirs(), 42)?, None);
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

/// Two logs that grow in turn keep their own entries and sizes.
pub fn logs_do_not_mix<S: Store>(store: &S) {
    for step in 0..5 {
        let (start, end) = (step * 100, step * 100 + 100);
        store
            .write(move |tx| tx.append(&ours(), start, &sealed(start, end)))
            .unwrap();
        store
            .write(move |tx| tx.append(&theirs(), step, &sealed(step, step + 1)))
            .unwrap();
    }
    store
        .read(|tx| {
            assert_eq!(tx.logs()?, [(ours(), 500), (theirs(), 5)]);
            assert_eq!(tx.entries(&ours(), 0, 1_000)?, entries(0, 500));
            assert_eq!(tx.entries(&theirs(), 0, 1_000)?, entries(0, 5));
            assert_eq!(tx.size(&"a.example/to/c.example/1".parse().unwrap())?, 0);
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

/// Judged by the tree in memory of `comity-tlog`, at sizes around the ends of tiles.
pub fn tiles_and_proofs_are_those_of_the_tree<S: Store>(store: &S) {
    let mut whole = MemoryTree::new();
    let steps = [1, 2, 255, 256, 257, 511, 512, 700, 66_000];
    let mut start = 0;
    for size in steps {
        store
            .write(move |tx| tx.append(&ours(), start, &sealed(start, size)))
            .unwrap();
        for number in start..size {
            whole.push(entry(number).leaf_hash);
        }
        store
            .read(|tx| {
                let (origin, stored) = (ours(), LogTree::new(tx, &ours()).root(size)?);
                assert_eq!(stored, tree::root(&whole, size).ok(), "{size}");
                let stored = LogTree::new(tx, &origin);
                for (index, size) in [(0, size), (size / 2, size), (size - 1, size)] {
                    let expected = tree::inclusion(&whole, index, size).ok();
                    assert_eq!(
                        stored.inclusion(index, size)?,
                        expected,
                        "{index} in {size}"
                    );
                }
                for old in [1, size / 2, size].into_iter().filter(|old| *old > 0) {
                    let expected = tree::consistency(&whole, old, size).ok();
                    assert_eq!(stored.consistency(old, size)?, expected, "{old} to {size}");
                }
                assert_eq!(stored.frontier(size)?, tree::frontier_at(&whole, size).ok());
                assert_eq!(stored.root(size + 1)?, None);
                Ok::<_, StoreError>(())
            })
            .unwrap();
        start = size;
    }
    store
        .read(|tx| {
            for path in tiles_of(start) {
                if let Content::Hashes(level) = path.content() {
                    let hashes = tx.tile(&ours(), level, path.index())?;
                    let bytes: Vec<u8> = hashes.iter().flat_map(|hash| *hash.as_bytes()).collect();
                    assert_eq!(bytes, hash_tile(&whole, &path).unwrap(), "{path}");
                }
            }
            assert_eq!(tx.tile(&ours(), 0, start >> 8)?.len() as u64, start & 0xff);
            assert_eq!(tx.tile(&ours(), 0, (start >> 8) + 1)?, []);
            assert_eq!(tx.tile(&ours(), 9, 0)?, []);
            assert_eq!(tx.tile(&ours(), 0, u64::MAX)?, []);
            assert_eq!(tx.tile(&theirs(), 0, 0)?, []);
            let two = [entry(0).leaf_hash, entry(1).leaf_hash];
            let expected = node_hash(&two[0], &two[1]);
            assert_eq!(LogTree::new(tx, &ours()).root(2)?, Some(expected));
            Ok::<_, StoreError>(())
        })
        .unwrap();
}

/// The state is opaque, and replaced as a whole.
pub fn a_channel_keeps_its_last_state<S: Store>(store: &S) {
    let state = |version: u32, bytes: &[u8]| ChannelState {
        version,
        bytes: bytes.to_vec(),
    };
    for (party, state) in [
        (them(), state(1, b"first")),
        (others(), state(1, b"other")),
        (them(), state(2, b"")),
    ] {
        store
            .write(move |tx| tx.set_channel(&party, &state))
            .unwrap();
    }
    store
        .read(|tx| {
            assert_eq!(tx.channels()?, [them(), others()]);
            assert_eq!(tx.channel(&them())?, Some(state(2, b"")));
            assert_eq!(tx.channel(&others())?, Some(state(1, b"other")));
            Ok::<_, StoreError>(())
        })
        .unwrap();
}
