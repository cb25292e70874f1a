//! The terms of cooperation: clocks by urgency, preservation, consultation.
//!
//! [`Terms::default`] is domain.md 3.7. [`in_force`] is the place where
//! agreements signed by both sides will plug in: a plain function of the acts
//! of the cut.
//! Days are calendar days of 24 hours that run through weekends and holidays;
//! hours run by the clock.

use serde::{Deserialize, Serialize};

use crate::{
    codes::{Clock, Urgency},
    record::Said,
};

/// Seconds of an hour.
pub const HOUR: i64 = 3600;
/// Seconds of a day.
pub const DAY: i64 = 24 * HOUR;

/// The terms that hold on a channel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    /// Whether a request may be declined only after a consultation was opened.
    pub consult_before_decline: bool,
    /// Targets of the class of emergency.
    pub emergency: Targets,
    /// Targets of the formal channel.
    pub formal: Targets,
    /// Within how many seconds preservation is confirmed, in any class.
    pub preserve: i64,
    /// How many seconds data are held after the confirmation, where no end is named.
    pub preserve_hold: i64,
    /// How many seconds after the confirmation the holder and the requester are reminded.
    pub preserve_remind: Vec<i64>,
    /// Targets of the class of priority.
    pub priority: Targets,
    /// Targets of the class of routine.
    pub routine: Targets,
    /// Targets of the class of urgency.
    pub urgent: Targets,
}

/// The clocks of one class of urgency, in seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Targets {
    /// To acknowledge.
    pub ack: i64,
    /// To decide.
    pub decision: i64,
    /// To the first useful answer, where the class has such a clock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first_useful: Option<i64>,
    /// To the final answer.
    pub r#final: i64,
}

impl Terms {
    /// The target of a clock in seconds, where the class has one.
    #[must_use]
    pub const fn target(&self, urgency: Urgency, clock: Clock) -> Option<i64> {
        let targets = self.targets(urgency);
        match clock {
            Clock::Ack => Some(targets.ack),
            Clock::Decision => Some(targets.decision),
            Clock::Preserved => Some(self.preserve),
            Clock::FirstUseful => targets.first_useful,
            Clock::Final => Some(targets.r#final),
        }
    }

    const fn targets(&self, urgency: Urgency) -> &Targets {
        match urgency {
            Urgency::Emergency => &self.emergency,
            Urgency::Urgent => &self.urgent,
            Urgency::Priority => &self.priority,
            Urgency::Routine => &self.routine,
            Urgency::Formal => &self.formal,
        }
    }
}

impl Default for Terms {
    fn default() -> Self {
        let targets = |ack, decision, first_useful, r#final| Targets {
            ack,
            decision,
            first_useful,
            r#final,
        };
        Self {
            consult_before_decline: false,
            emergency: targets(HOUR / 2, 4 * HOUR, Some(8 * HOUR), 24 * HOUR),
            urgent: targets(2 * HOUR, 8 * HOUR, Some(24 * HOUR), 7 * DAY),
            priority: targets(24 * HOUR, 3 * DAY, Some(7 * DAY), 30 * DAY),
            routine: targets(3 * DAY, 10 * DAY, Some(20 * DAY), 45 * DAY),
            formal: targets(5 * DAY, 30 * DAY, None, 90 * DAY),
            preserve: 24 * HOUR,
            preserve_hold: 90 * DAY,
            preserve_remind: vec![60 * DAY, 75 * DAY, 85 * DAY],
        }
    }
}

/// The terms in force for the acts of a cut; no agreement can be signed in rules version 1, so these are the defaults.
#[must_use]
pub fn in_force(_acts: &[Said]) -> Terms {
    Terms::default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_clocks_are_those_of_the_domain() {
        let terms = Terms::default();
        for (urgency, ack, decision, useful, last) in [
            (Urgency::Emergency, 1800, 14_400, Some(28_800), 86_400),
            (Urgency::Urgent, 7200, 28_800, Some(86_400), 604_800),
            (Urgency::Priority, 86_400, 259_200, Some(604_800), 2_592_000),
            (
                Urgency::Routine,
                259_200,
                864_000,
                Some(1_728_000),
                3_888_000,
            ),
            (Urgency::Formal, 432_000, 2_592_000, None, 7_776_000),
        ] {
            assert_eq!(terms.target(urgency, Clock::Ack), Some(ack));
            assert_eq!(terms.target(urgency, Clock::Decision), Some(decision));
            assert_eq!(terms.target(urgency, Clock::FirstUseful), useful);
            assert_eq!(terms.target(urgency, Clock::Final), Some(last));
            assert_eq!(terms.target(urgency, Clock::Preserved), Some(86_400));
        }
    }
}
