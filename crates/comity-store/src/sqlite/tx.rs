//! A transaction: a connection inside `BEGIN`, and the few ways in which rows are read and written.

use std::{cell::RefCell, fmt::Display, rc::Rc, str::FromStr};

use comity_core::{Hash, PartyName, Time, record::Side};
use rusqlite::{CachedStatement, Connection, OptionalExtension, Params, Row, types::FromSql};

use super::{
    groups::{Count, Passing},
    numbers::Numbers,
};
use crate::{
    desk::DossierFilter,
    error::{Result, StoreError},
};

/// A transaction; whoever made it commits or drops it.
pub(super) struct SqlTx<'db> {
    db: &'db Connection,
    pub(super) numbers: Numbers,
    /// The groups that passed last, until something is written.
    pub(super) passing: RefCell<Option<(DossierFilter, Count, Rc<Passing>)>>,
}

impl<'db> SqlTx<'db> {
    pub(super) fn new(db: &'db Connection) -> Self {
        Self {
            db,
            numbers: Numbers::default(),
            passing: RefCell::default(),
        }
    }

    /// A statement, prepared once for each connection.
    pub(super) fn statement(&self, sql: &str) -> Result<CachedStatement<'db>> {
        Ok(self.db.prepare_cached(sql)?)
    }

    /// Runs a statement; how many rows it changed.
    pub(super) fn run(&self, sql: &str, params: impl Params) -> Result<usize> {
        self.passing.take();
        Ok(self.statement(sql)?.execute(params)?)
    }

    /// The rows of a query.
    pub(super) fn all<T>(
        &self,
        sql: &str,
        params: impl Params,
        read: impl Fn(&Row<'_>) -> Result<T>,
    ) -> Result<Vec<T>> {
        let mut statement = self.statement(sql)?;
        let mut rows = statement.query(params)?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(read(row)?);
        }
        Ok(found)
    }

    /// The first row of a query.
    pub(super) fn one<T>(
        &self,
        sql: &str,
        params: impl Params,
        read: impl Fn(&Row<'_>) -> Result<T>,
    ) -> Result<Option<T>> {
        let found = self
            .statement(sql)?
            .query_row(params, |row| Ok(read(row)))
            .optional()?;
        found.transpose()
    }

    /// The number of a party; `None` for one that no table speaks of.
    pub(super) fn party(&self, name: &PartyName) -> Result<Option<i64>> {
        if let Some(party) = self.numbers.party(name) {
            return Ok(Some(party));
        }
        let sql = "SELECT id FROM parties WHERE name = ?1";
        let party = self.one(sql, [name.as_str()], |row| get(row, 0))?;
        if let Some(party) = party {
            self.numbers.note_party(name, party);
        }
        Ok(party)
    }

    /// The number of a party, given to it now if need be.
    pub(super) fn party_or_new(&self, name: &PartyName) -> Result<i64> {
        if let Some(party) = self.party(name)? {
            return Ok(party);
        }
        self.run("INSERT INTO parties (name) VALUES (?1)", [name.as_str()])?;
        Ok(self.db.last_insert_rowid())
    }

    /// The number of the row that was inserted last.
    pub(super) fn last_id(&self) -> i64 {
        self.db.last_insert_rowid()
    }
}

/// A column.
pub(super) fn get<T: FromSql>(row: &Row<'_>, column: usize) -> Result<T> {
    Ok(row.get(column)?)
}

/// A column with a size, an index or a generation.
pub(super) fn number(row: &Row<'_>, column: usize) -> Result<u64> {
    Ok(row.get::<_, i64>(column)?.unsigned_abs())
}

/// A column with a time.
pub(super) fn time(row: &Row<'_>, column: usize) -> Result<Time> {
    Ok(Time::from_seconds(row.get(column)?))
}

/// A column with a fingerprint.
pub(super) fn hash(row: &Row<'_>, column: usize) -> Result<Hash> {
    Ok(Hash::new(row.get(column)?))
}

/// A column with a fingerprint or nothing.
pub(super) fn maybe_hash(row: &Row<'_>, column: usize) -> Result<Option<Hash>> {
    Ok(row.get::<_, Option<[u8; 32]>>(column)?.map(Hash::new))
}

/// A column with bytes or nothing, where they lie.
pub(super) fn blob<'row>(
    row: &'row Row<'_>,
    column: usize,
    table: &'static str,
) -> Result<Option<&'row [u8]>> {
    let value = row.get_ref(column)?;
    value
        .as_blob_or_null()
        .map_err(|error| format(table, error))
}

/// A column with hashes one after the other.
pub(super) fn hashes(row: &Row<'_>, column: usize) -> Result<Vec<Hash>> {
    let bytes = row
        .get_ref(column)?
        .as_blob()
        .map_err(|error| format("hashes", error))?;
    let (hashes, rest) = bytes.as_chunks::<32>();
    if rest.is_empty() {
        Ok(hashes.iter().copied().map(Hash::new).collect())
    } else {
        Err(format("hashes", "not a multiple of 32 bytes"))
    }
}

/// A column with the text form of something.
pub(super) fn parsed<T>(row: &Row<'_>, column: usize, table: &'static str) -> Result<T>
where
    T: FromStr,
    T::Err: Display,
{
    row.get::<_, String>(column)?
        .parse()
        .map_err(|error| format(table, error))
}

/// A column with JSON.
pub(super) fn json<T>(row: &Row<'_>, column: usize, table: &'static str) -> Result<T>
where
    T: serde::de::DeserializeOwned,
{
    let text = row.get_ref(column)?.as_str();
    from_json(text.map_err(|error| format(table, error))?, table)
}

pub(super) fn from_json<T: serde::de::DeserializeOwned>(
    text: &str,
    table: &'static str,
) -> Result<T> {
    serde_json::from_str(text).map_err(|error| format(table, error))
}

pub(super) fn to_json(value: &impl serde::Serialize, table: &'static str) -> Result<String> {
    serde_json::to_string(value).map_err(|error| format(table, error))
}

/// A size or index as SQLite's signed number.
pub(super) fn signed(number: u64) -> Result<i64> {
    i64::try_from(number).map_err(|_| StoreError::TooLarge("a number"))
}

/// The same for bounds of a query, where more than SQLite can hold is as good as no bound.
pub(super) fn bound(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// A limit as SQLite's signed number.
pub(super) fn limit(rows: usize) -> i64 {
    i64::try_from(rows).unwrap_or(i64::MAX)
}

pub(super) const fn side_number(side: Side) -> i64 {
    match side {
        Side::First => 0,
        Side::Second => 1,
    }
}

pub(super) fn side(row: &Row<'_>, column: usize) -> Result<Side> {
    match row.get::<_, i64>(column)? {
        0 => Ok(Side::First),
        1 => Ok(Side::Second),
        other => Err(format("side", other)),
    }
}

pub(super) fn format(table: &'static str, detail: impl Display) -> StoreError {
    StoreError::Format {
        table,
        detail: detail.to_string(),
    }
}
