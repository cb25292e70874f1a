//! Puts a proof together from what a node holds.
//!
//! Pure: the node reads leaves, notes, sealed bytes and file keys from its
//! store and hands them in; inclusion proofs are computed here. What is built
//! is not checked: [`super::verify`] is run over it by whoever relies on it,
//! the node included.

use comity_core::{
    Origin,
    canonical::{self, CanonicalError, V1},
    id::DossierKey,
};
use comity_tlog::{
    hash::Hash,
    tlog_proof::{TlogProof, TlogProofError},
    tree::{self, HashReader, TreeError},
};

use super::{
    ActClaim, Depth, Manifest, ProofKind, Role,
    act::hex,
    archive::{self, Members},
    handed_back, manifest,
    trust::{key, member},
};
use crate::{credential::CredentialFile, revocation::RevocationFile, seal::FileKey};

/// A log that proofs are made from.
#[derive(Clone, Copy)]
pub struct LogSource<'a> {
    /// The log.
    pub origin: &'a Origin,
    /// Its subtrees.
    pub tree: &'a dyn HashReader,
    /// A checkpoint of its sender over all that is proven: the signed note.
    pub checkpoint: &'a [u8],
    /// A receipt of its reader, where one is wanted and held.
    pub receipt: Option<&'a [u8]>,
}

/// An entry of a log with its bytes.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    /// Its index.
    pub index: u64,
    /// The leaf.
    pub leaf: &'a [u8],
}

/// A sealed file with its key.
#[derive(Debug, Clone, Copy)]
pub struct Disclosed<'a> {
    /// The sealed bytes.
    pub sealed: &'a [u8],
    /// The key of this file.
    pub key: &'a FileKey,
}

