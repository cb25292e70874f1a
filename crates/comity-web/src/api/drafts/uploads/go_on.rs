//! `PATCH /drafts/{draft}/uploads/{upload}`: more bytes of an upload; the last ones attach it.

use std::io::Read;

use comity_node::{case::uploads::Going, rng::SystemRandom};

use super::{ONE, begin::MOST, spoken, upload_of};
use crate::{
    api::{
        call::{Answer, Call},
        endpoint::Endpoint,
        schema::Kind,
    },
    console::{Fault, Site},
    tus,
};

pub(in crate::api::drafts) fn endpoint() -> Endpoint {
    spoken(Endpoint::patch("drafts-upload-go-on", ONE, work))
        .header("Upload-Offset", true, Kind::Whole(MOST))
        .refuses(&[409, 412, 423])
}

fn work(call: &Call, site: &Site, bytes: &mut dyn Read) -> Result<Answer, Fault> {
    let upload = upload_of(call, site)?;
    let sight = call.sight(site)?;
    let at = Going {
        who: call.who(),
        sight: &sight,
        id: &upload.id,
        offset: tus::offset(&call.headers)?,
    };
    let (office, now) = (site.office(), site.now());
    let upload = office.go_on_with_upload(&site.uploads, &at, bytes, now, &mut SystemRandom)?;
    Ok(Answer::told(tus::told(&upload)))
}
