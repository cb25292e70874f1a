//! `POST /drafts/{draft}/send-back`: gives a draft back to those who wrote it, with a reason: as its
//! releaser, or for an office that is asked to clear it.

use comity_node::accounts::{Permission, token::Scope};
use serde::Deserialize;

use super::{answer, changed, deciding, draft_to_look_at};
use crate::{
    api::{
        call::{Answer, Call},
        endpoint::Endpoint,
        schema::{
            Is::{Always, Sometimes},
            Shape,
        },
    },
    console::{Fault, Site},
};

pub(super) fn endpoint() -> Endpoint {
    Endpoint::post("drafts-send-back", "/drafts/{draft}/send-back", work)
        .needs(Permission::Clear, Scope::Release)
        .takes(Shape::form([
            ("office", Sometimes, Shape::long(64)),
            ("reason", Always, Shape::long(2000)),
        ]))
        .gives(Shape::named("Draft"))
        .changes_what_was_seen()
        .once()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Back {
    /// The office that is answered for; the only one that the caller may answer for, where none is named.
    #[serde(default)]
    office: Option<String>,
    reason: String,
}

fn work(call: &Call, site: &Site) -> Result<Answer, Fault> {
    let back: Back = call.form()?;
    let draft = draft_to_look_at(call, site)?;
    let deciding = deciding(call, &draft.id, back.office.as_deref())?;
    let sent = site
        .office()
        .send_back_as_seen(&deciding, &back.reason, site.now());
    answer(&sent.map_err(Fault::from).map_err(changed)?)
}
