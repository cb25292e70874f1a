//! Writes the cases: `a.example` speaks, `b.example` judges.
//!
//! Both have opened; `a.example` has asked for something, `b.example` has
//! reported something, and has covered the request. Each case goes on from there.

mod found;
mod refused;
mod tar;

use std::collections::BTreeMap;

use comity_core::{ActId, Hash, Leaf, PartyName};
use comity_peer::{
    act::{Outgoing, SealedAct, Tag, seal_act},
    credential::SuiteRecipients,
    fixtures::{
        Party,
        record::{Dossier, Record, Words},
    },
    pouch::{self, Content, Contents, EntryBytes, Kind},
    seal::{Recipients, Sealer},
};
use comity_tlog::tree::MemoryTree;
use serde_json::json;

use self::tar::Tar;
use super::{Case, Files, Judging, PartyCase, Step};
use crate::age_sealer::AgeSealer;

const IDENTITIES: [&str; 2] = [
    "AGE-SECRET-KEY-1NKYZ03N5TY389CJHM02NGAM24735LYPK93XE3ELLGDXG0TAZTPQQ8X8T92",
    "AGE-SECRET-KEY-14EEEE54J0WP5LDYXLJCHUX9GRAJHXYCXCHXK8PXYFQKS9RLXJQVSSU43R4",
];
const CREDENTIALS: [&str; 2] = ["a.example.1", "b.example.1"];
/// The writer's credential after a rotation.
const NEXT: &str = "a.example.2";
/// Entries of the writer in `start.tar`.
const START: usize = 2;

/// All cases, and the files that they name.
pub(super) fn make() -> (Judging, Files) {
    let mut maker = Maker::new();
    maker.refused_for_its_form();
    maker.refused_for_its_statements();
    maker.refused_for_its_entries();
    maker.void_by_the_leaf();
    maker.void_by_the_act();
    maker.only_evidence();
    maker.bad();
    maker.forks();
    let party = |side: usize, name: &str| PartyCase {
        name: name.parse().unwrap(),
        credential: CREDENTIALS[side].to_owned(),
        identity: IDENTITIES[side].to_owned(),
    };
    let judging = Judging {
        writer: party(0, "a.example"),
        reader: party(1, "b.example"),
        ours: "ours.tar".to_owned(),
        cases: maker.cases,
    };
    (judging, maker.files)
}

struct Maker {
    record: Record,
    /// The writer's entries with their sealed bytes.
    said: Vec<EntryBytes>,
    /// The writer's tree after `start.tar`.
    tree: MemoryTree,
    /// The pouch that every case starts with.
    start: Step,
    /// The request of the writer.
    dossier: Dossier,
    /// The report of the reader.
    theirs: Dossier,
    acts: u8,
    files: Files,
    cases: Vec<Case>,
}

/// A pouch before it is written.
struct Parts {
    from: PartyName,
    to: PartyName,
    generation: u32,
    kind: Kind,
    checkpoint: Vec<u8>,
    consistency: Vec<Hash>,
    receipt: Option<Vec<u8>>,
    start: u64,
    entries: Vec<EntryBytes>,
}

impl Parts {
    fn write(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let contents = Contents {
            from: &self.from,
            to: &self.to,
            generation: self.generation,
            kind: self.kind,
            checkpoint: &self.checkpoint,
            consistency: &self.consistency,
            receipt: self.receipt.as_deref(),
            credentials: &[],
            start: self.start,
            entries: &self.entries,
        };
        pouch::write(&mut bytes, &contents).unwrap();
        bytes
    }
}

impl Step {
    fn refused(mut self, code: &str) -> Self {
        self.code = Some(code.to_owned());
        self
    }

    fn entry(mut self, index: u64, codes: &[&str]) -> Self {
        let codes = codes.iter().map(|code| (*code).to_owned());
        self.entries.insert(index, codes.collect());
        self
    }
}

