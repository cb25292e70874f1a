//! What is said in deciding: accept, conditions, postpone, decline, consult (domain.md 3.2, 3.6).

use serde::{Deserialize, Serialize};

use super::check::{Check, LIST_MAX, SaysError, some};
use crate::{
    codes::{Assistance, Condition, ConsultOutcome, Ground, Reasons},
    id::ActId,
    time::Time,
};

/// `decision.accept`: also waives conditions made before.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Accept {
    /// When the answer is expected; not a clock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected: Option<Time>,
}

/// `decision.accept_with_conditions`: waits for the requester's undertaking, and the clocks pause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AcceptWithConditions {
    /// By when the undertaking is expected; not a clock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Time>,
    /// The conditions, ascending; their text stands in the body.
    pub conditions: Vec<Condition>,
}

/// `decision.accept_in_part`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AcceptInPart {
    /// The types of assistance that are given, ascending.
    pub accepted: Vec<Assistance>,
    /// Those that are not, each with its ground, ascending.
    pub declined: Vec<DeclinedPart>,
}

/// A type of assistance that is not given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeclinedPart {
    /// The type.
    pub assistance: Assistance,
    /// Why.
    pub ground: Ground,
}

/// `decision.postpone`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Postpone {
    /// Why.
    pub ground: Ground,
    /// Until when.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Time>,
}

/// `decision.decline`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decline {
    /// Why; `R09` needs a return before it.
    pub ground: Ground,
    /// Whether the reasons stand in the body.
    pub reasons: Reasons,
}

/// `condition.accept`: the requester's written undertaking to all conditions of a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConditionAccept {
    /// The decision.
    pub decision: ActId,
}

/// `consult.open`: opens a consultation, as before a refusal.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConsultOpen {
    /// The ground that would be given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ground: Option<Ground>,
}

/// `consult.close`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConsultClose {
    /// The act that opened it.
    pub consultation: ActId,
    /// How it ended.
    pub outcome: ConsultOutcome,
}

impl Check for AcceptInPart {
    fn check(&self) -> Result<(), SaysError> {
        some("accepted", &self.accepted)?;
        let one_each = !self.declined.is_empty()
            && self.declined.len() <= LIST_MAX
            && self
                .declined
                .is_sorted_by(|a, b| a.assistance < b.assistance);
        let apart = self
            .declined
            .iter()
            .all(|part| !self.accepted.contains(&part.assistance));
        match (one_each, apart) {
            (false, _) => Err(SaysError::List("declined")),
            (true, false) => Err(SaysError::Together("declined")),
            (true, true) => Ok(()),
        }
    }
}

impl Check for AcceptWithConditions {
    fn check(&self) -> Result<(), SaysError> {
        some("conditions", &self.conditions)
    }
}

impl Check for Accept {}
impl Check for Postpone {}
impl Check for Decline {}
impl Check for ConditionAccept {}
impl Check for ConsultOpen {}
impl Check for ConsultClose {}
