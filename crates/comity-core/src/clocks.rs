//! Clocks: how long each step took, by the words of each side (`docs/protocol/acts.md`, section 6).
//!
//! A span has two bounds, each on one side's clock alone, so that skew cancels.
//! *By the answerer's own words* it runs from the answerer's first leaf that
//! covers the request to the `at` of the answer; *by the requester's own words*
//! from the `at` of the request to the requester's first leaf that covers the
//! answer. Late by the answerer's words is late, in time by the requester's is
//! in time, everything else is contested. A [`Span`] holds what the record
//! says and nothing of *as of*; [`Span::measure`] adds the moment.

mod measure;
mod owed;
mod spans;

#[cfg(test)]
mod tests;

pub use measure::{Measure, Moment, Standstill};
pub use owed::{Owed, owed};
pub use spans::{Begun, Bound, Pause, Span, Stop, at, spans};
