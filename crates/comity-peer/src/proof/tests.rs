//! Each kind of proof: what it says when all is well, and its code when a part does not prove the claim.

mod delivery;
mod fork;
mod opening;
mod revoked;
mod silence;
mod timing;

use std::collections::BTreeSet;

use comity_core::{
    Leaf,
    codes::{Clock, Verdict},
    envelope::AttachmentRef,
    leaf::Seen,
};
use comity_tlog::hash::sha256;
use serde_json::{Map, json};

use super::{
    archive::Members,
    build::{ActSource, Builder, Disclosed, Entry, LogSource, SilenceSource, place},
    *,
};
use crate::{
    fixtures::{
        Party, StandInSealer,
        record::{Dossier, Log, Record, Words},
    },
    seal::FileKey,
};

const ASKER: usize = 0;
const ANSWERER: usize = 1;

fn record() -> Record {
    Record::new("a.example", "b.example", 1)
}

/// A verifier holds no identity.
fn stranger() -> StandInSealer {
    StandInSealer::new("nobody", 99)
}

fn pinned(record: &Record) -> Vec<CredentialFile> {
    record
        .logs
        .iter()
        .map(|log| log.party.file.clone())
        .collect()
}

fn check(record: &Record, bytes: &[u8]) -> Result<ProofReport, ProofError> {
    verify(bytes, &pinned(record), &stranger())
}

fn code(record: &Record, bytes: &[u8]) -> &'static str {
    check(record, bytes).unwrap_err().code()
}

/// The notes over both logs as they are now.
struct Notes {
    checkpoints: [Vec<u8>; 2],
    receipts: [Vec<u8>; 2],
}

fn notes(record: &mut Record) -> Notes {
    Notes {
        checkpoints: [record.checkpoint(ASKER), record.checkpoint(ANSWERER)],
        receipts: [record.receipt(ASKER), record.receipt(ANSWERER)],
    }
}

fn source<'a>(record: &'a Record, notes: &'a Notes, side: usize) -> LogSource<'a> {
    let log = &record.logs[side];
    LogSource {
        origin: &log.origin,
        tree: &log.tree,
        checkpoint: &notes.checkpoints[side],
        receipt: Some(&notes.receipts[side]),
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

fn body(log: &Log, index: u64) -> Option<Disclosed<'_>> {
    let act = &log.acts[&index];
    Some(Disclosed {
        sealed: act.sealed.body.as_deref()?,
        key: act.body_key.as_ref()?,
    })
}

fn first_covering(log: &Log, index: u64) -> u64 {
    (0..log.tree.size())
        .find(|at| log.leaf(*at).seen.size > index)
        .unwrap()
}

fn covering(log: &Log, index: u64) -> Option<(Entry<'_>, Entry<'_>)> {
    let at = first_covering(log, index);
    Some((entry(log, at - 1), entry(log, at)))
}

/// Takes a proof apart, lets a test change it, and puts it together again.
fn changed(bytes: &[u8], change: impl FnOnce(&mut Members)) -> Vec<u8> {
    let mut members = Members::read(bytes).unwrap();
    change(&mut members);
    members.write().unwrap()
}

fn replace(bytes: &[u8], name: &str, content: Vec<u8>) -> Vec<u8> {
    changed(bytes, |members| members.add(name.to_owned(), content))
}

fn without(bytes: &[u8], name: &str) -> Vec<u8> {
    changed(bytes, |members| {
        members.take(name).unwrap();
    })
}

fn member(bytes: &[u8], name: &str) -> Vec<u8> {
    Members::read(bytes).unwrap().take(name).unwrap()
}

fn asking(text: &str) -> Words {
    Words {
        body: words(text).body,
        ..Words::of("request.submit")
    }
}

fn words(text: &str) -> Words {
    let body = Map::from_iter([("text".to_owned(), json!(text))]);
    Words {
        body: Some(body),
        ..Words::of("spontaneous.report")
    }
}

fn asked() -> (Record, u64, Dossier) {
    let mut record = record();
    let (index, dossier) = record.open(ASKER, "request.submit", asking("please preserve"));
    record.cover(ANSWERER);
    (record, index, dossier)
}

fn single(
    kind: ProofKind,
    record: &mut Record,
    index: u64,
    disclose: impl FnOnce(&Record) -> ActSource<'_>,
) -> Vec<u8> {
    single_with(kind, record, index, vec![], disclose)
}

fn single_with(
    kind: ProofKind,
    record: &mut Record,
    index: u64,
    attachments: Vec<(usize, Disclosed<'_>)>,
    disclose: impl FnOnce(&Record) -> ActSource<'_>,
) -> Vec<u8> {
    let notes = notes(record);
    let (log, other) = (
        source(record, &notes, ASKER),
        source(record, &notes, ANSWERER),
    );
    let mut builder = Builder::new(kind);
    builder
        .act(
            Role::Act,
            &log,
            &other,
            entry(&record.logs[ASKER], index),
            &ActSource {
                attachments,
                ..disclose(record)
            },
        )
        .unwrap();
    builder.finish().unwrap()
}

fn delivered() -> (Record, u64, Vec<u8>) {
    let (mut record, index, _) = asked();
    let bytes = single(ProofKind::Delivered, &mut record, index, |record| {
        ActSource {
            covering: covering(&record.logs[ANSWERER], index),
            ..ActSource::default()
        }
    });
    (record, index, bytes)
}

#[test]
fn no_bytes_make_the_verifier_panic() {
    let (record, _, bytes) = delivered();
    for at in (0..bytes.len()).step_by(97) {
        let mut wrong = bytes.clone();
        wrong[at] ^= 0x55;
        if let Ok(report) = check(&record, &wrong) {
            assert_eq!(
                report,
                check(&record, &bytes).unwrap(),
                "a byte that changes what is said goes unnoticed"
            );
        }
        assert!(check(&record, &bytes[..at]).is_err());
    }
}
