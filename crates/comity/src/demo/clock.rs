//! The clock of the demo's two nodes: driven by the story, from weeks ago to the real now, and by the history between.

use std::sync::atomic::{AtomicI64, Ordering};

use comity_core::Time;
use comity_node::clock::{Clock, SystemClock};

/// How many days the story takes at most.
const STORY: i64 = 21;
/// How many days of history follow it, when one is told.
const HISTORY: i64 = 365;
const DAY: i64 = 86_400;

/// A clock that moves only when it is told to.
#[derive(Debug)]
pub(crate) struct Driven(AtomicI64);

impl Driven {
    /// At the beginning of the story, which lies a year further back when a history follows it.
    pub(crate) fn new(history: bool) -> Self {
        let days = if history { STORY + HISTORY } else { STORY };
        let begins = SystemClock.now().seconds() - days * DAY;
        Self(AtomicI64::new(begins))
    }

    /// Moves to a time that is not before this one.
    pub(crate) fn reach(&self, time: Time) {
        self.0.fetch_max(time.seconds(), Ordering::SeqCst);
    }

    /// Moves on.
    pub(crate) fn pass(&self, seconds: i64) {
        self.0.fetch_add(seconds.max(0), Ordering::SeqCst);
    }

    /// Moves to the real now.
    pub(crate) fn arrive(&self) {
        self.0.store(SystemClock.now().seconds(), Ordering::SeqCst);
    }
}

impl Clock for Driven {
    fn now(&self) -> Time {
        Time::from_seconds(self.0.load(Ordering::SeqCst))
    }
}
