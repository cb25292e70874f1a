//! `GET /openapi.json`: the API as an `OpenAPI` document.

use comity_text::{Locale, catalogue};

use crate::{
    api::{
        call::{Answer, Call},
        document,
        endpoint::Endpoint,
        schema::{Kind, Shape},
    },
    console::{Fault, Site},
};

pub(super) fn endpoint() -> Endpoint {
    Endpoint::get("house-openapi", "/openapi.json", work)
        .may("language", Kind::Choice(&["en", "zh-Hans"]))
        .gives(Shape::open())
}

fn work(call: &Call, _: &Site) -> Result<Answer, Fault> {
    let locale = call.text("language").and_then(Locale::from_lang);
    Answer::json(&document::document(catalogue(locale.unwrap_or_default())))
}
