//! A proof of each kind as a tar that stock tools list, what it proves, and edits after which it proves nothing.

mod refused;
mod revoked;

use std::fs;

use comity_core::Leaf;
use comity_peer::{
    attachment::PartHasher,
    credential::CredentialFile,
    fixtures::{
        StandInSealer, edit_archive,
        record::{Log, Record, Words},
    },
    proof::{
        ProofKind, Role,
        beside::{self, Beside, FoundBeside},
        build::{ActSource, Builder, Disclosed, Entry, LogSource, SilenceSource, place},
        verify, verify_with,
    },
    seal::{FileKey, OpenError, Sealer as _},
};
use comity_tlog::{checkpoint::Checkpoint, hash::sha256, tree};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{base64, bytes, channel::Story, folder, vectors};
use crate::age_sealer::AgeSealer;

#[derive(Serialize, Deserialize)]
struct Proofs {
    pinned: Vec<String>,
    valid: Vec<Valid>,
    refused: Vec<Refused>,
}

#[derive(Serialize, Deserialize)]
struct Valid {
    file: String,
    report: Value,
}

#[derive(Serialize, Deserialize)]
struct Refused {
    of: String,
    /// How many bytes are missing at the end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    cut: Option<usize>,
    /// Which of the pinned credentials the verifier has, by place; all of them without this.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pinned: Option<Vec<usize>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    edits: Vec<Edit>,
    code: String,
}

#[derive(Serialize, Deserialize)]
struct Edit {
    member: String,
    /// The new content in base64; absent when the member is taken out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    content: Option<String>,
}

/// The notes over both logs at one moment.
struct Notes([(Vec<u8>, Vec<u8>); 2]);

impl Notes {
    fn sign(record: &mut Record) -> Self {
        Self([0, 1].map(|side| (record.checkpoint(side), record.receipt(side))))
    }

