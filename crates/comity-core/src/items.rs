//! Lists of items and of their fates, as they stand in attachments: CSV in and out.
//!
//! A request may carry up to 100,000 items; each has its number by its place
//! in the list, from 1. The answer names items by number. Lists are read
//! strictly, with the line in every error, and written in one form only
//! (RFC 4180, UTF-8, LF), so that equal lists have equal fingerprints.

mod fates;
mod list;

#[cfg(test)]
mod tests;

pub use fates::{FateList, ItemAnswer};
pub use list::{Item, ItemList};

/// The most items of one case.
pub const ITEMS_MAX: usize = 100_000;
/// The longest value of an item in bytes.
pub const VALUE_MAX: usize = 2048;

/// Why a list cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ItemsError {
    /// Not CSV, or not UTF-8.
    #[error("line {line}: not CSV in UTF-8")]
    Csv {
        /// The line, from 1.
        line: u64,
    },
    /// A first line that does not name the columns.
    #[error("line 1: columns are not {expected}")]
    Header {
        /// The columns expected, separated by commas; the later ones may be left out.
        expected: &'static str,
    },
    /// A field that is not what its column asks for.
    #[error("line {line}: {column} is malformed")]
    Field {
        /// The line, from 1.
        line: u64,
        /// The column.
        column: &'static str,
    },
    /// The same item or number a second time.
    #[error("line {line}: stands in line {first} already")]
    Twice {
        /// The line, from 1.
        line: u64,
        /// Where it stood first.
        first: u64,
    },
    /// No item at all.
    #[error("list is empty")]
    Empty,
    /// More than a case may carry.
    #[error("list holds more than {ITEMS_MAX} items")]
    TooMany,
}

impl ItemsError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Csv { .. } => "items-not-csv",
            Self::Header { .. } => "items-header",
            Self::Field { .. } => "items-field",
            Self::Twice { .. } => "items-twice",
            Self::Empty => "items-empty",
            Self::TooMany => "items-too-many",
        }
    }

    /// The line that is wrong, from 1.
    #[must_use]
    pub const fn line(&self) -> Option<u64> {
        match self {
            Self::Csv { line } | Self::Field { line, .. } | Self::Twice { line, .. } => Some(*line),
            Self::Header { .. } => Some(1),
            Self::Empty | Self::TooMany => None,
        }
    }
}

/// Reads records of CSV whose first line names `columns`, of which the first `needed` must be there.
fn records<'a>(
    bytes: &'a [u8],
    columns: &'static [&'static str],
    needed: usize,
    expected: &'static str,
) -> Result<impl Iterator<Item = Result<(u64, Vec<String>), ItemsError>> + use<'a>, ItemsError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
    let header = reader.headers().map_err(|error| wrong(&error))?;
    let named: Vec<&str> = header.iter().map(str::trim).collect();
    if named.len() < needed || columns.get(..named.len()) != Some(named.as_slice()) {
        return Err(ItemsError::Header { expected });
    }
    let width = columns.len();
    Ok(reader.into_records().map(move |record| {
        let record = record.map_err(|error| wrong(&error))?;
        let line = record.position().map_or(0, csv::Position::line);
        if record.len() > width {
            return Err(ItemsError::Csv { line });
        }
        let mut fields: Vec<String> = record.iter().map(|field| field.trim().to_owned()).collect();
        fields.resize(width, String::new());
        Ok((line, fields))
    }))
}

fn wrong(error: &csv::Error) -> ItemsError {
    ItemsError::Csv {
        line: error.position().map_or(1, csv::Position::line),
    }
}

/// Writes records of CSV in the one form: LF, quotes only where they are needed.
fn write(columns: &[&str], rows: impl Iterator<Item = Vec<String>>) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::Any(b'\n'))
        .from_writer(Vec::new());
    // Writing to memory cannot fail, and every row has the width of the header.
    writer.write_record(columns).ok();
    for row in rows {
        writer.write_record(row).ok();
    }
    writer.into_inner().unwrap_or_default()
}
