//! Projections in memory.

use std::{collections::BTreeSet, ops::Bound};

use comity_core::{
    DossierId, Hash, Origin, PartyName,
    id::ActId,
    record::{Position, Said, Side, Void},
};

use super::state::{Dossier, Leaf, Log, State};
use crate::{
    desk::{Desk, DossierFilter, DossierRow, DossierSort, LeafRow, Page, ReadDesk, with_id},
    error::{Result, StoreError},
};

const FIRST: Position = Position {
    generation: 0,
    index: 0,
};
const LAST: Position = Position {
    generation: u32::MAX,
    index: u64::MAX,
};

impl State {
    /// Whether a dossier passes, by its row, its holding and its terms.
    pub(super) fn passes(&self, filter: &DossierFilter, row: &DossierRow) -> bool {
        let key = || (row.them.clone(), row.dossier.to_string());
        let found = || match self.terms.get(&key()) {
            Some(terms) => filter.finds(terms),
            None => filter.finds(&BTreeSet::new()),
        };
        filter.matches(row) && filter.admits(self.holdings.get(&key())) && found()
    }

    fn last_of(&self, them: &PartyName, side: Side) -> Option<&Leaf> {
        self.last_until(them, side, LAST)
    }

    /// The last leaf of a side up to this position.
    fn last_until(&self, them: &PartyName, side: Side, position: Position) -> Option<&Leaf> {
        let key = |position| (them.clone(), side, position);
        self.leaves
            .range(key(FIRST)..=key(position))
            .next_back()
            .map(|(_, leaf)| leaf)
    }

    fn said(&self, them: &PartyName, side: Side, position: Position) -> Option<Said> {
        self.acts.get(&(them.clone(), side, position)).cloned()
    }

    fn remove_from_indexes(&mut self, them: &PartyName, act: &Said) {
        let (side, position) = (act.side, act.position);
        self.acts_by_id
            .remove(&(them.clone(), act.envelope.id, side, position));
        match &act.envelope.dossier {
            Some(dossier) => {
                self.acts_by_dossier
                    .remove(&(them.clone(), dossier.clone(), side, position));
            }
            None => {
                self.acts_of_channel.remove(&(them.clone(), side, position));
            }
        }
    }
}

impl ReadDesk for State {
    fn projected(&self, origin: &Origin) -> Result<u64> {
        Ok(self.projected.get(origin).copied().unwrap_or(0))
    }

    fn behind(&self) -> Result<Vec<(Origin, u64)>> {
        let lacks = |(origin, log): (&Origin, &Log)| {
            let taken = self.projected.get(origin).copied().unwrap_or(0);
            (log.size > taken).then(|| (origin.clone(), log.size - taken))
        };
        Ok(self.logs.iter().filter_map(lacks).collect())
    }

    fn leaf(&self, them: &PartyName, side: Side, position: Position) -> Result<Option<LeafRow>> {
        let leaf = self.leaves.get(&(them.clone(), side, position));
        Ok(leaf.map(|leaf| leaf.row.clone()))
    }

    fn last_leaf(&self, them: &PartyName, side: Side) -> Result<Option<LeafRow>> {
        Ok(self.last_of(them, side).map(|leaf| leaf.row.clone()))
    }

    fn most_seen(&self, them: &PartyName, side: Side) -> Result<Option<Position>> {
        let key = |cover, leaf| (them.clone(), side, cover, leaf);
        let mut covers = self.covers.range(key(FIRST, FIRST)..=key(LAST, LAST));
        Ok(covers.next_back().map(|((_, _, cover, _), ())| *cover))
    }

    fn first_cover(
        &self,
        them: &PartyName,
        side: Side,
        position: Position,
    ) -> Result<Option<LeafRow>> {
        let other = side.other();
        let from = Position {
            generation: position.generation,
            index: position.index.saturating_add(1),
        };
        let key = |cover, leaf| (them.clone(), other, cover, leaf);
        let first = self.covers.range(key(from, FIRST)..=key(LAST, LAST)).next();
        first.map_or(Ok(None), |((_, _, _, leaf), ())| {
            self.leaf(them, other, *leaf)
        })
    }

    fn act(&self, them: &PartyName, side: Side, position: Position) -> Result<Option<Said>> {
        Ok(self.said(them, side, position))
    }