    fn log<'a>(&'a self, record: &'a Record, side: usize) -> LogSource<'a> {
        let (log, (checkpoint, receipt)) = (&record.logs[side], &self.0[side]);
        LogSource {
            origin: &log.origin,
            tree: &log.tree,
            checkpoint,
            receipt: Some(receipt),
        }
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

fn covering(log: &Log, index: u64) -> Option<(Entry<'_>, Entry<'_>)> {
    let at = (0..log.tree.size())
        .find(|at| log.leaf(*at).seen.size > index)
        .unwrap();
    Some((entry(log, at - 1), entry(log, at)))
}

fn write(name: &str, bytes: &[u8]) {
    let folder = folder().join("proofs");
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join(name), bytes).unwrap();
}

fn read(name: &str) -> Vec<u8> {
    fs::read(folder().join("proofs").join(name)).unwrap()
}

fn make() -> Proofs {
    let mut story = Story::new();
    let pinned: Vec<_> = story
        .record
        .logs
        .iter()
        .map(|log| log.party.file.clone())
        .collect();
    about_the_request(&mut story);
    about_silence(&mut story);
    about_time(&mut story);
    refused::wrong(&mut story.record);
    revoked::write_all(&mut story.record, story.request);
    about_what_was_handed_back(&mut story.record);
    about_other_forks(&mut story.record);
    about_forks(&mut story.record);
    let valid = KINDS
        .iter()
        .map(|file| Valid {
            file: (*file).to_owned(),
            report: report(file, &read(file), &pinned).unwrap(),
        })
        .collect();
    Proofs {
        pinned: pinned
            .iter()
            .map(|file| String::from_utf8(file.bytes().to_vec()).unwrap())
            .collect(),
        valid,
        refused: refused::refused(&story),
    }
}

const KINDS: [&str; 15] = [
    "said.tar",
    "delivered.tar",
    "complete.tar",
    "opened.tar",
    "opened-beside.tar",
    "silent.tar",
    "timing.tar",
    "fork-two-roots.tar",
    "fork-two-leaves.tar",
    "fork-signed-smaller.tar",
    "fork-seen-root.tar",
    "fork-two-credentials.tar",
    "handed-back.tar",
    "before-revocation.tar",
    "beside-a-revocation.tar",
];

fn about_the_request(story: &mut Story) {
    let notes = Notes::sign(&mut story.record);
    let Story {
        record,
        request,
        attachment,
        ..
    } = story;
    let [ours, theirs] = &record.logs;
    let act = &ours.acts[request];
    let delivered = ActSource {
        covering: covering(theirs, *request),
        ..ActSource::default()
    };
    let complete = ActSource {
        envelope: envelope(ours, *request),
        held: vec![(1, entry(theirs, 2))],
        ..delivered.clone()
    };
    let opened = ActSource {
        body: Some(Disclosed {
            sealed: act.sealed.body.as_ref().unwrap(),
            key: act.body_key.as_ref().unwrap(),
        }),
        attachments: vec![(
            1,
            Disclosed {
                sealed: &attachment.0,
                key: &attachment.1,
            },
        )],
        ..complete.clone()
    };
    let beside = ActSource {
        attachments: Vec::new(),
        beside: vec![(1, &attachment.1)],
        ..opened.clone()
    };
    for (name, kind, source) in [
        ("said.tar", ProofKind::Said, ActSource::default()),
        ("delivered.tar", ProofKind::Delivered, delivered),
        ("complete.tar", ProofKind::Complete, complete),
        ("opened.tar", ProofKind::Opened, opened),
        ("opened-beside.tar", ProofKind::Opened, beside),
    ] {
        let mut log = notes.log(record, 0);
        if kind == ProofKind::Said {
            log.receipt = None;
        }
        let mut builder = Builder::new(kind);
        builder
            .act(
                Role::Act,
                &log,
                &notes.log(record, 1),
                entry(ours, *request),
                &source,
            )
            .unwrap();
        write(name, &builder.finish().unwrap());
    }
    let name = format!("opened-beside.tar.{}", beside::name(1, 1));
    write(&name, &attachment.0);
}

fn about_silence(story: &mut Story) {
    let (_, other) = story
        .record
        .open(1, "spontaneous.report", Words::of("spontaneous.report"));
    story
        .record
        .say(1, "status.update", &other, Words::of("status.update"));
    let notes = Notes::sign(&mut story.record);
    let Story {
        record,
        request,
        dossier,
        ..
    } = story;
    let [ours, theirs] = &record.logs;
    let mut builder = Builder::new(ProofKind::Silent);
    let act = ActSource {
        envelope: envelope(ours, *request),
        ..ActSource::default()
    };
    builder
        .act(
            Role::Request,
            &notes.log(record, 0),
            &notes.log(record, 1),
            entry(ours, *request),
            &act,
        )
        .unwrap();
    let source = SilenceSource {
        leaves: &theirs.leaves,
        start: 0,
        dossier_key: &dossier.key,
        envelopes: vec![(3, envelope(theirs, 3).unwrap())],
    };
    builder.silence(&notes.log(record, 1), &source).unwrap();
    write("silent.tar", &builder.finish().unwrap());
}

fn about_time(story: &mut Story) {
    let answer = story
        .record
        .say(1, "answer.final", &story.dossier, Words::of("answer.final"));
    story.record.cover(0);
    let notes = Notes::sign(&mut story.record);
    let Story {
        record, request, ..
    } = story;
    let mut builder = Builder::new(ProofKind::Timing);
    for (side, index, role) in [(0, *request, Role::Request), (1, answer, Role::Answer)] {
        let log = &record.logs[side];
        let act = ActSource {
            covering: covering(&record.logs[1 - side], index),
            envelope: envelope(log, index),
            ..ActSource::default()
        };
        builder
            .act(
                role,
                &notes.log(record, side),
                &notes.log(record, 1 - side),
                entry(log, index),
                &act,
            )
            .unwrap();
    }
    write("timing.tar", &builder.finish().unwrap());
}

/// The second party signs what it handed back of the log of the first.
fn about_what_was_handed_back(record: &mut Record) {
    let mut builder = Builder::new(ProofKind::HandedBack);
    builder.handed_back(&record.receipt(0));
    write("handed-back.tar", &builder.finish().unwrap());
}

/// The first party signs a smaller size later, names a root that the other log never had, and issues two credentials of one serial.
fn about_other_forks(record: &mut Record) {
    let larger = record.checkpoint(0);
    let later = record.tick();
    let log = &record.logs[0];
    let size = log.tree.size() - 1;
    let small = Checkpoint {
        size,
        root: tree::root(&log.tree, size).unwrap(),
        ..log.checkpoint()
    };
    let smaller = log.party.checkpoint_anyway(&small, later).unwrap().encode();
    write_fork("fork-signed-smaller.tar", &smaller, &larger);

    let theirs = record.checkpoint(1);
    let (tree, leaves) = (record.logs[0].tree.clone(), record.logs[0].leaves.len());
    let mut leaf = record.receipt_leaf(0);
    leaf.seen.root = sha256(b"another log");
    let index = record.append(0, &leaf);
    let note = record.checkpoint(0);
    let log = &record.logs[0];
    let source = LogSource {
        origin: &log.origin,
        tree: &log.tree,
        checkpoint: &note,
        receipt: None,
    };
    let placed = place(&source, &note, entry(log, index)).unwrap();
    write_fork("fork-seen-root.tar", &placed, &theirs);
    record.logs[0].tree = tree;
    record.logs[0].leaves.truncate(leaves);

    let party = &record.logs[0].party;
    let [one, other] = [5, 6].map(|seed| party.rotated(seed).file.bytes().to_vec());
    write_fork("fork-two-credentials.tar", &one, &other);
}

fn write_fork(name: &str, a: &[u8], b: &[u8]) {
    let mut builder = Builder::new(ProofKind::Fork);
    builder.fork(a, b);
    write(name, &builder.finish().unwrap());
}

/// The first party signs two versions of its next entry.
fn about_forks(record: &mut Record) {
    let leaf = record.receipt_leaf(0);
    let other = Leaf {
        at: leaf.at.plus(1),
        ..leaf.clone()
    };
    let before = record.logs[0].tree.clone();
    let mut versions = [leaf, other].map(|leaf| {
        record.logs[0].tree = before.clone();
        let index = record.append(0, &leaf);
        let note = record.checkpoint(0);
        let log = &record.logs[0];
        let source = LogSource {
            origin: &log.origin,
            tree: &log.tree,
            checkpoint: &note,
            receipt: None,
        };
        let placed = place(
            &source,
            &note,
            Entry {
                index,
                leaf: &leaf.to_bytes().unwrap(),
            },
        )
        .unwrap();
        (note, placed)
    });
    let [(one, placed), (other, other_placed)] = &mut versions;
    for (name, a, b) in [
        ("fork-two-roots.tar", one, other),
        ("fork-two-leaves.tar", placed, other_placed),
    ] {
        write_fork(name, a, b);
    }
}

/// The files that lie beside the proof of this name.
struct InFolder<'a>(&'a str);

