//! The spans of a case, as the record has them: beginning, end, pauses, agreed extensions.

use serde::{Deserialize, Serialize};

use crate::{
    act::{Act, StatusUpdate},
    case::{CaseView, Entry, Role, Stamp},
    codes::{AnswererStanding, AskerStanding, Assistance, CaseType, Clock, PauseReason, Stage},
    id::ActId,
    record::Position,
    terms::Terms,
    time::Time,
};

/// One moment on the clocks of both sides; absent on the clock of a side whose leaf does not cover it yet.
///
/// Written as an array of two numbers: seconds since the epoch for the asker and for the answerer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "[Option<i64>; 2]", into = "[Option<i64>; 2]")]
pub struct Bound {
    /// By the asker's words.
    pub asker: Option<Time>,
    /// By the answerer's words.
    pub answerer: Option<Time>,
}

/// The entry that began something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Begun {
    /// The act.
    pub act: ActId,
    /// Who said it.
    pub by: Role,
    /// Its entry.
    pub entry: Position,
}

/// What ended a span.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stop {
    /// When.
    pub at: Bound,
    /// By which entry.
    pub by: Begun,
    /// Nothing is owed any more, but it was not the answer: declined, withdrawn, closed, done elsewhere.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub ended: bool,
}

/// A time that is taken off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pause {
    /// Why.
    pub reason: PauseReason,
    /// From.
    pub from: Bound,
    /// Until; absent while it lasts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Bound>,
    /// The entry that ended it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_by: Option<Begun>,
}

/// One run of one clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Span {
    /// Which clock.
    pub clock: Clock,
    /// 0 from the request, then one for each time the case was reopened.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub round: u32,
    /// The target in seconds, by the terms.
    pub target: i64,
    /// Seconds that the requester granted on top.
    #[serde(default, skip_serializing_if = "is_zero_seconds")]
    pub extended: i64,
    /// The entry that began the obligation.
    pub begun: Begun,
    /// When it began.
    pub from: Bound,
    /// What ended it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<Stop>,
    /// What is taken off.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pauses: Vec<Pause>,
}

/// Every span of a case under the terms, in the order of rounds and clocks.
#[must_use]
pub fn spans(view: &CaseView, terms: &Terms) -> Vec<Span> {
    let (Some(opening), Some(urgency)) = (view.opening(), view.urgency()) else {
        return Vec::new();
    };
    let mut found = Vec::new();
    for (round, begun) in beginnings(view, opening) {
        for clock in clocks_of(view, round) {
            if let Some(target) = terms.target(urgency, *clock) {
                found.push(Span {
                    clock: *clock,
                    round,
                    target,
                    extended: extended(view, *clock, round),
                    begun: begun_by(Role::Asker, &begun.stamp),
                    from: at(Role::Asker, &begun.stamp),
                    to: stop(view, *clock, round),
                    pauses: pauses(view, begun),
                });
            }
        }
    }
    found
}

/// The request, and each reopening.
fn beginnings<'a>(view: &'a CaseView, opening: &'a Entry) -> Vec<(u32, &'a Entry)> {
    let reopenings = view
        .asker
        .iter()
        .filter(|entry| matches!(entry.act, Act::CaseReopen(_)));
    (0..)
        .zip(std::iter::once(opening).chain(reopenings))
        .collect()
}

/// The clocks that run in a round.
fn clocks_of(view: &CaseView, round: u32) -> &'static [Clock] {
    let preserves = view
        .request()
        .is_some_and(|says| says.assistance.contains(&Assistance::Preserve));
    match (view.case_type(), round) {
        (Some(CaseType::Request), 0) if preserves => Clock::ALL,
        (Some(CaseType::Request), 0) => &[
            Clock::Ack,
            Clock::Decision,
            Clock::FirstUseful,
            Clock::Final,
        ],
        (Some(CaseType::Request), _) => &[Clock::FirstUseful, Clock::Final],
        (Some(CaseType::Query), 0) => &[Clock::FirstUseful],
        _ => &[],
    }
}

