//! The report as files: the bytes that both sides sign, its cases as a table, and an original for print.

use axum::{extract::Query, response::Response};
use comity_core::PartyName;
use comity_node::{access::Sight, accounts::Permission};
use comity_text::render::{bound_html, report as paper};

use super::ask::{Typed, names};
use crate::console::{Site, download, fault::Fault, visit::Visit};

/// `GET /reports/report.json`: the canonical bytes that both sides hold and sign.
pub(crate) async fn data(visit: Visit, Query(typed): Query<Typed>) -> Result<Response, Fault> {
    let joint = Permission::JointReport;
    file(visit, joint, typed, "report.json", |site, them, typed| {
        let made = site.office().report(them, &typed.ask()?, &Sight::All)?;
        let bytes = made.report.to_bytes();
        bytes.map_err(|error| Fault::of(error.code(), error))
    })
    .await
}

/// `GET /reports/cases.csv`
pub(crate) async fn cases(visit: Visit, Query(typed): Query<Typed>) -> Result<Response, Fault> {
    let sight = visit.sight.clone();
    file(
        visit,
        Permission::Report,
        typed,
        "cases.csv",
        move |site, them, typed| Ok(site.office().report_cases(them, &typed.ask()?, &sight)?),
    )
    .await
}

/// `GET /reports/original.html`: in both languages, one side named first, with places to sign.
pub(crate) async fn original(visit: Visit, Query(typed): Query<Typed>) -> Result<Response, Fault> {
    let locale = visit.locale;
    let name = match typed.first.as_str() {
        "theirs" => "original-theirs.html",
        _ => "original-ours.html",
    };
    file(
        visit,
        Permission::JointReport,
        typed,
        name,
        move |site, them, typed| {
            let made = site.office().report(them, &typed.ask()?, &Sight::All)?;
            let first = typed.first(site, them);
            let names = names(site, them)?;
            let original = paper::original(&made.report, &names, first, locale)
                .map_err(|error| Fault::of(error.code(), error))?;
            Ok(bound_html(&original).into_bytes())
        },
    )
    .await
}

async fn file(
    visit: Visit,
    needs: Permission,
    typed: Typed,
    name: &'static str,
    make: impl FnOnce(&Site, &PartyName, &Typed) -> Result<Vec<u8>, Fault> + Send + 'static,
) -> Result<Response, Fault> {
    visit.may(needs)?;
    let (them, bytes) = visit
        .work(move |site| {
            let them = typed.them(site)?.ok_or_else(Fault::absent)?;
            let bytes = make(site, &them, &typed)?;
            Ok((them, bytes))
        })
        .await?;
    Ok(download::bytes(&format!("{them}.{name}"), bytes))
}
