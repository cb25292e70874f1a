//! The record of a channel, entry by entry: what stands in each log, and which signatures cover it.
//!
//! A leaf is shown to whoever may read the record. What its envelope says of a case is
//! withheld from a reader whom that case does not reach.

use comity_core::{
    ActId, DossierId, Envelope, Hash, Leaf, Origin, PartyName, Time,
    record::{Position, Said, Side},
};
use comity_peer::channel::ChannelState;
use comity_store::{ReadTx, Store, StoreError, logs::EntryRow, notes::NoteKind};
use serde::Serialize;

use crate::{
    access::{self, Sight},
    channel::state,
    desk::stalled,
    node::{Node, Result},
};

/// Whose log.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// The one that we write.
    Ours,
    /// The one that they write.
    Theirs,
}

/// An entry of a log, as it is listed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EntryLine {
    /// Its number, from 0.
    pub index: u64,
    /// The stated time.
    pub at: Time,
    /// Entries of the other log that its sender had seen.
    pub seen: u64,
    /// The kind of its act, where it has one that opens.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// The fingerprint of its sealed envelope, where it has an act.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub act: Option<Hash>,
    /// The case of its act.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub case: Option<DossierId>,
    /// Entries of the other log that it calls bad.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub bad: Vec<u64>,
    /// How many attachments it says are held.
    pub held: usize,
    /// Whether it opens the generation.
    pub opening: bool,
    /// The rule that it breaks by itself, as a code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub void: Option<&'static str>,
    /// Under the reader's receipt.
    pub receipted: bool,
    /// Whether its act belongs to a case that does not reach whoever asks: then nothing of it is told.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub withheld: bool,
}

/// A stretch of a log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LogPage {
    /// Which log.
    pub log: Origin,
    /// Entries in all.
    pub size: u64,
    /// Of these, under the reader's receipt.
    pub receipted: u64,
    /// The stretch.
    pub entries: Vec<EntryLine>,
}

/// One entry with all that is kept of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShownEntry {
    /// Which log.
    pub log: Origin,
    /// Its line.
    pub line: EntryLine,
    /// Its leaf as signed.
    pub leaf: Vec<u8>,
    /// The leaf hash.
    pub leaf_hash: Hash,
    /// The id of its act, where it opens.
    pub id: Option<ActId>,
    /// Its envelope, where it opens.
    pub envelope: Option<Envelope>,
    /// The first signature of its writer that covers it.
    pub checkpoint: Option<SignedNote>,
    /// The first receipt of its reader that covers it.
    pub receipt: Option<SignedNote>,
}

/// A signed note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedNote {
    /// The time that it states.
    pub at: Time,
    /// The size of the log that it signs.
    pub size: u64,
    /// The note.
    pub text: String,
}

impl<S: Store> Node<S> {
    /// Entries of a log from an index on, at most `limit`; of the newest generation where none is named.
    ///
    /// # Errors
    /// There is no such channel, or the store fails.
    pub fn log_page(
        &self,
        sight: &Sight,
        them: &PartyName,
        whose: Whose,
        generation: Option<u32>,
        from: u64,
        limit: usize,
    ) -> Result<LogPage> {
        self.read(|_, tx| {
            let log = Log::find(tx, them, whose, generation)?;
            let rows = tx.entries(&log.origin, from, limit)?;
            let entries = (from..=u64::MAX)
                .zip(&rows)
                .map(|(index, row)| log.line(tx, sight, index, row).map(|(line, _)| line));
            Ok(LogPage {
                entries: entries.collect::<Result<_>>()?,
                size: tx.size(&log.origin)?,
                receipted: log.receipted,
                log: log.origin,
            })
        })
    }

    /// One entry with its leaf and the first signatures over it; nothing where the log ends before it.
    ///
    /// # Errors
    /// There is no such channel, or the store fails.
    pub fn log_entry(
        &self,
        sight: &Sight,
        them: &PartyName,
        whose: Whose,
        generation: Option<u32>,
        index: u64,
    ) -> Result<Option<ShownEntry>> {
        self.read(|_, tx| {
            let log = Log::find(tx, them, whose, generation)?;
            let Some(row) = tx.entry(&log.origin, index)? else {
                return Ok(None);
            };
            let (signs, holds) = match whose {
                Whose::Ours => (NoteKind::OwnCheckpoint, NoteKind::ReceiptFromThem),
                Whose::Theirs => (NoteKind::TheirCheckpoint, NoteKind::ReceiptByUs),
            };
            let (line, said) = log.line(tx, sight, index, &row)?;
            let envelope = said.map(|said| said.envelope);
            Ok(Some(ShownEntry {
                line,
                leaf: row.leaf,
                leaf_hash: row.leaf_hash,
                id: envelope.as_ref().map(|envelope| envelope.id),
                envelope,
                checkpoint: note(tx, &log.origin, signs, index)?,
                receipt: note(tx, &log.origin, holds, index)?,
                log: log.origin,
            }))
        })
    }
}

