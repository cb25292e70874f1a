//! Adding clocks up: verdicts, shares and quantiles, in whole numbers.

use serde::{Deserialize, Serialize};

use crate::{
    clocks::{Moment, Span},
    codes::Verdict,
};

/// One clock over many cases.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClockTally {
    /// Answered ones by the answerer's own words, in seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_answerer: Option<Quantiles>,
    /// Answered ones by the asker's own words, in seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_asker: Option<Quantiles>,
    /// Paused time in all, on the answerer's clock, in seconds.
    pub paused_answerer: i64,
    /// Paused time in all, on the asker's clock, in seconds.
    pub paused_asker: i64,
    /// In per mille of those in time, late and contested, rounded to the nearest, half up.
    pub share_contested: u64,
    /// Likewise.
    pub share_in_time: u64,
    /// Likewise.
    pub share_late: u64,
    /// How many of each verdict.
    pub verdicts: Verdicts,
}

/// How many spans met each verdict.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Verdicts {
    /// Contested.
    pub contested: u64,
    /// Ended without an answer being owed any more.
    pub ended: u64,
    /// In time.
    pub in_time: u64,
    /// Late.
    pub late: u64,
    /// Running.
    pub running: u64,
}

/// Median and ninetieth percentile by nearest rank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Quantiles {
    /// The median.
    pub median: i64,
    /// The ninetieth percentile.
    pub p90: i64,
}

/// Measures of one clock, collected.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Collected {
    verdicts: Verdicts,
    paused_asker: i64,
    paused_answerer: i64,
    by_asker: Vec<i64>,
    by_answerer: Vec<i64>,
}

impl Collected {
    /// Adds a span as it is at a moment; only an answered one counts for the quantiles.
    pub(super) fn add(&mut self, span: &Span, moment: &Moment<'_>) {
        let measure = span.measure(moment);
        let verdicts = &mut self.verdicts;
        match measure.verdict {
            Verdict::InTime => verdicts.in_time += 1,
            Verdict::Late => verdicts.late += 1,
            Verdict::Contested => verdicts.contested += 1,
            Verdict::Running => verdicts.running += 1,
            Verdict::Ended => verdicts.ended += 1,
        }
        self.paused_asker = self.paused_asker.saturating_add(measure.paused_asker);
        self.paused_answerer = self.paused_answerer.saturating_add(measure.paused_answerer);
        if span.to.is_some_and(|stop| !stop.ended) {
            self.by_asker.push(measure.by_asker);
            self.by_answerer.push(measure.by_answerer);
        }
    }

    /// Adds what was collected elsewhere.
    pub(super) fn append(&mut self, mut other: Self) {
        self.verdicts.add(other.verdicts);
        self.paused_asker = self.paused_asker.saturating_add(other.paused_asker);
        self.paused_answerer = self.paused_answerer.saturating_add(other.paused_answerer);
        self.by_asker.append(&mut other.by_asker);
        self.by_answerer.append(&mut other.by_answerer);
    }

    /// Puts what was collected in the one order.
    pub(super) fn sort(&mut self) {
        self.by_asker.sort_unstable();
        self.by_answerer.sort_unstable();
    }

    pub(super) fn tally(mut self) -> ClockTally {
        let Verdicts {
            in_time,
            late,
            contested,
            ..
        } = self.verdicts;
        let judged = in_time.saturating_add(late).saturating_add(contested);
        ClockTally {
            by_answerer: quantiles(&mut self.by_answerer),
            by_asker: quantiles(&mut self.by_asker),
            paused_answerer: self.paused_answerer,
            paused_asker: self.paused_asker,
            share_contested: per_mille(contested, judged),
            share_in_time: per_mille(in_time, judged),
            share_late: per_mille(late, judged),
            verdicts: self.verdicts,
        }
    }
}

impl Verdicts {
    const fn add(&mut self, other: Self) {
        self.contested = self.contested.saturating_add(other.contested);
        self.ended = self.ended.saturating_add(other.ended);
        self.in_time = self.in_time.saturating_add(other.in_time);
        self.late = self.late.saturating_add(other.late);
        self.running = self.running.saturating_add(other.running);
    }
}

/// Rounded to the nearest, half up; nothing of nothing is nothing.
const fn per_mille(part: u64, whole: u64) -> u64 {
    if whole == 0 {
        0
    } else {
        part.saturating_mul(2000).saturating_add(whole) / whole.saturating_mul(2)
    }
}

fn quantiles(values: &mut [i64]) -> Option<Quantiles> {
    Some(Quantiles {
        median: rank(values, 50)?,
        p90: rank(values, 90)?,
    })
}

/// The smallest value that at least so many per cent do not exceed; found without sorting all.
fn rank(values: &mut [i64], percent: usize) -> Option<i64> {
    let place = (values.len() * percent).div_ceil(100).saturating_sub(1);
    (place < values.len()).then(|| *values.select_nth_unstable(place).1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantiles_are_by_nearest_rank() {
        for (values, expected) in [
            (vec![], None),
            (vec![5], Some((5, 5))),
            (vec![2, 1], Some((1, 2))),
            ((1..=10).rev().collect(), Some((5, 9))),
            ((1..=11).collect(), Some((6, 10))),
        ] {
            let mut values: Vec<i64> = values;
            assert_eq!(quantiles(&mut values).map(|q| (q.median, q.p90)), expected);
        }
    }

    #[test]
    fn shares_are_rounded_half_up() {
        assert_eq!(
            [(0, 0), (1, 3), (2, 3), (1, 2000), (1, 2001), (5, 5)].map(|(a, b)| per_mille(a, b)),
            [0, 333, 667, 1, 0, 1000]
        );
    }
}
