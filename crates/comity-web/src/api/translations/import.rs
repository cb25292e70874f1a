//! `PUT /translations/{translation}/xliff`: a file that comes back from translators.

use std::io::Read;

use axum::http::StatusCode;
use comity_node::{
    accounts::{Permission, token::Scope},
    translate::FILE_LIMIT,
};

use super::text_of;
use crate::{
    api::{
        call::{Answer, Call},
        endpoint::Endpoint,
        schema::Shape,
    },
    console::{Fault, Site},
};

pub(super) fn endpoint() -> Endpoint {
    let path = "/translations/{translation}/xliff";
    Endpoint::upload("translations-import", path, work)
        .needs(Permission::Translate, Scope::CasesWrite)
        .gives(Shape::named("Taken"))
}

fn work(call: &Call, site: &Site, bytes: &mut dyn Read) -> Result<Answer, Fault> {
    let id = text_of(call, site)?.line.id;
    let mut file = Vec::new();
    // One byte more than may be: what is too long is refused by whoever reads it.
    let read = bytes.take(FILE_LIMIT as u64 + 1).read_to_end(&mut file);
    read.map_err(|_| Fault::new(StatusCode::BAD_REQUEST, "api-body-unread").with("cause", ""))?;
    let (office, sight) = (site.office(), call.sight(site)?);
    Answer::json(&office.take_xliff(call.who(), &sight, &id, &file, site.now())?)
}