    fn dossiers_said(
        &self,
        them: &PartyName,
        side: Side,
        from: Position,
        until: Position,
    ) -> Result<BTreeSet<DossierId>> {
        if from >= until {
            return Ok(BTreeSet::new());
        }
        let key = |position| (them.clone(), side, position);
        let rows = self.acts.range(key(from)..=key(until));
        let before = rows.filter(|((_, _, position), _)| *position < until);
        Ok(before
            .filter_map(|(_, act)| act.envelope.dossier.clone())
            .collect())
    }

    fn acts(
        &self,
        them: &PartyName,
        side: Side,
        from: Position,
        limit: usize,
    ) -> Result<Vec<Said>> {
        let key = |position| (them.clone(), side, position);
        let rows = self.acts.range(key(from)..=key(LAST));
        Ok(rows.take(limit).map(|(_, act)| act.clone()).collect())
    }

    fn acts_with_id(&self, them: &PartyName, id: ActId) -> Result<Vec<Said>> {
        let key = |side, position| (them.clone(), id, side, position);
        let found = self
            .acts_by_id
            .range(key(Side::First, FIRST)..=key(Side::Second, LAST));
        Ok(found
            .filter_map(|((_, _, side, position), ())| self.said(them, *side, *position))
            .collect())
    }

    fn acts_of(&self, them: &PartyName, dossier: &DossierId) -> Result<Vec<Said>> {
        let key = |side, position| (them.clone(), dossier.clone(), side, position);
        let found = self
            .acts_by_dossier
            .range(key(Side::First, FIRST)..=key(Side::Second, LAST));
        Ok(found
            .filter_map(|((_, _, side, position), ())| self.said(them, *side, *position))
            .collect())
    }

    fn acts_of_channel(&self, them: &PartyName, kinds: &[&str]) -> Result<Vec<Said>> {
        let key = |side, position| (them.clone(), side, position);
        let found = self
            .acts_of_channel
            .range(key(Side::First, FIRST)..=key(Side::Second, LAST));
        Ok(found
            .filter_map(|((_, side, position), ())| self.said(them, *side, *position))
            .filter(|said| kinds.is_empty() || kinds.contains(&said.envelope.kind.as_str()))
            .collect())
    }

    fn id_known(&self, them: &PartyName, side: Side, id: ActId) -> Result<Option<Position>> {
        Ok(self.stood(them, side, id, |_| true))
    }

    fn act_known(
        &self,
        them: &PartyName,
        side: Side,
        id: ActId,
        act: &Hash,
    ) -> Result<Option<Position>> {
        Ok(self.stood(them, side, id, |said| said.act == *act))
    }

    fn dossier(&self, them: &PartyName, dossier: &DossierId) -> Result<Option<DossierRow>> {
        Ok(self
            .dossiers
            .get(&(them.clone(), dossier.to_string()))
            .map(|known| known.row.clone()))
    }

    fn dossiers(
        &self,
        filter: &DossierFilter,
        sort: DossierSort,
        page: &Page,
    ) -> Result<Vec<DossierRow>> {
        let place = |known: &Dossier| (sort.key(&known.row), known.arrival);
        let after = page.after.as_ref().map(|after| {
            let known = self
                .dossiers
                .get(&(after.them.clone(), after.dossier.clone()));
            (after.key, known.map_or(0, |known| known.arrival))
        });
        let mut found: Vec<_> = self
            .dossiers
            .values()
            .filter(|known| self.passes(filter, &known.row))
            .filter(|known| after.is_none_or(|after| place(known) > after))
            .collect();
        found.sort_by_key(|known| place(known));
        let skip = usize::try_from(page.skip).unwrap_or(usize::MAX);
        Ok(found
            .into_iter()
            .skip(skip)
            .take(page.limit)
            .map(|known| known.row.clone())
            .collect())
    }

    fn dossiers_with_id(
        &self,
        them: &PartyName,
        prefix: &str,
        limit: usize,
    ) -> Result<Vec<DossierId>> {
        let key = |text: &str| (them.clone(), text.to_owned());
        let next = |after: &str| {
            let mut rest = self
                .dossiers
                .range((Bound::Excluded(key(after)), Bound::Unbounded));
            let first = rest.next().filter(|((party, _), _)| party == them);
            Ok(first.map(|((_, dossier), _)| dossier.clone()))
        };
        let range = |from: &str, until: &str, limit| {
            let rows = self.dossiers.range(key(from)..key(until)).take(limit);
            Ok(rows.map(|((_, dossier), _)| dossier.clone()).collect())
        };
        let found = with_id(prefix, limit, next, range)?;
        found
            .iter()
            .map(|text| {
                text.parse().map_err(|_| StoreError::Format {
                    table: "dossiers",
                    detail: text.clone(),
                })
            })
            .collect()
    }

