//! Uploads to a draft that go on after a cut, as the tus protocol has them ([`crate::tus`]).

pub(super) mod begin;
pub(super) mod drop;
pub(super) mod go_on;
pub(super) mod look;
pub(super) mod options;

use comity_node::{
    accounts::{Permission, token::Scope},
    case::uploads::UploadView,
};

use super::draft_of;
use crate::{
    api::{call::Call, endpoint::Endpoint, schema::Kind},
    console::{Fault, Site},
    tus,
};

/// Where uploads are begun.
const ALL: &str = "/drafts/{draft}/uploads";
/// One upload.
const ONE: &str = "/drafts/{draft}/uploads/{upload}";

/// What all but the question what is spoken have in common.
fn spoken(endpoint: Endpoint) -> Endpoint {
    endpoint.needs(Permission::Draft, Scope::CasesWrite).header(
        "Tus-Resumable",
        true,
        Kind::Fixed(tus::VERSION),
    )
}

/// The upload that the path names, of the caller and to the draft that it names.
fn upload_of(call: &Call, site: &Site) -> Result<UploadView, Fault> {
    tus::must_be_spoken(&call.headers)?;
    let sight = call.sight(site)?;
    let upload = site
        .office()
        .upload(call.who(), &sight, call.place("upload"))?;
    if upload.wanted.draft == call.place("draft") {
        Ok(upload)
    } else {
        Err(comity_node::case::uploads::UploadError::Unknown.into())
    }
}
