//! Each kind of proof: what it says when all is well, and its code when a part does not prove the claim.

mod revoked;

use std::collections::BTreeSet;

use comity_core::{
    Leaf,
    codes::{Clock, Verdict},
    envelope::AttachmentRef,
    leaf::Seen,
};
use comity_tlog::hash::sha256;
use serde_json::{Map, json};

use super::{
    archive::Members,
    build::{ActSource, Builder, Disclosed, Entry, LogSource, SilenceSource, place},
    *,
};
use crate::{
    fixtures::{
        Party, StandInSealer,
        record::{Dossier, Log, Record, Words},
    },
    seal::FileKey,
};

const ASKER: usize = 0;
const ANSWERER: usize = 1;

fn record() -> Record {
    Record::new("a.example", "b.example", 1)
}

/// A verifier holds no identity.
fn stranger() -> StandInSealer {
    StandInSealer::new("nobody", 99)
}

fn pinned(record: &Record) -> Vec<CredentialFile> {
    record
        .logs
        .iter()
        .map(|log| log.party.file.clone())
        .collect()
}

fn check(record: &Record, bytes: &[u8]) -> Result<ProofReport, ProofError> {
    verify(bytes, &pinned(record), &stranger())
}

fn code(record: &Record, bytes: &[u8]) -> &'static str {
    check(record, bytes).unwrap_err().code()
}

/// The notes over both logs as they are now.
struct Notes {
    checkpoints: [Vec<u8>; 2],
    receipts: [Vec<u8>; 2],
}

fn notes(record: &mut Record) -> Notes {
    Notes {
        checkpoints: [record.checkpoint(ASKER), record.checkpoint(ANSWERER)],
        receipts: [record.receipt(ASKER), record.receipt(ANSWERER)],
    }
}

fn source<'a>(record: &'a Record, notes: &'a Notes, side: usize) -> LogSource<'a> {
    let log = &record.logs[side];
    LogSource {
        origin: &log.origin,
        tree: &log.tree,
        checkpoint: &notes.checkpoints[side],
        receipt: Some(&notes.receipts[side]),
    }
}

fn entry(log: &Log, index: u64) -> Entry<'_> {
    Entry {
        index,
        leaf: log.leaf_bytes(index),
    }
}

fn envelope(log: &Log, index: u64) -> Option<Disclosed<'_>> {
    let act = &log.acts[&index];
    Some(Disclosed {
        sealed: &act.sealed.envelope,
        key: &act.envelope_key,
    })
}

fn body(log: &Log, index: u64) -> Option<Disclosed<'_>> {
    let act = &log.acts[&index];
    Some(Disclosed {
        sealed: act.sealed.body.as_deref()?,
        key: act.body_key.as_ref()?,
    })
}

fn first_covering(log: &Log, index: u64) -> u64 {
    (0..log.tree.size())
        .find(|at| log.leaf(*at).seen.size > index)
        .unwrap()
}

fn covering(log: &Log, index: u64) -> Option<(Entry<'_>, Entry<'_>)> {
    let at = first_covering(log, index);
    Some((entry(log, at - 1), entry(log, at)))
}

/// Takes a proof apart, lets a test change it, and puts it together again.
fn changed(bytes: &[u8], change: impl FnOnce(&mut Members)) -> Vec<u8> {
    let mut members = Members::read(bytes).unwrap();
    change(&mut members);
    members.write().unwrap()
}

fn replace(bytes: &[u8], name: &str, content: Vec<u8>) -> Vec<u8> {
    changed(bytes, |members| members.add(name.to_owned(), content))
}

fn without(bytes: &[u8], name: &str) -> Vec<u8> {
    changed(bytes, |members| {
        members.take(name).unwrap();
    })
}

fn member(bytes: &[u8], name: &str) -> Vec<u8> {
    Members::read(bytes).unwrap().take(name).unwrap()
}

fn asking(text: &str) -> Words {
    Words {
        body: words(text).body,
        ..Words::of("request.submit")
    }
}

fn words(text: &str) -> Words {
    let body = Map::from_iter([("text".to_owned(), json!(text))]);
    Words {
        body: Some(body),
        ..Words::of("spontaneous.report")
    }
}

