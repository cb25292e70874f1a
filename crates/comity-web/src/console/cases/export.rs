//! `/cases.csv` and `/cases.json`: the list as it is filtered, as files; codes and times as the record has them, no text of an act.

use axum::{
    extract::Query,
    http::{HeaderName, HeaderValue, header},
    response::{IntoResponse as _, Response},
};
use comity_node::{accounts::Permission, case::board::CaseListRow};
use serde::Serialize;

use super::wanted::Wanted;
use crate::console::{administration::export::cell, fault::Fault, visit::Visit};

/// The most cases of a file.
pub(crate) const LONGEST: usize = 10_000;
/// Cases that are read at once.
const BATCH: usize = 1_000;

/// The columns of a table.
const HEAD: [&str; 18] = [
    "reference",
    "case",
    "counterpart",
    "opened_by",
    "type",
    "status",
    "category",
    "urgency",
    "exercise",
    "office",
    "officer",
    "deputy",
    "items",
    "items_ended",
    "next_due",
    "opened_at",
    "updated_at",
    "labels",
];

/// A list as a file.
#[derive(Serialize)]
struct Export {
    rows: Vec<CaseListRow>,
    /// Whether there are more than a file holds.
    more: bool,
}

/// `GET /cases.json`
pub(crate) async fn json(visit: Visit, Query(wanted): Query<Wanted>) -> Result<Response, Fault> {
    visit.may(Permission::ReadCases)?;
    let export = export(&visit, &wanted).await?;
    let json = serde_json::to_vec(&export).map_err(|_| Fault::bug())?;
    Ok(file(
        json,
        "application/json",
        "attachment; filename=\"cases.json\"",
    ))
}

/// `GET /cases.csv`
pub(crate) async fn csv(visit: Visit, Query(wanted): Query<Wanted>) -> Result<Response, Fault> {
    visit.may(Permission::ReadCases)?;
    let export = export(&visit, &wanted).await?;
    let me = visit.site.node.me().to_string();
    Ok(file(
        table(&export.rows, &me).into_bytes(),
        "text/csv; charset=utf-8",
        "attachment; filename=\"cases.csv\"",
    ))
}

async fn export(visit: &Visit, wanted: &Wanted) -> Result<Export, Fault> {
    let (filter, sort) = (wanted.filter(&visit.sight)?, wanted.order());
    visit
        .work(move |site| {
            let (mut rows, mut after) = (Vec::new(), None);
            loop {
                let (batch, next) = site.office().cases_after(&filter, sort, after, BATCH)?;
                rows.extend(batch);
                if next.is_none() || rows.len() >= LONGEST {
                    rows.truncate(LONGEST);
                    let more = next.is_some();
                    return Ok(Export { rows, more });
                }
                after = next;
            }
        })
        .await
}

/// RFC 4180: a head, a line for each case, every cell in quotation marks.
fn table(rows: &[CaseListRow], me: &str) -> String {
    let mut out = format!("{}\r\n", HEAD.join(","));
    for row in rows {
        let holding = row.holding.clone();
        let opener = if row.ours {
            me.to_owned()
        } else {
            row.them.to_string()
        };
        let code = |code: Option<&'static str>| code.unwrap_or_default().to_owned();
        let cells: [String; HEAD.len()] = [
            row.reference.clone().unwrap_or_default(),
            row.case.to_string(),
            row.them.to_string(),
            opener,
            code(row.case_type.map(|one| one.code())),
            row.status.code().to_owned(),
            row.category.clone(),
            code(row.urgency.map(|one| one.code())),
            row.exercise.to_string(),
            holding.office.unwrap_or_default(),
            holding.officer.unwrap_or_default(),
            holding.deputy.unwrap_or_default(),
            row.items.to_string(),
            row.items_ended.to_string(),
            row.next_due.map(|at| at.to_string()).unwrap_or_default(),
            row.opened_at.to_string(),
            row.updated_at.to_string(),
            row.labels.join("; "),
        ];
        out.push_str(&cells.map(|text| cell(&text)).join(","));
        out.push_str("\r\n");
    }
    out
}

fn file(bytes: Vec<u8>, media: &'static str, name: &'static str) -> Response {
    let head: [(HeaderName, HeaderValue); 2] = [
        (header::CONTENT_TYPE, HeaderValue::from_static(media)),
        (header::CONTENT_DISPOSITION, HeaderValue::from_static(name)),
    ];
    (head, bytes).into_response()
}
