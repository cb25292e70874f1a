//! A node: use cases, keys, home rules and the scheduler.
//!
//! Use cases are synchronous functions of the store, `now` and a random
//! source, so that the simulated world drives them like the service does.
//! Only [`rng`] and [`clock`] read the system, and only the service and the
//! binary use those two.
//!
//! Out of scope: HTTP (`comity-web`), the command line (`comity`), words.

pub mod access;
pub mod accounts;
pub mod attach;
pub mod audit;
pub mod backup;
pub mod case;
pub mod channel;
pub mod clearance;
pub mod clock;
pub mod config;
mod cores;
pub mod desk;
pub mod erase;
pub mod error;
#[cfg(any(test, feature = "fixtures"))]
pub mod fixtures;
pub mod health;
pub mod hidden;
pub mod home;
mod kept;
pub mod keys;
pub mod node;
pub mod notices;
pub mod office;
pub mod people;
pub mod prove;
pub mod record;
pub mod repeat;
pub mod report;
pub mod rng;
pub mod sealing;
pub mod search;
pub mod tasks;
pub mod trail;
pub mod translate;
pub mod views;
pub mod webhooks;

pub use self::{
    error::NodeError,
    node::{Limits, Node, Secrets},
};
