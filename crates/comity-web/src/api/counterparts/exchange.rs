//! `POST /counterparts/{party}/exchange`: tells the service to exchange now.

use axum::http::StatusCode;
use comity_node::accounts::{Permission, token::Scope};

use crate::{
    api::{
        call::{Answer, Call},
        endpoint::Endpoint,
    },
    console::{Fault, Site},
};

pub(super) fn endpoint() -> Endpoint {
    let mut endpoint = Endpoint::post(
        "counterparts-exchange",
        "/counterparts/{party}/exchange",
        work,
    )
    .needs(Permission::Exchange, Scope::Counterparts);
    // It is only begun.
    endpoint.gives.status = StatusCode::ACCEPTED;
    endpoint
}

fn work(call: &Call, site: &Site) -> Result<Answer, Fault> {
    let them = call.them()?;
    site.node.channel(&them)?;
    (site.ring)(&them);
    Ok(Answer::done())
}
