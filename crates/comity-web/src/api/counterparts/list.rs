//! `GET /counterparts`: the channels of the house.

use comity_node::{
    Node, NodeError,
    accounts::{Permission, token::Scope},
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
    Endpoint::get("counterparts-list", "/counterparts", work)
        .needs(Permission::ReadChannels, Scope::Counterparts)
        .gives(Shape::list(Shape::named("Channel")))
}

fn work(_: &Call, site: &Site) -> Result<Answer, Fault> {
    let parties = site.node.unfollowed().read(|tx| tx.channels())?;
    let lines = parties
        .iter()
        .map(|them| Node::channel_line(&site.node, them));
    Answer::json(&lines.collect::<Result<Vec<_>, NodeError>>()?)
}
