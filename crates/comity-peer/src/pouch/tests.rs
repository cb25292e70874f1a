//! Tests of pouches: what is written is read, and nothing else is.

use comity_core::{canonical, leaf::Seen};
use comity_tlog::hash::{empty_root, sha256};
use proptest::prelude::*;

use super::*;

fn name(text: &str) -> PartyName {
    text.parse().unwrap()
}

fn leaf(act: Option<&[u8]>) -> Leaf {
    Leaf {
        act: act.map(sha256),
        at: "2026-11-23T02:00:00Z".parse().unwrap(),
        bad: vec![],
        held: vec![],
        open: None,
        re: act.map(sha256),
        seen: Seen {
            root: empty_root(),
            size: 0,
        },
        size: act.map(|bytes| bytes.len() as u64),
        v: V1,
    }
}

fn entry(envelope: Option<&[u8]>, body: Option<&[u8]>) -> EntryBytes {
    let content = |bytes: &[u8]| Content::Sealed(bytes.to_vec());
    EntryBytes {
        leaf: leaf(envelope).to_bytes().unwrap(),
        envelope: envelope.map(<[u8]>::to_vec),
        body: body.map(content),
    }
}

fn entries() -> Vec<EntryBytes> {
    vec![
        entry(Some(b"one"), Some(b"body of one")),
        entry(None, None),
        entry(Some(b"two"), None),
    ]
}

fn written(kind: Kind, entries: &[EntryBytes], consistency: &[Hash]) -> Vec<u8> {
    with_credentials(kind, entries, consistency, &[])
}

fn with_credentials(
    kind: Kind,
    entries: &[EntryBytes],
    consistency: &[Hash],
    credentials: &[(u64, Vec<u8>)],
) -> Vec<u8> {
    let (from, to) = (name("a.example"), name("b.example"));
    let mut bytes = Vec::new();
    let contents = Contents {
        from: &from,
        to: &to,
        generation: 1,
        kind,
        checkpoint: b"checkpoint note",
        consistency,
        receipt: Some(b"receipt note"),
        credentials,
        start: 7,
        entries,
    };
    write(&mut bytes, &contents).unwrap();
    bytes
}

fn read_all(bytes: &[u8]) -> Result<Pouch, PouchError> {
    read(bytes, BYTES_LIMIT)
}

#[test]
fn a_pouch_is_read_back() {
    let bytes = written(Kind::Exchange, &entries(), &[]);
    assert_eq!(form(&bytes), Form::Pouch);
    let pouch = read_all(&bytes).unwrap();
    assert_eq!((pouch.header.start, pouch.header.end()), (7, 10));
    let [one, receipt, two] = &pouch.entries[..] else {
        panic!()
    };
    assert_eq!(
        (one.envelope.as_deref(), one.body()),
        (Some(&b"one"[..]), Some(&b"body of one"[..]))
    );
    assert_eq!((receipt.index, receipt.envelope.as_deref()), (8, None));
    assert_eq!(
        (two.envelope.as_deref(), two.body()),
        (Some(&b"two"[..]), None)
    );
    let summary = inspect(&pouch);
    assert_eq!(
        (summary.acts, summary.sealed_bytes, summary.erased),
        (2, 17, 0)
    );
    assert_eq!(summary.checkpoint, None, "not a note");
}

#[test]
fn a_partial_pouch_carries_its_consistency_proof() {
    let proof = [sha256(b"x"), sha256(b"y")];
    let pouch = read_all(&written(Kind::Exchange, &entries(), &proof)).unwrap();
    assert_eq!(pouch.consistency, proof);
}

#[test]
fn a_pouch_carries_credentials_of_entries_beyond_its_own() {
    let proof = [sha256(b"x")];
    let read = |kind, indices: &[u64]| {
        let files: Vec<_> = indices.iter().map(|at| (*at, b"file".to_vec())).collect();
        let pouch = read_all(&with_credentials(kind, &entries(), &proof, &files));
        pouch.map(|pouch| {
            assert_eq!(pouch.credentials, files);
            pouch.entries.len()
        })
    };
    assert_eq!(read(Kind::Exchange, &[10, 15]).unwrap(), 3);
    let most: Vec<u64> = (10..).take(CREDENTIALS_LIMIT).collect();
    assert_eq!(read(Kind::Exchange, &most).unwrap(), 3);
    let more: Vec<u64> = (10..).take(CREDENTIALS_LIMIT + 1).collect();
    for (kind, indices) in [
        (Kind::Exchange, &[9][..]),
        (Kind::Exchange, &[15, 10]),
        (Kind::Exchange, &[10, 10]),
        (Kind::Exchange, &more),
        (Kind::Copy, &[10]),
    ] {
        assert!(read(kind, indices).is_err(), "{indices:?}");
    }
}

