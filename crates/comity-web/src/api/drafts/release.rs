//! `POST /drafts/{draft}/release`: releases a draft that another person wrote: it is said.

use comity_node::{
    accounts::{Permission, token::Scope},
    case::flow::Submitted,
    rng::SystemRandom,
};

use super::draft_of;
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
        .once()
}

fn work(call: &Call, site: &Site) -> Result<Answer, Fault> {
    let draft = draft_of(call, site)?;
    let (who, now) = (call.who(), site.now());
    let said = site
        .office()
        .release(who, &draft.id, now, &mut SystemRandom)?;
    (site.ring)(&draft.them);
    Answer::json(&Submitted::Said(said))
}