    fn count_dossiers(&self, filter: &DossierFilter) -> Result<u64> {
        Ok(self
            .dossiers
            .values()
            .filter(|known| self.passes(filter, &known.row))
            .count() as u64)
    }

    fn each_desk_row(&self, them: &PartyName, each: &mut dyn FnMut(&str)) -> Result<()> {
        self.desk_rows(them, each);
        Ok(())
    }
}

impl State {
    /// The first position of a side's log with an act that says this id and is meant.
    fn stood(
        &self,
        them: &PartyName,
        side: Side,
        id: ActId,
        meant: impl Fn(&Said) -> bool,
    ) -> Option<Position> {
        let key = |position| (them.clone(), id, side, position);
        let mut positions = self.acts_by_id.range(key(FIRST)..=key(LAST));
        let first = positions.find(|((_, _, _, position), ())| {
            let said = self.acts.get(&(them.clone(), side, *position));
            said.is_some_and(|said| said.void != Some(Void::BeyondGeneration) && meant(said))
        });
        first.map(|((_, _, _, position), ())| *position)
    }
}

impl Desk for State {
    fn set_projected(&mut self, origin: &Origin, size: u64) -> Result<()> {
        self.projected.put(origin.clone(), size);
        Ok(())
    }

    fn put_leaf(&mut self, them: &PartyName, side: Side, leaf: &LeafRow) -> Result<()> {
        let end = match leaf.says_nothing() {
            true => Position {
                index: u64::MAX,
                ..leaf.position
            },
            false => LAST,
        };
        let last = self.last_until(them, side, end);
        if last.is_some_and(|last| last.row.position >= leaf.position) {
            return Err(StoreError::OutOfOrder);
        }
        let cover = last.map_or(leaf.seen, |last| last.cover.max(leaf.seen));
        let row = Leaf {
            row: leaf.clone(),
            cover,
        };
        self.leaves.put((them.clone(), side, leaf.position), row);
        self.covers
            .put((them.clone(), side, cover, leaf.position), ());
        Ok(())
    }

    fn put_act(&mut self, them: &PartyName, act: &Said) -> Result<()> {
        let (side, position) = (act.side, act.position);
        if let Some(before) = self.said(them, side, position) {
            self.remove_from_indexes(them, &before);
        }
        self.acts_by_id
            .put((them.clone(), act.envelope.id, side, position), ());
        match &act.envelope.dossier {
            Some(dossier) => self
                .acts_by_dossier
                .put((them.clone(), dossier.clone(), side, position), ()),
            None => self.acts_of_channel.put((them.clone(), side, position), ()),
        }
        let kept = Said {
            covered: None,
            ..act.clone()
        };
        self.acts.put((them.clone(), side, position), kept);
        Ok(())
    }

    fn put_dossier(&mut self, dossier: &DossierRow) -> Result<()> {
        let key = (dossier.them.clone(), dossier.dossier.to_string());
        let arrival = if let Some(known) = self.dossiers.get(&key).cloned() {
            self.day_changed(&known.row);
            if known.row.updated_at != dossier.updated_at {
                self.terms_are_due(key.clone(), dossier.dossier.clone());
            }
            known.arrival
        } else {
            self.terms_are_due(key.clone(), dossier.dossier.clone());
            let next = self.arrivals.get(&()).map_or(1, |last| last + 1);
            self.arrivals.put((), next);
            next
        };
        self.day_changed(dossier);
        let row = dossier.clone();
        self.dossiers.put(key, Dossier { row, arrival });
        Ok(())
    }

    fn clear_desk(&mut self, them: &PartyName) -> Result<()> {
        self.projected
            .remove_where(|origin| origin.sender == *them || origin.reader == *them);
        self.leaves.remove_where(|(party, ..)| party == them);
        self.covers.remove_where(|(party, ..)| party == them);
        self.acts.remove_where(|(party, ..)| party == them);
        self.acts_by_id.remove_where(|(party, ..)| party == them);
        self.acts_by_dossier
            .remove_where(|(party, ..)| party == them);
        self.acts_of_channel
            .remove_where(|(party, ..)| party == them);
        self.days_changed(them);
        self.forget_terms(them);
        self.dossiers.remove_where(|(party, _)| party == them);
        Ok(())
    }
}
