//! Groups of dossiers: those that no filter tells apart, counted.
//!
//! A list says how many there are without a look at any of them, and knows before it
//! begins whether what it wants is rare. Whom dossiers reach tells them apart too: their
//! *audience* ([`super::access`]); so what somebody may see is counted like any other filter.

use std::rc::Rc;

use comity_core::{PartyName, Time};
use rusqlite::{ToSql, params};

use super::{
    among::{Among, Compared},
    tx::{SqlTx, from_json, get, number, side_number, to_json},
};
use crate::{
    access::Who,
    desk::{Cursor, DossierFilter, DossierRow},
    error::Result,
    waiting::Turn,
};

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
    /// The groups; none where every dossier passes.
    groups: Option<Among>,
}

impl Passing {
    pub(super) const fn is_every(&self) -> bool {
        self.groups.is_none()
    }

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
    pub(super) fn among(groups: Vec<i64>) -> Self {
        Self {
            all: 9,
            passing: groups.len().cast_signed() as i64,
            groups: Some(Among::new(groups)),
        }
    }
}

/// The audiences that any of these is of, and those in which any of them holds the dossier.
const REACHES: &str = "SELECT json_group_array(audience) FROM desk_reach
    WHERE who IN (SELECT value FROM json_each(?))";
const HOLDS: &str = "SELECT json_group_array(audience) FROM desk_reach
    WHERE who IN (SELECT value FROM json_each(?)) AND part > 0";

/// Groups are looked at one by one where one audience of so many passes: most groups are met then,
/// and what else is asked of them lies in their rows.
const MANY: u64 = 4;

fn names<'a>(whom: impl IntoIterator<Item = &'a Who>) -> Vec<String> {
    whom.into_iter().map(ToString::to_string).collect()
}

/// Conditions and their values, in the same order.
#[derive(Default)]
pub(super) struct Wanted {
    conditions: Vec<String>,
    pub(super) values: Vec<Box<dyn ToSql>>,
}

impl Wanted {
    /// What a filter wants of groups beside their audiences.
    fn groups(filter: &DossierFilter) -> Self {
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
        wanted
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
        match &passing.groups {
            Some(groups) => self.is_among("group_id", groups, compared),
            None => Ok(()),
        }
    }

    /// That a column is among these numbers.
    pub(super) fn is_among(
        &mut self,
        column: &str,
        numbers: &Among,
        compared: Compared,
    ) -> Result<()> {
        let (condition, value) = numbers.condition(column, compared)?;
        self.add(condition, [value]);
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
        if let Some((of, counted, passing)) = &*self.passing.borrow()
            && (of, *counted) == (filter, count)
        {
            return Ok(Rc::clone(passing));
        }
        let passing = Rc::new(self.passing_now(filter, count)?);
        let known = (filter.clone(), count, Rc::clone(&passing));
        self.passing.replace(Some(known));
        Ok(passing)
    }

    fn passing_now(&self, filter: &DossierFilter, count: Count) -> Result<Passing> {
        let column = count.column();
        let sql = format!("SELECT coalesce(sum({column}), 0) FROM desk_groups");
        let all = self.one(&sql, [], |row| get(row, 0))?.unwrap_or(0);
        let mut wanted = self.groups(filter)?;
        if wanted.conditions.is_empty() {
            return Ok(Passing::every(all));
        }
        wanted.add(format!("{column} > 0"), []);
        let clause = wanted.clause();
        let sql = format!(
            "SELECT json_group_array(id), coalesce(sum({column}), 0) FROM desk_groups {clause}"
        );
        let values = rusqlite::params_from_iter(wanted.values);
        let gathered = self.one(&sql, values, |row| {
            let groups = from_json(&get::<String>(row, 0)?, "desk_groups")?;
            Ok((Among::new(groups), get(row, 1)?))
        })?;
        let (groups, passing) = gathered.unwrap_or_else(|| (Among::new(Vec::new()), 0));
        Ok(Passing {
            all,
            passing,
            groups: Some(groups).filter(|_| passing < all),
        })
    }

    /// What a filter wants of groups.
    fn groups(&self, filter: &DossierFilter) -> Result<Wanted> {
        let mut wanted = Wanted::groups(filter);
        if let Some((audiences, compared)) = self.audiences(filter)? {
            wanted.is_among("audience", &audiences, compared)?;
        }
        Ok(wanted)
    }

    /// What a filter wants of dossiers, where the group of each is looked at by itself.
    pub(super) fn of_group(&self, filter: &DossierFilter) -> Result<Wanted> {
        let groups = self.groups(filter)?;
        let mut wanted = Wanted::dossiers(filter, &Passing::every(0), Compared::OneByOne)?;
        if !groups.conditions.is_empty() {
            let group = format!(
                "EXISTS (SELECT 1 FROM desk_groups {} AND id = group_id)",
                groups.clause()
            );
            wanted.add(group, groups.values);
        }
        Ok(wanted)
    }

    /// The audiences of whom a filter asks for, and how groups are compared with them; none where
    /// every audience is of them.
    fn audiences(&self, filter: &DossierFilter) -> Result<Option<(Among, Compared)>> {
        let officer = filter.officer.clone().map(Who::Person);
        let asked = [
            filter.seen_by.as_ref().map(|seen| (names(seen), REACHES)),
            filter.held_by.as_ref().map(|held| (names(held), HOLDS)),
            officer.map(|officer| (names([&officer]), HOLDS)),
        ];
        let mut reached: Option<Among> = None;
        for (whom, statement) in asked.into_iter().flatten() {
            let whom = Box::new(to_json(&whom, "desk_reach")?) as Box<dyn ToSql>;
            let these = self.gathered(statement, [whom])?;
            reached = Some(match reached {
                Some(reached) => reached.and(&these),
                None => these,
            });
        }
        let Some(reached) = reached else {
            return Ok(None);
        };
        let sql = "SELECT count(*) FROM desk_audiences";
        let all = self.one(sql, [], |row| number(row, 0))?.unwrap_or(0);
        let of_all = |share: u64| all <= (reached.len() as u64).saturating_mul(share);
        Ok(match (of_all(1), of_all(MANY)) {
            (true, _) => None,
            (false, true) => Some((reached, Compared::OneByOne)),
            (false, false) => Some((reached, Compared::Sought)),
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
    use super::{super::dossiers::tests::plan, *};

    /// What somebody may see is a few audiences, found by whom they reach; no dossier is asked.
    #[test]
    fn what_one_may_see_is_found_by_audiences() {
        for statement in [REACHES, HOLDS] {
            let plan = plan(statement);
            let walks = |step: &&String| step.starts_with("SCAN") && step.contains("desk_reach");
            assert_eq!(plan.iter().find(walks), None, "{plan:?}");
        }
        let mut wanted = Wanted::default();
        let few = Among::new(vec![2, 5]);
        wanted.is_among("audience", &few, Compared::Sought).unwrap();
        let clause = wanted.clause();
        let plan = plan(&format!(
            "SELECT json_group_array(id), sum(ours) FROM desk_groups {clause}"
        ));
        let step = "COVERING INDEX desk_groups_by_audience (audience=?)";
        assert!(plan.iter().any(|found| found.contains(step)), "{plan:?}");
    }
}
