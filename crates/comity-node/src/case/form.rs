//! The fields of an act as data: what a form asks for, kind by kind, and the way from its fields to an [`ActFile`] and back.
//!
//! A field is named by its place in the file: `says.handling.tlp`,
//! `request.subject.en`, `persons.0.role`. Whoever builds a form (the console, a
//! program) walks [`fields`], asks [`needs`] which of them a request of this
//! type must hold, shows what is there with [`shown`], and reads what came back
//! with [`fill`]. Nothing here decides whether an act may be said: that is for
//! `comity_core::case`.
//!
//! Out of scope: lists of items and fates, which come as CSV (`list`), and attachments.

mod fill;
mod needs;
mod place;
mod shown;
mod table;
mod time;
mod words;

#[cfg(test)]
mod tests;

pub use self::{
    fill::{Given, Illegible, Unread, fill},
    needs::needs,
    shown::{Shown, rows, shown},
    time::{from_local, is_office_hours, is_offset, to_local},
};

use comity_core::{body::AttachmentPart, codes::Field};

use super::{file::ActFile, list};

/// A field of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FormField {
    /// Its place in the file; of a column, its place in the row.
    pub path: &'static str,
    /// What it holds.
    pub holds: Holds,
    /// Whether it must be there.
    pub need: Need,
}

/// Whether a field must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Always.
    Must,
    /// Never.
    May,
    /// As [`needs`] tells of this field of a request.
    When(Field),
}

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// A code of this list.
    Code(&'static str),
    /// One of these words, which are codes of no list.
    Word(&'static [&'static str]),
    /// Codes of this list, ascending.
    Codes(&'static str),
    /// A whole number within these bounds.
    Number(u64, u64),
    /// A point in time.
    Time,
    /// Yes, or nothing.
    Flag,
    /// Yes, no, or nothing.
    Choice,
    /// An office, a number of an exhibit: up to 64 visible ASCII characters.
    Label,
    /// A line of text.
    Line,
    /// A text in one or both languages; the languages are the last part of the place.
    Texts,
    /// Texts, one a line.
    Lines,
    /// A span of seconds, given in hours.
    Hours,
    /// The hours at which an office is open: `08:30-17:30`.
    OfficeHours,
    /// How far a clock is from UTC: `+08:00`.
    Offset,
    /// A fingerprint, given in hexadecimal digits.
    Sha256,
    /// Another case.
    Case,
    /// An act of the case: of these kinds (any, where there are none), by this side.
    Act(&'static [&'static str], Whose),
    /// An entry of the other side's log.
    Entry,
    /// Numbers of exhibits of the case.
    Exhibits,
    /// For each type of assistance asked for: accepted, or declined with a ground.
    Parts,
    /// Rows of these columns.
    Rows(&'static [FormField]),
}

/// Whose acts a field may name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// Our own.
    Ours,
    /// The other side's.
    Theirs,
    /// Either side's.
    Either,
}

/// What the text of an act is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TextUse {
    /// The answer.
    Answer,
    /// The conditions.
    Conditions,
    /// The reasons.
    Reasons,
    /// The question.
    Question,
    /// The information.
    Information,
    /// The translation.
    Translation,
    /// What else is to be said.
    Message,
}

impl TextUse {
    /// Its name in the catalogues.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Answer => "answer",
            Self::Conditions => "conditions",
            Self::Reasons => "reasons",
            Self::Question => "question",
            Self::Information => "information",
            Self::Translation => "translation",
            Self::Message => "message",
        }
    }
}

/// The fields of a kind: of the envelope first, then of the body. Empty for a kind that no person writes.
#[must_use]
pub fn fields(kind: &str) -> Vec<&'static FormField> {
    let Some(says) = table::says(kind) else {
        return Vec::new();
    };
    let body = words::body(kind).iter().copied();
    says.iter()
        .copied()
        .flatten()
        .chain(body.flatten())
        .collect()
}

/// What the text of a kind is for; nothing where a request's own fields hold the words.
#[must_use]
pub fn text_use(kind: &str) -> Option<TextUse> {
    words::text_use(kind)
}

/// Whether people write acts of this kind in a form.
#[must_use]
pub fn written(kind: &str) -> bool {
    table::says(kind).is_some()
}

/// Which list a kind carries beside its fields.
#[must_use]
pub fn list_part(kind: &str) -> Option<AttachmentPart> {
    list::part(kind)
}

/// Whether a list is all that the kind is about.
#[must_use]
pub fn list_is_needed(kind: &str) -> bool {
    kind == "items.progress"
}

/// The file as JSON, in which fields are looked up by their place.
#[must_use]
pub fn value(file: &ActFile) -> serde_json::Value {
    serde_json::to_value(file).unwrap_or_default()
}
