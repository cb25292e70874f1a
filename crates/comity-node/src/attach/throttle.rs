//! How fast attachments may move, all together (`attachments.bytes_per_second`).
//!
//! Acts are never throttled: only the transfer of parts asks here. The time is
//! an argument, since any start will do.

use std::{
    sync::{Mutex, PoisonError},
    time::Duration,
};

/// Shared by all that moves attachments in one process.
#[derive(Debug, Default)]
pub struct Throttle {
    bytes_per_second: u64,
    /// When what was moved so far has been paid for.
    paid: Mutex<Duration>,
}

impl Throttle {
    /// At most so many bytes a second; 0: no limit.
    #[must_use]
    pub fn new(bytes_per_second: u64) -> Self {
        Self {
            bytes_per_second,
            paid: Mutex::default(),
        }
    }

    /// Notes that so many bytes were moved at `at`; how long nothing more should move from then on.
    ///
    /// Time in which nothing moved is not saved up.
    pub fn moved(&self, bytes: u64, at: Duration) -> Duration {
        if self.bytes_per_second == 0 {
            return Duration::ZERO;
        }
        let nanos = u128::from(bytes).saturating_mul(1_000_000_000);
        let cost = nanos / u128::from(self.bytes_per_second);
        let cost = Duration::from_nanos(u64::try_from(cost).unwrap_or(u64::MAX));
        let mut paid = self.paid.lock().unwrap_or_else(PoisonError::into_inner);
        *paid = (*paid).max(at).saturating_add(cost);
        paid.saturating_sub(at)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn seconds(number: u64) -> Duration {
        Duration::from_secs(number)
    }

    #[test]
    fn what_moved_is_paid_for_in_time_by_all_together() {
        let throttle = Throttle::new(1000);
        assert_eq!(throttle.moved(2000, seconds(10)), seconds(2));
        assert_eq!(
            throttle.moved(1000, seconds(11)),
            seconds(2),
            "another transfer"
        );
        assert_eq!(throttle.moved(500, seconds(13)), Duration::from_millis(500));
    }

    #[test]
    fn a_pause_is_not_saved_up() {
        let throttle = Throttle::new(1000);
        throttle.moved(1000, seconds(1));
        assert_eq!(throttle.moved(3000, seconds(100)), seconds(3));
    }

    #[test]
    fn without_a_limit_nothing_waits() {
        assert_eq!(Throttle::new(0).moved(u64::MAX, seconds(1)), Duration::ZERO);
    }
}
