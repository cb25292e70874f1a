//! `vectors/tlog/cosignature.json`: our own vectors for signed checkpoints.
//!
//! The file is computed here from fixed seeds, the ML-DSA signatures by the second
//! implementation in its deterministic variant, and must be equal to the one in the
//! repository.

use comity_tlog::checkpoint::Checkpoint;
use comity_tlog::cosignature::{Verified, line, message, verify};
use comity_tlog::hash::{empty_root, sha256};
use comity_tlog::keys::SigningKey;
use comity_tlog::note::{KeyKind, KeyName, SignatureLine, SignedNote, VerifierKey};
use serde_json::{Value, json};

use crate::ml_dsa::{sign_elsewhere, verify_elsewhere};
use crate::support::{check_written, hex, read_json, unhex, vectors};

pub(crate) const ORIGIN: &str = "cyber.cn.example/to/cyber.us.example/1";
const TIME: u64 = 1_795_399_200;

/// A key from a fixed seed.
pub(crate) struct Signer {
    seed: [u8; 32],
    pub(crate) key: VerifierKey,
}

impl Signer {
    pub(crate) fn new(kind: KeyKind, name: &str, seed: u8) -> Self {
        let seed = [seed; 32];
        let signing = SigningKey::from_seed(kind, &seed).unwrap();
        Self {
            seed,
            key: signing.verifier_key(KeyName::new(name).unwrap()).unwrap(),
        }
    }

    fn sign(&self, message: &[u8]) -> Vec<u8> {
        match self.key.kind() {
            KeyKind::MlDsa44Cosignature => sign_elsewhere(self.seed, message),
            kind => SigningKey::from_seed(kind, &self.seed)
                .unwrap()
                .sign(message)
                .unwrap(),
        }
    }

    pub(crate) fn line(&self, time: u64, text: &str) -> SignatureLine {
        let time = Some(time).filter(|_| self.key.kind().is_timed());
        let raw = self.sign(&message(&self.key, time, text).unwrap());
        line(&self.key, time, &raw).unwrap()
    }
}

fn signers() -> [Signer; 5] {
    [
        Signer::new(KeyKind::Ed25519, ORIGIN, 1),
        Signer::new(KeyKind::MlDsa44Cosignature, ORIGIN, 2),
        Signer::new(KeyKind::Ed25519Cosignature, "cyber.cn.example/fresh", 3),
        Signer::new(KeyKind::Ed25519Cosignature, "cyber.us.example/holds", 4),
        Signer::new(KeyKind::MlDsa44Cosignature, "cyber.us.example/holds", 5),
    ]
}

fn texts() -> Vec<(&'static str, u64, String)> {
    let checkpoint = |size, root| {
        Checkpoint {
            origin: ORIGIN.into(),
            size,
            root,
        }
        .text()
    };
    vec![
        ("an empty log", TIME, checkpoint(0, empty_root())),
        (
            "seventeen entries",
            TIME + 3_600,
            checkpoint(17, sha256(b"seventeen")),
        ),
        (
            "a time of zero, which says nothing of the largest tree",
            0,
            checkpoint(17, sha256(b"seventeen")),
        ),
        (
            "an extension line, which 0x06 does not cover",
            TIME,
            checkpoint(17, sha256(b"seventeen")) + "more\n",
        ),
    ]
}

fn text_of(note: &SignedNote) -> String {
    String::from_utf8(note.encode()).unwrap()
}

fn valid_cases() -> Vec<Value> {
    let mut cases = Vec::new();
    for (what, time, text) in texts() {
        for signer in signers() {
            let key = &signer.key;
            let time = Some(time).filter(|_| key.kind().is_timed());
            let signed = message(key, time, &text).unwrap();
            let note =
                SignedNote::new(text.clone(), vec![signer.line(time.unwrap_or(0), &text)]).unwrap();
            cases.push(json!({
                "what": what, "kind": key.kind().byte(), "seed": hex(&signer.seed), "vkey": key.to_string(),
                "time": time, "message": hex(&signed), "note": text_of(&note),
            }));
        }
    }
    cases
}