/// A log of a channel in a generation.
struct Log<'a> {
    them: &'a PartyName,
    origin: Origin,
    side: Side,
    /// How many of its entries are under the receipt of its reader.
    receipted: u64,
}

impl<'a> Log<'a> {
    fn find(
        tx: &dyn ReadTx,
        them: &'a PartyName,
        whose: Whose,
        generation: Option<u32>,
    ) -> Result<Self> {
        let state = state::load(tx, them)?;
        let generation = generation.unwrap_or(state.current.number);
        let ours = Origin {
            generation,
            ..state.our_origin()
        };
        let origin = match whose {
            Whose::Ours => ours,
            Whose::Theirs => ours.opposite(),
        };
        Ok(Self {
            them,
            side: side(&origin),
            receipted: receipted(&state, whose, generation),
            origin,
        })
    }

    fn line(
        &self,
        tx: &dyn ReadTx,
        sight: &Sight,
        index: u64,
        row: &EntryRow,
    ) -> Result<(EntryLine, Option<Said>)> {
        let leaf = Leaf::parse(&row.leaf)?;
        let position = Position {
            generation: self.origin.generation,
            index,
        };
        stalled::must_follow(tx, self.them)?;
        let mut said = tx.act(self.them, self.side, position)?;
        let case = said.as_ref().and_then(|said| said.envelope.dossier.clone());
        let withheld = match &case {
            Some(case) => !access::may_see(tx, sight, self.them, case)?,
            None => false,
        };
        if withheld {
            said = None;
        }
        let line = EntryLine {
            index,
            at: leaf.at,
            seen: leaf.seen.size,
            kind: said.as_ref().map(|said| said.envelope.kind.clone()),
            act: leaf.act,
            case: case.filter(|_| !withheld),
            bad: leaf.bad,
            held: leaf.held.len(),
            opening: leaf.open.is_some(),
            void: said
                .as_ref()
                .and_then(|said| said.void)
                .map(|void| void.code()),
            receipted: index < self.receipted,
            withheld,
        };
        Ok((line, said))
    }
}

/// The side of the party that writes a log.
fn side(origin: &Origin) -> Side {
    if origin.sender < origin.reader {
        Side::First
    } else {
        Side::Second
    }
}

fn receipted(state: &ChannelState, whose: Whose, generation: u32) -> u64 {
    let Some(one) = state.generation(generation) else {
        return 0;
    };
    match whose {
        Whose::Ours => one.ours.receipted(),
        Whose::Theirs => one.theirs.receipted.map_or(0, |mark| mark.size),
    }
}

fn note(
    tx: &dyn ReadTx,
    origin: &Origin,
    kind: NoteKind,
    index: u64,
) -> std::result::Result<Option<SignedNote>, StoreError> {
    let row = tx.first_note_covering(origin, kind, index)?;
    Ok(row.map(|row| SignedNote {
        at: row.time,
        size: row.size,
        text: String::from_utf8_lossy(&row.bytes).into_owned(),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::channel::tests::{at, exchange, pair, say};

    #[test]
    fn both_nodes_list_the_same_log_and_say_what_covers_an_entry() {
        let (a, b) = pair();
        exchange(&a, &b, 1);
        let said = say(&a, &b, "please", 2);
        let index = said.position.index;
        let ours = a
            .node
            .log_page(&Sight::All, b.name(), Whose::Ours, None, 0, 100)
            .unwrap();
        assert!(ours.entries[0].opening);
        assert_eq!(ours.size, ours.entries.len() as u64);
        let waiting = a
            .node
            .log_entry(&Sight::All, b.name(), Whose::Ours, None, index);
        assert_eq!(waiting.unwrap().unwrap().receipt, None);
        exchange(&a, &b, 3);
        let ours = a
            .node
            .log_page(&Sight::All, b.name(), Whose::Ours, None, index, 1)
            .unwrap();
        let theirs = b
            .node
            .log_page(&Sight::All, a.name(), Whose::Theirs, None, index, 1)
            .unwrap();
        assert_eq!(ours.log, theirs.log);
        assert_eq!(ours.entries, theirs.entries);
        let shown = a
            .node
            .log_entry(&Sight::All, b.name(), Whose::Ours, None, index);
        let shown = shown.unwrap().unwrap();
        assert_eq!((shown.id, shown.line.at), (Some(said.id), at(2)));
        assert!(shown.receipt.is_some_and(|note| note.size > index));
        assert_eq!(
            a.node
                .log_entry(&Sight::All, b.name(), Whose::Ours, None, 99)
                .unwrap(),
            None
        );
    }
}
