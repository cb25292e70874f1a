//! The tables of a store in memory.

use std::collections::BTreeSet;

use comity_core::{
    DossierId, Hash, Origin, PartyName, Time,
    id::ActId,
    record::{Position, Said, Side},
};

use super::table::Table;
use crate::{
    access::HoldingRow,
    credentials::{CredentialRow, EvidenceRow},
    desk::{DossierRow, LeafRow},
    house::{DraftRow, PersonRow, PrivateNote, TrailEntry},
    logs::{ChannelState, EntryRow},
    notes::NoteKind,
    parts::AttachmentRow,
};

macro_rules! tables {
    ($($name:ident: $key:ty => $value:ty,)*) => {
        /// Everything that a store holds.
        #[derive(Debug, Clone, Default)]
        pub(super) struct State {
            $(pub(super) $name: Table<$key, $value>,)*
        }

        impl State {
            /// Keeps what the transaction changed.
            pub(super) fn commit(&mut self) {
                $(self.$name.commit();)*
            }

            /// Takes back what the transaction changed.
            pub(super) fn rollback(&mut self) {
                $(self.$name.rollback();)*
            }
        }
    };
}

tables! {
    channels: PartyName => ChannelState,
    logs: Origin => Log,
    entries: (u32, u64) => EntryRow,
    sealed: (u32, u64) => Sealed,
    feet: (u32, u8, u64) => Hash,
    openings: Hash => Vec<u8>,
    tombstones: Hash => String,
    notes: (Origin, NoteKind, u64, Time) => Vec<u8>,
    credentials: Hash => CredentialRow,
    evidence: (PartyName, u64) => EvidenceRow,
    projected: Origin => u64,
    leaves: (PartyName, Side, Position) => Leaf,
    covers: (PartyName, Side, Position, Position) => (),
    acts: (PartyName, Side, Position) => Said,
    acts_by_id: (PartyName, ActId, Side, Position) => (),
    acts_by_dossier: (PartyName, DossierId, Side, Position) => (),
    acts_of_channel: (PartyName, Side, Position) => (),
    dossiers: (PartyName, String) => Dossier,
    arrivals: () => u64,
    days: (PartyName, i64) => (u64, Option<String>),
    attachments: Hash => AttachmentRow,
    part_hashes: Hash => Vec<Hash>,
    people: String => PersonRow,
    drafts: String => DraftRow,
    private_notes: u64 => (PartyName, DossierId, PrivateNote),
    labels: (String, PartyName, DossierId) => (),
    trail: u64 => TrailEntry,
    settings: String => String,
    holdings: (PartyName, String) => HoldingRow,
    terms: (PartyName, String) => BTreeSet<String>,
    subjects: (PartyName, String) => String,
    terms_due: (PartyName, String) => (u64, DossierId),
    term_marks: () => u64,
    kept: (String, String) => String,
}

/// A log by the number that its rows carry.
#[derive(Debug, Clone, Copy)]
pub(super) struct Log {
    pub(super) number: u32,
    pub(super) size: u64,
}

/// The sealed bytes of an entry.
#[derive(Debug, Clone, Default)]
pub(super) struct Sealed {
    pub(super) envelope: Option<Vec<u8>>,
    pub(super) body: Option<Vec<u8>>,
}

/// A leaf and the furthest that it or a leaf before it had seen.
#[derive(Debug, Clone)]
pub(super) struct Leaf {
    pub(super) row: LeafRow,
    pub(super) cover: Position,
}

/// A dossier, and when it came to the desk: a number that grows.
#[derive(Debug, Clone)]
pub(super) struct Dossier {
    pub(super) row: DossierRow,
    pub(super) arrival: u64,
}
