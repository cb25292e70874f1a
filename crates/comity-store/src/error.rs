//! What can go wrong in a store, told apart by what the caller must do.

use comity_core::{Hash, Origin};

/// The result of every operation of a store.
pub type Result<T> = std::result::Result<T, StoreError>;

/// Why a store did not do what it was asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StoreError {
    /// The commit failed and may or may not have taken effect: stop signing and recover.
    #[error("learn whether the commit took effect")]
    CommitUnknown,
    /// No space is left; nothing was written.
    #[error("write to a full disk")]
    Full,
    /// The file or its folder cannot be written.
    #[error("write to a read-only store")]
    ReadOnly,
    /// Another process held the store for too long; nothing was written.
    #[error("wait for another process that writes")]
    Busy,
    /// The file or folder is not there or may not be opened.
    #[error("open the store: {0}")]
    Unavailable(String),
    /// The file is damaged or no store at all.
    #[error("read a damaged store: {0}")]
    Corrupt(String),
    /// The store was written by a newer version of the program.
    #[error("read a store of version {found}: this program knows versions up to {known}")]
    Newer {
        /// The version that the store has.
        found: u32,
        /// The newest version that this program knows.
        known: u32,
    },
    /// A row has a form that this version does not read.
    #[error("read a row of {table}: {detail}")]
    Format {
        /// The table.
        table: &'static str,
        /// What is wrong with it.
        detail: String,
    },
    /// Entries do not continue the log where it ends.
    #[error("append to {origin} at {start}: it has {size} entries")]
    NotAtEnd {
        /// The log.
        origin: Origin,
        /// Where the entries were to go.
        start: u64,
        /// How many entries the log has.
        size: u64,
    },
    /// A projection row does not follow the one before it.
    #[error("add a projection row that does not follow the last one")]
    OutOfOrder,
    /// The content was erased; it never comes back.
    #[error("put content {0}, which was erased")]
    Erased(Hash),
    /// The row that was to be changed is not there.
    #[error("find {what} {key}")]
    NotFound {
        /// What was looked for.
        what: &'static str,
        /// Its key.
        key: String,
    },
    /// A value is larger than the format can hold.
    #[error("store {0}: it is too large")]
    TooLarge(&'static str),
    /// The writer has stopped.
    #[error("reach the writer of the store: it has stopped")]
    Stopped,
    /// The database engine refused for another reason.
    #[error("use the database: {0}")]
    Engine(String),
}

impl StoreError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::CommitUnknown => "store-commit-unknown",
            Self::Full => "store-full",
            Self::ReadOnly => "store-read-only",
            Self::Busy => "store-busy",
            Self::Unavailable(_) => "store-unavailable",
            Self::Corrupt(_) => "store-corrupt",
            Self::Newer { .. } => "store-newer",
            Self::Format { .. } => "store-format",
            Self::NotAtEnd { .. } => "store-not-at-end",
            Self::OutOfOrder => "store-out-of-order",
            Self::Erased(_) => "store-erased",
            Self::NotFound { .. } => "store-not-found",
            Self::TooLarge(_) => "store-too-large",
            Self::Stopped => "store-stopped",
            Self::Engine(_) => "store-engine",
        }
    }
}
