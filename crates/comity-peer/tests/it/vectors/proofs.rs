//! A proof of each kind as a tar that stock tools list, what it proves, and edits after which it proves nothing.

use std::fs;

use comity_core::Leaf;
use comity_peer::{
    credential::CredentialFile,
    fixtures::{
        StandInSealer, edit_archive, read_archive,
        record::{Log, Record, Words},
    },
    proof::{
        ProofKind, Role,
        build::{ActSource, Builder, Disclosed, Entry, LogSource, SilenceSource, place},
        verify,
    },
};
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
    about_forks(&mut story.record);
    let valid = KINDS
        .iter()
        .map(|file| Valid {
            file: (*file).to_owned(),
            report: report(&read(file), &pinned).unwrap(),
        })
        .collect();
    Proofs {
        pinned: pinned
            .iter()
            .map(|file| String::from_utf8(file.bytes().to_vec()).unwrap())
            .collect(),
        valid,
        refused: refused(&story),
    }
}

const KINDS: [&str; 8] = [
    "said.tar",
    "delivered.tar",
    "complete.tar",
    "opened.tar",
    "silent.tar",
    "timing.tar",
    "fork-two-roots.tar",
    "fork-two-leaves.tar",
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
    for (kind, source) in [
        (ProofKind::Said, ActSource::default()),
        (ProofKind::Delivered, delivered),
        (ProofKind::Complete, complete),
        (ProofKind::Opened, opened),
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
        write(&format!("{}.tar", kind.code()), &builder.finish().unwrap());
    }
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
        let mut builder = Builder::new(ProofKind::Fork);
        builder.fork(a, b);
        write(name, &builder.finish().unwrap());
    }
}

fn refused(story: &Story) -> Vec<Refused> {
    let part = |of: &str, member: &str| {
        let members = read_archive(&read(of)).unwrap();
        members
            .into_iter()
            .find(|(name, _)| name == member)
            .unwrap()
            .1
    };
    let put = |member: &str, content: &[u8]| Edit {
        member: member.to_owned(),
        content: Some(base64(content)),
    };
    let take = |member: &str| Edit {
        member: member.to_owned(),
        content: None,
    };
    let case = |of: &str, edits: Vec<Edit>, code: &str| Refused {
        of: of.to_owned(),
        edits,
        code: code.to_owned(),
    };
    let revocation = story.record.logs[1].party.revocation();
    let stranger = comity_peer::fixtures::Party::new("a.example", 77).rotated(78);
    vec![
        case(
            "said.tar",
            vec![take("1/said.tlog-proof")],
            "receipt-member-missing",
        ),
        case(
            "said.tar",
            vec![take("states.txt")],
            "receipt-member-missing",
        ),
        case(
            "said.tar",
            vec![put("states.txt", b"accepted\n")],
            "receipt-member-unknown",
        ),
        case(
            "said.tar",
            vec![put("1/more", b"")],
            "receipt-member-unknown",
        ),
        case("said.tar", vec![put("proof.json", b"{}")], "json-malformed"),
        case(
            "said.tar",
            vec![put("proof.json", br#"{"acts":[],"kind":"said","v":1}"#)],
            "receipt-claim",
        ),
        case(
            "said.tar",
            vec![put(
                "1/said.tlog-proof",
                &part("delivered.tar", "1/delivered.tlog-proof"),
            )],
            "signature-missing",
        ),
        case(
            "said.tar",
            vec![put(
                "1/said.tlog-proof",
                &part("delivered.tar", "1/covering.tlog-proof"),
            )],
            "statement-origin",
        ),
        case(
            "said.tar",
            vec![put("credentials/a.example.2", stranger.file.bytes())],
            "receipt-unlinked",
        ),
        case(
            "delivered.tar",
            vec![take("1/delivered.tlog-proof")],
            "receipt-member-missing",
        ),
        case(
            "delivered.tar",
            vec![put("revocations/b.example.1", revocation.bytes())],
            "receipt-revoked",
        ),
        case(
            "delivered.tar",
            vec![take("1/before.tlog-proof")],
            "receipt-member-missing",
        ),
        case(
            "delivered.tar",
            vec![put(
                "1/covering.tlog-proof",
                &part("complete.tar", "1/held-1.tlog-proof"),
            )],
            "receipt-other-entry",
        ),
        case(
            "complete.tar",
            vec![put(
                "1/held-1.tlog-proof",
                &part("delivered.tar", "1/covering.tlog-proof"),
            )],
            "receipt-not-held",
        ),
        case(
            "opened.tar",
            vec![put("1/envelope.key", b"00000000000000000000000000000000\n")],
            "receipt-open",
        ),
        case(
            "opened.tar",
            vec![put("1/envelope.key", b"00\n")],
            "receipt-file-key",
        ),
        case(
            "opened.tar",
            vec![
                put("1/envelope.age", &part("opened.tar", "1/body.age")),
                put("1/envelope.key", &part("opened.tar", "1/body.key")),
            ],
            "receipt-fingerprint",
        ),
        case(
            "opened.tar",
            vec![put("1/attachment-1.age", &part("opened.tar", "1/body.age"))],
            "receipt-fingerprint",
        ),
        case(
            "silent.tar",
            vec![take("silence/3.age"), take("silence/3.key")],
            "receipt-member-missing",
        ),
        case(
            "silent.tar",
            vec![put("silence/start", b"1\n")],
            "frontier-wrong-count",
        ),
        case(
            "silent.tar",
            vec![put(
                "silence/dossier-key",
                format!("{}\n", "00".repeat(32)).as_bytes(),
            )],
            "receipt-dossier-key",
        ),
        case(
            "silent.tar",
            vec![put(
                "silence/leaves",
                &part("silent.tar", "silence/leaves")[2..],
            )],
            "bundle-truncated",
        ),
        case(
            "fork-two-roots.tar",
            vec![put("fork/b", &part("fork-two-roots.tar", "fork/a"))],
            "receipt-no-contradiction",
        ),
    ]
}

fn report(bytes: &[u8], pinned: &[CredentialFile]) -> Result<Value, String> {
    let report = verify(bytes, pinned, &AgeSealer(age::x25519::Identity::generate()));
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
            report(&read(&case.file), &pinned),
            Ok(case.report.clone()),
            "{}",
            case.file
        );
        assert!(
            report(&read(&case.file), &pinned[..0]).is_err(),
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
        let edited = edit_archive(&read(&case.of), &edits).unwrap();
        assert_eq!(
            report(&edited, &pinned),
            Err(case.code.clone()),
            "{} {:?}",
            case.of,
            edits
        );
    }
    let closed = verify(
        &read("opened.tar"),
        &pinned,
        &StandInSealer::new("nobody", 1),
    );
    assert!(closed.is_err(), "another container does not open these");
}
