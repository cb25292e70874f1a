//! Two things that one party signed and that cannot both be true.

use super::*;

fn fork_of(a: &[u8], b: &[u8]) -> Vec<u8> {
    let mut builder = Builder::new(ProofKind::Fork);
    builder.fork(a, b);
    builder.finish().unwrap()
}

fn found(record: &Record, a: &[u8], b: &[u8]) -> Option<(ForkKind, String, u64)> {
    match check(record, &fork_of(a, b)) {
        Ok(report) => match report.facts.first() {
            Some(Fact::Fork {
                kind, owner, at, ..
            }) => Some((*kind, owner.to_string(), *at)),
            fact => panic!("{fact:?}"),
        },
        Err(error) => {
            assert_eq!(error, ProofError::NoContradiction);
            None
        }
    }
}

#[test]
fn a_fork_is_found_in_what_one_party_signed() {
    let (mut record, _, _) = asked();
    let mut forked = asked().0;
    record.cover(ASKER);
    forked.tick();
    forked.cover(ASKER);
    let ours = record.checkpoint(ASKER);
    let theirs = forked.checkpoint(ASKER);
    let owner = "a.example".to_owned();
    assert_eq!(
        found(&record, &ours, &theirs),
        Some((ForkKind::TwoRoots, owner.clone(), 3))
    );
    let (receipt, other) = (record.receipt(ASKER), forked.receipt(ASKER));
    assert_eq!(
        found(&record, &receipt, &other),
        Some((ForkKind::TwoRoots, "b.example".to_owned(), 3))
    );
    assert_eq!(
        found(&record, &ours, &other),
        None,
        "two parties that differ accuse nobody"
    );
    let source = |record: &Record, note: &[u8]| {
        let log = &record.logs[ASKER];
        place(
            &LogSource {
                origin: &log.origin,
                tree: &log.tree,
                checkpoint: note,
                receipt: None,
            },
            note,
            entry(log, 2),
        )
        .unwrap()
    };
    assert_eq!(
        found(&record, &source(&record, &ours), &source(&forked, &theirs)),
        Some((ForkKind::TwoLeaves, owner.clone(), 2))
    );
    assert_eq!(
        found(&record, &source(&record, &ours), &source(&record, &ours)),
        None
    );
    record.cover(ASKER);
    let grown = record.checkpoint(ASKER);
    let shrunk = {
        let at = record.tick();
        record.logs[ASKER]
            .party
            .checkpoint_anyway(&forked.logs[ASKER].checkpoint(), at)
            .unwrap()
            .encode()
    };
    assert_eq!(found(&record, &ours, &grown), None);
    assert_eq!(
        found(&record, &grown, &shrunk),
        Some((ForkKind::SignedSmaller, owner, 3))
    );
    assert_eq!(code(&record, &fork_of(&ours, b"x")), "note-no-signatures");
}

#[test]
fn a_seen_root_that_the_log_never_had_is_a_fork() {
    let (mut record, _, _) = asked();
    let wrong = Seen {
        root: sha256(b"never"),
        size: 2,
    };
    let leaf = Leaf {
        seen: wrong,
        ..record.receipt_leaf(ANSWERER)
    };
    let index = record.append(ANSWERER, &leaf);
    let note = record.checkpoint(ANSWERER);
    let log = &record.logs[ANSWERER];
    let placed = place(
        &LogSource {
            origin: &log.origin,
            tree: &log.tree,
            checkpoint: &note,
            receipt: None,
        },
        &note,
        entry(log, index),
    )
    .unwrap();
    let ours = record.checkpoint(ASKER);
    assert_eq!(
        found(&record, &ours, &placed),
        Some((ForkKind::SeenRoot, "b.example".to_owned(), 2))
    );
}

#[test]
fn two_credentials_of_one_serial_are_a_fork_when_one_key_signed_both() {
    let record = record();
    let a = &record.logs[ASKER].party;
    let (second, other) = (a.rotated(5), a.rotated(6));
    let found = |a: &[u8], b: &[u8]| found(&record, a, b);
    assert_eq!(
        found(second.file.bytes(), other.file.bytes()),
        Some((ForkKind::TwoCredentials, "a.example".to_owned(), 2))
    );
    assert_eq!(found(second.file.bytes(), second.file.bytes()), None);
    let stranger = Party::new("a.example", 9);
    assert_eq!(
        found(a.file.bytes(), stranger.file.bytes()),
        None,
        "anybody can name a party"
    );
}
