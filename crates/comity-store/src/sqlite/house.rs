//! What stays at home, in SQLite.

use comity_core::{DossierId, Hash, PartyName, Time};
use rusqlite::{Row, params};

use super::tx::{SqlTx, bound, get, hash, json, limit, number, parsed, signed, time, to_json};
use crate::{
    error::Result,
    house::{DraftRow, House, PersonRow, PrivateNote, ReadHouse, TrailEntry},
};

const PEOPLE: &str = "SELECT name, office, roles, disabled FROM people";
const DRAFTS: &str = "SELECT id, them, dossier, state, made_by, at, draft FROM drafts";

impl ReadHouse for SqlTx<'_> {
    fn people(&self) -> Result<Vec<PersonRow>> {
        self.all(&format!("{PEOPLE} ORDER BY name"), [], person_row)
    }

    fn person(&self, name: &str) -> Result<Option<PersonRow>> {
        self.one(&format!("{PEOPLE} WHERE name = ?1"), [name], person_row)
    }

    fn draft(&self, id: &str) -> Result<Option<DraftRow>> {
        self.one(&format!("{DRAFTS} WHERE id = ?1"), [id], draft_row)
    }

    fn drafts(&self, state: Option<&str>) -> Result<Vec<DraftRow>> {
        let sql = format!("{DRAFTS} WHERE ?1 IS NULL OR state = ?1 ORDER BY at DESC, id");
        self.all(&sql, [state], draft_row)
    }

    fn private_notes(&self, them: &PartyName, dossier: &DossierId) -> Result<Vec<PrivateNote>> {
        let sql = "SELECT id, made_by, at, note FROM private_notes
            WHERE them = ?1 AND dossier = ?2 ORDER BY id";
        self.all(sql, params![them.as_str(), dossier.to_string()], |row| {
            Ok(PrivateNote {
                id: number(row, 0)?,
                by: get(row, 1)?,
                at: time(row, 2)?,
                text: get(row, 3)?,
            })
        })
    }

    fn labels(&self, them: &PartyName, dossier: &DossierId) -> Result<Vec<String>> {
        let sql = "SELECT label FROM labels WHERE them = ?1 AND dossier = ?2 ORDER BY label";
        self.all(sql, params![them.as_str(), dossier.to_string()], |row| {
            get(row, 0)
        })
    }

    fn labelled(&self, label: &str) -> Result<Vec<(PartyName, DossierId)>> {
        let sql = "SELECT them, dossier FROM labels WHERE label = ?1 ORDER BY them, dossier";
        self.all(sql, [label], |row| {
            Ok((parsed(row, 0, "labels")?, parsed(row, 1, "labels")?))
        })
    }

    fn trail(&self, from: u64, rows: usize) -> Result<Vec<TrailEntry>> {
        let sql = "SELECT number, at, who, what, link FROM trail
            WHERE number >= ?1 ORDER BY number LIMIT ?2";
        self.all(sql, params![bound(from), limit(rows)], |row| {
            Ok(TrailEntry {
                number: number(row, 0)?,
                at: time(row, 1)?,
                who: get(row, 2)?,
                what: get(row, 3)?,
                link: hash(row, 4)?,
            })
        })
    }

    fn trail_end(&self) -> Result<(u64, Hash)> {
        let sql = "SELECT number, link FROM trail ORDER BY number DESC LIMIT 1";
        let last = self.one(sql, [], |row| Ok((number(row, 0)? + 1, hash(row, 1)?)))?;
        last.map_or_else(|| self.trail_start(), Ok)
    }

    fn setting(&self, key: &str) -> Result<Option<String>> {
        self.one("SELECT value FROM settings WHERE key = ?1", [key], |row| {
            get(row, 0)
        })
    }

    fn kept(&self, kind: &str, key: &str) -> Result<Option<String>> {
        let sql = "SELECT json FROM kept WHERE kind = ?1 AND key = ?2";
        self.one(sql, [kind, key], |row| get(row, 0))
    }

    fn kept_all(
        &self,
        kind: &str,
        after: Option<&str>,
        rows: usize,
    ) -> Result<Vec<(String, String)>> {
        let read = |row: &Row<'_>| Ok((get(row, 0)?, get(row, 1)?));
        match after {
            None => {
                let sql = "SELECT key, json FROM kept WHERE kind = ?1 ORDER BY key LIMIT ?2";
                self.all(sql, params![kind, limit(rows)], read)
            }
            Some(after) => {
                let sql = "SELECT key, json FROM kept WHERE kind = ?1 AND key > ?2
                    ORDER BY key LIMIT ?3";
                self.all(sql, params![kind, after, limit(rows)], read)
            }
        }
    }
}

