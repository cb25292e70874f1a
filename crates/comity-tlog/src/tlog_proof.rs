//! A proof in one file: an entry's place in a log, and the log's signed checkpoint.
//!
//! Source: *tlog-proof*, sections *Format* and *Verifying a tlog proof* (its step 4;
//! the steps before it, which keys must have signed, belong to whoever knows the keys).
//! The checkpoint is kept as the bytes that came. What stands in `extra` is covered by
//! no signature until somebody shows that the leaf hash is made from it.

use thiserror::Error;

use crate::checkpoint::{Checkpoint, CheckpointError};
use crate::hash::Hash;
use crate::note::{MAX_NOTE_LEN, NoteError, SignedNote};
use crate::proof::{self, ProofError};
use crate::strict;

/// The most extra data, in bytes before base64.
pub const MAX_EXTRA_LEN: usize = 64 * 1024;

/// The most hashes of an inclusion proof: no tree of this crate is higher.
pub const MAX_HASHES: usize = 64;

/// The longest proof that is read, in bytes.
pub const MAX_PROOF_LEN: usize =
    MAX_NOTE_LEN + MAX_EXTRA_LEN.div_ceil(3) * 4 + 45 * MAX_HASHES + 128;

/// The first line of every proof.
const HEADER: &str = "c2sp.org/tlog-proof@v1";

/// An inclusion proof with its checkpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TlogProof {
    extra: Option<Vec<u8>>,
    index: u64,
    hashes: Vec<Hash>,
    note_bytes: Vec<u8>,
    note: SignedNote,
    checkpoint: Checkpoint,
}

impl TlogProof {
    /// Puts a proof together around the bytes of a signed checkpoint.
    ///
    /// # Errors
    /// Whatever [`TlogProof::parse`] would refuse in the result.
    pub fn new(
        extra: Option<Vec<u8>>,
        index: u64,
        hashes: Vec<Hash>,
        note_bytes: &[u8],
    ) -> Result<Self, TlogProofError> {
        if !extra
            .as_ref()
            .is_none_or(|data| (1..=MAX_EXTRA_LEN).contains(&data.len()))
        {
            return Err(TlogProofError::Extra);
        }
        if hashes.len() > MAX_HASHES {
            return Err(TlogProofError::TooManyHashes);
        }
        let note = SignedNote::parse(note_bytes)?;
        let (checkpoint, _) = Checkpoint::parse(note.text())?;
        Ok(Self {
            extra,
            index,
            hashes,
            note_bytes: note_bytes.to_vec(),
            note,
            checkpoint,
        })
    }

    /// Reads a proof, which has one spelling only.
    ///
    /// # Errors
    /// The first part that is not as it should be.
    pub fn parse(bytes: &[u8]) -> Result<Self, TlogProofError> {
        if bytes.len() > MAX_PROOF_LEN {
            return Err(TlogProofError::TooLong { bytes: bytes.len() });
        }
        let text = std::str::from_utf8(bytes).map_err(|_| TlogProofError::NotUtf8)?;
        let (head, note) = text
            .split_once("\n\n")
            .ok_or(TlogProofError::NoCheckpoint)?;
        let mut lines = head.split('\n').peekable();
        lines.next_if_eq(&HEADER).ok_or(TlogProofError::Header)?;
        let extra = lines
            .next_if(|line| line.starts_with("extra "))
            .map(parse_extra)
            .transpose()?;
        let index = lines.next().and_then(|line| line.strip_prefix("index "));
        let index = index
            .and_then(strict::decimal)
            .ok_or(TlogProofError::Index)?;
        // One more than allowed is enough to be refused.
        let hashes = lines
            .take(MAX_HASHES + 1)
            .map(parse_hash)
            .collect::<Result<_, _>>()?;
        Self::new(extra, index, hashes, note.as_bytes())
    }

