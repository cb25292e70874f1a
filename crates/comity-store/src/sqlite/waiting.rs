//! What waits, in SQLite: found in the index of its order, or by the groups of the few that one may see.

use std::collections::BTreeSet;

use rusqlite::{ToSql, params_from_iter};

use super::{
    among::Compared,
    dossiers::{ROWS, dossier_row},
    groups::{Count, Passing, Wanted},
    tx::{SqlTx, bound, limit},
};
use crate::{
    access::Who,
    desk::{DossierFilter, DossierRow, Page},
    error::Result,
    waiting::{ReadWaiting, Turn},
};

/// What taking a dossier out of its order and sorting it costs, in steps of a walk in order.
const SORTED: i64 = 7;

const fn order(turn: Turn) -> &'static str {
    match turn {
        Turn::Ours => "ours_order",
        Turn::Theirs => "theirs_order",
    }
}

/// Whether the dossiers are taken by their groups and put in order, or met in their order.
const fn index(turn: Turn, by_group: bool) -> &'static str {
    match (turn, by_group) {
        (Turn::Ours, false) => "desk_dossiers_by_ours",
        (Turn::Theirs, false) => "desk_dossiers_by_theirs",
        (Turn::Ours, true) => "desk_dossiers_by_group_ours",
        (Turn::Theirs, true) => "desk_dossiers_by_group_theirs",
    }
}

fn page_query(
    turn: Turn,
    passing: &Passing,
    page: &Page,
    by_group: bool,
) -> Result<(String, Vec<Box<dyn ToSql>>)> {
    let order = order(turn);
    let mut wanted = Wanted::default();
    wanted.add(format!("{order} IS NOT NULL"), []);
    wanted.passes(
        passing,
        match by_group {
            true => Compared::Sought,
            false => Compared::OneByOne,
        },
    )?;
    if let Some(after) = &page.after {
        wanted.comes_after(order, after);
    }
    wanted.values.push(Box::new(limit(page.limit)));
    wanted.values.push(Box::new(bound(page.skip)));
    let sql = format!(
        "{ROWS} FROM
            (SELECT id AS found FROM desk_dossiers INDEXED BY {}
            {}
            ORDER BY {order}, id LIMIT ? OFFSET ?)
        CROSS JOIN desk_dossiers ON desk_dossiers.id = found
        CROSS JOIN desk_groups ON desk_groups.id = group_id
        ORDER BY {order}, desk_dossiers.id",
        index(turn, by_group),
        wanted.clause(),
    );
    Ok((sql, wanted.values))
}

impl ReadWaiting for SqlTx<'_> {
    fn waiting(
        &self,
        turn: Turn,
        seen_by: Option<&BTreeSet<Who>>,
        page: &Page,
    ) -> Result<Vec<DossierRow>> {
        let passing = self.passing(&seen(seen_by), Count::Waiting(turn))?;
        let by_group = seen_by.is_some() && {
            let shown = i64::try_from(page.limit).unwrap_or(i64::MAX);
            let shown = shown.saturating_add(bound(page.skip));
            let walked = shown.saturating_mul(passing.all / passing.passing.max(1));
            passing.passing.saturating_mul(SORTED) <= walked
        };
        let (sql, values) = page_query(turn, &passing, page, by_group)?;
        self.all(&sql, params_from_iter(values), dossier_row)
    }

    fn count_waiting(&self, turn: Turn, seen_by: Option<&BTreeSet<Who>>) -> Result<u64> {
        let passing = self.passing(&seen(seen_by), Count::Waiting(turn))?;
        Ok(u64::try_from(passing.passing).unwrap_or(0))
    }
}

/// What these may see.
fn seen(seen_by: Option<&BTreeSet<Who>>) -> DossierFilter {
    DossierFilter {
        seen_by: seen_by.cloned(),
        ..DossierFilter::default()
    }
}

#[cfg(test)]
mod tests {
    use super::{super::dossiers::tests::plan, *};
    use crate::desk::Cursor;

    /// What is nearest is met in its index, or gathered from the groups of the few: no row is
    /// read but those that are shown.
    #[test]
    fn what_waits_is_found_in_the_index_of_its_order() {
        const READ: &str = "SEARCH desk_dossiers USING INTEGER PRIMARY KEY (rowid=?)";
        let (every, some) = (Passing::every(9), Passing::among(vec![2, 5]));
        for (turn, name) in [(Turn::Ours, "ours"), (Turn::Theirs, "theirs")] {
            let walk = format!(
                "SEARCH desk_dossiers USING COVERING INDEX desk_dossiers_by_{name} ({name}_order>?)"
            );
            let found = format!(
                "SEARCH desk_dossiers USING COVERING INDEX desk_dossiers_by_group_{name} (group_id=?"
            );
            for (passing, by_group, first) in [
                (&every, false, &walk),
                (&some, false, &walk),
                (&some, true, &found),
            ] {
                let (sql, _) = page_query(turn, passing, &Page::default(), by_group).unwrap();
                let mut steps = plan(&sql);
                steps.retain(|step| step.contains(" desk_dossiers "));
                assert_eq!(steps.len(), 2, "{steps:?}");
                assert!(steps[0].starts_with(first.as_str()), "{steps:?}");
                assert_eq!(steps[1], READ);
                // A page after a place begins in the index where the place is.
                let after = Page {
                    after: Some(Cursor {
                        key: 7,
                        them: "b.example".parse().unwrap(),
                        dossier: "b.example/1".to_owned(),
                    }),
                    ..Page::default()
                };
                let (sql, _) = page_query(turn, passing, &after, by_group).unwrap();
                let steps = plan(&sql);
                let index = index(turn, by_group);
                let begins = steps.iter().any(|step| {
                    step.starts_with(&format!(
                        "SEARCH desk_dossiers USING COVERING INDEX {index} ("
                    ))
                });
                assert!(begins, "{steps:?}");
                assert!(steps.iter().any(|step| step == READ), "{steps:?}");
            }
        }
    }
}
