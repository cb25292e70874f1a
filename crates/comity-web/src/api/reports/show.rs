//! `GET /reports/{party}`: the joint report, in the canonical bytes that both sides compare.

use axum::http::HeaderName;
use comity_node::{
    access::Sight,
    accounts::{Permission, token::Scope},
};
use comity_tlog::hash::sha256;

use super::{ask, asking};
use crate::{
    api::{
        call::{Answer, Call},
        endpoint::Endpoint,
        schema::Shape,
    },
    console::{Fault, Site},
};

/// The fingerprint of the bytes, so that two houses can compare them by telephone (RFC 9530 in hex).
const FINGERPRINT: HeaderName = HeaderName::from_static("comity-sha256");

pub(super) fn endpoint() -> Endpoint {
    let endpoint = Endpoint::get("reports-show", "/reports/{party}", work);
    asking(endpoint)
        .needs(Permission::JointReport, Scope::ReportsRead)
        .gives(Shape::open())
}

fn work(call: &Call, site: &Site) -> Result<Answer, Fault> {
    let made = site
        .office()
        .report(&call.them()?, &ask(call), &Sight::All)?;
    let bytes = made.report.to_bytes();
    let bytes = bytes.map_err(|error| Fault::of(error.code(), error))?;
    let fingerprint = sha256(&bytes).to_string();
    Ok(Answer::bytes(bytes).with(FINGERPRINT, fingerprint))
}
