//! What one transaction has looked up or done already: numbers of parties and logs, days dropped.

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
};

use comity_core::{PartyName, record::Side};

use super::logs::Log;

/// Within a transaction a number stays what it is; the next begins with none.
#[derive(Default)]
pub(super) struct Numbers {
    /// The party that was asked for last: work is mostly about one.
    party: RefCell<Option<(PartyName, i64)>>,
    /// Logs on the desk by party, side and generation.
    logs: RefCell<BTreeMap<(i64, Side, u32), Log>>,
    /// Days of a channel whose sums were dropped.
    days: RefCell<BTreeSet<(PartyName, i64)>>,
}

impl Numbers {
    /// Notes that the sum of a day was dropped; `false` when it was before.
    pub(super) fn note_day(&self, them: &PartyName, day: i64) -> bool {
        self.days.borrow_mut().insert((them.clone(), day))
    }

    /// Forgets it: a sum was kept again.
    pub(super) fn forget_days(&self) {
        self.days.borrow_mut().clear();
    }

    pub(super) fn party(&self, name: &PartyName) -> Option<i64> {
        let last = self.party.borrow();
        last.as_ref()
            .filter(|(known, _)| known == name)
            .map(|(_, party)| *party)
    }

    pub(super) fn note_party(&self, name: &PartyName, party: i64) {
        *self.party.borrow_mut() = Some((name.clone(), party));
    }

    pub(super) fn log(&self, of: (i64, Side, u32)) -> Option<Log> {
        self.logs.borrow().get(&of).copied()
    }

    pub(super) fn note_log(&self, of: (i64, Side, u32), log: Log) {
        self.logs.borrow_mut().insert(of, log);
    }

    pub(super) fn forget_logs(&self) {
        self.logs.borrow_mut().clear();
    }
}
