//! Cases added up as far as that needs no *as of*: what can be kept, and added to other sums.
//!
//! A clock that is over measures alike at every later moment, so it is a number
//! in a sum; one that runs on is kept as it is, and measured when a report is made.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    Cases, Exercises, Items, Marks, RecordTally,
    row::{CaseRow, Sided},
    tally::Collected,
};
use crate::{
    clocks::{Moment, Span, Standstill},
    codes::{CaseType, Clock},
    id::DossierId,
    record::{Position, Side},
    time::Time,
};

/// The form in which sums are kept. It changes whenever a sum comes to mean something else, and a
/// step of the store drops those of the form before, so that an audit takes none for falsified.
const FORM: u32 = 1;

/// Cases added up. The sums of any parts of the cases, added in any order, are the sum of all.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sum {
    pub(super) exercises: Exercises,
    pub(super) running: Vec<Running>,
    pub(super) sides: Sided<SideSum>,
}

/// The times in which the clocks of each side's requests stood still.
pub type Standstills = Sided<Vec<Standstill>>;

/// What one party asked for, and how the other answered.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SideSum {
    pub(super) cases: Cases,
    pub(super) clocks: BTreeMap<Clock, Collected>,
    pub(super) items: Items,
    pub(super) quality: Marks,
    pub(super) queries: u64,
    pub(super) record: RecordTally,
    pub(super) spontaneous: u64,
}

/// A case that some clock of runs on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Running {
    pub(super) asker: Side,
    pub(super) dossier: DossierId,
    /// The answerer's last entry in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) last_said: Option<(Position, Time)>,
    /// Whether it is a request, whose clocks are counted.
    pub(super) request: bool,
    /// The clocks that run on.
    pub(super) spans: Vec<Span>,
}

/// A sum as it is kept, with what it was made with.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Kept {
    form: u32,
    standstills: Standstills,
    sum: Sum,
}

impl Sum {
    /// Adds a case.
    pub fn take(&mut self, row: &CaseRow, standstills: &Standstills) {
        if row.exercise {
            self.exercises.all += 1;
            add(&mut self.exercises.by_status, row.status.code(), 1);
            return;
        }
        for of in [Side::First, Side::Second] {
            self.sides.of_mut(of).record(row, of);
        }
        let side = self.sides.of_mut(row.asker);
        match row.case {
            Some(CaseType::Request) => side.request(row),
            Some(CaseType::Query) => side.queries += 1,
            Some(CaseType::Spontaneous) => side.spontaneous += 1,
            None => {}
        }
        self.clocks(row, standstills.of(row.asker));
    }

    fn clocks(&mut self, row: &CaseRow, standstills: &[Standstill]) {
        // Any moment does for what is over.
        let moment = Moment {
            as_of: row.opened,
            answerer_last: row.opened,
            standstills,
        };
        let request = row.case == Some(CaseType::Request);
        let clocks = &mut self.sides.of_mut(row.asker).clocks;
        let mut spans = Vec::new();
        for span in &row.spans {
            if !span.is_over() {
                spans.push(span.clone());
            } else if request {
                clocks.entry(span.clock).or_default().add(span, &moment);
            }
        }
        if !spans.is_empty() {
            self.running.push(Running {
                asker: row.asker,
                dossier: row.dossier.clone(),
                last_said: row.last_said(row.asker.other()),
                request,
                spans,
            });
        }
    }

    /// Adds the sum of other cases.
    pub fn add(&mut self, other: Self) {
        self.exercises.add(other.exercises);
        self.running.extend(other.running);
        let Sided(first, second) = other.sides;
        self.sides.0.add(first);
        self.sides.1.add(second);
    }

    /// The one text of this sum, to be kept: equal sums made with equal standstills read alike.
    ///
    /// # Errors
    /// Never for a sum of rows.
    pub fn to_text(&self, standstills: &Standstills) -> Result<String, serde_json::Error> {
        let mut sum = self.clone();
        sum.running.sort_by(|a, b| a.dossier.cmp(&b.dossier));
        for side in [&mut sum.sides.0, &mut sum.sides.1] {
            side.clocks.values_mut().for_each(Collected::sort);
        }
        serde_json::to_string(&Kept {
            form: FORM,
            standstills: standstills.clone(),
            sum,
        })
    }

