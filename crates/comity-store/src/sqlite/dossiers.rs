//! Lists of dossiers in SQLite.
//!
//! Each order has an index with the group of every dossier in it (see [`super::groups`]). A
//! page is found in that index alone, in order, and only the rows that it shows are read. A
//! filter that few pass takes those few by their groups and puts them in order.

use comity_core::{DossierId, PartyName, Time};
use rusqlite::{Row, ToSql, params, params_from_iter};

use super::{
    among::Compared,
    groups::{Count, Passing, Waits, Wanted},
    tx::{SqlTx, bound, format, from_json, get, limit, number, parsed, side, to_json},
};
use crate::{
    days::day_of,
    desk::{DossierFilter, DossierRow, DossierSort, Page, with_id},
    error::Result,
    waiting::{Turn, Waiting},
};

/// Columns of [`dossier_row`].
pub(super) const ROWS: &str =
    "SELECT desk_dossiers.them, dossier, kind, opened_by, reference, status,
    category, urgency, office, exercise, due_order, updated_order, opened_order, row, waits";

// Both are answered from the index of the table's UNIQUE, which a test holds them to.
const NEXT_ID: &str = "SELECT dossier FROM desk_dossiers
    WHERE them = ?1 AND dossier > ?2 ORDER BY dossier LIMIT 1";
const ID_RANGE: &str = "SELECT dossier FROM desk_dossiers
    WHERE them = ?1 AND dossier >= ?2 AND dossier < ?3 ORDER BY dossier LIMIT ?4";

/// What taking a dossier by its group and putting it in order costs, in steps of a walk in order.
const SORTED: i64 = 7;
/// So many are taken by their groups at once, since where they stand in the order of deadlines, a
/// walk may not meet them for long: what is over has none.
const FEW: i64 = 2_000;

