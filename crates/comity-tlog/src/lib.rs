//! The transparency-log formats of the C2SP project, as published, without IO.
//!
//! One module for each specification, named after it: RFC 6962 trees in [`hash`],
//! [`frontier`], [`tree`] and [`proof`]; *tlog-tiles* in [`tile`]; *signed-note* in
//! [`note`]; *tlog-checkpoint* in [`checkpoint`]; *tlog-cosignature* in [`cosignature`];
//! *tlog-proof* in [`tlog_proof`]. [`ed25519`] says which signatures count.
//! [`keys`] signs with a seed held in memory.
//!
//! Everything here is a function of its arguments: no file, no socket, no clock.
//! The one exception is signing with ML-DSA, where the library draws randomness of its
//! own (see [`keys`]); nothing in this crate signs by itself.
//!
//! Out of scope: what *Comity* asks beyond these specifications (both algorithms, equal
//! times, no extension lines, who may sign what). Those rules are in `comity-peer`.

pub mod checkpoint;
pub mod cosignature;
pub mod ed25519;
pub mod frontier;
pub mod hash;
mod hash_serde;
pub mod keys;
pub mod note;
pub mod proof;
mod strict;
pub mod tile;
pub mod tlog_proof;
pub mod tree;
