//! One channel: credentials, both logs with their statements, opened acts, a pouch; and statements that do not count.

use age::secrecy::ExposeSecret as _;
use comity_core::{Hash, Leaf, Origin, PartyName};
use comity_peer::{
    act::{pad, read_body, read_envelope},
    credential::{CredentialFile, SuiteRecipients, safety_number},
    fixtures::{
        Party,
        record::{Dossier, Log, Record, Words},
    },
    pouch::{self, Content, Contents, EntryBytes, Kind},
    seal::{FileKey, Sealer},
    statement::{verify_checkpoint, verify_receipt},
};
use comity_tlog::{
    frontier::Frontier,
    hash::{leaf_hash, sha256},
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, json};

use super::{base64, bytes, hex, read, unhex, vectors};
use crate::age_sealer::AgeSealer;

#[derive(Serialize, Deserialize)]
struct Channel {
    parties: Vec<PartyCase>,
    safety_number: String,
    logs: Vec<LogCase>,
    pouch: PouchCase,
    statements_refused: Vec<StatementRefused>,
}

#[derive(Serialize, Deserialize)]
struct PartyCase {
    credential: String,
    identity: String,
}

#[derive(Serialize, Deserialize)]
struct LogCase {
    origin: Origin,
    leaves: Vec<String>,
    root: Hash,
    checkpoint: String,
    receipt: String,
    acts: Vec<ActCase>,
}

#[derive(Serialize, Deserialize)]
struct ActCase {
    index: u64,
    envelope: Sealed,
    body: Option<Sealed>,
}

#[derive(Serialize, Deserialize)]
struct Sealed {
    sealed: String,
    file_key: String,
    text: String,
}

#[derive(Serialize, Deserialize)]
struct PouchCase {
    from: PartyName,
    to: PartyName,
    entries: u64,
    tar: String,
}

#[derive(Serialize, Deserialize)]
struct StatementRefused {
    /// `checkpoint` or `receipt`.
    what: String,
    origin: Origin,
    note: String,
    code: String,
}

/// Two parties that seal with age, and what they say to each other.
pub(super) struct Story {
    pub(super) record: Record,
    pub(super) identities: [String; 2],
    pub(super) request: u64,
    pub(super) dossier: Dossier,
    pub(super) attachment: (Vec<u8>, FileKey),
}

impl Story {
    /// A request with an attachment, covered, held and acknowledged.
    pub(super) fn new() -> Self {
        let identities = [(); 2].map(|()| age::x25519::Identity::generate());
        let texts = identities
            .each_ref()
            .map(|identity| identity.to_string().expose_secret().to_owned());
        let mut sides = ["a.example", "b.example"]
            .into_iter()
            .zip(&identities)
            .zip([1, 2])
            .map(|((name, identity), seed)| {
                let party =
                    Party::with_credential(&name.parse().unwrap(), seed, None, |credential| {
                        let recipients = vec![identity.to_public().to_string()];
                        credential.suites = vec![SuiteRecipients {
                            recipients,
                            suite: "age-x25519".to_owned(),
                        }];
                    });
                (
                    party,
                    Box::new(AgeSealer(identity.clone())) as Box<dyn Sealer>,
                )
            });
        let sides = [sides.next().unwrap(), sides.next().unwrap()];
        let mut record = Record::between(sides, 1);
        let attachment = attachment();
        let reference = comity_core::envelope::AttachmentRef {
            root: one_part(&attachment.0),
            size: u64::try_from(attachment.0.len()).unwrap(),
        };
        let body = Map::from_iter([(
            "text".to_owned(),
            json!("Please preserve the logs of 192.0.2.7."),
        )]);
        let words = Words {
            attachments: vec![reference],
            body: Some(body),
            ..Words::of("request.submit")
        };
        let (request, dossier) = record.open(0, "request.submit", words);
        record.cover(1);
        let leaf = record.receipt_leaf(1);
        record.append(
            1,
            &Leaf {
                held: vec![reference.root],
                ..leaf
            },
        );
        record.say(1, "request.ack", &dossier, Words::of("request.ack"));
        Self {
            record,
            identities: texts,
            request,
            dossier,
            attachment,
        }
    }
}

/// A sealed attachment of its own identity, shorter than one part.
fn attachment() -> (Vec<u8>, FileKey) {
    let identity = age::x25519::Identity::generate();
    let to = comity_peer::seal::Recipients {
        suite: comity_peer::seal::Suite::AgeX25519,
        reader: vec![identity.to_public().to_string()],
        own: vec![],
    };
    let sealer = AgeSealer(identity);
    let sealed = sealer
        .seal(&to, b"2026-11-22T23:59:59Z 192.0.2.7 login\n")
        .unwrap();
    let key = sealer.open(&sealed).unwrap().file_key;
    (sealed, key)
}

fn one_part(sealed: &[u8]) -> Hash {
    let mut parts = Frontier::new();
    parts.push(leaf_hash(sealed), |_, _, _| ());
    parts.root()
}

