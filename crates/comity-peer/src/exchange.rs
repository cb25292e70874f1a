//! When to send what: one exchange as the calling side drives it, and how long to wait after a failure.
//!
//! An exchange begins by reading the counterpart's latest receipt, then sends
//! pouches, each answered with a pouch, until neither side has anything to say:
//! entries to send, or entries to cover (`docs/protocol.md`, section 7). A round
//! that moves nothing ends it, so that no counterpart can keep a node busy.
//!
//! Out of scope: reading and writing pouches, transports, and the clock.

use comity_core::Time;
use serde::{Deserialize, Serialize};

use crate::{
    channel::ChannelState,
    rng::{Random, below},
};

/// No exchange has more rounds; the next one goes on.
pub const ROUNDS_LIMIT: u32 = 1000;
/// The first wait after a failure, in seconds.
const FIRST_WAIT: u64 = 5;

/// An exchange under way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exchange {
    step: Step,
    rounds: u32,
    gaps: u32,
}

/// What the calling side does next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Ask for the counterpart's latest receipt.
    AskReceipt,
    /// Send a pouch whose entries begin here.
    Send {
        /// The size that the counterpart holds.
        start: u64,
    },
    /// Nothing more to say.
    Done,
}

/// What a round brought, as the caller knows once the answer was accepted and made durable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Round {
    /// How many new entries the answer brought.
    pub brought: u64,
    /// Whether the answer says that there are more (its checkpoint reaches beyond its entries).
    pub more: bool,
}

impl Default for Exchange {
    fn default() -> Self {
        Self::new()
    }
}

impl Exchange {
    /// An exchange at its beginning.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            step: Step::AskReceipt,
            rounds: 0,
            gaps: 0,
        }
    }

    /// What to do next.
    #[must_use]
    pub const fn step(&self) -> Step {
        self.step
    }

    /// The counterpart's receipt came, for this size of our log; 0 when it has none.
    ///
    /// At least one pouch is sent: every exchange carries fresh signatures.
    pub fn receipt_came(&mut self, state: &ChannelState, size: u64) {
        let start = size.min(state.current.ours.head.size());
        self.step = Step::Send { start };
    }

    /// A pouch was answered and the answer accepted; `state` is what is durable now.
    pub fn answered(&mut self, state: &ChannelState, round: Round) {
        let Step::Send { start } = self.step else {
            return;
        };
        self.rounds += 1;
        let receipted = state.current.ours.receipted();
        let moved = round.brought > 0 || receipted > start;
        let unsaid = state.current.ours.head.size() > receipted.max(start);
        let again = (unsaid || round.more) && moved && self.rounds < ROUNDS_LIMIT;
        self.step = if again {
            Step::Send {
                start: receipted.max(start),
            }
        } else {
            Step::Done
        };
    }

    /// The counterpart refused our pouch. Once, a gap is answered by asking for its receipt again.
    ///
    /// Says whether the exchange goes on.
    pub fn refused(&mut self, code: &str) -> bool {
        let again = code == "refuse-gap" && self.gaps == 0;
        self.gaps += 1;
        self.step = if again { Step::AskReceipt } else { Step::Done };
        again
    }
}

/// Whether this side has something to say without being asked: entries that are not receipted, or a leaf that is due.
///
/// A waiting call is answered when this becomes true.
#[must_use]
pub fn has_something_to_say(state: &ChannelState) -> bool {
    let ours = &state.current.ours;
    !state.current.is_quiet() && (ours.head.size() > ours.receipted() || state.is_cover_due())
}

/// How many entries of these sizes fit into one pouch; at least one, when there is one.
pub fn fitting(sizes: impl IntoIterator<Item = u64>, limit: u64) -> usize {
    let mut left = limit;
    let fits = |(count, size): &(usize, u64)| {
        let fits = *count == 0 || *size <= left;
        left = left.saturating_sub(*size);
        fits
    };
    let most = usize::try_from(crate::pouch::ENTRIES_LIMIT).unwrap_or(usize::MAX);
    sizes
        .into_iter()
        .enumerate()
        .take_while(fits)
        .take(most)
        .count()
}

/// How often calling a counterpart has failed in a row.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Backoff {
    failures: u32,
}

impl Backoff {
    /// The last call reached the counterpart.
    pub const fn succeeded(&mut self) {
        self.failures = 0;
    }

    /// The last call failed.
    pub const fn failed(&mut self) {
        self.failures = self.failures.saturating_add(1);
    }

    /// When to call next: after the counterpart's rhythm (seconds), or, after
    /// failures, after 5 s doubled with each, never longer than the rhythm; with up to a half taken off.
    #[must_use]
    pub fn next(&self, now: Time, rhythm: u32, rng: &mut dyn Random) -> Time {
        let rhythm = u64::from(rhythm).max(FIRST_WAIT);
        let wait = match self.failures.checked_sub(1) {
            None => rhythm,
            Some(doublings) => {
                let factor = 1_u64.checked_shl(doublings.min(32)).unwrap_or(u64::MAX);
                FIRST_WAIT.saturating_mul(factor).min(rhythm)
            }
        };
        let jitter = below(rng, wait / 2 + 1);
        now.plus(i64::try_from(wait - jitter).unwrap_or(i64::MAX))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixtures::Seeded;

    fn waits(failures: u32) -> Vec<i64> {
        let mut backoff = Backoff::default();
        for _ in 0..failures {
            backoff.failed();
        }
        let (mut rng, now) = (Seeded::new(1), Time::from_seconds(1000));
        (0..200)
            .map(|_| backoff.next(now, 3600, &mut rng).since(now))
            .collect()
    }

    #[test]
    fn waits_double_up_to_the_rhythm_with_jitter() {
        for (failures, longest) in [
            (0, 3600),
            (1, 5),
            (2, 10),
            (3, 20),
            (10, 2560),
            (11, 3600),
            (99, 3600),
        ] {
            let waits = waits(failures);
            assert!(
                waits
                    .iter()
                    .all(|wait| *wait <= longest && *wait >= longest / 2),
                "{failures}"
            );
            assert!(waits.iter().any(|wait| *wait != waits[0]), "{failures}");
        }
    }

    #[test]
    fn success_starts_over() {
        let mut backoff = Backoff { failures: 9 };
        backoff.succeeded();
        assert_eq!(backoff, Backoff::default());
    }

    #[test]
    fn a_pouch_takes_what_fits_and_at_least_one() {
        assert_eq!(fitting([], 10), 0);
        assert_eq!(fitting([100], 10), 1);
        assert_eq!(fitting([4, 4, 4], 10), 2);
        assert_eq!(fitting([4, 7, 1], 10), 1, "in order, none is passed over");
        assert_eq!(fitting(std::iter::repeat_n(1, 20_000), u64::MAX), 10_000);
    }
}