impl SqlTx<'_> {
    pub(super) fn dossier_row(
        &self,
        them: &PartyName,
        dossier: &DossierId,
    ) -> Result<Option<DossierRow>> {
        let sql = format!(
            "{ROWS} FROM desk_dossiers JOIN desk_groups ON desk_groups.id = group_id
            WHERE desk_dossiers.them = ?1 AND dossier = ?2"
        );
        self.one(
            &sql,
            params![them.as_str(), dossier.to_string()],
            dossier_row,
        )
    }

    pub(super) fn dossier_ids(
        &self,
        them: &PartyName,
        prefix: &str,
        most: usize,
    ) -> Result<Vec<DossierId>> {
        let next = |after: &str| {
            let params = params![them.as_str(), after];
            self.one(NEXT_ID, params, |row| get::<String>(row, 0))
        };
        let range = |from: &str, until: &str, most| {
            let params = params![them.as_str(), from, until, limit(most)];
            self.all(ID_RANGE, params, |row| get::<String>(row, 0))
        };
        let found = with_id(prefix, most, next, range)?;
        found
            .iter()
            .map(|text| text.parse().map_err(|error| format("desk_dossiers", error)))
            .collect()
    }

    pub(super) fn dossier_page(
        &self,
        filter: &DossierFilter,
        sort: DossierSort,
        page: &Page,
    ) -> Result<Vec<DossierRow>> {
        let way = Way::of(filter);
        if !filter.terms.is_empty() {
            return self.page_of_search(filter, sort, page);
        }
        if way == Way::InOrder {
            return self.page_of_groups(filter, sort, page.clone());
        }
        self.page(self.wanted(filter, way)?, sort, page, way)
    }

    /// That a dossier is wanted: by its group, and by itself.
    fn wanted(&self, filter: &DossierFilter, way: Way) -> Result<Wanted> {
        match way {
            // Of one dossier its group is sooner looked at than all groups are.
            Way::ByReference => self.of_group(filter),
            way => wanted(filter, &*self.passing(filter, Count::Dossiers)?, way),
        }
    }

    /// A page of what is wanted.
    pub(super) fn page(
        &self,
        wanted: Wanted,
        sort: DossierSort,
        page: &Page,
        way: Way,
    ) -> Result<Vec<DossierRow>> {
        let (sql, values) = page_query(wanted, sort, page, way);
        self.all(&sql, params_from_iter(values), dossier_row)
    }

    /// A page of a filter that groups answer: how many pass is known before it begins.
    fn page_of_groups(
        &self,
        filter: &DossierFilter,
        sort: DossierSort,
        mut page: Page,
    ) -> Result<Vec<DossierRow>> {
        let counted = self.passing(filter, Count::Dossiers)?;
        let (all, passing) = (counted.all, counted.passing);
        // When the last that passes was found, the walk need not go on.
        let rest = passing.saturating_sub(bound(page.skip)).max(0);
        page.limit = page.limit.min(usize::try_from(rest).unwrap_or(usize::MAX));
        if page.limit == 0 {
            return Ok(Vec::new());
        }
        // A page in the last half is met sooner from the end.
        let behind = rest.saturating_sub(limit(page.limit));
        let backwards = page.after.is_none() && behind < bound(page.skip);
        let over = if backwards { behind } else { bound(page.skip) };
        let shown = over.saturating_add(limit(page.limit));
        let walked = shown.saturating_mul(all / passing).min(all);
        let few = passing.saturating_mul(SORTED) <= walked
            || sort == DossierSort::NextDue && passing <= FEW;
        let way = match (few && !counted.is_every(), backwards) {
            (true, _) => Way::ByGroup,
            (false, true) => Way::Backwards,
            (false, false) => Way::InOrder,
        };
        if way == Way::Backwards {
            page.skip = over.unsigned_abs();
        }
        self.page(wanted(filter, &counted, way)?, sort, &page, way)
    }

    pub(super) fn dossier_count(&self, filter: &DossierFilter) -> Result<u64> {
        let way = Way::of(filter);
        if way == Way::InOrder && filter.terms.is_empty() {
            let passing = self.passing(filter, Count::Dossiers)?;
            return Ok(passing.passing.unsigned_abs());
        }
        let mut wanted = self.wanted(filter, way)?;
        let mut index = index(way, DossierSort::NextDue);
        if !filter.terms.is_empty() {
            if way == Way::InOrder {
                // Their groups are all that is asked of those that a search found: no row is read.
                index = "INDEXED BY desk_dossiers_by_id";
            }
            self.is_found(filter, &mut wanted)?;
        }
        let (sql, values) = count_query(wanted, index);
        let count = self.one(&sql, params_from_iter(values), |row| number(row, 0))?;
        Ok(count.unwrap_or(0))
    }

    /// What stays as it was is not written: each order that a dossier keeps is an index less.
    pub(super) fn put_dossier_row(&self, dossier: &DossierRow) -> Result<()> {
        let (them, id) = (dossier.them.as_str(), dossier.dossier.to_string());
        let [due, updated, opened] = [
            DossierSort::NextDue,
            DossierSort::Updated,
            DossierSort::Opened,
        ]
        .map(|sort| sort.key(dossier));
        let [ours, theirs] = Turn::ALL.map(|turn| dossier.waits(turn).map(Waiting::order));
        let (now, waits) = (Waits::of(dossier), waits_text(dossier)?);
        self.day_changed(&dossier.them, day_of(dossier.opened_at))?;
        let Some(known) = self.known(dossier)? else {
            let (audience, registered) = self.audience_anew(them, &id)?;
            let group = self.group_or_new(dossier, audience)?;
            let sql = "INSERT INTO desk_dossiers (them, dossier, group_id, reference, due_order,
                    updated_order, opened_order, ours_order, theirs_order, waits, row)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
            let (reference, row) = (&dossier.reference, &dossier.row);
            self.run(
                sql,
                params![
                    them, id, group, reference, due, updated, opened, ours, theirs, waits, row
                ],
            )?;
            let number = self.last_id();
            if !registered {
                self.unregistered_yet(number)?;
            }
            self.terms_are_due(number)?;
            return self.joined(group, now);
        };
        let number = known.number;
        self.day_changed(
            &dossier.them,
            day_of(Time::from_seconds(-known.places.opened)),
        )?;
        if known.said != updated {
            self.terms_are_due(number)?;
        }
        if !known.same_reference {
            let sql = "UPDATE desk_dossiers SET reference = ?2 WHERE id = ?1";
            self.run(sql, params![number, dossier.reference])?;
        }
        let before = known.places.group;
        let audience = match self.audience_of(before)? {
            Some(audience) => audience,
            None => self.audience_anew(them, &id)?.0,
        };
        let places = Places {
            group: self.group_or_new(dossier, audience)?,
            due,
            opened,
            ours,
            theirs,
        };
        if known.places == places {
            let sql = "UPDATE desk_dossiers SET updated_order = ?2, waits = ?3, row = ?4
                WHERE id = ?1";
            self.run(sql, params![number, updated, waits, dossier.row])?;
            return Ok(());
        }
        let sql = "UPDATE desk_dossiers SET group_id = ?2, due_order = ?3, opened_order = ?4,
            updated_order = ?5, ours_order = ?6, theirs_order = ?7, waits = ?8, row = ?9
            WHERE id = ?1";
        let group = places.group;
        self.run(
            sql,
            params![
                number,
                group,
                due,
                opened,
                updated,
                ours,
                theirs,
                waits,
                dossier.row
            ],
        )?;
        let waited = known.places.waits();
        if before == group {
            return self.waits_anew(group, waited, now);
        }
        self.joined(group, now)?;
        self.left(before, waited)
    }

    fn known(&self, dossier: &DossierRow) -> Result<Option<Known>> {
        let sql = "SELECT id, reference IS ?3, updated_order,
                group_id, due_order, opened_order, ours_order, theirs_order
            FROM desk_dossiers WHERE them = ?1 AND dossier = ?2";
        let (them, id) = (dossier.them.as_str(), dossier.dossier.to_string());
        self.one(sql, params![them, id, dossier.reference], |row| {
            Ok(Known {
                number: get(row, 0)?,
                same_reference: get(row, 1)?,
                said: get(row, 2)?,
                places: Places {
                    group: get(row, 3)?,
                    due: get(row, 4)?,
                    opened: get(row, 5)?,
                    ours: get(row, 6)?,
                    theirs: get(row, 7)?,
                },
            })
        })
    }
}

