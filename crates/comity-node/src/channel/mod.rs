//! Channels: trusting a counterpart, saying, exchanging, and coming back after a loss.
//!
//! One file a use case. What all of them share: `state` reads and writes the
//! channel inside a transaction, `chains` knows which credential governs
//! what, `sign` keeps the order from durable to signed.

pub mod attachments;
pub mod brief;
pub mod carry;
pub mod evidence;
pub mod exchange;
pub(crate) mod notify;
pub mod renew;
pub mod say;
pub mod spool;

mod append;
mod back;
pub(crate) mod chains;
mod forked;
mod given_back;
pub mod handed_back;
mod handover;
mod held;
pub(crate) mod ingest;
pub mod left;
pub mod line;
mod lost;
pub mod openings;
pub(crate) mod pack;
pub(crate) mod recover;
mod returned;
pub(crate) mod sign;
pub(crate) mod state;
pub(crate) mod trust;
mod withheld;
pub mod zone;

#[cfg(test)]
mod fork_tests;
#[cfg(test)]
mod lost_tests;
#[cfg(test)]
pub(crate) mod tests;
