//! `GET /search`: the cases that have all words of a query, as far as the caller may see them.

use comity_node::{
    accounts::{Permission, token::Scope},
    case::board::CaseListRow,
};
use serde::Serialize;

use super::list::USUAL;
use crate::{
    api::{
        call::{Answer, Call},
        endpoint::Endpoint,
        schema::{Is::Always, Kind, Shape},
    },
    console::{Fault, Site},
};

/// The last page that is counted to.
const LAST: u64 = 200;

pub(super) fn endpoint() -> Endpoint {
    Endpoint::get("cases-search", "/search", work)
        .needs(Permission::ReadCases, Scope::CasesRead)
        .must("q", Kind::Text(200))
        .may("page", Kind::Whole(LAST))
        .gives(Shape::object([
            ("rows", Always, Shape::list(Shape::named("CaseRow"))),
            ("more", Always, Shape::flag()),
            ("behind", Always, Shape::flag()),
        ]))
}

#[derive(Serialize)]
struct Page {
    rows: Vec<CaseListRow>,
    more: bool,
    /// Whether the index lacks cases: more may be found later.
    behind: bool,
}

fn work(call: &Call, site: &Site) -> Result<Answer, Fault> {
    let page = call.whole("page").unwrap_or(1).max(1);
    let per_page = usize::try_from(USUAL).unwrap_or(usize::MAX);
    let (query, sight) = (call.text("q").unwrap_or_default(), call.sight(site)?);
    let found = site.office().search(query, &sight, page, per_page)?;
    Answer::json(&Page {
        rows: found.rows,
        more: found.more,
        behind: found.behind,
    })
}
