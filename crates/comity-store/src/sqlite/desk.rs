//! Projections of leaves and acts in SQLite; dossiers are in [`super::dossiers`].

use std::collections::BTreeSet;

use comity_core::{
    DossierId, Hash, Origin, PartyName,
    id::ActId,
    record::{Position, Said, Side},
};
use rusqlite::{Row, params};

use super::{
    logs::INDEX_BITS,
    tx::{
        SqlTx, bound, from_json, get, json, limit, number, parsed, side_number, signed, time,
        to_json,
    },
};
use crate::{
    desk::{Desk, DossierFilter, DossierRow, DossierSort, LeafRow, Page, ReadDesk},
    error::{Result, StoreError},
};

/// The number of the counterpart, for queries that have its name as their first parameter.
const PARTY: &str = "(SELECT id FROM parties WHERE name = ?1)";

const LEAVES: &str =
    "SELECT generation, entry, at, seen_generation, seen_size, bad FROM desk_leaves";

impl ReadDesk for SqlTx<'_> {
    fn projected(&self, origin: &Origin) -> Result<u64> {
        let sql = "SELECT size FROM desk_marks WHERE log = (SELECT id FROM logs WHERE origin = ?1)";
        Ok(self
            .one(sql, [origin.to_string()], |row| number(row, 0))?
            .unwrap_or(0))
    }

    fn behind(&self) -> Result<Vec<(Origin, u64)>> {
        let sql = format!(
            "SELECT origin, held - taken FROM
                (SELECT origin,
                    (SELECT max(entries.id) - (logs.id << {INDEX_BITS}) + 1 FROM entries
                        WHERE entries.id >= logs.id << {INDEX_BITS}
                            AND entries.id < (logs.id + 1) << {INDEX_BITS}) AS held,
                    coalesce((SELECT size FROM desk_marks WHERE log = logs.id), 0) AS taken
                FROM logs)
            WHERE held > taken ORDER BY origin"
        );
        self.all(&sql, [], |row| {
            Ok((parsed(row, 0, "logs")?, number(row, 1)?))
        })
    }

    fn leaf(&self, them: &PartyName, side: Side, position: Position) -> Result<Option<LeafRow>> {
        let sql = format!(
            "{LEAVES} WHERE party = {PARTY} AND side = ?2 AND generation = ?3 AND entry = ?4"
        );
        self.one(&sql, place(them, side, position), leaf_row)
    }

    fn last_leaf(&self, them: &PartyName, side: Side) -> Result<Option<LeafRow>> {
        let sql = format!(
            "{LEAVES} WHERE party = {PARTY} AND side = ?2
            ORDER BY generation DESC, entry DESC LIMIT 1"
        );
        self.one(&sql, params![them.as_str(), side_number(side)], leaf_row)
    }

    fn most_seen(&self, them: &PartyName, side: Side) -> Result<Option<Position>> {
        let sql = format!(
            "{LEAVES} WHERE party = {PARTY} AND side = ?2
            ORDER BY cover_generation DESC, cover_size DESC LIMIT 1"
        );
        let most = self.one(&sql, params![them.as_str(), side_number(side)], leaf_row)?;
        Ok(most.map(|leaf| leaf.seen))
    }

    fn first_cover(
        &self,
        them: &PartyName,
        side: Side,
        position: Position,
    ) -> Result<Option<LeafRow>> {
        let sql = format!(
            "{LEAVES} WHERE party = {PARTY} AND side = ?2
                AND (cover_generation, cover_size) > (?3, ?4)
            ORDER BY cover_generation, cover_size, generation, entry LIMIT 1"
        );
        self.one(&sql, place(them, side.other(), position), leaf_row)
    }

    fn act(&self, them: &PartyName, side: Side, position: Position) -> Result<Option<Said>> {
        let sql = format!(
            "SELECT said FROM desk_acts
            WHERE party = {PARTY} AND side = ?2 AND generation = ?3 AND entry = ?4"
        );
        self.one(&sql, place(them, side, position), said)
    }

    fn dossiers_said(
        &self,
        them: &PartyName,
        side: Side,
        from: Position,
        until: Position,
    ) -> Result<BTreeSet<DossierId>> {
        let sql = format!(
            "SELECT DISTINCT dossier FROM desk_acts
            WHERE party = {PARTY} AND side = ?2 AND dossier IS NOT NULL
                AND (generation, entry) >= (?3, ?4) AND (generation, entry) < (?5, ?6)"
        );
        let params = params![
            them.as_str(),
            side_number(side),
            from.generation,
            bound(from.index),
            until.generation,
            bound(until.index),
        ];
        let found = self.all(&sql, params, |row| parsed(row, 0, "desk_acts"))?;
        Ok(found.into_iter().collect())
    }

    fn acts(&self, them: &PartyName, side: Side, from: Position, rows: usize) -> Result<Vec<Said>> {
        let sql = format!(
            "SELECT said FROM desk_acts
            WHERE party = {PARTY} AND side = ?2 AND (generation, entry) >= (?3, ?4)
            ORDER BY generation, entry LIMIT ?5"
        );
        let (side, index) = (side_number(side), bound(from.index));
        self.all(
            &sql,
            params![them.as_str(), side, from.generation, index, limit(rows)],
            said,
        )
    }

    fn acts_with_id(&self, them: &PartyName, id: ActId) -> Result<Vec<Said>> {
        let sql = format!(
            "SELECT said FROM desk_acts WHERE party = {PARTY} AND act_id = ?2
            ORDER BY side, generation, entry"
        );
        self.all(&sql, params![them.as_str(), id.to_string()], said)
    }

    fn acts_of(&self, them: &PartyName, dossier: &DossierId) -> Result<Vec<Said>> {
        let sql = format!(
            "SELECT said FROM desk_acts WHERE party = {PARTY} AND dossier = ?2
            ORDER BY side, generation, entry"
        );
        self.all(&sql, params![them.as_str(), dossier.to_string()], said)
    }

    fn acts_of_channel(&self, them: &PartyName, kinds: &[&str]) -> Result<Vec<Said>> {
        let of = format!(
            "SELECT said FROM desk_acts INDEXED BY desk_acts_of_channel
            WHERE party = {PARTY} AND dossier IS NULL"
        );
        let order = "ORDER BY side, generation, entry";
        if kinds.is_empty() {
            return self.all(&format!("{of} {order}"), [them.as_str()], said);
        }
        let sql = format!("{of} AND kind IN (SELECT value FROM json_each(?2)) {order}");
        let kinds = to_json(&kinds, "desk_acts")?;
        self.all(&sql, params![them.as_str(), kinds], said)
    }

    fn id_known(&self, them: &PartyName, side: Side, id: ActId) -> Result<Option<Position>> {
        let sql = format!(
            "SELECT generation, entry FROM desk_acts
            WHERE party = {PARTY} AND side = ?2 AND act_id = ?3
            ORDER BY generation, entry LIMIT 1"
        );
        let params = params![them.as_str(), side_number(side), id.to_string()];
        self.one(&sql, params, |row| position(row, 0))
    }

    fn act_known(&self, them: &PartyName, side: Side, act: &Hash) -> Result<Option<Position>> {
        let sql = format!(
            "SELECT generation, entry FROM desk_acts
            WHERE party = {PARTY} AND side = ?2 AND act = ?3
            ORDER BY generation, entry LIMIT 1"
        );
        let params = params![them.as_str(), side_number(side), act.as_bytes()];
        self.one(&sql, params, |row| position(row, 0))
    }

    fn dossier(&self, them: &PartyName, dossier: &DossierId) -> Result<Option<DossierRow>> {
        self.dossier_row(them, dossier)
    }

    fn dossiers(
        &self,
        filter: &DossierFilter,
        sort: DossierSort,
        page: &Page,
    ) -> Result<Vec<DossierRow>> {
        self.dossier_page(filter, sort, page)
    }

    fn dossiers_with_id(
        &self,
        them: &PartyName,
        prefix: &str,
        limit: usize,
    ) -> Result<Vec<DossierId>> {
        self.dossier_ids(them, prefix, limit)
    }

    fn count_dossiers(&self, filter: &DossierFilter) -> Result<u64> {
        self.dossier_count(filter)
    }

    fn each_desk_row(&self, them: &PartyName, each: &mut dyn FnMut(&str)) -> Result<()> {
        self.desk_rows(them, each)
    }
}

