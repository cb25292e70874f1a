//! `GET /cases/{case}/acts/{act}`: one act of a case.

use comity_node::accounts::{Permission, token::Scope};

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
    Endpoint::get("cases-act", "/cases/{case}/acts/{act}", work)
        .needs(Permission::ReadCases, Scope::CasesRead)
        .may("unmask", Kind::Flag)
        .gives(Shape::named("Act"))
}

fn work(call: &Call, site: &Site) -> Result<Answer, Fault> {
    let (case, _) = shown(call, site)?;
    let named = call.place("act");
    let mut acts = case.acts.iter();
    let act = acts.find(|line| line.act.to_string() == named);
    Answer::json(act.ok_or_else(Fault::absent)?)
}