    /// Reads a sum that was kept; `None` when this version did not make it, or when it was made
    /// with other standstills.
    #[must_use]
    pub fn from_text(text: &str, standstills: &Standstills) -> Option<Self> {
        let kept: Kept = serde_json::from_str(text).ok()?;
        (kept.form == FORM && kept.standstills == *standstills).then_some(kept.sum)
    }

    /// The standstills that a kept sum was made with; `None` when this version did not make it.
    #[must_use]
    pub fn made_with(text: &str) -> Option<Standstills> {
        let kept: Kept = serde_json::from_str(text).ok()?;
        (kept.form == FORM).then_some(kept.standstills)
    }
}

impl SideSum {
    /// What of this side stands in the record without effect, or disagrees.
    fn record(&mut self, row: &CaseRow, side: Side) {
        let record = &mut self.record;
        record.disputes += row.disputes.of(side);
        record.later += row.later.of(side);
        record.notices += row.notices.of(side);
        row.void
            .of(side)
            .iter()
            .for_each(|(rule, count)| add(&mut record.void, rule, *count));
    }

    fn request(&mut self, row: &CaseRow) {
        let cases = &mut self.cases;
        cases.all += 1;
        cases.escalated += u64::from(row.escalated);
        add(&mut cases.by_status, row.status.code(), 1);
        row.urgency
            .iter()
            .for_each(|one| add(&mut cases.by_urgency, one.code(), 1));
        row.channel
            .iter()
            .for_each(|one| add(&mut cases.by_channel, one.code(), 1));
        row.assistance
            .iter()
            .for_each(|one| add(&mut cases.by_assistance, one.code(), 1));
        row.offences
            .iter()
            .for_each(|one| add(&mut cases.by_offence, one.code(), 1));
        let items = &mut self.items;
        items.ended += row.fates.ended();
        items.sent += row.items.values().sum::<u64>();
        row.items
            .iter()
            .for_each(|(kind, count)| add(&mut items.by_kind, kind.code(), *count));
        row.fates
            .fates
            .iter()
            .for_each(|(fate, count)| add(&mut items.by_fate, fate.code(), *count));
        row.fates
            .grounds
            .iter()
            .for_each(|(ground, count)| add(&mut items.by_ground, ground.code(), *count));
        self.quality.add(&row.quality);
    }

    fn add(&mut self, other: Self) {
        self.cases.add(other.cases);
        for (clock, collected) in other.clocks {
            self.clocks.entry(clock).or_default().append(collected);
        }
        self.items.add(other.items);
        self.quality.add(&other.quality);
        more(&mut self.queries, other.queries);
        self.record.add(other.record);
        more(&mut self.spontaneous, other.spontaneous);
    }
}

impl Cases {
    fn add(&mut self, other: Self) {
        more(&mut self.all, other.all);
        add_all(&mut self.by_assistance, other.by_assistance);
        add_all(&mut self.by_channel, other.by_channel);
        add_all(&mut self.by_offence, other.by_offence);
        add_all(&mut self.by_status, other.by_status);
        add_all(&mut self.by_urgency, other.by_urgency);
        more(&mut self.escalated, other.escalated);
    }
}

impl Items {
    fn add(&mut self, other: Self) {
        add_all(&mut self.by_fate, other.by_fate);
        add_all(&mut self.by_ground, other.by_ground);
        add_all(&mut self.by_kind, other.by_kind);
        more(&mut self.ended, other.ended);
        more(&mut self.sent, other.sent);
    }
}

impl RecordTally {
    fn add(&mut self, other: Self) {
        more(&mut self.bad, other.bad);
        more(&mut self.disputes, other.disputes);
        more(&mut self.later, other.later);
        more(&mut self.notices, other.notices);
        add_all(&mut self.void, other.void);
    }
}

impl Exercises {
    fn add(&mut self, other: Self) {
        more(&mut self.all, other.all);
        add_all(&mut self.by_status, other.by_status);
    }
}

/// A kept sum is read from a disk, where any number can stand.
const fn more(sum: &mut u64, count: u64) {
    *sum = sum.saturating_add(count);
}

/// Adds to the count of a code, without a new text where the code stands already.
pub(super) fn add(counts: &mut BTreeMap<String, u64>, code: &str, count: u64) {
    match counts.get_mut(code) {
        Some(sum) => more(sum, count),
        None => {
            counts.insert(code.to_owned(), count);
        }
    }
}

fn add_all(counts: &mut BTreeMap<String, u64>, others: BTreeMap<String, u64>) {
    for (code, count) in others {
        add(counts, &code, count);
    }
}
