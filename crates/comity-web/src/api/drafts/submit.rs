//! `POST /drafts/{draft}/submit`: hands a draft on: it is said at once, or waits for a second person.

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
    Endpoint::post("drafts-submit", "/drafts/{draft}/submit", work)
        .needs(Permission::Submit, Scope::CasesWrite)
        .gives(Shape::named("Submitted"))
        .once()
}

fn work(call: &Call, site: &Site) -> Result<Answer, Fault> {
    // Of a draft that was said nothing is left to be read: a repeated request is answered before.
    let draft = draft_of(call, site)?;
    let (who, now) = (call.who(), site.now());
    let done = site
        .office()
        .submit(who, &draft.id, now, &mut SystemRandom)?;
    if matches!(done, Submitted::Said(_)) {
        (site.ring)(&draft.them);
    }
    Answer::json(&done)
}
