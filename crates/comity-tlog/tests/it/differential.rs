//! Trees, tiles, checkpoints and notes against independent implementations, over
//! generated input.

use comity_tlog::checkpoint::Checkpoint;
use comity_tlog::cosignature::{line, verify};
use comity_tlog::hash::{Hash, leaf_hash};
use comity_tlog::keys::SigningKey;
use comity_tlog::note::{KeyKind, KeyName, SignedNote, VerifierKey};
use comity_tlog::proof::{verify_consistency, verify_inclusion};
use comity_tlog::tile::{Content, TilePath, hash_tile, tiles_between};
use comity_tlog::tree::{self, HashReader as _, MemoryTree};
use proptest::prelude::*;
use signed_note::Verifier as _;
use tlog_tiles::tlog as judge;

/// Our tree, read by the other implementation.
struct Stored<'a>(&'a MemoryTree);

impl judge::HashReader for Stored<'_> {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<judge::Hash>, judge::Error> {
        let node = |index: &u64| {
            let (level, number) = judge::split_stored_hash_index(*index);
            theirs(self.0.node(level, number).unwrap())
        };
        Ok(indexes.iter().map(node).collect())
    }
}

const fn theirs(hash: Hash) -> judge::Hash {
    judge::Hash(*hash.as_bytes())
}

fn ours(hashes: Vec<judge::Hash>) -> Vec<Hash> {
    hashes.into_iter().map(|hash| Hash::new(hash.0)).collect()
}

fn leaf(number: u64) -> Hash {
    leaf_hash(&number.to_be_bytes())
}

fn log(size: u64) -> MemoryTree {
    (0..size).map(leaf).collect()
}

