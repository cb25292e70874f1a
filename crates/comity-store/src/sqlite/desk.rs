//! Projections of leaves and acts in SQLite; dossiers are in [`super::dossiers`].
//!
//! Ids stand in indexes as 8 of their bytes, and rows are compared in
//! full: indexes stay small, and ids that are alike there cost a comparison.

use std::collections::BTreeSet;

use comity_core::{
    DossierId, Hash, Origin, PartyName,
    id::ActId,
    record::{Position, Said, Side, Void},
};
use rusqlite::{Row, params};
use serde::Deserialize;

use super::{
    logs::{ENTRIES, INDEX_BITS},
    tx::{
        SqlTx, bound, from_json, get, hash, json, limit, number, parsed, side, side_number, signed,
        time, to_json,
    },
};
use crate::{
    desk::{Desk, DossierFilter, DossierRow, DossierSort, LeafRow, Page, ReadDesk},
    error::{Result, StoreError},
};

/// A query for leaves, read by [`leaf_row`].
macro_rules! leaves {
    ($which:literal) => {
        concat!(
            "SELECT generation, desk_leaves.id & 0xFFFFFFFFFF, at, seen_generation, seen_size, bad
            FROM desk_leaves CROSS JOIN desk_logs ON desk_logs.id = desk_leaves.id >> 40
            WHERE desk_leaves.id = ",
            $which
        )
    };
}

/// A query for acts, read by [`said`].
macro_rules! acts {
    ($($from:literal),+) => {
        concat!(
            "SELECT side, generation, desk_acts.id & 0xFFFFFFFFFF, act, at, seen_generation,
                seen_size, void, envelope FROM ",
            $($from),+
        )
    };
    (where $which:literal) => {
        acts!(
            "desk_acts CROSS JOIN desk_logs ON desk_logs.id = desk_acts.id >> 40 WHERE ",
            $which
        )
    };
}

const LEAF: &str = leaves!("?1");

/// Across generations, of which the newest comes first.
const LAST_LEAF: &str = leaves!(
    "(SELECT desk_leaves.id FROM desk_logs CROSS JOIN desk_leaves
        ON desk_leaves.id >= desk_logs.id << 40 AND desk_leaves.id < (desk_logs.id + 1) << 40
    WHERE party = ?1 AND side = ?2 ORDER BY generation DESC, desk_leaves.id DESC LIMIT 1)"
);

const FIRST_COVER: &str = leaves!(
    "(SELECT leaf FROM desk_covers
    WHERE party = ?1 AND side = ?2 AND (seen_generation, seen_size) > (?3, ?4)
    ORDER BY seen_generation, seen_size LIMIT 1)"
);

const MOST_SEEN: &str = "SELECT seen_generation, seen_size FROM desk_covers
    WHERE party = ?1 AND side = ?2 ORDER BY seen_generation DESC, seen_size DESC LIMIT 1";

const ACT: &str = acts!(where "desk_acts.id = ?1");
const WITH_ID: &str = acts!(where "id_key = ?2 AND party = ?1");
const OF_DOSSIER: &str = acts!(where "dossier_key = ?2 AND party = ?1");

const FROM: &str = acts!(
    "desk_logs CROSS JOIN desk_acts
        ON desk_acts.id >= (desk_logs.id << 40) + iif(generation = ?3, ?4, 0)
        AND desk_acts.id < (desk_logs.id + 1) << 40
    WHERE party = ?1 AND side = ?2 AND generation >= ?3
    ORDER BY generation, desk_acts.id LIMIT ?5"
);

const OF_CHANNEL: &str = acts!(
    "desk_logs CROSS JOIN desk_acts INDEXED BY desk_acts_of_channel
        ON desk_acts.id >> 40 = desk_logs.id
    WHERE party = ?1 AND kind IS NOT NULL"
);

const OF_CHANNEL_AND_KIND: &str = acts!(
    "desk_logs CROSS JOIN desk_acts INDEXED BY desk_acts_of_channel
        ON desk_acts.id >> 40 = desk_logs.id
    WHERE party = ?1 AND kind IN (SELECT value FROM json_each(?2))"
);

const DOSSIERS_SAID: &str = "SELECT envelope FROM desk_logs CROSS JOIN desk_acts
        ON desk_acts.id >= (desk_logs.id << 40) + iif(generation = ?3, ?4, 0)
        AND desk_acts.id < (desk_logs.id << 40) + iif(generation = ?5, ?6, 1 << 40)
    WHERE party = ?1 AND side = ?2 AND generation BETWEEN ?3 AND ?5 AND dossier_key IS NOT NULL";

