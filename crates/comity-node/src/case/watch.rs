//! Acts as they come and go: since which places in the logs, and what whoever looks may see of them.

mod place;

use std::{
    collections::{BTreeMap, VecDeque},
    fmt,
    str::FromStr,
};

use comity_core::{
    DossierId, PartyName, Time,
    id::ActId,
    record::{Position, Side},
};
use comity_store::Store;
use serde::Serialize;

pub use self::place::{NotOurs, Places};
use super::CaseError;
use crate::{
    access::{self, Sight},
    office::Office,
};

/// An act that came or went, for `watch`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WatchRow {
    /// The counterpart.
    pub them: PartyName,
    /// Whether we said it.
    pub ours: bool,
    /// Its entry.
    pub entry: Position,
    /// The act.
    pub act: ActId,
    /// The stated time.
    pub at: Time,
    /// The kind.
    pub kind: String,
    /// The case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub case: Option<DossierId>,
    /// Our reference.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
}

impl<S: Store> Office<'_, S> {
    /// Acts on all channels since the places that the caller knows, with the new places: the oldest
    /// first, and those of one log in its order, whatever times a counterpart states.
    ///
    /// Of cases only those that may be seen; what belongs to no case, whoever sees all or what is nobody's.
    ///
    /// # Errors
    /// The store.
    pub fn watch(
        &self,
        since: &WatchFrom,
        sight: &Sight,
        limit: usize,
    ) -> Result<(Vec<WatchRow>, WatchFrom), CaseError> {
        self.node.store().read(|tx| {
            let (mut rows, mut next) = (Vec::new(), since.clone());
            for them in tx.channels()? {
                let me = self
                    .parties(&them)?
                    .side(self.node.me())
                    .unwrap_or(Side::First);
                for side in [me, me.other()] {
                    let from = since.of(&them, side == me);
                    for said in tx.acts(&them, side, from, limit)? {
                        let Position { generation, index } = said.position;
                        next.set(
                            &them,
                            side == me,
                            Position {
                                generation,
                                index: index.saturating_add(1),
                            },
                        );
                        let seen = match &said.envelope.dossier {
                            Some(dossier) => access::may_see(tx, sight, &them, dossier)?,
                            None => sight.sees_channels(),
                        };
                        if !seen {
                            continue;
                        }
                        let reference = match &said.envelope.dossier {
                            Some(dossier) => {
                                tx.dossier(&them, dossier)?.and_then(|row| row.reference)
                            }
                            None => None,
                        };
                        rows.push(WatchRow {
                            them: them.clone(),
                            ours: side == me,
                            entry: said.position,
                            act: said.envelope.id,
                            at: said.at,
                            kind: said.envelope.kind.clone(),
                            case: said.envelope.dossier,
                            reference,
                        });
                    }
                }
            }
            Ok((by_time(rows), next))
        })
    }

    /// The places after all acts that are there now: a watch from here shows only what comes.
    ///
    /// # Errors
    /// The store.
    pub fn watch_from_now(&self) -> Result<WatchFrom, CaseError> {
        self.node.store().read(|tx| {
            let mut from = WatchFrom::default();
            for them in tx.channels()? {
                let me = self
                    .parties(&them)?
                    .side(self.node.me())
                    .unwrap_or(Side::First);
                for side in [me, me.other()] {
                    if let Some(leaf) = tx.last_leaf(&them, side)? {
                        let Position { generation, index } = leaf.position;
                        from.set(
                            &them,
                            side == me,
                            Position {
                                generation,
                                index: index.saturating_add(1),
                            },
                        );
                    }
                }
            }
            Ok(from)
        })
    }
}

