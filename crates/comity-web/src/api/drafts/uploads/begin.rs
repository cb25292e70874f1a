//! `POST /drafts/{draft}/uploads`: an upload is begun; nothing is in it yet.

use axum::http::{StatusCode, header};
use comity_node::rng::SystemRandom;

use super::{ALL, draft_of, spoken};
use crate::{
    api::{
        BASE,
        call::{Answer, Call},
        endpoint::Endpoint,
        schema::Kind,
    },
    console::{Fault, Site},
    tus,
};

pub(super) const MOST: u64 = 1 << 53;

pub(in crate::api::drafts) fn endpoint() -> Endpoint {
    let mut endpoint = spoken(Endpoint::post("drafts-upload-begin", ALL, work))
        .header("Upload-Length", true, Kind::Whole(MOST))
        .header("Upload-Metadata", true, Kind::Text(8_000))
        .refuses(&[409, 412, 413]);
    endpoint.gives.status = StatusCode::CREATED;
    endpoint
}

fn work(call: &Call, site: &Site) -> Result<Answer, Fault> {
    tus::must_be_spoken(&call.headers)?;
    let draft = draft_of(call, site)?.id;
    let wanted = tus::wanted(&call.headers, &draft)?;
    let (office, now) = (site.office(), site.now());
    let sight = call.sight(site)?;
    let upload = office.begin_upload(call.who(), &sight, wanted, now, &mut SystemRandom)?;
    let place = format!("{BASE}/drafts/{draft}/uploads/{}", upload.id);
    Ok(Answer::told(tus::told(&upload)).with(header::LOCATION, place))
}
