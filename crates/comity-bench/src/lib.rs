//! What the node costs, measured beside a peer or a floor in the same run.
//!
//! `cargo bench -p comity-bench` prints one table; `-- --only ROW` runs one
//! row, `-- --quick` all rows at a small scale. What each row measures, and
//! what was not run yet, is in `docs/benchmarks.md`.

pub mod attached;
pub mod big;
pub mod clock;
pub mod console;
pub mod counted;
pub mod floor;
mod flow;
pub mod https;
pub mod peer;
pub mod rows;
pub mod side;
pub mod system;
pub mod table;

pub use table::{Measured, Want};

/// How much a run measures.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Scale {
    /// A small scale: for development, its figures are not quoted.
    pub quick: bool,
    /// Cases in the large store, where not the usual number.
    pub cases: Option<u64>,
    /// Entries of both logs that the store is to have about, where not the usual number and `cases` says nothing.
    pub entries: Option<u64>,
    /// Without the peer: for profiles.
    pub alone: bool,
}

impl Scale {
    /// The first number at full scale, the second at the small one.
    #[must_use]
    pub const fn pick(self, full: u64, quick: u64) -> u64 {
        if self.quick { quick } else { full }
    }
}
