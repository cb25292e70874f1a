//! Cases on two nodes in memory, from the draft to what both sides show.

mod stories;
mod support;
