//! Holdings in SQLite, and whom each dossier of the desk reaches by them.

use std::collections::BTreeSet;

use comity_core::{DossierId, PartyName};
use rusqlite::params;

use super::tx::{SqlTx, get, json, limit, parsed, to_json};
use crate::{
    access::{HoldingRow, Holdings, ReadHoldings, Who},
    error::Result,
};

/// How a case reaches somebody, as `desk_reach` has it.
const LET_IN: i64 = 0;
const HOLDS: i64 = 1;
const NEVER_REGISTERED: i64 = 2;

impl ReadHoldings for SqlTx<'_> {
    fn holding(&self, them: &PartyName, dossier: &DossierId) -> Result<Option<HoldingRow>> {
        self.holding_of(them.as_str(), &dossier.to_string())
    }

    fn unregistered(&self, most: usize) -> Result<Vec<(PartyName, DossierId)>> {
        let sql = "SELECT them, desk_dossiers.dossier
            FROM desk_reach INDEXED BY desk_reach_new
            CROSS JOIN desk_dossiers ON desk_dossiers.id = desk_reach.dossier
            WHERE part = 2 ORDER BY desk_reach.dossier LIMIT ?1";
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
        let sql = "SELECT id, group_id FROM desk_dossiers WHERE them = ?1 AND dossier = ?2";
        let place = |row: &rusqlite::Row<'_>| Ok((get(row, 0)?, get(row, 1)?));
        if let Some((number, group)) = self.one(sql, params![them, dossier], place)? {
            self.run("DELETE FROM desk_reach WHERE dossier = ?1", [number])?;
            self.put_reach(number, group, Some(holding))?;
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

    /// Lets a dossier that comes to the desk reach whom its holding says.
    pub(super) fn reach_anew(
        &self,
        number: i64,
        group: i64,
        them: &str,
        dossier: &str,
    ) -> Result<()> {
        let holding = self.holding_of(them, dossier)?;
        self.put_reach(number, group, holding.as_ref())
    }

    fn put_reach(&self, number: i64, group: i64, holding: Option<&HoldingRow>) -> Result<()> {
        let sql = "INSERT INTO desk_reach (who, dossier, group_id, part) VALUES (?1, ?2, ?3, ?4)";
        let Some(holding) = holding else {
            let nobody = Who::Nobody.to_string();
            self.run(sql, params![nobody, number, group, NEVER_REGISTERED])?;
            return Ok(());
        };
        let holders = holding.holders();
        for who in holding.reaches() {
            let part = if holders.contains(&who) {
                HOLDS
            } else {
                LET_IN
            };
            self.run(sql, params![who.to_string(), number, group, part])?;
        }
        Ok(())
    }

    /// Notes that a dossier went to another group.
    pub(super) fn regroup_reach(&self, number: i64, group: i64) -> Result<()> {
        let sql = "UPDATE desk_reach SET group_id = ?2 WHERE dossier = ?1";
        self.run(sql, [number, group])?;
        Ok(())
    }

    /// Forgets whom dossiers reach that are not on the desk any more; their holdings stay.
    pub(super) fn clear_reach(&self) -> Result<()> {
        let sql = "DELETE FROM desk_reach WHERE dossier NOT IN (SELECT id FROM desk_dossiers)";
        self.run(sql, [])?;
        Ok(())
    }
}
