//! Adding rows up to a report.

use std::{borrow::Borrow, collections::BTreeMap};

use super::{
    Cases, ChannelFacts, Exercises, FORMAT, Items, Marks, Overdue, RecordTally, Report, SideReport,
    Silent, Span, Suspended,
    row::{CaseRow, Sided},
    tally::Collected,
};
use crate::{
    case::Effect,
    clocks::{Moment, Standstill, owed},
    codes::{CaseType, Clock, Verdict},
    record::{Cut, Side},
    time::Time,
};

impl Report {
    /// The report over a cut for a period as of a moment; the rows may come in any order.
    #[must_use]
    pub fn build<R: Borrow<CaseRow>>(
        cut: &Cut,
        period: Span,
        as_of: Time,
        rows: impl IntoIterator<Item = R>,
        facts: &ChannelFacts,
    ) -> Self {
        let mut sum = Sum::new(cut, as_of, facts);
        for row in rows {
            let row = row.borrow();
            if period.holds(row.opened) {
                sum.take(row);
            }
        }
        sum.report(period, facts)
    }
}

impl Span {
    /// Whether a time lies in the period.
    #[must_use]
    pub fn holds(&self, at: Time) -> bool {
        self.from.is_none_or(|from| from <= at) && self.until.is_none_or(|until| at < until)
    }
}

#[derive(Default)]
struct SideSum {
    cases: Cases,
    clocks: BTreeMap<Clock, Collected>,
    items: Items,
    quality: Marks,
    queries: u64,
    spontaneous: u64,
    record: RecordTally,
    standstills: Vec<Standstill>,
}

struct Sum<'a> {
    cut: &'a Cut,
    as_of: Time,
    sides: Sided<SideSum>,
    exercises: Exercises,
    overdue: Vec<Overdue>,
    silent: Vec<Silent>,
}

impl<'a> Sum<'a> {
    fn new(cut: &'a Cut, as_of: Time, facts: &ChannelFacts) -> Self {
        let side = |side| SideSum {
            standstills: facts.standstills(side),
            ..SideSum::default()
        };
        Self {
            cut,
            as_of,
            sides: Sided(side(Side::First), side(Side::Second)),
            exercises: Exercises::default(),
            overdue: Vec::new(),
            silent: Vec::new(),
        }
    }

    fn take(&mut self, row: &CaseRow) {
        if row.exercise {
            self.exercises.all += 1;
            add(&mut self.exercises.by_status, row.status.code(), 1);
            return;
        }
        self.record(row);
        let side = self.sides.of_mut(row.asker);
        match row.case {
            Some(CaseType::Request) => side.request(row),
            Some(CaseType::Query) => side.queries += 1,
            Some(CaseType::Spontaneous) => side.spontaneous += 1,
            None => {}
        }
        self.clocks(row);
    }

    /// What stands in the record without effect, or disagrees.
    fn record(&mut self, row: &CaseRow) {
        for of in [Side::First, Side::Second] {
            let record = &mut self.sides.of_mut(of).record;
            record.disputes += row.disputes.of(of);
            record.later += row.later.of(of);
            record.notices += row.notices.of(of);
            row.void
                .of(of)
                .iter()
                .for_each(|(rule, count)| add(&mut record.void, rule, *count));
        }
    }

    fn clocks(&mut self, row: &CaseRow) {
        let answerer = self.cut.parties.name(row.asker.other()).clone();
        let side = self.sides.of_mut(row.asker);
        let moment = Moment {
            as_of: self.as_of,
            answerer_last: self.cut.log(row.asker.other()).last,
            standstills: &side.standstills,
        };
        for span in &row.spans {
            let measure = span.measure(&moment);
            let answered = span.to.is_some_and(|stop| !stop.ended);
            if row.case == Some(CaseType::Request) {
                side.clocks
                    .entry(span.clock)
                    .or_default()
                    .add(&measure, answered);
            }
            let over = matches!(measure.verdict, Verdict::Late | Verdict::Contested);
            if span.to.is_none() && over {
                self.overdue.push(Overdue {
                    dossier: row.dossier.clone(),
                    clock: span.clock,
                    answerer: answerer.clone(),
                    allowed: span.allowed(),
                    by_answerer: measure.by_answerer,
                    by_asker: measure.by_asker,
                    verdict: measure.verdict,
                });
            }
        }
        let owed = owed(&row.spans, row.last_said(row.asker.other()), &moment);
        let past = |verdict| matches!(verdict, Verdict::Late | Verdict::Contested);
        if let Some(owed) = owed.filter(|owed| owed.silent && past(owed.measure.verdict)) {
            self.silent.push(Silent {
                answerer,
                dossier: row.dossier.clone(),
                owed,
            });
        }
    }

    fn report(mut self, period: Span, facts: &ChannelFacts) -> Report {
        self.channel(facts);
        self.overdue.sort();
        self.silent.sort_by(|a, b| a.dossier.cmp(&b.dossier));
        let Sided(first, second) = self.sides;
        let cut = self.cut;
        Report {
            as_of: self.as_of,
            cut: cut.clone(),
            exercises: self.exercises,
            format: FORMAT,
            overdue: self.overdue,
            period,
            rules: crate::RULES,
            sides: [
                first.report(cut, Side::First),
                second.report(cut, Side::Second),
            ],
            silent: self.silent,
            suspended: suspended(cut, facts),
        }
    }

    /// What the channel's own acts add to the record of each side.
    fn channel(&mut self, facts: &ChannelFacts) {
        for of in [Side::First, Side::Second] {
            let record = &mut self.sides.of_mut(of).record;
            record.bad = *facts.bad.of(of);
            record.disputes += facts.view.disputes.iter().filter(|one| one.0 == of).count() as u64;
            record.notices += facts.view.notices.iter().filter(|one| one.0 == of).count() as u64;
        }
        for (side, _, effect) in &facts.view.acts {
            let record = &mut self.sides.of_mut(*side).record;
            match effect {
                Effect::Void(broken) if effect.is_common() => {
                    add(&mut record.void, broken.code(), 1);
                }
                Effect::NotYetUnderstood => record.later += 1,
                _ => {}
            }
        }
    }
}

impl SideSum {
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

    fn report(self, cut: &Cut, side: Side) -> SideReport {
        SideReport {
            asker: cut.parties.name(side).clone(),
            cases: self.cases,
            clocks: self
                .clocks
                .into_iter()
                .map(|(clock, all)| (clock, all.tally()))
                .collect(),
            items: self.items,
            quality: self.quality,
            queries: self.queries,
            record: self.record,
            spontaneous: self.spontaneous,
        }
    }
}

fn suspended(cut: &Cut, facts: &ChannelFacts) -> Vec<Suspended> {
    let all = facts.view.suspensions.iter().map(|one| Suspended {
        by: cut.parties.name(one.by).clone(),
        from: one.from.0,
        reason: one.reason.code().to_owned(),
        to: one.to.map(|to| to.0),
    });
    all.collect()
}

/// Adds to the count of a code, without a new text where the code stands already.
fn add(counts: &mut BTreeMap<String, u64>, code: &str, count: u64) {
    match counts.get_mut(code) {
        Some(sum) => *sum += count,
        None => {
            counts.insert(code.to_owned(), count);
        }
    }
}
