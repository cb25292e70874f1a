//! What will happen in the history: cases, each with its course, laid out over the time.
//!
//! A plan is a pure function of how many cases, the end, and the seed. Some
//! cases are set, so that even a short history shows every kind that a visitor
//! looks for; the others are drawn.

use comity_core::codes::Urgency;

use crate::demo::people::{self, Who};

use super::{
    chance::Chance,
    course::{self, Do},
    hours::{DAY, HOUR, at_work},
};

/// A party of the demo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Party {
    /// China's node.
    Cn,
    /// The node of the United States.
    Us,
}

impl Party {
    pub(super) const fn other(self) -> Self {
        match self {
            Self::Cn => Self::Us,
            Self::Us => Self::Cn,
        }
    }

    /// The short name, as it stands within a sentence.
    pub(super) const fn name(self, chinese: bool) -> &'static str {
        match (self, chinese) {
            (Self::Cn, true) => "中方",
            (Self::Cn, false) => "China",
            (Self::Us, true) => "美方",
            (Self::Us, false) => "the United States",
        }
    }

    pub(super) const fn who(self) -> &'static Who {
        match self {
            Self::Cn => &people::CN,
            Self::Us => &people::US,
        }
    }

    /// How far its clock is ahead of UTC, in seconds.
    pub(super) const fn offset(self) -> i64 {
        match self {
            Self::Cn => 8 * HOUR,
            Self::Us => -5 * HOUR,
        }
    }
}

/// What opens a case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sort {
    Technical,
    Police,
    Emergency,
    Formal,
    Query,
    Spontaneous,
}

/// How a case goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Course {
    /// Well served: in time, complete, closed.
    Served,
    /// Answered, and late.
    Late,
    /// Nobody takes it up.
    Silent,
    /// The asker calls the answer insufficient, and the answerer disputes that.
    Disputed,
    /// Returned, supplemented, then served.
    Completed,
    /// Returned, and still incomplete.
    Incomplete,
    /// Accepted under a condition, with evidence handed over.
    Conditional,
    /// Accepted in part.
    InPart,
    /// Postponed, later served.
    Postponed,
    /// Declined with a ground.
    Declined,
    /// Nothing was found.
    Nothing,
    /// Withdrawn.
    Withdrawn,
    /// Closed and reopened.
    Reopened,
    /// Answered through another channel.
    Elsewhere,
    /// The answerer asked for more time.
    Extended,
    /// Data are held, until a formal request comes.
    Preserved,
    /// Not yet acknowledged.
    Untouched,
    /// The decision is written and waits for its release.
    AwaitsRelease,
}

/// A case of the history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Case {
    pub(super) asker: Party,
    pub(super) sort: Sort,
    pub(super) urgency: Urgency,
    pub(super) course: Course,
    /// When it is asked, in seconds since the epoch.
    pub(super) opens: i64,
    /// What its texts are drawn from.
    pub(super) seed: u64,
    /// An exercise, in no statistics.
    pub(super) exercise: bool,
}

impl Case {
    /// Whether its acts cross at once and its people act at any hour.
    pub(super) const fn presses(&self) -> bool {
        self.urgency.pressing()
    }

    /// Whether it is a request, which the report counts.
    pub(super) const fn is_request(&self) -> bool {
        !matches!(self.sort, Sort::Query | Sort::Spontaneous)
    }
}

/// One thing that somebody does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Move {
    /// When, in seconds since the epoch.
    pub(super) at: i64,
    /// The case, by its place in the plan.
    pub(super) case: usize,
    pub(super) by: Party,
    pub(super) does: Do,
}

impl Move {
    /// Whether an act is said with it.
    pub(super) const fn says(self) -> bool {
        !matches!(self.does, Do::Note | Do::DraftDecision)
    }
}

/// All of it: the cases, and what is done, in the order of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Plan {
    pub(super) cases: Vec<Case>,
    pub(super) moves: Vec<Move>,
}

/// A history of so many cases, from `begin` to `end`.
pub(super) fn plan(count: usize, begin: i64, end: i64, seed: u64) -> Plan {
    let mut chance = Chance::new(seed);
    let set = (0..2).flat_map(|round| set_cases(round == 1, end));
    let mut cases: Vec<Case> = set.take(count).collect();
    let drawn = count.saturating_sub(cases.len());
    for place in 0..drawn {
        cases.push(draw(&mut chance, opening(place, drawn, begin, end)));
    }
    for case in &mut cases {
        case.seed = chance.number();
    }
    let mut moves: Vec<Move> = cases
        .iter()
        .enumerate()
        .flat_map(|(place, case)| course::lay(place, case, &mut Chance::new(case.seed)))
        .filter(|step| step.at < end)
        .collect();
    moves.sort();
    Plan { cases, moves }
}

