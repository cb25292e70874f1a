//! `PUT` and `DELETE /cases/{case}/labels/{label}`: a private label, which never leaves the house.

use comity_node::accounts::{Permission, token::Scope};

use super::case_of;
use crate::{
    api::{
        call::{Answer, Call},
        endpoint::Endpoint,
    },
    console::{Fault, Site},
};

pub(super) fn put() -> Endpoint {
    Endpoint::put("cases-label", "/cases/{case}/labels/{label}", on)
        .needs(Permission::Annotate, Scope::CasesWrite)
}

pub(super) fn remove() -> Endpoint {
    Endpoint::delete("cases-unlabel", "/cases/{case}/labels/{label}", off)
        .needs(Permission::Annotate, Scope::CasesWrite)
}

fn on(call: &Call, site: &Site) -> Result<Answer, Fault> {
    set(call, site, true)
}

fn off(call: &Call, site: &Site) -> Result<Answer, Fault> {
    set(call, site, false)
}

fn set(call: &Call, site: &Site, on: bool) -> Result<Answer, Fault> {
    let case = case_of(call, site)?.case.to_string();
    let office = site.office();
    office.label(call.who(), &case, call.place("label"), on, site.now())?;
    Ok(Answer::done())
}
