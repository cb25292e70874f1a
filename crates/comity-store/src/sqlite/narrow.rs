//! Lists that are narrowed: to what somebody may see or holds, and to what a search finds.
//!
//! Of such conditions the one that the fewest dossiers pass can *lead*: it gives those few, and
//! the others are asked of each. Where even it leaves many, a page is found sooner by a walk in order.

use rusqlite::{ToSql, params_from_iter};

use super::{
    groups::{Counted, Wanted},
    tx::{SqlTx, get, number, to_json},
};
use crate::{
    access::Who,
    desk::{DossierFilter, Page},
    error::Result,
    terms::Term,
};

/// Rows that are counted at most to compare conditions.
const MANY: i64 = 30_000;

/// What taking a dossier out of its order and sorting it costs, in steps of a walk in order.
const SORTED: i64 = 3;

/// A condition that is answered from an index: of whom a dossier reaches, or of its terms.
pub(super) struct Narrow {
    /// The rows of the index that pass.
    rows: &'static str,
    /// Whether the index is that of whom dossiers reach.
    reach: bool,
    values: Vec<String>,
}

impl Narrow {
    /// The conditions of a filter.
    pub(super) fn of(filter: &DossierFilter) -> Result<Vec<Self>> {
        const REACHES: &str = "desk_reach WHERE who IN (SELECT value FROM json_each(?))";
        const HOLDS: &str = "desk_reach WHERE who IN (SELECT value FROM json_each(?)) AND part > 0";
        let mut all = Vec::new();
        let mut reach = |rows, who: Vec<String>| {
            all.push(Self {
                rows,
                reach: true,
                values: vec![to_json(&who, "desk_reach")?],
            });
            Ok::<_, crate::StoreError>(())
        };
        if let Some(seen) = &filter.seen_by {
            reach(REACHES, seen.iter().map(ToString::to_string).collect())?;
        }
        if let Some(held) = &filter.held_by {
            reach(HOLDS, held.iter().map(ToString::to_string).collect())?;
        }
        if let Some(officer) = &filter.officer {
            reach(HOLDS, vec![Who::Person(officer.clone()).to_string()])?;
        }
        all.extend(filter.terms.iter().map(|term| match term {
            Term::Whole(term) => Self {
                rows: "search_terms WHERE term = ?",
                reach: false,
                values: vec![term.clone()],
            },
            Term::Prefix(start) => Self {
                rows: "search_terms WHERE term >= ? AND term < ?",
                reach: false,
                values: vec![start.clone(), format!("{start}{}", char::MAX)],
            },
        }));
        Ok(all)
    }

    /// Whether it is of a range of terms: that is looked through once, not for each dossier.
    fn is_range(&self) -> bool {
        self.values.len() > 1
    }

    /// That the dossier whose number this expression gives is among the rows.
    fn of_dossier(&self, number: &str) -> String {
        let rows = self.rows;
        if self.is_range() {
            return self.among(number);
        }
        let index = if self.reach {
            rows.replacen(
                "desk_reach",
                "desk_reach INDEXED BY desk_reach_by_dossier",
                1,
            )
        } else {
            rows.to_owned()
        };
        format!("EXISTS (SELECT 1 FROM {index} AND dossier = {number})")
    }

    /// The same, where these rows lead.
    fn among(&self, number: &str) -> String {
        format!("{number} IN (SELECT dossier FROM {})", self.rows)
    }

    fn values(&self) -> impl Iterator<Item = Box<dyn ToSql>> {
        self.values
            .iter()
            .map(|value| Box::new(value.clone()) as Box<dyn ToSql>)
    }
}

/// Conditions on a dossier, of which one may lead.
#[derive(Default)]
pub(super) struct Narrowed {
    all: Vec<Narrow>,
    lead: Option<(usize, i64)>,
}

impl Narrowed {
    /// The conditions of a filter; none leads yet.
    pub(super) fn of(filter: &DossierFilter) -> Result<Self> {
        let all = Narrow::of(filter)?;
        Ok(Self { all, lead: None })
    }

    /// Lets this condition lead, of those in the order of the filter's fields.
    #[cfg(test)]
    pub(super) fn lead_by(&mut self, lead: Option<usize>) {
        self.lead = lead.map(|place| (place, 1));
    }

    /// Whether the filter has no such condition.
    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// Adds the conditions on dossiers of the desk, with the one that leads.
    pub(super) fn add_to(&self, wanted: &mut Wanted, led: bool) {
        for (place, narrow) in self.all.iter().enumerate() {
            let leads = led && self.lead.is_some_and(|(lead, _)| lead == place);
            let condition = if leads {
                narrow.among("desk_dossiers.id")
            } else {
                narrow.of_dossier("desk_dossiers.id")
            };
            wanted.add(condition, narrow.values());
        }
    }

    /// Whether a page is found sooner by the condition that leads than by a walk in order.
    pub(super) fn leads(&self, page: &Page, counted: Counted) -> bool {
        let Some((_, rows)) = self.lead else {
            return false;
        };
        let few = rows.min(counted.passing).max(1);
        let shown = i64::try_from(page.skip.saturating_add(page.limit as u64)).unwrap_or(i64::MAX);
        let walked = shown.saturating_mul(counted.all / few).min(counted.all);
        rows < MANY && rows.saturating_mul(SORTED) <= walked
    }
}

impl SqlTx<'_> {
    /// Lets the condition lead that the fewest rows pass.
    pub(super) fn choose_lead(&self, narrowed: &mut Narrowed) -> Result<()> {
        for (place, narrow) in narrowed.all.iter().enumerate() {
            let most = narrowed.lead.map_or(MANY, |(_, rows)| rows);
            let sql = format!(
                "SELECT count(*) FROM (SELECT 1 FROM {} LIMIT ?)",
                narrow.rows
            );
            let most_value = std::iter::once(Box::new(most) as Box<dyn ToSql>);
            let values = params_from_iter(narrow.values().chain(most_value));
            let rows = self
                .one(&sql, values, |row| get::<i64>(row, 0))?
                .unwrap_or(0);
            if rows < most || narrowed.lead.is_none() {
                narrowed.lead = Some((place, rows));
            }
        }
        Ok(())
    }

    /// How many dossiers pass that reach somebody and are of certain groups: from one index alone.
    ///
    /// `None` where no condition of the filter is of whom dossiers reach.
    pub(super) fn reaching(&self, filter: &DossierFilter) -> Result<Option<u64>> {
        let mut all = Narrow::of(filter)?;
        let Some(place) = all.iter().position(|narrow| narrow.reach) else {
            return Ok(None);
        };
        let lead = all.remove(place);
        let mut wanted = Wanted::of_groups(filter);
        for narrow in &all {
            wanted.add(narrow.of_dossier("lead.dossier"), narrow.values());
        }
        let others = match wanted.clause().strip_prefix("WHERE") {
            Some(conditions) => format!("AND {conditions}"),
            None => String::new(),
        };
        let rows = lead.rows.replacen("desk_reach", "desk_reach AS lead", 1);
        let sql = format!("SELECT count(DISTINCT lead.dossier) FROM {rows} {others}");
        let values = lead.values().chain(wanted.values);
        self.one(&sql, params_from_iter(values), |row| number(row, 0))
    }
}
