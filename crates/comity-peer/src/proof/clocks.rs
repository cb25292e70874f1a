//! What the domain makes of the acts that a proof shows: what was owed, and what each clock came to.
//!
//! The acts are folded by the same rules as on a node (`comity_core::case`,
//! `comity_core::clocks`), under the terms that they show. Only what is shown
//! counts: an act of the asking side that the prover keeps back, such as a
//! withdrawal, is for the other side to show, and so is a suspension of the channel.

use comity_core::{
    Envelope, Leaf, Origin, Time,
    case::{CaseView, Role, evaluate},
    clocks::{Moment, Span, owed, spans},
    record::{Covered, Parties, Position, Said, Void},
    terms,
};

use super::{ClockFact, Obligation, ProofError, act::ProvenAct};

/// An act of the dossier as the record has it.
pub(super) fn said(
    log: &Origin,
    (index, leaf, envelope): (u64, &Leaf, &Envelope),
    covered: Option<Covered>,
    void: Option<Void>,
) -> Result<Said, ProofError> {
    let parties = Parties::new(log.sender.clone(), log.reader.clone());
    let side = parties.and_then(|parties| parties.side(&log.sender));
    Ok(Said {
        side: side.ok_or(ProofError::Claim)?,
        position: position(log, index),
        act: leaf.act.ok_or(ProofError::NoAct)?,
        at: leaf.at,
        seen: position(log, leaf.seen.size),
        covered,
        void,
        envelope: envelope.clone(),
    })
}

/// The leaf at `by` of the other log as the first that covers the entry `index` of this one.
pub(super) fn covered(log: &Origin, index: u64, by: u64, leaf: &Leaf) -> Covered {
    Covered {
        by: position(log, by),
        at: leaf.at,
        bad: leaf.bad.contains(&index),
    }
}

/// An opened act of a proof, with the covering leaf that it brings.
pub(super) fn proven(act: &ProvenAct) -> Result<Said, ProofError> {
    let envelope = act.envelope.as_ref().ok_or(ProofError::Claim)?;
    let by = act.covered.as_ref();
    let by = by.map(|by| covered(&act.log, act.index, by.index, &by.leaf));
    said(&act.log, (act.index, &act.leaf, envelope), by, None)
}

/// What the answerer owed when it signed at `now`, by its own clock.
pub(super) fn obligation(acts: &[Said], now: Time) -> Result<Obligation, ProofError> {
    let view = evaluate(acts);
    let spans = spans(&view, &terms::in_force(acts));
    let moment = Moment {
        as_of: now,
        answerer_last: now,
        standstills: &[],
    };
    let last = view.last_said(view.side(Role::Answerer));
    let owed = owed(&spans, last, &moment).ok_or_else(|| nothing(&spans))?;
    Ok(Obligation {
        clock: owed.clock,
        began: owed.begun.entry.index,
        since: owed.since,
        deadline: deadline(&spans, &owed).ok_or(ProofError::NothingOwed)?,
        silent: owed.silent,
    })
}

fn deadline(spans: &[Span], owed: &comity_core::clocks::Owed) -> Option<Time> {
    let runs = |span: &&Span| span.clock == owed.clock && span.to.is_none();
    spans
        .iter()
        .filter(runs)
        .filter_map(|span| span.due(Role::Answerer, &[]))
        .min()
}

/// Nothing was owed, or the answer is there.
fn nothing(spans: &[Span]) -> ProofError {
    let mut stops = spans.iter().rev().filter_map(|span| span.to);
    match stops.find(|stop| stop.by.by == Role::Answerer) {
        Some(stop) if spans.iter().all(|span| span.to.is_some()) => {
            ProofError::Answered(stop.by.entry.index)
        }
        _ => ProofError::NothingOwed,
    }
}

/// The clocks that an act of the answerer stopped.
pub(super) fn stopped(acts: &[Said], by: Position, now: Time) -> Vec<ClockFact> {
    let view: CaseView = evaluate(acts);
    let moment = Moment {
        as_of: now,
        answerer_last: now,
        standstills: &[],
    };
    let ends = |span: &Span| {
        span.to
            .is_some_and(|stop| stop.by.entry == by && stop.by.by == Role::Answerer)
    };
    spans(&view, &terms::in_force(acts))
        .into_iter()
        .filter(ends)
        .map(|span| ClockFact {
            clock: span.clock,
            limit: span.allowed(),
            measure: span.measure(&moment),
        })
        .collect()
}

fn position(log: &Origin, index: u64) -> Position {
    Position {
        generation: log.generation,
        index,
    }
}
