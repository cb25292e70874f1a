//! Lists of dossiers in SQLite.
//!
//! Each order has an index with the group of every dossier in it (see [`super::groups`]). A
//! page is found in that index alone, in order, and only the rows that it shows are read. A
//! filter that few pass takes those few by their groups and puts them in order.

use comity_core::{DossierId, PartyName, Time};
use rusqlite::{Row, ToSql, params, params_from_iter};

use super::{
    groups::{Counted, Wanted},
    narrow::Narrowed,
    tx::{SqlTx, bound, format, get, limit, number, parsed, side},
};
use crate::{
    days::day_of,
    desk::{DossierFilter, DossierRow, DossierSort, Page, with_id},
    error::Result,
};

/// Columns of [`dossier_row`].
const ROWS: &str = "SELECT desk_dossiers.them, dossier, kind, opened_by, reference, status,
    category, urgency, office, exercise, due_order, updated_order, opened_order, row";

// Both are answered from the index of the table's UNIQUE, which a test holds them to.
const NEXT_ID: &str = "SELECT dossier FROM desk_dossiers
    WHERE them = ?1 AND dossier > ?2 ORDER BY dossier LIMIT 1";
const ID_RANGE: &str = "SELECT dossier FROM desk_dossiers
    WHERE them = ?1 AND dossier >= ?2 AND dossier < ?3 ORDER BY dossier LIMIT ?4";

/// Of so many dossiers that a walk would meet, one must pass to make it worthwhile.
const RARE: i64 = 4;

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
        let any = DossierFilter::default();
        let (mut filter, mut page) = (filter, page.clone());
        let (mut way, mut narrowed) = (Way::of(filter), Narrowed::of(filter)?);
        if way == Way::InOrder && !narrowed.is_empty() {
            self.choose_lead(&mut narrowed)?;
            let counted = self.counted(filter)?;
            if narrowed.leads(&page, counted) {
                way = Way::Led;
            } else if sort == DossierSort::NextDue && counted.passing < counted.all / RARE {
                way = Way::ByGroup;
            }
        } else if way == Way::InOrder {
            let Counted { all, passing } = self.counted(filter)?;
            // When the last that passes was found, the walk need not go on.
            let rest = u64::try_from(passing)
                .unwrap_or(0)
                .saturating_sub(page.skip);
            page.limit = page.limit.min(usize::try_from(rest).unwrap_or(usize::MAX));
            if page.limit == 0 {
                return Ok(Vec::new());
            }
            if passing == all {
                filter = &any;
            } else if sort == DossierSort::NextDue && passing < all / RARE {
                way = Way::ByGroup;
            }
        }
        let (sql, values) = page_query(filter, sort, &page, way, &narrowed);
        self.all(&sql, params_from_iter(values), dossier_row)
    }

    pub(super) fn dossier_count(&self, filter: &DossierFilter) -> Result<u64> {
        let (mut way, mut narrowed) = (Way::of(filter), Narrowed::of(filter)?);
        if way == Way::InOrder {
            if narrowed.is_empty() {
                return Ok(u64::try_from(self.counted(filter)?.passing).unwrap_or(0));
            }
            if let Some(count) = self.reaching(filter)? {
                return Ok(count);
            }
            self.choose_lead(&mut narrowed)?;
            way = Way::Led;
        }
        let mut wanted = Wanted::dossiers(filter);
        narrowed.add_to(&mut wanted, way == Way::Led);
        let sql = format!(
            "SELECT count(*) FROM desk_dossiers {} {}",
            index(way, DossierSort::NextDue),
            wanted.clause()
        );
        let count = self.one(&sql, params_from_iter(wanted.values), |row| number(row, 0))?;
        Ok(count.unwrap_or(0))
    }

    /// What stays as it was is not written: each order that a dossier keeps is an index less.
    pub(super) fn put_dossier_row(&self, dossier: &DossierRow) -> Result<()> {
        let (them, id) = (dossier.them.as_str(), dossier.dossier.to_string());
        let sql = "SELECT id, group_id, due_order, opened_order, reference IS ?3, updated_order
            FROM desk_dossiers WHERE them = ?1 AND dossier = ?2";
        let known = self.one(sql, params![them, id, dossier.reference], |row| {
            let places: (i64, i64, i64) = (get(row, 1)?, get(row, 2)?, get(row, 3)?);
            let said: i64 = get(row, 5)?;
            Ok((get::<i64>(row, 0)?, places, get::<bool>(row, 4)?, said))
        })?;
        let group = self.group_or_new(dossier)?;
        let due = DossierSort::NextDue.key(dossier);
        let updated = DossierSort::Updated.key(dossier);
        let opened = DossierSort::Opened.key(dossier);
        self.day_changed(&dossier.them, day_of(dossier.opened_at))?;
        if let Some((_, (_, _, before), _, _)) = known {
            self.day_changed(&dossier.them, day_of(Time::from_seconds(-before)))?;
        }
        let Some((number, places, same_reference, said)) = known else {
            let sql = "INSERT INTO desk_dossiers (them, dossier, group_id, reference,
                    due_order, updated_order, opened_order, row)
                VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
            let (reference, row) = (&dossier.reference, &dossier.row);
            self.run(
                sql,
                params![them, id, group, reference, due, updated, opened, row],
            )?;
            let number = self.last_id();
            self.reach_anew(number, group, them, &id)?;
            self.terms_are_due(number)?;
            return self.joined(group);
        };
        if said != updated {
            self.terms_are_due(number)?;
        }
        if !same_reference {
            let sql = "UPDATE desk_dossiers SET reference = ?2 WHERE id = ?1";
            self.run(sql, params![number, dossier.reference])?;
        }
        if places == (group, due, opened) {
            let sql = "UPDATE desk_dossiers SET updated_order = ?2, row = ?3 WHERE id = ?1";
            self.run(sql, params![number, updated, dossier.row])?;
            return Ok(());
        }
        let sql = "UPDATE desk_dossiers SET group_id = ?2, due_order = ?3, opened_order = ?4,
            updated_order = ?5, row = ?6 WHERE id = ?1";
        self.run(
            sql,
            params![number, group, due, opened, updated, dossier.row],
        )?;
        let before = places.0;
        if before != group {
            self.regroup_reach(number, group)?;
            self.joined(group)?;
            self.left(before)?;
        }
        Ok(())
    }
}