#[test]
fn only_a_copy_holds_tombstones() {
    let tombstone = Tombstone {
        fingerprint: sha256(b"one"),
        ground: "retention".to_owned(),
        v: V1,
    };
    let mut erased = entries();
    erased[0].body = Some(Content::Erased(tombstone.clone()));
    let pouch = read_all(&written(Kind::Copy, &erased, &[])).unwrap();
    assert_eq!(pouch.entries[0].body, Some(Content::Erased(tombstone)));
    assert_eq!(inspect(&pouch).erased, 1);
    let error = read_all(&written(Kind::Exchange, &erased, &[])).unwrap_err();
    assert_eq!(error.code(), "refuse-missing-bytes");
}

/// An archive of these members, for what [`write`] would not write.
fn archive(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (name, content) in members {
        ustar::write(&mut bytes, name, &[content]).unwrap();
    }
    ustar::finish(&mut bytes).unwrap();
    bytes
}

const EMPTY: &[u8] =
    br#"{"count":0,"from":"a.example","generation":1,"kind":"exchange","start":0,"to":"b.example","v":1}"#;

fn header(from: &str, to: &str) -> Vec<u8> {
    String::from_utf8(EMPTY.to_vec())
        .unwrap()
        .replace(from, to)
        .into_bytes()
}

#[test]
fn each_defect_has_its_code() {
    let good = [("pouch.json", EMPTY), ("checkpoint", &b"c"[..])];
    assert!(read_all(&archive(&good)).is_ok());
    let one = header("\"count\":0", "\"count\":1");
    let bundle = |leaf: &[u8]| [&(leaf.len() as u16).to_be_bytes()[..], leaf].concat();
    let receipt_leaf = leaf(None).to_bytes().unwrap();
    let act_leaf = leaf(Some(b"one")).to_bytes().unwrap();
    let newer = String::from_utf8(receipt_leaf.clone())
        .unwrap()
        .replace("\"v\":1", "\"v\":2");
    let cases: Vec<(&str, Members)> = vec![
        ("refuse-malformed", vec![]),
        (
            "refuse-malformed",
            vec![
                ("checkpoint", b"c".to_vec()),
                ("pouch.json", EMPTY.to_vec()),
            ],
        ),
        ("refuse-malformed", vec![("pouch.json", EMPTY.to_vec())]),
        (
            "refuse-malformed",
            vec![
                ("../pouch.json", EMPTY.to_vec()),
                ("checkpoint", b"c".to_vec()),
            ],
        ),
        (
            "refuse-malformed",
            vec![
                ("pouch.json", header(":", ": ")),
                ("checkpoint", b"c".to_vec()),
            ],
        ),
        (
            "refuse-unknown-version",
            vec![("pouch.json", header("\"v\":1", "\"v\":2"))],
        ),
        (
            "refuse-over-limit",
            vec![("pouch.json", header("\"count\":0", "\"count\":10001"))],
        ),
        ("refuse-over-limit", vec![("pouch.json", vec![b' '; 1025])]),
        (
            "refuse-over-limit",
            vec![
                ("pouch.json", EMPTY.to_vec()),
                ("checkpoint", vec![0; MAX_NOTE + 1]),
            ],
        ),
        (
            "refuse-malformed",
            vec![
                ("pouch.json", EMPTY.to_vec()),
                ("checkpoint", b"c".to_vec()),
                ("leaves", vec![]),
            ],
        ),
        (
            "refuse-malformed",
            vec![
                ("pouch.json", EMPTY.to_vec()),
                ("checkpoint", b"c".to_vec()),
                ("checkpoint", b"c".to_vec()),
            ],
        ),
        (
            "refuse-malformed",
            vec![("pouch.json", one.clone()), ("checkpoint", b"c".to_vec())],
        ),
        (
            "refuse-malformed",
            with_leaves(
                &one,
                &[bundle(&receipt_leaf), bundle(&receipt_leaf)].concat(),
            ),
        ),
        (
            "refuse-malformed",
            with_leaves(&one, &bundle(&receipt_leaf)[..9]),
        ),
        ("refuse-malformed", with_leaves(&one, &bundle(b"{}"))),
        (
            "refuse-unknown-version",
            with_leaves(&one, &bundle(newer.as_bytes())),
        ),
        (
            "refuse-missing-bytes",
            with_leaves(&one, &bundle(&act_leaf)),
        ),
        (
            "refuse-missing-bytes",
            with_content(&one, &bundle(&act_leaf), "envelope/00", b"one"),
        ),
        (
            "refuse-missing-bytes",
            with_content(&one, &bundle(&act_leaf), "body/0", b"one"),
        ),
        (
            "refuse-malformed",
            with_content(&one, &bundle(&receipt_leaf), "envelope/0", b"one"),
        ),
        (
            "refuse-over-limit",
            with_content(&one, &bundle(&act_leaf), "envelope/0", &vec![0; SEALED + 1]),
        ),
    ];
    for (number, (code, members)) in cases.iter().enumerate() {
        let members: Vec<_> = members
            .iter()
            .map(|(name, bytes)| (*name, &bytes[..]))
            .collect();
        assert_eq!(
            read_all(&archive(&members)).unwrap_err().code(),
            *code,
            "case {number}"
        );
    }
}

