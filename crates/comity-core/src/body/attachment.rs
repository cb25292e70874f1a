//! An attachment as the body describes it, and the rules for its name.

use comity_tlog::hash::Hash;
use serde::{Deserialize, Serialize};

use crate::codes::DataClass;

/// The longest name of an attachment in bytes.
pub const NAME_MAX: usize = 200;

/// What the body says of an attachment; size and root of its sealed bytes stand in the envelope too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attachment {
    /// What it is.
    pub data_class: DataClass,
    /// The number of the exhibit that it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub exhibit: Option<String>,
    /// The age identity that opens it, and nothing else.
    pub identity: String,
    /// Media type.
    pub media_type: String,
    /// Its name as a file, without a path.
    pub name: String,
    /// What it is for, where a program reads it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<AttachmentPart>,
    /// Root over the parts of its sealed bytes.
    pub root: Hash,
    /// SHA-256 of the plain bytes.
    pub sha256: Hash,
    /// Number of plain bytes.
    pub size: u64,
}

/// What an attachment is for, where a program reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AttachmentPart {
    /// The list of items of a request (`crate::items`).
    Items,
    /// The list of fates of an answer.
    Fates,
}

/// Why something cannot be attached.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AttachmentError {
    /// No name.
    #[error("name is empty")]
    NameEmpty,
    /// A name longer than 200 bytes.
    #[error("name is too long")]
    NameTooLong,
    /// A name with a path in it, or a path alone.
    #[error("name is a path")]
    NameIsPath,
    /// Control characters, or such as turn the direction of text or are not seen.
    #[error("name holds a control, direction or invisible character")]
    NameUnseen,
    /// A name that begins or ends with a blank, or ends with a dot.
    #[error("name begins or ends with a blank, or ends with a dot")]
    NameEdges,
    /// A media type that is not `type/subtype`.
    #[error("media type is malformed")]
    MediaType,
    /// Of a class that cannot be attached at all.
    #[error("data class cannot be attached")]
    Prohibited,
}

impl AttachmentError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NameEmpty => "attachment-name-empty",
            Self::NameTooLong => "attachment-name-too-long",
            Self::NameIsPath => "attachment-name-is-path",
            Self::NameUnseen => "attachment-name-unseen",
            Self::NameEdges => "attachment-name-edges",
            Self::MediaType => "attachment-media-type",
            Self::Prohibited => "attachment-prohibited",
        }
    }
}

impl Attachment {
    /// Whether it may be sent.
    ///
    /// # Errors
    /// The first rule that it breaks.
    pub fn check(&self) -> Result<(), AttachmentError> {
        if !self.data_class.attachable() {
            return Err(AttachmentError::Prohibited);
        }
        check_name(&self.name)?;
        check_media_type(&self.media_type)
    }
}

/// Whether a name may be that of an attachment, for sending and before anything is written under it.
///
/// Bytes are taken as they are: composed and decomposed letters are different names.
///
/// # Errors
/// The first rule that it breaks.
pub fn check_name(name: &str) -> Result<(), AttachmentError> {
    if name.is_empty() {
        return Err(AttachmentError::NameEmpty);
    }
    if name.len() > NAME_MAX {
        return Err(AttachmentError::NameTooLong);
    }
    if name.contains(['/', '\\', ':']) || name == "." || name.contains("..") {
        return Err(AttachmentError::NameIsPath);
    }
    if name.chars().any(unseen) {
        return Err(AttachmentError::NameUnseen);
    }
    let edges = name.starts_with(char::is_whitespace)
        || name.ends_with(char::is_whitespace)
        || name.ends_with('.');
    if edges {
        Err(AttachmentError::NameEdges)
    } else {
        Ok(())
    }
}

/// Control characters, direction marks, and characters that are not seen.
fn unseen(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

fn check_media_type(text: &str) -> Result<(), AttachmentError> {
    let token = |part: &str| {
        let legal =
            |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b"!#$&-^_.+".contains(&b);
        !part.is_empty() && part.bytes().all(legal)
    };
    let sound = text.len() <= 127
        && text
            .split_once('/')
            .is_some_and(|(kind, subtype)| token(kind) && token(subtype));
    if sound {
        Ok(())
    } else {
        Err(AttachmentError::MediaType)
    }
}