/// How the dossiers that a filter wants are come by.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// All in their order, passing over those that are not wanted.
    InOrder,
    /// By their groups, and put in order.
    ByGroup,
    /// By whom they reach or by a term, and put in order.
    Led,
    /// By a reference, which is of one dossier, or of a few.
    ByReference,
    /// By their deadlines, of which few are near.
    ByDeadline,
    /// By when they were opened, within a span.
    ByOpening,
}

impl Way {
    /// What a filter leads to by itself, whatever there is.
    const fn of(filter: &DossierFilter) -> Self {
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

/// A page of a list: the statement and its values.
fn page_query(
    filter: &DossierFilter,
    sort: DossierSort,
    page: &Page,
    way: Way,
    narrowed: &Narrowed,
) -> (String, Vec<Box<dyn ToSql>>) {
    let order = order(sort);
    let mut wanted = Wanted::dossiers(filter);
    narrowed.add_to(&mut wanted, way == Way::Led);
    if let Some(after) = &page.after {
        // Among equals it goes on after the dossier; where that is gone, with the first of them.
        let condition = format!(
            "({order}, id) > (?, coalesce((SELECT id FROM desk_dossiers
                WHERE them = ? AND dossier = ?), 0))"
        );
        let place = [
            Box::new(after.key) as Box<dyn ToSql>,
            Box::new(after.them.as_str().to_owned()),
            Box::new(after.dossier.clone()),
        ];
        wanted.add(condition, place);
    }
    wanted.values.push(Box::new(limit(page.limit)));
    wanted.values.push(Box::new(bound(page.skip)));
    let sql = format!(
        "{ROWS} FROM
            (SELECT id AS found FROM desk_dossiers {} {}
            ORDER BY {order}, id LIMIT ? OFFSET ?)
        CROSS JOIN desk_dossiers ON desk_dossiers.id = found
        CROSS JOIN desk_groups ON desk_groups.id = group_id
        ORDER BY {order}, desk_dossiers.id",
        index(way, sort),
        wanted.clause(),
    );
    (sql, wanted.values)
}

const fn order(sort: DossierSort) -> &'static str {
    match sort {
        DossierSort::NextDue => "due_order",
        DossierSort::Updated => "updated_order",
        DossierSort::Opened => "opened_order",
    }
}