/// In the order of a side's log; the columns of [`position`], and what rows are compared by.
const STOOD: &str = "SELECT generation, desk_acts.id & 0xFFFFFFFFFF, act, envelope
    FROM desk_acts CROSS JOIN desk_logs ON desk_logs.id = desk_acts.id >> 40
    WHERE id_key = ?3 AND party = ?1 AND side = ?2 AND void IS NOT ?4
    ORDER BY generation, desk_acts.id";

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
        let Some(place) = self.desk_place(them, side, position)? else {
            return Ok(None);
        };
        self.one(LEAF, [place], leaf_row)
    }

    fn last_leaf(&self, them: &PartyName, side: Side) -> Result<Option<LeafRow>> {
        let party = self.party(them)?;
        self.one(LAST_LEAF, params![party, side_number(side)], leaf_row)
    }

    fn most_seen(&self, them: &PartyName, side: Side) -> Result<Option<Position>> {
        let party = self.party(them)?;
        self.one(MOST_SEEN, params![party, side_number(side)], |row| {
            position(row, 0)
        })
    }

    fn first_cover(
        &self,
        them: &PartyName,
        side: Side,
        position: Position,
    ) -> Result<Option<LeafRow>> {
        let (party, other) = (self.party(them)?, side_number(side.other()));
        let params = params![party, other, position.generation, bound(position.index)];
        self.one(FIRST_COVER, params, leaf_row)
    }

    fn act(&self, them: &PartyName, side: Side, position: Position) -> Result<Option<Said>> {
        let Some(place) = self.desk_place(them, side, position)? else {
            return Ok(None);
        };
        self.one(ACT, [place], said)
    }

    fn dossiers_said(
        &self,
        them: &PartyName,
        side: Side,
        from: Position,
        until: Position,
    ) -> Result<BTreeSet<DossierId>> {
        let params = params![
            self.party(them)?,
            side_number(side),
            from.generation,
            index(from),
            until.generation,
            index(until),
        ];
        let found = self.all(DOSSIERS_SAID, params, |row| json::<Names>(row, 0, TABLE))?;
        Ok(found.into_iter().filter_map(|said| said.dossier).collect())
    }

    fn acts(&self, them: &PartyName, side: Side, from: Position, rows: usize) -> Result<Vec<Said>> {
        let params = params![
            self.party(them)?,
            side_number(side),
            from.generation,
            index(from),
            limit(rows),
        ];
        self.all(FROM, params, said)
    }

    fn acts_with_id(&self, them: &PartyName, id: ActId) -> Result<Vec<Said>> {
        let mut found = self.all(WITH_ID, params![self.party(them)?, key(id)], said)?;
        found.retain(|said| said.envelope.id == id);
        Ok(in_order(found))
    }

    fn acts_of(&self, them: &PartyName, dossier: &DossierId) -> Result<Vec<Said>> {
        let params = params![self.party(them)?, key(dossier.id)];
        let mut found = self.all(OF_DOSSIER, params, said)?;
        found.retain(|said| said.envelope.dossier.as_ref() == Some(dossier));
        Ok(in_order(found))
    }

    fn acts_of_channel(&self, them: &PartyName, kinds: &[&str]) -> Result<Vec<Said>> {
        let party = self.party(them)?;
        let found = if kinds.is_empty() {
            self.all(OF_CHANNEL, [party], said)
        } else {
            let kinds = to_json(&kinds, TABLE)?;
            self.all(OF_CHANNEL_AND_KIND, params![party, kinds], said)
        };
        Ok(in_order(found?))
    }

    fn id_known(&self, them: &PartyName, side: Side, id: ActId) -> Result<Option<Position>> {
        let stood = self.stood(them, side, id, |row| {
            Ok(json::<Names>(row, 3, TABLE)?.id == id)
        })?;
        Ok(stood)
    }

    fn act_known(
        &self,
        them: &PartyName,
        side: Side,
        id: ActId,
        act: &Hash,
    ) -> Result<Option<Position>> {
        self.stood(them, side, id, |row| Ok(hash(row, 2)? == *act))
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
        let place = self.desk_place_or_new(party, side, leaf.position)?;
        let last = self.last_leaf(them, side)?;
        let late = last.is_some_and(|last| last.position >= leaf.position);
        if late && !(leaf.says_nothing() && self.is_end_of_log(place)?) {
            return Err(StoreError::OutOfOrder);
        }
        let bad = (!leaf.bad.is_empty())
            .then(|| to_json(&leaf.bad, "desk_leaves"))
            .transpose()?;
        let (generation, size) = (leaf.seen.generation, signed(leaf.seen.index)?);
        let sql = "INSERT INTO desk_leaves (id, at, seen_generation, seen_size, bad)
            VALUES (?1, ?2, ?3, ?4, ?5)";
        self.run(
            sql,
            params![place, leaf.at.seconds(), generation, size, bad],
        )?;
        if self
            .most_seen(them, side)?
            .is_none_or(|most| most < leaf.seen)
        {
            let sql = "INSERT INTO desk_covers (party, side, seen_generation, seen_size, leaf)
                VALUES (?1, ?2, ?3, ?4, ?5)";
            self.run(
                sql,
                params![party, side_number(side), generation, size, place],
            )?;
        }
        Ok(())
    }

    fn put_act(&mut self, them: &PartyName, act: &Said) -> Result<()> {
        let party = self.party_or_new(them)?;
        let envelope = &act.envelope;
        let sql = "INSERT OR REPLACE INTO desk_acts
            (id, id_key, dossier_key, kind, act, at, seen_generation, seen_size, void, envelope)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
        let void = act.void.map(|void| to_json(&void, TABLE)).transpose()?;
        let params = params![
            self.desk_place_or_new(party, act.side, act.position)?,
            key(envelope.id),
            envelope.dossier.as_ref().map(|dossier| key(dossier.id)),
            envelope.dossier.is_none().then_some(&envelope.kind),
            act.act.as_bytes(),
            act.at.seconds(),
            act.seen.generation,
            signed(act.seen.index)?,
            void,
            to_json(envelope, TABLE)?,
        ];
        self.run(sql, params)?;
        Ok(())
    }

    fn put_dossier(&mut self, dossier: &DossierRow) -> Result<()> {
        self.put_dossier_row(dossier)
    }

    fn clear_desk(&mut self, them: &PartyName) -> Result<()> {
        if let Some(party) = self.party(them)? {
            self.clear_desk_logs(party)?;
        }
        self.clear_dossiers(them)?;
        self.days_changed(them)?;
        let sql = "DELETE FROM desk_marks WHERE log IN
            (SELECT id FROM logs WHERE origin LIKE ?1 || '/to/%' OR origin LIKE '%/to/' || ?1 || '/%')";
        self.run(sql, [them.as_str()])?;
        Ok(())
    }
}

