//! From tracks to standings, and from the two standings to the status that both sides show (domain.md 3.3).

use super::track::{CaseView, Entry};
use crate::{
    act::{Act, StatusUpdate},
    codes::{AnswererStanding, AskerStanding, CaseStatus, Stage},
};

/// What joins the two tracks beside the standings.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Joint {
    /// The return in force was answered by a supplement.
    pub supplemented: bool,
    /// The conditions in force were undertaken.
    pub undertaken: bool,
    /// The case was reopened, and the answerer has not moved since it knew.
    pub reopened: bool,
}

/// The status of a case: a function of the two tracks.
#[must_use]
pub const fn status(asker: AskerStanding, answerer: AnswererStanding, joint: Joint) -> CaseStatus {
    use AnswererStanding as B;
    match asker {
        AskerStanding::Nothing => CaseStatus::Void,
        AskerStanding::Withdrawn => CaseStatus::Withdrawn,
        AskerStanding::Closed => CaseStatus::Closed,
        AskerStanding::Open if joint.reopened => CaseStatus::Reopened,
        AskerStanding::Open => match answerer {
            B::Nothing => CaseStatus::Submitted,
            B::Received => CaseStatus::Received,
            B::Returned if joint.supplemented => CaseStatus::Supplemented,
            B::Returned => CaseStatus::Returned,
            B::UnderReview => CaseStatus::UnderReview,
            B::Postponed => CaseStatus::Postponed,
            B::Declined => CaseStatus::Declined,
            B::Conditional if !joint.undertaken => CaseStatus::AcceptedConditional,
            B::Accepted | B::Conditional => CaseStatus::Accepted,
            B::AcceptedInPart => CaseStatus::AcceptedPartial,
            B::Executing => CaseStatus::Executing,
            B::AnsweredPartial => CaseStatus::AnsweredPartial,
            B::Answered => CaseStatus::Answered,
        },
    }
}

/// What the asker's track comes to.
#[must_use]
pub fn asker_standing(track: &[Entry]) -> AskerStanding {
    track
        .iter()
        .fold(AskerStanding::Nothing, |standing, entry| match entry.act {
            Act::RequestSubmit(_)
            | Act::Query(_)
            | Act::SpontaneousReport(_)
            | Act::CaseReopen(_) => AskerStanding::Open,
            Act::RequestWithdraw(_) => AskerStanding::Withdrawn,
            Act::CaseClose(_) => AskerStanding::Closed,
            _ => standing,
        })
}

/// What the answerer's track comes to in the round that began with so many reopenings.
#[must_use]
pub fn answerer_standing(track: &[Entry], round: u32) -> AnswererStanding {
    let (standing, reached) = fold(track);
    if round > reached {
        anew(standing)
    } else {
        standing
    }
}

/// How often the asker's track reopened the case.
pub(super) fn rounds(asker: &[Entry]) -> u32 {
    let count = asker
        .iter()
        .filter(|entry| matches!(entry.act, Act::CaseReopen(_)))
        .count();
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// The standing and the round of the act that last moved it.
fn fold(track: &[Entry]) -> (AnswererStanding, u32) {
    track.iter().fold(
        (AnswererStanding::Nothing, 0),
        |(standing, round), entry| {
            let base = if entry.round > round {
                anew(standing)
            } else {
                standing
            };
            match next(base, &entry.act) {
                Some(next) => (next, entry.round.max(round)),
                None => (standing, round),
            }
        },
    )
}

/// A standing that had come to an end begins anew when the case is reopened.
const fn anew(standing: AnswererStanding) -> AnswererStanding {
    match standing {
        AnswererStanding::Answered | AnswererStanding::Declined => AnswererStanding::Received,
        other => other,
    }
}

/// The standing that an act of the answerer leads to; `None` when it does not move it.
fn next(standing: AnswererStanding, act: &Act) -> Option<AnswererStanding> {
    use AnswererStanding as B;
    match act {
        Act::RequestAck(_) => Some(B::Received),
        Act::RequestReturn(_) => Some(B::Returned),
        Act::DecisionAccept(_) => Some(B::Accepted),
        Act::DecisionAcceptWithConditions(_) => Some(B::Conditional),
        Act::DecisionAcceptInPart(_) => Some(B::AcceptedInPart),
        Act::DecisionPostpone(_) => Some(B::Postponed),
        Act::DecisionDecline(_) => Some(B::Declined),
        Act::StatusUpdate(StatusUpdate {
            stage: Stage::UnderReview,
            ..
        }) => Some(B::UnderReview),
        Act::StatusUpdate(StatusUpdate {
            stage: Stage::Executing,
            ..
        }) if standing != B::AnsweredPartial => Some(B::Executing),
        Act::AnswerPartial(_) if standing != B::Answered => Some(B::AnsweredPartial),
        Act::AnswerFinal(_) | Act::AnswerNothingFound(_) | Act::QueryAnswer(_) => Some(B::Answered),
        _ => None,
    }
}

/// The last entry that moved the answerer's standing.
pub(super) fn moved_by(track: &[Entry]) -> Option<&Entry> {
    let moves = |entry: &&Entry| next(AnswererStanding::Nothing, &entry.act).is_some();
    track.iter().rev().find(moves)
}

/// What joins two tracks, as far as one side knows them.
pub(super) fn joint(asker: &[Entry], answerer: &[Entry]) -> Joint {
    let round = rounds(asker);
    let (standing, reached) = fold(answerer);
    let last = moved_by(answerer).map(|entry| entry.stamp.id);
    let refers = |find: fn(&Act) -> Option<crate::id::ActId>| {
        last.is_some() && asker.iter().any(|entry| find(&entry.act) == last)
    };
    Joint {
        supplemented: refers(|act| match act {
            Act::RequestSupplement(says) => says.returns,
            _ => None,
        }),
        undertaken: refers(|act| match act {
            Act::ConditionAccept(says) => Some(says.decision),
            _ => None,
        }),
        reopened: round > reached && anew(standing) != standing,
    }
}

impl CaseView {
    /// The status that both sides show.
    #[must_use]
    pub fn status(&self) -> CaseStatus {
        status(
            self.asker_standing(),
            self.answerer_standing(),
            self.joint(),
        )
    }

    /// What the asker's track comes to.
    #[must_use]
    pub fn asker_standing(&self) -> AskerStanding {
        asker_standing(&self.asker)
    }

    /// What the answerer's track comes to.
    #[must_use]
    pub fn answerer_standing(&self) -> AnswererStanding {
        answerer_standing(&self.answerer, rounds(&self.asker))
    }

    /// What joins the two tracks.
    #[must_use]
    pub fn joint(&self) -> Joint {
        joint(&self.asker, &self.answerer)
    }

    /// How often the case was reopened.
    #[must_use]
    pub fn rounds(&self) -> u32 {
        rounds(&self.asker)
    }
}
