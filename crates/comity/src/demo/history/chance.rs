//! Chance that is the same in every run: a small generator from a seed (splitmix64).
//!
//! Nothing secret comes from it; keys and nonces are the system's, as everywhere.

use comity_peer::rng::Random;

use crate::{
    exit::Exit,
    failure::{Failure, Outcome},
};

/// A source of numbers that a seed determines.
#[derive(Debug, Clone)]
pub(super) struct Chance(u64);

impl Chance {
    pub(super) const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number.
    pub(super) const fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number from `low` to `high`, both included; `low` where they are the wrong way round.
    pub(super) fn between(&mut self, low: i64, high: i64) -> i64 {
        let span = u64::try_from(high.saturating_sub(low).max(0)).unwrap_or_default();
        let drawn = self.number() % span.saturating_add(1);
        low.saturating_add(i64::try_from(drawn).unwrap_or_default())
    }

    /// True once in so many times.
    pub(super) fn once_in(&mut self, times: u64) -> bool {
        self.number().is_multiple_of(times.max(1))
    }

    /// One of a list.
    ///
    /// # Errors
    /// The list is empty, which a file of the demo's own must not be.
    pub(super) fn of<'a, T>(&mut self, list: &'a [T]) -> Outcome<&'a T> {
        let length = u64::try_from(list.len()).unwrap_or(u64::MAX).max(1);
        let place = usize::try_from(self.number() % length).unwrap_or_default();
        list.get(place)
            .ok_or_else(|| Failure::new(Exit::Bug, "demo-step").with("name", "history-parts"))
    }
}

impl Random for Chance {
    fn fill(&mut self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(8) {
            let drawn = self.number().to_be_bytes();
            for (to, from) in chunk.iter_mut().zip(drawn) {
                *to = from;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_seed_gives_one_sequence() {
        let draw = |seed| {
            let mut chance = Chance::new(seed);
            [chance.number(), chance.number(), chance.number()]
        };
        assert_eq!(draw(7), draw(7));
        assert_ne!(draw(7), draw(8));
    }

    #[test]
    fn what_is_drawn_lies_within_its_bounds() {
        let mut chance = Chance::new(1);
        for _ in 0..200 {
            assert!((3..=5).contains(&chance.between(3, 5)));
        }
        assert_eq!(chance.between(5, 5), 5);
        assert!(chance.of::<u8>(&[]).is_err());
    }
}