fn text(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap()
}

fn make() -> Channel {
    let mut story = Story::new();
    let record = &mut story.record;
    let notes = [0, 1].map(|side| (record.checkpoint(side), record.receipt(side)));
    let (later, zero) = (record.checkpoint(0), zero_time(record));
    let log = &record.logs[0];
    let entries: Vec<_> = (0..)
        .zip(&log.leaves)
        .map(|(index, leaf)| entry(log, index, leaf))
        .collect();
    let contents = Contents {
        from: log.party.name(),
        to: record.logs[1].party.name(),
        generation: 1,
        kind: Kind::Exchange,
        checkpoint: &notes[0].0,
        consistency: &[],
        receipt: Some(&notes[1].1),
        credentials: &[],
        start: 0,
        entries: &entries,
    };
    let mut tar = Vec::new();
    pouch::write(&mut tar, &contents).unwrap();
    Channel {
        parties: record
            .logs
            .iter()
            .zip(&story.identities)
            .map(|(log, identity)| PartyCase {
                credential: text(log.party.file.bytes().to_vec()),
                identity: identity.clone(),
            })
            .collect(),
        safety_number: safety_number(
            &record.logs[0].party.file.fingerprint(),
            &record.logs[1].party.file.fingerprint(),
        ),
        statements_refused: refused(
            record,
            &text(notes[0].0.clone()),
            &text(notes[0].1.clone()),
            &text(later),
            zero,
        ),
        pouch: PouchCase {
            from: log.party.name().clone(),
            to: record.logs[1].party.name().clone(),
            entries: log.tree.size(),
            tar: base64(&tar),
        },
        logs: record
            .logs
            .iter()
            .zip(notes)
            .map(|(log, (checkpoint, receipt))| log_case(log, checkpoint, receipt))
            .collect(),
    }
}

fn entry(log: &Log, index: u64, leaf: &[u8]) -> EntryBytes {
    let act = log.acts.get(&index);
    EntryBytes {
        leaf: leaf.to_vec(),
        envelope: act.map(|act| act.sealed.envelope.clone()),
        body: act
            .and_then(|act| act.sealed.body.clone())
            .map(Content::Sealed),
    }
}

fn zero_time(record: &Record) -> String {
    let log = &record.logs[0];
    let never = comity_core::Time::from_seconds(0);
    text(
        log.party
            .checkpoint_anyway(&log.checkpoint(), never)
            .unwrap()
            .encode(),
    )
}

fn refused(
    record: &Record,
    checkpoint: &str,
    receipt: &str,
    later: &str,
    zero: String,
) -> Vec<StatementRefused> {
    let origin = record.logs[0].origin.clone();
    let line = |note: &str, number: usize| {
        note.lines()
            .filter(|line| line.starts_with('\u{2014}'))
            .nth(number)
            .unwrap()
            .to_owned()
            + "\n"
    };
    let refuse = |what: &str, note: String, code: &str| StatementRefused {
        what: what.to_owned(),
        origin: origin.clone(),
        note,
        code: code.to_owned(),
    };
    vec![
        refuse(
            "checkpoint",
            checkpoint.replace(&line(checkpoint, 0), ""),
            "signature-missing",
        ),
        refuse(
            "checkpoint",
            checkpoint.replace(&line(checkpoint, 1), ""),
            "signature-missing",
        ),
        refuse(
            "checkpoint",
            checkpoint.replace(&line(checkpoint, 2), ""),
            "signature-missing",
        ),
        refuse(
            "checkpoint",
            checkpoint.replace(&line(checkpoint, 2), &line(later, 2)),
            "statement-two-times",
        ),
        refuse(
            "checkpoint",
            checkpoint.replacen("\n2\n", "\n3\n", 1),
            "signature-invalid",
        ),
        refuse(
            "checkpoint",
            checkpoint.replacen("\n\n", "\nmore\n\n", 1),
            "checkpoint-extension",
        ),
        refuse(
            "checkpoint",
            checkpoint.replacen("/1\n", "/2\n", 1),
            "statement-origin",
        ),
        refuse("checkpoint", zero, "statement-no-time"),
        refuse("receipt", checkpoint.to_owned(), "signature-missing"),
        refuse(
            "receipt",
            receipt.replace(&line(receipt, 1), ""),
            "signature-missing",
        ),
        refuse(
            "receipt",
            receipt.replacen("\n2\n", "\n1\n", 1),
            "signature-invalid",
        ),
    ]
}

