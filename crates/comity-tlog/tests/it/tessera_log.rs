//! A whole small log of the Tessera project: 15 entries, every partial tile, and the
//! signed checkpoint of every size.

use comity_tlog::checkpoint::Checkpoint;
use comity_tlog::cosignature::{SignatureError, Verified, verify};
use comity_tlog::hash::leaf_hash;
use comity_tlog::note::{SignedNote, VerifierKey};
use comity_tlog::proof::verify_consistency;
use comity_tlog::tile::{
    Content, TilePath, decode_bundle, encode_bundle, hash_tile, parse_hash_tile, tiles_of,
};
use comity_tlog::tree::{self, MemoryTree};

use crate::support::{files_below, read, read_text, vectors};

const SIZE: u64 = 15;

fn file(path: &str) -> Vec<u8> {
    read(&vectors("tessera-log").join(path))
}

fn note(size: u64) -> SignedNote {
    SignedNote::parse(&file(&format!("checkpoint.{size}"))).unwrap()
}

fn checkpoint(size: u64) -> Checkpoint {
    Checkpoint::parse_plain(note(size).text()).unwrap()
}

fn key() -> VerifierKey {
    read_text(&vectors("tessera-log/verifier-key.txt"))
        .trim_end()
        .parse()
        .unwrap()
}

fn log() -> MemoryTree {
    let bundle = file("tile/entries/000.p/15");
    decode_bundle(&bundle, 15)
        .unwrap()
        .into_iter()
        .map(leaf_hash)
        .collect()
}

#[test]
fn every_checkpoint_is_signed_and_states_the_root_of_its_entries() {
    let log = log();
    for size in 0..=SIZE {
        assert_eq!(
            verify(&note(size), &key()),
            Ok(Verified { time: None }),
            "{size}"
        );
        let checkpoint = checkpoint(size);
        assert_eq!(
            (checkpoint.size, checkpoint.root),
            (size, tree::root(&log, size).unwrap())
        );
        assert_eq!(checkpoint.text(), note(size).text());
        assert_eq!(note(size).encode(), file(&format!("checkpoint.{size}")));
    }
    assert_eq!(note(SIZE).encode(), file("checkpoint"));
}

#[test]
fn a_signature_of_one_size_is_none_of_another() {
    for size in 1..=SIZE {
        let mixed = SignedNote::new(
            note(size).text().to_owned(),
            note(size - 1).signatures().to_vec(),
        );
        assert_eq!(
            verify(&mixed.unwrap(), &key()),
            Err(SignatureError::Invalid)
        );
    }
}

#[test]
fn every_checkpoint_extends_every_earlier_one() {
    let log = log();
    for new in 1..=SIZE {
        for old in 1..=new {
            let proof = tree::consistency(&log, old, new).unwrap();
            let (old_root, new_root) = (checkpoint(old).root, checkpoint(new).root);
            assert_eq!(
                verify_consistency(old, new, &proof, &old_root, &new_root),
                Ok(())
            );
        }
    }
}

#[test]
fn we_write_every_tile_and_bundle_byte_for_byte_and_no_other() {
    let log = log();
    let bundle = file("tile/entries/000.p/15");
    let entries = decode_bundle(&bundle, 15).unwrap();
    let mut written = Vec::new();
    for tile in (1..=SIZE).flat_map(tiles_of) {
        let expected = file(&tile.to_string());
        let width = usize::from(tile.width());
        match tile.content() {
            Content::Entries => {
                assert_eq!(
                    encode_bundle(entries[..width].iter().copied()).unwrap(),
                    expected
                );
            }
            Content::Hashes(_) => {
                assert_eq!(hash_tile(&log, &tile).unwrap(), expected);
                let leaves: Vec<_> = entries[..width]
                    .iter()
                    .map(|entry| leaf_hash(entry))
                    .collect();
                assert_eq!(parse_hash_tile(&tile, &expected), Some(leaves));
            }
        }
        written.push(tile.to_string());
    }
    let root = vectors("tessera-log");
    let published: Vec<_> = files_below(&root.join("tile"))
        .iter()
        .map(|path| {
            path.strip_prefix(&root)
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned()
        })
        .collect();
    written.sort();
    assert_eq!(written, published);
    for path in published {
        assert_eq!(path.parse::<TilePath>().unwrap().to_string(), path);
    }
}
