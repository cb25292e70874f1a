//! The crate held to judges that it did not write: published vectors, a published log,
//! and independent implementations.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that panics has failed"
)]

mod c2sp_examples;
mod cosignature_vectors;
mod differential;
mod ed25519;
mod merkle_proofs;
mod ml_dsa;
mod proof_vectors;
mod round_trip;
mod support;
mod tessera_log;
