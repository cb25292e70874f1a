//! Folding the acts of one dossier into a view.
//!
//! The acts may come in any order. Each is judged once all that its `seen`
//! covers has been judged; acts that had not seen each other commute, so it
//! does not matter which of them goes first.

use std::collections::VecDeque;

use super::{
    rules::{Broken, Known, Rule, judge, opens},
    status::rounds,
    track::{ActView, CaseView, Effect, Entry, Role, Stamp},
};
use crate::{
    act::{Act, ActError},
    codes::CaseType,
    record::{Position, Said, Side, Void},
    terms::{self, Terms},
};

/// What the acts of one dossier come to; acts of other dossiers must not be among them.
#[must_use]
pub fn evaluate(acts: &[Said]) -> CaseView {
    evaluate_under(acts, &terms::in_force(acts))
}

/// The same under given terms.
pub(super) fn evaluate_under(acts: &[Said], terms: &Terms) -> CaseView {
    let mut first = queue(acts, Side::First);
    let mut second = queue(acts, Side::Second);
    let opening = first
        .iter()
        .chain(second.iter())
        .copied()
        .find(|said| said.envelope.opens());
    let mut fold = Fold::new(acts, opening, terms);
    loop {
        let next = match (first.front(), second.front()) {
            (None, None) => break,
            (Some(_), None) => &mut first,
            (None, Some(_)) => &mut second,
            (Some(one), Some(other)) => {
                // Two acts that each saw the other cannot be in two logs that name roots; then the first side goes on.
                if one.seen > other.position && other.seen <= one.position {
                    &mut second
                } else {
                    &mut first
                }
            }
        };
        if let Some(said) = next.pop_front() {
            fold.take(said);
        }
    }
    fold.view
}

/// The acts of a side in the order of its log, each once.
fn queue(acts: &[Said], side: Side) -> VecDeque<&Said> {
    let mut own: Vec<&Said> = acts.iter().filter(|said| said.side == side).collect();
    own.sort_by_key(|said| said.position);
    own.dedup_by_key(|said| said.position);
    own.into()
}

struct Fold<'a> {
    view: CaseView,
    opening: Option<Position>,
    /// The opening act is of a later version of the rules: so is all that follows it.
    later: bool,
    terms: &'a Terms,
}

impl<'a> Fold<'a> {
    fn new(acts: &[Said], opening: Option<&Said>, terms: &'a Terms) -> Self {
        let dossier = opening
            .and_then(|said| said.envelope.dossier.clone())
            .or_else(|| acts.iter().find_map(|said| said.envelope.dossier.clone()));
        let view = CaseView {
            dossier,
            asker_side: opening.map_or(Side::First, |said| said.side),
            rules: opening.map_or(crate::RULES, |said| said.envelope.rules),
            asker: Vec::new(),
            answerer: Vec::new(),
            acts: Vec::new(),
        };
        Self {
            view,
            opening: opening.map(|said| said.position),
            later: false,
            terms,
        }
    }

    fn take(&mut self, said: &Said) {
        let stamp = Stamp {
            id: said.envelope.id,
            position: said.position,
            at: said.at,
            covered: said.covered,
        };
        let effect = self.effect(said, stamp);
        self.view.acts.push(ActView {
            stamp,
            side: said.side,
            kind: said.envelope.kind.clone(),
            effect,
        });
    }

    fn effect(&mut self, said: &Said, stamp: Stamp) -> Effect {
        if let Some(void) = said.void {
            return Effect::Void(Broken::Record(void));
        }
        if !said.readable() {
            return Effect::Bad;
        }
        if self.later {
            return Effect::NotYetUnderstood;
        }
        let act = match Act::read(&said.envelope) {
            Ok(act) => act,
            Err(ActError::NotUnderstood(_)) => {
                self.later |= self.is_opening(said);
                return Effect::NotYetUnderstood;
            }
            Err(ActError::Malformed(_)) => return Effect::Void(Broken::Case(Rule::MalformedSays)),
        };
        match self.judge(said, &act) {
            Ok(round) => {
                let effect = if act.kind().track {
                    Effect::Applied
                } else {
                    Effect::OnTheSide
                };
                let role = self.view.role(said.side);
                let track = match role {
                    Role::Asker => &mut self.view.asker,
                    Role::Answerer => &mut self.view.answerer,
                };
                track.push(Entry { stamp, act, round });
                effect
            }
            Err(broken) => Effect::Void(broken),
        }
    }

    /// The round that the act was said in, or the rule that it breaks.
    fn judge(&self, said: &Said, act: &Act) -> Result<u32, Broken> {
        let role = self.view.role(said.side);
        if self.is_opening(said) {
            return match opens(act.code()) {
                Some(_) => Ok(0),
                None => Err(Broken::Case(Rule::NotOpening)),
            };
        }
        let known = self
            .known(role, said.seen)
            .ok_or(Broken::Record(Void::UnknownDossier))?;
        judge(act, &said.envelope.attachments, role, &known, self.terms).map_err(Broken::Case)?;
        Ok(rounds(known.asker))
    }

    fn is_opening(&self, said: &Said) -> bool {
        said.side == self.view.asker_side && self.opening == Some(said.position)
    }

    /// What a part knew that had seen so much of the other log; `None` when the dossier was not open to it.
    fn known(&self, role: Role, seen: Position) -> Option<Known<'_>> {
        let (asker, answerer) = match role {
            Role::Asker => (self.view.asker.as_slice(), up_to(&self.view.answerer, seen)),
            Role::Answerer => (up_to(&self.view.asker, seen), self.view.answerer.as_slice()),
        };
        let case: CaseType = asker.first().and(self.view.case_type())?;
        Some(Known {
            case,
            asker,
            answerer,
        })
    }
}

/// The entries of a track before a position.
fn up_to(track: &[Entry], seen: Position) -> &[Entry] {
    let count = track.partition_point(|entry| entry.stamp.position < seen);
    track.get(..count).unwrap_or(track)
}