impl Beside for InFolder<'_> {
    fn open(&self, name: &str, key: &FileKey) -> Option<Result<FoundBeside, OpenError>> {
        let path = folder().join("proofs").join(format!("{}.{name}", self.0));
        let sealed = fs::read(path).ok()?;
        let mut parts = PartHasher::new();
        parts.update(&sealed);
        let reference = parts.finish().reference().unwrap();
        let plain = nobody().open_with(&sealed, key);
        Some(Ok(FoundBeside {
            root: reference.root,
            size: reference.size,
            plain: plain.map(|plain| (sha256(&plain), plain.len() as u64)),
        }))
    }
}

/// Age without an identity that anything is sealed to.
fn nobody() -> AgeSealer {
    AgeSealer(age::x25519::Identity::generate())
}

fn report(name: &str, bytes: &[u8], pinned: &[CredentialFile]) -> Result<Value, String> {
    let report = verify_with(bytes, pinned, &nobody(), &InFolder(name));
    report
        .map(|report| serde_json::to_value(report).unwrap())
        .map_err(|error| error.code().to_owned())
}

#[test]
fn each_kind_of_proof_says_what_it_proves_and_each_edit_is_refused() {
    let proofs: Proofs = vectors("proofs.json", make);
    let pinned: Vec<_> = proofs
        .pinned
        .iter()
        .map(|file| CredentialFile::parse(file.as_bytes()).unwrap())
        .collect();
    assert_eq!(
        proofs
            .valid
            .iter()
            .map(|case| case.file.as_str())
            .collect::<Vec<_>>(),
        KINDS
    );
    for case in &proofs.valid {
        assert_eq!(
            report(&case.file, &read(&case.file), &pinned),
            Ok(case.report.clone()),
            "{}",
            case.file
        );
        assert!(
            report(&case.file, &read(&case.file), &pinned[..0]).is_err(),
            "nothing is believed without a pinned credential"
        );
    }
    for case in &proofs.refused {
        let contents: Vec<_> = case
            .edits
            .iter()
            .map(|edit| edit.content.as_deref().map(bytes))
            .collect();
        let edits: Vec<_> = case
            .edits
            .iter()
            .zip(&contents)
            .map(|(edit, content)| (edit.member.as_str(), content.as_deref()))
            .collect();
        let mut edited = edit_archive(&read(&case.of), &edits).unwrap();
        edited.truncate(edited.len() - case.cut.unwrap_or_default());
        let places = case.pinned.as_ref();
        let given = |places: &Vec<usize>| places.iter().map(|at| pinned[*at].clone()).collect();
        let given: Option<Vec<_>> = places.map(given);
        assert_eq!(
            report(&case.of, &edited, given.as_ref().unwrap_or(&pinned)),
            Err(case.code.clone()),
            "{} {:?}",
            case.of,
            edits
        );
    }
    each_code_is_there(&proofs);
    let closed = verify(
        &read("opened.tar"),
        &pinned,
        &StandInSealer::new("nobody", 1),
    );
    assert!(closed.is_err(), "another container does not open these");
}

/// Each code of a verifier's own is in the list.
fn each_code_is_there(proofs: &Proofs) {
    let found: Vec<_> = proofs.refused.iter().map(|case| &case.code[..]).collect();
    let source = include_str!("../../../src/proof/error.rs");
    let texts = source.split('"').skip(1).step_by(2);
    let codes: Vec<_> = texts.filter(|text| text.starts_with("receipt-")).collect();
    assert!(codes.len() > 15, "the codes of proofs are somewhere else");
    for code in codes {
        assert!(found.contains(&code), "no proof is refused with {code}");
    }
}