impl House for SqlTx<'_> {
    fn put_person(&mut self, person: &PersonRow) -> Result<()> {
        let sql = "INSERT OR REPLACE INTO people (name, office, roles, disabled)
            VALUES (?1, ?2, ?3, ?4)";
        let roles = to_json(&person.roles, "people")?;
        self.run(
            sql,
            params![person.name, person.office, roles, person.disabled],
        )?;
        Ok(())
    }

    fn put_draft(&mut self, draft: &DraftRow) -> Result<()> {
        let sql = "INSERT OR REPLACE INTO drafts (id, them, dossier, state, made_by, at, draft)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        let params = params![
            draft.id,
            draft.them.as_str(),
            draft.dossier.as_ref().map(ToString::to_string),
            draft.state,
            draft.by,
            draft.at.seconds(),
            draft.json,
        ];
        self.run(sql, params)?;
        Ok(())
    }

    fn remove_draft(&mut self, id: &str) -> Result<()> {
        self.run("DELETE FROM drafts WHERE id = ?1", [id])?;
        Ok(())
    }

    fn add_private_note(
        &mut self,
        them: &PartyName,
        dossier: &DossierId,
        by: &str,
        at: Time,
        text: &str,
    ) -> Result<u64> {
        let sql = "INSERT INTO private_notes (them, dossier, made_by, at, note)
            VALUES (?1, ?2, ?3, ?4, ?5)";
        let params = params![them.as_str(), dossier.to_string(), by, at.seconds(), text];
        self.run(sql, params)?;
        Ok(self.last_id().unsigned_abs())
    }

    fn set_label(
        &mut self,
        them: &PartyName,
        dossier: &DossierId,
        label: &str,
        on: bool,
    ) -> Result<()> {
        let sql = if on {
            "INSERT INTO labels (label, them, dossier) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING"
        } else {
            "DELETE FROM labels WHERE label = ?1 AND them = ?2 AND dossier = ?3"
        };
        self.run(sql, params![label, them.as_str(), dossier.to_string()])?;
        Ok(())
    }

    fn trail_append(&mut self, at: Time, who: &str, what: &str) -> Result<TrailEntry> {
        let (number, before) = self.trail_end()?;
        let entry = TrailEntry::after(&before, number, at, who, what);
        let sql = "INSERT INTO trail (number, at, who, what, link) VALUES (?1, ?2, ?3, ?4, ?5)";
        let number = signed(number)?;
        self.run(
            sql,
            params![number, at.seconds(), who, what, entry.link.as_bytes()],
        )?;
        Ok(entry)
    }

    fn trail_remove(&mut self, below: u64) -> Result<()> {
        self.run("DELETE FROM trail WHERE number < ?1", [bound(below)])?;
        Ok(())
    }

    fn set_setting(&mut self, key: &str, value: Option<&str>) -> Result<()> {
        match value {
            Some(value) => {
                let sql = "INSERT OR REPLACE INTO settings (key, value) VALUES (?1, ?2)";
                self.run(sql, [key, value])?;
            }
            None => {
                self.run("DELETE FROM settings WHERE key = ?1", [key])?;
            }
        }
        Ok(())
    }

    fn keep(&mut self, kind: &str, key: &str, json: &str) -> Result<()> {
        let sql = "INSERT INTO kept (kind, key, json) VALUES (?1, ?2, ?3)
            ON CONFLICT (kind, key) DO UPDATE SET json = excluded.json";
        self.run(sql, [kind, key, json])?;
        Ok(())
    }

    fn unkeep(&mut self, kind: &str, key: &str) -> Result<()> {
        self.run("DELETE FROM kept WHERE kind = ?1 AND key = ?2", [kind, key])?;
        Ok(())
    }
}

fn person_row(row: &Row<'_>) -> Result<PersonRow> {
    Ok(PersonRow {
        name: get(row, 0)?,
        office: get(row, 1)?,
        roles: json(row, 2, "people")?,
        disabled: get(row, 3)?,
    })
}

fn draft_row(row: &Row<'_>) -> Result<DraftRow> {
    let dossier = match get::<Option<String>>(row, 2)? {
        Some(_) => Some(parsed(row, 2, "drafts")?),
        None => None,
    };
    Ok(DraftRow {
        id: get(row, 0)?,
        them: parsed(row, 1, "drafts")?,
        dossier,
        state: get(row, 3)?,
        by: get(row, 4)?,
        at: time(row, 5)?,
        json: get(row, 6)?,
    })
}
