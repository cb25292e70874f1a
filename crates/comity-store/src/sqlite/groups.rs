//! Groups of dossiers: those that no filter tells apart, counted.
//!
//! A list says how many there are without a look at any of them, and knows before it
//! begins whether what it wants is rare. Whom dossiers reach tells them apart too: their
//! *audience* ([`super::access`]); so what somebody may see is counted like any other filter.

use std::rc::Rc;

use comity_core::{PartyName, Time};
use rusqlite::{ToSql, params};

use super::tx::{SqlTx, get, side_number, to_json};
use crate::{
    access::Who,
    desk::{Cursor, DossierFilter, DossierRow},
    error::Result,
    waiting::Turn,
};

/// The most bytes that passing groups are marked in, a byte a group.
const MARKS: usize = 1 << 17;

/// What of a group is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Count {
    /// Its dossiers.
    Dossiers,
    /// Those in which something waits for this side.
    Waiting(Turn),
}

impl Count {
    const fn column(self) -> &'static str {
        match self {
            Self::Dossiers => "dossiers",
            Self::Waiting(Turn::Ours) => "ours",
            Self::Waiting(Turn::Theirs) => "theirs",
        }
    }
}

/// How many dossiers there are, how many of them pass, and in which groups these are.
#[derive(Debug)]
pub(super) struct Passing {
    pub(super) all: i64,
    pub(super) passing: i64,
    /// The groups; none where every group passes.
    groups: Option<Vec<i64>>,
}

/// How the groups of dossiers are compared with those that pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Compared {
    /// Dossiers are met one by one, and the group of each is looked at.
    OneByOne,
    /// Dossiers are sought by their groups.
    Sought,
}

impl Passing {
    /// Every dossier passes.
    pub(super) const fn every(all: i64) -> Self {
        Self {
            all,
            passing: all,
            groups: None,
        }
    }

    /// The dossiers of these groups pass, one each.
    #[cfg(test)]
    pub(super) const fn among(groups: Vec<i64>) -> Self {
        Self {
            all: 9,
            passing: groups.len().cast_signed() as i64,
            groups: Some(groups),
        }
    }

    /// That the group of a dossier is among those that pass.
    ///
    /// Where each is looked at, it is a mark at the place of its number: a third of what a search
    /// among the numbers costs, and a page in the middle of a list passes over half of all dossiers.
    fn condition(&self, compared: Compared) -> Result<Option<(&'static str, Box<dyn ToSql>)>> {
        let Some(groups) = &self.groups else {
            return Ok(None);
        };
        if compared == Compared::OneByOne
            && let Some(marks) = marks(groups)
        {
            return Ok(Some((
                "substr(?, group_id + 1, 1) = x'01'",
                Box::new(marks),
            )));
        }
        let among = "group_id IN (SELECT value FROM json_each(?))";
        Ok(Some((among, Box::new(to_json(groups, "desk_groups")?))))
    }
}

/// A byte for each group up to the last of these, 1 for those among them; none where that is long.
fn marks(groups: &[i64]) -> Option<Vec<u8>> {
    let places = groups.iter().map(|group| usize::try_from(*group).ok());
    let places: Vec<usize> = places.collect::<Option<_>>()?;
    let length = places.iter().max().map_or(0, |last| last.saturating_add(1));
    let mut marks = vec![0; Some(length).filter(|length| *length <= MARKS)?];
    for place in places {
        *marks.get_mut(place)? = 1;
    }
    Some(marks)
}

/// Of whom a dossier reaches, those that hold it.
const HOLDS: &str = "AND part > 0";

/// Conditions and their values, in the same order.
#[derive(Default)]
pub(super) struct Wanted {
    conditions: Vec<String>,
    pub(super) values: Vec<Box<dyn ToSql>>,
}

impl Wanted {
    /// What a filter wants of groups.
    pub(super) fn groups(filter: &DossierFilter) -> Result<Self> {
        let mut wanted = Self::default();
        wanted.is("them", filter.them.as_ref().map(ToString::to_string));
        for (column, value) in [
            ("kind", &filter.kind),
            ("status", &filter.status),
            ("category", &filter.category),
            ("urgency", &filter.urgency),
            ("office", &filter.office),
        ] {
            wanted.is(column, value.clone());
        }
        wanted.is("opened_by", filter.opened_by.map(side_number));
        wanted.is("exercise", filter.exercise);
        if let Some(seen) = &filter.seen_by {
            wanted.reaches(seen.iter(), "")?;
        }
        if let Some(held) = &filter.held_by {
            wanted.reaches(held.iter(), HOLDS)?;
        }
        if let Some(officer) = &filter.officer {
            wanted.reaches([&Who::Person(officer.clone())].into_iter(), HOLDS)?;
        }
        Ok(wanted)
    }

