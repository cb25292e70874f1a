//! The whole binary: real processes, real homes, HTTPS on loopback.

mod bad_input;
mod demo;
#[cfg(feature = "judges")]
mod judges;
mod shapes;
mod story;
mod support;
mod together;
mod transcripts;
