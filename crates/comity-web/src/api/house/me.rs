//! `GET /me`: who calls, and what the token may do.

use comity_core::PartyName;
use comity_node::{
    accounts::{Permission, session::How, token::Scope, ways},
    people::Role,
};
use comity_store::Store as _;
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

/// Ways in that a person sets up.
const METHODS: [How; 3] = [How::Passkey, How::Password, How::Certificate];

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
        (
            "methods",
            Always,
            Shape::list(Shape::choice(&METHODS.map(How::name))),
        ),
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
    /// By what the person can sign in to the console.
    methods: Vec<&'static str>,
}

fn work(call: &Call, site: &Site) -> Result<Answer, Fault> {
    let caller = &call.caller;
    let permissions = Permission::ALL.iter().filter(|one| caller.can(**one));
    let store = site.node.unfollowed();
    let ways = store.read(|tx| ways::of(tx, &caller.name))?;
    Answer::json(&Me {
        methods: ways.into_iter().map(How::name).collect(),
        party: site.node.me(),
        name: &caller.name,
        office: &caller.person.office,
        duty: caller.person.duty.as_deref(),
        roles: caller.roles(),
        scopes: caller.scopes.as_deref().unwrap_or_default(),
        permissions: permissions.map(|one| one.name()).collect(),
    })
}
