//! What waits, in SQLite: found in the index of its order, or by the groups of the few that one may see.

use std::collections::BTreeSet;

use rusqlite::{ToSql, params_from_iter};

use super::{
    dossiers::{ROWS, dossier_row},
    groups::{Counted, Wanted},
    tx::{SqlTx, bound, get, limit},
};
use crate::{
    access::Who,
    desk::{DossierFilter, DossierRow, Page},
    error::Result,
    waiting::{ReadWaiting, Turn},
};

/// What taking a dossier out of its order and sorting it costs, in steps of a walk in order.
const SORTED: i64 = 3;

const fn order(turn: Turn) -> &'static str {
    match turn {
        Turn::Ours => "ours_order",
        Turn::Theirs => "theirs_order",
    }
}

/// The column of a group that counts them.
const fn counts(turn: Turn) -> &'static str {
    match turn {
        Turn::Ours => "ours",
        Turn::Theirs => "theirs",
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

/// The groups that somebody may see and in which something waits.
fn groups(turn: Turn, seen_by: Option<&BTreeSet<Who>>) -> Result<Wanted> {
    let mut groups = Wanted::groups(&DossierFilter {
        seen_by: seen_by.cloned(),
        ..DossierFilter::default()
    })?;
    groups.add(format!("{} > 0", counts(turn)), []);
    Ok(groups)
}

fn page_query(
    turn: Turn,
    seen_by: Option<&BTreeSet<Who>>,
    page: &Page,
    by_group: bool,
) -> Result<(String, Vec<Box<dyn ToSql>>)> {
    let order = order(turn);
    let (seen, mut values) = match seen_by {
        None => (String::new(), Vec::new()),
        Some(_) => {
            let groups = groups(turn, seen_by)?;
            let clause = groups.clause();
            let among = format!("AND group_id IN (SELECT id FROM desk_groups {clause})");
            (among, groups.values)
        }
    };
    let after = match &page.after {
        None => String::new(),
        Some(after) => {
            values.push(Box::new(after.key));
            values.push(Box::new(after.them.as_str().to_owned()));
            values.push(Box::new(after.dossier.clone()));
            // Among equals it goes on after the dossier; where that is gone, with the first of them.
            format!(
                "AND ({order}, id) > (?, coalesce((SELECT id FROM desk_dossiers
                    WHERE them = ? AND dossier = ?), 0))"
            )
        }
    };
    values.push(Box::new(limit(page.limit)) as Box<dyn ToSql>);
    values.push(Box::new(bound(page.skip)));
    let sql = format!(
        "{ROWS} FROM
            (SELECT id AS found FROM desk_dossiers INDEXED BY {}
            WHERE {order} IS NOT NULL {seen} {after}
            ORDER BY {order}, id LIMIT ? OFFSET ?)
        CROSS JOIN desk_dossiers ON desk_dossiers.id = found
        CROSS JOIN desk_groups ON desk_groups.id = group_id
        ORDER BY {order}, desk_dossiers.id",
        index(turn, by_group),
    );
    Ok((sql, values))
}

impl ReadWaiting for SqlTx<'_> {
    fn waiting(
        &self,
        turn: Turn,
        seen_by: Option<&BTreeSet<Who>>,
        page: &Page,
    ) -> Result<Vec<DossierRow>> {
        let by_group = match seen_by {
            None => false,
            Some(_) => {
                let Counted { all, passing } = self.counted_waiting(turn, seen_by)?;
                let shown = i64::try_from(page.limit).unwrap_or(i64::MAX);
                let shown = shown.saturating_add(bound(page.skip));
                passing.saturating_mul(SORTED) <= shown.saturating_mul(all / passing.max(1))
            }
        };
        let (sql, values) = page_query(turn, seen_by, page, by_group)?;
        self.all(&sql, params_from_iter(values), dossier_row)
    }

    fn count_waiting(&self, turn: Turn, seen_by: Option<&BTreeSet<Who>>) -> Result<u64> {
        let counted = self.counted_waiting(turn, seen_by)?;
        Ok(u64::try_from(counted.passing).unwrap_or(0))
    }
}

impl SqlTx<'_> {
    fn counted_waiting(&self, turn: Turn, seen_by: Option<&BTreeSet<Who>>) -> Result<Counted> {
        let column = counts(turn);
        let wanted = groups(turn, seen_by)?;
        let condition = wanted.clause().replacen("WHERE ", "", 1);
        let sql = format!(
            "SELECT coalesce(sum({column}), 0), coalesce(sum({column}) FILTER (WHERE {condition}), 0)
            FROM desk_groups",
        );
        let counted = self.one(&sql, params_from_iter(wanted.values), |row| {
            Ok(Counted {
                all: get(row, 0)?,
                passing: get(row, 1)?,
            })
        })?;
        Ok(counted.unwrap_or(Counted { all: 0, passing: 0 }))
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
        let li = BTreeSet::from([Who::Office("D-17".to_owned()), Who::Person("li".to_owned())]);
        for (turn, name) in [(Turn::Ours, "ours"), (Turn::Theirs, "theirs")] {
            let walk = format!(
                "SEARCH desk_dossiers USING COVERING INDEX desk_dossiers_by_{name} ({name}_order>?)"
            );
            let found = format!(
                "SEARCH desk_dossiers USING COVERING INDEX desk_dossiers_by_group_{name} (group_id=?"
            );
            for (seen_by, by_group, first) in [
                (None, false, &walk),
                (Some(&li), false, &walk),
                (Some(&li), true, &found),
            ] {
                let (sql, _) = page_query(turn, seen_by, &Page::default(), by_group).unwrap();
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
                let (sql, _) = page_query(turn, seen_by, &after, by_group).unwrap();
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
