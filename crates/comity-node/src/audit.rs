//! Verifying a whole store again from its bytes.
//!
//! Each log is read once, in order: every leaf is hashed, and parsed where no
//! signed root is over it; every sealed file is compared with its fingerprint,
//! every tile with the tree over the leaves, every signed note with the root
//! at its size and with the keys of its signer, every credential and piece of
//! evidence with its fingerprint, the trail with its chain. A *deep* audit also
//! parses every leaf, opens every seal, reads every attachment, and compares
//! the projections with ones built anew. So any changed byte is found, and where.

mod acts;
mod attachments;

use std::collections::{BTreeMap, BTreeSet};

use comity_core::{Hash, Origin, PartyName};
use comity_peer::{
    channel::Closed,
    credential::CredentialFile,
    seal::Sealer,
    statement::{Checked, verify_checkpoint, verify_receipt},
};
use comity_store::{ReadTx, Store, StoreError, logs::each_sealed_in, notes::NoteKind};
use comity_tlog::{
    frontier::Frontier,
    hash::{leaf_hash, sha256},
    tile::HEIGHT,
};
use serde::Serialize;

use crate::{
    case::view,
    channel::state,
    desk::{
        self,
        follow::{before_key, follow, stands_at_marks},
    },
    error::NodeError,
    node::Party,
    office::Office,
    report::days,
    trail,
};

/// Notes and attachments read at once.
const BATCH: usize = 1000;
/// Entries after which the progress is told.
const STEP: u64 = 1000;
/// Findings kept; more are counted.
const FINDINGS: usize = 1000;

/// What an audit found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Audit {
    /// Entries of all logs.
    pub entries: u64,
    /// Sealed files compared with their fingerprints.
    pub contents: u64,
    /// Of these, erased ones with their tombstones.
    pub erased: u64,
    /// Signed notes verified.
    pub notes: u64,
    /// Credentials verified.
    pub credentials: u64,
    /// Attachments read whole (deep).
    pub attachments: u64,
    /// Whether seals, attachments and projections were looked at.
    pub deep: bool,
    /// What does not fit.
    pub findings: Vec<Finding>,
    /// How many findings there are in all.
    pub found: u64,
}

/// Something that does not fit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What, as a code.
    pub code: &'static str,
    /// The log, or the channel's counterpart, or the fingerprint that it is about.
    pub about: String,
    /// The entry or size.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<u64>,
}

impl Audit {
    /// Whether everything fits.
    #[must_use]
    pub const fn is_clean(&self) -> bool {
        self.found == 0
    }

    fn find(&mut self, code: &'static str, about: impl ToString, at: Option<u64>) {
        self.found = self.found.saturating_add(1);
        if self.findings.len() < FINDINGS {
            self.findings.push(Finding {
                code,
                about: about.to_string(),
                at,
            });
        }
    }
}