/// An act to be proven, with what is disclosed of it.
#[derive(Debug, Clone, Default)]
pub struct ActSource<'a> {
    /// The entry before the first leaf of the other log that covers it, and that leaf.
    pub covering: Option<(Entry<'a>, Entry<'a>)>,
    /// The envelope.
    pub envelope: Option<Disclosed<'a>>,
    /// The body; only with the envelope.
    pub body: Option<Disclosed<'a>>,
    /// Attachments by their number from 1; only with the envelope.
    pub attachments: Vec<(usize, Disclosed<'a>)>,
    /// The keys of attachments whose sealed files lie beside the proof, by number; only with the envelope.
    pub beside: Vec<(usize, &'a FileKey)>,
    /// The leaf of the other log that lists an attachment as held, by its number from 1; only with the envelope.
    pub held: Vec<(usize, Entry<'a>)>,
}

/// The end of the silent side's log.
pub struct SilenceSource<'a> {
    /// Every leaf from the one before the first that covers the request to the end of the checkpoint.
    pub leaves: &'a [Vec<u8>],
    /// The index of the first of them.
    pub start: u64,
    /// The key of the request's dossier.
    pub dossier_key: &'a DossierKey,
    /// The envelope of each leaf, from the first covering one on, that the key tags, by index.
    pub envelopes: Vec<(u64, Disclosed<'a>)>,
}

/// Why a proof was not built.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BuildError {
    /// The log does not reach that far, or subtrees are missing.
    #[error(transparent)]
    Tree(#[from] TreeError),
    /// A note or leaf does not fit into a tlog-proof.
    #[error(transparent)]
    File(#[from] TlogProofError),
    /// The claim cannot be written.
    #[error(transparent)]
    Claim(#[from] CanonicalError),
    /// No receipt is held.
    #[error("find a receipt")]
    NoReceipt,
    /// A leaf is longer than leaves are.
    #[error("write a leaf of {0} bytes")]
    Leaf(usize),
    /// The proof would be longer than [`super::LIMIT`].
    #[error("write a proof of this size")]
    TooLong,
}

impl BuildError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Tree(error) => error.code(),
            Self::File(error) => error.code(),
            Self::Claim(error) => error.code(),
            Self::NoReceipt => "receipt-none",
            Self::Leaf(_) => "receipt-leaf",
            Self::TooLong => "receipt-too-long",
        }
    }
}

/// Collects the parts of a proof.
#[derive(Debug)]
pub struct Builder {
    kind: ProofKind,
    acts: Vec<ActClaim>,
    members: Members,
}

impl Builder {
    /// An empty proof of this kind.
    #[must_use]
    pub fn new(kind: ProofKind) -> Self {
        Self {
            kind,
            acts: Vec::new(),
            members: Members::default(),
        }
    }

    /// Adds an act: said under the log's checkpoint, delivered where the log has a receipt, and what is disclosed.
    ///
    /// `other` is the log of the other side, for covering and held leaves.
    ///
    /// # Errors
    /// See [`BuildError`].
    pub fn act(
        &mut self,
        role: Role,
        log: &LogSource<'_>,
        other: &LogSource<'_>,
        entry: Entry<'_>,
        source: &ActSource<'_>,
    ) -> Result<(), BuildError> {
        let number = self.acts.len() + 1;
        let mut add = |name: String, content| self.members.add(format!("{number}/{name}"), content);
        add("said.tlog-proof".into(), place(log, log.checkpoint, entry)?);
        if let Some(receipt) = log.receipt {
            add("delivered.tlog-proof".into(), place(log, receipt, entry)?);
        }
        if let Some((before, covering)) = source.covering {
            add(
                "before.tlog-proof".into(),
                place(other, other.checkpoint, before)?,
            );
            add(
                "covering.tlog-proof".into(),
                place(other, other.checkpoint, covering)?,
            );
        }
        for (count, held) in &source.held {
            add(
                format!("held-{count}.tlog-proof"),
                place(other, other.checkpoint, *held)?,
            );
        }
        let mut disclose = |name: String, file: Disclosed<'_>| {
            add(format!("{name}.age"), file.sealed.to_vec());
            add(format!("{name}.key"), hex(file.key.as_bytes()));
        };
        let parts = [("envelope", source.envelope), ("body", source.body)];
        parts
            .into_iter()
            .filter_map(|(name, part)| Some((name, part?)))
            .for_each(|(name, part)| disclose(name.into(), part));
        source
            .attachments
            .iter()
            .for_each(|(count, file)| disclose(format!("attachment-{count}"), *file));
        for (count, key) in &source.beside {
            add(format!("attachment-{count}.key"), hex(key.as_bytes()));
        }
        let opened = match (source.envelope, source.body) {
            (None, _) => None,
            (Some(_), None) => Some(Depth::Envelope),
            (Some(_), Some(_)) => Some(Depth::Body),
        };
        self.acts.push(ActClaim {
            index: entry.index,
            log: log.origin.clone(),
            opened,
            role,
        });
        Ok(())
    }

    /// Adds the end of the silent side's log under its checkpoint.
    ///
    /// # Errors
    /// See [`BuildError`].
    pub fn silence(
        &mut self,
        silent: &LogSource<'_>,
        source: &SilenceSource<'_>,
    ) -> Result<(), BuildError> {
        let left = tree::frontier_at(&Dyn(silent.tree), source.start)?;
        let left: String = left
            .hashes()
            .iter()
            .map(|hash| format!("{}\n", hash.to_base64()))
            .collect();
        let mut leaves = Vec::new();
        for leaf in source.leaves {
            let length = u16::try_from(leaf.len()).map_err(|_| BuildError::Leaf(leaf.len()))?;
            leaves.extend_from_slice(&length.to_be_bytes());
            leaves.extend_from_slice(leaf);
        }
        let mut add = |name: &str, content| self.members.add(format!("silence/{name}"), content);
        add("start", format!("{}\n", source.start).into_bytes());
        add("left", left.into_bytes());
        add("leaves", leaves);
        add("checkpoint", silent.checkpoint.to_vec());
        add("dossier-key", hex(source.dossier_key.as_bytes()));
        for (index, file) in &source.envelopes {
            add(&format!("{index}.age"), file.sealed.to_vec());
            add(&format!("{index}.key"), hex(file.key.as_bytes()));
        }
        Ok(())
    }

    /// Adds the two artefacts of a fork as they came.
    pub fn fork(&mut self, a: &[u8], b: &[u8]) {
        self.members.add("fork/a".to_owned(), a.to_vec());
        self.members.add("fork/b".to_owned(), b.to_vec());
    }

    /// Adds the receipt of a counterpart over what it handed back in a recovery.
    pub fn handed_back(&mut self, receipt: &[u8]) {
        self.members
            .add(handed_back::NAME.to_owned(), receipt.to_vec());
    }

    /// Adds a credential between the pinned ones and those used.
    pub fn credential(&mut self, file: &CredentialFile) {
        self.members
            .add(member("credentials", &key(file)), file.bytes().to_vec());
    }

    /// Adds a revocation.
    pub fn revocation(&mut self, file: &RevocationFile) {
        let revocation = file.revocation();
        let key = (revocation.party.clone(), revocation.serial);
        self.members
            .add(member("revocations", &key), file.bytes().to_vec());
    }

    /// Adds the entry of the other side's log that records a revocation, with its envelope.
    ///
    /// # Errors
    /// See [`BuildError`].
    pub fn recorded(
        &mut self,
        file: &RevocationFile,
        log: &LogSource<'_>,
        entry: Entry<'_>,
        envelope: Disclosed<'_>,
    ) -> Result<(), BuildError> {
        let revocation = file.revocation();
        let name = member("recorded", &(revocation.party.clone(), revocation.serial));
        let placed = place(log, log.checkpoint, entry)?;
        for (end, content) in [
            ("tlog-proof", placed),
            ("age", envelope.sealed.to_vec()),
            ("key", hex(envelope.key.as_bytes())),
        ] {
            self.members.add(format!("{name}.{end}"), content);
        }
        Ok(())
    }

    /// The archive.
    ///
    /// # Errors
    /// The claim cannot be written, or the proof would be too long.
    pub fn finish(mut self) -> Result<Vec<u8>, BuildError> {
        let claim = Manifest {
            acts: self.acts,
            kind: self.kind,
            v: V1,
        };
        self.members
            .add(manifest::NAME.to_owned(), canonical::to_bytes(&claim)?);
        self.members
            .add(archive::STATES.to_owned(), archive::states());
        self.members.write().ok_or(BuildError::TooLong)
    }
}

/// An entry as a tlog-proof under a signed note of its log: for the parts of a proof, and as an artefact of a fork.
///
/// # Errors
/// See [`BuildError`].
pub fn place(log: &LogSource<'_>, note: &[u8], entry: Entry<'_>) -> Result<Vec<u8>, BuildError> {
    let size = TlogProof::new(None, 0, Vec::new(), note)?.checkpoint().size;
    let hashes = tree::inclusion(&Dyn(log.tree), entry.index, size)?;
    Ok(TlogProof::new(Some(entry.leaf.to_vec()), entry.index, hashes, note)?.encode())
}

/// A reader of unknown type, where one of known size is asked for.
struct Dyn<'a>(&'a dyn HashReader);

impl HashReader for Dyn<'_> {
    fn node(&self, level: u8, index: u64) -> Option<Hash> {
        self.0.node(level, index)
    }
}
