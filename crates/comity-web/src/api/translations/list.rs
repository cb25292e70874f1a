//! `GET /translations`: what waits for its translation, the nearest deadline first, from a place in
//! it on.

use axum::http::StatusCode;
use comity_node::{
    accounts::{Permission, token::Scope},
    translate::{TranslationLine, TranslationPlace},
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
    Endpoint::get("translations-list", "/translations", work)
        .needs(Permission::ReadCases, Scope::CasesRead)
        .may("what", Kind::Choice(&["draft", "owed", "house"]))
        .may("after", Kind::Text(PLACE))
        .may("limit", Kind::Whole(MOST))
        .gives(Shape::object([
            ("rows", Always, Shape::list(Shape::named("TranslationLine"))),
            ("next", Sometimes, Shape::text()),
        ]))
}

#[derive(Serialize)]
struct List {
    rows: Vec<TranslationLine>,
    /// The place to go on from; absent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

fn work(call: &Call, site: &Site) -> Result<Answer, Fault> {
    let after = call.text("after").map(place).transpose()?;
    let limit = usize::try_from(call.whole("limit").unwrap_or(USUAL)).unwrap_or_default();
    let mut rows = site.office().translations(&call.sight(site)?)?;
    if let Some(what) = call.text("what") {
        rows.retain(|line| line.what.code() == what);
    }
    if let Some(after) = after {
        rows.retain(|line| line.place() > after);
    }
    let more = rows.len() > limit.max(1);
    rows.truncate(limit.max(1));
    let next = rows.last().filter(|_| more);
    let next = next.and_then(|line| written(&line.place()));
    Answer::json(&List { rows, next })
}

fn written(place: &TranslationPlace) -> Option<String> {
    let json = serde_json::to_vec(place).ok()?;
    Some(BASE64URL_NOPAD.encode(&json))
}

fn place(text: &str) -> Result<TranslationPlace, Fault> {
    let json = BASE64URL_NOPAD.decode(text.as_bytes()).ok();
    let place = json.and_then(|json| serde_json::from_slice(&json).ok());
    let wrong = || Fault::new(StatusCode::UNPROCESSABLE_ENTITY, "api-place").with("field", "after");
    place.ok_or_else(wrong)
}