/// Seconds granted for a clock in a round.
fn extended(view: &CaseView, clock: Clock, round: u32) -> i64 {
    let granted = |ask: ActId| {
        view.answerer.iter().find_map(|entry| match &entry.act {
            Act::ExtensionAsk(says)
                if entry.stamp.id == ask && says.clock == clock && entry.round == round =>
            {
                i64::try_from(says.seconds).ok()
            }
            _ => None,
        })
    };
    view.asker
        .iter()
        .filter_map(|entry| match &entry.act {
            Act::ExtensionGrant(says) => granted(says.ask),
            _ => None,
        })
        .fold(0, i64::saturating_add)
}

/// The answer that a clock waits for, or else what made it moot.
fn stop(view: &CaseView, clock: Clock, round: u32) -> Option<Stop> {
    let answered = view
        .answerer
        .iter()
        .filter(|entry| entry.round == round)
        .find(|entry| answers(view, clock, entry))
        .map(|entry| stop_at(Role::Answerer, entry, false));
    answered.or_else(|| ended(view, clock, round))
}

/// Whether an act of the answerer is what a clock waits for.
fn answers(view: &CaseView, clock: Clock, entry: &Entry) -> bool {
    let is_final = matches!(
        entry.act,
        Act::AnswerFinal(_) | Act::AnswerNothingFound(_) | Act::QueryAnswer(_)
    );
    let is_answer = is_final || matches!(entry.act, Act::AnswerPartial(_));
    match clock {
        Clock::Ack => entry.act.kind().track,
        Clock::Decision => is_answer || entry.act.code().starts_with("decision."),
        Clock::Preserved => matches!(entry.act, Act::PreservationConfirm(_)),
        Clock::FirstUseful => is_answer && useful(view, entry.stamp.id),
        Clock::Final => is_final && useful(view, entry.stamp.id),
    }
}

/// Whether the requester's latest mark lets an answer count; without a mark it counts.
fn useful(view: &CaseView, answer: ActId) -> bool {
    view.asker
        .iter()
        .rev()
        .find_map(|entry| match &entry.act {
            Act::FeedbackQuality(says) if says.answer == answer => Some(says.useful),
            _ => None,
        })
        .unwrap_or(true)
}

/// What made a clock moot, the earliest on the answerer's clock: a confirmed answer elsewhere, a
/// refusal that stands, or the asker's own end.
fn ended(view: &CaseView, clock: Clock, round: u32) -> Option<Stop> {
    let moot = [
        elsewhere(view, clock, round),
        declined(view, round),
        given_up(view, round),
    ];
    let uncovered = Time::from_seconds(i64::MAX);
    moot.into_iter()
        .flatten()
        .min_by_key(|stop| stop.at.answerer.unwrap_or(uncovered))
}

fn elsewhere(view: &CaseView, clock: Clock, round: u32) -> Option<Stop> {
    let confirmed = |claim: ActId, by: Role| {
        view.track(by.other()).iter().any(|entry| match &entry.act {
            Act::ElsewhereConfirm(says) => says.elsewhere == claim,
            _ => false,
        })
    };
    [Role::Asker, Role::Answerer].into_iter().find_map(|by| {
        let entry = view.track(by).iter().find(|entry| match &entry.act {
            Act::Elsewhere(says) => {
                entry.round == round
                    && says.what.is_none_or(|what| what == clock)
                    && confirmed(entry.stamp.id, by)
            }
            _ => false,
        })?;
        Some(stop_at(by, entry, true))
    })
}

fn declined(view: &CaseView, round: u32) -> Option<Stop> {
    let stands = view.answerer_standing() == AnswererStanding::Declined || round < view.rounds();
    let last = view
        .answerer
        .iter()
        .rev()
        .find(|entry| entry.round == round && matches!(entry.act, Act::DecisionDecline(_)))?;
    stands.then(|| stop_at(Role::Answerer, last, true))
}

/// The close of this round, or the withdrawal.
fn given_up(view: &CaseView, round: u32) -> Option<Stop> {
    let over = round < view.rounds() || view.asker_standing() != AskerStanding::Open;
    let last = view.asker.iter().find(|entry| {
        entry.round == round && matches!(entry.act, Act::CaseClose(_) | Act::RequestWithdraw(_))
    })?;
    over.then(|| stop_at(Role::Asker, last, true))
}

