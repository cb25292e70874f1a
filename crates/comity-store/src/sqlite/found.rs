//! What a search finds: the dossiers that have all terms asked for.
//!
//! Where many have them, a page is met soon in its order. Else lists of terms are read and compared
//! until few dossiers are left, and these are looked up under the other terms.

use rusqlite::{ToSql, params, params_from_iter};

use super::{
    among::{Among, Compared},
    dossiers::{Way, index, order, wanted},
    groups::{Count, Passing, Wanted},
    tx::{SqlTx, bound, get, limit, to_json},
};
use crate::{
    desk::{DossierFilter, DossierRow, DossierSort, Page},
    error::Result,
    terms::Term,
};

/// Rows that are counted of a list; of longer ones, a page may be met soon.
const COUNTED: usize = 1_000;
/// Dossiers in whose order a page is met soon or not at all.
const SOON: i64 = 2_000;
/// The longest list that is read.
const READ: usize = 16_000;
/// So many dossiers are looked up in the lists that are left, sooner than those are read.
const FEW: usize = 2_000;
/// What putting a dossier in order costs that a search found, in steps of a walk in order.
const SORTED: i64 = 8;

/// Terms that begin alike, in which a dossier is looked up one by one; of more, all rows are read.
const ALIKE: usize = 64;

/// The list of a term, or of all that begin alike.
struct List {
    term: Term,
    /// The terms that begin alike; none where they are too many to look a dossier up in each.
    alike: Option<Vec<String>>,
    /// How long it is, up to [`COUNTED`].
    length: usize,
    /// Whether it is long, and its term overlaps one before it.
    follows: bool,
}

impl List {
    fn of(term: &Term) -> Self {
        Self {
            term: term.clone(),
            alike: None,
            length: 0,
            follows: false,
        }
    }

    const fn is_range(&self) -> bool {
        matches!(self.term, Term::Prefix(_))
    }

    /// Whether it is of terms that begin alike, and long: such a one is never read.
    const fn is_long_range(&self) -> bool {
        self.is_range() && self.length >= COUNTED
    }

    fn text(&self) -> &str {
        let (Term::Whole(text) | Term::Prefix(text)) = &self.term;
        text
    }

    /// The rows of the index.
    const fn rows(&self) -> &'static str {
        match self.term {
            Term::Whole(_) => "search_terms WHERE term = ?",
            Term::Prefix(_) => "search_terms WHERE term >= ? AND term < ?",
        }
    }

    fn values(&self) -> impl Iterator<Item = Box<dyn ToSql>> {
        let from = self.text().to_owned();
        let until = self.is_range().then(|| beyond(&from));
        let values = [Some(from), until].into_iter().flatten();
        values.map(|value| Box::new(value) as Box<dyn ToSql>)
    }

    /// Its first dossiers, as text.
    fn read(&self) -> String {
        let rows = self.rows();
        format!("SELECT json_group_array(dossier) FROM (SELECT dossier FROM {rows} LIMIT ?)")
    }

    /// Adds that a dossier of the desk is in it.
    fn add_to(&self, wanted: &mut Wanted) -> Result<()> {
        let rows = self.rows();
        match (&self.alike, self.is_range()) {
            (Some(terms), _) => {
                let terms = to_json(terms, "search_terms")?;
                wanted.add(ALIKE_HAS.to_owned(), [Box::new(terms) as _]);
            }
            (None, false) => {
                let has = format!("EXISTS (SELECT 1 FROM {rows} AND dossier = desk_dossiers.id)");
                wanted.add(has, self.values());
            }
            (None, true) => {
                let has = format!("desk_dossiers.id IN (SELECT dossier FROM {rows})");
                wanted.add(has, self.values());
            }
        }
        Ok(())
    }

    /// Whether its term and another overlap, as pieces of one word do: lists of such have most in
    /// common, and comparing them leaves as much.
    fn overlaps(&self, other: &Self) -> bool {
        let follows = |one: &str, two: &str| {
            let mut chars = one.chars();
            chars.next();
            two.starts_with(chars.as_str())
        };
        follows(self.text(), other.text()) || follows(other.text(), self.text())
    }
}

/// Terms from the first that begins so on, each found from the one before.
const BEGIN_ALIKE: &str = "WITH RECURSIVE alike (term) AS (
        SELECT min(term) FROM search_terms WHERE term >= ?1 AND term < ?2
        UNION ALL
        SELECT (SELECT min(term) FROM search_terms
            WHERE search_terms.term > alike.term AND search_terms.term < ?2)
        FROM alike WHERE term IS NOT NULL LIMIT ?3)
    SELECT term FROM alike WHERE term IS NOT NULL";

/// That a dossier of the desk has one of some terms.
const ALIKE_HAS: &str = "EXISTS (SELECT 1 FROM search_terms
    WHERE term IN (SELECT value FROM json_each(?)) AND dossier = desk_dossiers.id)";

/// Greater than all that begins so.
fn beyond(start: &str) -> String {
    format!("{start}{}", char::MAX)
}