/// The acts of several logs, the oldest first, those of one log in its order.
fn by_time(rows: Vec<WatchRow>) -> Vec<WatchRow> {
    let mut logs: BTreeMap<(PartyName, bool), Vec<WatchRow>> = BTreeMap::new();
    let count = rows.len();
    for row in rows {
        logs.entry((row.them.clone(), row.ours))
            .or_default()
            .push(row);
    }
    let mut logs: Vec<VecDeque<WatchRow>> = logs
        .into_values()
        .map(|mut log| {
            log.sort_by_key(|row| row.entry);
            log.into()
        })
        .collect();
    let mut sorted = Vec::with_capacity(count);
    while let Some(oldest) = logs
        .iter_mut()
        .filter(|log| !log.is_empty())
        .min_by_key(|log| log.front().map(|row| row.at))
    {
        sorted.extend(oldest.pop_front());
    }
    sorted
}

/// How far a watch has come, by counterpart and side.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WatchFrom(BTreeMap<(PartyName, bool), Position>);

impl WatchFrom {
    fn of(&self, them: &PartyName, ours: bool) -> Position {
        let known = self.0.get(&(them.clone(), ours)).copied();
        known.unwrap_or(Position::START)
    }

    fn set(&mut self, them: &PartyName, ours: bool, place: Position) {
        self.0.insert((them.clone(), ours), place);
    }

    /// The counterparts of the logs that it names.
    fn channels(&self) -> impl Iterator<Item = &PartyName> {
        self.0.keys().map(|(them, _)| them)
    }

    /// As its text, which is as long however long the logs are.
    fn even(&self) -> String {
        let place = |((them, ours), place): (&(PartyName, bool), &Position)| {
            let whose = if *ours { '>' } else { '<' };
            let Position { generation, index } = place;
            format!("{them}{whose}{generation:010}.{index:020}")
        };
        self.0.iter().map(place).collect::<Vec<_>>().join(",")
    }

    /// Goes on to the place after this act.
    pub fn pass(&mut self, row: &WatchRow) {
        let Position { generation, index } = row.entry;
        let index = index.saturating_add(1);
        self.set(&row.them, row.ours, Position { generation, index });
    }
}

/// `cyber.us.example>1.7,cyber.us.example<1.12`: entries before 7 of our log, before 12 of theirs.
impl fmt::Display for WatchFrom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, ((them, ours), place)) in self.0.iter().enumerate() {
            let comma = if number > 0 { "," } else { "" };
            let whose = if *ours { '>' } else { '<' };
            let Position { generation, index } = place;
            write!(f, "{comma}{them}{whose}{generation}.{index}")?;
        }
        Ok(())
    }
}

/// A text that says no places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("read the places of a watch")]
pub struct NoPlaces;

impl FromStr for WatchFrom {
    type Err = NoPlaces;

    fn from_str(text: &str) -> Result<Self, NoPlaces> {
        let mut from = Self::default();
        for part in text.split(',').filter(|part| !part.is_empty()) {
            let at = part.find(['<', '>']).ok_or(NoPlaces)?;
            let (them, place) = part.split_at_checked(at).ok_or(NoPlaces)?;
            let ours = place.starts_with('>');
            let place = place.get(1..).and_then(|place| place.split_once('.'));
            let (generation, index) = place.ok_or(NoPlaces)?;
            let place = Position {
                generation: generation.parse().map_err(|_| NoPlaces)?,
                index: index.parse().map_err(|_| NoPlaces)?,
            };
            from.set(&them.parse().map_err(|_| NoPlaces)?, ours, place);
        }
        Ok(from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_survive_their_text() {
        let text = "a.example<1.7,a.example>2.12,b.example<1.0";
        let places: WatchFrom = text.parse().unwrap();
        assert_eq!(places.to_string(), text);
        assert_eq!("".parse(), Ok(WatchFrom::default()));
        for wrong in [
            "a.example",
            "a.example>1",
            "a.example>x.1",
            "A b>1.1",
            ">1.1",
        ] {
            assert_eq!(wrong.parse::<WatchFrom>(), Err(NoPlaces), "{wrong}");
        }
    }
}
