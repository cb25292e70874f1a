//! `vectors/tlog/proof.json`: our own vectors for proof files.
//!
//! Computed here from entries and a seed that are fixed, and equal to the file in the
//! repository.

use comity_tlog::checkpoint::Checkpoint;
use comity_tlog::cosignature::verify;
use comity_tlog::hash::{Hash, leaf_hash};
use comity_tlog::note::{KeyKind, SignedNote, VerifierKey};
use comity_tlog::tlog_proof::TlogProof;
use comity_tlog::tree::{self, MemoryTree};
use serde_json::{Value, json};

use crate::cosignature_vectors::{ORIGIN, Signer};
use crate::support::{check_written, read_json, vectors};

fn entry(index: u64) -> String {
    format!("entry {index}")
}

fn leaf(index: u64) -> Hash {
    leaf_hash(entry(index).as_bytes())
}

fn signer() -> Signer {
    Signer::new(KeyKind::Ed25519, ORIGIN, 1)
}

fn proof_text(index: u64, size: u64, extra: Option<&str>) -> String {
    let log: MemoryTree = (0..size).map(leaf).collect();
    let text = Checkpoint {
        origin: ORIGIN.into(),
        size,
        root: log.root(),
    }
    .text();
    let line = signer().line(0, &text);
    let note = SignedNote::new(text, vec![line]).unwrap().encode();
    let hashes = tree::inclusion(&log, index, size).unwrap();
    let extra = extra.map(|extra| extra.as_bytes().to_vec());
    String::from_utf8(
        TlogProof::new(extra, index, hashes, &note)
            .unwrap()
            .encode(),
    )
    .unwrap()
}

fn valid_cases() -> Vec<Value> {
    let places = [
        (0, 1),
        (0, 2),
        (1, 2),
        (0, 7),
        (3, 7),
        (4, 7),
        (6, 7),
        (5, 8),
        (255, 257),
        (256, 257),
    ];
    let case = |(index, size): (u64, u64)| {
        let entry = entry(index);
        let extra = Some(entry.as_str()).filter(|_| size == 7);
        json!({
            "entry": entry, "index": index, "size": size, "extra": extra,
            "proof": proof_text(index, size, extra), "vkey": signer().key.to_string(),
        })
    };
    places.into_iter().map(case).collect()
}

/// What a reader says to this proof of this entry.
fn code(proof: &str, entry: &str) -> &'static str {
    match TlogProof::parse(proof.as_bytes()) {
        Err(error) => error.code(),
        Ok(proof) => proof
            .verify_inclusion(&leaf_hash(entry.as_bytes()))
            .map_or_else(|error| error.code(), |()| "good"),
    }
}

