//! `PUT /drafts/{draft}`: what a draft says, in the place of what the caller saw.

use comity_node::{
    accounts::{Permission, token::Scope},
    case::file::ActFile,
};
use serde::Deserialize;

use super::{ITEMS, answer, case_is_known, changed, draft_of};
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
    Endpoint::put("drafts-edit", "/drafts/{draft}", work)
        .needs(Permission::Draft, Scope::CasesWrite)
        .takes(Shape::form([
            ("act", Always, Shape::named("ActFile")),
            ("items", Sometimes, Shape::long(ITEMS)),
        ]))
        .gives(Shape::named("Draft"))
        .changes_what_was_seen()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Edited {
    /// What is to be said.
    act: ActFile,
    /// The list of items or fates, as CSV; the list stays where none is given.
    #[serde(default)]
    items: Option<String>,
}

fn work(call: &Call, site: &Site) -> Result<Answer, Fault> {
    let Edited { act, items } = call.form()?;
    let draft = draft_of(call, site)?;
    case_is_known(call, site, &act)?;
    let seen = call.seen.as_deref().unwrap_or_default();
    let (office, who, now) = (site.office(), call.who(), site.now());
    let edited = match seen {
        // Any state will do (RFC 9110, section 13.1.1).
        "*" => office.edit_draft(who, &draft.id, Some(act), items.as_deref(), now),
        seen => office.edit_draft_as_seen(who, &draft.id, seen, Some(act), items.as_deref(), now),
    };
    answer(&edited.map_err(Fault::from).map_err(changed)?)
}
