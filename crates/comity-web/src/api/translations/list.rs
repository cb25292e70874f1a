//! `GET /translations`: what waits for its translation, the nearest deadline first.

use comity_node::accounts::{Permission, token::Scope};

use crate::{
    api::{
        call::{Answer, Call},
        endpoint::Endpoint,
        schema::{Kind, Shape},
    },
    console::{Fault, Site},
};

pub(super) fn endpoint() -> Endpoint {
    Endpoint::get("translations-list", "/translations", work)
        .needs(Permission::ReadCases, Scope::CasesRead)
        .may("what", Kind::Choice(&["draft", "owed", "house"]))
        .gives(Shape::list(Shape::named("TranslationLine")))
}

fn work(call: &Call, site: &Site) -> Result<Answer, Fault> {
    let mut lines = site.office().translations(&call.sight(site)?)?;
    if let Some(what) = call.text("what") {
        lines.retain(|line| line.what.code() == what);
    }
    Answer::json(&lines)
}
