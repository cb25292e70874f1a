//! `GET /drafts/{draft}/check`: whether a draft could be sent now, and what it lacks.

use comity_node::{
    accounts::{Permission, token::Scope},
    case::{
        draft::{MissingLine, WrongLine},
        policy::Because,
    },
};
use serde::Serialize;

use super::draft_to_look_at;
use crate::{
    api::{
        call::{Answer, Call},
        endpoint::Endpoint,
        schema::Shape,
    },
    console::{Fault, Site},
};

pub(super) fn endpoint() -> Endpoint {
    Endpoint::get("drafts-check", "/drafts/{draft}/check", work)
        .needs(Permission::ReadCases, Scope::CasesRead)
        .gives(Shape::named("Check"))
}

#[derive(Serialize)]
struct Check {
    /// Whether it could be said, or handed on, now.
    ready: bool,
    missing: Vec<MissingLine>,
    #[serde(skip_serializing_if = "Option::is_none")]
    second_person: Option<Because>,
    #[serde(skip_serializing_if = "Option::is_none")]
    refused: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    wrong: Option<WrongLine>,
}

fn work(call: &Call, site: &Site) -> Result<Answer, Fault> {
    let draft = draft_to_look_at(call, site)?;
    Answer::json(&Check {
        ready: draft.missing.is_empty() && draft.refused.is_none(),
        missing: draft.missing,
        second_person: draft.second_person,
        refused: draft.refused,
        wrong: draft.wrong,
    })
}
