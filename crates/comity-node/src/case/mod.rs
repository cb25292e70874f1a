//! Cases: from a draft to what is said, and what the record shows of them.
//!
//! Drafts, release by a second person, notes and labels stay at home (design
//! invariant 8); what is said goes through comity-core's `decide` first, so
//! that an honest node never says a void act.
//!
//! Out of scope: words, and what acts mean (comity-core).

pub mod file;
pub mod import;