    /// That the dossiers of a group reach one of these.
    fn reaches<'a>(&mut self, whom: impl Iterator<Item = &'a Who>, part: &str) -> Result<()> {
        let whom: Vec<String> = whom.map(ToString::to_string).collect();
        let among = format!(
            "audience IN (SELECT audience FROM desk_reach
                WHERE who IN (SELECT value FROM json_each(?)) {part})"
        );
        self.add(among, [Box::new(to_json(&whom, "desk_reach")?) as _]);
        Ok(())
    }

    /// What a filter wants of dossiers: their groups, and what differs within a group.
    pub(super) fn dossiers(
        filter: &DossierFilter,
        passing: &Passing,
        compared: Compared,
    ) -> Result<Self> {
        let mut wanted = Self::default();
        wanted.passes(passing, compared)?;
        wanted.is("reference", filter.reference.clone());
        if let Some(limit) = filter.due_before {
            wanted.add("due_order < ?".to_owned(), [Box::new(limit.seconds()) as _]);
        }
        let opened = |at: Time| [Box::new(at.seconds().saturating_neg()) as _];
        if let Some(from) = filter.opened_from {
            wanted.add("opened_order <= ?".to_owned(), opened(from));
        }
        if let Some(limit) = filter.opened_before {
            wanted.add("opened_order > ?".to_owned(), opened(limit));
        }
        Ok(wanted)
    }

    /// That the group of a dossier is among those that pass.
    pub(super) fn passes(&mut self, passing: &Passing, compared: Compared) -> Result<()> {
        if let Some((condition, value)) = passing.condition(compared)? {
            self.add(condition.to_owned(), [value]);
        }
        Ok(())
    }

    /// That a dossier comes after a place in this order: among equals after the dossier there; where
    /// that is gone, the first of them does too.
    pub(super) fn comes_after(&mut self, order: &str, after: &Cursor) {
        let condition = format!(
            "({order}, id) > (?, coalesce((SELECT id FROM desk_dossiers
                WHERE them = ? AND dossier = ?), 0))"
        );
        let place = [
            Box::new(after.key) as Box<dyn ToSql>,
            Box::new(after.them.as_str().to_owned()),
            Box::new(after.dossier.clone()),
        ];
        self.add(condition, place);
    }

    fn is(&mut self, column: &str, value: Option<impl ToSql + 'static>) {
        if let Some(value) = value {
            self.add(format!("{column} = ?"), [Box::new(value) as _]);
        }
    }

    pub(super) fn add(
        &mut self,
        condition: String,
        values: impl IntoIterator<Item = Box<dyn ToSql>>,
    ) {
        self.conditions.push(condition);
        self.values.extend(values);
    }

    pub(super) fn clause(&self) -> String {
        if self.conditions.is_empty() {
            String::new()
        } else {
            format!("WHERE {}", self.conditions.join(" AND "))
        }
    }
}

