//! The cases of a report day by day: kept sums where rows did not change, rows where they did.
//!
//! A sum is that of all rows of the day on which the cases were opened, by all
//! that this node holds. So it serves a report only where no case of the day
//! reaches beyond the cut and the period holds the whole day; all other days
//! are added up from their rows.

use std::collections::BTreeSet;

use comity_core::{
    DossierId, PartyName,
    case::evaluate,
    record::{Cut, Said},
    report::{CaseRow, Span, Standstills, Sum},
    terms,
};
use comity_store::{
    ReadTx, Store, StoreError,
    days::{DayRow, bounds, day_of},
    desk::DossierFilter,
};

use super::{ReportError, within};
use crate::{
    access::{self, Sight},
    case::{board, rows, view},
    cores,
};

/// Days that one core reads at once.
const DAYS: usize = 32;
/// Fewer such lots than this are read on one thread.
const FEW: usize = 2;

/// Which cases of a channel are added up, and how.
pub(super) struct Cases<'a> {
    pub(super) tx: &'a dyn ReadTx,
    pub(super) them: &'a PartyName,
    /// Whose report it is: the cases that reach nobody meant here stay out of it.
    pub(super) sight: &'a Sight,
    /// Those that reach beyond the cut; they are evaluated from the acts inside it.
    pub(super) beyond: &'a BTreeSet<DossierId>,
    pub(super) period: Span,
    pub(super) standstills: &'a Standstills,
}

/// A sum that was made anew, to be kept.
pub(super) struct Fresh {
    day: i64,
    changes: u64,
    sum: String,
}

impl Cases<'_> {
    /// The rows of the period, in the cut, that may be seen.
    pub(super) fn each(&self, cut: &Cut, mut take: impl FnMut(CaseRow)) -> Result<(), ReportError> {
        self.each_inside(self.period, &mut take)?;
        self.each_beyond(cut, take)
    }

    /// The rows of a period as the desk has them, but for those beyond the cut.
    fn each_inside(&self, period: Span, mut take: impl FnMut(CaseRow)) -> Result<(), ReportError> {
        let filter = self.sight.limit(DossierFilter {
            them: Some(self.them.clone()),
            opened_from: period.from,
            opened_before: period.until,
            ..DossierFilter::default()
        });
        Ok(board::each_row(self.tx, &filter, |row| {
            if !self.beyond.contains(&row.dossier) {
                take(rows::facts(row)?);
            }
            Ok(())
        })?)
    }

    /// The cases beyond the cut, from the acts inside it.
    fn each_beyond(&self, cut: &Cut, mut take: impl FnMut(CaseRow)) -> Result<(), ReportError> {
        for dossier in self.beyond {
            if !access::may_see(self.tx, self.sight, self.them, dossier)? {
                continue;
            }
            let acts: Vec<Said> = view::acts(self.tx, self.them, dossier)?
                .into_iter()
                .filter_map(|said| within(cut, said))
                .collect();
            let row = CaseRow::of(&evaluate(&acts), &terms::in_force(&acts));
            if let Some(row) = row.filter(|row| self.period.holds(row.opened)) {
                take(row);
            }
        }
        Ok(())
    }

    /// All of them added up, with the sums that are worth keeping: sums are of all cases,
    /// so they serve only whoever may see all.
    pub(super) fn sum(&self, cut: &Cut) -> Result<(Sum, Vec<Fresh>), ReportError> {
        if *self.sight != Sight::All {
            let mut sum = Sum::default();
            self.each(cut, |row| sum.take(&row, self.standstills))?;
            return Ok((sum, Vec::new()));
        }
        let mut cut_through = BTreeSet::new();
        for dossier in self.beyond {
            let row = self.tx.dossier(self.them, dossier)?;
            cut_through.extend(row.map(|row| day_of(row.opened_at)));
        }
        let (period, standstills) = (self.period, self.standstills);
        let whole = |day: i64| {
            let (begins, ends) = bounds(day);
            let inside = period.from.is_none_or(|from| from <= begins)
                && period.until.is_none_or(|until| ends <= until);
            inside && !cut_through.contains(&day)
        };
        let from = period.from.map_or(i64::MIN, day_of);
        let until = period.until.map_or(i64::MAX, day_of);
        let days = self.tx.days(self.them, from..=until)?;
        // What was kept of some days, and the days of which nothing was that serves.
        let kept = |days: &[DayRow]| {
            let (mut sum, mut others) = (Sum::default(), Vec::new());
            for row in days {
                let text = row.sum.as_deref().filter(|_| whole(row.day));
                match text.and_then(|text| Sum::from_text(text, standstills)) {
                    Some(kept) => sum.add(kept),
                    None => others.push((row.day, row.changes)),
                }
            }
            Ok((sum, others))
        };
        let (mut all, mut fresh) = (Sum::default(), Vec::new());
        for (sum, others) in cores::each(FEW, days.chunks(DAYS).collect(), &kept)? {
            all.add(sum);
            for (day, changes) in others {
                let sum = self.day(day)?;
                if whole(day) {
                    fresh.push(Fresh {
                        day,
                        changes,
                        sum: text(&sum, standstills)?,
                    });
                }
                all.add(sum);
            }
        }
        self.each_beyond(cut, |row| all.take(&row, standstills))?;
        Ok((all, fresh))
    }

    /// One day of the period, from its rows.
    fn day(&self, day: i64) -> Result<Sum, ReportError> {
        let (begins, ends) = bounds(day);
        let period = Span {
            from: Some(self.period.from.map_or(begins, |from| from.max(begins))),
            until: Some(self.period.until.map_or(ends, |until| until.min(ends))),
        };
        let mut sum = Sum::default();
        self.each_inside(period, |row| sum.take(&row, self.standstills))?;
        Ok(sum)
    }
}

fn text(sum: &Sum, standstills: &Standstills) -> Result<String, StoreError> {
    sum.to_text(standstills)
        .map_err(|error| StoreError::Format {
            table: "desk_report",
            detail: error.to_string(),
        })
}

/// Keeps what was made anew. A report that cannot be kept is a report all the same: it is
/// added up again the next time.
pub(super) fn keep<S: Store>(store: &S, them: &PartyName, fresh: Vec<Fresh>) {
    if fresh.is_empty() {
        return;
    }
    let them = them.clone();
    let kept: Result<(), StoreError> = store.write(move |tx| {
        for Fresh { day, changes, sum } in fresh {
            tx.keep_sum(&them, day, changes, &sum)?;
        }
        Ok(())
    });
    kept.ok();
}

/// Whether what was kept of the days of a channel is what its rows come to, just made anew.
pub(crate) fn fit(tx: &dyn ReadTx, them: &PartyName, kept: &[DayRow]) -> Result<bool, ReportError> {
    let listed: BTreeSet<i64> = kept.iter().map(|row| row.day).collect();
    let days = tx.days(them, i64::MIN..=i64::MAX)?;
    if !days.iter().all(|row| listed.contains(&row.day)) {
        return Ok(false);
    }
    for row in kept {
        let Some(kept) = &row.sum else { continue };
        let Some(standstills) = Sum::made_with(kept) else {
            return Ok(false);
        };
        let cases = Cases {
            tx,
            them,
            sight: &Sight::All,
            beyond: &BTreeSet::new(),
            period: Span::default(),
            standstills: &standstills,
        };
        if text(&cases.day(row.day)?, &standstills)? != *kept {
            return Ok(false);
        }
    }
    Ok(true)
}
