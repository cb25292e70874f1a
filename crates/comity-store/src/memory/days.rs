//! Sums of days in memory.

use std::ops::RangeInclusive;

use comity_core::PartyName;

use super::state::State;
use crate::{
    days::{DayRow, Days, ReadDays, day_of},
    desk::DossierRow,
    error::Result,
};

impl State {
    /// Drops the sum of the day of this row, and lists the day.
    pub(super) fn day_changed(&mut self, row: &DossierRow) {
        self.drop_sum((row.them.clone(), day_of(row.opened_at)));
    }

    /// Drops the sums of a channel whose desk is dropped, also of days without rows.
    pub(super) fn days_changed(&mut self, them: &PartyName) {
        let days: Vec<_> = self.days.iter().map(|(key, _)| key.clone()).collect();
        for key in days.into_iter().filter(|(party, _)| party == them) {
            self.drop_sum(key);
        }
    }

    fn drop_sum(&mut self, key: (PartyName, i64)) {
        let before = self.days.get(&key).map_or(0, |(changes, _)| *changes);
        self.days.put(key, (before.saturating_add(1), None));
    }
}

impl ReadDays for State {
    fn days(&self, them: &PartyName, days: RangeInclusive<i64>) -> Result<Vec<DayRow>> {
        let key = |day: &i64| (them.clone(), *day);
        if days.is_empty() {
            return Ok(Vec::new());
        }
        let found = self.days.range(key(days.start())..=key(days.end()));
        Ok(found
            .map(|((_, day), (changes, sum))| DayRow {
                day: *day,
                changes: *changes,
                sum: sum.clone(),
            })
            .collect())
    }
}

impl Days for State {
    fn keep_sum(&mut self, them: &PartyName, day: i64, changes: u64, sum: &str) -> Result<bool> {
        let key = (them.clone(), day);
        let unchanged = self.days.get(&key).is_some_and(|row| row.0 == changes);
        if unchanged {
            self.days.put(key, (changes, Some(sum.to_owned())));
        }
        Ok(unchanged)
    }
}
