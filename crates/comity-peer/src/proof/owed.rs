//! Whether the silent side owed an answer, and which: silence is owed silence.
//!
//! Only kinds and what each had seen are read, so that a request that the
//! answerer returned, or accepted under a condition, is the asker's turn until
//! the asker's own later act is shown (design.md section 5, *Clocks*).
//! Out of scope: limits, calendars and pauses, which are the domain's.

use comity_core::{Envelope, Leaf, codes::Clock};

use super::ProofError;

/// An act of the dossier, opened.
#[derive(Clone, Copy)]
pub(super) struct Said<'a> {
    pub(super) index: u64,
    pub(super) leaf: &'a Leaf,
    pub(super) envelope: &'a Envelope,
}

/// What is owed, and the asker's entry that began it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Owed {
    pub(super) obligation: Clock,
    pub(super) began: u64,
}

/// Kinds after which nothing is owed.
const ENDS: [&str; 4] = [
    "answer.final",
    "answer.nothing_found",
    "decision.decline",
    "elsewhere",
];

/// Kinds of the answerer that make it the asker's turn, and the kind that hands the turn back.
const TURNS: [(&str, &str); 3] = [
    ("request.return", "request.supplement"),
    ("decision.accept_with_conditions", "condition.accept"),
    ("consult.open", "consult.close"),
];

/// Kinds by which the asker lets the answerer off.
const RELEASES: [&str; 2] = ["request.withdraw", "case.close"];

/// What the answerer owes after these acts of both sides.
pub(super) fn owed(asker: &[Said<'_>], answerer: &[Said<'_>]) -> Result<Owed, ProofError> {
    let request = asker.first().ok_or(ProofError::NothingOwed)?;
    let opens = request.envelope.opens() && request.envelope.kind == "request.submit";
    let released = asker
        .iter()
        .any(|act| RELEASES.contains(&act.envelope.kind.as_str()));
    if !opens || released {
        return Err(ProofError::NothingOwed);
    }
    if let Some(end) = answerer
        .iter()
        .find(|act| ENDS.contains(&act.envelope.kind.as_str()))
    {
        return Err(ProofError::Answered(end.index));
    }
    let mut began = request.index;
    for turn in answerer {
        if let Some((_, back)) = TURNS.iter().find(|(kind, _)| *kind == turn.envelope.kind) {
            let handed = asker
                .iter()
                .find(|act| act.envelope.kind == *back && act.leaf.seen.size > turn.index);
            began = began.max(handed.ok_or(ProofError::NothingOwed)?.index);
        }
    }
    Ok(Owed {
        obligation: obligation(answerer),
        began,
    })
}

fn obligation(answerer: &[Said<'_>]) -> Clock {
    let any = |prefix: &str| {
        answerer
            .iter()
            .any(|act| act.envelope.kind.starts_with(prefix))
    };
    if any("decision.") || any("answer.") {
        Clock::Final
    } else if any("request.ack") {
        Clock::Decision
    } else {
        Clock::Ack
    }
}
