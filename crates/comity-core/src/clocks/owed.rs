//! Owed silence: which obligation of the answerer runs, and which entry began it.
//!
//! Silence is counted and proven only while an obligation of the silent side
//! runs: the request is delivered, nothing is paused, nothing is awaited from
//! the requester (`docs/protocol/acts.md`, section 6).

use serde::{Deserialize, Serialize};

use super::{
    measure::{Measure, Moment},
    spans::{Begun, Span},
};
use crate::{
    case::Role,
    codes::Clock,
    mutant::{Mutant, broken},
    record::Position,
    time::Time,
};

/// An obligation that runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Owed {
    /// The clock that waits.
    pub clock: Clock,
    /// The entry that began it: the request, its reopening, or what ended the last pause.
    pub begun: Begun,
    /// Since when, by the answerer's words: its first leaf that covers that entry.
    pub since: Time,
    /// Since when, by the asker's words.
    pub since_asker: Time,
    /// Seconds allowed.
    pub allowed: i64,
    /// How it stands.
    pub measure: Measure,
    /// Whether the answerer has said nothing in this dossier since it covered that entry.
    pub silent: bool,
}

/// The obligation that runs and is, or will be, over first; `last_said` is the answerer's last entry in the dossier.
#[must_use]
pub fn owed(
    spans: &[Span],
    last_said: Option<(Position, Time)>,
    moment: &Moment<'_>,
) -> Option<Owed> {
    let suspended = moment
        .standstills
        .iter()
        .any(|still| still.to.is_none_or(|to| to.answerer.is_none()));
    if suspended {
        return None;
    }
    spans
        .iter()
        .filter(|span| span.to.is_none() && span.standing_pause().is_none())
        .filter_map(|span| Some((span.due(Role::Answerer, moment.standstills)?, span)))
        .min_by_key(|(due, span)| (*due, span.clock))
        .and_then(|(_, span)| of(span, last_said, moment))
}

fn of(span: &Span, last_said: Option<(Position, Time)>, moment: &Moment<'_>) -> Option<Owed> {
    let (begun, at) = beginning(span);
    let since = at.answerer?;
    let silent = last_said.is_none_or(|(_, said)| said < since) || broken(Mutant::SpeakerIsSilent);
    Some(Owed {
        clock: span.clock,
        begun,
        since,
        since_asker: at.asker?,
        allowed: span.allowed(),
        measure: span.measure(moment),
        silent,
    })
}

/// The asker's entry that last made it the answerer's turn.
fn beginning(span: &Span) -> (Begun, super::spans::Bound) {
    span.pauses
        .iter()
        .rev()
        .find_map(|pause| {
            let by = pause.ended_by?;
            (by.by == Role::Asker).then_some((by, pause.to?))
        })
        .unwrap_or((span.begun, span.from))
}
