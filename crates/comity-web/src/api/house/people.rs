//! `GET /people`: the people of the house with their offices and roles.

use comity_node::{
    accounts::{Permission, token::Scope},
    people,
};
use comity_store::Store as _;

use crate::{
    api::{
        call::{Answer, Call},
        endpoint::Endpoint,
        schema::Shape,
    },
    console::{Fault, Site},
};

pub(super) fn endpoint() -> Endpoint {
    Endpoint::get("house-people", "/people", work)
        .needs(Permission::ReadPeople, Scope::Admin)
        .gives(Shape::list(Shape::named("Person")))
}

fn work(_: &Call, site: &Site) -> Result<Answer, Fault> {
    let list = site.node.unfollowed().read(|tx| people::list(tx))?;
    Answer::json(&list)
}
