//! Signing and verifying with each kind of key, and every way in which it can fail.

use super::*;
use crate::hash::sha256;
use crate::keys::SigningKey;

const TIME: u64 = 1_763_863_200;

fn checkpoint() -> Checkpoint {
    Checkpoint {
        origin: "a.example/to/b.example/1".into(),
        size: 17,
        root: sha256(b"root"),
    }
}

fn key(kind: KeyKind) -> (SigningKey, VerifierKey) {
    let signing = SigningKey::from_seed(kind, &[kind.byte(); 32]).unwrap();
    let verifier = signing
        .verifier_key(KeyName::new("a.example/fresh").unwrap())
        .unwrap();
    (signing, verifier)
}

const fn time(kind: KeyKind) -> Option<u64> {
    if kind.is_timed() { Some(TIME) } else { None }
}

fn signed_line(kind: KeyKind, text: &str) -> SignatureLine {
    let (signing, verifier) = key(kind);
    let message = message(&verifier, time(kind), text).unwrap();
    line(&verifier, time(kind), &signing.sign(&message).unwrap()).unwrap()
}

fn signed(text: &str, kinds: &[KeyKind]) -> SignedNote {
    let lines = kinds.iter().map(|kind| signed_line(*kind, text)).collect();
    SignedNote::new(text.to_owned(), lines).unwrap()
}

/// The note with the signature of its only line changed.
fn with_signature(note: &SignedNote, change: impl FnOnce(&mut Vec<u8>)) -> SignedNote {
    let old = &note.signatures()[0];
    let mut bytes = old.signature().to_vec();
    change(&mut bytes);
    let line = SignatureLine::new(old.name().clone(), old.key_id(), bytes).unwrap();
    SignedNote::new(note.text().to_owned(), vec![line]).unwrap()
}

#[test]
fn three_kinds_sign_one_checkpoint_and_each_is_found() {
    let note = signed(&checkpoint().text(), &KeyKind::ALL);
    let read = SignedNote::parse(&note.encode()).unwrap();
    for kind in KeyKind::ALL {
        assert_eq!(
            verify(&read, &key(kind).1),
            Ok(Verified { time: time(kind) }),
            "{kind:?}"
        );
    }
}

#[test]
fn missing_and_duplicate_lines_are_told_apart() {
    for kind in KeyKind::ALL {
        let others: Vec<_> = KeyKind::ALL
            .into_iter()
            .filter(|other| *other != kind)
            .collect();
        let without = signed(&checkpoint().text(), &others);
        assert_eq!(verify(&without, &key(kind).1), Err(SignatureError::Missing));
        let twice = signed(&checkpoint().text(), &[kind, kind]);
        assert_eq!(verify(&twice, &key(kind).1), Err(SignatureError::Duplicate));
    }
}

#[test]
fn every_bit_of_text_time_and_signature_counts() {
    for kind in KeyKind::ALL {
        let note = signed(&checkpoint().text(), &[kind]);
        let last = note.signatures()[0].signature().len() - 1;
        for at in [0, 7, 8, 40, last].into_iter().filter(|at| *at <= last) {
            let damaged = with_signature(&note, |bytes| bytes[at] ^= 1);
            assert_eq!(
                verify(&damaged, &key(kind).1),
                Err(SignatureError::Invalid),
                "{kind:?} {at}"
            );
        }
        let grown = Checkpoint {
            size: 18,
            ..checkpoint()
        }
        .text();
        let other = SignedNote::new(grown, note.signatures().to_vec()).unwrap();
        assert_eq!(verify(&other, &key(kind).1), Err(SignatureError::Invalid));
    }
}

#[test]
fn length_and_time_are_judged_before_the_signature() {
    for kind in KeyKind::ALL {
        let note = signed(&checkpoint().text(), &[kind]);
        let bytes = note.signatures()[0].signature().len();
        let shorter = with_signature(&note, |signature| signature.truncate(bytes - 1));
        let longer = with_signature(&note, |signature| signature.push(0));
        assert_eq!(
            verify(&shorter, &key(kind).1),
            Err(SignatureError::WrongLength { bytes: bytes - 1 })
        );
        assert_eq!(
            verify(&longer, &key(kind).1),
            Err(SignatureError::WrongLength { bytes: bytes + 1 })
        );
        if kind.is_timed() {
            let late = with_signature(&note, |signature| signature[0] |= 0x80);
            let time = TIME | 1 << 63;
            assert_eq!(
                verify(&late, &key(kind).1),
                Err(SignatureError::BadTime { time })
            );
        }
    }
}

