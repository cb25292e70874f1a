//! What a proof of one act is put together from: leaves, notes, sealed bytes and file keys, read from the store.

use comity_core::{
    ActId, Hash, Leaf, Origin, PartyName,
    body::{Body, holds_personal},
    record::Said,
};
use comity_peer::{
    act::unpad,
    credential::CredentialFile,
    proof::{
        Role,
        build::{ActSource, Builder, Disclosed, Entry, LogSource},
    },
    seal::{FileKey, Sealer},
    statement::{verify_checkpoint, verify_receipt},
};
use comity_store::{
    ReadTx,
    notes::{NoteKind, NoteRow},
    tree::LogTree,
};
use comity_tlog::tree::HashReader;

use super::{BATCH, ProveError};
use crate::{channel::openings, desk::stalled, error::NodeError, node::Party};

/// An act with what is disclosed of it, owned until the proof is written.
pub(super) struct Shown {
    pub(super) said: Said,
    pub(super) origin: Origin,
    pub(super) leaf: Vec<u8>,
    pub(super) envelope: Option<(Vec<u8>, FileKey)>,
    pub(super) body: Option<(Vec<u8>, FileKey)>,
    pub(super) attachments: Vec<Opening>,
    /// The leaf before the covering one, and the covering one.
    pub(super) covering: Option<[(u64, Vec<u8>); 2]>,
    pub(super) held: Vec<(usize, u64, Vec<u8>)>,
}

/// The opening of an attachment.
pub(super) struct Opening {
    /// From 1.
    pub(super) number: usize,
    /// The sealed file, unless it lies beside the proof.
    pub(super) sealed: Option<Vec<u8>>,
    pub(super) key: FileKey,
}

impl Opening {
    fn inside(&self) -> Option<(usize, Disclosed<'_>)> {
        let (sealed, key) = (self.sealed.as_deref()?, &self.key);
        Some((self.number, Disclosed { sealed, key }))
    }

    fn beside(&self) -> Option<(usize, &FileKey)> {
        self.sealed.is_none().then_some((self.number, &self.key))
    }
}

impl Shown {
    /// The last entry of the other log that its proof shows.
    pub(super) fn last_of_other(&self) -> Option<u64> {
        let covering = self.covering.as_ref().map(|[_, (index, _)]| *index);
        self.held
            .iter()
            .map(|(_, index, _)| *index)
            .chain(covering)
            .max()
    }
}

/// A log with the notes that its proof rests on.
pub(super) struct Log {
    pub(super) origin: Origin,
    pub(super) checkpoint: Vec<u8>,
    pub(super) receipt: Option<Vec<u8>>,
}

impl Log {
    pub(super) fn source<'a>(&'a self, tree: &'a dyn HashReader) -> LogSource<'a> {
        LogSource {
            origin: &self.origin,
            tree,
            checkpoint: &self.checkpoint,
            receipt: self.receipt.as_deref(),
        }
    }
}

pub(super) const fn disclosed(file: &(Vec<u8>, FileKey)) -> Disclosed<'_> {
    Disclosed {
        sealed: file.0.as_slice(),
        key: &file.1,
    }
}

pub(super) struct Prover<'a> {
    pub(super) tx: &'a dyn ReadTx,
    pub(super) party: &'a Party,
    pub(super) sealer: &'a dyn Sealer,
}

