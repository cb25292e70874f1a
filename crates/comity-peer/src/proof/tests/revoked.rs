//! What a proof under a credential says that was revoked later: whether the record of that came before or after.

use comity_core::record::Position;

use super::*;

/// A record of a revocation: an act of the answerer that names a credential.
fn revoke(record: &mut Record, credential: &Party) -> u64 {
    let says = json!({"credential": credential.file.fingerprint(), "serial": 1});
    let words = Words {
        says: says.as_object().cloned().unwrap(),
        ..Words::default()
    };
    record.open(ANSWERER, "credential.revoked", words).0
}

/// A proof that the asker's entry is delivered, with the revocation of its credential and the entry that is to record it.
fn proof(record: &mut Record, index: u64, recorded: Option<u64>) -> Vec<u8> {
    let notes = notes(record);
    let (log, other) = (
        source(record, &notes, ASKER),
        source(record, &notes, ANSWERER),
    );
    let theirs = &record.logs[ANSWERER];
    let parts = ActSource {
        covering: covering(theirs, index),
        ..ActSource::default()
    };
    let mut builder = Builder::new(ProofKind::Delivered);
    let place = entry(&record.logs[ASKER], index);
    builder.act(Role::Act, &log, &other, place, &parts).unwrap();
    let revocation = record.logs[ASKER].party.revocation();
    builder.revocation(&revocation);
    if let Some(at) = recorded {
        let opened = envelope(theirs, at).unwrap();
        builder
            .recorded(&revocation, &other, entry(theirs, at), opened)
            .unwrap();
    }
    builder.finish().unwrap()
}

fn own(record: &Record) -> Party {
    let party = Party::new("a.example", 1);
    assert_eq!(
        party.file.fingerprint(),
        pinned(record)[ASKER].fingerprint()
    );
    party
}

#[test]
fn what_was_covered_before_the_record_counts_and_says_so() {
    let (mut record, index, _) = asked();
    let party = own(&record);
    let recorded = revoke(&mut record, &party);
    let bytes = proof(&mut record, index, Some(recorded));
    let report = check(&record, &bytes).unwrap();
    let log = record.logs[ANSWERER].origin.clone();
    let leaf = record.logs[ANSWERER].leaf(recorded);
    let Some(Fact::Revoked {
        party,
        serial: 1,
        log: by,
        index: at,
        at: time,
        signed,
    }) = report.facts.first()
    else {
        panic!("{report:?}")
    };
    assert_eq!((party.as_str(), by, *at), ("a.example", &log, recorded));
    assert_eq!((*time, signed.size), (leaf.at, recorded + 1));
    let placed = report.facts.iter().find_map(|fact| match fact {
        Fact::BeforeRevocation {
            index,
            serial,
            by,
            recorded,
            ..
        } => Some((*index, *serial, *by, *recorded)),
        _ => None,
    });
    let position = Position {
        generation: 1,
        index: recorded,
    };
    assert_eq!(placed, Some((index, 1, recorded - 1, Some(position))));
    let used = &report.credentials[ASKER];
    assert!(used.revoked && used.pinned);
}

#[test]
fn what_was_covered_after_the_record_counts_for_nothing() {
    let (mut record, _, _) = asked();
    let party = own(&record);
    let recorded = revoke(&mut record, &party);
    // Whoever has the key goes on, and an answerer that breaks the rules covers it.
    let (late, _) = record.open(ASKER, "request.submit", asking("from a thief"));
    record.cover(ANSWERER);
    let bytes = proof(&mut record, late, Some(recorded));
    assert_eq!(code(&record, &bytes), "receipt-after-revocation");
    // The leaf that records it covers an act that came with it: from that leaf on nothing counts.
    let (mut record, _, _) = asked();
    let (with, _) = record.open(ASKER, "request.submit", asking("at the last moment"));
    let recorded = revoke(&mut record, &party);
    let bytes = proof(&mut record, with, Some(recorded));
    assert_eq!(code(&record, &bytes), "receipt-after-revocation");
}

#[test]
fn a_proof_that_does_not_show_the_record_says_that_it_does_not() {
    let (mut record, index, _) = asked();
    let party = own(&record);
    revoke(&mut record, &party);
    let bytes = proof(&mut record, index, None);
    let report = check(&record, &bytes).unwrap();
    let unplaced = |fact: &Fact| matches!(fact, Fact::BeforeRevocation { recorded: None, .. });
    assert!(report.facts.iter().any(unplaced), "{report:?}");
}

#[test]
fn an_entry_that_records_something_else_is_no_record() {
    let (mut record, index, dossier) = asked();
    let ack = record.say(ANSWERER, "request.ack", &dossier, Words::of("request.ack"));
    let stranger = revoke(&mut record, &Party::new("a.example", 7));
    for wrong in [ack, stranger] {
        let bytes = proof(&mut record, index, Some(wrong));
        assert_eq!(code(&record, &bytes), "receipt-not-recorded");
    }
    let party = own(&record);
    let recorded = revoke(&mut record, &party);
    let bytes = proof(&mut record, index, Some(recorded));
    let name = |end: &str| format!("recorded/a.example.1.{end}");
    for (wrong, code_of) in [
        (without(&bytes, &name("age")), "receipt-member-missing"),
        (without(&bytes, &name("key")), "receipt-member-missing"),
        (
            without(&bytes, &name("tlog-proof")),
            "receipt-member-unknown",
        ),
        (
            without(&bytes, "revocations/a.example.1"),
            "receipt-member-unknown",
        ),
        (
            // Their own log cannot record it.
            replace(
                &bytes,
                &name("tlog-proof"),
                member(&bytes, "1/said.tlog-proof"),
            ),
            "receipt-not-recorded",
        ),
    ] {
        assert_eq!(code(&record, &wrong), code_of);
    }
}
