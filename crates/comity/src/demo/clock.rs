//! The clock of the demo's two nodes: driven by the story, from weeks ago to the real now.

use std::sync::atomic::{AtomicI64, Ordering};

use comity_core::Time;
use comity_node::clock::{Clock, SystemClock};

/// How many days ago the story begins.
const BEGINS: i64 = 21;
const DAY: i64 = 86_400;

/// A clock that moves only when it is told to.
#[derive(Debug)]
pub(crate) struct Driven(AtomicI64);

impl Driven {
    /// At the beginning of the story.
    pub(crate) fn new() -> Self {
        let begins = SystemClock.now().seconds() - BEGINS * DAY;
        Self(AtomicI64::new(begins))
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
