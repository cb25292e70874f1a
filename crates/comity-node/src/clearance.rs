//! Clearance: offices that agree to an act before it is released (会签), as the home rules ask.
//!
//! [`rule`] says which acts go to which offices, [`course`] is the pure machine that the answers
//! of these offices drive, [`answer`] the use cases, [`asked`] who may see a draft and its case
//! because it waits for an answer, [`version`] what was looked at before.
//!
//! What offices say of a draft stands in the draft's own row, beside what it says: one comparison
//! of that row covers both when it is released. It never enters an act (`ARCHITECTURE.md`,
//! invariant 8); when the act is said, remarks and reasons become private notes of the case.

pub mod answer;
pub mod asked;
pub mod course;
mod error;
pub mod rule;
pub mod version;

#[cfg(test)]
mod tests;

pub use self::error::ClearanceError;
