//! Statements: which lines count together, and what makes them count for nothing.

use comity_tlog::{hash::sha256, note::SignatureLine};

use super::*;
use crate::{
    fixtures::Party,
    signer::{Signer, SignerError},
};

fn origin() -> Origin {
    "a.example/to/b.example/1".parse().unwrap()
}

fn checkpoint(size: u64, root: &[u8]) -> Checkpoint {
    Checkpoint {
        origin: origin().to_string(),
        size,
        root: sha256(root),
    }
}

fn at(seconds: i64) -> Time {
    Time::from_seconds(1_795_400_000 + seconds)
}

fn note(text: &str, lines: Vec<&SignatureLine>) -> Vec<u8> {
    SignedNote::new(text.to_owned(), lines.into_iter().cloned().collect())
        .unwrap()
        .encode()
}

#[test]
fn checkpoint_and_receipt_say_log_size_root_and_time() {
    let (a, b) = (Party::new("a.example", 1), Party::new("b.example", 2));
    let said = checkpoint(7, b"7");
    let note = a.checkpoint(&said, at(0)).unwrap().encode();
    let checked = verify_checkpoint(&note, a.file.credential(), &origin()).unwrap();
    assert_eq!(
        (checked.size, checked.root, checked.at),
        (7, said.root, at(0))
    );
    assert_eq!(checked.note, note);
    let receipt = b.receipt(&said, at(5)).unwrap().encode();
    let checked = verify_receipt(&receipt, b.file.credential(), &origin()).unwrap();
    assert_eq!(
        (checked.size, checked.root, checked.at),
        (7, said.root, at(5))
    );
    assert!(verify_receipt(&note, b.file.credential(), &origin()).is_err());
    assert!(verify_checkpoint(&receipt, a.file.credential(), &origin()).is_err());
}

#[test]
fn one_algorithm_without_the_other_is_no_signature() {
    let a = Party::new("a.example", 1);
    let whole = a.checkpoint(&checkpoint(7, b"7"), at(0)).unwrap();
    let lines: Vec<_> = whole.signatures().iter().collect();
    assert_eq!(lines.len(), 3);
    for missing in 0..3 {
        let kept = lines
            .iter()
            .enumerate()
            .filter(|(i, _)| *i != missing)
            .map(|(_, line)| *line)
            .collect();
        let error = verify_checkpoint(&note(whole.text(), kept), a.file.credential(), &origin())
            .unwrap_err();
        assert_eq!(error.code(), "signature-missing", "{missing}");
    }
    let classic = Party::with_credential(a.name(), 1, None, |credential| {
        credential.keys.log.ml_dsa_44 = None;
    });
    let kept = vec![lines[0], lines[2]];
    let without = note(whole.text(), kept);
    assert!(
        verify_checkpoint(&without, classic.file.credential(), &origin()).is_ok(),
        "where the credential lists one"
    );
}

#[test]
fn lines_of_different_times_are_no_statement() {
    let a = Party::new("a.example", 1);
    let said = checkpoint(7, b"7");
    let early = a.checkpoint_anyway(&said, at(0)).unwrap();
    let late = a.checkpoint_anyway(&said, at(1)).unwrap();
    let mixed = note(
        early.text(),
        vec![
            &early.signatures()[0],
            &early.signatures()[1],
            &late.signatures()[2],
        ],
    );
    assert_eq!(
        verify_checkpoint(&mixed, a.file.credential(), &origin()),
        Err(StatementError::TwoTimes)
    );
    let never = a
        .checkpoint_anyway(&said, Time::from_seconds(0))
        .unwrap()
        .encode();
    assert_eq!(
        verify_checkpoint(&never, a.file.credential(), &origin()),
        Err(StatementError::NoTime)
    );
    let far = Time::from_seconds(i64::MAX);
    let far = a.checkpoint_anyway(&said, far).unwrap().encode();
    assert!(verify_checkpoint(&far, a.file.credential(), &origin()).is_ok());
}

#[test]
fn a_changed_statement_is_refused() {
    let a = Party::new("a.example", 1);
    let text =
        String::from_utf8(a.checkpoint(&checkpoint(7, b"7"), at(0)).unwrap().encode()).unwrap();
    let wrong_log = "b.example/to/a.example/1".parse().unwrap();
    assert_eq!(
        verify_checkpoint(text.as_bytes(), a.file.credential(), &wrong_log)
            .unwrap_err()
            .code(),
        "statement-origin"
    );
    for (wrong, code) in [
        (text.replacen("\n7\n", "\n8\n", 1), "signature-invalid"),
        (
            text.replacen("\n\n", "\nmore\n\n", 1),
            "checkpoint-extension",
        ),
        (
            text.replace("a.example/fresh", "a.example/stale"),
            "signature-missing",
        ),
        (text.replacen("/1\n", "/2\n", 1), "statement-origin"),
    ] {
        assert_eq!(
            verify_checkpoint(wrong.as_bytes(), a.file.credential(), &origin())
                .unwrap_err()
                .code(),
            code
        );
    }
    let stranger = Party::new("a.example", 3);
    assert_eq!(
        verify_checkpoint(text.as_bytes(), stranger.file.credential(), &origin())
            .unwrap_err()
            .code(),
        "signature-missing"
    );
}

#[test]
fn a_signer_signs_only_what_grows() {
    let a = Party::new("a.example", 1);
    a.checkpoint(&checkpoint(7, b"7"), at(5)).unwrap();
    assert!(
        a.checkpoint(&checkpoint(7, b"7"), at(6)).is_ok(),
        "again, newly timed"
    );
    assert_eq!(
        a.checkpoint(&checkpoint(6, b"6"), at(7)),
        Err(SignerError::Shrinks { size: 6, mark: 7 })
    );
    assert_eq!(
        a.checkpoint(&checkpoint(7, b"x"), at(7)),
        Err(SignerError::Forks { size: 7 })
    );
    assert_eq!(
        a.checkpoint(&checkpoint(8, b"8"), at(5)),
        Err(SignerError::TimeWentBack)
    );
    assert!(
        a.receipt(&checkpoint(2, b"2"), at(1)).is_ok(),
        "own log and receipts are apart"
    );
}
