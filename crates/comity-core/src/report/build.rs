//! From a sum of cases to a report.

use std::borrow::Borrow;

use super::{
    ChannelFacts, FORMAT, Overdue, RecordTally, Report, SideReport, Silent, Span, Suspended,
    row::{CaseRow, Sided},
    sum::{Running, SideSum, Sum, add},
};
use crate::{
    case::Effect,
    clocks::{Moment, owed},
    codes::Verdict,
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
        let standstills = facts.all_standstills();
        let mut sum = Sum::default();
        for row in rows {
            let row = row.borrow();
            if period.holds(row.opened) {
                sum.take(row, &standstills);
            }
        }
        Self::of(cut, period, as_of, sum, facts)
    }

    /// The same of cases that were added up already, with the standstills of these facts.
    #[must_use]
    pub fn of(cut: &Cut, period: Span, as_of: Time, sum: Sum, facts: &ChannelFacts) -> Self {
        let standstills = facts.all_standstills();
        let mut sides = sum.sides;
        let (mut overdue, mut silent) = (Vec::new(), Vec::new());
        for case in &sum.running {
            let moment = Moment {
                as_of,
                answerer_last: cut.log(case.asker.other()).last,
                standstills: standstills.of(case.asker),
            };
            sides.of_mut(case.asker).run_on(case, &moment);
            overdue.extend(late(cut, case, &moment));
            silent.extend(mute(cut, case, &moment));
        }
        overdue.sort();
        silent.sort_by(|a: &Silent, b| a.dossier.cmp(&b.dossier));
        for side in [Side::First, Side::Second] {
            sides.of_mut(side).record.channel(side, facts);
        }
        let Sided(first, second) = sides;
        Self {
            as_of,
            cut: cut.clone(),
            exercises: sum.exercises,
            format: FORMAT,
            overdue,
            period,
            rules: crate::RULES,
            sides: [
                first.report(cut, Side::First),
                second.report(cut, Side::Second),
            ],
            silent,
            suspended: suspended(cut, facts),
        }
    }
}

impl Span {
    /// Whether a time lies in the period.
    #[must_use]
    pub fn holds(&self, at: Time) -> bool {
        self.from.is_none_or(|from| from <= at) && self.until.is_none_or(|until| at < until)
    }
}

const fn over(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::Late | Verdict::Contested)
}

/// The clocks of a case that are over, or contested to be, and still wait for an answer.
fn late(cut: &Cut, case: &Running, moment: &Moment<'_>) -> Vec<Overdue> {
    let waiting = case.spans.iter().filter(|span| span.to.is_none());
    let measured = waiting.map(|span| (span, span.measure(moment)));
    measured
        .filter(|(_, measure)| over(measure.verdict))
        .map(|(span, measure)| Overdue {
            dossier: case.dossier.clone(),
            clock: span.clock,
            answerer: cut.parties.name(case.asker.other()).clone(),
            allowed: span.allowed(),
            by_answerer: measure.by_answerer,
            by_asker: measure.by_asker,
            verdict: measure.verdict,
        })
        .collect()
}

/// The silence of the answerer of a case, when it is owed and past its clock.
fn mute(cut: &Cut, case: &Running, moment: &Moment<'_>) -> Option<Silent> {
    owed(&case.spans, case.last_said, moment)
        .filter(|owed| owed.silent && over(owed.measure.verdict))
        .map(|owed| Silent {
            answerer: cut.parties.name(case.asker.other()).clone(),
            dossier: case.dossier.clone(),
            owed,
        })
}

impl RecordTally {
    /// Adds what the channel's own acts are to the record of a side.
    fn channel(&mut self, of: Side, facts: &ChannelFacts) {
        let view = &facts.view;
        self.bad = *facts.bad.of(of);
        self.disputes += view.disputes.iter().filter(|one| one.0 == of).count() as u64;
        self.notices += view.notices.iter().filter(|one| one.0 == of).count() as u64;
        for (_, _, effect) in view.acts.iter().filter(|one| one.0 == of) {
            match effect {
                Effect::Void(broken) if effect.is_common() => add(&mut self.void, broken.code(), 1),
                Effect::NotYetUnderstood => self.later += 1,
                _ => {}
            }
        }
    }
}

impl SideSum {
    /// Counts the clocks that run on as they stand at a moment.
    fn run_on(&mut self, case: &Running, moment: &Moment<'_>) {
        if case.request {
            for span in &case.spans {
                self.clocks.entry(span.clock).or_default().add(span, moment);
            }
        }
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
