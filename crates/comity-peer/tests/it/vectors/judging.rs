//! Judging: what becomes of a pouch, of each leaf and of each act, for every code of `docs/protocol.md`, section 8.
//!
//! The files are enough: a reader's own log, the credentials, and the pouches
//! that come one after the other, with the code of what becomes of each.
//! `make.rs` writes them.

mod make;

use std::{collections::BTreeMap, fs, path::PathBuf};

use comity_core::{DossierId, Hash, Leaf, PartyName, Time, id::DossierKey};
use comity_peer::{
    act::{Verdict, open_pouch},
    channel::{
        Accepted, Arrival, Came, ChannelState, Closed, Event, HeldNote, NotAccepted, Speakers,
        TheirEntry,
    },
    credential::{Credential, CredentialFile},
    fixtures::MemoryLog,
    judge::{Facts, act_fits},
    pouch::{self, Entry, EntryBytes, Header, Pouch},
    statement::{Checked, verify_checkpoint},
};
use comity_tlog::hash::leaf_hash;
use serde::{Deserialize, Serialize};

use super::vectors;
use crate::age_sealer::AgeSealer;

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Judging {
    /// The party whose log is judged.
    writer: PartyCase,
    /// The party that judges it.
    reader: PartyCase,
    /// The reader's own log, as a pouch to the writer.
    ours: String,
    cases: Vec<Case>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct PartyCase {
    name: PartyName,
    /// The file of its credential.
    credential: String,
    identity: String,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Case {
    name: String,
    /// The file of the reader's own opening leaf of the next generation, where this one is over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    next_opening: Option<String>,
    steps: Vec<Step>,
}

/// One pouch that comes, and what becomes of it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
struct Step {
    pouch: String,
    /// The reader's clock.
    now: Time,
    /// How many bytes the reader has room for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    quota: Option<u64>,
    /// Files of the credentials that the writer may sign under, where it is not the one above.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    may: Vec<String>,
    /// Files of its revoked credentials.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    revoked: Vec<String>,
    /// Why it is not accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    code: Option<String>,
    /// What is found of its new entries, by index: void rules, evidence, and why an act is bad.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    entries: BTreeMap<u64, Vec<String>>,
}

/// The files of the cases by name.
type Files = BTreeMap<String, Vec<u8>>;

fn folder() -> PathBuf {
    super::folder().join("judging")
}

/// The reader of a case, with nothing but what the files say.
struct Reader<'a> {
    judging: &'a Judging,
    files: &'a Files,
    sealer: AgeSealer,
    state: ChannelState,
    ours: MemoryLog,
    theirs: MemoryLog,
    /// The acts that count, of both logs.
    acts: Vec<Act>,
}

struct Act {
    /// Of the writer's log.
    theirs: bool,
    index: u64,
    envelope: comity_core::Envelope,
    act: Hash,
    /// Neither void nor bad.
    counts: bool,
}

impl<'a> Reader<'a> {
    fn new(judging: &'a Judging, files: &'a Files, case: &'a Case) -> Self {
        let (me, them) = (judging.reader.name.clone(), judging.writer.name.clone());
        let mut reader = Self {
            judging,
            files,
            sealer: AgeSealer(judging.reader.identity.parse().unwrap()),
            state: ChannelState::blank(me, them, 1),
            ours: MemoryLog::default(),
            theirs: MemoryLog::default(),
            acts: Vec::new(),
        };
        reader.hold_our_log();
        if let Some(leaf) = &case.next_opening {
            reader.close(&Leaf::parse(&files[leaf]).unwrap());
        }
        reader
    }

    fn credential(&self, file: &str) -> CredentialFile {
        CredentialFile::parse(&self.files[file]).unwrap()
    }

    fn hold_our_log(&mut self) {
        let bytes = &self.files[&self.judging.ours];
        let pouch = pouch::read(&bytes[..], pouch::BYTES_LIMIT).unwrap();
        let verdicts = open_pouch(&self.sealer, &pouch, 0).unwrap();
        let own = self.credential(&self.judging.reader.credential);
        let origin = self.state.our_origin();
        let signed = verify_checkpoint(&pouch.checkpoint, own.credential(), &origin).unwrap();
        self.ours.checkpoints.push(held(signed));
        let log = &mut self.state.current.ours;
        for entry in pouch.entries {
            log.head.push(leaf_hash(&entry.leaf_bytes), |_, _, _| ());
            (log.covered, log.last_at) = (entry.leaf.seen, Some(entry.leaf.at));
            if let Some(Verdict::Good(opened)) = verdicts.get(&entry.index) {
                self.acts.push(Act {
                    theirs: false,
                    index: entry.index,
                    envelope: opened.envelope.clone(),
                    act: entry.leaf.act.unwrap(),
                    counts: true,
                });
            }
            self.ours.push(EntryBytes {
                leaf: entry.leaf_bytes,
                envelope: entry.envelope,
                body: entry.body,
            });
        }
    }

    /// The next generation has begun: this one counts up to the sizes that its opening leaf names.
    fn close(&mut self, opening: &Leaf) {
        let previous = &opening.open.as_ref().unwrap().previous;
        let size = |origin| {
            let named = previous.iter().find(|log| log.origin == origin);
            named.unwrap().size
        };
        let closed = Closed {
            ours: size(self.state.our_origin()),
            theirs: size(self.state.their_origin()),
        };
        let next = ChannelState::blank(self.state.me.clone(), self.state.them.clone(), 2);
        let mut before = std::mem::replace(&mut self.state, next);
        before.current.closed = Some(closed);
        self.state.old.push(before.current);
    }

    /// What becomes of a pouch, as a [`Step`] says it.
    fn take(&mut self, step: &Step) -> Step {
        let mut found = Step {
            code: None,
            entries: BTreeMap::new(),
            ..step.clone()
        };
        match self.judge(step) {
            Err(code) => found.code = Some(code),
            Ok(accepted) => {
                for event in &accepted.events {
                    if let Event::Notice { index, notice } = event {
                        let codes = found.entries.entry(*index).or_default();
                        codes.push(notice.code().to_owned());
                    }
                }
                for entry in self.keep(accepted) {
                    if let (index, Some(code)) = self.judge_entry(entry) {
                        found.entries.entry(index).or_default().push(code);
                    }
                }
            }
        }
        found
    }

    fn judge(&mut self, step: &Step) -> Result<Accepted, String> {
        let bytes = &self.files[&step.pouch][..];
        let pouch: Pouch =
            pouch::read(bytes, pouch::BYTES_LIMIT).map_err(|e| e.code().to_owned())?;
        let held = self.state.generation(1).unwrap().theirs.head.size();
        let verdicts = open_pouch(&self.sealer, &pouch, held).unwrap();
        let files = |names: &[String]| -> Vec<CredentialFile> {
            names.iter().map(|name| self.credential(name)).collect()
        };
        let may = match &step.may[..] {
            [] => vec![self.credential(&self.judging.writer.credential)],
            named => files(named),
        };
        let revoked = files(&step.revoked);
        let arrival = Arrival {
            pouch,
            verdicts,
            speakers: Speakers {
                ahead: &[],
                may: &credentials(&may),
                revoked: &credentials(&revoked),
            },
            now: step.now,
            quota: step.quota.unwrap_or(u64::MAX),
            came: Came::Live,
        };
        let before = self.state.clone();
        let judged = self.state.accept(arrival, &self.ours, &self.theirs);
        if !matches!(judged, Ok(_) | Err(NotAccepted::Misbehaved(_))) {
            assert_eq!(self.state, before, "a refusal changes nothing");
        }
        judged.map_err(|error| error.code().to_owned())
    }

    fn keep(&mut self, accepted: Accepted) -> Vec<TheirEntry> {
        self.theirs
            .checkpoints
            .extend(accepted.checkpoint.map(held));
        self.ours.receipts.extend(accepted.receipt.map(held));
        for one in &accepted.entries {
            self.theirs.push(EntryBytes {
                leaf: one.entry.leaf_bytes.clone(),
                envelope: one.entry.envelope.clone(),
                body: one.entry.body.clone(),
            });
        }
        accepted.entries
    }

    /// The code of an entry that has no effect, computed from both logs alone.
    fn judge_entry(&mut self, one: TheirEntry) -> (u64, Option<String>) {
        let (index, leaf) = (one.entry.index, &one.entry.leaf);
        let opened = match &one.verdict {
            Some(Verdict::Bad(reason)) => return (index, Some(reason.code().to_owned())),
            Some(Verdict::Good(opened)) => opened,
            None => return (index, one.void.map(|void| void.code().to_owned())),
        };
        let envelope = opened.envelope.clone();
        let fits = || {
            let key = envelope
                .dossier
                .as_ref()
                .and_then(|dossier| self.dossier_key(dossier, index, leaf.seen.size));
            let known = |same: &dyn Fn(&Act) -> bool| self.acts.iter().any(|a| a.theirs && same(a));
            let writer = self.credential(&self.judging.writer.credential);
            let facts = Facts {
                origin: &origin(self),
                credential: writer.fingerprint(),
                act_known: known(&|act| Some(act.act) == leaf.act),
                id_known: known(&|act| act.envelope.id == envelope.id),
                key: key.as_ref(),
            };
            act_fits(leaf, &envelope, &facts)
        };
        let void = one.void.or_else(fits);
        self.acts.push(Act {
            theirs: true,
            index,
            act: leaf.act.unwrap(),
            envelope,
            counts: void.is_none(),
        });
        (index, void.map(|void| void.code().to_owned()))
    }

    /// The key of a dossier that the writer knew at its entry.
    fn dossier_key(&self, dossier: &DossierId, index: u64, seen: u64) -> Option<DossierKey> {
        let opener = self.acts.iter().find(|act| {
            let before = if act.theirs { index } else { seen };
            act.counts
                && act.index < before
                && act.envelope.dossier.as_ref() == Some(dossier)
                && act.envelope.opens()
        });
        opener?.envelope.key.clone()
    }
}

fn origin(reader: &Reader<'_>) -> comity_core::Origin {
    comity_core::Origin {
        generation: 1,
        ..reader.state.their_origin()
    }
}

fn held(checked: Checked) -> HeldNote {
    HeldNote {
        at: checked.at,
        note: checked.note,
        size: checked.size,
    }
}

fn credentials(files: &[CredentialFile]) -> Vec<&Credential> {
    files.iter().map(CredentialFile::credential).collect()
}

/// Every case, judged from these files.
fn judged(judging: &Judging, files: &Files) {
    for case in &judging.cases {
        let mut reader = Reader::new(judging, files, case);
        for step in &case.steps {
            assert_eq!(reader.take(step), *step, "{}", case.name);
        }
    }
}

fn read_files() -> Files {
    let entries = fs::read_dir(folder()).unwrap();
    entries
        .map(|entry| {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            (name, fs::read(path).unwrap())
        })
        .collect()
}

/// The members of a pouch: what does not depend on fresh randomness (sizes do: age adds stanzas that mean nothing).
fn form(bytes: &[u8]) -> Option<(Header, Vec<[bool; 3]>)> {
    let pouch = pouch::read(bytes, pouch::BYTES_LIMIT).ok()?;
    let has = |entry: &Entry| {
        let act = entry.leaf.act.is_some();
        [act, entry.envelope.is_some(), entry.body.is_some()]
    };
    let members = pouch.entries.iter().map(has).collect();
    Some((pouch.header, members))
}

#[test]
fn what_becomes_of_each_pouch_is_judged_from_the_files_alone() {
    let (made, fresh) = make::make();
    let judging: Judging = vectors("judging.json", || {
        fs::create_dir_all(folder()).unwrap();
        for (name, bytes) in &fresh {
            fs::write(folder().join(name), bytes).unwrap();
        }
        made.clone()
    });
    let files = read_files();
    judged(&judging, &files);
    // And they are what the code makes, but for the randomness of signatures and seals.
    assert!(
        judging == made,
        "write the vectors anew, and look at what changes"
    );
    judged(&made, &fresh);
    assert!(files.keys().eq(fresh.keys()));
    for (name, bytes) in &files {
        assert_eq!(form(bytes), form(&fresh[name]), "{name}");
    }
}
