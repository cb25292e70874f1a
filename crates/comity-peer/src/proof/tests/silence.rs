//! Silence: what is owed, up to the silent side's own signature.

use super::*;

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