impl Prover<'_> {
    pub(super) fn find(&self, act: ActId) -> Result<(PartyName, Said), ProveError> {
        for them in self.tx.channels()? {
            if let Some(said) = self.tx.acts_with_id(&them, act)?.into_iter().next() {
                stalled::must_follow(self.tx, &them)?;
                return Ok((them, said));
            }
        }
        stalled::all_must_follow(self.tx)?;
        Err(ProveError::NoAct(act))
    }

    pub(super) fn act(
        &self,
        them: &PartyName,
        said: Said,
        envelope: bool,
        body: bool,
    ) -> Result<Shown, ProveError> {
        let origin = said.envelope.origin.clone();
        let index = said.position.index;
        let entry = self.tx.entry(&origin, index)?.ok_or(ProveError::Closed)?;
        let covering = match self.tx.first_cover(them, said.side, said.position)? {
            Some(cover) if cover.position.generation == origin.generation => {
                let other = origin.opposite();
                let before = cover.position.index.saturating_sub(1);
                let leaf = |index| {
                    self.tx
                        .entry(&other, index)?
                        .map(|row| (index, row.leaf))
                        .ok_or(ProveError::NotCovered)
                };
                Some([leaf(before)?, leaf(cover.position.index)?])
            }
            _ => None,
        };
        let reference = said.envelope.body.map(|body| body.sha256);
        Ok(Shown {
            envelope: if envelope {
                Some(self.file(&origin, index, &said.act)?)
            } else {
                None
            },
            body: match reference.filter(|_| body) {
                Some(hash) => Some(self.file(&origin, index, &hash)?),
                None => None,
            },
            attachments: vec![],
            held: vec![],
            leaf: entry.leaf,
            covering,
            origin,
            said,
        })
    }

    /// The sealed bytes of an entry with this fingerprint, with the key of their file.
    pub(super) fn file(
        &self,
        log: &Origin,
        index: u64,
        hash: &Hash,
    ) -> Result<(Vec<u8>, FileKey), ProveError> {
        let sealed = self.tx.sealed(log, index, hash)?;
        let sealed = sealed.ok_or(ProveError::Closed)?;
        let opened = openings::open(self.tx, self.sealer, &sealed)?;
        let key = opened.map_err(|_| ProveError::Closed)?.file_key;
        Ok((sealed, key))
    }

    /// Whether the body of an act holds personal fields; one that is not of the form of these rules may.
    pub(super) fn personal(&self, said: &Said) -> bool {
        let body = said.envelope.body.map(|_| self.body(said));
        body.is_some_and(|body| body.map_or(true, |body| holds_personal(&body)))
    }

    pub(super) fn body(&self, said: &Said) -> Result<Body, ProveError> {
        let reference = said.envelope.body.ok_or(ProveError::Closed)?;
        let (log, index) = (&said.envelope.origin, said.position.index);
        let sealed = self.tx.sealed(log, index, &reference.sha256)?;
        let sealed = sealed.ok_or(ProveError::Closed)?;
        let opened = openings::open(self.tx, self.sealer, &sealed)?;
        let opened = opened.map_err(|_| ProveError::Closed)?;
        let text = unpad(&opened.plain).ok_or(ProveError::Closed)?;
        Body::parse(text).map_err(|_| ProveError::Closed)
    }

    /// The leaves of the other log that list the attachments of an act as held.
    pub(super) fn held(
        &self,
        them: &PartyName,
        said: &Said,
    ) -> Result<Vec<(usize, u64, Vec<u8>)>, ProveError> {
        let other = said.envelope.origin.opposite();
        let cover = self
            .tx
            .first_cover(them, said.side, said.position)?
            .ok_or(ProveError::NotCovered)?;
        let mut wanted: Vec<(usize, Hash)> = (1..)
            .zip(said.envelope.attachments.iter().map(|one| one.root))
            .collect();
        let mut found = Vec::new();
        let mut from = cover.position.index;
        while !wanted.is_empty() {
            let entries = self.tx.entries(&other, from, BATCH)?;
            if entries.is_empty() {
                return Err(ProveError::Unsigned("held"));
            }
            for (index, entry) in (from..).zip(&entries) {
                let leaf = Leaf::parse(&entry.leaf).map_err(NodeError::from)?;
                wanted.retain(|(number, root)| {
                    let held = leaf.held.contains(root);
                    if held {
                        found.push((*number, index, entry.leaf.clone()));
                    }
                    !held
                });
            }
            from = from.saturating_add(entries.len() as u64);
        }
        found.sort();
        Ok(found)
    }

    /// A log with a checkpoint over an entry, or the latest; with the first receipt over it, when one is wanted.
    pub(super) fn log(
        &self,
        origin: &Origin,
        index: Option<u64>,
        receipt: bool,
    ) -> Result<Log, ProveError> {
        let ours = origin.sender == self.party.me;
        let (checkpoints, receipts) = if ours {
            (NoteKind::OwnCheckpoint, NoteKind::ReceiptFromThem)
        } else {
            (NoteKind::TheirCheckpoint, NoteKind::ReceiptByUs)
        };
        let checkpoint = self.note(origin, &origin.sender, checkpoints, index)?;
        let checkpoint = checkpoint.ok_or(ProveError::Unsigned("checkpoint"))?;
        let receipt = match receipt {
            true => {
                let note = self.note(origin, &origin.reader, receipts, index)?;
                Some(note.ok_or(ProveError::Unsigned("receipt"))?.bytes)
            }
            false => None,
        };
        Ok(Log {
            origin: origin.clone(),
            checkpoint: checkpoint.bytes,
            receipt,
        })
    }

    /// The first note of a log over an entry, or the latest.
    ///
    /// Where the first lies under a credential that was revoked since, the latest is
    /// taken if it covers the entry too: it may lie under the one that followed.
    fn note(
        &self,
        origin: &Origin,
        signer: &PartyName,
        kind: NoteKind,
        index: Option<u64>,
    ) -> Result<Option<NoteRow>, ProveError> {
        let latest = || self.tx.latest_note(origin, kind);
        let Some(index) = index else {
            return Ok(latest()?);
        };
        let first = self.tx.first_note_covering(origin, kind, index)?;
        let Some(first) = first else {
            return Ok(None);
        };
        for row in self.tx.credentials(signer)? {
            let file = CredentialFile::parse(&row.file).map_err(NodeError::from)?;
            let own = file.credential();
            let signed = match kind {
                NoteKind::OwnCheckpoint | NoteKind::TheirCheckpoint => {
                    verify_checkpoint(&first.bytes, own, origin)
                }
                NoteKind::ReceiptByUs | NoteKind::ReceiptFromThem => {
                    verify_receipt(&first.bytes, own, origin)
                }
            };
            if row.revocation.is_some() && signed.is_ok() {
                return Ok(latest()?.filter(|note| note.size > index).or(Some(first)));
            }
        }
        Ok(Some(first))
    }

    pub(super) fn add(
        &self,
        builder: &mut Builder,
        role: Role,
        log: &Log,
        other: &Log,
        shown: &Shown,
    ) -> Result<(), ProveError> {
        let (tree, other_tree) = (
            LogTree::new(self.tx, &log.origin),
            LogTree::new(self.tx, &other.origin),
        );
        let parts = ActSource {
            covering: shown
                .covering
                .as_ref()
                .map(|[before, covering]| (entry(before), entry(covering))),
            envelope: shown.envelope.as_ref().map(disclosed),
            body: shown.body.as_ref().map(disclosed),
            attachments: shown
                .attachments
                .iter()
                .filter_map(Opening::inside)
                .collect(),
            beside: shown
                .attachments
                .iter()
                .filter_map(Opening::beside)
                .collect(),
            held: shown
                .held
                .iter()
                .map(|(number, index, leaf)| {
                    (
                        *number,
                        Entry {
                            index: *index,
                            leaf,
                        },
                    )
                })
                .collect(),
        };
        let place = Entry {
            index: shown.said.position.index,
            leaf: &shown.leaf,
        };
        builder.act(
            role,
            &log.source(&tree),
            &other.source(&other_tree),
            place,
            &parts,
        )?;
        Ok(())
    }
}

pub(super) fn entry(place: &(u64, Vec<u8>)) -> Entry<'_> {
    Entry {
        index: place.0,
        leaf: &place.1,
    }
}
