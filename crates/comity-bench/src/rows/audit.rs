//! `audit` of a large store, beside reading and hashing the same rows on one core.

use anyhow::Context as _;
use comity_tlog::hash::sha256;
use rusqlite::{Connection, OpenFlags};

use crate::{
    Measured, Scale, Want,
    big::{big, office},
    clock::{rate, time, timed},
};

/// What an audit reads: leaves, sealed files, tiles, notes.
const ROWS: [&str; 4] = [
    "SELECT leaf FROM entries",
    "SELECT envelope, body FROM sealed",
    "SELECT hashes FROM tiles",
    "SELECT note FROM notes",
];

/// Measures the row; the floor is read before, so that both find the file in the cache, and again after.
///
/// # Errors
/// A store fails, or the audit finds something.
pub fn run(scale: Scale) -> anyhow::Result<Vec<Measured>> {
    let big = big(scale)?;
    let pair = big.open()?;
    let file = pair.a.home.store();
    read(&file)?;
    let (found, taken) = timed(|| office(&pair.a, |office| office.audit(false, &mut |_, _| ())));
    let found = found?;
    anyhow::ensure!(found.is_clean(), "the audit found {:?}", found.findings);
    anyhow::ensure!(found.entries == big.entries, "the audit missed entries");
    let floor = time(|| read(&file))?;
    Ok(vec![Measured {
        what: format!(
            "audit, {}; floor: reading and SHA-256 of the same rows, one core",
            big.size()
        ),
        ours: rate(big.entries, taken),
        beside: Some(rate(big.entries, floor)),
        unit: "entries/s",
        want: Want::AtLeast(0.5),
    }])
}

fn read(file: &std::path::Path) -> anyhow::Result<u64> {
    let db = Connection::open_with_flags(file, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    let mut bytes = 0;
    for sql in ROWS {
        let mut statement = db.prepare(sql)?;
        let columns = statement.column_count();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            for column in 0..columns {
                let Some(blob) = row.get_ref(column)?.as_blob_or_null().context(sql)? else {
                    continue;
                };
                std::hint::black_box(sha256(blob));
                bytes += blob.len() as u64;
            }
        }
    }
    Ok(bytes)
}