type Members = Vec<(&'static str, Vec<u8>)>;

const MAX_NOTE: usize = comity_tlog::note::MAX_NOTE_LEN;
const SEALED: usize = crate::act::SEALED_ENVELOPE_LIMIT;

fn with_leaves(header: &[u8], leaves: &[u8]) -> Members {
    vec![
        ("pouch.json", header.to_vec()),
        ("checkpoint", b"c".to_vec()),
        ("leaves", leaves.to_vec()),
    ]
}

fn with_content(header: &[u8], leaves: &[u8], member: &'static str, content: &[u8]) -> Members {
    let mut members = with_leaves(header, leaves);
    members.push((member, content.to_vec()));
    members
}

#[test]
fn a_pouch_that_is_cut_anywhere_is_refused() {
    let bytes = written(Kind::Exchange, &entries(), &[]);
    for cut in (0..bytes.len()).step_by(97).chain([bytes.len() - 1]) {
        assert!(read_all(&bytes[..cut]).is_err(), "{cut}");
    }
}

#[test]
fn a_pouch_over_the_limit_is_refused() {
    let bytes = written(Kind::Exchange, &entries(), &[]);
    let length = bytes.len() as u64;
    assert!(read(&bytes[..], length).is_ok());
    assert_eq!(
        read(&bytes[..], length - 1).unwrap_err().code(),
        "refuse-over-limit"
    );
}

proptest! {
    #[test]
    fn no_bytes_make_the_reader_panic(mut at in 0usize..6000, byte: u8, tail in prop::collection::vec(any::<u8>(), 0..2000)) {
        let mut bytes = written(Kind::Copy, &entries(), &[]);
        at %= bytes.len();
        bytes[at] = byte;
        drop(read_all(&bytes));
        bytes.truncate(at);
        bytes.extend(tail);
        drop(read_all(&bytes));
    }

    #[test]
    fn every_list_of_entries_comes_back(contents in prop::collection::vec((prop::option::of(prop::collection::vec(any::<u8>(), 0..700)), prop::option::of(prop::collection::vec(any::<u8>(), 0..700))), 0..20)) {
        let entries: Vec<_> = contents
            .iter()
            .map(|(envelope, body)| entry(envelope.as_deref(), envelope.as_ref().and(body.as_deref())))
            .collect();
        let pouch = read_all(&written(Kind::Exchange, &entries, &[])).unwrap();
        let back: Vec<_> = pouch
            .entries
            .iter()
            .map(|entry| EntryBytes { leaf: entry.leaf_bytes.clone(), envelope: entry.envelope.clone(), body: entry.body.clone() })
            .collect();
        prop_assert_eq!(back, entries);
        prop_assert_eq!(canonical::to_bytes(&pouch.header).unwrap().len() < 1024, true);
    }
}
