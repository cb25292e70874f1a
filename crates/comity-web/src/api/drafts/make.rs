//! `POST /drafts`: a new draft.

use comity_core::PartyName;
use comity_node::{
    accounts::{Permission, token::Scope},
    case::file::ActFile,
};
use serde::Deserialize;

use super::{ITEMS, answer, case_is_known};
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
    Endpoint::post("drafts-make", "/drafts", work)
        .needs(Permission::Draft, Scope::CasesWrite)
        .takes(Shape::form([
            ("them", Always, Shape::party()),
            ("act", Always, Shape::named("ActFile")),
            ("items", Sometimes, Shape::long(ITEMS)),
        ]))
        .makes(Shape::named("Draft"))
        .once()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct New {
    /// The counterpart.
    them: PartyName,
    /// What is to be said.
    act: ActFile,
    /// The list of items or fates, as CSV.
    #[serde(default)]
    items: Option<String>,
}

fn work(call: &Call, site: &Site) -> Result<Answer, Fault> {
    let New { them, act, items } = call.form()?;
    // What is said to nobody known could never be said.
    site.node.channel(&them)?;
    case_is_known(call, site, &act)?;
    let office = site.office();
    answer(&office.new_draft(call.who(), &them, act, items.as_deref(), site.now())?)
}