impl<S: Store> Office<'_, S> {
    /// Verifies the store again; `progress` is told entries done and entries in all.
    ///
    /// # Errors
    /// The store cannot be read at all. What does not fit is a finding, no error.
    pub fn audit(
        &self,
        deep: bool,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Audit, NodeError> {
        let mut audit = Audit {
            deep,
            ..Audit::default()
        };
        // The desk says what our leaves called bad. What hinders it from following is found below.
        let mut unfit = BTreeSet::new();
        for them in self.node.channels()? {
            // Following mends a mark that does not fit the rows, which is a finding all the same.
            let fits = self.node.record(|_, tx| stands_at_marks(tx, &them));
            if !fits.unwrap_or(true) {
                audit.find("audit-projection", &them, None);
                unfit.insert(them.clone());
            }
            self.node.follow_desk(&them).ok();
        }
        let secrets = self.node.secrets();
        self.node.record(|party, tx| {
            let logs = tx.logs()?;
            let all = logs
                .iter()
                .fold(0_u64, |sum, (_, size)| sum.saturating_add(*size));
            let credentials = self.credentials(tx, &mut audit)?;
            let mut held = BTreeSet::new();
            for (origin, size) in &logs {
                let mut walk = Walk {
                    tx,
                    me: &party.me,
                    origin,
                    sealer: deep.then_some(&*secrets.sealer),
                    signers: &credentials,
                    audit: &mut audit,
                    held: &mut held,
                    closed: closed(tx, &party.me, origin)?,
                    progress,
                    all,
                };
                walk.log(party, *size)?;
            }
            marks(party, tx, &mut audit)?;
            let chain = trail::check(tx)?;
            if let Some(at) = chain.broken_at {
                audit.find("audit-trail-broken", "trail", Some(at));
            }
            if deep {
                attachments::verify(tx, self.parts, &held, &mut audit)?;
            }
            Ok(())
        })?;
        if deep {
            self.projections(&mut audit, &unfit)?;
        }
        Ok(audit)
    }

    /// All credentials that verify, by party; evidence on the way.
    fn credentials(
        &self,
        tx: &dyn ReadTx,
        audit: &mut Audit,
    ) -> Result<BTreeMap<PartyName, Vec<CredentialFile>>, NodeError> {
        let mut found: BTreeMap<PartyName, Vec<CredentialFile>> = BTreeMap::new();
        let channels = tx.channels()?;
        for party in channels.iter().chain(std::iter::once(self.node.me())) {
            let rows = tx.credentials(party)?;
            if rows.is_empty() {
                audit.find("audit-credential", party, None);
            }
            for row in rows {
                audit.credentials = audit.credentials.saturating_add(1);
                match CredentialFile::parse(&row.file) {
                    Ok(file)
                        if file.fingerprint() == row.fingerprint
                            && file.credential().party == *party =>
                    {
                        found.entry(party.clone()).or_default().push(file);
                    }
                    _ => audit.find("audit-credential", row.fingerprint, None),
                }
            }
        }
        for them in &channels {
            for row in tx.evidence(them)? {
                if sha256(&row.bytes) != row.hash {
                    audit.find("audit-evidence", row.hash, None);
                }
            }
        }
        Ok(found)
    }

    /// Compares the projections of each channel, and the sums of its days, with ones made anew, in a
    /// transaction that is taken back; not of channels of which a finding says it already.
    fn projections(&self, audit: &mut Audit, unfit: &BTreeSet<PartyName>) -> Result<(), NodeError> {
        let channels = self.node.channels()?.into_iter();
        for them in channels.filter(|them| !unfit.contains(them)) {
            let party = self.node.party.clone();
            let name = them.clone();
            let compared: Result<(), Taken> = self.node.unfollowed().write(move |tx| {
                // A desk that is behind is no finding.
                follow(&party, tx, &name, u64::MAX)?;
                let before = digest(&*tx, &name)?;
                let kept = tx.days(&name, i64::MIN..=i64::MAX)?;
                desk::clear(tx, &name)?;
                follow(&party, tx, &name, u64::MAX)?;
                let same = before == digest(&*tx, &name)?;
                let fit = days::fit(&*tx, &name, &kept).unwrap_or(false);
                Err(Taken::Back(same && fit))
            });
            match compared {
                Err(Taken::Back(true)) | Ok(()) => {}
                Err(Taken::Back(false)) => audit.find("audit-projection", &them, None),
                Err(Taken::Failed(error)) => match *error {
                    NodeError::Store(StoreError::CommitUnknown) => return Err(*error),
                    _ => audit.find("audit-projection", &them, None),
                },
            }
        }
        Ok(())
    }
}

/// How a transaction that must not stay ends.
enum Taken {
    /// Rolled back on purpose, with what was compared.
    Back(bool),
    /// It failed by itself.
    Failed(Box<NodeError>),
}

impl From<StoreError> for Taken {
    fn from(error: StoreError) -> Self {
        Self::Failed(Box::new(error.into()))
    }
}

