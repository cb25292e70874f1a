//! Signed notes: a text and the lines of those who signed it.
//!
//! Source: *signed-note*, sections *Format* and *Signatures*.
//! Reading is strict, so that every note has one spelling and [`SignedNote::encode`]
//! gives back exactly the bytes that were read. A note is not trusted by being read:
//! verifying is in [`crate::cosignature`], and lines of unknown keys are kept unjudged.

mod key;

pub use key::{KeyError, KeyId, KeyKind, KeyName, VerifierKey};

use thiserror::Error;

use crate::strict;

/// The longest note that is read, in bytes.
///
/// Room for everything that the other limits allow: 64 KiB of text and 16 lines of at
/// most 11.2 KiB.
pub const MAX_NOTE_LEN: usize = 256 * 1024;

/// The longest text of a note, in bytes.
pub const MAX_TEXT_LEN: usize = 64 * 1024;

/// The most signature lines of a note: as many as every verifier must accept
/// (*signed-note*, section *Format*).
pub const MAX_SIGNATURES: usize = 16;

/// The longest signature of a line, in bytes without the key ID.
///
/// The largest that the specification speaks of is nearly 5 kB; ours has 2,428 bytes.
pub const MAX_SIGNATURE_LEN: usize = 8 * 1024;

/// What each signature line begins with: em dash and space.
const LINE_PREFIX: &str = "\u{2014} ";

/// A text and its signature lines, in the order in which they stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedNote {
    text: String,
    signatures: Vec<SignatureLine>,
}

/// One line of a note: who says to have signed, and with what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignatureLine {
    name: KeyName,
    key_id: KeyId,
    signature: Vec<u8>,
}

impl SignedNote {
    /// Puts a text and its lines together.
    ///
    /// # Errors
    /// Whatever [`SignedNote::parse`] would refuse in the result.
    pub fn new(text: String, signatures: Vec<SignatureLine>) -> Result<Self, NoteError> {
        check_text(&text)?;
        check_count(signatures.len())?;
        let note = Self { text, signatures };
        check_length(note.encoded_len())?;
        Ok(note)
    }

    /// Reads a note; the text ends at the last empty line.
    ///
    /// # Errors
    /// The first rule of the specification, or limit of this module, that is broken.
    pub fn parse(bytes: &[u8]) -> Result<Self, NoteError> {
        check_length(bytes.len())?;
        let note = std::str::from_utf8(bytes).map_err(|_| NoteError::NotUtf8)?;
        check_characters(note)?;
        let (before, lines) = note.rsplit_once("\n\n").ok_or(NoteError::NoSignatures)?;
        let text = note
            .get(..=before.len())
            .ok_or(NoteError::NoSignatures)?
            .to_owned();
        check_text(&text)?;
        let lines = lines.strip_suffix('\n').ok_or(NoteError::NotTerminated)?;
        check_count(lines.split('\n').count())?;
        let signatures = lines
            .split('\n')
            .map(SignatureLine::parse)
            .collect::<Result<_, _>>()?;
        Ok(Self { text, signatures })
    }

    /// The bytes of the note.
    pub fn encode(&self) -> Vec<u8> {
        let mut note = String::with_capacity(self.encoded_len());
        note.push_str(&self.text);
        note.push('\n');
        for line in &self.signatures {
            line.write(&mut note);
        }
        note.into_bytes()
    }

    /// The text, with its last newline and without the empty line after it.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The signature lines, known and unknown.
    pub fn signatures(&self) -> &[SignatureLine] {
        &self.signatures
    }

    /// The same text with one more line.
    ///
    /// # Errors
    /// When a limit would be exceeded.
    pub fn with(mut self, line: SignatureLine) -> Result<Self, NoteError> {
        self.signatures.push(line);
        Self::new(self.text, self.signatures)
    }

    /// The lines of this key.
    pub fn lines_of(&self, key: &VerifierKey) -> impl Iterator<Item = &SignatureLine> {
        let of_key =
            |line: &&SignatureLine| line.name == *key.name() && line.key_id == key.key_id();
        self.signatures.iter().filter(of_key)
    }

    fn encoded_len(&self) -> usize {
        let lines = self.signatures.iter().map(SignatureLine::encoded_len);
        self.text.len() + 1 + lines.sum::<usize>()
    }
}

impl SignatureLine {
    /// A line from its parts; `signature` is all that follows the key ID (with the
    /// timestamp, where the kind has one).
    ///
    /// # Errors
    /// When the signature is empty or above [`MAX_SIGNATURE_LEN`].
    pub fn new(name: KeyName, key_id: KeyId, signature: Vec<u8>) -> Result<Self, NoteError> {
        if signature.is_empty() {
            return Err(NoteError::Line);
        }
        if signature.len() > MAX_SIGNATURE_LEN {
            return Err(NoteError::SignatureTooLong {
                bytes: signature.len(),
            });
        }
        Ok(Self {
            name,
            key_id,
            signature,
        })
    }

