//! What is opened, and when all attachments are there.

use super::*;

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
