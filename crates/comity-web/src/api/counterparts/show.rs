//! `GET /counterparts/{party}`: a channel with the ends of both logs and what waits for a receipt.

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
    Endpoint::get("counterparts-show", "/counterparts/{party}", work)
        .needs(Permission::ReadChannels, Scope::Counterparts)
        .gives(Shape::named("ChannelHealth"))
}

fn work(call: &Call, site: &Site) -> Result<Answer, Fault> {
    Answer::json(&site.node.channel_health(&call.them()?)?)
}
