//! The crate held to its published vectors and to judges that it did not write.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that panics has failed"
)]

mod age_sealer;
mod judges;
mod vectors;