impl From<NodeError> for Taken {
    fn from(error: NodeError) -> Self {
        Self::Failed(Box::new(error))
    }
}

/// A fingerprint over all projections of a channel, as they lie in the store.
fn digest(tx: &dyn ReadTx, them: &PartyName) -> Result<Hash, NodeError> {
    let mut sum = Frontier::new();
    tx.each_desk_row(them, &mut |row| {
        sum.push(leaf_hash(row.as_bytes()), |_, _, _| ());
    })?;
    // What the desk keeps beside its rows.
    let logs = tx.logs()?.into_iter().map(|(origin, _)| origin);
    let ours = logs.filter(|origin| [&origin.sender, &origin.reader].contains(&them));
    for key in ours
        .map(|origin| before_key(&origin))
        .chain([view::bad_key(them)])
    {
        let kept = format!("{key} {:?}", tx.setting(&key)?);
        sum.push(leaf_hash(kept.as_bytes()), |_, _, _| ());
    }
    Ok(sum.root())
}

/// The store against the high-water marks beside the keys.
fn marks(party: &Party, tx: &dyn ReadTx, audit: &mut Audit) -> Result<(), NodeError> {
    for them in tx.channels()? {
        match state::load(tx, &them) {
            Ok(held) => {
                if state::check_marks(tx, &*party.marks, &held).is_err() {
                    audit.find("audit-behind-mark", &them, None);
                }
                heads(tx, &held, audit)?;
            }
            Err(_) => audit.find("audit-channel-state", &them, None),
        }
    }
    Ok(())
}

/// The heads in the channel's state against the logs.
fn heads(
    tx: &dyn ReadTx,
    held: &comity_peer::channel::ChannelState,
    audit: &mut Audit,
) -> Result<(), NodeError> {
    let (ours, theirs) = (held.our_origin(), held.their_origin());
    for (origin, head) in [
        (&ours, &held.current.ours.head),
        (&theirs, &held.current.theirs.head),
    ] {
        if tx.size(origin)? != head.size() {
            audit.find("audit-head", origin, Some(head.size()));
        }
    }
    Ok(())
}

/// One log on its way through the audit.
struct Walk<'a> {
    tx: &'a dyn ReadTx,
    me: &'a PartyName,
    origin: &'a Origin,
    /// Present when seals are to be opened.
    sealer: Option<&'a dyn Sealer>,
    signers: &'a BTreeMap<PartyName, Vec<CredentialFile>>,
    audit: &'a mut Audit,
    /// The attachments that our own leaves say we hold.
    held: &'a mut BTreeSet<Hash>,
    /// How far our log and theirs count, where their generation is over.
    closed: Option<Closed>,
    progress: &'a mut dyn FnMut(u64, u64),
    all: u64,
}

/// How far the logs of the generation of a log of ours count, where it is over.
fn closed(tx: &dyn ReadTx, me: &PartyName, origin: &Origin) -> Result<Option<Closed>, NodeError> {
    if origin.sender != *me {
        return Ok(None);
    }
    let state = state::find(tx, &origin.reader)?;
    Ok(state.and_then(|state| state.generation(origin.generation)?.closed))
}

/// The tiles of a log as they are computed, compared with the stored ones as each is done.
#[derive(Default)]
struct Tiles {
    rows: BTreeMap<u8, (u64, Vec<Hash>)>,
}

