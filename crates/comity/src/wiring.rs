//! Wiring: a home on disk becomes a node with its store, keys, parts and clock.
//!
//! No rules here. One file a seam: [`house`] opens a home, [`passphrase`]
//! finds what unlocks its keys, [`network`] carries requests over HTTPS,
//! [`exchange`] and [`attachments`] move acts and what they announced, [`spool`] does so over
//! folders, [`service`] answers counterparts, [`console`] people, [`bell`] lets commands ring a running service, [`serve`]
//! holds them together until the process is told to stop. [`keeper`] has new cases registered and found by words,
//! [`outward`] sends webhooks, mail notices and the trail, [`volume`] says whether a disk is known to be encrypted.

pub(crate) mod attachments;
pub(crate) mod bell;
pub(crate) mod console;
pub(crate) mod exchange;
pub(crate) mod house;
pub(crate) mod keeper;
pub(crate) mod network;
pub(crate) mod ops;
pub(crate) mod outward;
pub(crate) mod passphrase;
pub(crate) mod scheduler;
pub(crate) mod serve;
pub(crate) mod service;
pub(crate) mod spool;
pub(crate) mod volume;

pub(crate) use house::House;
