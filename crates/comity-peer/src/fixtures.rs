//! Stand-ins for tests and for the simulated world: seeded, repeatable, and protecting nothing.
//!
//! The real sealer draws randomness of its own, which no seed repeats. What
//! the rest of the protocol relies on is kept here as well: only a holder of an
//! identity opens a file, the header commits to the file key, a changed or cut
//! file does not open. `comity-node` holds both to one list of such behaviours.

mod liar;
mod memory;
mod party;
pub mod record;
mod sealer;

pub use memory::{MemoryLog, MemoryNode, Taken};
pub use party::Party;
pub use sealer::StandInSealer;

pub use crate::proof::{edit_archive, read_archive};

use crate::rng::Random;
use comity_tlog::hash::sha256;

/// Random bytes from a seed, the same on every run.
#[derive(Debug, Clone)]
pub struct Seeded {
    seed: u64,
    drawn: u64,
}

impl Seeded {
    /// The stream of this seed.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self { seed, drawn: 0 }
    }
}

impl Random for Seeded {
    fn fill(&mut self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(32) {
            let block = sha256(&[self.seed.to_be_bytes(), self.drawn.to_be_bytes()].concat());
            self.drawn += 1;
            for (to, from) in chunk.iter_mut().zip(block.as_bytes()) {
                *to = *from;
            }
        }
    }
}
