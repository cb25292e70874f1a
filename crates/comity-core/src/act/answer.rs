//! What is said in answering: progress, partial and final answers, items, quality (domain.md 3.2).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::check::{Check, ITEMS_MAX, SaysError, ascending, within};
use crate::{
    codes::{DataClass, Ground, ItemFate, Proceedings, Quality, Stage},
    id::ActId,
    time::Time,
};

/// `status.update`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StatusUpdate {
    /// When the next step is expected; must be told while a court is awaited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expected: Option<Time>,
    /// What the work has come to.
    pub stage: Stage,
}

/// What became of the items, all of them so far: a later act replaces the counts of an earlier one.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Fates {
    /// How many items met each fate.
    pub fates: BTreeMap<ItemFate, u64>,
    /// The grounds of the declined ones; they add up to that count.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub grounds: BTreeMap<Ground, u64>,
}

/// `answer.partial` and `answer.final`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// Classes of the data in this answer, ascending.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub data: Vec<DataClass>,
    /// What became of the items.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub items: Option<Fates>,
}

/// `answer.nothing_found`: final; every item without an end counts as not found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NothingFound {}

/// `items.progress`: what became of the items, without being an answer.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ItemsProgress {
    /// What became of the items.
    pub items: Fates,
}

/// `feedback.quality`: the requester assesses an answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Feedback {
    /// The answer.
    pub answer: ActId,
    /// What came of the proceedings.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Proceedings>,
    /// How complete.
    pub quality: Quality,
    /// Whether it could be used; an answer that could not does not stop the final clock.
    pub useful: bool,
}

impl Fates {
    /// All items that these counts speak of.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.fates
            .values()
            .fold(0, |sum, count| sum.saturating_add(*count))
    }

    /// The items that have their end.
    #[must_use]
    pub fn ended(&self) -> u64 {
        self.fates
            .iter()
            .filter(|(fate, _)| fate.ended())
            .fold(0, |sum, (_, count)| sum.saturating_add(*count))
    }
}

impl Check for Fates {
    fn check(&self) -> Result<(), SaysError> {
        let zero = self
            .fates
            .values()
            .chain(self.grounds.values())
            .any(|count| *count == 0);
        if zero {
            return Err(SaysError::Number("fates"));
        }
        within("fates", self.total(), 1, ITEMS_MAX)?;
        let declined = self
            .fates
            .get(&ItemFate::Declined)
            .copied()
            .unwrap_or_default();
        let grounds = self
            .grounds
            .values()
            .fold(0_u64, |sum, count| sum.saturating_add(*count));
        if declined == grounds {
            Ok(())
        } else {
            Err(SaysError::Together("grounds"))
        }
    }
}

impl Check for Answer {
    fn check(&self) -> Result<(), SaysError> {
        ascending("data", &self.data)?;
        self.items.as_ref().map_or(Ok(()), Check::check)
    }
}

impl Check for ItemsProgress {
    fn check(&self) -> Result<(), SaysError> {
        self.items.check()
    }
}

impl Check for StatusUpdate {
    fn check(&self) -> Result<(), SaysError> {
        if self.stage == Stage::AwaitingCourt && self.expected.is_none() {
            Err(SaysError::Together("expected"))
        } else {
            Ok(())
        }
    }
}

impl Check for NothingFound {}
impl Check for Feedback {}