/// A dossier as it stands on the desk.
struct Known {
    number: i64,
    same_reference: bool,
    /// When something was last said, as it is sorted by.
    said: i64,
    places: Places,
}

/// Where a dossier stands: in its group, and in the orders that not every act changes.
#[derive(PartialEq, Eq)]
struct Places {
    group: i64,
    due: i64,
    opened: i64,
    ours: Option<i64>,
    theirs: Option<i64>,
}

impl Places {
    fn waits(&self) -> Waits {
        Waits {
            ours: self.ours.is_some().into(),
            theirs: self.theirs.is_some().into(),
        }
    }
}

/// What waits, as it is kept: for us, and for the counterpart.
fn waits_text(dossier: &DossierRow) -> Result<Option<String>> {
    let waits = Turn::ALL.map(|turn| dossier.waits(turn));
    if waits.iter().all(Option::is_none) {
        return Ok(None);
    }
    Ok(Some(to_json(&waits, "desk_dossiers")?))
}

/// How the dossiers that a filter wants are come by.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    /// All in their order, passing over those that are not wanted.
    InOrder,
    /// The same from the end.
    Backwards,
    /// By their groups, and put in order.
    ByGroup,
    /// What a search found, put in order.
    Found,
    /// By a reference, which is of one dossier, or of a few.
    ByReference,
    /// By their deadlines, of which few are near.
    ByDeadline,
    /// By when they were opened, within a span.
    ByOpening,
}

