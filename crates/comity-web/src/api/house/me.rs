//! `GET /me`: who calls, and what the token may do.

use comity_core::PartyName;
use comity_node::{
    accounts::{Permission, token::Scope},
    people::Role,
};
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
    Endpoint::get("house-me", "/me", work).gives(Shape::object([
        ("party", Always, Shape::party()),
        ("name", Always, Shape::text()),
        ("office", Always, Shape::text()),
        ("duty", Sometimes, Shape::text()),
        ("roles", Always, Shape::list(Shape::text())),
        (
            "scopes",
            Always,
            Shape::list(Shape::choice(&Scope::ALL.map(Scope::name))),
        ),
        ("permissions", Always, Shape::list(Shape::text())),
    ]))
}

#[derive(Serialize)]
struct Me<'a> {
    party: &'a PartyName,
    name: &'a str,
    office: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    duty: Option<&'a str>,
    roles: &'a [Role],
    scopes: &'a [Scope],
    /// What roles and scopes together permit.
    permissions: Vec<&'static str>,
}

fn work(call: &Call, site: &Site) -> Result<Answer, Fault> {
    let caller = &call.caller;
    let permissions = Permission::ALL.iter().filter(|one| caller.can(**one));
    Answer::json(&Me {
        party: site.node.me(),
        name: &caller.name,
        office: &caller.person.office,
        duty: caller.person.duty.as_deref(),
        roles: caller.roles(),
        scopes: caller.scopes.as_deref().unwrap_or_default(),
        permissions: permissions.map(|one| one.name()).collect(),
    })
}
