//! `POST /cases/{case}/notes`: a private note, which never leaves the house.

use comity_node::accounts::{Permission, token::Scope};
use serde::Deserialize;

use super::case_of;
use crate::{
    api::{
        call::{Answer, Call},
        endpoint::Endpoint,
        schema::{Is::Always, Shape},
    },
    console::{Fault, Site},
};

pub(super) fn endpoint() -> Endpoint {
    Endpoint::post("cases-note", "/cases/{case}/notes", work)
        .needs(Permission::Annotate, Scope::CasesWrite)
        .takes(Shape::form([("text", Always, Shape::long(10_000))]))
        .once()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Note {
    text: String,
}

fn work(call: &Call, site: &Site) -> Result<Answer, Fault> {
    let note: Note = call.form()?;
    let case = case_of(call, site)?.case.to_string();
    let office = site.office();
    office.note(call.who(), &case, &note.text, site.now())?;
    Ok(Answer::done())
}
