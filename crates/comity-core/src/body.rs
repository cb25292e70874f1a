//! The body of an act: text, persons, contacts, attachments; sealed apart from the envelope and erasable.
//!
//! Reducers never read a body (`ARCHITECTURE.md`, invariant 7). It repeats the envelope's
//! origin and id, so that it cannot be passed off in another place. Which of
//! its fields are personal stands in [`schema`], field by field; masking,
//! erasure and export work from that table.

mod attachment;
mod mask;
mod parts;
pub mod schema;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub use attachment::{Attachment, AttachmentError, AttachmentPart, NAME_MAX, check_name};
pub use mask::{MASK, holds_personal, mask, mask_fields};
pub use parts::{
    Citation, Contact, ContactRole, CustodyEntry, DataSought, Identifier, IdentifierKind, Identity,
    Person, RequestBody, Texts, Translator,
};

use crate::{
    canonical::{self, CanonicalError, V1},
    codes::Language,
    id::ActId,
    name::Origin,
};

/// The longest body in bytes, before padding and sealing.
pub const LIMIT: usize = 1 << 20;
/// The most attachments of one act.
pub const ATTACHMENTS_MAX: usize = 64;

/// The body of an act.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Body {
    /// The attachments, in the order of the envelope.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
    /// The file of a credential or revocation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub credential: Option<String>,
    /// Custody of the exhibits before they were handed over.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub custody: Vec<CustodyEntry>,
    /// The act's id.
    pub id: ActId,
    /// The authoritative language of the text.
    pub language: Language,
    /// The log that the act stands in.
    pub origin: Origin,
    /// The persons concerned, each a record of its own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub persons: Vec<Person>,
    /// Reference in another channel or on paper: of `elsewhere`, `original`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
    /// What only a request holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<RequestBody>,
    /// The text: reasons, conditions, answer, explanation; by language.
    #[serde(default, skip_serializing_if = "Texts::is_empty")]
    pub text: Texts,
    /// Who translated and on what word.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub translator: Option<Translator>,
    /// Format version.
    pub v: V1,
}

/// Why a body cannot be sent or is not sound.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BodyError {
    /// Not the canonical form of a body, or too long.
    #[error("read or write a body: {0}")]
    Canonical(#[from] CanonicalError),
    /// An attachment that cannot be sent.
    #[error("attachment {index}: {error}")]
    Attachment {
        /// Its place in the list.
        index: usize,
        /// Why.
        error: AttachmentError,
    },
    /// More attachments than an act may have.
    #[error("{0} attachments exceed the limit")]
    TooManyAttachments(usize),
    /// A victim or minor is named without saying that this is meant.
    #[error(
        "person {index} is a victim or minor and named without being marked as named on purpose"
    )]
    NamedWithoutIntent {
        /// The place in the list of persons.
        index: usize,
    },
    /// A person without a reference, or with one that stands twice.
    #[error("person {index} has no reference of its own")]
    PersonReference {
        /// The place in the list of persons.
        index: usize,
    },
}

impl BodyError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Canonical(error) => error.code(),
            Self::Attachment { error, .. } => error.code(),
            Self::TooManyAttachments(_) => "body-too-many-attachments",
            Self::NamedWithoutIntent { .. } => "body-named-without-intent",
            Self::PersonReference { .. } => "body-person-reference",
        }
    }
}

impl Body {
    /// A body with nothing in it but what it must repeat.
    #[must_use]
    pub const fn new(origin: Origin, id: ActId, language: Language) -> Self {
        Self {
            attachments: Vec::new(),
            credential: None,
            custody: Vec::new(),
            id,
            language,
            origin,
            persons: Vec::new(),
            reference: None,
            request: None,
            text: Texts::new(),
            translator: None,
            v: V1,
        }
    }

    /// Reads a body from its opened and unpadded bytes.
    ///
    /// What a counterpart sent is read as it is: [`Body::check`] is for what we send.
    ///
    /// # Errors
    /// Not the canonical form of a body, or too long.
    pub fn parse(bytes: &[u8]) -> Result<Self, CanonicalError> {
        canonical::from_bytes(bytes, LIMIT)
    }

    /// The bytes that are padded and sealed.
    ///
    /// # Errors
    /// The body would be too long, or breaks a rule of [`Body::check`].
    pub fn to_bytes(&self) -> Result<Vec<u8>, BodyError> {
        self.check()?;
        let bytes = canonical::to_bytes(self)?;
        if bytes.len() > LIMIT {
            let size = bytes.len();
            return Err(CanonicalError::TooLong { size, limit: LIMIT }.into());
        }
        Ok(bytes)
    }

    /// Whether this body may be sent: attachments that can be attached, persons as they may be named.
    ///
    /// # Errors
    /// The first rule that it breaks.
    pub fn check(&self) -> Result<(), BodyError> {
        if self.attachments.len() > ATTACHMENTS_MAX {
            return Err(BodyError::TooManyAttachments(self.attachments.len()));
        }
        for (index, attachment) in self.attachments.iter().enumerate() {
            attachment
                .check()
                .map_err(|error| BodyError::Attachment { index, error })?;
        }
        let mut references = std::collections::BTreeSet::new();
        for (index, person) in self.persons.iter().enumerate() {
            if person.reference.is_empty() || !references.insert(person.reference.as_str()) {
                return Err(BodyError::PersonReference { index });
            }
            if person.protected() && person.identity.is_some() && !person.named_on_purpose {
                return Err(BodyError::NamedWithoutIntent { index });
            }
        }
        Ok(())
    }
}
