//! Checkpoints: the text by which a log says its size and root.
//!
//! Source: *tlog-checkpoint*, section *Note text*. Signatures are in
//! [`crate::cosignature`]; whether a size and root are true is for whoever holds the log.

use thiserror::Error;

use crate::hash::Hash;
use crate::strict;

/// Size and root of a log.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Checkpoint {
    /// Which log this is: one line, not empty.
    pub origin: String,
    /// How many entries it has.
    pub size: u64,
    /// The root over these entries.
    pub root: Hash,
}

impl Checkpoint {
    /// Reads the text of a note as a checkpoint; the second part are its extension
    /// lines, which no ML-DSA cosignature covers.
    ///
    /// # Errors
    /// The first line that is not as it should be.
    pub fn parse(text: &str) -> Result<(Self, Vec<String>), CheckpointError> {
        let lines = text
            .strip_suffix('\n')
            .ok_or(CheckpointError::NotTerminated)?;
        let mut lines = lines.split('\n');
        let origin = lines
            .next()
            .filter(|line| is_line(line))
            .ok_or(CheckpointError::Origin)?
            .to_owned();
        let size = lines
            .next()
            .and_then(strict::decimal)
            .ok_or(CheckpointError::Size)?;
        let root = lines.next().and_then(|line| Hash::from_base64(line).ok());
        let root = root.ok_or(CheckpointError::Root)?;
        let extensions: Vec<_> = lines.map(str::to_owned).collect();
        if extensions.iter().any(String::is_empty) {
            return Err(CheckpointError::EmptyLine);
        }
        Ok((Self { origin, size, root }, extensions))
    }

    /// The same for a checkpoint that must not have extension lines.
    ///
    /// # Errors
    /// Also [`CheckpointError::Extension`].
    pub fn parse_plain(text: &str) -> Result<Self, CheckpointError> {
        match Self::parse(text)? {
            (checkpoint, extensions) if extensions.is_empty() => Ok(checkpoint),
            _ => Err(CheckpointError::Extension),
        }
    }

    /// The text to sign, without extension lines.
    ///
    /// The origin must be one line, or the text is not this checkpoint's.
    pub fn text(&self) -> String {
        format!(
            "{}\n{}\n{}\n",
            self.origin,
            self.size,
            self.root.to_base64()
        )
    }
}

/// Not empty, and without a character that would end the line or break the note.
fn is_line(line: &str) -> bool {
    !line.is_empty() && line.bytes().all(|byte| byte >= 0x20)
}

/// Why a text is no checkpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum CheckpointError {
    /// The last line has no newline.
    #[error("read a checkpoint that does not end its last line")]
    NotTerminated,
    /// The first line is empty or has a control character.
    #[error("read the origin of a checkpoint")]
    Origin,
    /// The second line is not a decimal without leading zeroes, up to 2^64 − 1.
    #[error("read the size of a checkpoint")]
    Size,
    /// The third line is not a hash in base64.
    #[error("read the root of a checkpoint")]
    Root,
    /// An extension line is empty.
    #[error("read an empty line of a checkpoint")]
    EmptyLine,
    /// There are extension lines where none are allowed.
    #[error("take a checkpoint with extension lines")]
    Extension,
}

impl CheckpointError {
    /// The stable code of this error.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotTerminated => "checkpoint-not-terminated",
            Self::Origin => "checkpoint-origin",
            Self::Size => "checkpoint-size",
            Self::Root => "checkpoint-root",
            Self::EmptyLine => "checkpoint-empty-line",
            Self::Extension => "checkpoint-extension",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "example.com/log\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";

    #[test]
    fn a_checkpoint_is_given_back_as_it_was() {
        let checkpoint = Checkpoint::parse_plain(TEXT).unwrap();
        assert_eq!(
            (checkpoint.origin.as_str(), checkpoint.size),
            ("example.com/log", 20_852_163)
        );
        assert_eq!(checkpoint.text(), TEXT);
    }

    #[test]
    fn extension_lines_can_be_read_and_can_be_refused() {
        let text = format!("{TEXT}more\nand more\n");
        let (checkpoint, extensions) = Checkpoint::parse(&text).unwrap();
        assert_eq!(checkpoint.text(), TEXT);
        assert_eq!(extensions, ["more", "and more"]);
        assert_eq!(
            Checkpoint::parse_plain(&text),
            Err(CheckpointError::Extension)
        );
    }

    #[test]
    fn a_damaged_checkpoint_says_which_line() {
        for (from, to, error) in [
            ("2I=\n", "2I=", CheckpointError::NotTerminated),
            ("example.com/log", "", CheckpointError::Origin),
            ("example.com/log", "a\tb", CheckpointError::Origin),
            ("20852163", "020852163", CheckpointError::Size),
            ("20852163", "", CheckpointError::Size),
            ("20852163", "18446744073709551616", CheckpointError::Size),
            ("CsUY", "", CheckpointError::Root),
            ("2I=", "2J=", CheckpointError::Root),
            ("2I=\n", "2I=\n\n", CheckpointError::EmptyLine),
            ("2I=\n", "2I=\na\n\nb\n", CheckpointError::EmptyLine),
            (
                "\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=",
                "",
                CheckpointError::Root,
            ),
        ] {
            assert_eq!(
                Checkpoint::parse(&TEXT.replace(from, to)),
                Err(error),
                "{from:?} {to:?}"
            );
        }
    }
}
