//! `POST /drafts/{draft}/clear`: an office that is asked agrees to a draft, with a remark or without.

use comity_node::accounts::{Permission, token::Scope};
use serde::Deserialize;

use super::{answer, changed, deciding, draft_to_look_at};
use crate::{
    api::{
        call::{Answer, Call},
        endpoint::Endpoint,
        schema::{Is::Sometimes, Shape},
    },
    console::{Fault, Site},
};

pub(super) fn endpoint() -> Endpoint {
    Endpoint::post("drafts-clear", "/drafts/{draft}/clear", work)
        .needs(Permission::Clear, Scope::Release)
        .takes(Shape::form([
            ("office", Sometimes, Shape::long(64)),
            ("remark", Sometimes, Shape::long(2000)),
        ]))
        .gives(Shape::named("Draft"))
        .changes_what_was_seen()
        .once()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Clear {
    /// The office that is answered for; the only one that the caller may answer for, where none is named.
    #[serde(default)]
    office: Option<String>,
    #[serde(default)]
    remark: Option<String>,
}

fn work(call: &Call, site: &Site) -> Result<Answer, Fault> {
    let Clear { office, remark } = call.form()?;
    let draft = draft_to_look_at(call, site)?;
    let deciding = deciding(call, &draft.id, office.as_deref())?;
    let cleared = site
        .office()
        .clear(&deciding, remark.as_deref(), site.now());
    answer(&cleared.map_err(Fault::from).map_err(changed)?)
}
