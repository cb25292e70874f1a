//! The console in a real browser: both nodes of the demo, their people, every page that links lead to.
//!
//! Wants Chromium with its driver and axe-core (`.ci/install`). Where one of them is absent a
//! test says that it was skipped; `COMITY_REQUIRE_CORPUS=1` makes that a failure.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::disallowed_methods,
    reason = "a test may panic, read its environment, and wait for a browser"
)]

mod driver;
mod looks;
mod others;
mod passkeys;
mod screenshots;
mod stage;
mod story;
mod uploads;
mod whole;
