//! Cases: from a draft to what is said, and what the record shows of them.
//!
//! Drafts, release by a second person, notes and labels stay at home
//! (`ARCHITECTURE.md`, invariant 8); what is said goes through comity-core's
//! `decide` first, so that an honest node never says a void act.
//!
//! Out of scope: words, and what acts mean (comity-core).

pub mod agenda;
pub mod board;
pub mod content;
pub mod disclose;
pub mod draft;
pub mod draft_list;
pub(crate) mod drafting;
pub mod file;
pub mod flow;
pub mod form;
pub mod house;
pub mod import;
pub mod list;
pub mod policy;
pub mod preview;
pub mod show;
pub mod uploads;
pub mod watch;

mod compose;
mod error;
mod notes;
pub(crate) mod rows;
mod strict;
pub(crate) mod subject;
pub(crate) mod view;
mod waits;

pub use error::CaseError;
pub use strict::Twice;
pub use view::find;

#[cfg(test)]
pub(crate) mod tests;