/// Changes to the good proof of entry 3 of 7, and what each must be refused with.
fn refused_cases() -> Vec<Value> {
    let good = proof_text(3, 7, Some("entry 3"));
    let sibling = leaf(2).to_base64();
    let changes = [
        (
            "another index on the same path length",
            "index 3",
            "index 2",
            "proof-root-mismatch",
        ),
        (
            "an index that the log has not",
            "index 3",
            "index 7",
            "proof-index-beyond-size",
        ),
        (
            "an index whose path is shorter",
            "index 3",
            "index 6",
            "proof-wrong-length",
        ),
        (
            "a hash is missing",
            &format!("{sibling}\n"),
            "",
            "proof-wrong-length",
        ),
        (
            "a hash twice",
            &sibling,
            &format!("{sibling}\n{sibling}"),
            "proof-wrong-length",
        ),
        (
            "another hash",
            &sibling,
            &leaf(1).to_base64(),
            "proof-root-mismatch",
        ),
        ("a hash of one byte", &sibling, "AA==", "tlog-proof-hash"),
        (
            "an index with a leading zero",
            "index 3",
            "index 03",
            "tlog-proof-index",
        ),
        ("no index", "index 3\n", "", "tlog-proof-index"),
        (
            "extra data after the index",
            "extra ZW50cnkgMw==\nindex 3",
            "index 3\nextra ZW50cnkgMw==",
            "tlog-proof-hash",
        ),
        (
            "extra data that are empty",
            "extra ZW50cnkgMw==",
            "extra ",
            "tlog-proof-extra",
        ),
        (
            "extra data without padding",
            "extra ZW50cnkgMw==",
            "extra ZW50cnkgMw",
            "tlog-proof-extra",
        ),
        (
            "extra data with spare bits",
            "extra ZW50cnkgMw==",
            "extra ZW50cnkgMx==",
            "tlog-proof-extra",
        ),
        (
            "another version",
            "tlog-proof@v1",
            "tlog-proof@v2",
            "tlog-proof-header",
        ),
        ("carriage returns", "\n", "\r\n", "tlog-proof-no-checkpoint"),
        (
            "no empty line before the checkpoint",
            "\n\ncyber",
            "\ncyber",
            "tlog-proof-hash",
        ),
        (
            "two empty lines before the checkpoint",
            "\n\ncyber",
            "\n\n\ncyber",
            "checkpoint-origin",
        ),
        (
            "a checkpoint size with a leading zero",
            "\n7\n",
            "\n07\n",
            "checkpoint-size",
        ),
        (
            "a checkpoint of another size",
            "\n7\n",
            "\n9\n",
            "proof-wrong-length",
        ),
        (
            "no signature under the checkpoint",
            "\n\n\u{2014}",
            "\n\u{2014}",
            "note-no-signatures",
        ),
        (
            "a hyphen where the em dash belongs",
            "\u{2014} ",
            "- ",
            "note-signature-line",
        ),
    ];
    let case = |(what, from, to, expected): (&str, &str, &str, &str)| {
        let proof = good.replace(from, to);
        assert_ne!(proof, good, "{what}");
        json!({ "what": what, "code": expected, "entry": "entry 3", "proof": proof })
    };
    let other = json!({ "what": "another entry", "code": "proof-root-mismatch", "entry": "entry 4", "proof": good });
    changes.into_iter().map(case).chain([other]).collect()
}

#[test]
fn the_file_is_what_is_computed() {
    let computed = json!({
        "about": "Proof files by C2SP tlog-proof. The leaf hash of `entry` is proven at `index` under the checkpoint, which `vkey` has signed; `refused` ones fail with `code` for their `entry`.",
        "valid": valid_cases(),
        "refused": refused_cases(),
    });
    check_written("proof.json", &computed);
}

#[test]
fn every_valid_proof_binds_its_entry_and_is_signed() {
    let cases = read_json(&vectors("proof.json"))["valid"]
        .as_array()
        .unwrap()
        .clone();
    assert_eq!(cases.len(), 10);
    for case in cases {
        let text = case["proof"].as_str().unwrap();
        let proof = TlogProof::parse(text.as_bytes()).unwrap();
        assert_eq!(proof.encode(), text.as_bytes());
        assert_eq!(Some(proof.index()), case["index"].as_u64());
        assert_eq!(Some(proof.checkpoint().size), case["size"].as_u64());
        assert_eq!(proof.extra(), case["extra"].as_str().map(str::as_bytes));
        let entry = case["entry"].as_str().unwrap();
        assert_eq!(
            proof.verify_inclusion(&leaf_hash(entry.as_bytes())),
            Ok(()),
            "{case}"
        );
        let key: VerifierKey = case["vkey"].as_str().unwrap().parse().unwrap();
        assert!(verify(proof.note(), &key).is_ok(), "{case}");
    }
}

#[test]
fn every_refused_proof_has_its_code() {
    let cases = read_json(&vectors("proof.json"))["refused"]
        .as_array()
        .unwrap()
        .clone();
    assert_eq!(cases.len(), 22);
    for case in cases {
        let found = code(
            case["proof"].as_str().unwrap(),
            case["entry"].as_str().unwrap(),
        );
        assert_eq!(case["code"], found, "{}", case["what"]);
    }
}
