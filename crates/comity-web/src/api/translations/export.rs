//! `GET /translations/{translation}/xliff`: the text as a file for translators' tools.

use axum::http::{StatusCode, header};
use comity_node::accounts::{Permission, token::Scope};

use super::text_of;
use crate::{
    api::{
        call::{Answer, Call},
        endpoint::Endpoint,
        schema::Shape,
    },
    console::{Fault, Site, xliff_of},
};

/// The media type that is registered for XLIFF 2.
const MEDIA: &str = "application/xliff+xml";

pub(super) fn endpoint() -> Endpoint {
    let path = "/translations/{translation}/xliff";
    Endpoint::get("translations-export", path, work)
        .needs(Permission::ReadCases, Scope::CasesRead)
        .gives_as(StatusCode::OK, MEDIA, Shape::anything())
}

fn work(call: &Call, site: &Site) -> Result<Answer, Fault> {
    let view = text_of(call, site)?;
    Ok(Answer::bytes(xliff_of(site, &view))
        .with(header::CONTENT_DISPOSITION, "attachment".to_owned()))
}
