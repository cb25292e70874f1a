//! Faults of a disk and a process, planned by the number of the write.

use crate::error::StoreError;

/// What goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FaultKind {
    /// The disk is full: nothing is written, and the caller is told so.
    Full,
    /// The commit fails and took no effect; the caller cannot know.
    Failed,
    /// The commit fails but took effect; the caller cannot know.
    FailedButPersisted,
    /// The process dies before the commit; the store is down until it is restarted.
    CrashBefore,
    /// The process dies after the commit, before the caller learns of it.
    CrashAfter,
}

impl FaultKind {
    /// All kinds.
    pub const ALL: [Self; 5] = [
        Self::Full,
        Self::Failed,
        Self::FailedButPersisted,
        Self::CrashBefore,
        Self::CrashAfter,
    ];

    pub(super) const fn persists(self) -> bool {
        matches!(self, Self::FailedButPersisted | Self::CrashAfter)
    }

    pub(super) const fn crashes(self) -> bool {
        matches!(self, Self::CrashBefore | Self::CrashAfter)
    }

    pub(super) const fn error(self) -> StoreError {
        match self {
            Self::Full => StoreError::Full,
            _ => StoreError::CommitUnknown,
        }
    }
}

/// One planned fault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    /// The number of the write, from 0, counted since the store was made.
    pub write: u64,
    /// What goes wrong with it.
    pub kind: FaultKind,
}

/// A plan of faults; the first one for a write counts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Faults(pub Vec<Fault>);

impl Faults {
    /// One fault at one write.
    #[must_use]
    pub fn once(write: u64, kind: FaultKind) -> Self {
        Self(vec![Fault { write, kind }])
    }

    pub(super) fn at(&self, write: u64) -> Option<FaultKind> {
        let planned = self.0.iter().find(|fault| fault.write == write);
        planned.map(|fault| fault.kind)
    }
}
