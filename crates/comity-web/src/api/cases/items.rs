//! `GET /cases/{case}/items`: the items of a request by number, with what became of each.

use comity_core::{codes::ItemKind, items::Item};
use comity_node::accounts::{Permission, token::Scope};
use serde::Serialize;

use super::case_to_look_at;
use crate::{
    api::{
        call::{Answer, Call},
        endpoint::Endpoint,
        schema::{
            Is::{Always, Sometimes},
            Kind, Shape,
        },
    },
    console::{Fault, Site},
};

/// Items of an answer, where the caller says nothing else, and at most.
const USUAL: u64 = 1000;
const MOST: u64 = 10_000;

pub(super) fn endpoint() -> Endpoint {
    let item = Shape::object([
        ("number", Always, Shape::whole()),
        ("kind", Always, Shape::code("item-kind")),
        ("value", Always, Shape::text()),
        ("port", Sometimes, Shape::whole()),
        ("at", Sometimes, Shape::time()),
        ("fate", Sometimes, Shape::code("item-fate")),
        ("ground", Sometimes, Shape::code("ground")),
    ]);
    Endpoint::get("cases-items", "/cases/{case}/items", work)
        .needs(Permission::ReadCases, Scope::CasesRead)
        .may("from", Kind::Whole(1_000_000))
        .may("limit", Kind::Whole(MOST))
        .gives(Shape::object([
            ("rows", Always, Shape::list(item)),
            ("total", Always, Shape::whole()),
            ("next", Sometimes, Shape::whole()),
        ]))
}

#[derive(Serialize)]
struct Line {
    number: usize,
    kind: ItemKind,
    value: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    port: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<comity_core::Time>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fate: Option<comity_core::codes::ItemFate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ground: Option<comity_core::codes::Ground>,
}

#[derive(Serialize)]
struct List {
    rows: Vec<Line>,
    total: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<usize>,
}

fn work(call: &Call, site: &Site) -> Result<Answer, Fault> {
    let case = case_to_look_at(call, site)?.case.to_string();
    let office = site.office();
    let items = office.items(&case)?;
    let fates = office.fates(&case)?.unwrap_or_default();
    let items = items.as_ref().map_or(&[][..], |items| items.items());
    let whole =
        |name, usual| usize::try_from(call.whole(name).unwrap_or(usual)).unwrap_or_default();
    let from = whole("from", 1).max(1);
    let limit = whole("limit", USUAL);
    let line = |(number, item): (usize, &Item)| {
        let answer = u32::try_from(number)
            .ok()
            .and_then(|number| fates.get(number));
        Line {
            number,
            kind: item.kind,
            value: item.value.clone(),
            port: item.port,
            at: item.at,
            fate: answer.map(|answer| answer.fate),
            ground: answer.and_then(|answer| answer.ground),
        }
    };
    let rows = (1..).zip(items).skip(from - 1).take(limit);
    let rows: Vec<Line> = rows.map(line).collect();
    let end = from.saturating_add(rows.len());
    Answer::json(&List {
        total: items.len(),
        next: (end <= items.len() && !rows.is_empty()).then_some(end),
        rows,
    })
}