impl Walk<'_> {
    fn log(&mut self, party: &Party, size: u64) -> Result<(), NodeError> {
        let notes = self.notes(party)?;
        let signed = notes
            .range(..=size)
            .next_back()
            .map_or(0, |(size, _)| *size);
        let (mut frontier, mut tiles) = (Frontier::new(), Tiles::default());
        let mut feet = Vec::new();
        let (tx, origin) = (self.tx, self.origin);
        let end = each_sealed_in(tx, origin, 0..size, |index, entry| {
            let hash = self.entry(index, &entry, index < signed)?;
            frontier.push(hash, |level, index, node| {
                if level.is_multiple_of(HEIGHT) {
                    feet.push((level / HEIGHT, index, node));
                }
            });
            for (level, index, node) in feet.drain(..) {
                self.foot(&mut tiles, level, index, node)?;
            }
            let size = index.saturating_add(1);
            for root in notes.get(&size).into_iter().flatten() {
                if *root != frontier.root() {
                    self.audit.find("audit-note-root", self.origin, Some(size));
                }
            }
            self.audit.entries = self.audit.entries.saturating_add(1);
            if self.audit.entries.is_multiple_of(STEP) {
                (self.progress)(self.audit.entries, self.all);
            }
            Ok::<_, NodeError>(())
        })?;
        if end < size {
            self.audit
                .find("audit-entries-missing", self.origin, Some(end));
        }
        (self.progress)(self.audit.entries, self.all);
        for (level, (index, hashes)) in tiles.rows {
            self.tile(level, index, &hashes)?;
        }
        if let Some(beyond) = notes.keys().find(|noted| **noted > size) {
            self.audit
                .find("audit-note-beyond", self.origin, Some(*beyond));
        }
        Ok(())
    }

    /// Takes a node at the foot of a tile, as the tiles are stored.
    fn foot(
        &mut self,
        tiles: &mut Tiles,
        level: u8,
        index: u64,
        hash: Hash,
    ) -> Result<(), NodeError> {
        let width = 1_u64 << HEIGHT;
        let tile = index / width;
        let row = tiles
            .rows
            .entry(level)
            .or_insert_with(|| (tile, Vec::new()));
        row.1.push(hash);
        if row.1.len() as u64 == width {
            let (tile, hashes) = std::mem::replace(row, (tile.saturating_add(1), Vec::new()));
            self.tile(level, tile, &hashes)?;
        }
        Ok(())
    }

    fn tile(&mut self, level: u8, index: u64, hashes: &[Hash]) -> Result<(), NodeError> {
        if self.tx.tile(self.origin, level, index)? != hashes {
            self.audit.find(
                "audit-tile",
                format!("{} {level}", self.origin),
                Some(index),
            );
        }
        Ok(())
    }

    /// The roots that signed notes state, by size; each note verified under a credential of its signer.
    fn notes(&mut self, party: &Party) -> Result<BTreeMap<u64, Vec<Hash>>, NodeError> {
        let mut roots: BTreeMap<u64, Vec<Hash>> = BTreeMap::new();
        let ours = self.origin.sender == party.me;
        let kinds = if ours {
            [NoteKind::OwnCheckpoint, NoteKind::ReceiptFromThem]
        } else {
            [NoteKind::TheirCheckpoint, NoteKind::ReceiptByUs]
        };
        for kind in kinds {
            let mut after = None;
            loop {
                let notes = self.tx.notes(self.origin, kind, after, BATCH)?;
                for note in &notes {
                    self.audit.notes = self.audit.notes.saturating_add(1);
                    match self.signed(kind, &note.bytes) {
                        Some(checked) if checked.size == note.size => {
                            roots.entry(note.size).or_default().push(checked.root);
                        }
                        _ => self.audit.find("audit-note", self.origin, Some(note.size)),
                    }
                }
                let Some(last) = notes.last().filter(|_| notes.len() == BATCH) else {
                    break;
                };
                after = Some((last.size, last.time));
            }
        }
        Ok(roots)
    }

    fn signed(&self, kind: NoteKind, bytes: &[u8]) -> Option<Checked> {
        let receipt = matches!(kind, NoteKind::ReceiptFromThem | NoteKind::ReceiptByUs);
        let signer = if receipt {
            &self.origin.reader
        } else {
            &self.origin.sender
        };
        self.signers.get(signer)?.iter().rev().find_map(|file| {
            let credential = file.credential();
            if receipt {
                verify_receipt(bytes, credential, self.origin).ok()
            } else {
                verify_checkpoint(bytes, credential, self.origin).ok()
            }
        })
    }
}