fn sealing_party(side: usize, name: &str, previous: Option<&Party>) -> (Party, AgeSealer) {
    let identity: age::x25519::Identity = IDENTITIES[side].parse().unwrap();
    let recipients = vec![identity.to_public().to_string()];
    let seed = 40 + side as u64 + if previous.is_some() { 10 } else { 0 };
    let party = Party::with_credential(&name.parse().unwrap(), seed, previous, |credential| {
        let suite = "age-x25519".to_owned();
        credential.suites = vec![SuiteRecipients { recipients, suite }];
    });
    (party, AgeSealer(identity))
}

fn entries(record: &Record, side: usize) -> Vec<EntryBytes> {
    let log = &record.logs[side];
    (0..)
        .zip(&log.leaves)
        .map(|(index, leaf)| {
            let act = log.acts.get(&index).map(|act| &act.sealed);
            EntryBytes {
                leaf: leaf.clone(),
                envelope: act.map(|act| act.envelope.clone()),
                body: act.and_then(|act| act.body.clone()).map(Content::Sealed),
            }
        })
        .collect()
}

impl Maker {
    fn new() -> Self {
        let sides = [(0, "a.example"), (1, "b.example")].map(|(side, name)| {
            let (party, sealer) = sealing_party(side, name, None);
            (party, Box::new(sealer) as Box<dyn Sealer>)
        });
        let (next, _) = sealing_party(0, "a.example", Some(&sides[0].0));
        let mut files = Files::from([(NEXT.to_owned(), next.file.bytes().to_vec())]);
        for (name, (party, _)) in CREDENTIALS.iter().zip(&sides) {
            files.insert((*name).to_owned(), party.file.bytes().to_vec());
        }
        let mut record = Record::between(sides, 1);
        let words = Words {
            body: json!({"text": "Please take these two pages down."})
                .as_object()
                .cloned(),
            ..Words::of("request.submit")
        };
        let (_, dossier) = record.open(0, "request.submit", words);
        // The receipt that comes with the request is for the opening leaf alone.
        let receipt = record.receipt(1);
        let said = entries(&record, 0);
        let (_, theirs) = record.open(1, "spontaneous.report", Words::of("spontaneous.report"));
        record.cover(1);
        let mut maker = Self {
            tree: record.logs[0].tree.clone(),
            start: Step {
                pouch: "start.tar".to_owned(),
                now: record.tick(),
                quota: None,
                may: Vec::new(),
                revoked: Vec::new(),
                code: None,
                entries: BTreeMap::new(),
            },
            record,
            said,
            dossier,
            theirs,
            acts: 0,
            files,
            cases: Vec::new(),
        };
        let mut parts = maker.parts(0);
        parts.receipt = Some(receipt);
        maker.start = maker.step("start", &parts.write());
        maker.write_ours();
        maker
    }

    fn write_ours(&mut self) {
        let parts = Parts {
            from: self.record.name(1),
            to: self.record.name(0),
            generation: 1,
            kind: Kind::Exchange,
            checkpoint: self.record.checkpoint(1),
            consistency: Vec::new(),
            receipt: None,
            start: 0,
            entries: entries(&self.record, 1),
        };
        self.files.insert("ours.tar".to_owned(), parts.write());
    }

    // ---- What the writer does ----

    /// Back to where each case starts: what a fork needs, and the next case too.
    fn back(&mut self) {
        self.said.truncate(START);
        let log = &mut self.record.logs[0];
        log.tree = self.tree.clone();
        log.leaves.truncate(START);
    }

    fn append(&mut self, leaf: &Leaf, envelope: Option<Vec<u8>>, body: Option<Vec<u8>>) {
        self.record.append(0, leaf);
        self.said.push(EntryBytes {
            leaf: leaf.to_bytes().unwrap(),
            envelope,
            body: body.map(Content::Sealed),
        });
    }

    /// A receipt leaf that has seen all, changed.
    fn leaf(&mut self, change: impl FnOnce(&mut Leaf)) {
        let mut leaf = self.record.receipt_leaf(0);
        change(&mut leaf);
        self.append(&leaf, None, None);
    }

