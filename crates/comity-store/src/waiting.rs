//! What waits in dossiers: the nearest thing for us, and the nearest for the counterpart.
//!
//! A projection like the rest of the desk. A page that is looked at all day is made from it: what
//! is nearest is found in order, and how many there are is kept.

use std::collections::BTreeSet;

use comity_core::Time;
use serde::{Deserialize, Serialize};

use crate::{
    access::Who,
    desk::{Cursor, DossierRow, Page},
    error::Result,
};

/// For whom something waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Turn {
    /// For us.
    Ours,
    /// For the counterpart.
    Theirs,
}

impl Turn {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Ours, Self::Theirs];
}

/// The nearest thing in a dossier that waits for somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Waiting {
    /// Its deadline; of what has none, since when it waits.
    pub at: Time,
    /// Whether `at` is a deadline.
    pub due: bool,
    /// How many more deadlines the dossier has for the same side.
    pub more: u64,
    /// What: the code of what is due, else the kind of act that was said.
    pub what: String,
}

/// More than any time in seconds: what has no deadline comes after all that has one.
const AFTER_DEADLINES: i64 = 1 << 50;

impl Waiting {
    /// The number that it is sorted by, ascending: deadlines first, the nearest on top, then what
    /// has none, the oldest on top.
    #[must_use]
    pub const fn order(&self) -> i64 {
        let seconds = self.at.seconds();
        if self.due {
            seconds
        } else {
            seconds.saturating_add(AFTER_DEADLINES)
        }
    }
}

impl DossierRow {
    /// What waits in the dossier for this side.
    #[must_use]
    pub const fn waits(&self, turn: Turn) -> Option<&Waiting> {
        match turn {
            Turn::Ours => self.ours.as_ref(),
            Turn::Theirs => self.theirs.as_ref(),
        }
    }
}

impl Cursor {
    /// The place of this row among those in which something waits for this side; none where nothing does.
    #[must_use]
    pub fn of_waiting(row: &DossierRow, turn: Turn) -> Option<Self> {
        Some(Self {
            key: row.waits(turn)?.order(),
            them: row.them.clone(),
            dossier: row.dossier.to_string(),
        })
    }
}

/// Reading what waits.
pub trait ReadWaiting {
    /// A page of the dossiers in which something waits, in the order of [`Waiting::order`]; equals
    /// in the order in which they came to the desk. With `seen_by` only those that reach one of these.
    /// It goes on after a place that [`Cursor::of_waiting`] gave.
    fn waiting(
        &self,
        turn: Turn,
        seen_by: Option<&BTreeSet<Who>>,
        page: &Page,
    ) -> Result<Vec<DossierRow>>;

    /// How many there are.
    fn count_waiting(&self, turn: Turn, seen_by: Option<&BTreeSet<Who>>) -> Result<u64>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_deadline_comes_before_what_has_none() {
        let waiting = |seconds, due| Waiting {
            at: Time::from_seconds(seconds),
            due,
            more: 0,
            what: String::new(),
        };
        let far = Time::from_seconds(i64::MAX).seconds();
        let in_order = [
            waiting(-5, true),
            waiting(far, true),
            waiting(-5, false),
            waiting(far, false),
        ];
        assert!(in_order.is_sorted_by_key(Waiting::order));
    }
}
