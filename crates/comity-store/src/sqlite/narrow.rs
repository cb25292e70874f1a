//! Lists that are narrowed to what a search finds.
//!
//! Of the terms asked for, the one that the fewest dossiers have can *lead*: it gives those few, and
//! the others are asked of each. Where even it leaves many, a page is found sooner by a walk in order.

use rusqlite::{ToSql, params_from_iter};

use super::{
    groups::{Passing, Wanted},
    tx::{SqlTx, bound, get},
};
use crate::{
    desk::{DossierFilter, Page},
    error::Result,
    terms::Term,
};

/// Rows of a term that are counted at most, at first and in the end.
const FEW: i64 = 500;
const MANY: i64 = 8_000;

/// What taking a dossier out of its order, reading and sorting it costs, in steps of a walk in order.
const SORTED: i64 = 4;

/// A condition that is answered from the index of terms.
pub(super) struct Narrow {
    /// The rows of the index that pass.
    rows: &'static str,
    values: Vec<String>,
}

impl Narrow {
    fn of(term: &Term) -> Self {
        match term {
            Term::Whole(term) => Self {
                rows: "search_terms WHERE term = ?",
                values: vec![term.clone()],
            },
            Term::Prefix(start) => Self {
                rows: "search_terms WHERE term >= ? AND term < ?",
                values: vec![start.clone(), format!("{start}{}", char::MAX)],
            },
        }
    }

    /// Whether it is of a range of terms: that is looked through once, not for each dossier.
    fn is_range(&self) -> bool {
        self.values.len() > 1
    }

    /// That the dossier of a row is among the rows.
    fn of_dossier(&self) -> String {
        if self.is_range() {
            return self.among();
        }
        let rows = self.rows;
        format!("EXISTS (SELECT 1 FROM {rows} AND dossier = desk_dossiers.id)")
    }

    /// The same, where these rows lead.
    fn among(&self) -> String {
        format!("desk_dossiers.id IN (SELECT dossier FROM {})", self.rows)
    }

    fn values(&self) -> impl Iterator<Item = Box<dyn ToSql>> {
        self.values
            .iter()
            .map(|value| Box::new(value.clone()) as Box<dyn ToSql>)
    }
}

/// Conditions on a dossier, the one that the fewest have first; it may lead.
#[derive(Default)]
pub(super) struct Narrowed {
    all: Vec<Narrow>,
    /// How many rows the first has, or more than [`MANY`].
    rows: i64,
}

impl Narrowed {
    /// The conditions of a filter, in its order.
    pub(super) fn of(filter: &DossierFilter) -> Self {
        Self {
            all: filter.terms.iter().map(Narrow::of).collect(),
            rows: i64::MAX,
        }
    }

    /// Whether the filter has no such condition.
    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Adds the conditions on dossiers of the desk, of which the first may lead.
    pub(super) fn add_to(&self, wanted: &mut Wanted, led: bool) {
        for (place, narrow) in self.all.iter().enumerate() {
            let condition = if led && place == 0 {
                narrow.among()
            } else {
                narrow.of_dossier()
            };
            wanted.add(condition, narrow.values());
        }
    }

    /// Whether a page is found sooner by the condition that leads than by a walk in order.
    pub(super) fn leads(&self, page: &Page, counted: &Passing) -> bool {
        let few = self.rows.min(counted.passing).max(1);
        let shown = bound(page.skip.saturating_add(page.limit as u64));
        let walked = shown.saturating_mul(counted.all / few).min(counted.all);
        self.rows < MANY && self.rows.saturating_mul(SORTED) <= walked
    }
}

impl SqlTx<'_> {
    /// Puts the condition first that the fewest rows pass.
    ///
    /// Where one is rare, it is known after a look at a few rows of each.
    pub(super) fn choose_lead(&self, narrowed: &mut Narrowed) -> Result<()> {
        for most in [FEW, MANY] {
            let mut best = None;
            for (place, narrow) in narrowed.all.iter().enumerate() {
                let least = best.map_or(most, |(_, rows)| rows);
                let rows = self.rows_up_to(narrow, least)?;
                if rows < least || best.is_none() {
                    best = Some((place, rows));
                }
            }
            if let Some((place, rows)) = best {
                narrowed.rows = rows;
                narrowed.all.swap(0, place);
                if rows < most {
                    break;
                }
            }
        }
        Ok(())
    }

    fn rows_up_to(&self, narrow: &Narrow, most: i64) -> Result<i64> {
        let sql = format!(
            "SELECT count(*) FROM (SELECT 1 FROM {} LIMIT ?)",
            narrow.rows
        );
        let most = std::iter::once(Box::new(most) as Box<dyn ToSql>);
        let values = params_from_iter(narrow.values().chain(most));
        Ok(self.one(&sql, values, |row| get(row, 0))?.unwrap_or(0))
    }
}
