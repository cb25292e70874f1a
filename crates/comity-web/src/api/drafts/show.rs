//! `GET /drafts/{draft}`: a draft, with what it lacks.

use comity_node::accounts::{Permission, token::Scope};

use super::{answer, draft_to_look_at};
use crate::{
    api::{
        call::{Answer, Call},
        endpoint::Endpoint,
        schema::Shape,
    },
    console::{Fault, Site},
};

pub(super) fn endpoint() -> Endpoint {
    Endpoint::get("drafts-show", "/drafts/{draft}", work)
        .needs(Permission::ReadCases, Scope::CasesRead)
        .gives(Shape::named("Draft"))
}

fn work(call: &Call, site: &Site) -> Result<Answer, Fault> {
    answer(&draft_to_look_at(call, site)?)
}
