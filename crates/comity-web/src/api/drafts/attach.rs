//! `PUT /drafts/{draft}/attachments/{name}`: an attachment, sealed while it comes in.

use std::io::Read;

use axum::http::StatusCode;
use comity_core::codes::DataClass;
use comity_node::{
    accounts::{Permission, token::Scope},
    attach::Plain,
    rng::SystemRandom,
};

use super::{answer, draft_of};
use crate::{
    api::{
        call::{Answer, Call},
        endpoint::Endpoint,
        schema::{Kind, Shape},
    },
    console::{Fault, Site},
};

/// What a file is where its sender says nothing.
const UNKNOWN: &str = "application/octet-stream";

pub(super) fn endpoint() -> Endpoint {
    Endpoint::upload("drafts-attach", "/drafts/{draft}/attachments/{name}", work)
        .needs(Permission::Draft, Scope::CasesWrite)
        .must("data_class", Kind::Code("data-class"))
        .may("exhibit", Kind::Text(64))
        .gives(Shape::named("Draft"))
}

fn work(call: &Call, site: &Site, bytes: &mut dyn Read) -> Result<Answer, Fault> {
    let draft = draft_of(call, site)?;
    let class = call.text("data_class").map(str::parse::<DataClass>);
    let class = class.and_then(Result::ok);
    let wrong = || Fault::new(StatusCode::BAD_REQUEST, "api-parameter").with("field", "data_class");
    let exhibit = call.owned("exhibit");
    let (office, now) = (site.office(), site.now());
    let plain = Plain {
        name: call.place("name").to_owned(),
        media_type: call.media.clone().unwrap_or_else(|| UNKNOWN.to_owned()),
        data_class: class.ok_or_else(wrong)?,
        limit: office.attachment_limit(exhibit.is_some()),
        exhibit,
        part: None,
        bytes,
    };
    answer(&office.attach(call.who(), &draft.id, plain, now, &mut SystemRandom)?)
}
