//! The technical notice: said by the machine, once for each act of theirs that is void.
//!
//! `ARCHITECTURE.md`, invariant 6: a notice states a rule and an entry, and no
//! position. It is never an answer to a notice, a receipt leaf or a verdict.
//! A mark in the store says up to where their log has been looked at; where
//! the mark was lost, our own notices say it. Nothing is said while entries
//! wait for the desk after a recovery: they came back in another order than
//! they were said in, so what looks void may not be. Whoever runs exchanges
//! calls [`Node::say_notices`] after one that brought entries.

use std::{collections::BTreeMap, sync::Arc};

use comity_core::{
    DossierId, PartyName, Time,
    act::Act,
    case::{Broken, CaseView, Effect},
    channel,
    record::{Position, Said, Side},
};
use comity_peer::rng::Random;
use comity_store::{ReadTx, Store, Tx};
use serde_json::{Map, Value, json};

use super::{
    chains::Chains,
    say::{Draft, Matter, Within},
    state,
};
use crate::{
    case::view,
    desk::{Channel, follow},
    error::NodeError,
    node::{Node, Result},
};

/// The kind of act.
pub(super) const NOTICE: &str = "notice";
/// Acts that are looked at in one transaction.
const BATCH: usize = 200;

/// The void acts in a stretch of their log.
struct Stretch {
    /// Each with the matter that a notice of it belongs to.
    void: Vec<(Position, Broken, Matter)>,
    /// The mark before.
    from: Position,
    /// The mark after.
    to: Position,
}

impl<S: Store> Node<S> {
    /// Says a notice for each act of theirs that is void and was not looked at before; how many.
    ///
    /// Nothing is said, and nothing lost, while the channel is not in force or may not be signed for.
    ///
    /// # Errors
    /// The store fails, or no suite is common.
    pub fn say_notices(&self, them: &PartyName, now: Time, rng: &mut dyn Random) -> Result<usize> {
        let mut said = 0;
        loop {
            let Some((stretch, office)) = self.stretch(them)? else {
                return Ok(said);
            };
            let notices: Vec<Draft> = stretch
                .void
                .iter()
                .map(|(position, broken, matter)| {
                    draft(*position, *broken, matter.clone(), &office)
                })
                .collect();
            let count = notices.len();
            if count == 0 {
                let (them, stretch) = (them.clone(), stretch);
                self.change_record(move |_, tx| set_mark(tx, &them, stretch.to))?;
                continue;
            }
            let (party, from, to) = (them.clone(), stretch.from, stretch.to);
            let within: Within = Arc::new(move |tx, _| {
                // Another process may have said them meanwhile.
                if mark(&*tx, &party)?.is_some_and(|mark| mark > from) {
                    return Err(NodeError::Contended);
                }
                set_mark(tx, &party, to)
            });
            match self.say_each(them, notices, Some(within), now, rng) {
                Ok(_) => said += count,
                Err(NodeError::Contended) => return Ok(said),
                Err(error) => return Err(error),
            }
        }
    }

    /// The next stretch of their log that nobody looked at, and the office that speaks for the machine.
    fn stretch(&self, them: &PartyName) -> Result<Option<(Stretch, String)>> {
        self.read(|party, tx| {
            let state = state::load(tx, them)?;
            let current = &state.current;
            let quiet = current.is_quiet() || !current.in_force();
            // What it has not seen may hold notices of ours.
            let waits = !follow::lacking(tx, them)?.is_empty();
            if quiet || waits || state::check_marks(tx, &*party.marks, &state).is_err() {
                return Ok(None);
            }
            let chains = Chains::load(party, tx, them)?;
            let desk = Channel::new(&party.me, them, &chains)?;
            let side = desk.parties.side(them).unwrap_or(Side::First);
            let from = match mark(tx, them)? {
                Some(mark) => mark,
                None => said_before(tx, them, side.other())?,
            };
            let acts = tx.acts(them, side, from, BATCH)?;
            let Some(last) = acts.last() else {
                return Ok(None);
            };
            let to = after(last.position);
            let void = void(tx, them, &acts)?;
            let offices = &chains.own_now(&state).credential().offices;
            let office = offices.first().map(|office| office.code.clone());
            let stretch = Stretch { void, from, to };
            Ok(Some((stretch, office.unwrap_or_else(|| "-".to_owned()))))
        })
    }
}

