//! `POST /cases/{case}/assign`, `/refer`, `/let-in` and `/shut-out`: who holds a case and who sees it.
//! It never leaves the house.

use comity_node::{
    access::{AccessError, Assignment},
    accounts::{Permission, token::Scope},
    case::CaseError,
};
use comity_store::access::Who;
use serde::Deserialize;

use super::case_of;
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

/// The longest name or code.
const NAME: usize = 100;
/// The longest reason.
const REASON: usize = 2_000;

pub(super) fn assign() -> Endpoint {
    Endpoint::post("cases-assign", "/cases/{case}/assign", give)
        .needs(Permission::Assign, Scope::CasesWrite)
        .takes(Shape::form([
            ("office", Sometimes, Shape::long(NAME)),
            ("officer", Sometimes, Shape::long(NAME)),
            ("deputy", Sometimes, Shape::long(NAME)),
        ]))
}

pub(super) fn refer() -> Endpoint {
    Endpoint::post("cases-refer", "/cases/{case}/refer", hand_on)
        .needs(Permission::Assign, Scope::CasesWrite)
        .takes(Shape::form([
            ("office", Sometimes, Shape::long(NAME)),
            ("officer", Sometimes, Shape::long(NAME)),
            ("deputy", Sometimes, Shape::long(NAME)),
            ("reason", Always, Shape::long(REASON)),
        ]))
}

pub(super) fn let_in() -> Endpoint {
    door("cases-let-in", "/cases/{case}/let-in", open)
}

pub(super) fn shut_out() -> Endpoint {
    door("cases-shut-out", "/cases/{case}/shut-out", shut)
}

fn door(
    id: &'static str,
    path: &'static str,
    work: fn(&Call, &Site) -> Result<Answer, Fault>,
) -> Endpoint {
    Endpoint::post(id, path, work)
        .needs(Permission::Assign, Scope::CasesWrite)
        .takes(Shape::form([("who", Always, Shape::long(NAME + 7))]))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Given {
    office: Option<String>,
    officer: Option<String>,
    deputy: Option<String>,
}

impl From<Given> for Assignment {
    fn from(given: Given) -> Self {
        Self {
            office: given.office,
            officer: given.officer,
            deputy: given.deputy,
        }
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Referred {
    office: Option<String>,
    officer: Option<String>,
    deputy: Option<String>,
    reason: String,
}

/// Whom: `office:CODE` or `person:NAME`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Guest {
    who: String,
}

fn give(call: &Call, site: &Site) -> Result<Answer, Fault> {
    let to: Given = call.form()?;
    let (case, sight) = (case_of(call, site)?.case.to_string(), call.sight(site)?);
    let office = site.office();
    office.assign(call.who(), &sight, &case, to.into(), site.now())?;
    Ok(Answer::done())
}

fn hand_on(call: &Call, site: &Site) -> Result<Answer, Fault> {
    let Referred {
        office,
        officer,
        deputy,
        reason,
    } = call.form()?;
    let to = Assignment {
        office,
        officer,
        deputy,
    };
    let (case, sight) = (case_of(call, site)?.case.to_string(), call.sight(site)?);
    site.office()
        .refer(call.who(), &sight, &case, to, &reason, site.now())?;
    Ok(Answer::done())
}

fn open(call: &Call, site: &Site) -> Result<Answer, Fault> {
    pass(call, site, true)
}

fn shut(call: &Call, site: &Site) -> Result<Answer, Fault> {
    pass(call, site, false)
}

fn pass(call: &Call, site: &Site, open: bool) -> Result<Answer, Fault> {
    let guest: Guest = call.form()?;
    let who: Result<Who, _> = guest.who.parse();
    let who = who.map_err(|_| CaseError::Access(AccessError::Nobody))?;
    let (case, sight) = (case_of(call, site)?.case.to_string(), call.sight(site)?);
    site.office()
        .door(call.who(), &sight, &case, who, open, site.now())?;
    Ok(Answer::done())
}