impl SqlTx<'_> {
    /// The groups that a filter lets pass, with what is counted of them.
    pub(super) fn passing(&self, filter: &DossierFilter, count: Count) -> Result<Rc<Passing>> {
        let known = self.passing.borrow();
        if let Some((of, counted, passing)) = &*known
            && (of, *counted) == (filter, count)
        {
            return Ok(Rc::clone(passing));
        }
        drop(known);
        let passing = Rc::new(self.passing_now(filter, count)?);
        let known = (filter.clone(), count, Rc::clone(&passing));
        self.passing.replace(Some(known));
        Ok(passing)
    }

    fn passing_now(&self, filter: &DossierFilter, count: Count) -> Result<Passing> {
        let column = count.column();
        let sql = format!("SELECT coalesce(sum({column}), 0) FROM desk_groups");
        let all = self.one(&sql, [], |row| get(row, 0))?.unwrap_or(0);
        let mut wanted = Wanted::groups(filter)?;
        if wanted.conditions.is_empty() {
            return Ok(Passing::every(all));
        }
        wanted.add(format!("{column} > 0"), []);
        let sql = format!("SELECT id, {column} FROM desk_groups {}", wanted.clause());
        let values = rusqlite::params_from_iter(wanted.values);
        let rows: Vec<(i64, i64)> =
            self.all(&sql, values, |row| Ok((get(row, 0)?, get(row, 1)?)))?;
        Ok(Passing {
            all,
            passing: rows.iter().map(|(_, dossiers)| dossiers).sum(),
            groups: Some(rows.into_iter().map(|(group, _)| group).collect()),
        })
    }

    /// The group of a dossier, made now if need be.
    pub(super) fn group_or_new(&self, dossier: &DossierRow, audience: i64) -> Result<i64> {
        let values = params![
            dossier.them.as_str(),
            dossier.status,
            dossier.category,
            dossier.urgency,
            dossier.kind,
            side_number(dossier.opened_by),
            dossier.exercise,
            dossier.office,
            audience,
        ];
        let sql = "SELECT id FROM desk_groups WHERE them = ?1 AND status = ?2 AND category = ?3
            AND urgency = ?4 AND kind = ?5 AND opened_by = ?6 AND exercise = ?7 AND office IS ?8
            AND audience = ?9";
        if let Some(group) = self.one(sql, values, |row| get(row, 0))? {
            return Ok(group);
        }
        let sql = "INSERT INTO desk_groups
            (them, status, category, urgency, kind, opened_by, exercise, office, audience,
                dossiers, ours, theirs)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 0, 0, 0)";
        self.run(sql, values)?;
        Ok(self.last_id())
    }

    /// The group that differs from this one in whom its dossiers reach alone, made now if need be.
    pub(super) fn group_for(&self, group: i64, audience: i64) -> Result<i64> {
        let sql = "SELECT other.id FROM desk_groups AS this JOIN desk_groups AS other
                USING (them, status, category, urgency, kind, opened_by, exercise)
            WHERE this.id = ?1 AND other.office IS this.office AND other.audience = ?2";
        if let Some(other) = self.one(sql, params![group, audience], |row| get(row, 0))? {
            return Ok(other);
        }
        let sql = "INSERT INTO desk_groups
            (them, status, category, urgency, kind, opened_by, exercise, office, audience,
                dossiers, ours, theirs)
            SELECT them, status, category, urgency, kind, opened_by, exercise, office, ?2, 0, 0, 0
            FROM desk_groups WHERE id = ?1";
        self.run(sql, params![group, audience])?;
        Ok(self.last_id())
    }

    /// Whom the dossiers of a group reach.
    pub(super) fn audience_of(&self, group: i64) -> Result<Option<i64>> {
        let sql = "SELECT audience FROM desk_groups WHERE id = ?1";
        self.one(sql, [group], |row| get(row, 0))
    }

    /// Counts a dossier that came to a group; what waits in it, too.
    pub(super) fn joined(&self, group: i64, waits: Waits) -> Result<()> {
        self.add_to_group(group, 1, waits)
    }

    /// Counts a dossier out of its group; nothing is left of a group without dossiers, nor of an
    /// audience without groups.
    pub(super) fn left(&self, group: i64, waits: Waits) -> Result<()> {
        let audience = self.audience_of(group)?;
        let sql = "DELETE FROM desk_groups WHERE id = ?1 AND dossiers = 1";
        if self.run(sql, [group])? == 0 {
            return self.add_to_group(group, -1, waits.negated());
        }
        match audience {
            Some(audience) => self.forget_audience(audience),
            None => Ok(()),
        }
    }

    /// Counts what waits in a dossier that stays in its group.
    pub(super) fn waits_anew(&self, group: i64, before: Waits, now: Waits) -> Result<()> {
        if before == now {
            return Ok(());
        }
        let Waits { ours, theirs } = before.negated();
        let change = Waits {
            ours: ours + now.ours,
            theirs: theirs + now.theirs,
        };
        self.add_to_group(group, 0, change)
    }

    fn add_to_group(&self, group: i64, dossiers: i64, waits: Waits) -> Result<()> {
        let sql = "UPDATE desk_groups
            SET dossiers = dossiers + ?2, ours = ours + ?3, theirs = theirs + ?4 WHERE id = ?1";
        self.run(sql, params![group, dossiers, waits.ours, waits.theirs])?;
        Ok(())
    }

    /// Removes the dossiers of a party from the desk, with their groups.
    pub(super) fn clear_dossiers(&self, them: &PartyName) -> Result<()> {
        self.run("DELETE FROM desk_dossiers WHERE them = ?1", [them.as_str()])?;
        self.run("DELETE FROM desk_groups WHERE them = ?1", [them.as_str()])?;
        let sql = "DELETE FROM desk_audiences WHERE them = ?1";
        self.run(sql, [them.as_str()])?;
        self.clear_reach()?;
        self.forget_terms()?;
        Ok(())
    }
}

/// In how many dossiers something waits: of one, 0 or 1 of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Waits {
    pub(super) ours: i64,
    pub(super) theirs: i64,
}

impl Waits {
    /// Of this dossier.
    pub(super) fn of(dossier: &DossierRow) -> Self {
        Self {
            ours: dossier.ours.is_some().into(),
            theirs: dossier.theirs.is_some().into(),
        }
    }

    const fn negated(self) -> Self {
        Self {
            ours: -self.ours,
            theirs: -self.theirs,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_are_marked_at_their_places_while_that_is_short() {
        assert_eq!(marks(&[]), Some(vec![]));
        assert_eq!(marks(&[4, 1]), Some(vec![0, 1, 0, 0, 1]));
        let last = i64::try_from(MARKS).unwrap() - 1;
        assert_eq!(marks(&[last]).map(|marks| marks.len()), Some(MARKS));
        assert_eq!(marks(&[last + 1]), None);
        assert_eq!(marks(&[-1]), None);
        for (groups, compared, marked) in [
            (vec![3], Compared::OneByOne, true),
            (vec![last + 1], Compared::OneByOne, false),
            (vec![3], Compared::Sought, false),
        ] {
            let condition = Passing::among(groups).condition(compared).unwrap();
            let condition = condition.unwrap().0;
            assert_eq!(condition.starts_with("substr"), marked, "{condition}");
        }
    }
}
