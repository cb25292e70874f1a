//! How a channel went over time: open requests week by week, and how much of its time each answer took.
//!
//! Counted from the same rows and the same cut as the report, and no part of what both sides
//! sign: a picture beside the figures. Exercises stand in none of it.

use comity_core::{
    PartyName, Time,
    case::Role,
    clocks::Moment,
    codes::{CaseStatus, CaseType, Clock},
    record::Side,
    report::{CaseRow, Sided},
};
use comity_store::Store;
use serde::Serialize;

use super::{Ask, Basis, ReportError};
use crate::{access::Sight, office::Office};

/// Moments at which open requests are counted.
const POINTS: i64 = 26;
/// Up to which share of the allowed time, in per cent, an answer falls into a class; the last has no end.
pub const SHARES: [i64; 6] = [25, 50, 75, 100, 150, 200];
/// One class for each of [`SHARES`], and one beyond.
pub const CLASSES: usize = SHARES.len() + 1;

/// How a channel went.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Trends {
    /// Open requests at moments of the same distance, the first moment first.
    pub backlog: Vec<Point>,
    /// Answers by the share of the allowed time that they took, by the answerer's own words;
    /// of each side as the one that asked.
    pub shares: Sided<[u64; CLASSES]>,
}

/// Open requests at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Point {
    /// When.
    pub at: Time,
    /// How many, of each side as the one that asked.
    pub open: Sided<u64>,
}

/// A request from when it was made until nothing was owed in it any more.
struct Open {
    asker: Side,
    from: Time,
    to: Option<Time>,
}

impl<S: Store> Office<'_, S> {
    /// How the channel of a report went, by the cases that may be seen.
    ///
    /// # Errors
    /// As of [`Office::report`].
    pub fn trends(
        &self,
        them: &PartyName,
        ask: &Ask,
        sight: &Sight,
    ) -> Result<Trends, ReportError> {
        let parties = self.parties(them)?;
        self.node.store().read(|tx| {
            let basis = Basis::new(tx, self.node.me(), them, parties, ask)?;
            let mut counted = Counted::new(&basis);
            let cases = basis.cases(tx, them, sight);
            cases.each(&basis.cut, |row| counted.take(&row))?;
            let backlog = backlog(&counted.open, basis.as_of);
            Ok(Trends {
                backlog,
                shares: counted.shares,
            })
        })
    }
}

/// Rows on their way to trends.
struct Counted<'a> {
    basis: &'a Basis,
    shares: Sided<[u64; CLASSES]>,
    open: Vec<Open>,
}

impl<'a> Counted<'a> {
    fn new(basis: &'a Basis) -> Self {
        Self {
            basis,
            shares: Sided::default(),
            open: Vec::new(),
        }
    }

    fn take(&mut self, row: &CaseRow) {
        if row.exercise || row.case != Some(CaseType::Request) {
            return;
        }
        let moment = Moment {
            as_of: self.basis.as_of,
            answerer_last: self.basis.cut.log(row.asker.other()).last,
            standstills: self.basis.standstills.of(row.asker),
        };
        for span in &row.spans {
            if span.to.is_some_and(|stop| !stop.ended) {
                let took = span.measure(&moment).by_answerer;
                let class = class(took, span.allowed());
                if let Some(count) = self.shares.of_mut(row.asker).get_mut(class) {
                    *count = count.saturating_add(1);
                }
            }
        }
        self.open.push(Open {
            asker: row.asker,
            from: row.opened,
            to: ended(row),
        });
    }
}

/// The class of an answer that took so many seconds of those allowed.
fn class(took: i64, allowed: i64) -> usize {
    let within = |share: &i64| took.saturating_mul(100) <= allowed.saturating_mul(*share);
    SHARES.iter().position(within).unwrap_or(CLASSES - 1)
}

/// When nothing was owed in a request any more, by the asker's words, else by the answerer's.
fn ended(row: &CaseRow) -> Option<Time> {
    let last = row.spans.iter().rfind(|span| span.clock == Clock::Final);
    if let Some(span) = last {
        let at = span.to?.at;
        return at.by(Role::Asker).or_else(|| at.by(Role::Answerer));
    }
    let over = matches!(
        row.status,
        CaseStatus::Closed | CaseStatus::Withdrawn | CaseStatus::Declined | CaseStatus::Void
    );
    let Sided(first, second) = row.last;
    let said = [first, second].into_iter().flatten().map(|(_, at)| at);
    said.max().filter(|_| over)
}

fn backlog(open: &[Open], as_of: Time) -> Vec<Point> {
    let Some(begin) = open.iter().map(|one| one.from).min() else {
        return Vec::new();
    };
    let length = as_of.since(begin).max(0);
    (0..=POINTS)
        .map(|step| begin.plus(length.saturating_mul(step) / POINTS))
        .map(|at| {
            let mut count = Sided::default();
            for one in open {
                if one.from <= at && one.to.is_none_or(|to| to > at) {
                    *count.of_mut(one.asker) += 1;
                }
            }
            Point { at, open: count }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_falls_into_the_class_of_its_share() {
        for (took, expected) in [(0, 0), (25, 0), (26, 1), (100, 3), (101, 4), (201, 6)] {
            assert_eq!(class(took, 100), expected, "{took}");
        }
    }

    #[test]
    fn a_request_is_open_from_when_it_was_made_until_nothing_is_owed() {
        let at = |day: i64| Time::from_seconds(1_790_000_000).plus(day * 86_400);
        let one = |asker, from, to: Option<i64>| Open {
            asker,
            from: at(from),
            to: to.map(at),
        };
        let open = [
            one(Side::First, 0, Some(13)),
            one(Side::First, 13, None),
            one(Side::Second, 20, Some(21)),
        ];
        let points = backlog(&open, at(26));
        assert_eq!(points.len(), 27);
        let at_day = |day: usize| points[day].open;
        assert_eq!(at_day(0), Sided(1, 0));
        assert_eq!(at_day(12), Sided(1, 0));
        assert_eq!(at_day(13), Sided(1, 0));
        assert_eq!(at_day(20), Sided(1, 1));
        assert_eq!(at_day(26), Sided(1, 0));
        assert!(backlog(&[], at(0)).is_empty());
    }
}