/// The pauses after a beginning: completion, undertaking, court.
fn pauses(view: &CaseView, begun: &Entry) -> Vec<Pause> {
    let mut found = Vec::new();
    for (index, entry) in view.answerer.iter().enumerate() {
        let Some(reason) = pauses_for(&entry.act) else {
            continue;
        };
        let later = view.answerer.get(index + 1..).unwrap_or_default();
        if entry.round < begun.round {
            continue;
        }
        let end = pause_end(view, entry, reason, later);
        found.push(Pause {
            reason,
            from: at(Role::Answerer, &entry.stamp),
            to: end.map(|(role, end)| at(role, &end.stamp)),
            ended_by: end.map(|(role, end)| begun_by(role, &end.stamp)),
        });
    }
    found
}

const fn pauses_for(act: &Act) -> Option<PauseReason> {
    match act {
        Act::RequestReturn(_) => Some(PauseReason::Completion),
        Act::DecisionAcceptWithConditions(_) => Some(PauseReason::Undertaking),
        Act::StatusUpdate(StatusUpdate {
            stage: Stage::AwaitingCourt,
            ..
        }) => Some(PauseReason::Court),
        _ => None,
    }
}

/// What ended a pause: what it waited for, or the answerer's own next step.
fn pause_end<'a>(
    view: &'a CaseView,
    entry: &Entry,
    reason: PauseReason,
    later: &'a [Entry],
) -> Option<(Role, &'a Entry)> {
    let waited = view.asker.iter().find(|said| match &said.act {
        Act::RequestSupplement(says) => {
            reason == PauseReason::Completion && says.returns == Some(entry.stamp.id)
        }
        Act::ConditionAccept(says) => {
            reason == PauseReason::Undertaking && says.decision == entry.stamp.id
        }
        _ => false,
    });
    let waited = waited.map(|said| (Role::Asker, said));
    waited.or_else(|| {
        later
            .iter()
            .find(|next| goes_on(&next.act))
            .map(|next| (Role::Answerer, next))
    })
}

/// Whether an act of the answerer takes the case up again.
fn goes_on(act: &Act) -> bool {
    matches!(act, Act::StatusUpdate(_) | Act::RequestReturn(_))
        || matches!(
            act,
            Act::AnswerPartial(_) | Act::AnswerFinal(_) | Act::AnswerNothingFound(_)
        )
        || act.code().starts_with("decision.")
}

fn stop_at(role: Role, entry: &Entry, ended: bool) -> Stop {
    Stop {
        at: at(role, &entry.stamp),
        by: begun_by(role, &entry.stamp),
        ended,
    }
}

/// An act on both clocks: its own side's `at`, the other side's first leaf that covers it.
#[must_use]
pub fn at(by: Role, stamp: &Stamp) -> Bound {
    let (own, other) = (Some(stamp.at), stamp.covered.map(|covered| covered.at));
    match by {
        Role::Asker => Bound {
            asker: own,
            answerer: other,
        },
        Role::Answerer => Bound {
            asker: other,
            answerer: own,
        },
    }
}

const fn begun_by(by: Role, stamp: &Stamp) -> Begun {
    Begun {
        act: stamp.id,
        by,
        entry: stamp.position,
    }
}

impl Bound {
    /// The moment by the words of a part.
    #[must_use]
    pub const fn by(&self, role: Role) -> Option<Time> {
        match role {
            Role::Asker => self.asker,
            Role::Answerer => self.answerer,
        }
    }
}

impl From<[Option<i64>; 2]> for Bound {
    fn from([asker, answerer]: [Option<i64>; 2]) -> Self {
        Self {
            asker: asker.map(Time::from_seconds),
            answerer: answerer.map(Time::from_seconds),
        }
    }
}

impl From<Bound> for [Option<i64>; 2] {
    fn from(bound: Bound) -> Self {
        [
            bound.asker.map(Time::seconds),
            bound.answerer.map(Time::seconds),
        ]
    }
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde calls it with a reference"
)]
const fn is_zero(number: &u32) -> bool {
    *number == 0
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde calls it with a reference"
)]
const fn is_zero_seconds(number: &i64) -> bool {
    *number == 0
}
