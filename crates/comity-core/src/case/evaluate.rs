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
    // What its reader called bad may be missing on the reader's node: it must not touch anything else.
    let (good, bad): (Vec<&Said>, Vec<&Said>) = acts.iter().partition(|said| !called_bad(said));
    let mut first = queue(&good, Side::First);
    let mut second = queue(&good, Side::Second);
    let opening = first
        .iter()
        .chain(second.iter())
        .copied()
        .find(|said| said.envelope.opens());
    let mut fold = Fold::new(good.first().copied(), opening, terms);
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
    for side in [Side::First, Side::Second] {
        queue(&bad, side)
            .into_iter()
            .for_each(|said| fold.note(said, Effect::Bad));
    }
    fold.view
}

fn called_bad(said: &Said) -> bool {
    said.covered.is_some_and(|covered| covered.bad)
}

/// The acts of a side in the order of its log, each once.
fn queue<'a>(acts: &[&'a Said], side: Side) -> VecDeque<&'a Said> {
    let mut own: Vec<&Said> = acts
        .iter()
        .copied()
        .filter(|said| said.side == side)
        .collect();
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
    fn new(any: Option<&Said>, opening: Option<&Said>, terms: &'a Terms) -> Self {
        let named = opening.or(any);
        let view = CaseView {
            dossier: named.and_then(|said| said.envelope.dossier.clone()),
            asker_side: named.map_or(Side::First, asker_side),
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
        let effect = self.effect(said, stamp(said));
        self.note(said, effect);
    }

    fn note(&mut self, said: &Said, effect: Effect) {
        self.view.acts.push(ActView {
            stamp: stamp(said),
            side: said.side,
            kind: said.envelope.kind.clone(),
            effect,
        });
    }

    fn effect(&mut self, said: &Said, stamp: Stamp) -> Effect {
        if let Some(void) = said.void {
            return Effect::Void(Broken::Record(void));
        }
        if self.later {
            return Effect::NotYetUnderstood;
        }
        if said.envelope.rules != self.view.rules {
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
            rules: self.view.rules,
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

/// The side that opened the dossier, by the party that its id names.
fn asker_side(said: &Said) -> Side {
    let own = said
        .envelope
        .dossier
        .as_ref()
        .is_some_and(|dossier| dossier.by == said.envelope.origin.sender);
    if own { said.side } else { said.side.other() }
}

const fn stamp(said: &Said) -> Stamp {
    Stamp {
        id: said.envelope.id,
        position: said.position,
        at: said.at,
        covered: said.covered,
    }
}
