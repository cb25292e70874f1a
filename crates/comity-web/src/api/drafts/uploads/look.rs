//! `HEAD /drafts/{draft}/uploads/{upload}`: how far an upload is.

use axum::http::{StatusCode, header};

use super::{ONE, spoken, upload_of};
use crate::{
    api::{
        call::{Answer, Call},
        endpoint::{Endpoint, Method},
    },
    console::{Fault, Site},
    tus,
};

pub(in crate::api::drafts) fn endpoint() -> Endpoint {
    let mut endpoint = spoken(Endpoint::tells(
        "drafts-upload-look",
        Method::Head,
        ONE,
        work,
    ))
    .refuses(&[412]);
    endpoint.gives.status = StatusCode::OK;
    endpoint
}

fn work(call: &Call, site: &Site) -> Result<Answer, Fault> {
    let upload = upload_of(call, site)?;
    let answer = Answer::told(tus::told(&upload));
    Ok(answer.with(header::CACHE_CONTROL, "no-store".to_owned()))
}
