//! The protocol of two nodes, without IO (`docs/protocol.md`).
//!
//! Bytes, `now` and randomness go in; bytes and events come out. Nothing here
//! reads a clock, a random source, a socket, a file or the environment, and
//! nothing here knows a store: what is large is asked for through small traits.
//!
//! Out of scope: keys and their files, age itself, transports and scheduling
//! (`comity-node`); what acts mean (`comity-core`); words in two languages.

pub mod act;
pub mod attachment;
pub mod call;
pub mod channel;
pub mod credential;
pub mod exchange;
#[cfg(any(test, feature = "fixtures"))]
pub mod fixtures;
pub mod handover;
pub mod judge;
pub mod openings;
pub mod pouch;
pub mod proof;
pub mod revocation;
pub mod rng;
pub mod role_signer;
pub mod seal;
pub mod signer;
pub mod statement;
