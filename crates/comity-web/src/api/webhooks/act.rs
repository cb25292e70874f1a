//! `POST /webhooks/{webhook}/pause`, `/resume` and `/test`, and `DELETE /webhooks/{webhook}`.

use comity_node::accounts::{Permission, token::Scope};

use crate::{
    api::{
        call::{Answer, Call},
        endpoint::Endpoint,
    },
    console::{Fault, Site},
};

pub(super) fn pause() -> Endpoint {
    Endpoint::post(
        "webhooks-pause",
        "/webhooks/{webhook}/pause",
        |call, site| {
            let (office, now) = (site.office(), site.now());
            office.pause_webhook(call.who(), call.place("webhook"), now)?;
            Ok(Answer::done())
        },
    )
    .needs(Permission::ManageHouse, Scope::Admin)
}

pub(super) fn resume() -> Endpoint {
    Endpoint::post(
        "webhooks-resume",
        "/webhooks/{webhook}/resume",
        |call, site| {
            let (office, now) = (site.office(), site.now());
            office.resume_webhook(call.who(), call.place("webhook"), now)?;
            Ok(Answer::done())
        },
    )
    .needs(Permission::ManageHouse, Scope::Admin)
}

pub(super) fn test() -> Endpoint {
    Endpoint::post("webhooks-test", "/webhooks/{webhook}/test", |call, site| {
        let (office, now) = (site.office(), site.now());
        office.test_webhook(call.who(), call.place("webhook"), now)?;
        Ok(Answer::done())
    })
    .needs(Permission::ManageHouse, Scope::Admin)
}

pub(super) fn remove() -> Endpoint {
    Endpoint::delete("webhooks-remove", "/webhooks/{webhook}", gone)
        .needs(Permission::ManageHouse, Scope::Admin)
}

fn gone(call: &Call, site: &Site) -> Result<Answer, Fault> {
    let (office, now) = (site.office(), site.now());
    office.remove_webhook(call.who(), call.place("webhook"), now)?;
    Ok(Answer::done())
}
