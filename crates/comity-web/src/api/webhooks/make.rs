//! `POST /webhooks`: a new webhook. Its secret is in the answer and nowhere else.

use comity_node::{
    accounts::{Permission, token::Scope},
    rng::SystemRandom,
    webhooks::{Kind, Wanted, Webhook},
};
use serde::{Deserialize, Serialize};

use crate::{
    api::{
        call::{Answer, Call},
        endpoint::Endpoint,
        schema::{Is::Always, Shape},
    },
    console::{Fault, Site},
};

pub(super) fn endpoint() -> Endpoint {
    let kinds = Kind::ALL.map(Kind::name);
    Endpoint::post("webhooks-make", "/webhooks", work)
        .needs(Permission::ManageHouse, Scope::Admin)
        .takes(Shape::form([
            ("label", Always, Shape::long(100)),
            ("address", Always, Shape::long(2000)),
            ("owner", Always, Shape::fitting("^(person|office):.+$")),
            ("kinds", Always, Shape::list(Shape::choice(&kinds))),
        ]))
        .makes(Shape::object([
            ("secret", Always, Shape::text()),
            ("webhook", Always, Shape::named("Webhook")),
        ]))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Form {
    label: String,
    address: String,
    owner: String,
    kinds: Vec<Kind>,
}

#[derive(Serialize)]
struct Made {
    secret: String,
    webhook: Webhook,
}

fn work(call: &Call, site: &Site) -> Result<Answer, Fault> {
    let form: Form = call.form()?;
    let wanted = Wanted {
        label: form.label,
        address: form.address,
        owner: form.owner.parse()?,
        kinds: form.kinds,
    };
    let (office, now) = (site.office(), site.now());
    let (secret, webhook) = office.make_webhook(call.who(), wanted, now, &mut SystemRandom)?;
    Answer::json(&Made { secret, webhook })
}
