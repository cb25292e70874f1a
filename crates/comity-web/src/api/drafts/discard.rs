//! `DELETE /drafts/{draft}`: throws a draft away.

use comity_node::accounts::{Permission, token::Scope};

use super::draft_of;
use crate::{
    api::{
        call::{Answer, Call},
        endpoint::Endpoint,
    },
    console::{Fault, Site},
};

pub(super) fn endpoint() -> Endpoint {
    Endpoint::delete("drafts-discard", "/drafts/{draft}", work)
        .needs(Permission::Draft, Scope::CasesWrite)
}

fn work(call: &Call, site: &Site) -> Result<Answer, Fault> {
    let draft = draft_of(call, site)?;
    site.office().discard(call.who(), &draft.id, site.now())?;
    Ok(Answer::done())
}