/// Notes that must be refused, each with the code of the refusal.
fn refused_cases() -> Vec<Value> {
    let (_, time, text) = texts().swap_remove(1);
    let mut cases = Vec::new();
    for signer in signers() {
        let key = &signer.key;
        let good = signer.line(time, &text);
        let changed = |change: &dyn Fn(&mut Vec<u8>)| {
            let mut bytes = good.signature().to_vec();
            change(&mut bytes);
            SignatureLine::new(good.name().clone(), good.key_id(), bytes).unwrap()
        };
        let mut add = |what: &str, code: &str, lines: Vec<SignatureLine>| {
            let note = SignedNote::new(text.clone(), lines).unwrap();
            assert_eq!(verify(&note, key).unwrap_err().code(), code, "{what}");
            cases.push(json!({ "what": what, "code": code, "vkey": key.to_string(), "note": text_of(&note) }));
        };
        let other = signers()
            .into_iter()
            .find(|other| other.key != *key)
            .unwrap();
        add(
            "only another key has signed",
            "signature-missing",
            vec![other.line(time, &text)],
        );
        add(
            "the same line twice",
            "signature-duplicate",
            vec![good.clone(), good.clone()],
        );
        add(
            "the last byte is missing",
            "signature-wrong-length",
            vec![changed(&|bytes| bytes.truncate(bytes.len() - 1))],
        );
        add(
            "one byte too many",
            "signature-wrong-length",
            vec![changed(&|bytes| bytes.push(0))],
        );
        add(
            "a bit of the signature is changed",
            "signature-invalid",
            vec![changed(&|bytes| bytes[40] ^= 1)],
        );
        if key.kind().is_timed() {
            add(
                "the time is a second later",
                "signature-invalid",
                vec![changed(&|bytes| bytes[7] ^= 1)],
            );
            add(
                "the time is beyond 2^63 - 1",
                "signature-bad-time",
                vec![changed(&|bytes| bytes[0] = 0x80)],
            );
        }
    }
    cases
}

fn computed() -> Value {
    json!({
        "about": "Signed checkpoints by C2SP signed-note and tlog-cosignature. Seeds, messages: hex. ML-DSA-44 signatures are of the deterministic variant of FIPS 204, so that the file can be computed again.",
        "valid": valid_cases(),
        "refused": refused_cases(),
    })
}

#[test]
fn the_file_is_what_the_seeds_give() {
    check_written("cosignature.json", &computed());
}

#[test]
fn every_valid_case_verifies_and_signs_the_stated_message() {
    let cases = read_json(&vectors("cosignature.json"))["valid"]
        .as_array()
        .unwrap()
        .clone();
    assert_eq!(cases.len(), 20);
    for case in cases {
        let key: VerifierKey = case["vkey"].as_str().unwrap().parse().unwrap();
        let note = SignedNote::parse(case["note"].as_str().unwrap().as_bytes()).unwrap();
        let time = case["time"].as_u64();
        assert_eq!(verify(&note, &key), Ok(Verified { time }), "{case}");
        let stated = unhex(case["message"].as_str().unwrap());
        assert_eq!(message(&key, time, note.text()), Ok(stated.clone()));
        if key.kind() == KeyKind::MlDsa44Cosignature {
            let raw = &note.signatures()[0].signature()[8..];
            assert!(verify_elsewhere(key.public(), &stated, raw));
        }
    }
}

#[test]
fn every_refused_case_has_its_code() {
    let cases = read_json(&vectors("cosignature.json"))["refused"]
        .as_array()
        .unwrap()
        .clone();
    assert_eq!(cases.len(), 33);
    for case in cases {
        let key: VerifierKey = case["vkey"].as_str().unwrap().parse().unwrap();
        let note = SignedNote::parse(case["note"].as_str().unwrap().as_bytes()).unwrap();
        let code = verify(&note, &key).unwrap_err().code();
        assert_eq!(case["code"], code, "{case}");
    }
}