#[test]
fn ml_dsa_commits_to_the_name_and_ed25519_to_the_extension_lines() {
    let (signing, _) = key(KeyKind::MlDsa44Cosignature);
    let other = signing
        .verifier_key(KeyName::new("a.example/holds").unwrap())
        .unwrap();
    let note = signed(&checkpoint().text(), &[KeyKind::MlDsa44Cosignature]);
    let moved = SignatureLine::new(
        other.name().clone(),
        other.key_id(),
        note.signatures()[0].signature().to_vec(),
    );
    let moved = SignedNote::new(note.text().to_owned(), vec![moved.unwrap()]).unwrap();
    assert_eq!(verify(&moved, &other), Err(SignatureError::Invalid));

    let extended = format!("{}more\n", checkpoint().text());
    for (kind, expected) in [
        (KeyKind::Ed25519, Err(SignatureError::Invalid)),
        (KeyKind::Ed25519Cosignature, Err(SignatureError::Invalid)),
        (
            KeyKind::MlDsa44Cosignature,
            Ok(Verified { time: Some(TIME) }),
        ),
    ] {
        let lines = vec![signed_line(kind, &checkpoint().text())];
        let note = SignedNote::new(extended.clone(), lines).unwrap();
        assert_eq!(verify(&note, &key(kind).1), expected, "{kind:?}");
    }
}

#[test]
fn only_a_note_signature_may_stand_under_another_text() {
    let text = "not a checkpoint\n";
    assert!(verify(&signed(text, &[KeyKind::Ed25519]), &key(KeyKind::Ed25519).1).is_ok());
    for kind in [KeyKind::Ed25519Cosignature, KeyKind::MlDsa44Cosignature] {
        let error = MessageError::Checkpoint(CheckpointError::Size);
        assert_eq!(message(&key(kind).1, Some(TIME), text), Err(error));
        let lines = vec![signed_line(kind, &checkpoint().text())];
        let note = SignedNote::new(text.to_owned(), lines).unwrap();
        assert_eq!(
            verify(&note, &key(kind).1),
            Err(SignatureError::Message(error))
        );
    }
}

#[test]
fn a_time_is_given_exactly_where_the_kind_has_one() {
    let text = checkpoint().text();
    for kind in KeyKind::ALL {
        let verifier = key(kind).1;
        let raw = vec![0; kind.signature_len()];
        let wrong = if kind.is_timed() { None } else { Some(TIME) };
        for time in [wrong, Some(MAX_TIME + 1)] {
            assert_eq!(message(&verifier, time, &text), Err(MessageError::Time));
            assert_eq!(line(&verifier, time, &raw), Err(MessageError::Time));
        }
        let bytes = raw.len() - 1;
        let short = line(&verifier, time(kind), &raw[1..]);
        assert_eq!(short, Err(MessageError::SignatureLength { bytes }));
    }
}

#[test]
fn the_ml_dsa_message_has_the_published_layout() {
    let (name, root) = (KeyName::new("w").unwrap(), sha256(b""));
    let message = ml_dsa_message(
        &name,
        2,
        &Checkpoint {
            origin: "o/o".into(),
            size: 3,
            root,
        },
    );
    let expected = [
        &b"subtree/v1\n\0"[..],
        b"\x01w",
        &[0, 0, 0, 0, 0, 0, 0, 2],
        b"\x03o/o",
        &[0; 8],
        &[0, 0, 0, 0, 0, 0, 0, 3],
        root.as_bytes(),
    ];
    assert_eq!(message, Ok(expected.concat()));
    for (origin, bytes) in [(String::new(), 0), ("o".repeat(256), 256)] {
        let checkpoint = Checkpoint {
            origin,
            ..checkpoint()
        };
        assert_eq!(
            ml_dsa_message(&name, 2, &checkpoint),
            Err(MessageError::Origin { bytes })
        );
    }
}
