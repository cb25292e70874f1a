//! Measuring a span at a moment: both sides' words, pauses off, and the verdict.

use serde::{Deserialize, Serialize};

use super::spans::{Bound, Pause, Span};
use crate::{case::Role, codes::Verdict, time::Time};

/// The moment for which spans are measured.
#[derive(Debug, Clone, Copy)]
pub struct Moment<'a> {
    /// The time that the report is made as of; spans without an answer run to it on the asker's clock.
    pub as_of: Time,
    /// The time of the answerer's last leaf in the cut; they run to it on the answerer's clock.
    pub answerer_last: Time,
    /// When the channel was suspended, on the clocks of asker and answerer.
    pub standstills: &'a [Standstill],
}

/// A time in which a channel was suspended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Standstill {
    /// From.
    pub from: Bound,
    /// Until; absent while it lasts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Bound>,
}

/// A span measured: seconds by the words of each side, pauses taken off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// By the asker's own words.
    pub by_asker: i64,
    /// By the answerer's own words.
    pub by_answerer: i64,
    /// Paused time on the asker's clock.
    pub paused_asker: i64,
    /// Paused time on the answerer's clock.
    pub paused_answerer: i64,
    /// What the two come to.
    pub verdict: Verdict,
}

impl Span {
    /// The target with what was granted on top, in seconds.
    #[must_use]
    pub const fn allowed(&self) -> i64 {
        self.target.saturating_add(self.extended)
    }

    /// Whether it measures alike at every moment: it has ended on each clock on which it began.
    #[must_use]
    pub fn is_over(&self) -> bool {
        let over = |role| {
            let end = self.to.and_then(|stop| stop.at.by(role));
            end.is_some() || self.from.by(role).is_none()
        };
        self.to.is_some() && over(Role::Asker) && over(Role::Answerer)
    }

    /// Measures the span.
    #[must_use]
    pub fn measure(&self, moment: &Moment<'_>) -> Measure {
        let (by_asker, paused_asker) = self.run(Role::Asker, moment);
        let (by_answerer, paused_answerer) = self.run(Role::Answerer, moment);
        let late = by_answerer > self.allowed();
        let in_time = by_asker <= self.allowed();
        let verdict = match (late, in_time, self.to) {
            (true, false, _) => Verdict::Late,
            (false, true, None) => Verdict::Running,
            (false, true, Some(stop)) if stop.ended => Verdict::Ended,
            (false, true, Some(_)) => Verdict::InTime,
            _ => Verdict::Contested,
        };
        Measure {
            by_asker,
            by_answerer,
            paused_asker,
            paused_answerer,
            verdict,
        }
    }

    /// Seconds that ran, and seconds that stood, on the clock of one side.
    fn run(&self, role: Role, moment: &Moment<'_>) -> (i64, i64) {
        let Some(from) = self.from.by(role) else {
            return (0, 0);
        };
        let end = self
            .to
            .and_then(|stop| stop.at.by(role))
            .unwrap_or_else(|| now(role, moment));
        let pauses = self.pauses.iter().map(|pause| (pause.from, pause.to));
        let standstills = moment
            .standstills
            .iter()
            .map(|still| (still.from, still.to));
        let stood = stood(pauses.chain(standstills), role, from, end);
        ((end.since(from) - stood).max(0), stood)
    }

    /// The pause that lasts at the end of the record, on either clock.
    #[must_use]
    pub fn standing_pause(&self) -> Option<&Pause> {
        let lasts = |pause: &&Pause| pause.to.is_none_or(|to| to.answerer.is_none());
        self.pauses.iter().rev().find(lasts)
    }

    /// When the target is reached on the clock of one side, as things stand; `None` when it has not begun there or stands still.
    #[must_use]
    pub fn due(&self, role: Role, standstills: &[Standstill]) -> Option<Time> {
        let from = self.from.by(role)?;
        let stands = self.pauses.iter().any(|pause| {
            pause.from.by(role).is_some() && pause.to.and_then(|to| to.by(role)).is_none()
        }) || standstills.iter().any(|still| {
            still.from.by(role).is_some() && still.to.and_then(|to| to.by(role)).is_none()
        });
        let end = Time::from_seconds(i64::MAX);
        let pauses = self.pauses.iter().map(|pause| (pause.from, pause.to));
        let standstills = standstills.iter().map(|still| (still.from, still.to));
        let off = stood(pauses.chain(standstills), role, from, end);
        (!stands).then(|| from.plus(self.allowed()).plus(off))
    }
}

const fn now(role: Role, moment: &Moment<'_>) -> Time {
    match role {
        Role::Asker => moment.as_of,
        Role::Answerer => moment.answerer_last,
    }
}

/// Seconds between two times in which at least one pause lasted.
fn stood(
    pauses: impl Iterator<Item = (Bound, Option<Bound>)>,
    role: Role,
    from: Time,
    end: Time,
) -> i64 {
    let mut intervals: Vec<(Time, Time)> = pauses
        .filter_map(|(begun, over)| {
            let begun = begun.by(role)?.max(from);
            let over = over.and_then(|over| over.by(role)).unwrap_or(end).min(end);
            (begun < over).then_some((begun, over))
        })
        .collect();
    intervals.sort();
    let mut sum = 0;
    let mut reached = from;
    for (begun, over) in intervals {
        let begun = begun.max(reached);
        if over > begun {
            sum += over.since(begun);
            reached = over;
        }
    }
    sum
}
