//! What a search finds: the dossiers that have all terms asked for, by their numbers.
//!
//! Lists of terms are read and compared, from the shortest on. Looking a dossier up costs as much as
//! reading a few from a list, so where few are left the others are asked of each of them.

use std::rc::Rc;

use rusqlite::{ToSql, params_from_iter};

use super::{
    among::Among,
    tx::{SqlTx, get, limit},
};
use crate::{desk::DossierFilter, error::Result, terms::Term};

/// Rows of a term that are counted at most: of longer lists it does not matter which is shorter.
const MOST: usize = 50_000;

/// What looking a dossier up under a term costs, in dossiers read from its list.
const LOOKED_UP: usize = 6;

/// The list of a term.
struct List {
    /// The rows of the index.
    rows: &'static str,
    values: Vec<String>,
    /// How long it is, up to [`MOST`].
    length: usize,
}

impl List {
    fn of(term: &Term) -> Self {
        let (rows, values) = match term {
            Term::Whole(term) => ("search_terms WHERE term = ?", vec![term.clone()]),
            Term::Prefix(start) => (
                "search_terms WHERE term >= ? AND term < ?",
                vec![start.clone(), format!("{start}{}", char::MAX)],
            ),
        };
        Self {
            rows,
            values,
            length: 0,
        }
    }

    /// Whether dossiers are looked up in it, where so many are left; a range of terms is only read.
    const fn is_looked_up(&self, left: usize) -> bool {
        self.values.len() == 1 && left.saturating_mul(LOOKED_UP) < self.length
    }

    fn values(&self) -> impl Iterator<Item = Box<dyn ToSql>> {
        let values = self.values.iter().cloned();
        values.map(|value| Box::new(value) as Box<dyn ToSql>)
    }
}

impl SqlTx<'_> {
    /// The dossiers that a filter's search finds; none where it has no search.
    pub(super) fn found(&self, filter: &DossierFilter) -> Result<Option<Rc<Among>>> {
        if filter.terms.is_empty() {
            return Ok(None);
        }
        if let Some((of, found)) = &*self.known.found.borrow()
            && *of == filter.terms
        {
            return Ok(Some(Rc::clone(found)));
        }
        let found = Rc::new(self.found_now(&filter.terms)?);
        let known = (filter.terms.clone(), Rc::clone(&found));
        self.known.found.replace(Some(known));
        Ok(Some(found))
    }

    fn found_now(&self, terms: &[Term]) -> Result<Among> {
        let mut lists: Vec<List> = terms.iter().map(List::of).collect();
        for list in &mut lists {
            list.length = self.length(list)?;
        }
        lists.sort_by_key(|list| list.length);
        let mut found: Option<Among> = None;
        for list in &lists {
            let left = match found {
                None => self.read(list)?,
                Some(found) if found.is_empty() => return Ok(found),
                Some(found) if list.is_looked_up(found.len()) => self.looked_up(&found, list)?,
                Some(found) => found.and(&self.read(list)?),
            };
            found = Some(left);
        }
        Ok(found.unwrap_or_else(|| Among::new(Vec::new())))
    }

    fn length(&self, list: &List) -> Result<usize> {
        let sql = format!("SELECT count(*) FROM (SELECT 1 FROM {} LIMIT ?)", list.rows);
        let most = std::iter::once(Box::new(limit(MOST)) as Box<dyn ToSql>);
        let values = params_from_iter(list.values().chain(most));
        let length = self.one(&sql, values, |row| get::<i64>(row, 0))?;
        Ok(length.map_or(0, |length| usize::try_from(length).unwrap_or(MOST)))
    }

    fn read(&self, list: &List) -> Result<Among> {
        let sql = format!("SELECT json_group_array(dossier) FROM {}", list.rows);
        self.gathered(&sql, list.values())
    }

    /// Those of these dossiers that are in a list.
    fn looked_up(&self, found: &Among, list: &List) -> Result<Among> {
        let sql = format!(
            "SELECT json_group_array(value) FROM json_each(?)
            WHERE EXISTS (SELECT 1 FROM {} AND dossier = value)",
            list.rows
        );
        let found = std::iter::once(Box::new(found.to_text()?) as Box<dyn ToSql>);
        self.gathered(&sql, found.chain(list.values()))
    }
}

#[cfg(test)]
mod tests {
    use super::{super::dossiers::tests::plan, *};

    /// A list is a range of the index alone, and a dossier is looked up in it, never walked to.
    #[test]
    fn terms_are_answered_from_their_index() {
        for term in [Term::Whole("har".to_owned()), Term::Prefix("银".to_owned())] {
            let rows = List::of(&term).rows;
            let read = plan(&format!("SELECT json_group_array(dossier) FROM {rows}"));
            let [step] = read.as_slice() else {
                panic!("one step: {read:?}")
            };
            assert!(
                step.starts_with("SEARCH search_terms USING PRIMARY KEY (term"),
                "{step}"
            );
        }
        let rows = List::of(&Term::Whole("har".to_owned())).rows;
        let looked_up = plan(&format!(
            "SELECT json_group_array(value) FROM json_each(?)
            WHERE EXISTS (SELECT 1 FROM {rows} AND dossier = value)"
        ));
        let step = "SEARCH search_terms EXISTS USING PRIMARY KEY (term=? AND dossier=?)";
        assert!(looked_up.iter().any(|found| found == step), "{looked_up:?}");
    }

    #[test]
    fn few_are_looked_up_in_a_long_list_and_many_compared() {
        let list = |term, length| List {
            length,
            ..List::of(&term)
        };
        let long = list(Term::Whole("har".to_owned()), 6_000);
        assert!(long.is_looked_up(999) && !long.is_looked_up(1_000));
        assert!(!list(Term::Prefix("h".to_owned()), 6_000).is_looked_up(1));
    }
}
