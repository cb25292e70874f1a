//! Items from what people have at hand: a STIX bundle, a MISP event, a suspicious mail.
//!
//! A takedown request often starts from one of these files. [`read`] takes out
//! what can be asked about (URLs, addresses, domains, accounts, hashes) in the
//! order of the file, each once, and counts what it passed over, so that
//! nothing is left out silently. The officer reviews the draft; nothing is sent by this.
//!
//! Out of scope: CSV lists of items (comity-core reads and writes those), fetching anything.

mod mail;
mod misp;
mod pattern;
mod scan;
mod stix;

use std::collections::{BTreeMap, BTreeSet};

use comity_core::{Time, codes::ItemKind};

use super::strict::{self, Fault, Twice};

/// The longest file that is read, in bytes.
pub const LIMIT: usize = 64 << 20;

/// One thing to ask about, not yet checked as an item.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// What it is.
    pub kind: ItemKind,
    /// Its text.
    pub value: String,
    /// The port of an address, where known.
    pub port: Option<u16>,
    /// When it was seen, where known.
    pub at: Option<Time>,
}

/// What a file gave.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Imported {
    /// The things, in the order of the file, each once.
    pub found: Vec<Found>,
    /// When the first and the last were seen, where the file says so.
    pub observed: Option<(Time, Time)>,
    /// How many things were passed over, by reason code.
    pub passed_over: BTreeMap<&'static str, u64>,
}

/// What kind of file it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A STIX 2.1 (or 2.0) bundle: its indicators.
    Stix,
    /// A MISP event in JSON: its attributes.
    Misp,
    /// A mail as a file (RFC 5322).
    Mail,
}

/// Why a file gives no items.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// Too long.
    #[error("import {0} bytes")]
    TooLong(usize),
    /// Neither a STIX bundle nor a MISP event nor a mail.
    #[error("recognise the file")]
    Unrecognised,
    /// JSON that gives a name twice.
    #[error(transparent)]
    Twice(#[from] Twice),
    /// Recognised, but not of the form.
    #[error("read the file: {0}")]
    Malformed(String),
}

impl ImportError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLong(_) => "import-too-long",
            Self::Unrecognised => "import-unrecognised",
            Self::Twice(twice) => twice.code(),
            Self::Malformed(_) => "import-malformed",
        }
    }
}

impl From<Fault> for ImportError {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Twice(twice) => twice.into(),
            Fault::Json(error) => Self::Malformed(error.to_string()),
        }
    }
}

/// Recognises a file by what stands in it and takes out its items.
///
/// # Errors
/// [`ImportError`].
pub fn read(bytes: &[u8]) -> Result<(Form, Imported), ImportError> {
    if bytes.len() > LIMIT {
        return Err(ImportError::TooLong(bytes.len()));
    }
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if matches!(text.trim_ascii_start().first(), Some(b'{' | b'[')) {
        let json = strict::read(text)?;
        return if stix::is_bundle(&json) {
            Ok((Form::Stix, stix::read(&json)))
        } else {
            misp::read(&json)
                .map(|found| (Form::Misp, found))
                .ok_or(ImportError::Unrecognised)
        };
    }
    mail::read(bytes)
        .map(|found| (Form::Mail, found))
        .ok_or(ImportError::Unrecognised)
}

/// Gathers things in order, each once.
#[derive(Debug, Default)]
struct Gather {
    imported: Imported,
    known: BTreeSet<(ItemKind, String, Option<u16>)>,
}

impl Gather {
    fn add(&mut self, found: Found) {
        let key = (found.kind, found.value.clone(), found.port);
        if !self.known.insert(key) {
            return self.pass_over("repeated");
        }
        if let Some(at) = found.at {
            self.seen(at);
        }
        self.imported.found.push(found);
    }

    fn seen(&mut self, at: Time) {
        let (first, last) = self.imported.observed.unwrap_or((at, at));
        self.imported.observed = Some((first.min(at), last.max(at)));
    }

    fn pass_over(&mut self, reason: &'static str) {
        let count = self.imported.passed_over.entry(reason).or_default();
        *count = count.saturating_add(1);
    }
}

impl Found {
    fn new(kind: ItemKind, value: impl Into<String>) -> Self {
        Self {
            kind,
            value: value.into(),
            port: None,
            at: None,
        }
    }
}

#[cfg(test)]
mod tests;
