//! Cases on two nodes in memory, from the draft to what both sides show.

mod failing_disk;
mod keeping;
mod lists;
mod looks;
mod notices;
mod previews;
mod proofs;
mod reports;
mod shapes;
mod stalled;
mod stories;
mod sums;
pub(crate) mod support;
mod tampered;
mod transfer;
