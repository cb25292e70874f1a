//! `DELETE /drafts/{draft}/uploads/{upload}`: an upload is thrown away; what it attached stays.

use super::{ONE, spoken, upload_of};
use crate::{
    api::{
        call::{Answer, Call},
        endpoint::Endpoint,
    },
    console::{Fault, Site},
};

pub(in crate::api::drafts) fn endpoint() -> Endpoint {
    spoken(Endpoint::delete("drafts-upload-drop", ONE, work)).refuses(&[412, 423])
}

fn work(call: &Call, site: &Site) -> Result<Answer, Fault> {
    let upload = upload_of(call, site)?;
    let sight = call.sight(site)?;
    site.office()
        .drop_upload(&site.uploads, call.who(), &sight, &upload.id)?;
    Ok(Answer::done())
}
