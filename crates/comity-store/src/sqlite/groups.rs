//! Groups of dossiers: those that no filter tells apart, counted.
//!
//! A list says how many there are without a look at any of them, and knows before it
//! begins whether what it wants is rare.

use comity_core::{PartyName, Time};
use rusqlite::{ToSql, params};

use super::tx::{SqlTx, get, side_number};
use crate::{
    desk::{DossierFilter, DossierRow},
    error::Result,
};

/// How many dossiers there are, and how many of them pass.
#[derive(Clone, Copy)]
pub(super) struct Counted {
    pub(super) all: i64,
    pub(super) passing: i64,
}

/// Conditions and their values, in the same order.
#[derive(Default)]
pub(super) struct Wanted {
    conditions: Vec<String>,
    pub(super) values: Vec<Box<dyn ToSql>>,
}

impl Wanted {
    /// What a filter wants of groups.
    pub(super) fn groups(filter: &DossierFilter) -> Self {
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

    /// What a filter wants of rows that name a group.
    pub(super) fn of_groups(filter: &DossierFilter) -> Self {
        let groups = Self::groups(filter);
        let mut wanted = Self::default();
        if !groups.conditions.is_empty() {
            let of = format!(
                "group_id IN (SELECT id FROM desk_groups {})",
                groups.clause()
            );
            wanted.add(of, groups.values);
        }
        wanted
    }

    /// What a filter wants of dossiers: their groups, and what differs within a group.
    pub(super) fn dossiers(filter: &DossierFilter) -> Self {
        let mut wanted = Self::of_groups(filter);
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
        wanted
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
    /// Counts dossiers by what a filter wants of groups.
    pub(super) fn counted(&self, filter: &DossierFilter) -> Result<Counted> {
        let wanted = Wanted::groups(filter);
        let sql = format!(
            "SELECT coalesce(sum(dossiers), 0), coalesce(sum(dossiers) FILTER ({}), 0)
            FROM desk_groups",
            match wanted.clause() {
                every if every.is_empty() => "WHERE true".to_owned(),
                some => some,
            },
        );
        let values = rusqlite::params_from_iter(wanted.values);
        let counted = self.one(&sql, values, |row| {
            Ok(Counted {
                all: get(row, 0)?,
                passing: get(row, 1)?,
            })
        })?;
        Ok(counted.unwrap_or(Counted { all: 0, passing: 0 }))
    }

    /// The group of a dossier, made now if need be.
    pub(super) fn group_or_new(&self, dossier: &DossierRow) -> Result<i64> {
        let values = params![
            dossier.them.as_str(),
            dossier.status,
            dossier.category,
            dossier.urgency,
            dossier.kind,
            side_number(dossier.opened_by),
            dossier.exercise,
            dossier.office,
        ];
        let sql = "SELECT id FROM desk_groups WHERE them = ?1 AND status = ?2 AND category = ?3
            AND urgency = ?4 AND kind = ?5 AND opened_by = ?6 AND exercise = ?7 AND office IS ?8";
        if let Some(group) = self.one(sql, values, |row| get(row, 0))? {
            return Ok(group);
        }
        let sql = "INSERT INTO desk_groups
            (them, status, category, urgency, kind, opened_by, exercise, office, dossiers)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0)";
        self.run(sql, values)?;
        Ok(self.last_id())
    }

    /// Counts a dossier that came to a group.
    pub(super) fn joined(&self, group: i64) -> Result<()> {
        let sql = "UPDATE desk_groups SET dossiers = dossiers + 1 WHERE id = ?1";
        self.run(sql, [group])?;
        Ok(())
    }

    /// Counts a dossier out of its group; nothing is left of a group without dossiers.
    pub(super) fn left(&self, group: i64) -> Result<()> {
        let sql = "DELETE FROM desk_groups WHERE id = ?1 AND dossiers = 1";
        if self.run(sql, [group])? == 0 {
            let sql = "UPDATE desk_groups SET dossiers = dossiers - 1 WHERE id = ?1";
            self.run(sql, [group])?;
        }
        Ok(())
    }

    /// Removes the dossiers of a party from the desk, with their groups.
    pub(super) fn clear_dossiers(&self, them: &PartyName) -> Result<()> {
        self.run("DELETE FROM desk_dossiers WHERE them = ?1", [them.as_str()])?;
        self.run("DELETE FROM desk_groups WHERE them = ?1", [them.as_str()])?;
        self.clear_reach()?;
        self.forget_terms()?;
        Ok(())
    }
}
