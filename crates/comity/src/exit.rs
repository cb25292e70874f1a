//! Exit codes: one for each kind of failure, stable, so that scripts can tell them apart.

use std::process::ExitCode;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// The words of the command line, or a file that the user wrote, are off.
    Usage,
    /// The rules say no: a must is missing, it is not this side's turn, it needs a second person.
    Refused,
    /// The counterpart, or the bytes on disk, contradict what was signed.
    Contradiction,
    /// Disk, network, lock or store: try again when it is mended.
    Fault,
    /// Our own mistake: please report it.
    Bug,
}

impl Exit {
    /// The number that the process ends with (`docs/operating.md`, *Exit codes*).
    pub(crate) const fn number(self) -> u8 {
        match self {
            Self::Usage => 2,
            Self::Refused => 3,
            Self::Contradiction => 4,
            Self::Fault => 5,
            Self::Bug => 70,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.number())
    }
}
