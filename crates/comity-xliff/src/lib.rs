//! XLIFF 2.1 (OASIS Standard, 13 February 2018), as far as a text goes out to translators in it and comes back.
//!
//! One file with units of segments, each with an id, a state, a source and a
//! target; notes for the translator; terms in the glossary module. [`write()`] and
//! [`read()`] are each other's inverse. A file that comes back was in tools that
//! nobody here knows: it is read with bounds on its length, depth and attributes,
//! without a document type, and what it says is believed by nobody before it was
//! compared with the text that went out.
//!
//! Out of scope: inline codes (texts of acts are plain), skeletons, other modules
//! (read over, never written), XLIFF 1.x and 2.2, which have namespaces of their own.

mod bounds;
mod read;
mod write;

#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub use read::{ReadError, read};
pub use write::write;

/// The namespace of the core, of version 2.0 and 2.1 alike.
const CORE: &str = "urn:oasis:names:tc:xliff:document:2.0";
/// The namespace of the glossary module.
const GLOSSARY: &str = "urn:oasis:names:tc:xliff:glossary:2.0";

/// The longest file that is read, in bytes.
pub const LIMIT: usize = 8 << 20;

/// A document with one file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// The language of the sources (BCP 47).
    pub source: String,
    /// The language of the targets; absent only in a file that has none.
    pub target: Option<String>,
    /// The id of the file: a name token of XML.
    pub id: String,
    /// What the text is, in the house that it comes from.
    pub original: String,
    /// Notes on the whole.
    pub notes: Vec<Note>,
    /// The parts of the text.
    pub units: Vec<Unit>,
}

/// A part of the text that stands by itself: one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Unlike those of all other units: a name token of XML.
    pub id: String,
    /// What it is called.
    pub name: String,
    /// Terms of the glossary that its source uses.
    pub terms: Vec<Term>,
    /// Notes on it.
    pub notes: Vec<Note>,
    /// Segments and what stands between them, in order.
    pub parts: Vec<Part>,
}

/// A piece of a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// To be translated.
    Segment(Segment),
    /// White space between segments.
    Between(String),
}

/// A segment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Segment {
    /// Unlike those of all other segments of the unit: a name token of XML.
    pub id: String,
    /// How far it is.
    pub state: State,
    /// More about the state, as `authority:word`.
    pub sub_state: Option<String>,
    /// The text.
    pub source: String,
    /// Its translation.
    pub target: Option<String>,
}

/// How far a segment is (XLIFF 2.1, section 4.3.1.28).
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Not translated, or not any more.
    #[default]
    Initial,
    /// Translated.
    Translated,
    /// Read by a second person.
    Reviewed,
    /// Done.
    Final,
}

impl State {
    /// All states, in their order.
    pub const ALL: [Self; 4] = [Self::Initial, Self::Translated, Self::Reviewed, Self::Final];

    /// Its name in files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Initial => "initial",
            Self::Translated => "translated",
            Self::Reviewed => "reviewed",
            Self::Final => "final",
        }
    }

    /// The state of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.name() == name)
    }
}

/// A note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// What kind of note; may be empty.
    pub category: String,
    /// The note.
    pub text: String,
}

/// A term with its translation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// In the language of the sources.
    pub term: String,
    /// In the language of the targets.
    pub translation: String,
}
