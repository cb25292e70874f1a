//! A log of the store, as the protocol asks for what lies behind its end.

use comity_core::{Hash, Origin};
use comity_peer::channel::{HeldLog, HeldNote};
use comity_store::{ReadTx, notes::NoteKind, tree::LogTree};
use comity_tlog::tree::HashReader;

/// One log within one transaction. A failure of the store shows as `None`, of which no judgement is made.
pub(crate) struct Held<'tx> {
    tx: &'tx dyn ReadTx,
    origin: &'tx Origin,
    tree: LogTree<'tx, dyn ReadTx + 'tx>,
    owner: NoteKind,
    reader: NoteKind,
}

impl<'tx> Held<'tx> {
    /// The log that we write.
    pub(crate) fn ours(tx: &'tx dyn ReadTx, origin: &'tx Origin) -> Self {
        Self::new(
            tx,
            origin,
            NoteKind::OwnCheckpoint,
            NoteKind::ReceiptFromThem,
        )
    }

    /// The log that they write.
    pub(crate) fn theirs(tx: &'tx dyn ReadTx, origin: &'tx Origin) -> Self {
        Self::new(tx, origin, NoteKind::TheirCheckpoint, NoteKind::ReceiptByUs)
    }

    fn new(tx: &'tx dyn ReadTx, origin: &'tx Origin, owner: NoteKind, reader: NoteKind) -> Self {
        let tree = LogTree::new(tx, origin);
        Self {
            tx,
            origin,
            tree,
            owner,
            reader,
        }
    }

    /// The note of the smallest size of at least `size`, and of these the earliest.
    fn note(&self, kind: NoteKind, size: u64) -> Option<HeldNote> {
        let note = match size.checked_sub(1) {
            Some(index) => self.tx.first_note_covering(self.origin, kind, index).ok()?,
            None => self.tx.notes(self.origin, kind, None, 1).ok()?.pop(),
        };
        note.map(|row| HeldNote {
            at: row.time,
            note: row.bytes,
            size: row.size,
        })
    }
}

impl HeldLog for Held<'_> {
    fn node(&self, level: u8, index: u64) -> Option<Hash> {
        self.tree.node(level, index)
    }

    fn leaf(&self, index: u64) -> Option<Vec<u8>> {
        let entry = self.tx.entry(self.origin, index).ok()??;
        Some(entry.leaf)
    }

    fn checkpoint(&self, size: u64) -> Option<HeldNote> {
        self.note(self.owner, size)
    }

    fn receipt(&self, size: u64) -> Option<HeldNote> {
        self.note(self.reader, size)
    }
}