/// The acts among these that break a rule, but for notices.
fn void(
    tx: &dyn ReadTx,
    them: &PartyName,
    acts: &[Said],
) -> Result<Vec<(Position, Broken, Matter)>> {
    let mut cases: BTreeMap<DossierId, CaseView> = BTreeMap::new();
    let mut channel = None;
    let mut found = Vec::new();
    for said in acts.iter().filter(|said| said.envelope.kind != NOTICE) {
        let place = (said.side, said.position);
        let effect = match (&said.void, &said.envelope.dossier) {
            (Some(void), _) => Some(Effect::Void(Broken::Record(*void))),
            (None, Some(dossier)) => {
                let case = match cases.remove(dossier) {
                    Some(case) => case,
                    None => view::load(tx, them, dossier)?,
                };
                let effect = case
                    .acts
                    .iter()
                    .find(|act| (act.side, act.stamp.position) == place)
                    .map(|act| act.effect);
                cases.insert(dossier.clone(), case);
                effect
            }
            (None, None) => {
                if channel.is_none() {
                    channel = Some(channel::evaluate(&view::channel_acts(tx, them)?));
                }
                let acts = channel.iter().flat_map(|view| &view.acts);
                acts.filter(|(side, position, _)| (*side, *position) == place)
                    .map(|(_, _, effect)| *effect)
                    .next()
            }
        };
        let Some(Effect::Void(broken)) = effect else {
            continue;
        };
        let matter = match (broken, &said.envelope.dossier) {
            (Broken::Case(_), Some(dossier)) => Matter::Of(dossier.clone()),
            // What the record itself voids is answered with nothing of its content.
            _ => Matter::None,
        };
        found.push((said.position, broken, matter));
    }
    Ok(found)
}

fn draft(entry: Position, broken: Broken, matter: Matter, office: &str) -> Draft {
    let says = match json!({"entry": entry, "rule": broken.code()}) {
        Value::Object(says) => says,
        _ => Map::new(),
    };
    Draft {
        matter,
        kind: NOTICE.to_owned(),
        says,
        body: None,
        attachments: vec![],
        office: office.to_owned(),
        duty: None,
    }
}

fn key(them: &PartyName) -> String {
    format!("channel.noticed.{them}")
}

/// Up to where their log has been looked at.
fn mark(tx: &dyn ReadTx, them: &PartyName) -> Result<Option<Position>> {
    let text = tx.setting(&key(them))?;
    Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
}

fn set_mark(tx: &mut dyn Tx, them: &PartyName, to: Position) -> Result<()> {
    let text = serde_json::to_string(&to).unwrap_or_default();
    Ok(tx.set_setting(&key(them), Some(&text))?)
}

/// Entries of ours came back: the mark may be older than our notices.
pub(crate) fn entries_came_back(tx: &mut dyn Tx, them: &PartyName) -> Result<()> {
    Ok(tx.set_setting(&key(them), None)?)
}

/// Where our own notices end, for a store that came back without its mark.
fn said_before(tx: &dyn ReadTx, them: &PartyName, ours: Side) -> Result<Position> {
    let mut last = Position::START;
    let mut at = last;
    loop {
        let acts = tx.acts(them, ours, at, BATCH)?;
        for said in &acts {
            at = after(said.position);
            if said.envelope.kind == NOTICE
                && let Ok(Act::Notice(says)) = Act::read(&said.envelope)
            {
                last = last.max(after(says.entry));
            }
        }
        if acts.len() < BATCH {
            return Ok(last);
        }
    }
}

const fn after(position: Position) -> Position {
    Position {
        generation: position.generation,
        index: position.index.saturating_add(1),
    }
}

#[cfg(test)]
mod tests;
