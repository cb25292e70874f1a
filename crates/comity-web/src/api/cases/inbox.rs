//! `GET /inbox`: what waits for people of this house.

use comity_node::accounts::{Permission, token::Scope};

use crate::{
    api::{
        call::{Answer, Call},
        endpoint::Endpoint,
        schema::Shape,
    },
    console::{Fault, Site},
};

pub(super) fn endpoint() -> Endpoint {
    Endpoint::get("cases-inbox", "/inbox", work)
        .needs(Permission::ReadCases, Scope::CasesRead)
        .gives(Shape::list(Shape::named("Waiting")))
}

fn work(call: &Call, site: &Site) -> Result<Answer, Fault> {
    Answer::json(&site.office().inbox(site.now(), &call.sight(site)?)?)
}