    /// The name of the key.
    pub const fn name(&self) -> &KeyName {
        &self.name
    }

    /// The ID of the key.
    pub const fn key_id(&self) -> KeyId {
        self.key_id
    }

    /// The signature: everything after the key ID.
    pub fn signature(&self) -> &[u8] {
        &self.signature
    }

    /// Reads a line without its newline.
    fn parse(line: &str) -> Result<Self, NoteError> {
        let rest = line.strip_prefix(LINE_PREFIX).ok_or(NoteError::Line)?;
        let (name, encoded) = rest.split_once(' ').ok_or(NoteError::Line)?;
        let name = KeyName::new(name).map_err(NoteError::Name)?;
        let bytes = strict::base64_decode(encoded).ok_or(NoteError::Line)?;
        let (key_id, signature) = bytes.split_first_chunk().ok_or(NoteError::Line)?;
        Self::new(name, KeyId::new(*key_id), signature.to_vec())
    }

    fn write(&self, note: &mut String) {
        let bytes = [self.key_id.as_bytes(), &self.signature[..]].concat();
        for part in [
            LINE_PREFIX,
            self.name.as_str(),
            " ",
            &strict::base64_encode(&bytes),
            "\n",
        ] {
            note.push_str(part);
        }
    }

    fn encoded_len(&self) -> usize {
        let encoded = (KeyId::LEN + self.signature.len()).div_ceil(3) * 4;
        LINE_PREFIX.len() + self.name.as_str().len() + 1 + encoded + 1
    }
}

const fn check_length(bytes: usize) -> Result<(), NoteError> {
    if bytes > MAX_NOTE_LEN {
        Err(NoteError::TooLong { bytes })
    } else {
        Ok(())
    }
}

const fn check_count(lines: usize) -> Result<(), NoteError> {
    match lines {
        0 => Err(NoteError::NoSignatures),
        1..=MAX_SIGNATURES => Ok(()),
        _ => Err(NoteError::TooManySignatures { lines }),
    }
}

fn check_text(text: &str) -> Result<(), NoteError> {
    if text.len() > MAX_TEXT_LEN {
        return Err(NoteError::TooLong { bytes: text.len() });
    }
    check_characters(text)?;
    if text.ends_with('\n') {
        Ok(())
    } else {
        Err(NoteError::NotTerminated)
    }
}

/// No ASCII control characters but newline.
fn check_characters(text: &str) -> Result<(), NoteError> {
    let forbidden = text.bytes().any(|byte| byte < 0x20 && byte != b'\n');
    if forbidden {
        Err(NoteError::ControlCharacter)
    } else {
        Ok(())
    }
}

/// Why bytes are no signed note.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NoteError {
    /// The note is above [`MAX_NOTE_LEN`] or its text above [`MAX_TEXT_LEN`].
    #[error("read a note of {bytes} bytes")]
    TooLong {
        /// Its length.
        bytes: usize,
    },
    /// More than [`MAX_SIGNATURES`] lines.
    #[error("read a note with {lines} signatures")]
    TooManySignatures {
        /// How many there are.
        lines: usize,
    },
    /// A signature above [`MAX_SIGNATURE_LEN`].
    #[error("read a signature of {bytes} bytes")]
    SignatureTooLong {
        /// Its length without the key ID.
        bytes: usize,
    },
    /// Not UTF-8.
    #[error("read a note as UTF-8")]
    NotUtf8,
    /// An ASCII control character other than newline.
    #[error("read a note with a control character")]
    ControlCharacter,
    /// The text or the last line does not end in a newline.
    #[error("read a note that does not end its last line")]
    NotTerminated,
    /// No empty line with signature lines after it.
    #[error("find the signatures of a note")]
    NoSignatures,
    /// A line after the last empty one is not a signature line.
    #[error("read a signature line of a note")]
    Line,
    /// The name in a signature line is no key name.
    #[error(transparent)]
    Name(KeyError),
}

impl NoteError {
    /// The stable code of this error.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLong { .. } => "note-too-long",
            Self::TooManySignatures { .. } => "note-too-many-signatures",
            Self::SignatureTooLong { .. } => "note-signature-too-long",
            Self::NotUtf8 => "note-not-utf8",
            Self::ControlCharacter => "note-control-character",
            Self::NotTerminated => "note-not-terminated",
            Self::NoSignatures => "note-no-signatures",
            Self::Line => "note-signature-line",
            Self::Name(error) => error.code(),
        }
    }
}

#[cfg(test)]
mod tests;