fn log_case(log: &Log, checkpoint: Vec<u8>, receipt: Vec<u8>) -> LogCase {
    let sealed = |sealed: &[u8], key: &FileKey| {
        let plain = log.sealer.open_with(sealed, key).unwrap();
        let text = text(plain).trim_end_matches('\n').to_owned();
        Sealed {
            sealed: base64(sealed),
            file_key: hex(key.as_bytes()),
            text,
        }
    };
    LogCase {
        origin: log.origin.clone(),
        leaves: log.leaves.iter().map(|leaf| text(leaf.clone())).collect(),
        root: log.tree.root(),
        checkpoint: text(checkpoint),
        receipt: text(receipt),
        acts: log
            .acts
            .iter()
            .map(|(index, act)| ActCase {
                index: *index,
                envelope: sealed(&act.sealed.envelope, &act.envelope_key),
                body: act
                    .sealed
                    .body
                    .as_ref()
                    .zip(act.body_key.as_ref())
                    .map(|(body, key)| sealed(body, key)),
            })
            .collect(),
    }
}

#[test]
fn a_channel_is_read_by_whoever_has_the_files() {
    let channel: Channel = vectors("channel.json", make);
    let files: Vec<_> = channel
        .parties
        .iter()
        .map(|party| CredentialFile::parse(party.credential.as_bytes()).unwrap())
        .collect();
    let sealers: Vec<_> = channel
        .parties
        .iter()
        .map(|party| AgeSealer(party.identity.parse().unwrap()))
        .collect();
    assert_eq!(
        safety_number(&files[0].fingerprint(), &files[1].fingerprint()),
        channel.safety_number
    );
    for (side, log) in channel.logs.iter().enumerate() {
        let mut tree = Frontier::new();
        log.leaves
            .iter()
            .for_each(|leaf| tree.push(leaf_hash(leaf.as_bytes()), |_, _, _| ()));
        let checkpoint = verify_checkpoint(
            log.checkpoint.as_bytes(),
            files[side].credential(),
            &log.origin,
        )
        .unwrap();
        let receipt = verify_receipt(
            log.receipt.as_bytes(),
            files[1 - side].credential(),
            &log.origin,
        )
        .unwrap();
        for checked in [checkpoint, receipt] {
            assert_eq!((checked.size, checked.root), (tree.size(), tree.root()));
        }
        assert_eq!(tree.root(), log.root);
        for act in &log.acts {
            let leaf =
                Leaf::parse(log.leaves[usize::try_from(act.index).unwrap()].as_bytes()).unwrap();
            act_is_as_it_says(&leaf, act, &sealers);
        }
    }
    for case in &channel.statements_refused {
        let error = match case.what.as_str() {
            "checkpoint" => {
                verify_checkpoint(case.note.as_bytes(), files[0].credential(), &case.origin)
            }
            _ => verify_receipt(case.note.as_bytes(), files[1].credential(), &case.origin),
        };
        assert_eq!(error.unwrap_err().code(), case.code);
    }
}

fn act_is_as_it_says(leaf: &Leaf, act: &ActCase, readers: &[AgeSealer]) {
    let open = |file: &Sealed| {
        let sealed = bytes(&file.sealed);
        let padded = pad(file.text.clone().into_bytes());
        for reader in readers {
            assert_eq!(
                reader.open(&sealed).unwrap().plain,
                padded,
                "reader and sender open it"
            );
        }
        let key = FileKey::new(unhex(&file.file_key));
        assert_eq!(
            readers[0].open_with(&sealed, &key).unwrap(),
            padded,
            "and whoever has its key"
        );
        (sealed, padded)
    };
    let (sealed, padded) = open(&act.envelope);
    assert_eq!(
        (leaf.act, leaf.size),
        (Some(sha256(&sealed)), u64::try_from(sealed.len()).ok())
    );
    let envelope = read_envelope(&padded).unwrap();
    assert_eq!(envelope.body.is_some(), act.body.is_some());
    if let (Some(reference), Some(file)) = (&envelope.body, &act.body) {
        let (sealed, padded) = open(file);
        assert_eq!(reference.sha256, sha256(&sealed));
        assert_eq!(
            read_body(&padded, &envelope).unwrap()["id"],
            json!(envelope.id.to_string())
        );
    }
}

#[test]
fn a_pouch_is_read_and_is_the_log() {
    let channel: Channel = read("channel.json");
    let tar = bytes(&channel.pouch.tar);
    let pouch = pouch::read(&tar[..], pouch::BYTES_LIMIT).unwrap();
    assert_eq!(
        (&pouch.header.from, &pouch.header.to),
        (&channel.pouch.from, &channel.pouch.to)
    );
    assert_eq!(pouch.header.end(), channel.pouch.entries);
    let leaves: Vec<_> = pouch
        .entries
        .iter()
        .map(|entry| text(entry.leaf_bytes.clone()))
        .collect();
    assert_eq!(leaves, channel.logs[0].leaves);
    assert_eq!(pouch.checkpoint, channel.logs[0].checkpoint.as_bytes());
    let names: Vec<_> = tar::Archive::new(&tar[..])
        .entries()
        .unwrap()
        .map(|entry| entry.unwrap().path().unwrap().display().to_string())
        .collect();
    assert_eq!(
        names,
        [
            "pouch.json",
            "checkpoint",
            "receipt",
            "leaves",
            "envelope/1",
            "body/1"
        ]
    );
}
