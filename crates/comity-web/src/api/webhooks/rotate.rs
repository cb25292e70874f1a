//! `POST /webhooks/{webhook}/secret`: another secret. The one before signs beside it for a day.

use comity_node::{
    accounts::{Permission, token::Scope},
    rng::SystemRandom,
};
use serde_json::json;

use crate::{
    api::{
        call::{Answer, Call},
        endpoint::Endpoint,
        schema::{Is::Always, Shape},
    },
    console::{Fault, Site},
};

pub(super) fn endpoint() -> Endpoint {
    Endpoint::post("webhooks-rotate", "/webhooks/{webhook}/secret", work)
        .needs(Permission::ManageHouse, Scope::Admin)
        .makes(Shape::object([("secret", Always, Shape::text())]))
}

fn work(call: &Call, site: &Site) -> Result<Answer, Fault> {
    let (id, now) = (call.place("webhook"), site.now());
    let office = site.office();
    let secret = office.rotate_webhook(call.who(), id, now, &mut SystemRandom)?;
    Answer::json(&json!({"secret": secret}))
}
