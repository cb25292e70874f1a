//! What the cases of one day come to, kept so that a report need not read them again.
//!
//! A day is that on which dossiers were opened. Whenever a row of a dossier is put, or the
//! desk is dropped, the sum of its day is dropped too, and the day stays listed; so a sum that is there is
//! that of the rows as they are. Like all projections it can be made anew.

use std::ops::RangeInclusive;

use comity_core::{PartyName, Time};

use crate::error::Result;

/// Seconds of a day.
const DAY: i64 = 86_400;

/// A day on which dossiers of a channel were opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayRow {
    /// The number of the day, from 1970-01-01 UTC.
    pub day: i64,
    /// A number that grows whenever rows of this day changed, or all were dropped.
    pub changes: u64,
    /// What its rows come to, where that was kept since the last change.
    pub sum: Option<String>,
}

/// The day of a time.
#[must_use]
pub const fn day_of(at: Time) -> i64 {
    at.seconds().div_euclid(DAY)
}

/// When a day begins, and when the next does.
#[must_use]
pub const fn bounds(day: i64) -> (Time, Time) {
    let from = day.saturating_mul(DAY);
    (
        Time::from_seconds(from),
        Time::from_seconds(from.saturating_add(DAY)),
    )
}

/// Reading what was kept.
pub trait ReadDays {
    /// Every one of these days on which dossiers of the channel were opened, ascending; also
    /// days of which no row is left.
    fn days(&self, them: &PartyName, days: RangeInclusive<i64>) -> Result<Vec<DayRow>>;
}

/// Keeping sums.
pub trait Days: ReadDays {
    /// Keeps the sum of a day, unless a row of it changed since `changes` was read; whether it was kept.
    fn keep_sum(&mut self, them: &PartyName, day: i64, changes: u64, sum: &str) -> Result<bool>;
}
