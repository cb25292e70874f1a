//! Randomness as an argument.
//!
//! Nothing in this crate draws random bytes by itself: the node hands in its
//! generator, the simulated world a seeded one.

/// A source of random bytes.
pub trait Random {
    /// Fills the whole slice.
    fn fill(&mut self, bytes: &mut [u8]);
}

/// So many random bytes.
pub fn array<const N: usize>(rng: &mut dyn Random) -> [u8; N] {
    let mut bytes = [0; N];
    rng.fill(&mut bytes);
    bytes
}

/// A number below `end`, which must not be 0; slightly uneven for very large ends.
pub fn below(rng: &mut dyn Random, end: u64) -> u64 {
    u64::from_be_bytes(array(rng)) % end.max(1)
}
