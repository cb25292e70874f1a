//! `POST /drafts/{draft}/release`: releases a draft that another person wrote: it is said.

use comity_node::{
    accounts::{Permission, token::Scope},
    case::flow::Submitted,
    rng::SystemRandom,
};

use super::{changed, deciding, draft_to_look_at};
use crate::{
    api::{
        call::{Answer, Call},
        endpoint::Endpoint,
        schema::Shape,
    },
    console::{Fault, Site},
};

pub(super) fn endpoint() -> Endpoint {
    Endpoint::post("drafts-release", "/drafts/{draft}/release", work)
        .needs(Permission::Release, Scope::Release)
        .gives(Shape::named("Said"))
        .changes_what_was_seen()
        .once()
}

fn work(call: &Call, site: &Site) -> Result<Answer, Fault> {
    let draft = draft_to_look_at(call, site)?;
    let deciding = deciding(call, &draft.id, None)?;
    let said = site
        .office()
        .release_as_seen(&deciding, site.now(), &mut SystemRandom)
        .map_err(Fault::from)
        .map_err(changed)?;
    (site.ring)(&draft.them);
    Answer::json(&Submitted::Said(said))
}