/// Puts the shortest first; of the long ones, those first whose terms do not overlap.
fn put_in_order(lists: &mut Vec<List>) {
    lists.sort_by_key(|list| list.length);
    let (mut apart, mut others): (Vec<List>, Vec<List>) = Default::default();
    for mut list in lists.drain(..) {
        let long = list.length >= COUNTED;
        list.follows = long && apart.iter().any(|before| before.overlaps(&list));
        match list.follows {
            true => others.push(list),
            false => apart.push(list),
        }
    }
    lists.extend(apart);
    lists.extend(others);
}

/// Lists of which some are compared.
struct Narrowed {
    /// The dossiers that the read ones have in common; none where no list was read.
    found: Option<Among>,
    /// The others.
    rest: Vec<List>,
}

impl Narrowed {
    fn add_to(&self, wanted: &mut Wanted, compared: Compared) -> Result<()> {
        if let Some(found) = &self.found {
            wanted.is_among("desk_dossiers.id", found, compared)?;
        }
        add(&self.rest, wanted)
    }
}

/// Adds that a dossier is in all lists.
fn add(lists: &[List], wanted: &mut Wanted) -> Result<()> {
    lists.iter().try_for_each(|list| list.add_to(wanted))
}

impl SqlTx<'_> {
    /// A page of a search.
    pub(super) fn page_of_search(
        &self,
        filter: &DossierFilter,
        sort: DossierSort,
        page: &Page,
    ) -> Result<Vec<DossierRow>> {
        let passing = self.passing(filter, Count::Dossiers)?;
        let (lists, mut way) = (self.lists(&filter.terms)?, Way::of(filter));
        let is_long =
            |list: &List| list.length >= COUNTED && (list.alike.is_some() || !list.is_range());
        if way == Way::InOrder && lists.iter().all(is_long) {
            let mut soon = wanted(filter, &passing, way)?;
            let is_all = self.is_soon(&mut soon, sort)?;
            add(&lists, &mut soon)?;
            let rows = self.page(soon, sort, page, way)?;
            if is_all || rows.len() == page.limit {
                return Ok(rows);
            }
        }
        let narrowed = self.narrowed(lists)?;
        let mut wanted = wanted(filter, &passing, way)?;
        let found = narrowed.found.as_ref();
        let mut compared = Compared::OneByOne;
        if way == Way::InOrder && found.is_some_and(|found| leads(found, page, &passing)) {
            (way, compared) = (Way::Found, Compared::Sought);
        }
        narrowed.add_to(&mut wanted, compared)?;
        self.page(wanted, sort, page, way)
    }

    /// Adds that a dossier is found by a filter's search.
    pub(super) fn is_found(&self, filter: &DossierFilter, wanted: &mut Wanted) -> Result<()> {
        let narrowed = self.narrowed(self.lists(&filter.terms)?)?;
        narrowed.add_to(wanted, Compared::Sought)
    }

    /// The lists of terms in the order in which they are compared.
    fn lists(&self, terms: &[Term]) -> Result<Vec<List>> {
        let mut lists: Vec<List> = terms.iter().map(List::of).collect();
        for list in &mut lists {
            let rows = list.rows();
            let sql = format!("SELECT count(*) FROM (SELECT 1 FROM {rows} LIMIT ?)");
            let most = std::iter::once(Box::new(limit(COUNTED)) as Box<dyn ToSql>);
            let values = params_from_iter(list.values().chain(most));
            let length = self.one(&sql, values, |row| get::<i64>(row, 0))?;
            list.length = length.map_or(0, |length| usize::try_from(length).unwrap_or(COUNTED));
            if list.is_long_range() {
                list.alike = self.alike(list.text())?;
            }
        }
        put_in_order(&mut lists);
        Ok(lists)
    }

    /// The terms that begin so, unless they are many.
    fn alike(&self, start: &str) -> Result<Option<Vec<String>>> {
        let most = ALIKE.saturating_add(1);
        let values = params![start, beyond(start), limit(most)];
        let terms: Vec<String> = self.all(BEGIN_ALIKE, values, |row| get(row, 0))?;
        Ok(Some(terms).filter(|terms| terms.len() <= ALIKE))
    }

    /// Compares lists until few dossiers are left, or one of each word was read.
    fn narrowed(&self, lists: Vec<List>) -> Result<Narrowed> {
        let (mut found, mut rest): (Option<Among>, Vec<List>) = Default::default();
        for list in lists {
            let settled = |found: &Among| found.len() <= FEW || list.follows;
            if found.as_ref().is_some_and(settled) || list.is_long_range() {
                rest.push(list);
                continue;
            }
            let most = std::iter::once(Box::new(limit(READ)) as Box<dyn ToSql>);
            let these = self.gathered(&list.read(), list.values().chain(most))?;
            if these.len() == READ {
                rest.push(list);
                continue;
            }
            found = Some(match found {
                Some(found) => found.and(&these),
                None => these,
            });
        }
        Ok(Narrowed { found, rest })
    }

    /// Adds that a dossier is among the first of an order; whether that is every dossier.
    fn is_soon(&self, wanted: &mut Wanted, sort: DossierSort) -> Result<bool> {
        let (order, index) = (order(sort), index(Way::InOrder, sort));
        let sql = format!(
            "SELECT {order}, id FROM desk_dossiers {index} ORDER BY {order}, id LIMIT 1 OFFSET ?"
        );
        let end = self.one(&sql, [SOON], |row| {
            Ok([get::<i64>(row, 0)?, get::<i64>(row, 1)?])
        })?;
        let Some(end) = end else {
            return Ok(true);
        };
        let values = end.map(|value| Box::new(value) as Box<dyn ToSql>);
        wanted.add(format!("({order}, id) < (?, ?)"), values);
        Ok(false)
    }
}

