//! What a signature line signs, and whether it is good.
//!
//! Source: *signed-note*, section *Ed25519 signatures* (kind 0x01); *tlog-cosignature*,
//! sections *Format*, *Ed25519 signed message* (0x04) and *ML-DSA-44 signed message*
//! (0x06, for whole checkpoints only: `start` is always 0).
//!
//! A cosignature of kind 0x06 covers origin, size and root, not the text: an extension
//! line can be added under it unseen. Whoever relies on one reads the checkpoint with
//! [`Checkpoint::parse_plain`].
//! Out of scope: which keys must have signed, and whether a time is believed.

use aws_lc_rs::signature::{ML_DSA_44, UnparsedPublicKey};
use thiserror::Error;

use crate::checkpoint::{Checkpoint, CheckpointError};
use crate::ed25519;
use crate::note::{KeyKind, KeyName, NoteError, SignatureLine, SignedNote, VerifierKey};

/// The latest time that a cosignature may carry: 2^63 − 1.
pub const MAX_TIME: u64 = i64::MAX as u64;

/// How many bytes the timestamp takes before the bare signature.
const TIME_LEN: usize = 8;

/// The label of the ML-DSA message: twelve bytes, the last of them zero.
const ML_DSA_LABEL: &[u8; 12] = b"subtree/v1\n\0";

/// The bytes that a key of kind 0x01 signs: the text of the note.
pub fn ed25519_note_message(text: &str) -> Vec<u8> {
    text.as_bytes().to_vec()
}

/// The bytes that a key of kind 0x04 signs: a header, the time (POSIX seconds), and the
/// text of the checkpoint with its extension lines.
pub fn ed25519_message(text: &str, time: u64) -> Vec<u8> {
    format!("cosignature/v1\ntime {time}\n{text}").into_bytes()
}

/// The bytes that a key of kind 0x06 named `name` signs at `time` (POSIX seconds; 0
/// makes no statement that the tree is the largest seen).
///
/// # Errors
/// [`MessageError::Origin`] when the origin is empty or above 255 bytes.
pub fn ml_dsa_message(
    name: &KeyName,
    time: u64,
    checkpoint: &Checkpoint,
) -> Result<Vec<u8>, MessageError> {
    let origin = &checkpoint.origin;
    let mut message = ML_DSA_LABEL.to_vec();
    push_short(&mut message, name.as_str()).expect("a key name has 1 to 255 bytes");
    message.extend_from_slice(&time.to_be_bytes());
    push_short(&mut message, origin).ok_or(MessageError::Origin {
        bytes: origin.len(),
    })?;
    message.extend_from_slice(&0_u64.to_be_bytes());
    message.extend_from_slice(&checkpoint.size.to_be_bytes());
    message.extend_from_slice(checkpoint.root.as_bytes());
    Ok(message)
}

/// Appends a text of 1 to 255 bytes behind its length in one byte.
fn push_short(message: &mut Vec<u8>, text: &str) -> Option<()> {
    let length = u8::try_from(text.len()).ok().filter(|length| *length > 0)?;
    message.push(length);
    message.extend_from_slice(text.as_bytes());
    Some(())
}

/// The bytes that `key` signs for the note `text`, by its kind.
///
/// # Errors
/// [`MessageError::Time`] when a time is missing, not wanted, or above [`MAX_TIME`];
/// [`MessageError::Checkpoint`] when a cosignature is asked of another text.
pub fn message(key: &VerifierKey, time: Option<u64>, text: &str) -> Result<Vec<u8>, MessageError> {
    let time = time_for(key.kind(), time)?;
    let checkpoint = || Checkpoint::parse(text).map(|(checkpoint, _)| checkpoint);
    match (key.kind(), time) {
        (KeyKind::Ed25519Cosignature, Some(time)) => {
            checkpoint()?;
            Ok(ed25519_message(text, time))
        }
        (KeyKind::MlDsa44Cosignature, Some(time)) => {
            ml_dsa_message(key.name(), time, &checkpoint()?)
        }
        _ => Ok(ed25519_note_message(text)),
    }
}

/// The line for a bare signature `raw_sig` that `key` made at `time`.
///
/// # Errors
/// [`MessageError::Time`] as in [`message()`]; [`MessageError::SignatureLength`].
pub fn line(
    key: &VerifierKey,
    time: Option<u64>,
    raw_sig: &[u8],
) -> Result<SignatureLine, MessageError> {
    if raw_sig.len() != key.kind().signature_len() {
        return Err(MessageError::SignatureLength {
            bytes: raw_sig.len(),
        });
    }
    let mut signature = Vec::with_capacity(TIME_LEN + raw_sig.len());
    if let Some(time) = time_for(key.kind(), time)? {
        signature.extend_from_slice(&time.to_be_bytes());
    }
    signature.extend_from_slice(raw_sig);
    Ok(SignatureLine::new(
        key.name().clone(),
        key.key_id(),
        signature,
    )?)
}

