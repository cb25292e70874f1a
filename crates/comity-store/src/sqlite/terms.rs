//! Terms in SQLite: a row a term and dossier, and the list of each dossier to find its rows again.

use std::collections::BTreeSet;

use comity_core::{DossierId, PartyName};
use rusqlite::params;

use super::tx::{SqlTx, get, limit, number, parsed, signed};
use crate::{
    error::Result,
    terms::{ReadTerms, Terms, TermsDue},
};

impl ReadTerms for SqlTx<'_> {
    fn terms_due(&self, most: usize) -> Result<Vec<TermsDue>> {
        let sql = "SELECT mark, them, desk_dossiers.dossier FROM search_due
            CROSS JOIN desk_dossiers ON desk_dossiers.id = search_due.dossier
            ORDER BY mark LIMIT ?1";
        self.all(sql, [limit(most)], |row| {
            Ok(TermsDue {
                mark: number(row, 0)?,
                them: parsed(row, 1, "desk_dossiers")?,
                dossier: parsed(row, 2, "desk_dossiers")?,
            })
        })
    }

    fn terms(&self, them: &PartyName, dossier: &DossierId) -> Result<BTreeSet<String>> {
        match self.dossier_number(them, dossier)? {
            Some(place) => self.listed(place),
            None => Ok(BTreeSet::new()),
        }
    }

    fn subject(&self, them: &PartyName, dossier: &DossierId) -> Result<Option<String>> {
        let sql = "SELECT subject FROM search_lists WHERE dossier =
            (SELECT id FROM desk_dossiers WHERE them = ?1 AND dossier = ?2)";
        self.one(sql, params![them.as_str(), dossier.to_string()], |row| {
            get(row, 0)
        })
    }

    fn has_terms(&self) -> Result<bool> {
        let sql = "SELECT 1 FROM search_lists LIMIT 1";
        Ok(self.one(sql, [], |row| get::<i64>(row, 0))?.is_some())
    }
}

impl Terms for SqlTx<'_> {
    fn set_terms(
        &mut self,
        due: &TermsDue,
        terms: &BTreeSet<String>,
        subject: &str,
    ) -> Result<bool> {
        let Some(place) = self.dossier_number(&due.them, &due.dossier)? else {
            return Ok(false);
        };
        let sql = "DELETE FROM search_due WHERE mark = ?1 AND dossier = ?2";
        if self.run(sql, params![signed(due.mark)?, place])? == 0 {
            return Ok(false);
        }
        let before = self.listed(place)?;
        self.remove_terms(place, before.difference(terms))?;
        for term in terms.difference(&before) {
            let sql = "INSERT OR IGNORE INTO search_terms (term, dossier) VALUES (?1, ?2)";
            self.run(sql, params![term, place])?;
        }
        let list: Vec<&str> = terms.iter().map(String::as_str).collect();
        let list = list.join("\n");
        let sql = "INSERT INTO search_lists (dossier, terms, subject) VALUES (?1, ?2, ?3)
            ON CONFLICT (dossier) DO UPDATE SET terms = ?2, subject = ?3
                WHERE terms <> ?2 OR subject <> ?3";
        self.run(sql, params![place, list, subject])?;
        Ok(true)
    }

    fn note_terms_due(&mut self, them: &PartyName, dossier: &DossierId) -> Result<()> {
        match self.dossier_number(them, dossier)? {
            Some(place) => self.terms_are_due(place),
            None => Ok(()),
        }
    }

    fn drop_terms(&mut self, them: &PartyName, dossier: &DossierId) -> Result<()> {
        let Some(place) = self.dossier_number(them, dossier)? else {
            return Ok(());
        };
        let before = self.listed(place)?;
        self.remove_terms(place, before.iter())?;
        self.run("DELETE FROM search_lists WHERE dossier = ?1", [place])?;
        // The words are overwritten in the file, and in its write-ahead log after the commit.
        self.count_erasure()?;
        self.terms_are_due(place)
    }

    fn clear_terms(&mut self) -> Result<()> {
        self.run("DELETE FROM search_terms", [])?;
        self.run("DELETE FROM search_lists", [])?;
        self.count_erasure()?;
        let sql = "INSERT OR REPLACE INTO search_due (dossier)
            SELECT id FROM desk_dossiers ORDER BY id";
        self.run(sql, [])?;
        Ok(())
    }
}

impl SqlTx<'_> {
    /// The number of a dossier on the desk.
    fn dossier_number(&self, them: &PartyName, dossier: &DossierId) -> Result<Option<i64>> {
        let sql = "SELECT id FROM desk_dossiers WHERE them = ?1 AND dossier = ?2";
        self.one(sql, params![them.as_str(), dossier.to_string()], |row| {
            get(row, 0)
        })
    }

    /// Makes the terms of a dossier due, by its number.
    pub(super) fn terms_are_due(&self, place: i64) -> Result<()> {
        let sql = "INSERT OR REPLACE INTO search_due (dossier) VALUES (?1)";
        self.run(sql, [place])?;
        Ok(())
    }

    /// Forgets the terms of dossiers that are not on the desk any more, and that they are due.
    pub(super) fn forget_terms(&self) -> Result<()> {
        for table in ["search_due", "search_terms", "search_lists"] {
            let sql =
                format!("DELETE FROM {table} WHERE dossier NOT IN (SELECT id FROM desk_dossiers)");
            self.run(&sql, [])?;
        }
        Ok(())
    }

    fn listed(&self, place: i64) -> Result<BTreeSet<String>> {
        let sql = "SELECT terms FROM search_lists WHERE dossier = ?1";
        let list = self.one(sql, [place], |row| get::<String>(row, 0))?;
        let lines = list.iter().flat_map(|list| list.lines());
        Ok(lines.map(str::to_owned).collect())
    }

    fn remove_terms<'a>(&self, place: i64, terms: impl Iterator<Item = &'a String>) -> Result<()> {
        for term in terms {
            let sql = "DELETE FROM search_terms WHERE term = ?1 AND dossier = ?2";
            self.run(sql, params![term, place])?;
        }
        Ok(())
    }
}