/// Three different numbers in order: an index, an old size above it, a new size.
fn sizes(limit: u64) -> impl Strategy<Value = (u64, u64, u64)> {
    (1..limit)
        .prop_flat_map(|new| (1..=new, Just(new)))
        .prop_flat_map(|(old, new)| (0..old, Just(old), Just(new)))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn leaf_hashes_agree(entry in prop::collection::vec(any::<u8>(), 0..6_000)) {
        prop_assert_eq!(theirs(leaf_hash(&entry)), judge::record_hash(&entry));
    }

    #[test]
    fn roots_and_proofs_agree((index, old, new) in sizes(1_100)) {
        let log = log(new);
        let root = tree::root(&log, new).unwrap();
        prop_assert_eq!(theirs(root), judge::tree_hash(new, &Stored(&log)).unwrap());

        let inclusion = tree::inclusion(&log, index, new).unwrap();
        prop_assert_eq!(&inclusion, &ours(judge::prove_record(new, index, &Stored(&log)).unwrap()));
        prop_assert!(verify_inclusion(&leaf(index), index, new, &inclusion, &root).is_ok());

        let old_root = tree::root(&log, old).unwrap();
        let consistency = tree::consistency(&log, old, new).unwrap();
        prop_assert_eq!(&consistency, &ours(judge::prove_tree(new, old, &Stored(&log)).unwrap()));
        prop_assert!(verify_consistency(old, new, &consistency, &old_root, &root).is_ok());
    }

    /// Whatever is done to a proof, both verifiers come to the same answer.
    #[test]
    fn verdicts_on_damaged_proofs_agree(
        (index, old, new) in sizes(80),
        place in any::<prop::sample::Index>(),
        kind in 0..6_u8,
    ) {
        let log = log(new);
        let (root, old_root) = (tree::root(&log, new).unwrap(), tree::root(&log, old).unwrap());
        let damage = |proof: &mut Vec<Hash>| match kind {
            0 => proof.push(root),
            1 => drop(proof.pop()),
            2 if !proof.is_empty() => { let at = place.index(proof.len()); proof[at] = leaf(9_999) }
            3 if !proof.is_empty() => drop(proof.remove(place.index(proof.len()))),
            4 => proof.reverse(),
            _ => (),
        };
        let mut proof = tree::inclusion(&log, index, new).unwrap();
        damage(&mut proof);
        let other: Vec<_> = proof.iter().copied().map(theirs).collect();
        for claimed in [index, index + 1, index ^ 1, new] {
            let good = verify_inclusion(&leaf(index), claimed, new, &proof, &root).is_ok();
            let judged = claimed < new && judge::check_record(&other, new, theirs(root), claimed, theirs(leaf(index))).is_ok();
            prop_assert_eq!(good, judged);
        }
        let mut proof = tree::consistency(&log, old, new).unwrap();
        damage(&mut proof);
        let other: Vec<_> = proof.iter().copied().map(theirs).collect();
        for claimed in [old, old.saturating_sub(1), old + 1, new] {
            let good = verify_consistency(claimed, new, &proof, &old_root, &root).is_ok();
            let judged = (1..=new).contains(&claimed) && judge::check_tree(&other, new, theirs(root), claimed, theirs(old_root)).is_ok();
            prop_assert_eq!(good, judged);
        }
    }

    #[test]
    fn tiles_and_their_paths_agree((_, old, new) in sizes(70_000)) {
        let mut named: Vec<_> = tiles_between(old, new)
            .filter(|tile| tile.content() != Content::Entries)
            .map(|tile| tile.to_string())
            .collect();
        let mut expected: Vec<_> = tlog_tiles::tile::Tile::new_tiles(8, old, new)
            .iter()
            .map(|tile| tile.path().replacen("tile/8/", "tile/", 1))
            .collect();
        named.sort();
        expected.sort();
        prop_assert_eq!(named, expected);
    }

    #[test]
    fn tile_bytes_agree(size in 1..2_000_u64) {
        let log = log(size);
        for tile in comity_tlog::tile::tiles_of(size) {
            let Content::Hashes(level) = tile.content() else { continue };
            let other = tlog_tiles::tile::Tile::new(8, level, tile.index(), tile.width().into(), false);
            prop_assert_eq!(hash_tile(&log, &tile).unwrap(), other.read_data(&Stored(&log)).unwrap());
        }
    }

    #[test]
    fn tile_paths_agree(level in 0..=63_u8, index in 0..u64::from(u32::MAX), width in 1..=256_u16) {
        let path = TilePath::new(Content::Hashes(level), index, width).unwrap().to_string();
        let other = tlog_tiles::tile::Tile::new(8, level, index, width.into(), false);
        prop_assert_eq!(path.replacen("tile/", "tile/8/", 1), other.path());
        prop_assert_eq!(path.parse(), Ok(TilePath::new(Content::Hashes(level), index, width).unwrap()));
    }

    #[test]
    fn checkpoints_agree(origin in "[a-z./]{1,40}", size in any::<u64>(), root in any::<[u8; 32]>(), lines in prop::collection::vec("[a-z ]{1,20}", 0..3)) {
        let checkpoint = Checkpoint { origin, size, root: Hash::new(root) };
        let extensions: String = lines.iter().map(|line| format!("{line}\n")).collect();
        let text = format!("{}{extensions}", checkpoint.text());
        let other = tlog_tiles::checkpoint::Checkpoint::from_bytes(text.as_bytes()).unwrap();
        prop_assert_eq!(other.to_bytes(), text.as_bytes());
        prop_assert_eq!((other.origin(), other.size(), other.hash().0), (checkpoint.origin.as_str(), size, root));
        prop_assert_eq!(Checkpoint::parse(&text), Ok((checkpoint, lines)));
    }

    #[test]
    fn notes_and_keys_agree(text in "[a-zé\n ]{0,80}", seed in any::<[u8; 32]>(), name in "[a-z./]{1,20}") {
        let text = format!("{text}\n");
        let signing = SigningKey::from_seed(KeyKind::Ed25519, &seed).unwrap();
        let key = signing.verifier_key(KeyName::new(&name).unwrap()).unwrap();
        let judge = signed_note::StandardVerifier::new(&key.to_string()).unwrap();
        prop_assert_eq!((judge.name(), judge.key_id().to_be_bytes()), (name.as_str(), *key.key_id().as_bytes()));

        let raw = signing.sign(text.as_bytes()).unwrap();
        prop_assert!(judge.verify(text.as_bytes(), &raw));
        let note = SignedNote::new(text, vec![line(&key, None, &raw).unwrap()]).unwrap();
        let other = signed_note::Note::from_bytes(&note.encode()).unwrap();
        prop_assert_eq!(other.to_bytes(), note.encode());
        prop_assert_eq!(other.text(), note.text().as_bytes());
        let known = signed_note::VerifierList::new(vec![Box::new(judge)]);
        prop_assert_eq!(other.verify(&known).unwrap().0.len(), 1);
        prop_assert!(verify(&note, &key).is_ok());
        prop_assert_eq!(key.to_string().parse::<VerifierKey>(), Ok(key));
    }
}
