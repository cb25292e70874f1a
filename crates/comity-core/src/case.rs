//! The case: what two tracks of acts come to.
//!
//! Each side has a track of its own. A side's act changes only that track and
//! is judged against it and against what its `seen` proves it had read of the
//! other; so acts of the two sides commute, and the status is a function of
//! the two tracks (`docs/protocol/acts.md`, section 5). [`evaluate`] folds the acts of one
//! dossier; [`decide`] says whether an act may be said next, by the same rules.
//!
//! Out of scope: time (`crate::clocks`), the channel (`crate::channel`).

mod custody;
mod decide;
mod evaluate;
mod items;
mod musts;
mod rules;
mod status;
mod track;

#[cfg(test)]
pub(crate) mod tests;

pub use custody::ExhibitView;
pub use decide::{Draft, Refusal, decide, open, permitted};
pub use evaluate::evaluate;
pub use items::ItemsView;
pub use musts::{Missing, musts};
pub use rules::{Broken, Rule};
pub use status::{Joint, answerer_standing, asker_standing, status};
pub use track::{ActView, CaseView, Effect, Entry, Role, Stamp};
