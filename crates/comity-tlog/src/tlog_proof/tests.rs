//! Proof files: round trip, what they bind, and what is refused.

use super::*;
use crate::hash::leaf_hash;
use crate::note::{KeyId, KeyName, SignatureLine};
use crate::tree::{self, MemoryTree};

fn leaf(number: u64) -> Hash {
    leaf_hash(&number.to_be_bytes())
}

fn signed_checkpoint(log: &MemoryTree) -> Vec<u8> {
    let checkpoint = Checkpoint {
        origin: "o".into(),
        size: log.size(),
        root: log.root(),
    };
    let line =
        SignatureLine::new(KeyName::new("o").unwrap(), KeyId::new([0; 4]), vec![1; 64]).unwrap();
    SignedNote::new(checkpoint.text(), vec![line])
        .unwrap()
        .encode()
}

fn proof_of(index: u64, size: u64, extra: Option<Vec<u8>>) -> TlogProof {
    let log: MemoryTree = (0..size).map(leaf).collect();
    let hashes = tree::inclusion(&log, index, size).unwrap();
    TlogProof::new(extra, index, hashes, &signed_checkpoint(&log)).unwrap()
}

#[test]
fn a_proof_is_given_back_byte_for_byte_and_binds_its_leaf() {
    for (index, size, extra) in [(0, 1, None), (2, 7, Some(vec![9; 40])), (6, 7, None)] {
        let proof = proof_of(index, size, extra);
        let read = TlogProof::parse(&proof.encode()).unwrap();
        assert_eq!(read, proof);
        assert_eq!(read.encode(), proof.encode());
        assert_eq!(read.verify_inclusion(&leaf(index)), Ok(()));
        assert!(read.verify_inclusion(&leaf(index + 1)).is_err());
    }
}

#[test]
fn the_file_has_the_published_layout() {
    let proof = proof_of(1, 2, Some(b"extra".to_vec()));
    let text = String::from_utf8(proof.encode()).unwrap();
    let (head, checkpoint) = text.split_once("\n\n").unwrap();
    let sibling = leaf(0).to_base64();
    assert_eq!(
        head,
        format!("c2sp.org/tlog-proof@v1\nextra ZXh0cmE=\nindex 1\n{sibling}")
    );
    assert_eq!(checkpoint.as_bytes(), proof.note_bytes());
}

#[test]
fn a_damaged_proof_says_what_is_wrong() {
    let text = String::from_utf8(proof_of(1, 2, Some(b"extra".to_vec())).encode()).unwrap();
    let sibling = leaf(0).to_base64();
    for (from, to, error) in [
        ("@v1", "@v2", TlogProofError::Header),
        ("c2sp", " c2sp", TlogProofError::Header),
        ("ZXh0cmE=", "", TlogProofError::Extra),
        ("ZXh0cmE=", "ZXh0cmE", TlogProofError::Extra),
        ("extra ZXh0cmE=", "extra", TlogProofError::Index),
        ("index 1", "index 01", TlogProofError::Index),
        ("index 1\n", "", TlogProofError::Index),
        ("index 1", "index 1\nindex 1", TlogProofError::Hash),
        (&sibling, "AA==", TlogProofError::Hash),
        ("\n\no\n", "\no\n", TlogProofError::Hash),
        (
            "\n\no\n",
            "\n\n\no\n",
            TlogProofError::Checkpoint(CheckpointError::Origin),
        ),
        (
            "\n2\n",
            "\n02\n",
            TlogProofError::Checkpoint(CheckpointError::Size),
        ),
        (
            "\u{2014} o",
            "\u{2014}o",
            TlogProofError::Note(NoteError::Line),
        ),
    ] {
        assert_eq!(
            TlogProof::parse(text.replace(from, to).as_bytes()),
            Err(error),
            "{from:?} {to:?}"
        );
    }
    assert_eq!(
        TlogProof::parse(b"c2sp.org/tlog-proof@v1\n"),
        Err(TlogProofError::NoCheckpoint)
    );
    assert_eq!(TlogProof::parse(b"\xff\n\n"), Err(TlogProofError::NotUtf8));
}

#[test]
fn limits_hold() {
    let proof = proof_of(0, 1, None);
    let make = |extra, hashes| TlogProof::new(extra, 0, hashes, proof.note_bytes());
    assert_eq!(make(Some(vec![]), vec![]), Err(TlogProofError::Extra));
    assert_eq!(
        make(Some(vec![0; MAX_EXTRA_LEN + 1]), vec![]),
        Err(TlogProofError::Extra)
    );
    assert_eq!(
        make(None, vec![leaf(0); MAX_HASHES + 1]),
        Err(TlogProofError::TooManyHashes)
    );
    let widest = make(Some(vec![0; MAX_EXTRA_LEN]), vec![leaf(0); MAX_HASHES]).unwrap();
    assert_eq!(TlogProof::parse(&widest.encode()), Ok(widest));
    let bytes = MAX_PROOF_LEN + 1;
    assert_eq!(
        TlogProof::parse(&vec![b'a'; bytes]),
        Err(TlogProofError::TooLong { bytes })
    );
}
