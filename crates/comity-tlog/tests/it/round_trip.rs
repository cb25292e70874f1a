//! Whatever is read is given back byte for byte, and nothing makes a reader panic.

use comity_tlog::checkpoint::Checkpoint;
use comity_tlog::frontier::Frontier;
use comity_tlog::hash::{Hash, leaf_hash};
use comity_tlog::note::{SignedNote, VerifierKey};
use comity_tlog::tile::{TilePath, decode_bundle, encode_bundle};
use comity_tlog::tlog_proof::TlogProof;
use comity_tlog::tree::{self, MemoryTree};
use proptest::prelude::*;

use crate::support::{read_text, vectors};

/// Text that is nearly right: pieces of real notes and proofs, in any order.
fn nearly() -> impl Strategy<Value = String> {
    let pieces = [
        "c2sp.org/tlog-proof@v1\n",
        "extra ZXh0cmE=\n",
        "extra \n",
        "index 0\n",
        "index 01\n",
        "\n",
        "\n\n",
        "o\n",
        "1\n",
        "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n",
        "\u{2014} ",
        "k ",
        "AAAAAAE=\n",
        "AAAAAAF=\n",
        "\t",
        "+",
        "é",
        "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
        "tile/0/x001/002.p/3",
    ];
    prop::collection::vec(prop::sample::select(pieces.to_vec()), 0..14)
        .prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn what_is_read_is_written_as_it_was(text in nearly()) {
        if let Ok(note) = SignedNote::parse(text.as_bytes()) {
            prop_assert_eq!(note.encode(), text.as_bytes());
        }
        if let Ok(proof) = TlogProof::parse(text.as_bytes()) {
            prop_assert_eq!(proof.encode(), text.as_bytes());
        }
        if let Ok(checkpoint) = Checkpoint::parse_plain(&text) {
            prop_assert_eq!(checkpoint.text(), text.as_str());
        }
        if let Ok(key) = text.parse::<VerifierKey>() {
            prop_assert_eq!(key.to_string(), text.as_str());
        }
        if let Ok(path) = text.parse::<TilePath>() {
            prop_assert_eq!(path.to_string(), text);
        }
    }

    #[test]
    fn a_changed_byte_is_read_as_such_or_not_at_all(at in any::<prop::sample::Index>(), to in any::<u8>()) {
        let mut bytes = read_text(&vectors("tessera-log/checkpoint.7")).into_bytes();
        let at = at.index(bytes.len());
        bytes[at] = to;
        if let Ok(note) = SignedNote::parse(&bytes) {
            prop_assert_eq!(note.encode(), bytes);
        }
    }

    #[test]
    fn bundles_are_read_as_written(entries in prop::collection::vec(prop::collection::vec(any::<u8>(), 0..40), 0..=256)) {
        let bytes = encode_bundle(entries.iter().map(Vec::as_slice)).unwrap();
        prop_assert_eq!(decode_bundle(&bytes, entries.len().try_into().unwrap()).unwrap(), entries);
    }

    #[test]
    fn any_bytes_as_a_bundle_are_written_as_read(bytes in prop::collection::vec(0..4_u8, 0..60), width in 0..20_u16) {
        if let Ok(entries) = decode_bundle(&bytes, width) {
            prop_assert_eq!(encode_bundle(entries).unwrap(), bytes);
        }
    }

    /// The state that a store keeps is enough to go on from.
    #[test]
    fn a_frontier_that_was_kept_goes_on_as_if_it_never_stopped(before in 0..300_u64, after in 0..300_u64) {
        let leaf = |number: u64| leaf_hash(&number.to_be_bytes());
        let whole: MemoryTree = (0..before + after).map(leaf).collect();
        let kept = tree::frontier_at(&whole, before).unwrap();
        let mut frontier = Frontier::from_parts(before, kept.hashes().to_vec()).unwrap();
        let mut nodes: Vec<(u8, u64, Hash)> = Vec::new();
        for number in before..before + after {
            frontier.push(leaf(number), |level, index, hash| nodes.push((level, index, hash)));
        }
        prop_assert_eq!(&frontier, whole.frontier());
        for (level, index, hash) in nodes {
            prop_assert_eq!(tree::HashReader::node(&whole, level, index), Some(hash));
        }
    }
}
