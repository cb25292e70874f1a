//! `/administration/trail.csv` and `.json`: the trail as files, newest entries first.

use axum::{
    extract::Query,
    http::{HeaderName, HeaderValue, header},
    response::{IntoResponse as _, Response},
};
use comity_node::{
    accounts::Permission,
    trail::{self, TrailCheck, TrailRow},
};
use comity_store::{Store as _, StoreError};
use serde::Serialize;

use super::{Fault, Room, Visit, trail::Wanted};

/// The most entries of a file; `before` of the JSON file says where the next one goes on.
const LONGEST: usize = 100_000;
/// Entries of one search.
const BATCH: usize = 1_000;

/// A file of the trail.
#[derive(Serialize)]
struct Export {
    /// The whole chain, whatever was looked for.
    check: TrailCheck,
    rows: Vec<TrailRow>,
    /// Entries with lower numbers were not looked at.
    before: Option<u64>,
}

/// `GET /administration/trail.json`
pub(crate) async fn json(visit: Visit, Query(wanted): Query<Wanted>) -> Result<Response, Fault> {
    let export = export(&visit, &wanted).await?;
    let json = serde_json::to_vec(&export).map_err(|_| Fault::bug())?;
    Ok(file(json, "application/json", "json"))
}

/// `GET /administration/trail.csv`
pub(crate) async fn csv(visit: Visit, Query(wanted): Query<Wanted>) -> Result<Response, Fault> {
    let export = export(&visit, &wanted).await?;
    Ok(file(
        table(&export.rows).into_bytes(),
        "text/csv; charset=utf-8",
        "csv",
    ))
}

async fn export(visit: &Visit, wanted: &Wanted) -> Result<Export, Fault> {
    visit.may(Permission::ReadTrail)?;
    let offset = visit.page(Room::Administration, "").offset;
    let search = wanted.search(offset);
    let mut before: Option<u64> = wanted.before.parse().ok();
    visit
        .work(move |site| {
            let store = site.node.unfollowed();
            Ok(store.read(|tx| {
                let check = trail::check(tx)?;
                let mut rows = Vec::new();
                loop {
                    let found = trail::search(tx, &search, before, BATCH)?;
                    rows.extend(found.rows);
                    before = found.before;
                    if before.is_none() || rows.len() >= LONGEST {
                        break;
                    }
                }
                Ok::<_, StoreError>(Export {
                    check,
                    rows,
                    before,
                })
            })?)
        })
        .await
}

/// RFC 4180: a head, a line for each entry, every cell in quotation marks.
fn table(rows: &[TrailRow]) -> String {
    let mut out = String::from("number,at,who,did,what,link\r\n");
    for row in rows {
        let cells = [
            row.number.to_string(),
            row.at.to_string(),
            row.who.clone(),
            row.did.clone(),
            row.what.to_string(),
            row.link.to_string(),
        ];
        let cells = cells.map(|cell| self::cell(&cell));
        out.push_str(&cells.join(","));
        out.push_str("\r\n");
    }
    out
}

/// A cell; one that a spreadsheet would take for a formula begins with an apostrophe.
pub(crate) fn cell(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let guard = if formula { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

fn file(bytes: Vec<u8>, media: &'static str, end: &'static str) -> Response {
    let name = format!("attachment; filename=\"trail.{end}\"");
    let name = HeaderValue::from_str(&name).ok();
    let head: [(HeaderName, HeaderValue); 2] = [
        (header::CONTENT_TYPE, HeaderValue::from_static(media)),
        (
            header::CONTENT_DISPOSITION,
            name.unwrap_or(HeaderValue::from_static("attachment")),
        ),
    ];
    (head, bytes).into_response()
}

#[cfg(test)]
mod tests {
    use comity_core::{Hash, Time};
    use serde_json::json;

    use super::*;

    #[test]
    fn a_cell_is_quoted_and_no_formula() {
        assert_eq!(cell("a \"b\""), "\"a \"\"b\"\"\"");
        assert_eq!(cell("=1+1"), "\"'=1+1\"");
        assert_eq!(cell("@x"), "\"'@x\"");
    }

    #[test]
    fn an_entry_is_one_line() {
        let row = TrailRow {
            number: 7,
            at: Time::from_seconds(0),
            who: "李伟".to_owned(),
            did: "erased".to_owned(),
            what: json!({"act": "a,b"}),
            link: Hash::new([0; 32]),
        };
        let text = table(&[row]);
        let lines: Vec<&str> = text.split("\r\n").collect();
        assert_eq!(lines[0], "number,at,who,did,what,link");
        assert!(
            lines[1].starts_with(
                "\"7\",\"1970-01-01T00:00:00Z\",\"李伟\",\"erased\",\"{\"\"act\"\":\"\"a,b\"\"}\",\""
            ),
            "{}",
            lines[1]
        );
        assert_eq!(lines.len(), 3);
    }
}