impl Desk for SqlTx<'_> {
    fn set_projected(&mut self, origin: &Origin, size: u64) -> Result<()> {
        let log = self.log_or_new(origin)?.0;
        let sql = "INSERT INTO desk_marks (log, size) VALUES (?1, ?2)
            ON CONFLICT (log) DO UPDATE SET size = ?2";
        self.run(sql, params![log, signed(size)?])?;
        Ok(())
    }

    fn put_leaf(&mut self, them: &PartyName, side: Side, leaf: &LeafRow) -> Result<()> {
        let party = self.party_or_new(them)?;
        let sql = "SELECT generation, entry, cover_generation, cover_size FROM desk_leaves
            WHERE party = ?1 AND side = ?2 ORDER BY generation DESC, entry DESC LIMIT 1";
        let last = self.one(sql, params![party, side_number(side)], |row| {
            Ok((position(row, 0)?, position(row, 2)?))
        })?;
        if last.is_some_and(|(last, _)| last >= leaf.position) {
            return Err(StoreError::OutOfOrder);
        }
        let cover = last.map_or(leaf.seen, |(_, cover)| cover.max(leaf.seen));
        let bad = (!leaf.bad.is_empty())
            .then(|| to_json(&leaf.bad, "desk_leaves"))
            .transpose()?;
        let sql = "INSERT INTO desk_leaves
            (party, side, generation, entry, at, seen_generation, seen_size,
                cover_generation, cover_size, bad)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
        let params = params![
            party,
            side_number(side),
            leaf.position.generation,
            signed(leaf.position.index)?,
            leaf.at.seconds(),
            leaf.seen.generation,
            signed(leaf.seen.index)?,
            cover.generation,
            signed(cover.index)?,
            bad,
        ];
        self.run(sql, params)?;
        Ok(())
    }

    fn put_act(&mut self, them: &PartyName, act: &Said) -> Result<()> {
        let party = self.party_or_new(them)?;
        let sql = "INSERT OR REPLACE INTO desk_acts
            (party, side, generation, entry, act_id, act, dossier, said, kind)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
        let params = params![
            party,
            side_number(act.side),
            act.position.generation,
            signed(act.position.index)?,
            act.envelope.id.to_string(),
            act.act.as_bytes(),
            act.envelope.dossier.as_ref().map(ToString::to_string),
            to_json(act, "desk_acts")?,
            act.envelope.kind,
        ];
        self.run(sql, params)?;
        Ok(())
    }

    fn put_dossier(&mut self, dossier: &DossierRow) -> Result<()> {
        self.put_dossier_row(dossier)
    }

    fn clear_desk(&mut self, them: &PartyName) -> Result<()> {
        for table in ["desk_leaves", "desk_acts"] {
            self.run(
                &format!("DELETE FROM {table} WHERE party = {PARTY}"),
                [them.as_str()],
            )?;
        }
        self.run("DELETE FROM desk_dossiers WHERE them = ?1", [them.as_str()])?;
        let sql = "DELETE FROM desk_marks WHERE log IN
            (SELECT id FROM logs WHERE origin LIKE ?1 || '/to/%' OR origin LIKE '%/to/' || ?1 || '/%')";
        self.run(sql, [them.as_str()])?;
        Ok(())
    }
}

/// The parameters of a place: counterpart, side, generation, index.
fn place(them: &PartyName, side: Side, position: Position) -> impl rusqlite::Params {
    let index = bound(position.index);
    (
        them.as_str().to_owned(),
        side_number(side),
        position.generation,
        index,
    )
}

fn position(row: &Row<'_>, column: usize) -> Result<Position> {
    Ok(Position {
        generation: get(row, column)?,
        index: number(row, column + 1)?,
    })
}

fn said(row: &Row<'_>) -> Result<Said> {
    json(row, 0, "desk_acts")
}

fn leaf_row(row: &Row<'_>) -> Result<LeafRow> {
    let bad = get::<Option<String>>(row, 5)?;
    Ok(LeafRow {
        position: position(row, 0)?,
        at: time(row, 2)?,
        seen: position(row, 3)?,
        bad: bad.map_or_else(|| Ok(Vec::new()), |text| from_json(&text, "desk_leaves"))?,
    })
}
