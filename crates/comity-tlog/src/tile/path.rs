//! The name of a tile: `tile/<level>/<index>[.p/<width>]`.
//!
//! Source: *tlog-tiles*, section *Merkle Tree* (and *Log entries* for `tile/entries/`).
//! One tile has one name: a path that could be written shorter is refused.

use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use super::WIDTH;
use crate::strict;

/// The highest level that a path may name.
const MAX_LEVEL: u8 = 63;

/// What a tile holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Content {
    /// Log entries.
    Entries,
    /// Hashes at this tile level: each covers 256^level entries.
    Hashes(u8),
}

/// Which tile, and how many of its 256 places are filled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TilePath {
    content: Content,
    index: u64,
    width: u16,
}

impl TilePath {
    /// Names a tile. `width` is 1 to 256; 256 is a full tile.
    ///
    /// # Errors
    /// A level above 63 or a width of 0 or above 256.
    pub fn new(content: Content, index: u64, width: u16) -> Result<Self, PathError> {
        if matches!(content, Content::Hashes(level) if level > MAX_LEVEL) {
            return Err(PathError::Level);
        }
        if width == 0 || width > WIDTH {
            return Err(PathError::Width);
        }
        Ok(Self {
            content,
            index,
            width,
        })
    }

    /// What the tile holds.
    pub const fn content(&self) -> Content {
        self.content
    }

    /// The number of the tile in its level, from 0.
    pub const fn index(&self) -> u64 {
        self.index
    }

    /// How many hashes or entries it has, 1 to 256.
    pub const fn width(&self) -> u16 {
        self.width
    }
}

impl fmt::Display for TilePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.content {
            Content::Entries => f.write_str("tile/entries")?,
            Content::Hashes(level) => write!(f, "tile/{level}")?,
        }
        write_index(f, self.index)?;
        if self.width < WIDTH {
            write!(f, ".p/{}", self.width)
        } else {
            Ok(())
        }
    }
}

/// Three digits an element, all but the last marked with `x`.
fn write_index(f: &mut fmt::Formatter<'_>, index: u64) -> fmt::Result {
    let (above, last) = (index / 1000, index % 1000);
    if above > 0 {
        write_upper(f, above)?;
    }
    write!(f, "/{last:03}")
}

fn write_upper(f: &mut fmt::Formatter<'_>, index: u64) -> fmt::Result {
    let (above, last) = (index / 1000, index % 1000);
    if above > 0 {
        write_upper(f, above)?;
    }
    write!(f, "/x{last:03}")
}

impl FromStr for TilePath {
    type Err = PathError;

    fn from_str(path: &str) -> Result<Self, PathError> {
        let rest = path.strip_prefix("tile/").ok_or(PathError::Prefix)?;
        let (first, rest) = rest.split_once('/').ok_or(PathError::Prefix)?;
        let content = match first {
            "entries" => Content::Entries,
            level => Content::Hashes(small(level).ok_or(PathError::Level)?),
        };
        let (index, width) = match rest.split_once(".p/") {
            Some((index, width)) => (index, parse_width(width)?),
            None => (rest, WIDTH),
        };
        Self::new(content, parse_index(index)?, width)
    }
}

fn parse_width(text: &str) -> Result<u16, PathError> {
    let width = strict::decimal(text).and_then(|width| u16::try_from(width).ok());
    width
        .filter(|width| (1..WIDTH).contains(width))
        .ok_or(PathError::Width)
}

fn parse_index(text: &str) -> Result<u64, PathError> {
    if text.starts_with("x000/") {
        return Err(PathError::Index);
    }
    let mut elements = text.split('/').peekable();
    let mut index: u64 = 0;
    while let Some(element) = elements.next() {
        let digits = match elements.peek() {
            Some(_) => element.strip_prefix('x').ok_or(PathError::Index)?,
            None => element,
        };
        let thousand = three_digits(digits).ok_or(PathError::Index)?;
        index = index
            .checked_mul(1000)
            .and_then(|index| index.checked_add(thousand))
            .ok_or(PathError::Index)?;
    }
    Ok(index)
}

fn three_digits(text: &str) -> Option<u64> {
    let plain = text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_digit());
    plain.then(|| text.parse().ok()).flatten()
}

fn small(text: &str) -> Option<u8> {
    strict::decimal(text).and_then(|level| u8::try_from(level).ok())
}

/// Why a path names no tile.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PathError {
    /// It does not begin with `tile/` and a level.
    #[error("read a tile path without tile/ and level")]
    Prefix,
    /// The level is not a decimal from 0 to 63.
    #[error("read the level of a tile path")]
    Level,
    /// The index is not in three-digit elements, or is written longer than needed.
    #[error("read the index of a tile path")]
    Index,
    /// The width is not a decimal from 1 to 255 (256 in a name that is built).
    #[error("read the width of a tile path")]
    Width,
}

impl PathError {
    /// The stable code of this error.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Prefix => "tile-path-prefix",
            Self::Level => "tile-path-level",
            Self::Index => "tile-path-index",
            Self::Width => "tile-path-width",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_the_specification_is_written_and_read() {
        let path = TilePath::new(Content::Hashes(0), 1_234_067, 256).unwrap();
        assert_eq!(path.to_string(), "tile/0/x001/x234/067");
        assert_eq!("tile/0/x001/x234/067".parse(), Ok(path));
    }

    #[test]
    fn every_path_has_one_spelling() {
        use PathError::{Index, Level, Prefix, Width};
        for (path, error) in [
            ("", Prefix),
            ("tile", Prefix),
            ("tile/0", Prefix),
            ("/tile/0/000", Prefix),
            ("tile/64/000", Level),
            ("tile/00/000", Level),
            ("tile/-1/000", Level),
            ("tile/Entries/000", Level),
            ("tile/0/0", Index),
            ("tile/0/x000/000", Index),
            ("tile/0/001/000", Index),
            ("tile/0/x001", Index),
            ("tile/0/000/", Index),
            ("tile/0/x999/x999/x999/x999/x999/x999/999", Index),
            ("tile/0/000.p/0", Width),
            ("tile/0/000.p/256", Width),
            ("tile/0/000.p/01", Width),
            ("tile/0/000.p/", Width),
            ("tile/0/000.p/1.p/1", Width),
        ] {
            assert_eq!(path.parse::<TilePath>(), Err(error), "{path:?}");
        }
    }
}