impl Way {
    /// What a filter leads to by itself, whatever there is.
    pub(super) const fn of(filter: &DossierFilter) -> Self {
        if filter.reference.is_some() {
            Self::ByReference
        } else if filter.due_before.is_some() {
            Self::ByDeadline
        } else if filter.opened_from.is_some() || filter.opened_before.is_some() {
            Self::ByOpening
        } else {
            Self::InOrder
        }
    }
}

/// That a dossier is wanted whose group is among those that pass.
pub(super) fn wanted(filter: &DossierFilter, passing: &Passing, way: Way) -> Result<Wanted> {
    let compared = match way {
        Way::ByGroup => Compared::Sought,
        _ => Compared::OneByOne,
    };
    Wanted::dossiers(filter, passing, compared)
}

/// How many are wanted: the statement and its values.
fn count_query(wanted: Wanted, index: &str) -> (String, Vec<Box<dyn ToSql>>) {
    let clause = wanted.clause();
    let sql = format!("SELECT count(*) FROM desk_dossiers {index} {clause}");
    (sql, wanted.values)
}

/// A page of what is wanted: the statement and its values.
fn page_query(
    mut wanted: Wanted,
    sort: DossierSort,
    page: &Page,
    way: Way,
) -> (String, Vec<Box<dyn ToSql>>) {
    let order = order(sort);
    if let Some(after) = &page.after {
        wanted.comes_after(order, after);
    }
    wanted.values.push(Box::new(limit(page.limit)));
    wanted.values.push(Box::new(bound(page.skip)));
    let down = if way == Way::Backwards { "DESC" } else { "" };
    let sql = format!(
        "{ROWS} FROM
            (SELECT id AS found FROM desk_dossiers {} {}
            ORDER BY {order} {down}, id {down} LIMIT ? OFFSET ?)
        CROSS JOIN desk_dossiers ON desk_dossiers.id = found
        CROSS JOIN desk_groups ON desk_groups.id = group_id
        ORDER BY {order}, desk_dossiers.id",
        index(way, sort),
        wanted.clause(),
    );
    (sql, wanted.values)
}

pub(super) const fn order(sort: DossierSort) -> &'static str {
    match sort {
        DossierSort::NextDue => "due_order",
        DossierSort::Updated => "updated_order",
        DossierSort::Opened => "opened_order",
    }
}

pub(super) const fn index(way: Way, sort: DossierSort) -> &'static str {
    match (way, sort) {
        (Way::Found, _) => "NOT INDEXED",
        (Way::ByReference, _) => "INDEXED BY desk_dossiers_by_reference",
        (Way::ByGroup, _) => "INDEXED BY desk_dossiers_by_group",
        (Way::ByDeadline, _) | (Way::InOrder | Way::Backwards, DossierSort::NextDue) => {
            "INDEXED BY desk_dossiers_by_due"
        }
        (Way::InOrder | Way::Backwards, DossierSort::Updated) => {
            "INDEXED BY desk_dossiers_by_updated"
        }
        (Way::ByOpening, _) | (Way::InOrder | Way::Backwards, DossierSort::Opened) => {
            "INDEXED BY desk_dossiers_by_opened"
        }
    }
}

pub(super) fn dossier_row(row: &Row<'_>) -> Result<DossierRow> {
    let due = get::<i64>(row, 10)?;
    let waits = get::<Option<String>>(row, 14)?;
    let waits: Option<[Option<Waiting>; 2]> = waits
        .map(|text| from_json(&text, "desk_dossiers"))
        .transpose()?;
    let [ours, theirs] = waits.unwrap_or_default();
    Ok(DossierRow {
        them: parsed(row, 0, "desk_dossiers")?,
        dossier: parsed(row, 1, "desk_dossiers")?,
        kind: get(row, 2)?,
        opened_by: side(row, 3)?,
        reference: get(row, 4)?,
        status: get(row, 5)?,
        category: get(row, 6)?,
        urgency: get(row, 7)?,
        office: get(row, 8)?,
        exercise: get(row, 9)?,
        next_due: (due != i64::MAX).then(|| Time::from_seconds(due)),
        updated_at: Time::from_seconds(-get::<i64>(row, 11)?),
        opened_at: Time::from_seconds(-get::<i64>(row, 12)?),
        ours,
        theirs,
        row: get(row, 13)?,
    })
}

