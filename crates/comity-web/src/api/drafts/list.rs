//! `GET /drafts`: drafts in lines, the last changed first, from a place in the list on.

use axum::http::StatusCode;
use comity_node::{
    accounts::{Permission, token::Scope},
    case::draft_list::{DraftLine, DraftPlace},
};
use data_encoding::BASE64URL_NOPAD;
use serde::Serialize;

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

/// Lines of an answer, where the caller says nothing else, and at most.
const USUAL: u64 = 50;
const MOST: u64 = 500;
/// The longest text of a place.
const PLACE: usize = 400;

pub(super) fn endpoint() -> Endpoint {
    Endpoint::get("drafts-list", "/drafts", work)
        .needs(Permission::ReadCases, Scope::CasesRead)
        .may("state", Kind::Choice(&["draft", "clearing", "submitted"]))
        .may("after", Kind::Text(PLACE))
        .may("limit", Kind::Whole(MOST))
        .gives(Shape::object([
            ("rows", Always, Shape::list(Shape::named("DraftLine"))),
            ("next", Sometimes, Shape::text()),
        ]))
}

#[derive(Serialize)]
struct List {
    rows: Vec<DraftLine>,
    /// The place to go on from; absent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

fn work(call: &Call, site: &Site) -> Result<Answer, Fault> {
    let after = call.text("after").map(place).transpose()?;
    let limit = usize::try_from(call.whole("limit").unwrap_or(USUAL)).unwrap_or_default();
    let (state, sight) = (call.text("state"), call.sight(site)?);
    let office = site.office();
    let (rows, more) = office.draft_lines(&sight, state, after.as_ref(), limit.max(1))?;
    let next = rows.last().filter(|_| more);
    let next = next.and_then(|line| written(&line.place()));
    Answer::json(&List { rows, next })
}

fn written(place: &DraftPlace) -> Option<String> {
    let json = serde_json::to_vec(place).ok()?;
    Some(BASE64URL_NOPAD.encode(&json))
}

fn place(text: &str) -> Result<DraftPlace, Fault> {
    let json = BASE64URL_NOPAD.decode(text.as_bytes()).ok();
    let place = json.and_then(|json| serde_json::from_slice(&json).ok());
    let wrong = || Fault::new(StatusCode::UNPROCESSABLE_ENTITY, "api-place").with("field", "after");
    place.ok_or_else(wrong)
}
