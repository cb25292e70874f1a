//! `GET /cases/{case}/silence`: a proof that nothing answers a request.

use axum::http::StatusCode;
use comity_node::{
    accounts::{Permission, token::Scope},
    prove::{Claim, Open},
};

use super::{case_to_look_at, proof};
use crate::{
    api::{
        call::{Answer, Call},
        endpoint::Endpoint,
        schema::Shape,
    },
    console::{Fault, Site},
};

pub(super) fn endpoint() -> Endpoint {
    Endpoint::get("cases-silence", "/cases/{case}/silence", work)
        .needs(Permission::Prove, Scope::RecordRead)
        .gives_as(StatusCode::OK, proof::MEDIA, Shape::anything())
}

fn work(call: &Call, site: &Site) -> Result<Answer, Fault> {
    let case = case_to_look_at(call, site)?.case.to_string();
    let proven = site
        .office()
        .prove(&Claim::Silent { case }, &Open::default())?;
    Ok(proof::saved(proven.bytes))
}
