//! `POST /drafts/{draft}/send-back`: gives a draft back to those who wrote it, with a reason.

use comity_node::accounts::{Permission, token::Scope};
use serde::Deserialize;

use super::{answer, draft_of};
use crate::{
    api::{
        call::{Answer, Call},
        endpoint::Endpoint,
        schema::{Is::Always, Shape},
    },
    console::{Fault, Site},
};

pub(super) fn endpoint() -> Endpoint {
    Endpoint::post("drafts-send-back", "/drafts/{draft}/send-back", work)
        .needs(Permission::Release, Scope::Release)
        .takes(Shape::form([("reason", Always, Shape::long(2000))]))
        .gives(Shape::named("Draft"))
        .once()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Back {
    reason: String,
}

fn work(call: &Call, site: &Site) -> Result<Answer, Fault> {
    let back: Back = call.form()?;
    let draft = draft_of(call, site)?;
    let office = site.office();
    answer(&office.send_back(call.who(), &draft.id, &back.reason, site.now())?)
}
