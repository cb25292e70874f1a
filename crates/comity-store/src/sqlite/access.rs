//! Holdings in SQLite, and whom the dossiers of the desk reach by them.
//!
//! All whom a dossier reaches are its *audience*. There are far fewer of these than dossiers, so
//! what somebody may see is a few audiences, which a list finds like any other of its filters.

use std::collections::BTreeSet;

use comity_core::{DossierId, PartyName};
use rusqlite::params;

use super::{
    groups::Waits,
    tx::{SqlTx, get, json, limit, parsed, to_json},
};
use crate::{
    access::{HoldingRow, Holdings, ReadHoldings, Who},
    error::Result,
};

/// How a case reaches somebody, as `desk_reach` has it.
const LET_IN: i64 = 0;
const HOLDS: i64 = 1;

impl ReadHoldings for SqlTx<'_> {
    fn holding(&self, them: &PartyName, dossier: &DossierId) -> Result<Option<HoldingRow>> {
        self.holding_of(them.as_str(), &dossier.to_string())
    }

    fn unregistered(&self, most: usize) -> Result<Vec<(PartyName, DossierId)>> {
        let sql = "SELECT them, desk_dossiers.dossier FROM desk_unregistered
            CROSS JOIN desk_dossiers ON desk_dossiers.id = desk_unregistered.dossier
            ORDER BY desk_unregistered.dossier LIMIT ?1";
        self.all(sql, [limit(most)], |row| {
            let table = "desk_dossiers";
            Ok((parsed(row, 0, table)?, parsed(row, 1, table)?))
        })
    }
}

impl Holdings for SqlTx<'_> {
    fn put_holding(&mut self, holding: &HoldingRow) -> Result<()> {
        let (them, dossier) = (holding.them.as_str(), holding.dossier.to_string());
        let let_in: Vec<String> = holding.let_in.iter().map(ToString::to_string).collect();
        let sql = "INSERT OR REPLACE INTO holdings (them, dossier, office, officer, deputy, let_in)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        self.run(
            sql,
            params![
                them,
                dossier,
                holding.office,
                holding.officer,
                holding.deputy,
                to_json(&let_in, "holdings")?
            ],
        )?;
        let sql = "SELECT id, group_id, ours_order IS NOT NULL, theirs_order IS NOT NULL
            FROM desk_dossiers WHERE them = ?1 AND dossier = ?2";
        let place = |row: &rusqlite::Row<'_>| {
            let waits = Waits {
                ours: get(row, 2)?,
                theirs: get(row, 3)?,
            };
            Ok((get(row, 0)?, get(row, 1)?, waits))
        };
        if let Some((number, before, waits)) = self.one(sql, params![them, dossier], place)? {
            let audience = self.audience(them, Some(holding))?;
            self.regroup(number, before, audience, waits)?;
            self.registered(number)?;
        }
        Ok(())
    }
}

impl SqlTx<'_> {
    fn holding_of(&self, them: &str, dossier: &str) -> Result<Option<HoldingRow>> {
        let sql = "SELECT them, dossier, office, officer, deputy, let_in FROM holdings
            WHERE them = ?1 AND dossier = ?2";
        self.one(sql, [them, dossier], |row| {
            let let_in: Vec<String> = json(row, 5, "holdings")?;
            Ok(HoldingRow {
                them: parsed(row, 0, "holdings")?,
                dossier: parsed(row, 1, "holdings")?,
                office: get(row, 2)?,
                officer: get(row, 3)?,
                deputy: get(row, 4)?,
                let_in: let_in
                    .iter()
                    .map(|who| who.parse())
                    .collect::<Result<BTreeSet<Who>>>()?,
            })
        })
    }

    /// The audience of a dossier that comes to the desk, and whether it was ever registered.
    pub(super) fn audience_anew(&self, them: &str, dossier: &str) -> Result<(i64, bool)> {
        let holding = self.holding_of(them, dossier)?;
        let audience = self.audience(them, holding.as_ref())?;
        Ok((audience, holding.is_some()))
    }

    /// Notes that a dossier of the desk was never registered.
    pub(super) fn unregistered_yet(&self, number: i64) -> Result<()> {
        let sql = "INSERT OR IGNORE INTO desk_unregistered (dossier) VALUES (?1)";
        self.run(sql, [number])?;
        Ok(())
    }

    fn registered(&self, number: i64) -> Result<()> {
        let sql = "DELETE FROM desk_unregistered WHERE dossier = ?1";
        self.run(sql, [number])?;
        Ok(())
    }

    /// Whom a dossier with this holding reaches; nobody's without one. Noted now if need be.
    fn audience(&self, them: &str, holding: Option<&HoldingRow>) -> Result<i64> {
        let whom: Vec<(String, i64)> = match holding {
            None => vec![(Who::Nobody.to_string(), HOLDS)],
            Some(holding) => {
                let holders = holding.holders();
                let part = |who: &Who| match holders.contains(who) {
                    true => HOLDS,
                    false => LET_IN,
                };
                let reaches = holding.reaches();
                let whom = reaches.iter().map(|who| (who.to_string(), part(who)));
                whom.collect()
            }
        };
        let text = to_json(&whom, "desk_audiences")?;
        let sql = "SELECT id FROM desk_audiences WHERE them = ?1 AND whom = ?2";
        if let Some(audience) = self.one(sql, [them, &text], |row| get(row, 0))? {
            return Ok(audience);
        }
        let sql = "INSERT INTO desk_audiences (them, whom) VALUES (?1, ?2)";
        self.run(sql, [them, &text])?;
        let audience = self.last_id();
        // A damaged desk may hold rows of a number that no audience had.
        self.run("DELETE FROM desk_reach WHERE audience = ?1", [audience])?;
        for (who, part) in whom {
            let sql = "INSERT INTO desk_reach (who, audience, part) VALUES (?1, ?2, ?3)";
            self.run(sql, params![who, audience, part])?;
        }
        Ok(audience)
    }

    /// Moves a dossier to the group of the same kind that reaches these.
    fn regroup(&self, number: i64, before: i64, audience: i64, waits: Waits) -> Result<()> {
        if self.audience_of(before)? == Some(audience) {
            return Ok(());
        }
        let group = self.group_for(before, audience)?;
        let sql = "UPDATE desk_dossiers SET group_id = ?2 WHERE id = ?1";
        self.run(sql, [number, group])?;
        self.joined(group, waits)?;
        self.left(before, waits)
    }

    /// Forgets an audience that no group has any more.
    pub(super) fn forget_audience(&self, audience: i64) -> Result<()> {
        let sql = "DELETE FROM desk_audiences WHERE id = ?1
            AND NOT EXISTS (SELECT 1 FROM desk_groups WHERE audience = ?1)";
        if self.run(sql, [audience])? > 0 {
            let sql = "DELETE FROM desk_reach WHERE audience = ?1";
            self.run(sql, [audience])?;
        }
        Ok(())
    }

    /// Forgets whom dossiers reach that are not on the desk any more; their holdings stay.
    pub(super) fn clear_reach(&self) -> Result<()> {
        for sql in [
            "DELETE FROM desk_reach WHERE audience NOT IN (SELECT id FROM desk_audiences)",
            "DELETE FROM desk_unregistered WHERE dossier NOT IN (SELECT id FROM desk_dossiers)",
        ] {
            self.run(sql, [])?;
        }
        Ok(())
    }
}
