//! Strict Ed25519 against the published edge cases and a second implementation.

use comity_tlog::ed25519::{is_sound_point, verify_strict};
use ed25519_dalek::{Signature, VerifyingKey};
use serde_json::Value;

use crate::support::{corpus, read_json, unhex};

/// What ed25519-dalek, in its strict mode, says.
fn second_opinion(public: &[u8], message: &[u8], signature: &[u8]) -> bool {
    let (Ok(public), Ok(signature)) = (public.try_into(), Signature::from_slice(signature)) else {
        return false;
    };
    VerifyingKey::from_bytes(public).is_ok_and(|key| key.verify_strict(message, &signature).is_ok())
}

fn bytes(case: &Value, field: &str) -> Vec<u8> {
    unhex(case[field].as_str().unwrap())
}

fn has_flag(case: &Value, flags: &[&str]) -> bool {
    let found = case["flags"].as_array().into_iter().flatten();
    found
        .filter_map(Value::as_str)
        .any(|flag| flags.contains(&flag))
}

#[test]
fn corpus_of_the_edge_cases_only_those_that_nobody_rejects_are_accepted() {
    let Some(path) = corpus("tlog/ed25519/ed25519vectors.json") else {
        return;
    };
    let ambiguous = [
        "low_order_A",
        "low_order_R",
        "non_canonical_A",
        "non_canonical_R",
        "low_order_residue",
    ];
    let cases = read_json(&path).as_array().unwrap().clone();
    assert_eq!(cases.len(), 914);
    let mut accepted = 0;
    for case in cases {
        let (key, signature) = (bytes(&case, "key"), bytes(&case, "sig"));
        let message = case["msg"].as_str().unwrap().as_bytes();
        let good = verify_strict(&key, message, &signature);
        assert_eq!(good, !has_flag(&case, &ambiguous), "{case}");
        assert_eq!(good, second_opinion(&key, message, &signature), "{case}");
        accepted += usize::from(good);
    }
    assert_eq!(accepted, 43);
}

#[test]
fn corpus_low_order_and_second_encodings_are_no_sound_points() {
    let Some(path) = corpus("tlog/ed25519/ed25519vectors.json") else {
        return;
    };
    for case in read_json(&path).as_array().unwrap() {
        let sound = !has_flag(case, &["low_order_A", "non_canonical_A"]);
        assert_eq!(is_sound_point(&bytes(case, "key")), sound, "{case}");
        let sound = !has_flag(case, &["low_order_R", "non_canonical_R"]);
        assert_eq!(is_sound_point(&bytes(case, "sig")[..32]), sound, "{case}");
    }
}

#[test]
fn corpus_wycheproof_is_judged_as_published() {
    let Some(path) = corpus("tlog/wycheproof/ed25519_test.json") else {
        return;
    };
    let mut judged = 0;
    for group in read_json(&path)["testGroups"].as_array().unwrap() {
        let public = bytes(&group["publicKey"], "pk");
        for case in group["tests"].as_array().unwrap() {
            let (message, signature) = (bytes(case, "msg"), bytes(case, "sig"));
            let good = verify_strict(&public, &message, &signature);
            assert_eq!(good, case["result"] == "valid", "{case}");
            judged += 1;
        }
    }
    assert_eq!(judged, 151);
}
