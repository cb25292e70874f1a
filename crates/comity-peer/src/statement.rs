//! The two statements about a log: its owner's checkpoint and its reader's receipt.
//!
//! `docs/protocol.md`, sections 2 and 5: each is a signed note over origin,
//! size and root without extension lines. Every key that the credential lists
//! for the role must have signed, and all timestamped lines carry one time,
//! which is not zero. Lines of keys that nobody asked for are passed over.
//!
//! Out of scope: whether size and root are true, and which credential counts.

use comity_core::{Hash, Origin, Time};
use comity_tlog::{
    checkpoint::{Checkpoint, CheckpointError},
    cosignature::{self, SignatureError},
    note::{KeyError, NoteError, SignedNote, VerifierKey},
};

use crate::{
    credential::{Credential, fresh_name, holds_name},
    role_signer::{RoleSigner, RoleSignerError},
};

/// A statement whose signatures count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checked {
    /// The log that it is about.
    pub origin: Origin,
    /// How many entries the log has.
    pub size: u64,
    /// The root over them.
    pub root: Hash,
    /// The time that all its timestamped lines carry.
    pub at: Time,
    /// The signed bytes as they came.
    pub note: Vec<u8>,
}

/// Why bytes are not the statement that they should be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StatementError {
    /// No signed note.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// No checkpoint, or one with extension lines.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// About another log.
    #[error("take a statement about the log {found:?}")]
    Origin {
        /// The origin that stands there.
        found: String,
    },
    /// A signature that the credential asks for is missing or wrong.
    #[error(transparent)]
    Signature(#[from] SignatureError),
    /// Two lines of one statement carry different times.
    #[error("take a statement of two times")]
    TwoTimes,
    /// A line without a time, or none at all has one.
    #[error("take a statement without a time")]
    NoTime,
    /// A time beyond the calendar.
    #[error("take a time beyond the calendar")]
    TimeRange,
    /// The credential's keys do not make verifier keys.
    #[error(transparent)]
    Key(#[from] KeyError),
}

impl StatementError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Note(error) => error.code(),
            Self::Checkpoint(error) => error.code(),
            Self::Origin { .. } => "statement-origin",
            Self::Signature(error) => error.code(),
            Self::TwoTimes => "statement-two-times",
            Self::NoTime => "statement-no-time",
            Self::TimeRange => "statement-time-range",
            Self::Key(error) => error.code(),
        }
    }
}

/// Checks a log's checkpoint by its owner: lines `log` 0x01 and 0x06, `fresh` 0x04.
///
/// # Errors
/// Another log, a line missing or wrong, times that differ.
pub fn verify_checkpoint(
    bytes: &[u8],
    sender: &Credential,
    origin: &Origin,
) -> Result<Checked, StatementError> {
    check(bytes, origin, &sender.keys.checkpoint(origin)?)
}

/// Checks the receipt of a log's reader: lines `holds` 0x04 and 0x06.
///
/// # Errors
/// Another log, a line missing or wrong, times that differ.
pub fn verify_receipt(
    bytes: &[u8],
    reader: &Credential,
    origin: &Origin,
) -> Result<Checked, StatementError> {
    check(bytes, origin, &reader.keys.receipt(&origin.reader)?)
}

fn check(bytes: &[u8], origin: &Origin, keys: &[VerifierKey]) -> Result<Checked, StatementError> {
    let note = SignedNote::parse(bytes)?;
    let checkpoint = Checkpoint::parse_plain(note.text())?;
    if checkpoint.origin != origin.to_string() {
        return Err(StatementError::Origin {
            found: checkpoint.origin,
        });
    }
    let time = signed_time(&note, keys)?.ok_or(StatementError::NoTime)?;
    let at = Time::from_posix(time);
    if at.posix() != time {
        return Err(StatementError::TimeRange);
    }
    Ok(Checked {
        origin: origin.clone(),
        size: checkpoint.size,
        root: checkpoint.root,
        at,
        note: bytes.to_vec(),
    })
}

/// The one time of all timestamped lines, where every key must have signed; `None` when no key has a time.
pub(crate) fn signed_time(
    note: &SignedNote,
    keys: &[VerifierKey],
) -> Result<Option<u64>, StatementError> {
    let mut statement = None;
    for key in keys {
        let Some(time) = cosignature::verify(note, key)?.time else {
            continue;
        };
        match statement {
            _ if time == 0 => return Err(StatementError::NoTime),
            Some(before) if before != time => return Err(StatementError::TwoTimes),
            _ => statement = Some(time),
        }
    }
    Ok(statement)
}

/// Signs a checkpoint of an own log: what a [`crate::signer::Signer`] does once its mark allows it.
///
/// # Errors
/// The library refused, or the text or time cannot be signed.
pub fn sign_checkpoint(
    checkpoint: &Checkpoint,
    at: Time,
    origin: &Origin,
    log: &RoleSigner,
    fresh: &RoleSigner,
) -> Result<SignedNote, RoleSignerError> {
    let (text, time) = (checkpoint.text(), at.posix());
    let name = comity_tlog::note::KeyName::new(&origin.to_string())?;
    let mut lines = log.lines(&name, time, &text)?;
    lines.extend(fresh.lines(&fresh_name(&origin.sender)?, time, &text)?);
    note(text, lines)
}

/// Signs a receipt for the other side's log.
///
/// # Errors
/// The library refused, or the text or time cannot be signed.
pub fn sign_receipt(
    checkpoint: &Checkpoint,
    at: Time,
    origin: &Origin,
    holds: &RoleSigner,
) -> Result<SignedNote, RoleSignerError> {
    let text = checkpoint.text();
    let lines = holds.lines(&holds_name(&origin.reader)?, at.posix(), &text)?;
    note(text, lines)
}

fn note(
    text: String,
    lines: Vec<comity_tlog::note::SignatureLine>,
) -> Result<SignedNote, RoleSignerError> {
    SignedNote::new(text, lines).map_err(|error| RoleSignerError::Message(error.into()))
}

#[cfg(test)]
mod tests;
