//! Proofs with one thing changed, or made of what does not prove the claim, and the code of each.

use comity_core::Leaf;
use comity_peer::{
    fixtures::{
        read_archive,
        record::{Dossier, Record, Words},
    },
    proof::{
        ProofKind, Role,
        build::{ActSource, Builder, SilenceSource},
    },
};

use super::{Edit, Notes, Refused, Story, base64, covering, entry, envelope, read, write};

/// Writes the proofs that a builder makes and no verifier believes.
pub(super) fn wrong(record: &mut Record) {
    let (request, dossier) = record.open(0, "request.submit", Words::of("request.submit"));
    record.cover(1);
    let answer = record.say(1, "answer.final", &dossier, Words::of("answer.final"));
    record.cover(0);
    silent("answered.tar", record, request, &dossier, &[answer]);

    let (report, dossier) = record.open(0, "spontaneous.report", Words::of("spontaneous.report"));
    record.cover(1);
    silent("nothing-owed.tar", record, report, &dossier, &[]);

    let (bad, dossier) = record.open(0, "request.submit", Words::of("request.submit"));
    let leaf = record.receipt_leaf(1);
    let bad_leaf = Leaf {
        bad: vec![bad],
        ..leaf
    };
    record.append(1, &bad_leaf);
    silent("called-bad.tar", record, bad, &dossier, &[]);

    timing("answer-to-another.tar", record, answer, bad);
    no_act(record);
}

/// A proof of silence after a request of the first side, with the acts of the other in its dossier.
fn silent(name: &str, record: &mut Record, request: u64, dossier: &Dossier, said: &[u64]) {
    let notes = Notes::sign(record);
    let [ours, theirs] = &record.logs;
    let mut builder = Builder::new(ProofKind::Silent);
    let act = ActSource {
        envelope: envelope(ours, request),
        ..ActSource::default()
    };
    let (log, other) = (notes.log(record, 0), notes.log(record, 1));
    let asked = entry(ours, request);
    builder
        .act(Role::Request, &log, &other, asked, &act)
        .unwrap();
    let (before, _) = covering(theirs, request).unwrap();
    let from = usize::try_from(before.index).unwrap();
    let source = SilenceSource {
        leaves: &theirs.leaves[from..],
        start: before.index,
        dossier_key: &dossier.key,
        envelopes: said
            .iter()
            .map(|index| (*index, envelope(theirs, *index).unwrap()))
            .collect(),
    };
    builder.silence(&other, &source).unwrap();
    write(name, &builder.finish().unwrap());
}

/// An answer of the other side, shown as the answer to a request of another dossier.
fn timing(name: &str, record: &mut Record, answer: u64, asked: u64) {
    let notes = Notes::sign(record);
    let mut builder = Builder::new(ProofKind::Timing);
    for (side, index, role) in [(0, asked, Role::Request), (1, answer, Role::Answer)] {
        let (log, other) = (&record.logs[side], &record.logs[1 - side]);
        let act = ActSource {
            covering: covering(other, index),
            envelope: envelope(log, index),
            ..ActSource::default()
        };
        let (source, others) = (notes.log(record, side), notes.log(record, 1 - side));
        let place = entry(log, index);
        builder.act(role, &source, &others, place, &act).unwrap();
    }
    write(name, &builder.finish().unwrap());
}

/// A receipt leaf shown as an act.
fn no_act(record: &mut Record) {
    let index = record.cover(0);
    let notes = Notes::sign(record);
    let mut builder = Builder::new(ProofKind::Said);
    let mut log = notes.log(record, 0);
    log.receipt = None;
    let place = entry(&record.logs[0], index);
    let other = notes.log(record, 1);
    builder
        .act(Role::Act, &log, &other, place, &ActSource::default())
        .unwrap();
    write("no-act.tar", &builder.finish().unwrap());
}

fn as_it_is(of: &str, code: &str) -> Refused {
    Refused {
        of: of.to_owned(),
        cut: None,
        pinned: None,
        edits: Vec::new(),
        code: code.to_owned(),
    }
}

/// An entry bundle without its last entry.
fn without_the_last(bundle: &[u8]) -> &[u8] {
    let (mut at, mut last) = (0, 0);
    while at < bundle.len() {
        last = at;
        at += 2 + usize::from(u16::from_be_bytes([bundle[at], bundle[at + 1]]));
    }
    &bundle[..last]
}

pub(super) fn refused(story: &Story) -> Vec<Refused> {
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
        edits,
        ..as_it_is(of, code)
    };
    let revocation = story.record.logs[1].party.revocation();
    let stranger = comity_peer::fixtures::Party::new("a.example", 77).rotated(78);
    let delivered = |name: &str| part("delivered.tar", name);
    let leaves = part("silent.tar", "silence/leaves");
    vec![
        Refused {
            cut: Some(512),
            ..as_it_is("said.tar", "receipt-archive")
        },
        Refused {
            pinned: Some(vec![0]),
            ..as_it_is("delivered.tar", "receipt-no-credential")
        },
        as_it_is("answered.tar", "receipt-answered"),
        as_it_is("nothing-owed.tar", "receipt-nothing-owed"),
        as_it_is("called-bad.tar", "receipt-called-bad"),
        as_it_is("answer-to-another.tar", "receipt-other-envelope"),
        as_it_is("no-act.tar", "receipt-no-act"),
        as_it_is("after-revocation.tar", "receipt-after-revocation"),
        as_it_is("not-recorded.tar", "receipt-not-recorded"),
        case(
            "opened.tar",
            vec![take("1/attachment-1.age")],
            "receipt-beside",
        ),
        case(
            "opened-beside.tar",
            vec![put("1/attachment-1.key", &part("opened.tar", "1/body.key"))],
            "receipt-open",
        ),
        case(
            "delivered.tar",
            vec![
                put("1/before.tlog-proof", &delivered("1/covering.tlog-proof")),
                put("1/covering.tlog-proof", &delivered("1/before.tlog-proof")),
            ],
            "receipt-not-first-covering",
        ),
        case(
            "silent.tar",
            vec![put("silence/leaves", without_the_last(&leaves))],
            "receipt-root",
        ),
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
