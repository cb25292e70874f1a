//! Signed notes: checkpoints and receipts, kept as received.

use comity_core::{Origin, Time};

use crate::error::Result;

/// What a signed note states, and for whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum NoteKind {
    /// We signed our own log at this size.
    OwnCheckpoint,
    /// They signed their own log at this size.
    TheirCheckpoint,
    /// They hold our log up to this size.
    ReceiptFromThem,
    /// We hold their log up to this size.
    ReceiptByUs,
}

impl NoteKind {
    /// All kinds, in the order of their codes in the store.
    pub const ALL: [Self; 4] = [
        Self::OwnCheckpoint,
        Self::TheirCheckpoint,
        Self::ReceiptFromThem,
        Self::ReceiptByUs,
    ];

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::OwnCheckpoint => "own-checkpoint",
            Self::TheirCheckpoint => "their-checkpoint",
            Self::ReceiptFromThem => "receipt-from-them",
            Self::ReceiptByUs => "receipt-by-us",
        }
    }
}

/// A signed note as received or as sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteRow {
    /// The size of the log that it speaks of.
    pub size: u64,
    /// The time that its signatures carry.
    pub time: Time,
    /// The note.
    pub bytes: Vec<u8>,
}

/// Reading notes.
pub trait ReadNotes {
    /// The note with the largest size, and of those the latest.
    fn latest_note(&self, origin: &Origin, kind: NoteKind) -> Result<Option<NoteRow>>;

    /// The note with the smallest size above `index`, and of those the earliest: the first
    /// that covers this entry.
    fn first_note_covering(
        &self,
        origin: &Origin,
        kind: NoteKind,
        index: u64,
    ) -> Result<Option<NoteRow>>;

    /// The note with the largest size up to this one, and of those the latest.
    fn last_note_within(
        &self,
        origin: &Origin,
        kind: NoteKind,
        size: u64,
    ) -> Result<Option<NoteRow>>;

    /// The latest note of exactly this size.
    fn note_at(&self, origin: &Origin, kind: NoteKind, size: u64) -> Result<Option<NoteRow>>;

    /// All notes of this kind after (size, time), at most `limit`, in this order.
    fn notes(
        &self,
        origin: &Origin,
        kind: NoteKind,
        after: Option<(u64, Time)>,
        limit: usize,
    ) -> Result<Vec<NoteRow>>;
}

/// Writing notes.
pub trait Notes: ReadNotes {
    /// Keeps a note. Of each size the earliest and the latest are kept: what lies between
    /// states nothing more.
    fn put_note(&mut self, origin: &Origin, kind: NoteKind, note: &NoteRow) -> Result<()>;
}

/// What becomes of a new note when its size has notes of these times already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Keep {
    /// It says nothing more than they do.
    Not,
    /// It is kept beside them.
    Beside,
    /// It takes the place of the one of this time.
    InsteadOf(Time),
}

impl Keep {
    /// `times` ascending: at most the earliest and the latest.
    pub(crate) fn of(times: &[Time], new: Time) -> Self {
        match *times {
            [] => Self::Beside,
            [only] if only != new => Self::Beside,
            [earliest, latest] if new < earliest && earliest < latest => Self::InsteadOf(earliest),
            [earliest, latest] if new > latest && earliest < latest => Self::InsteadOf(latest),
            _ => Self::Not,
        }
    }
}
