//! `GET /drafts`: all drafts, the last changed first.

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
    Endpoint::get("drafts-list", "/drafts", work)
        .needs(Permission::ReadCases, Scope::CasesRead)
        .may("state", Kind::Choice(&["draft", "clearing", "submitted"]))
        .gives(Shape::list(Shape::named("Draft")))
}

fn work(call: &Call, site: &Site) -> Result<Answer, Fault> {
    let mut drafts = site.office().drafts(call.who(), &call.sight(site)?)?;
    if let Some(state) = call.text("state") {
        drafts.retain(|draft| draft.state == state);
    }
    Answer::json(&drafts)
}
