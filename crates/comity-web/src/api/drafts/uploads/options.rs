//! `OPTIONS /drafts/{draft}/uploads`: which version is spoken, and how large a file may be.

use comity_node::accounts::{Permission, token::Scope};

use super::ALL;
use crate::{
    api::{
        call::{Answer, Call},
        endpoint::{Endpoint, Method},
    },
    console::{Fault, Site},
    tus,
};

pub(in crate::api::drafts) fn endpoint() -> Endpoint {
    Endpoint::tells("drafts-upload-options", Method::Options, ALL, work)
        .needs(Permission::Draft, Scope::CasesWrite)
}

#[expect(clippy::unnecessary_wraps, reason = "operations may be refused")]
fn work(_: &Call, site: &Site) -> Result<Answer, Fault> {
    Ok(Answer::told(tus::offers(
        site.office().attachment_limit(true),
    )))
}
