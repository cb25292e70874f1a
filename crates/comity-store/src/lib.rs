//! The store of a node: what both sides said, and what the house keeps beside it.
//!
//! A store is used as `store.write(|tx| …)` and `store.read(|tx| …)`: synchronous
//! closures, one transaction each ([`Store`]). What a transaction can do is a few small
//! traits, one file each: the truth in [`logs`], [`contents`], [`notes`] and
//! [`credentials`]; projections that can be dropped and rebuilt in [`desk`] and
//! [`days`], [`waiting`] and [`terms`]; the sealed attachments in [`parts`]; what never leaves home in [`house`]
//! and [`access`].
//!
//! Engines: [`memory`] (always there, with faults that can be injected) and, with the
//! feature `sqlite`, [`sqlite`]. One conformance suite holds them to the same behaviour.
//!
//! Out of scope: what the bytes mean (`comity-core`, `comity-peer`), keys and the
//! high-water mark (`comity-node`), clocks: every time is an argument.

pub mod access;
pub mod any;
#[cfg(feature = "conformance")]
pub mod conformance;
pub mod contents;
pub mod credentials;
pub mod days;
pub mod desk;
pub mod error;
pub mod house;
pub mod logs;
pub mod memory;
pub mod notes;
pub mod parts;
#[cfg(feature = "sqlite")]
pub mod sqlite;
pub mod store;
pub mod terms;
pub mod tree;
pub mod waiting;

pub use any::AnyStore;
pub use error::{Result, StoreError};
pub use memory::MemoryStore;
#[cfg(feature = "sqlite")]
pub use sqlite::SqliteStore;
pub use store::{ReadTx, Store, Tx};
