//! The 196 good and bad proofs of the transparency-dev project.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use comity_tlog::hash::{Hash, sha256};
use comity_tlog::proof::{verify_consistency, verify_inclusion};
use serde_json::Value;

use crate::support::{files_below, read_json, vectors};

/// The vectors stand short byte strings in for roots; their hash stands in for them here.
fn root(case: &Value, field: &str) -> Hash {
    let bytes = STANDARD.decode(case[field].as_str().unwrap()).unwrap();
    Hash::from_slice(&bytes).unwrap_or_else(|_| sha256(&bytes))
}

/// The proof, when every part of it is a hash at all.
fn proof(case: &Value) -> Option<Vec<Hash>> {
    let parts = case["proof"].as_array().cloned().unwrap_or_default();
    parts
        .iter()
        .map(|part| Hash::from_base64(part.as_str().unwrap()).ok())
        .collect()
}

fn check(folder: &str, expected: usize, accepted: impl Fn(&Value, &[Hash]) -> bool) {
    let files = files_below(&vectors("merkle-proofs").join(folder));
    assert_eq!(files.len(), expected);
    for file in files {
        let case = read_json(&file);
        let found = proof(&case).is_some_and(|proof| accepted(&case, &proof));
        assert_eq!(
            found,
            !case["wantErr"].as_bool().unwrap(),
            "{}: {}",
            file.display(),
            case["desc"]
        );
    }
}

#[test]
fn inclusion_proofs_are_judged_as_published() {
    check("inclusion", 98, |case, proof| {
        let number = |field: &str| case[field].as_u64().unwrap();
        Hash::from_base64(case["leafHash"].as_str().unwrap()).is_ok_and(|leaf| {
            let root = root(case, "root");
            verify_inclusion(&leaf, number("leafIdx"), number("treeSize"), proof, &root).is_ok()
        })
    });
}

#[test]
fn consistency_proofs_are_judged_as_published() {
    check("consistency", 98, |case, proof| {
        let number = |field: &str| case[field].as_u64().unwrap();
        let (old, new) = (root(case, "root1"), root(case, "root2"));
        verify_consistency(number("size1"), number("size2"), proof, &old, &new).is_ok()
    });
}
