//! What the acts of a channel mean: parties, acts, dossiers, terms, clocks and the report.
//!
//! State is a fold over acts. Everything here is a pure function of its
//! arguments: no clock, no randomness, no IO, no user-visible sentence
//! (`ARCHITECTURE.md`, invariants 5 and 7).
//!
//! Out of scope: signatures, sealing and pouches (`comity-peer`), storage
//! (`comity-store`), words in two languages (`comity-text`).

pub mod act;
pub mod body;
pub mod canonical;
pub mod case;
pub mod channel;
pub mod clocks;
pub mod codes;
pub mod due;
pub mod envelope;
#[cfg(any(test, feature = "fixtures"))]
pub mod fixtures;
pub mod id;
pub mod items;
pub mod judge;
pub mod leaf;
pub mod mutant;
pub mod name;
pub mod record;
pub mod report;
pub mod segments;
pub mod terms;
pub mod time;
pub mod versions;

pub use comity_tlog::hash::Hash;
pub use envelope::Envelope;
pub use id::{ActId, DossierId};
pub use leaf::Leaf;
pub use name::{Origin, PartyName};
pub use time::Time;
pub use versions::RULES;
