//! `PUT /translations/{translation}`: translations of segments, as the caller saw them.

use axum::http::StatusCode;
use comity_node::{
    accounts::{Permission, token::Scope},
    translate::Given,
};
use serde::Deserialize;

use super::{answer, text_of};
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
    Endpoint::put("translations-save", "/translations/{translation}", work)
        .needs(Permission::Translate, Scope::CasesWrite)
        .takes(Shape::form([(
            "segments",
            Always,
            Shape::list(Shape::form([
                ("unit", Always, Shape::text()),
                ("segment", Always, Shape::text()),
                ("target", Always, Shape::text()),
                (
                    "state",
                    Sometimes,
                    Shape::choice(&["initial", "translated", "reviewed", "final"]),
                ),
                ("fits", Sometimes, Shape::flag()),
            ])),
        )]))
        .gives(Shape::named("Translation"))
        .changes_what_was_seen()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Segments {
    segments: Vec<Given>,
}

fn work(call: &Call, site: &Site) -> Result<Answer, Fault> {
    let Segments { segments } = call.form()?;
    let id = text_of(call, site)?.line.id;
    // Any state will do (RFC 9110, section 13.1.1).
    let seen = call.seen.as_deref().filter(|seen| *seen != "*");
    let (office, sight) = (site.office(), call.sight(site)?);
    let saved = office.save_translation(call.who(), &sight, &id, seen, &segments, site.now());
    let changed = |fault: Fault| match fault.is("translation-changed") {
        true => fault.with_status(StatusCode::PRECONDITION_FAILED),
        false => fault,
    };
    answer(&saved.map_err(Fault::from).map_err(changed)?)
}
