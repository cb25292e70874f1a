//! `GET /webhooks/{webhook}`: one webhook with its last deliveries.

use comity_node::{
    accounts::{Permission, token::Scope},
    webhooks::{
        self, Webhook, WebhookError,
        queue::{self, Progress},
    },
};
use comity_store::Store as _;
use serde::Serialize;

use crate::{
    api::{
        call::{Answer, Call},
        endpoint::Endpoint,
        schema::{
            Is::{Always, Sometimes},
            Shape,
        },
    },
    console::{Fault, Site},
};

pub(super) fn endpoint() -> Endpoint {
    Endpoint::get("webhooks-show", "/webhooks/{webhook}", work)
        .needs(Permission::ReadPeople, Scope::Admin)
        .gives(Shape::object([
            ("webhook", Always, Shape::named("Webhook")),
            ("tries", Always, Shape::whole()),
            ("next", Sometimes, Shape::time()),
            (
                "deliveries",
                Always,
                Shape::list(Shape::object([
                    ("id", Always, Shape::text()),
                    ("kind", Always, Shape::text()),
                    ("at", Always, Shape::time()),
                    ("taken", Always, Shape::flag()),
                    ("status", Sometimes, Shape::whole()),
                    ("failure", Sometimes, Shape::text()),
                ])),
            ),
        ]))
}

#[derive(Serialize)]
struct Shown {
    webhook: Webhook,
    #[serde(flatten)]
    progress: Progress,
}

fn work(call: &Call, site: &Site) -> Result<Answer, Fault> {
    let id = call.place("webhook");
    let shown = site.node.unfollowed().read(|tx| {
        Ok::<_, WebhookError>(Shown {
            webhook: webhooks::find(tx, id)?,
            progress: queue::progress(tx, id)?,
        })
    })?;
    Answer::json(&shown)
}
