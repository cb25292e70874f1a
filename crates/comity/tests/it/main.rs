//! The whole binary: real processes, real homes, HTTPS on loopback.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test may panic"
)]

mod api;
mod bad_input;
mod bad_input_words;
mod certify;
mod clearance;
mod demo;
mod guards;
#[cfg(feature = "judges")]
mod judges;
mod keys;
mod masks;
mod openings;
mod outward;
#[cfg(feature = "judges")]
mod packages;
mod people;
mod proofs;
#[cfg(feature = "judges")]
mod proxies;
mod revoked;
mod shapes;
mod shipped;
mod stalled;
mod story;
mod support;
mod third;
mod together;
mod transcripts;
mod translation;