/// What a good signature line says beyond the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Verified {
    /// The time that the signer put (POSIX seconds); none for kind 0x01.
    pub time: Option<u64>,
}

/// Checks the one line of `key` on this note.
///
/// Ed25519 is checked strictly: only canonical encodings, no points of small order, no
/// cofactor, so that every verifier comes to the same answer.
///
/// # Errors
/// A known key's line that does not verify condemns the note (*signed-note*, section
/// *Signatures*); only [`SignatureError::Missing`] says nothing against it.
pub fn verify(note: &SignedNote, key: &VerifierKey) -> Result<Verified, SignatureError> {
    let line = only_line(note, key)?;
    let (time, raw) = split_time(key.kind(), line.signature())?;
    let message = message(key, time, note.text()).map_err(SignatureError::Message)?;
    let good = match key.kind() {
        KeyKind::Ed25519 | KeyKind::Ed25519Cosignature => {
            ed25519::verify_strict(key.public(), &message, raw)
        }
        KeyKind::MlDsa44Cosignature => UnparsedPublicKey::new(&ML_DSA_44, key.public())
            .verify(&message, raw)
            .is_ok(),
    };
    if good {
        Ok(Verified { time })
    } else {
        Err(SignatureError::Invalid)
    }
}

fn only_line<'a>(
    note: &'a SignedNote,
    key: &VerifierKey,
) -> Result<&'a SignatureLine, SignatureError> {
    let mut lines = note.lines_of(key);
    let line = lines.next().ok_or(SignatureError::Missing)?;
    if lines.next().is_some() {
        Err(SignatureError::Duplicate)
    } else {
        Ok(line)
    }
}

/// Splits a `timestamped_signature` (*tlog-cosignature*, section *Format*), or takes a
/// note signature as it is.
fn split_time(kind: KeyKind, signature: &[u8]) -> Result<(Option<u64>, &[u8]), SignatureError> {
    let timed = if kind.is_timed() { TIME_LEN } else { 0 };
    if signature.len() != timed + kind.signature_len() {
        return Err(SignatureError::WrongLength {
            bytes: signature.len(),
        });
    }
    match signature.split_first_chunk() {
        Some((time, raw)) if kind.is_timed() => {
            let time = u64::from_be_bytes(*time);
            if time > MAX_TIME {
                Err(SignatureError::BadTime { time })
            } else {
                Ok((Some(time), raw))
            }
        }
        _ => Ok((None, signature)),
    }
}

const fn time_for(kind: KeyKind, time: Option<u64>) -> Result<Option<u64>, MessageError> {
    match time {
        Some(0..=MAX_TIME) if kind.is_timed() => Ok(time),
        None if !kind.is_timed() => Ok(None),
        _ => Err(MessageError::Time),
    }
}

/// Why there is nothing to sign, or no line to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum MessageError {
    /// The kind of key has a time and none was given, or the reverse, or it is too late.
    #[error("sign with this time")]
    Time,
    /// The origin is empty or above 255 bytes.
    #[error("sign an origin of {bytes} bytes")]
    Origin {
        /// Its length.
        bytes: usize,
    },
    /// Only checkpoints are cosigned.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// A bare signature of the wrong length for the kind of key.
    #[error("write a signature of {bytes} bytes")]
    SignatureLength {
        /// Its length.
        bytes: usize,
    },
    /// The line does not fit into a note.
    #[error(transparent)]
    Note(#[from] NoteError),
}

impl MessageError {
    /// The stable code of this error.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Time => "message-time",
            Self::Origin { .. } => "message-origin",
            Self::Checkpoint(error) => error.code(),
            Self::SignatureLength { .. } => "message-signature-length",
            Self::Note(error) => error.code(),
        }
    }
}

/// Why the signature of a key on a note is no signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum SignatureError {
    /// No line has the key's name and ID.
    #[error("find a signature of this key")]
    Missing,
    /// More than one line has them.
    #[error("take two signatures of one key")]
    Duplicate,
    /// The signature does not verify.
    #[error("verify a signature")]
    Invalid,
    /// Not as long as signatures of this kind are.
    #[error("read a signature of {bytes} bytes")]
    WrongLength {
        /// Its length with the timestamp, without the key ID.
        bytes: usize,
    },
    /// The timestamp is beyond [`MAX_TIME`].
    #[error("take {time} as a time")]
    BadTime {
        /// What stands there.
        time: u64,
    },
    /// The text cannot bear a signature of this kind.
    #[error(transparent)]
    Message(MessageError),
}

impl SignatureError {
    /// The stable code of this error.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Missing => "signature-missing",
            Self::Duplicate => "signature-duplicate",
            Self::Invalid => "signature-invalid",
            Self::WrongLength { .. } => "signature-wrong-length",
            Self::BadTime { .. } => "signature-bad-time",
            Self::Message(error) => error.code(),
        }
    }
}

#[cfg(test)]
mod tests;
