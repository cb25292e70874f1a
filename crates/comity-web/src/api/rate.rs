//! How often one person may call, by whichever tokens.

use std::num::NonZeroU32;

use governor::{
    DefaultKeyedRateLimiter, Quota, RateLimiter,
    clock::{Clock as _, DefaultClock},
};

/// Forget people who rest once so many are kept in mind.
const MANY: usize = 1000;

/// The calls of each person, within a limit.
pub(super) struct Rates {
    limiter: DefaultKeyedRateLimiter<String>,
    clock: DefaultClock,
}

impl Rates {
    /// At most so many calls a minute, all of them at once if need be; 0 counts as 1.
    pub(super) fn new(per_minute: u32) -> Self {
        let most = NonZeroU32::new(per_minute).unwrap_or(NonZeroU32::MIN);
        Self {
            limiter: RateLimiter::keyed(Quota::per_minute(most)),
            clock: DefaultClock::default(),
        }
    }

    /// Counts a call; the seconds to wait where it is one too many.
    pub(super) fn count(&self, who: &str) -> Result<(), u64> {
        if self.limiter.len() > MANY {
            self.limiter.retain_recent();
        }
        let found = self.limiter.check_key(&who.to_owned());
        found.map_err(|early| {
            let wait = early.wait_time_from(self.clock.now());
            wait.as_secs().saturating_add(1)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_person_does_not_use_up_the_calls_of_another() {
        let rates = Rates::new(2);
        assert_eq!(rates.count("a"), Ok(()));
        assert_eq!(rates.count("a"), Ok(()));
        let wait = rates.count("a").unwrap_err();
        assert!((1..=31).contains(&wait), "{wait}");
        assert_eq!(rates.count("b"), Ok(()));
    }
}
