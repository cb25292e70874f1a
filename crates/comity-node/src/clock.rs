//! The wall clock, read in one place.
//!
//! Use cases take `now` as an argument; only the service and the binary read
//! a [`Clock`], and the demonstration drives one of its own.

use comity_core::Time;

/// Tells the time.
pub trait Clock: Send + Sync {
    /// Now, in whole seconds.
    fn now(&self) -> Time;
}

/// The clock of the operating system.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one place that reads the clock"
    )]
    fn now(&self) -> Time {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        Time::from_posix(since.map_or(0, |elapsed| elapsed.as_secs()))
    }
}