fn asked() -> (Record, u64, Dossier) {
    let mut record = record();
    let (index, dossier) = record.open(ASKER, "request.submit", asking("please preserve"));
    record.cover(ANSWERER);
    (record, index, dossier)
}

fn single(
    kind: ProofKind,
    record: &mut Record,
    index: u64,
    disclose: impl FnOnce(&Record) -> ActSource<'_>,
) -> Vec<u8> {
    single_with(kind, record, index, vec![], disclose)
}

fn single_with(
    kind: ProofKind,
    record: &mut Record,
    index: u64,
    attachments: Vec<(usize, Disclosed<'_>)>,
    disclose: impl FnOnce(&Record) -> ActSource<'_>,
) -> Vec<u8> {
    let notes = notes(record);
    let (log, other) = (
        source(record, &notes, ASKER),
        source(record, &notes, ANSWERER),
    );
    let mut builder = Builder::new(kind);
    builder
        .act(
            Role::Act,
            &log,
            &other,
            entry(&record.logs[ASKER], index),
            &ActSource {
                attachments,
                ..disclose(record)
            },
        )
        .unwrap();
    builder.finish().unwrap()
}

fn delivered() -> (Record, u64, Vec<u8>) {
    let (mut record, index, _) = asked();
    let bytes = single(ProofKind::Delivered, &mut record, index, |record| {
        ActSource {
            covering: covering(&record.logs[ANSWERER], index),
            ..ActSource::default()
        }
    });
    (record, index, bytes)
}

#[test]
fn delivered_says_sizes_and_times_as_signed_and_what_stayed_closed() {
    let (record, index, bytes) = delivered();
    let report = check(&record, &bytes).unwrap();
    let log = record.logs[ASKER].origin.clone();
    let leaf = record.logs[ASKER].leaf(index);
    let covering = record.logs[ANSWERER].leaf(1);
    let [
        Fact::Said {
            signed: said, at, ..
        },
        Fact::Delivered { signed: held, .. },
        covered,
        closed,
    ] = &report.facts[..]
    else {
        panic!("{report:?}")
    };
    assert_eq!((*at, said.size, held.size), (leaf.at, 2, 2));
    assert!(said.at < held.at, "each by its own signer");
    assert_eq!(
        *covered,
        Fact::Covered {
            log: log.clone(),
            index,
            by: 1,
            at: covering.at,
            bad: false
        }
    );
    assert_eq!(
        *closed,
        Fact::Closed {
            log,
            index,
            part: Part::Envelope,
            count: 1
        }
    );
    assert_eq!(report.credentials.len(), 2);
    assert!(
        report
            .credentials
            .iter()
            .all(|used| used.pinned && !used.revoked)
    );
}

#[test]
fn stock_tools_read_the_parts() {
    let (record, _, bytes) = delivered();
    let mut archive = tar::Archive::new(&bytes[..]);
    let names: Vec<_> = archive
        .entries()
        .unwrap()
        .map(|entry| entry.unwrap().path().unwrap().display().to_string())
        .collect();
    assert_eq!(names[0], "proof.json");
    assert!(names.contains(&"states.txt".to_owned()));
    let proof =
        comity_tlog::tlog_proof::TlogProof::parse(&member(&bytes, "1/said.tlog-proof")).unwrap();
    assert_eq!(proof.extra(), Some(record.logs[ASKER].leaf_bytes(1)));
}

#[test]
fn a_proof_with_a_part_too_few_many_or_other_is_refused() {
    let (record, _, bytes) = delivered();
    let said = member(&bytes, "1/said.tlog-proof");
    let other = place(
        &LogSource {
            origin: &record.logs[ASKER].origin,
            tree: &record.logs[ASKER].tree,
            checkpoint: &[],
            receipt: None,
        },
        comity_tlog::tlog_proof::TlogProof::parse(&said)
            .unwrap()
            .note_bytes(),
        entry(&record.logs[ASKER], 0),
    )
    .unwrap();
    let text = String::from_utf8(said.clone()).unwrap();
    for (wrong, code_of) in [
        (
            without(&bytes, "1/said.tlog-proof"),
            "receipt-member-missing",
        ),
        (
            without(&bytes, "1/delivered.tlog-proof"),
            "receipt-member-missing",
        ),
        (
            without(&bytes, "1/before.tlog-proof"),
            "receipt-member-missing",
        ),
        (without(&bytes, "states.txt"), "receipt-member-missing"),
        (
            replace(&bytes, "states.txt", b"accepted\n".to_vec()),
            "receipt-member-unknown",
        ),
        (replace(&bytes, "1/note", vec![]), "receipt-member-unknown"),
        (
            replace(&bytes, "1/said.tlog-proof", other),
            "receipt-other-entry",
        ),
        (
            replace(&bytes, "1/delivered.tlog-proof", said),
            "signature-missing",
        ),
        (
            replace(
                &bytes,
                "1/said.tlog-proof",
                text.replace("\n2\n", "\n3\n").into_bytes(),
            ),
            "signature-invalid",
        ),
        (
            replace(&bytes, "proof.json", b"{}".to_vec()),
            "json-malformed",
        ),
        (bytes[..bytes.len() - 512].to_vec(), "receipt-archive"),
    ] {
        assert_eq!(code(&record, &wrong), code_of);
    }
    let swapped = changed(&bytes, |members| {
        let (before, covering) = (
            members.take("1/before.tlog-proof").unwrap(),
            members.take("1/covering.tlog-proof").unwrap(),
        );
        members.add("1/before.tlog-proof".into(), covering);
        members.add("1/covering.tlog-proof".into(), before);
    });
    assert_eq!(code(&record, &swapped), "receipt-not-first-covering");
}

#[test]
fn a_proof_rests_on_pinned_credentials_alone() {
    let (record, _, bytes) = delivered();
    let strangers = [
        Party::new("a.example", 7).file,
        Party::new("b.example", 8).file,
    ];
    assert_eq!(
        verify(&bytes, &strangers, &stranger()).unwrap_err().code(),
        "signature-missing"
    );
    assert_eq!(
        verify(&bytes, &pinned(&record)[..1], &stranger())
            .unwrap_err()
            .code(),
        "receipt-no-credential"
    );
    let loose = replace(
        &bytes,
        "credentials/a.example.2",
        Party::new("a.example", 7).rotated(8).file.bytes().to_vec(),
    );
    assert_eq!(code(&record, &loose), "receipt-unlinked");
    let revoked = replace(
        &bytes,
        "revocations/b.example.1",
        record.logs[ANSWERER].party.revocation().bytes().to_vec(),
    );
    assert_eq!(code(&record, &revoked), "receipt-revoked");
}

#[test]
fn credentials_are_linked_forwards_and_backwards() {
    let (record, _, bytes) = delivered();
    let (a, b) = (&record.logs[ASKER].party, &record.logs[ANSWERER].party);
    let (second, third) = (a.rotated(5), a.rotated(5).rotated(6));
    let with = changed(&bytes, |members| {
        members.add("credentials/a.example.1".into(), a.file.bytes().to_vec());
        members.add(
            "credentials/a.example.2".into(),
            second.file.bytes().to_vec(),
        );
    });
    let later = [third.file, b.file.clone()];
    let report = verify(&with, &later, &stranger()).unwrap();
    let used: Vec<_> = report
        .credentials
        .iter()
        .map(|used| (used.party.as_str(), used.serial, used.pinned))
        .collect();
    assert_eq!(
        used,
        [
            ("a.example", 1, false),
            ("a.example", 3, true),
            ("b.example", 1, true)
        ]
    );
    assert!(
        verify(&with, &pinned(&record), &stranger()).is_ok(),
        "forwards, from serial 1"
    );
}

#[test]
fn opening_goes_as_deep_as_is_disclosed() {
    let (mut record, index, _) = asked();
    let opened = single(ProofKind::Opened, &mut record, index, |record| ActSource {
        envelope: envelope(&record.logs[ASKER], index),
        body: body(&record.logs[ASKER], index),
        ..ActSource::default()
    });
    let report = check(&record, &opened).unwrap();
    let says = |report: &ProofReport| {
        report.facts.iter().any(|fact| matches!(fact, Fact::OpenedBody { body, .. } if body["text"] == "please preserve"))
    };
    assert!(says(&report));
    assert!(report.facts.iter().any(|fact| matches!(fact, Fact::OpenedEnvelope { envelope, .. } if envelope.kind == "request.submit")));
    let outside = single(ProofKind::Opened, &mut record, index, |record| ActSource {
        envelope: envelope(&record.logs[ASKER], index),
        ..ActSource::default()
    });
    let report = check(&record, &outside).unwrap();
    assert!(!says(&report));
    assert!(report.facts.iter().any(|fact| matches!(
        fact,
        Fact::Closed {
            part: Part::Body,
            ..
        }
    )));
    for (wrong, code_of) in [
        (
            replace(
                &opened,
                "1/envelope.key",
                b"00000000000000000000000000000000\n".to_vec(),
            ),
            "receipt-open",
        ),
        (
            replace(&opened, "1/envelope.key", b"00\n".to_vec()),
            "receipt-file-key",
        ),
        (
            replace(&opened, "1/envelope.age", member(&opened, "1/body.age")),
            "receipt-open",
        ),
        (without(&opened, "1/body.key"), "receipt-member-missing"),
        (
            changed(&opened, |members| {
                for part in ["age", "key"] {
                    let body = members.take(&format!("1/body.{part}")).unwrap();
                    members.add(format!("1/body.{part}"), body.clone());
                    members.add(format!("1/envelope.{part}"), body);
                }
            }),
            "receipt-fingerprint",
        ),
    ] {
        assert_eq!(code(&record, &wrong), code_of);
    }
}

fn with_attachment() -> (Record, u64, Vec<u8>, FileKey) {
    let mut record = record();
    let to = StandInSealer::recipients("once", "once");
    let sealer = StandInSealer::new("once", 5);
    let sealed = sealer.seal(&to, &vec![7; 3 << 20]).unwrap();
    let key = sealer.open(&sealed).unwrap().file_key;
    let reference = AttachmentRef {
        root: act::root_of_parts(&sealed),
        size: sealed.len() as u64,
    };
    let words = Words {
        attachments: vec![reference],
        ..Words::of("request.submit")
    };
    let (index, _) = record.open(ASKER, "request.submit", words);
    record.cover(ANSWERER);
    let leaf = record.receipt_leaf(ANSWERER);
    record.append(
        ANSWERER,
        &Leaf {
            held: vec![reference.root],
            ..leaf
        },
    );
    (record, index, sealed, key)
}

#[test]
fn complete_is_what_the_other_log_lists_as_held() {
    let (mut record, index, sealed, key) = with_attachment();
    let complete = single(ProofKind::Complete, &mut record, index, |record| {
        ActSource {
            envelope: envelope(&record.logs[ASKER], index),
            held: vec![(1, entry(&record.logs[ANSWERER], 2))],
            ..ActSource::default()
        }
    });
    let report = check(&record, &complete).unwrap();
    let at = record.logs[ANSWERER].leaf(2).at;
    let log = record.logs[ASKER].origin.clone();
    assert!(report.facts.contains(&Fact::Complete {
        log: log.clone(),
        index,
        by: 2,
        at,
        count: 1
    }));
    assert!(report.facts.contains(&Fact::Closed {
        log,
        index,
        part: Part::Attachments,
        count: 1
    }));
    let early = single(ProofKind::Complete, &mut record, index, |record| {
        ActSource {
            envelope: envelope(&record.logs[ASKER], index),
            held: vec![(1, entry(&record.logs[ANSWERER], 1))],
            ..ActSource::default()
        }
    });
    assert_eq!(code(&record, &early), "receipt-not-held");
    assert_eq!(
        code(&record, &without(&complete, "1/held-1.tlog-proof")),
        "receipt-member-missing"
    );
    let disclosed = vec![(
        1,
        Disclosed {
            sealed: &sealed,
            key: &key,
        },
    )];
    let opened = single_with(ProofKind::Opened, &mut record, index, disclosed, |record| {
        ActSource {
            envelope: envelope(&record.logs[ASKER], index),
            ..ActSource::default()
        }
    });
    let report = check(&record, &opened).unwrap();
    assert!(report.facts.iter().any(|fact| matches!(fact, Fact::OpenedAttachment { sha256: hash, size, .. } if *hash == sha256(&vec![7; 3 << 20]) && *size == 3 << 20)));
    let shorter = replace(&opened, "1/attachment-1.age", sealed[..1 << 20].to_vec());
    assert_eq!(code(&record, &shorter), "receipt-fingerprint");
}

/// A request, and whatever else is said before the answerer last signs.
fn silence(record: &mut Record, index: u64, dossier: &Dossier, context: &[u64]) -> Vec<u8> {
    let notes = notes(record);
    let (log, other) = (
        source(record, &notes, ASKER),
        source(record, &notes, ANSWERER),
    );
    let mut builder = Builder::new(ProofKind::Silent);
    let (ours, theirs) = (&record.logs[ASKER], &record.logs[ANSWERER]);
    for (act, role) in std::iter::once((index, Role::Request))
        .chain(context.iter().map(|index| (*index, Role::Context)))
    {
        let source = ActSource {
            envelope: envelope(ours, act),
            ..ActSource::default()
        };
        builder
            .act(role, &log, &other, entry(ours, act), &source)
            .unwrap();
    }
    let start = first_covering(theirs, index) - 1;
    let tagged = |at: u64| {
        let leaf = theirs.leaf(at);
        leaf.act
            .is_some_and(|act| leaf.re == Some(dossier.key.tag(&act)))
    };
    let envelopes = (start + 1..theirs.tree.size())
        .filter(|at| tagged(*at))
        .map(|at| (at, envelope(theirs, at).unwrap()))
        .collect();
    let leaves = &theirs.leaves[usize::try_from(start).unwrap()..];
    builder
        .silence(
            &other,
            &SilenceSource {
                leaves,
                start,
                dossier_key: &dossier.key,
                envelopes,
            },
        )
        .unwrap();
    builder.finish().unwrap()
}

#[test]
fn silence_is_the_other_sides_own_statement_up_to_its_signature() {
    let (mut record, index, dossier) = asked();
    let (_, elsewhere) = record.open(ANSWERER, "request.submit", Words::of("request.submit"));
    record.cover(ASKER);
    record.say(
        ANSWERER,
        "status.update",
        &elsewhere,
        Words::of("status.update"),
    );
    let bytes = silence(&mut record, index, &dossier, &[]);
    let report = check(&record, &bytes).unwrap();
    let Some(Fact::Silence {
        from,
        signed,
        acts,
        others,
        obligation,
        ..
    }) = report.facts.last()
    else {
        panic!("{report:?}")
    };
    assert_eq!((*from, signed.size, acts.len(), *others), (1, 4, 0, 3));
    assert_eq!((obligation.clock, obligation.began), (Clock::Ack, index));
    let since = record.logs[ANSWERER].leaf(1).at;
    assert_eq!(obligation.since, since, "by the silent side's own words");
    assert_eq!(
        obligation.deadline,
        since.plus(2 * 3600),
        "urgent: two hours to acknowledge"
    );
    assert!(obligation.silent);
}

#[test]
fn what_was_said_in_the_dossier_is_shown_and_moves_the_obligation() {
    let (mut record, index, dossier) = asked();
    let ack = record.say(ANSWERER, "request.ack", &dossier, Words::of("request.ack"));
    let bytes = silence(&mut record, index, &dossier, &[]);
    let obligation = |bytes: &[u8]| match check(&record, bytes).unwrap().facts.pop() {
        Some(Fact::Silence {
            obligation, acts, ..
        }) => (
            obligation.clock,
            acts.iter().map(|act| act.index).collect::<Vec<_>>(),
        ),
        fact => panic!("{fact:?}"),
    };
    assert_eq!(obligation(&bytes), (Clock::Decision, vec![ack]));
    let hidden = changed(&bytes, |members| {
        members.take(&format!("silence/{ack}.age")).unwrap();
        members.take(&format!("silence/{ack}.key")).unwrap();
    });
    assert_eq!(code(&record, &hidden), "receipt-member-missing");
}

#[test]
fn an_answer_ends_silence_and_a_return_makes_it_our_turn() {
    let (mut record, index, dossier) = asked();
    let returned = record.say(
        ANSWERER,
        "request.return",
        &dossier,
        Words::of("request.return"),
    );
    let bytes = silence(&mut record, index, &dossier, &[]);
    assert_eq!(code(&record, &bytes), "receipt-nothing-owed");
    let mut completes = Words::of("request.supplement");
    let back = record.logs[ANSWERER].acts[&returned].sealed.said.id;
    completes.says.insert("returns".to_owned(), json!(back));
    let supplement = record.say(ASKER, "request.supplement", &dossier, completes);
    record.cover(ANSWERER);
    let bytes = silence(&mut record, index, &dossier, &[supplement]);
    assert!(returned < record.logs[ASKER].leaf(supplement).seen.size);
    let report = check(&record, &bytes).unwrap();
    assert!(
        matches!(report.facts.last(), Some(Fact::Silence { obligation, .. }) if obligation.began == supplement)
    );
    record.say(
        ANSWERER,
        "answer.final",
        &dossier,
        Words::of("answer.final"),
    );
    let bytes = silence(&mut record, index, &dossier, &[supplement]);
    assert_eq!(code(&record, &bytes), "receipt-answered");
}

#[test]
fn silence_cannot_begin_later_or_end_earlier_than_the_log_does() {
    let (mut record, index, dossier) = asked();
    record.say(
        ANSWERER,
        "answer.final",
        &dossier,
        Words::of("answer.final"),
    );
    record.cover(ANSWERER);
    let theirs = &record.logs[ANSWERER];
    let late: Vec<_> = theirs.leaves[3..].to_vec();
    assert_eq!(theirs.tree.size(), 4);
    let notes = notes(&mut record);
    let build = |start: u64, leaves: &[Vec<u8>]| {
        let (log, other) = (
            source(&record, &notes, ASKER),
            source(&record, &notes, ANSWERER),
        );
        let mut builder = Builder::new(ProofKind::Silent);
        let ours = &record.logs[ASKER];
        let act = ActSource {
            envelope: envelope(ours, index),
            ..ActSource::default()
        };
        builder
            .act(Role::Request, &log, &other, entry(ours, index), &act)
            .unwrap();
        let silent = SilenceSource {
            leaves,
            start,
            dossier_key: &dossier.key,
            envelopes: vec![],
        };
        builder.silence(&other, &silent).unwrap();
        builder.finish().unwrap()
    };
    assert_eq!(
        code(&record, &build(3, &late)),
        "receipt-not-first-covering"
    );
    assert_eq!(
        code(&record, &build(0, &record.logs[ANSWERER].leaves[..2])),
        "receipt-root"
    );
    assert_eq!(
        code(&record, &build(0, &record.logs[ANSWERER].leaves)),
        "receipt-member-missing"
    );
}

#[test]
fn the_silence_proof_of_one_case_tells_nothing_of_five_hundred_others() {
    let (mut record, index, dossier) = asked();
    let others: Vec<_> = (0..500)
        .map(|number| {
            let (_, other) = record.open(
                ANSWERER,
                "spontaneous.report",
                words(&format!("canary {number}")),
            );
            other
        })
        .collect();
    let bytes = silence(&mut record, index, &dossier, &[]);
    let report = check(&record, &bytes).unwrap();
    assert!(matches!(
        report.facts.last(),
        Some(Fact::Silence { others: 501, .. })
    ));
    let windows: BTreeSet<_> = bytes.windows(16).collect();
    let contains = |needle: &[u8]| windows.contains(&needle[needle.len() - 16..]);
    assert!(
        contains(dossier.key.as_bytes()) || contains(&act::hex(dossier.key.as_bytes())),
        "the search finds what is there"
    );
    for (other, act) in others.iter().zip(record.logs[ANSWERER].acts.values()) {
        let text = other.id.id.to_string();
        assert!(!contains(text.as_bytes()) && !contains(&act::hex(other.key.as_bytes())));
        assert!(
            !contains(&act::hex(act.envelope_key.as_bytes())) && !contains(&act.sealed.envelope)
        );
        let tag = dossier.key.tag(&act.sealed.act);
        assert_ne!(
            tag, act.sealed.re,
            "the disclosed key makes no tag of another dossier"
        );
    }
    let json = serde_json::to_string(&report).unwrap();
    assert!(!json.contains("canary"));
}

#[test]
fn a_request_that_was_called_bad_is_owed_nothing() {
    let mut record = record();
    let (index, dossier) = record.open(ASKER, "request.submit", Words::of("request.submit"));
    let leaf = record.receipt_leaf(ANSWERER);
    record.append(
        ANSWERER,
        &Leaf {
            bad: vec![index],
            ..leaf
        },
    );
    let bytes = silence(&mut record, index, &dossier, &[]);
    assert_eq!(code(&record, &bytes), "receipt-called-bad");
}

fn timing(record: &mut Record, request: u64, answer: u64) -> Vec<u8> {
    let notes = notes(record);
    let sources = [
        source(record, &notes, ASKER),
        source(record, &notes, ANSWERER),
    ];
    let mut builder = Builder::new(ProofKind::Timing);
    for (side, index, role) in [
        (ASKER, request, Role::Request),
        (ANSWERER, answer, Role::Answer),
    ] {
        let log = &record.logs[side];
        let act = ActSource {
            covering: covering(&record.logs[1 - side], index),
            envelope: envelope(log, index),
            ..ActSource::default()
        };
        builder
            .act(
                role,
                &sources[side],
                &sources[1 - side],
                entry(log, index),
                &act,
            )
            .unwrap();
    }
    builder.finish().unwrap()
}

#[test]
fn timing_measures_each_span_on_one_clock() {
    let (mut record, request, dossier) = asked();
    record.cover(ANSWERER);
    let answer = record.say(
        ANSWERER,
        "answer.final",
        &dossier,
        Words::of("answer.final"),
    );
    record.cover(ASKER);
    record.cover(ASKER);
    let bytes = timing(&mut record, request, answer);
    let report = check(&record, &bytes).unwrap();
    let Some(Fact::Timing {
        answerer,
        requester,
        clocks,
        ..
    }) = report.facts.last()
    else {
        panic!("{report:?}")
    };
    let at = |side: usize, index| record.logs[side].leaf(index).at;
    assert_eq!(
        *answerer,
        Span {
            from: at(ANSWERER, 1),
            to: at(ANSWERER, answer)
        }
    );
    assert_eq!(
        *requester,
        Span {
            from: at(ASKER, request),
            to: at(ASKER, 2)
        }
    );
    assert_eq!((answerer.seconds(), requester.seconds()), (120, 240));
    let last = clocks
        .iter()
        .find(|fact| fact.clock == Clock::Final)
        .unwrap();
    assert_eq!(
        (last.limit, last.measure.verdict),
        (7 * 86_400, Verdict::InTime)
    );
    assert_eq!(
        (last.measure.by_answerer, last.measure.by_asker),
        (120, 240)
    );
    let (_, other) = record.open(ANSWERER, "request.submit", Words::of("request.submit"));
    let unrelated = record.say(ANSWERER, "answer.final", &other, Words::of("answer.final"));
    record.cover(ASKER);
    let bytes = timing(&mut record, request, unrelated);
    assert_eq!(code(&record, &bytes), "receipt-other-envelope");
}

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

#[test]
fn no_bytes_make_the_verifier_panic() {
    let (record, _, bytes) = delivered();
    for at in (0..bytes.len()).step_by(97) {
        let mut wrong = bytes.clone();
        wrong[at] ^= 0x55;
        if let Ok(report) = check(&record, &wrong) {
            assert_eq!(
                report,
                check(&record, &bytes).unwrap(),
                "a byte that changes what is said goes unnoticed"
            );
        }
        assert!(check(&record, &bytes[..at]).is_err());
    }
}