#[cfg(test)]
pub(super) mod tests {
    use rusqlite::Connection;

    use super::*;

    /// The steps of a statement, as SQLite would take them in an empty file.
    pub(in crate::sqlite) fn plan(sql: &str) -> Vec<String> {
        let mut db = Connection::open_in_memory().unwrap();
        crate::sqlite::migrate::migrate(&mut db).unwrap();
        let mut statement = db.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
        let mut rows = statement.raw_query();
        let mut steps = Vec::new();
        while let Some(row) = rows.next().unwrap() {
            steps.push(row.get(3).unwrap());
        }
        steps
    }

    #[test]
    fn an_id_is_looked_up_and_never_walked_to() {
        for (sql, looked_up) in [
            (NEXT_ID, "(them=? AND dossier>?)"),
            (ID_RANGE, "(them=? AND dossier>? AND dossier<?)"),
        ] {
            let plan = plan(sql);
            let [step] = plan.as_slice() else {
                panic!("one step: {plan:?}")
            };
            let searched = step.starts_with("SEARCH") && step.contains("COVERING INDEX");
            assert!(searched && step.contains(looked_up), "{step}");
        }
    }

    /// The steps of a page of a list that walk over dossiers or look for them.
    pub(in crate::sqlite) fn met(wanted: Wanted, sort: DossierSort, way: Way) -> Vec<String> {
        let (sql, _) = page_query(wanted, sort, &Page::default(), way);
        let mut steps = plan(&sql);
        steps.retain(|step| step.contains(" desk_dossiers "));
        steps
    }

    /// No row is read to be passed over: the page is found first, then each of its rows is read.
    #[test]
    fn a_page_is_found_in_the_index_of_its_order() {
        const READ: &str = "SEARCH desk_dossiers USING INTEGER PRIMARY KEY (rowid=?)";
        let (every, some) = (Passing::every(9), Passing::among(vec![2, 5]));
        for (sort, index) in [
            (DossierSort::NextDue, "desk_dossiers_by_due"),
            (DossierSort::Updated, "desk_dossiers_by_updated"),
            (DossierSort::Opened, "desk_dossiers_by_opened"),
        ] {
            let walk = format!("SCAN desk_dossiers USING COVERING INDEX {index}");
            let of = |passing, way| wanted(&DossierFilter::default(), passing, way).unwrap();
            for passing in [&every, &some] {
                for way in [Way::InOrder, Way::Backwards] {
                    assert_eq!(met(of(passing, way), sort, way), [walk.as_str(), READ]);
                }
            }
            let few =
                "SEARCH desk_dossiers USING COVERING INDEX desk_dossiers_by_group (group_id=?)";
            let way = Way::ByGroup;
            assert_eq!(met(of(&some, way), sort, way), [few, READ]);
        }
    }

    /// And the group of what is found; others are not looked at.
    #[test]
    fn a_reference_is_looked_up_in_every_order() {
        let mut db = Connection::open_in_memory().unwrap();
        crate::sqlite::migrate::migrate(&mut db).unwrap();
        let tx = SqlTx::new(&db);
        let filter = DossierFilter {
            reference: Some("REF-1".to_owned()),
            status: Some("sent".to_owned()),
            ..DossierFilter::default()
        };
        for sort in [
            DossierSort::NextDue,
            DossierSort::Updated,
            DossierSort::Opened,
        ] {
            let wanted = tx.wanted(&filter, Way::ByReference).unwrap();
            let plan = plan(&page_query(wanted, sort, &Page::default(), Way::ByReference).0);
            let looked_up =
                |step: &String| step.contains("desk_dossiers_by_reference (reference=?)");
            assert!(plan.iter().any(looked_up), "{plan:?}");
            let walks = |step: &String| step.starts_with("SCAN desk");
            assert!(!plan.iter().any(walks), "{plan:?}");
        }
    }
}
