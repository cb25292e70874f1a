//! `DELETE /drafts/{draft}/attachments/{name}`: takes an attachment off a draft.

use comity_node::accounts::{Permission, token::Scope};

use super::{answer, draft_of};
use crate::{
    api::{
        call::{Answer, Call},
        endpoint::Endpoint,
        schema::Shape,
    },
    console::{Fault, Site},
};

pub(super) fn endpoint() -> Endpoint {
    Endpoint::delete("drafts-detach", "/drafts/{draft}/attachments/{name}", work)
        .needs(Permission::Draft, Scope::CasesWrite)
        .gives(Shape::named("Draft"))
}

fn work(call: &Call, site: &Site) -> Result<Answer, Fault> {
    let draft = draft_of(call, site)?;
    let name = call.place("name");
    if !draft.attachments.iter().any(|one| one.name == name) {
        return Err(Fault::absent());
    }
    answer(
        &site
            .office()
            .detach(call.who(), &draft.id, name, site.now())?,
    )
}
