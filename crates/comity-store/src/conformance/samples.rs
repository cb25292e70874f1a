//! Values that the suite, and tests of other crates, fill a store with.

use comity_core::{
    Envelope, Hash, Origin, PartyName, Time,
    canonical::V1,
    id::{ActId, DossierId},
    record::{Position, Said, Side},
};
use comity_tlog::hash::{leaf_hash, sha256};

use crate::{
    desk::{DossierRow, LeafRow},
    logs::{EntryRow, SealedEntry},
    notes::NoteRow,
    waiting::Waiting,
};

/// Sealed bytes; each file has so many of them as tell it from its neighbours.
const SEALED: [u8; 300] = [0xa9; 300];

/// Our name.
#[must_use]
pub fn us() -> PartyName {
    "a.example".parse().unwrap()
}

/// The counterpart.
#[must_use]
pub fn them() -> PartyName {
    "b.example".parse().unwrap()
}

/// Another counterpart.
#[must_use]
pub fn others() -> PartyName {
    "c.example".parse().unwrap()
}

/// Our log for the counterpart.
#[must_use]
pub fn ours() -> Origin {
    "a.example/to/b.example/1".parse().unwrap()
}

/// The counterpart's log for us.
#[must_use]
pub fn theirs() -> Origin {
    ours().opposite()
}

/// So many seconds after a fixed moment.
#[must_use]
pub fn at(seconds: i64) -> Time {
    Time::from_seconds(1_763_949_600).plus(seconds)
}

/// A fingerprint.
#[must_use]
pub fn hash(number: u64) -> Hash {
    sha256(&number.to_be_bytes())
}

/// Entry `number` of a log.
#[must_use]
pub fn entry(number: u64) -> EntryRow {
    let leaf = format!("{{\"leaf\":{number}}}").into_bytes();
    EntryRow {
        leaf_hash: leaf_hash(&leaf),
        leaf,
        envelope: (!number.is_multiple_of(3)).then(|| hash(number)),
        body: (number % 3 == 1).then(|| hash(number + 1_000_000)),
    }
}

/// The entries from `start` up to and without `end`.
#[must_use]
pub fn entries(start: u64, end: u64) -> Vec<EntryRow> {
    (start..end).map(entry).collect()
}

/// The same with their sealed bytes.
#[must_use]
pub fn sealed(start: u64, end: u64) -> Vec<SealedEntry<'static>> {
    (start..end)
        .map(|number| with_files(entry(number), number))
        .collect()
}

/// An entry with the sealed bytes that its fingerprints ask for.
#[must_use]
pub fn with_files(row: EntryRow, number: u64) -> SealedEntry<'static> {
    let first = 1 + usize::try_from(number % 200).unwrap();
    SealedEntry {
        envelope: row.envelope.map(|_| &SEALED[..first]),
        body: row.body.map(|_| &SEALED[..first + 100]),
        row,
    }
}

/// A note at this size and second.
#[must_use]
pub fn note(size: u64, second: i64) -> NoteRow {
    NoteRow {
        size,
        time: at(second),
        bytes: format!("{size} {second}").into_bytes(),
    }
}

/// A place in a log.
#[must_use]
pub const fn place(generation: u32, index: u64) -> Position {
    Position { generation, index }
}

/// A leaf at a place of generation 1 that had seen so much of the other log.
#[must_use]
pub fn leaf(index: u64, seen: u64) -> LeafRow {
    LeafRow {
        position: place(1, index),
        at: at(i64::try_from(index).unwrap()),
        seen: place(1, seen),
        bad: Vec::new(),
    }
}

/// An act id.
#[must_use]
pub fn id(number: u64) -> ActId {
    ActId::new(1_763_949_600_000 + number, &[7; 10])
}

/// An act id that differs from [`id`] of this number in its bytes 8 to 12 alone: an index on
/// parts of ids cannot tell them apart.
#[must_use]
pub fn like(number: u64) -> ActId {
    ActId::new(1_763_949_600_000 + number, &[7, 8, 8, 8, 8, 8, 7, 7, 7, 7])
}

/// A dossier that a party opened.
#[must_use]
pub fn dossier(by: &PartyName, number: u64) -> DossierId {
    DossierId {
        by: by.clone(),
        id: id(number),
    }
}

/// An act of a dossier, at a place of generation 1; id and envelope follow from `number`.
#[must_use]
pub fn act(side: Side, index: u64, number: u64, dossier: Option<DossierId>) -> Said {
    Said {
        side,
        position: place(1, index),
        act: hash(number),
        at: at(i64::try_from(index).unwrap()),
        seen: place(1, 0),
        covered: None,
        void: None,
        envelope: Envelope {
            attachments: Vec::new(),
            body: None,
            credential: hash(0),
            dossier,
            duty: Some("07".to_owned()),
            id: id(number),
            key: None,
            kind: "status.update".to_owned(),
            office: "D-17".to_owned(),
            origin: ours(),
            rules: 1,
            says: serde_json::Map::new(),
            v: V1,
        },
    }
}

/// Something that waits: with a deadline or without, at times that several have.
#[must_use]
pub fn waiting(number: u64) -> Waiting {
    Waiting {
        at: at(i64::try_from(number).unwrap() * 53 % 101),
        due: !number.is_multiple_of(3),
        more: number % 3,
        what: format!("what-{number}"),
    }
}

/// Row `number` of a list of dossiers, with every field depending on it.
#[must_use]
pub fn dossier_row(number: u64) -> DossierRow {
    let step = i64::try_from(number).unwrap();
    let code = |codes: &[&str], every: u64| {
        codes[usize::try_from(number / every).unwrap() % codes.len()].to_owned()
    };
    let them = if number.is_multiple_of(5) {
        others()
    } else {
        them()
    };
    DossierRow {
        dossier: dossier(
            &if number.is_multiple_of(2) {
                them.clone()
            } else {
                us()
            },
            number,
        ),
        them,
        kind: code(&["case", "case", "hotline"], 1),
        opened_by: if number.is_multiple_of(2) {
            Side::First
        } else {
            Side::Second
        },
        reference: number.is_multiple_of(7).then(|| format!("REF-{number}")),
        status: code(
            &["received", "accepted", "executing", "answered", "closed"],
            2,
        ),
        category: code(&["ransomware", "phishing", "botnet"], 3),
        urgency: code(&["emergency", "urgent", "priority", "routine"], 5),
        office: (!number.is_multiple_of(4)).then(|| code(&["D-17", "D-18"], 1)),
        exercise: number.is_multiple_of(11),
        next_due: (!number.is_multiple_of(6)).then(|| at(step * 7919 % 1000)),
        opened_at: at(step * 31 % 97),
        updated_at: at(step * 17 % 89),
        ours: (number % 4 == 1).then(|| waiting(number)),
        theirs: (number % 6 < 2).then(|| waiting(number + 1)),
        row: format!("{{\"number\":{number}}}"),
    }
}