const fn index(way: Way, sort: DossierSort) -> &'static str {
    match (way, sort) {
        (Way::Led, _) => "NOT INDEXED",
        (Way::ByReference, _) => "INDEXED BY desk_dossiers_by_reference",
        (Way::ByGroup, _) => "INDEXED BY desk_dossiers_by_group",
        (Way::ByDeadline, _) | (Way::InOrder, DossierSort::NextDue) => {
            "INDEXED BY desk_dossiers_by_due"
        }
        (Way::InOrder, DossierSort::Updated) => "INDEXED BY desk_dossiers_by_updated",
        (Way::ByOpening, _) | (Way::InOrder, DossierSort::Opened) => {
            "INDEXED BY desk_dossiers_by_opened"
        }
    }
}

fn dossier_row(row: &Row<'_>) -> Result<DossierRow> {
    let due = get::<i64>(row, 10)?;
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
        row: get(row, 13)?,
    })
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use super::*;

    /// The steps of a statement, as SQLite would take them in an empty file.
    fn plan(sql: &str) -> Vec<String> {
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
    fn met(filter: &DossierFilter, sort: DossierSort, way: Way) -> Vec<String> {
        let (sql, _) = page_query(filter, sort, &Page::default(), way, &Narrowed::default());
        let mut steps = plan(&sql);
        steps.retain(|step| step.contains(" desk_dossiers "));
        steps
    }

    /// No row is read to be passed over: the page is found first, then each of its rows is read.
    #[test]
    fn a_page_is_found_in_the_index_of_its_order() {
        const READ: &str = "SEARCH desk_dossiers USING INTEGER PRIMARY KEY (rowid=?)";
        let any = DossierFilter::default();
        let some = DossierFilter {
            status: Some("sent".to_owned()),
            ..any.clone()
        };
        for (sort, index) in [
            (DossierSort::NextDue, "desk_dossiers_by_due"),
            (DossierSort::Updated, "desk_dossiers_by_updated"),
            (DossierSort::Opened, "desk_dossiers_by_opened"),
        ] {
            let walk = format!("SCAN desk_dossiers USING COVERING INDEX {index}");
            for filter in [&any, &some] {
                assert_eq!(met(filter, sort, Way::InOrder), [walk.as_str(), READ]);
            }
        }
        let few = "SEARCH desk_dossiers USING COVERING INDEX desk_dossiers_by_group (group_id=?)";
        let found = met(&some, DossierSort::NextDue, Way::ByGroup);
        assert_eq!(found, [few, READ]);
    }

    /// What somebody may see or finds is looked up, row by row or as the few that lead; never walked to.
    #[test]
    fn a_narrow_list_is_looked_up_by_what_narrows_it() {
        let filter = DossierFilter {
            seen_by: Some([crate::access::Who::Nobody].into()),
            officer: Some("li".to_owned()),
            terms: vec![crate::terms::Term::Whole("银行".to_owned())],
            ..DossierFilter::default()
        };
        let page = Page::default();
        for (lead, first) in [
            (
                None,
                "SCAN desk_dossiers USING COVERING INDEX desk_dossiers_by_updated",
            ),
            (
                Some(0),
                "SEARCH desk_dossiers USING INTEGER PRIMARY KEY (rowid=?)",
            ),
            (
                Some(1),
                "SEARCH desk_dossiers USING INTEGER PRIMARY KEY (rowid=?)",
            ),
            (
                Some(2),
                "SEARCH desk_dossiers USING INTEGER PRIMARY KEY (rowid=?)",
            ),
        ] {
            let mut narrowed = Narrowed::of(&filter).unwrap();
            let way = lead.map_or(Way::InOrder, |_| Way::Led);
            narrowed.lead_by(lead);
            let (sql, _) = page_query(&filter, DossierSort::Updated, &page, way, &narrowed);
            let plan = plan(&sql);
            let of = |table: &str| {
                let mut steps = plan.iter().filter(|step| step.contains(table));
                steps.next().cloned().unwrap_or_default()
            };
            assert_eq!(of(" desk_dossiers "), first, "{plan:?}");
            let walks = |step: &&String| {
                step.starts_with("SCAN desk_reach") || step.starts_with("SCAN search_terms")
            };
            assert_eq!(plan.iter().find(walks), None);
        }
    }

    #[test]
    fn a_reference_is_looked_up_in_every_order() {
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
            let plan = plan(&{
                let page = Page::default();
                page_query(&filter, sort, &page, Way::ByReference, &Narrowed::default()).0
            });
            let looked_up =
                |step: &String| step.contains("desk_dossiers_by_reference (reference=?)");
            assert!(plan.iter().any(looked_up), "{plan:?}");
            assert!(
                !plan
                    .iter()
                    .any(|step| step.starts_with("SCAN desk_dossiers")),
                "{plan:?}"
            );
        }
    }
}