    /// An act in the writer's own dossier, changed before it is sealed.
    fn act(&mut self, change: impl FnOnce(&mut Outgoing)) -> SealedAct {
        self.acts += 1;
        let milliseconds = self.record.tick().posix() * 1000;
        let log = &self.record.logs[0];
        let mut act = Outgoing {
            attachments: Vec::new(),
            body: json!({"text": "One more page."}).as_object().cloned(),
            credential: log.party.file.fingerprint(),
            dossier: Some(self.dossier.id.clone()),
            duty: None,
            id: ActId::new(milliseconds, &[self.acts; 10]),
            kind: "request.supplement".to_owned(),
            office: "D-17".to_owned(),
            origin: log.origin.clone(),
            rules: 1,
            says: Words::of("request.supplement").says,
            tag: Tag::Key(self.dossier.key.clone()),
        };
        change(&mut act);
        seal_act(&*log.sealer, &self.recipients(), act).unwrap()
    }

    fn recipients(&self) -> Recipients {
        let [writer, reader] = [0, 1].map(|side| self.record.logs[side].party.file.credential());
        reader.seal_to(writer).unwrap()
    }

    /// Appends an act under a leaf that may be changed.
    fn say(&mut self, act: &SealedAct, change: impl FnOnce(&mut Leaf)) {
        let mut leaf = Leaf {
            act: Some(act.act),
            re: Some(act.re),
            size: u64::try_from(act.envelope.len()).ok(),
            ..self.record.receipt_leaf(0)
        };
        change(&mut leaf);
        self.append(&leaf, Some(act.envelope.clone()), act.body.clone());
    }

    /// A pouch with all from an index on, under a new signature and without a receipt.
    fn parts(&mut self, start: usize) -> Parts {
        Parts {
            from: self.record.name(0),
            to: self.record.name(1),
            generation: 1,
            kind: Kind::Exchange,
            checkpoint: self.record.checkpoint(0),
            consistency: Vec::new(),
            receipt: None,
            start: start as u64,
            entries: self.said[start..].to_vec(),
        }
    }

    /// Keeps a pouch under a name of its own; it comes a minute later and is accepted.
    fn step(&mut self, name: &str, pouch: &[u8]) -> Step {
        let pouch_name = format!("{name}.tar");
        let before = self.files.insert(pouch_name.clone(), pouch.to_vec());
        assert_eq!(before, None, "{name} is used once");
        Step {
            pouch: pouch_name,
            now: self.record.tick(),
            quota: None,
            may: Vec::new(),
            revoked: Vec::new(),
            code: None,
            entries: BTreeMap::new(),
        }
    }

    fn case(&mut self, name: &str, steps: impl IntoIterator<Item = Step>) -> &mut Case {
        let steps = std::iter::once(self.start.clone()).chain(steps).collect();
        self.cases.push(Case {
            name: name.to_owned(),
            next_opening: None,
            steps,
        });
        self.back();
        self.cases.last_mut().unwrap()
    }

    /// A pouch with one more act, changed, is refused.
    fn refuse(&mut self, name: &str, code: &str, change: impl FnOnce(&mut Parts)) -> &mut Step {
        let act = self.act(|_| ());
        self.say(&act, |_| ());
        let mut parts = self.parts(START);
        change(&mut parts);
        let step = self.step(name, &parts.write()).refused(code);
        self.case(name, [step]).steps.last_mut().unwrap()
    }

    /// The same, changed after it was written.
    fn refuse_bytes(&mut self, name: &str, code: &str, change: impl FnOnce(Tar) -> Vec<u8>) {
        let act = self.act(|_| ());
        self.say(&act, |_| ());
        let pouch = self.parts(START).write();
        let step = self.step(name, &change(Tar::read(&pouch))).refused(code);
        self.case(name, [step]);
    }
}