/// The cases that every history shows, by the time before its end; the other way round once more.
fn set_cases(mirrored: bool, end: i64) -> Vec<Case> {
    const MINUTE: i64 = 60;
    use {Course as C, Party as P, Sort as S, Urgency as U};
    let set = [
        (P::Us, S::Emergency, U::Emergency, C::Untouched, 40 * MINUTE),
        (P::Cn, S::Police, U::Urgent, C::Untouched, 100 * MINUTE),
        (P::Us, S::Police, U::Routine, C::Untouched, 20 * HOUR),
        (P::Cn, S::Technical, U::Routine, C::Untouched, 10 * HOUR),
        (P::Us, S::Police, U::Routine, C::Silent, 40 * DAY),
        (P::Cn, S::Technical, U::Routine, C::Served, 60 * DAY),
        (P::Us, S::Police, U::Routine, C::Late, 200 * DAY),
        (P::Cn, S::Police, U::Routine, C::Disputed, 90 * DAY),
        (P::Us, S::Police, U::Routine, C::Incomplete, 11 * DAY),
        (P::Cn, S::Police, U::Priority, C::Conditional, 120 * DAY),
        (P::Us, S::Police, U::Routine, C::AwaitsRelease, 11 * DAY),
        (P::Cn, S::Formal, U::Formal, C::Declined, 150 * DAY),
    ];
    set.into_iter()
        .map(|(asker, sort, urgency, course, before)| {
            let asker = if mirrored { asker.other() } else { asker };
            let before = if mirrored {
                before + before / 8
            } else {
                before
            };
            let opens = end - before;
            let opens = if before > 5 * DAY {
                at_work(opens, asker.offset())
            } else {
                opens
            };
            Case {
                asker,
                sort,
                urgency,
                course,
                opens,
                seed: 0,
                exercise: false,
            }
        })
        .collect()
}

/// When the case of this place opens: spread evenly, and until so long before the end
/// that a weekend does not carry it over.
fn opening(place: usize, of: usize, begin: i64, end: i64) -> i64 {
    let as_number = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let span = (end - 5 * DAY - begin).max(0);
    begin + span / as_number(of).max(1) * as_number(place)
}

fn draw(chance: &mut Chance, about: i64) -> Case {
    let asker = if chance.once_in(2) {
        Party::Cn
    } else {
        Party::Us
    };
    let (sort, urgency) = match chance.between(1, 100) {
        ..=40 => (Sort::Technical, ordinary(chance)),
        41..=78 => (Sort::Police, ordinary(chance)),
        79..=81 => (Sort::Emergency, Urgency::Emergency),
        82..=91 => (Sort::Formal, Urgency::Formal),
        92..=96 => (Sort::Query, Urgency::Routine),
        _ => (Sort::Spontaneous, Urgency::Routine),
    };
    let course = course(chance, sort);
    let opens = about + chance.between(0, 18 * HOUR);
    let opens = if urgency.pressing() {
        opens
    } else {
        at_work(opens, asker.offset())
    };
    Case {
        asker,
        sort,
        urgency,
        course,
        opens,
        seed: 0,
        exercise: chance.once_in(90),
    }
}

fn ordinary(chance: &mut Chance) -> Urgency {
    match chance.between(1, 20) {
        ..=15 => Urgency::Routine,
        16..=18 => Urgency::Priority,
        _ => Urgency::Urgent,
    }
}

fn course(chance: &mut Chance, sort: Sort) -> Course {
    use Course as C;
    let often = [C::Served, C::Served, C::Served, C::Late, C::Nothing];
    let rest: &[Course] = match sort {
        Sort::Technical => &[
            C::Silent,
            C::Disputed,
            C::Withdrawn,
            C::Elsewhere,
            C::Reopened,
        ],
        Sort::Police => &[
            C::Silent,
            C::Disputed,
            C::Completed,
            C::Completed,
            C::Conditional,
            C::InPart,
            C::Postponed,
            C::Declined,
            C::Withdrawn,
            C::Reopened,
            C::Extended,
            C::Preserved,
        ],
        Sort::Formal => &[
            C::Conditional,
            C::Conditional,
            C::Declined,
            C::Completed,
            C::Extended,
        ],
        Sort::Emergency => &[C::Served, C::Late],
        Sort::Query | Sort::Spontaneous => &[C::Served],
    };
    let list = if chance.once_in(2) { rest } else { &often };
    let either = if matches!(sort, Sort::Query | Sort::Spontaneous | Sort::Emergency) {
        rest
    } else {
        list
    };
    chance.of(either).copied().unwrap_or(C::Served)
}

#[cfg(test)]
mod tests;
