//! Projections row by row, as they lie in the file: what an audit compares.

use comity_core::PartyName;
use rusqlite::types::ValueRef;

use super::tx::SqlTx;
use crate::error::Result;

/// Each table with its columns, and how its rows are found and ordered.
///
/// A store of before the second migration has acts of dossiers without a kind; nothing finds
/// them by it.
const TABLES: &[(&str, &str)] = &[
    (
        "desk_marks",
        "SELECT logs.origin, desk_marks.size FROM desk_marks JOIN logs ON logs.id = desk_marks.log
        WHERE origin LIKE ?1 || '/to/%' OR origin LIKE '%/to/' || ?1 || '/%' ORDER BY origin",
    ),
    (
        "desk_leaves",
        "SELECT side, generation, entry, at, seen_generation, seen_size, cover_generation,
            cover_size, bad FROM desk_leaves
        WHERE party = (SELECT id FROM parties WHERE name = ?1) ORDER BY side, generation, entry",
    ),
    (
        "desk_acts",
        "SELECT side, generation, entry, act_id, act, dossier, said,
            iif(kind = '' AND dossier IS NOT NULL, said ->> '$.envelope.kind', kind)
        FROM desk_acts
        WHERE party = (SELECT id FROM parties WHERE name = ?1) ORDER BY side, generation, entry",
    ),
    (
        "desk_dossiers",
        "SELECT dossier, kind, opened_by, reference, status, category, urgency, office, exercise,
            due_order, updated_order, opened_order, row FROM desk_dossiers
        WHERE them = ?1 ORDER BY dossier",
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
