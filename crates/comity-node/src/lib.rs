//! A node: use cases, keys, home rules and the scheduler.
//!
//! Use cases are synchronous functions of the store, `now` and a random
//! source, so that the simulated world drives them like the service does.
//! Only [`rng`] and [`clock`] read the system, and only the service and the
//! binary use those two.
//!
//! Out of scope: HTTP (`comity-web`), the command line (`comity`), words.

pub mod case;
pub mod clock;
pub mod config;
pub mod home;
pub mod keys;
pub mod rng;
pub mod sealing;
