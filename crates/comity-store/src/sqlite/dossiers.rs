//! Lists of dossiers in SQLite.
//!
//! Each order has an index that holds every column a list can be restricted by. A page
//! is found in that index alone, in order, and only the rows that it shows are read: so
//! a rare filter costs one walk over the index, and page 1,000 hardly more than page 1.

use comity_core::{DossierId, PartyName, Time};
use rusqlite::{Row, ToSql, params, params_from_iter};

use super::tx::{SqlTx, bound, format, get, limit, number, parsed, side, side_number};
use crate::{
    desk::{DossierFilter, DossierRow, DossierSort, Page, with_id},
    error::Result,
};

const COLUMNS: &str = "SELECT them, dossier, kind, opened_by, reference, status, category,
    urgency, office, exercise, due_order, updated_order, opened_order, row FROM desk_dossiers";

// Both are answered from the index of the table's UNIQUE, which a test holds them to.
const NEXT_ID: &str = "SELECT dossier FROM desk_dossiers
    WHERE them = ?1 AND dossier > ?2 ORDER BY dossier LIMIT 1";
const ID_RANGE: &str = "SELECT dossier FROM desk_dossiers
    WHERE them = ?1 AND dossier >= ?2 AND dossier < ?3 ORDER BY dossier LIMIT ?4";

impl SqlTx<'_> {
    pub(super) fn dossier_row(
        &self,
        them: &PartyName,
        dossier: &DossierId,
    ) -> Result<Option<DossierRow>> {
        let sql = format!("{COLUMNS} WHERE them = ?1 AND dossier = ?2");
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
        let (sql, values) = page_query(filter, sort, page);
        self.all(&sql, params_from_iter(values), dossier_row)
    }

    pub(super) fn dossier_count(&self, filter: &DossierFilter) -> Result<u64> {
        let wanted = Wanted::by(filter);
        let index = index(filter, DossierSort::NextDue);
        let clause = wanted.clause();
        let sql = format!("SELECT count(*) FROM desk_dossiers INDEXED BY {index} {clause}");
        let count = self.one(&sql, params_from_iter(wanted.values), |row| number(row, 0))?;
        Ok(count.unwrap_or(0))
    }

    pub(super) fn put_dossier_row(&self, dossier: &DossierRow) -> Result<()> {
        let sql = "INSERT INTO desk_dossiers
            (them, dossier, kind, opened_by, reference, status, category, urgency, office,
                exercise, due_order, updated_order, opened_order, row)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
            ON CONFLICT (them, dossier) DO UPDATE SET
                kind = ?3, opened_by = ?4, reference = ?5, status = ?6, category = ?7,
                urgency = ?8, office = ?9, exercise = ?10, due_order = ?11,
                updated_order = ?12, opened_order = ?13, row = ?14";
        let params = params![
            dossier.them.as_str(),
            dossier.dossier.to_string(),
            dossier.kind,
            side_number(dossier.opened_by),
            dossier.reference,
            dossier.status,
            dossier.category,
            dossier.urgency,
            dossier.office,
            dossier.exercise,
            DossierSort::NextDue.key(dossier),
            DossierSort::Updated.key(dossier),
            DossierSort::Opened.key(dossier),
            dossier.row,
        ];
        self.run(sql, params)?;
        Ok(())
    }
}

/// A page of a list: the statement and its values.
fn page_query(
    filter: &DossierFilter,
    sort: DossierSort,
    page: &Page,
) -> (String, Vec<Box<dyn ToSql>>) {
    let order = order(sort);
    let mut wanted = Wanted::by(filter);
    if let Some(after) = &page.after {
        let place = [
            Box::new(after.key) as Box<dyn ToSql>,
            Box::new(after.them.as_str().to_owned()),
            Box::new(after.dossier.clone()),
        ];
        wanted.add(&format!("({order}, them, dossier) > (?, ?, ?)"), place);
    }
    wanted.values.push(Box::new(limit(page.limit)));
    wanted.values.push(Box::new(bound(page.skip)));
    let sql = format!(
        "{COLUMNS} JOIN
            (SELECT id AS found FROM desk_dossiers INDEXED BY {} {}
            ORDER BY {order}, them, dossier LIMIT ? OFFSET ?) ON id = found
        ORDER BY {order}, them, dossier",
        index(filter, sort),
        wanted.clause(),
    );
    (sql, wanted.values)
}

/// The conditions of a filter and their values, in the same order.
#[derive(Default)]
struct Wanted {
    conditions: Vec<String>,
    values: Vec<Box<dyn ToSql>>,
}

impl Wanted {
    fn by(filter: &DossierFilter) -> Self {
        let mut wanted = Self::default();
        let text = |text: &str| Box::new(text.to_owned()) as Box<dyn ToSql>;
        wanted.is("them", filter.them.as_ref().map(|them| text(them.as_str())));
        for (column, value) in [
            ("kind", &filter.kind),
            ("reference", &filter.reference),
            ("status", &filter.status),
            ("category", &filter.category),
            ("urgency", &filter.urgency),
            ("office", &filter.office),
        ] {
            wanted.is(column, value.as_deref().map(text));
        }
        let opened_by = filter.opened_by.map(side_number);
        wanted.is(
            "opened_by",
            opened_by.map(|side| Box::new(side) as Box<dyn ToSql>),
        );
        wanted.is(
            "exercise",
            filter.exercise.map(|is| Box::new(is) as Box<dyn ToSql>),
        );
        if let Some(limit) = filter.due_before {
            wanted.add(
                "due_order < ?",
                [Box::new(limit.seconds()) as Box<dyn ToSql>],
            );
        }
        let opened = |at: Time| [Box::new(at.seconds().saturating_neg()) as Box<dyn ToSql>];
        if let Some(from) = filter.opened_from {
            wanted.add("opened_order <= ?", opened(from));
        }
        if let Some(limit) = filter.opened_before {
            wanted.add("opened_order > ?", opened(limit));
        }
        wanted
    }

    fn is(&mut self, column: &str, value: Option<Box<dyn ToSql>>) {
        if let Some(value) = value {
            self.add(&format!("{column} = ?"), [value]);
        }
    }

    fn add(&mut self, condition: &str, values: impl IntoIterator<Item = Box<dyn ToSql>>) {
        self.conditions.push(condition.to_owned());
        self.values.extend(values);
    }

    fn clause(&self) -> String {
        if self.conditions.is_empty() {
            String::new()
        } else {
            format!("WHERE {}", self.conditions.join(" AND "))
        }
    }
}

const fn order(sort: DossierSort) -> &'static str {
    match sort {
        DossierSort::NextDue => "due_order",
        DossierSort::Updated => "updated_order",
        DossierSort::Opened => "opened_order",
    }
}

/// A reference is of one dossier, or of a few: they are looked up and then put in order.
const fn index(filter: &DossierFilter, sort: DossierSort) -> &'static str {
    match sort {
        _ if filter.reference.is_some() => "desk_dossiers_by_reference",
        DossierSort::NextDue => "desk_dossiers_by_due",
        DossierSort::Updated => "desk_dossiers_by_updated",
        DossierSort::Opened => "desk_dossiers_by_opened",
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
            let plan = plan(&page_query(&filter, sort, &Page::default()).0);
            let looked_up =
                |step: &String| step.contains("desk_dossiers_by_reference (reference=?)");
            assert!(plan.iter().any(looked_up), "{plan:?}");
            assert!(
                !plan.iter().any(|step| step.starts_with("SCAN desk_")),
                "{plan:?}"
            );
        }
    }
}