/// Whether a page of what a search found is put in order sooner than it is met in its order.
fn leads(found: &Among, page: &Page, passing: &Passing) -> bool {
    let (all, found) = (passing.all, limit(found.len()));
    let few = found.min(passing.passing).max(1);
    let shown = bound(page.skip.saturating_add(page.limit as u64));
    let walked = shown.saturating_mul(all / few).min(all);
    found.saturating_mul(SORTED) <= walked
}

#[cfg(test)]
mod tests {
    use super::{
        super::dossiers::tests::{met, plan},
        *,
    };

    fn list(term: &str) -> List {
        List::of(&Term::Whole(term.to_owned()))
    }

    /// A list is a range of the index alone, and a dossier is looked up in it, never walked to.
    #[test]
    fn terms_are_answered_from_their_index() {
        for term in [Term::Whole("har".to_owned()), Term::Prefix("银".to_owned())] {
            let read = plan(&List::of(&term).read());
            let searched = "SEARCH search_terms USING PRIMARY KEY (term";
            let reads = |step: &String| step.starts_with(searched);
            assert_eq!(
                read.iter().filter(|step| reads(step)).count(),
                1,
                "{read:?}"
            );
            let walks = |step: &String| step.contains("SCAN search_terms");
            assert!(!read.iter().any(walks), "{read:?}");
        }
        let mut wanted =
            wanted(&DossierFilter::default(), &Passing::every(9), Way::InOrder).unwrap();
        let begins = List {
            alike: Some(Vec::new()),
            ..List::of(&Term::Prefix("h".to_owned()))
        };
        add(&[list("har"), begins], &mut wanted).unwrap();
        let clause = wanted.clause();
        let looked_up = plan(&format!("SELECT id FROM desk_dossiers {clause}"));
        let searches = looked_up.iter().filter(|step| {
            step.contains("search_terms") && step.ends_with("PRIMARY KEY (term=? AND dossier=?)")
        });
        assert_eq!(searches.count(), 2, "{looked_up:?}");
        for step in plan(BEGIN_ALIKE) {
            assert!(!step.starts_with("SCAN search_terms"), "{step}");
        }
    }

    /// What a search found is met in its order, or looked up where it is little; never walked to.
    #[test]
    fn what_a_search_found_is_met_or_looked_up() {
        let (filter, some) = (DossierFilter::default(), Passing::among(vec![2, 5]));
        let narrowed = Narrowed {
            found: Some(Among::new(vec![3, 4])),
            rest: vec![list("har")],
        };
        for (way, compared, first) in [
            (
                Way::InOrder,
                Compared::OneByOne,
                "SCAN desk_dossiers USING COVERING INDEX desk_dossiers_by_updated",
            ),
            (
                Way::Found,
                Compared::Sought,
                "SEARCH desk_dossiers USING INTEGER PRIMARY KEY (rowid=?)",
            ),
        ] {
            let mut wanted = wanted(&filter, &some, way).unwrap();
            narrowed.add_to(&mut wanted, compared).unwrap();
            let met = met(wanted, DossierSort::Updated, way);
            assert_eq!(met.first().map(String::as_str), Some(first), "{met:?}");
        }
    }

    #[test]
    fn rare_terms_come_first_and_then_one_of_each_word() {
        let lists = [("airways", COUNTED), ("rare", 7), ("botnet", COUNTED)];
        let pieces = lists.iter().flat_map(|(word, length)| {
            let chars: Vec<char> = word.chars().collect();
            let pieces: Vec<String> = chars
                .windows(3)
                .map(|three| three.iter().collect())
                .collect();
            pieces.into_iter().map(|piece| List {
                length: *length,
                ..list(&piece)
            })
        });
        let mut lists: Vec<List> = pieces.collect();
        put_in_order(&mut lists);
        let order: Vec<&str> = lists.iter().map(List::text).collect();
        assert_eq!(
            order,
            [
                "rar", "are", "air", "rwa", "ays", "bot", "tne", "irw", "way", "otn", "net"
            ]
        );
        assert!(list("海港").overlaps(&list("港银")));
        assert!(!list("海港").overlaps(&list("银行")));
    }
}
