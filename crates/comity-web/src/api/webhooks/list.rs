//! `GET /webhooks`: the webhooks of the house, without their secrets.

use comity_node::{
    accounts::{Permission, token::Scope},
    webhooks,
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
    Endpoint::get("webhooks-list", "/webhooks", work)
        .needs(Permission::ReadPeople, Scope::Admin)
        .gives(Shape::list(Shape::named("Webhook")))
}

fn work(_: &Call, site: &Site) -> Result<Answer, Fault> {
    Answer::json(&site.node.unfollowed().read(webhooks::list)?)
}
