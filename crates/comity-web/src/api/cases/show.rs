//! `GET /cases/{case}`: a case with its clocks and acts.

use comity_node::{
    accounts::{Permission, token::Scope},
    case::show::CaseShow,
};
use serde::Serialize;

use super::shown;
use crate::{
    api::{
        call::{Answer, Call},
        endpoint::Endpoint,
        schema::{Kind, Shape},
    },
    console::{Fault, Site},
};

pub(super) fn endpoint() -> Endpoint {
    Endpoint::get("cases-show", "/cases/{case}", work)
        .needs(Permission::ReadCases, Scope::CasesRead)
        .may("unmask", Kind::Flag)
        .gives(Shape::named("Case"))
}

#[derive(Serialize)]
struct Shown {
    #[serde(flatten)]
    case: CaseShow,
    /// Whether personal fields were taken out.
    masked: bool,
}

fn work(call: &Call, site: &Site) -> Result<Answer, Fault> {
    let (case, masked) = shown(call, site)?;
    Answer::json(&Shown { case, masked })
}
