//! Said and delivered, and what a proof rests on.

use super::*;

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