    /// The bytes of the proof.
    pub fn encode(&self) -> Vec<u8> {
        let mut head = format!("{HEADER}\n");
        if let Some(extra) = &self.extra {
            head.push_str(&format!("extra {}\n", strict::base64_encode(extra)));
        }
        head.push_str(&format!("index {}\n", self.index));
        for hash in &self.hashes {
            head.push_str(&hash.to_base64());
            head.push('\n');
        }
        head.push('\n');
        [head.as_bytes(), &self.note_bytes].concat()
    }

    /// Checks that `leaf_hash` is the entry at [`TlogProof::index`] under the checkpoint.
    ///
    /// Says nothing about the signatures on it.
    ///
    /// # Errors
    /// As [`proof::verify_inclusion`].
    pub fn verify_inclusion(&self, leaf_hash: &Hash) -> Result<(), ProofError> {
        let Checkpoint { size, root, .. } = &self.checkpoint;
        proof::verify_inclusion(leaf_hash, self.index, *size, &self.hashes, root)
    }

    /// The extra data, to be trusted no further than the leaf hash made from it.
    pub fn extra(&self) -> Option<&[u8]> {
        self.extra.as_deref()
    }

    /// The number of the entry, from 0.
    pub const fn index(&self) -> u64 {
        self.index
    }

    /// The inclusion proof, from the leaf's sibling up.
    pub fn hashes(&self) -> &[Hash] {
        &self.hashes
    }

    /// The signed checkpoint, as the bytes that came.
    pub fn note_bytes(&self) -> &[u8] {
        &self.note_bytes
    }

    /// The signed checkpoint, read as a note.
    pub const fn note(&self) -> &SignedNote {
        &self.note
    }

    /// Size and root that the checkpoint states; its extension lines are in the note.
    pub const fn checkpoint(&self) -> &Checkpoint {
        &self.checkpoint
    }
}

fn parse_extra(line: &str) -> Result<Vec<u8>, TlogProofError> {
    let encoded = line.strip_prefix("extra ").ok_or(TlogProofError::Extra)?;
    strict::base64_decode(encoded).ok_or(TlogProofError::Extra)
}

fn parse_hash(line: &str) -> Result<Hash, TlogProofError> {
    Hash::from_base64(line).map_err(|_| TlogProofError::Hash)
}

/// Why bytes are no proof.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum TlogProofError {
    /// Longer than [`MAX_PROOF_LEN`].
    #[error("read a proof of {bytes} bytes")]
    TooLong {
        /// Its length.
        bytes: usize,
    },
    /// Not UTF-8.
    #[error("read a proof as UTF-8")]
    NotUtf8,
    /// The first line is another.
    #[error("read a proof without its first line")]
    Header,
    /// The extra data are not base64, empty, or above [`MAX_EXTRA_LEN`].
    #[error("read the extra data of a proof")]
    Extra,
    /// No index line where it belongs.
    #[error("read the index of a proof")]
    Index,
    /// A line of the inclusion proof is not a hash.
    #[error("read a hash of a proof")]
    Hash,
    /// More than [`MAX_HASHES`] hashes.
    #[error("read a proof with too many hashes")]
    TooManyHashes,
    /// No empty line with a checkpoint after it.
    #[error("find the checkpoint of a proof")]
    NoCheckpoint,
    /// What follows is no signed note.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// The note is no checkpoint.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
}

impl TlogProofError {
    /// The stable code of this error.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLong { .. } => "tlog-proof-too-long",
            Self::NotUtf8 => "tlog-proof-not-utf8",
            Self::Header => "tlog-proof-header",
            Self::Extra => "tlog-proof-extra",
            Self::Index => "tlog-proof-index",
            Self::Hash => "tlog-proof-hash",
            Self::TooManyHashes => "tlog-proof-too-many-hashes",
            Self::NoCheckpoint => "tlog-proof-no-checkpoint",
            Self::Note(error) => error.code(),
            Self::Checkpoint(error) => error.code(),
        }
    }
}

#[cfg(test)]
mod tests;
