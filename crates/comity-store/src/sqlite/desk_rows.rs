//! Projections row by row, as they lie in the file: what an audit compares.

use comity_core::PartyName;
use rusqlite::types::ValueRef;

use super::tx::SqlTx;
use crate::error::Result;

/// Each table with its columns, and how its rows are found and ordered. The numbers of logs and
/// groups are the engine's own: what they stand for is there in their place.
const TABLES: &[(&str, &str)] = &[
    (
        "desk_marks",
        "SELECT logs.origin, desk_marks.size FROM desk_marks JOIN logs ON logs.id = desk_marks.log
        WHERE origin LIKE ?1 || '/to/%' OR origin LIKE '%/to/' || ?1 || '/%' ORDER BY origin",
    ),
    (
        "desk_logs",
        "SELECT side, generation FROM desk_logs
        WHERE party = (SELECT id FROM parties WHERE name = ?1) ORDER BY side, generation",
    ),
    (
        "desk_leaves",
        "SELECT side, generation, desk_leaves.id & 0xFFFFFFFFFF, at, seen_generation, seen_size,
            bad
        FROM desk_logs JOIN desk_leaves ON desk_leaves.id >> 40 = desk_logs.id
        WHERE party = (SELECT id FROM parties WHERE name = ?1)
        ORDER BY side, generation, desk_leaves.id",
    ),
    (
        "desk_covers",
        "SELECT desk_covers.side, seen_generation, seen_size, generation, leaf & 0xFFFFFFFFFF
        FROM desk_covers LEFT JOIN desk_logs ON desk_logs.id = leaf >> 40
        WHERE desk_covers.party = (SELECT id FROM parties WHERE name = ?1)
        ORDER BY desk_covers.side, seen_generation, seen_size",
    ),
    (
        "desk_acts",
        "SELECT side, generation, desk_acts.id & 0xFFFFFFFFFF, id_key, dossier_key, kind, act, at,
            seen_generation, seen_size, void, envelope
        FROM desk_logs JOIN desk_acts ON desk_acts.id >> 40 = desk_logs.id
        WHERE party = (SELECT id FROM parties WHERE name = ?1)
        ORDER BY side, generation, desk_acts.id",
    ),
    (
        "desk_groups",
        "SELECT status, category, urgency, kind, opened_by, exercise, office, whom, dossiers, ours,
            theirs
        FROM desk_groups LEFT JOIN desk_audiences ON desk_audiences.id = audience
        WHERE desk_groups.them = ?1
        ORDER BY status, category, urgency, kind, opened_by, exercise, office, whom",
    ),
    (
        "desk_dossiers",
        "SELECT dossier, desk_groups.them, status, category, urgency, kind, opened_by, exercise,
            office, whom, reference, due_order, updated_order, opened_order, ours_order,
            theirs_order, waits, row
        FROM desk_dossiers LEFT JOIN desk_groups ON desk_groups.id = group_id
            LEFT JOIN desk_audiences ON desk_audiences.id = audience
        WHERE desk_dossiers.them = ?1 ORDER BY dossier",
    ),
    (
        "desk_reach",
        "SELECT DISTINCT desk_audiences.them, whom, who, part
        FROM desk_groups JOIN desk_audiences ON desk_audiences.id = desk_groups.audience
            LEFT JOIN desk_reach ON desk_reach.audience = desk_audiences.id
        WHERE desk_groups.them = ?1 ORDER BY whom, who",
    ),
    (
        "desk_unregistered",
        "SELECT desk_dossiers.dossier FROM desk_dossiers
            JOIN desk_unregistered ON desk_unregistered.dossier = desk_dossiers.id
        WHERE them = ?1 ORDER BY desk_dossiers.dossier",
    ),
];

impl SqlTx<'_> {
    pub(super) fn desk_rows(&self, them: &PartyName, each: &mut dyn FnMut(&str)) -> Result<()> {
        for (table, sql) in TABLES {
            let mut statement = self.statement(sql)?;
            let columns = statement.column_count();
            let mut rows = statement.query([them.as_str()])?;
            while let Some(row) = rows.next()? {
                let mut text = (*table).to_owned();
                for column in 0..columns {
                    // Each value with its type, and quoted: no two rows read alike.
                    let value = match row.get_ref(column)? {
                        ValueRef::Text(text) => format!(" {:?}", String::from_utf8_lossy(text)),
                        other => format!(" {other:?}"),
                    };
                    text.push_str(&value);
                }
                each(&text);
            }
        }
        Ok(())
    }
}
