//! `GET /translations/{translation}`: a text with its segments.

use comity_node::accounts::{Permission, token::Scope};

use super::{answer, text_of};
use crate::{
    api::{
        call::{Answer, Call},
        endpoint::Endpoint,
        schema::Shape,
    },
    console::{Fault, Site},
};

pub(super) fn endpoint() -> Endpoint {
    Endpoint::get("translations-show", "/translations/{translation}", work)
        .needs(Permission::ReadCases, Scope::CasesRead)
        .gives(Shape::named("Translation"))
}

fn work(call: &Call, site: &Site) -> Result<Answer, Fault> {
    answer(&text_of(call, site)?)
}