impl SqlTx<'_> {
    /// Whether no leaf of its log stands there or after it.
    fn is_end_of_log(&self, place: i64) -> Result<bool> {
        let sql =
            "SELECT id FROM desk_leaves WHERE id >= ?1 AND id < ((?1 >> 40) + 1) << 40 LIMIT 1";
        Ok(self.one(sql, [place], |row| get::<i64>(row, 0))?.is_none())
    }

    /// The first position of a side's log with an act that says this id and is meant.
    fn stood(
        &self,
        them: &PartyName,
        side: Side,
        id: ActId,
        meant: impl Fn(&Row<'_>) -> Result<bool>,
    ) -> Result<Option<Position>> {
        let beyond = to_json(&Void::BeyondGeneration, TABLE)?;
        let params = params![self.party(them)?, side_number(side), key(id), beyond];
        let found = self.all(STOOD, params, |row| {
            Ok(meant(row)?.then_some(position(row, 0)?))
        })?;
        Ok(found.into_iter().flatten().next())
    }
}

const TABLE: &str = "desk_acts";

/// What an envelope names, without the rest.
#[derive(Deserialize)]
struct Names {
    id: ActId,
    #[serde(default)]
    dossier: Option<DossierId>,
}

/// Eight bytes of an id, as indexes have them: four of the time in it, so that new ones stand
/// together, and its last four, since many ids may be of one millisecond.
fn key(id: ActId) -> i64 {
    let [_, _, a, b, c, d, _, _, _, _, _, _, e, f, g, h] = *id.as_bytes();
    i64::from_be_bytes([a, b, c, d, e, f, g, h])
}

/// An index within a log; the end of the log for more than it can have.
fn index(position: Position) -> i64 {
    bound(position.index.min(ENTRIES))
}

fn in_order(mut acts: Vec<Said>) -> Vec<Said> {
    acts.sort_by_key(|said| (said.side, said.position));
    acts
}

fn position(row: &Row<'_>, column: usize) -> Result<Position> {
    Ok(Position {
        generation: get(row, column)?,
        index: number(row, column + 1)?,
    })
}

fn said(row: &Row<'_>) -> Result<Said> {
    let void = get::<Option<String>>(row, 7)?;
    Ok(Said {
        side: side(row, 0)?,
        position: position(row, 1)?,
        act: hash(row, 3)?,
        at: time(row, 4)?,
        seen: position(row, 5)?,
        covered: None,
        void: void.map(|text| from_json(&text, TABLE)).transpose()?,
        envelope: json(row, 8, TABLE)?,
    })
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
