//! `/cases/{case}/items`: what the request of a case names, one by one, with what became of each.
//!
//! A page of its own: the lists are sealed attachments, opened anew for who looks.

use askama::Template;
use axum::{
    extract::{Path, Query},
    response::Response,
};
use comity_core::{
    codes::{Ground, ItemFate, ItemKind},
    items::Item,
};
use comity_node::{accounts::Permission, case::CaseError};
use comity_text::Args;
use serde::Deserialize;

use super::one::{case_of, name_of};
use crate::console::{
    fault::{Fault, html},
    page::{Page, Room},
    visit::Visit,
};

/// Items of a page.
const ROWS: usize = 100;

/// Which page.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Wanted {
    #[serde(default)]
    page: String,
}

struct Line {
    number: usize,
    kind: String,
    value: String,
    /// Port and time, where it has them.
    more: String,
    /// What became of it; empty while nothing was said.
    fate: String,
    ground: String,
}

#[derive(Template)]
#[template(path = "cases/items.html")]
struct ItemsPage {
    page: Page,
    name: String,
    rows: Vec<Line>,
    said: String,
    number: usize,
    pages: usize,
}

/// A list as far as it is here: one that is still on its way is none yet.
fn here<T>(list: Result<Option<T>, CaseError>) -> Result<Option<T>, CaseError> {
    match list {
        Err(error) if error.code() == "attachment-incomplete" => Ok(None),
        list => list,
    }
}

/// `GET /cases/{case}/items`
pub(crate) async fn show(
    visit: Visit,
    Path(name): Path<String>,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Fault> {
    visit.may(Permission::ReadCases)?;
    let sight = visit.sight.clone();
    let (case, items, fates) = visit
        .work(move |site| {
            let case = case_of(site, &sight, &name)?;
            let (office, id) = (site.office(), case.case.to_string());
            let (items, fates) = (here(office.items(&id))?, here(office.fates(&id))?);
            Ok((case, items, fates.unwrap_or_default()))
        })
        .await?;
    let page = visit.page(Room::Cases, "");
    let items = items.as_ref().map_or(&[][..], |list| list.items());
    let pages = items.len().div_ceil(ROWS).max(1);
    let number = wanted.page.parse().unwrap_or(1).clamp(1, pages);
    let from = (number - 1).saturating_mul(ROWS);
    let line = |(number, item): (usize, &Item)| {
        let answer = u32::try_from(number).ok().and_then(|n| fates.get(n));
        let port = item
            .port
            .map(|port| page.t1("case-items-port", "port", port));
        let at = item.at.map(|at| page.time(at));
        let more: Vec<String> = port.into_iter().chain(at).collect();
        let ground = answer.and_then(|answer| answer.ground);
        Line {
            number,
            kind: page.label(ItemKind::LIST, item.kind.code()),
            value: item.value.clone(),
            more: more.join(" · "),
            fate: answer
                .map(|answer| page.label(ItemFate::LIST, answer.fate.code()))
                .unwrap_or_default(),
            ground: ground
                .map(|ground| page.label(Ground::LIST, ground.code()))
                .unwrap_or_default(),
        }
    };
    let rows = (1..).zip(items).skip(from).take(ROWS).map(line).collect();
    let name = name_of(&case);
    let title = page.t1("case-items-title", "case", &name);
    let said = Args::new()
        .count("all", items.len() as u64)
        .count("ended", case.fates.ended());
    html(&ItemsPage {
        said: page.words.text("case-items-said", &said),
        page: Page { title, ..page },
        name,
        rows,
        number,
        pages,
    })
}
