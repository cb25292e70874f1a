//! `GET /inbox`: what waits for people of this house, as far as the caller may see it, from a place
//! in it on.
//!
//! What a second person confirms is for those whose role it is to confirm it.

use comity_node::{
    accounts::{Permission, token::Scope},
    case::house::{InboxPage, InboxRow},
};
use serde::Serialize;

use super::list::{MOST, PLACE, USUAL, place, written};
use crate::{
    api::{
        call::{Answer, Call},
        endpoint::Endpoint,
        schema::{
            Is::{Always, Sometimes},
            Kind, Shape,
        },
    },
    console::{Fault, Site},
};

/// What tells a place in this list from one in a list of cases.
const ORDER: u8 = 3;

pub(super) fn endpoint() -> Endpoint {
    Endpoint::get("cases-inbox", "/inbox", work)
        .needs_either([
            (Permission::ReadCases, Scope::CasesRead),
            (Permission::ReadPeople, Scope::Admin),
        ])
        .may("after", Kind::Text(PLACE))
        .may("limit", Kind::Whole(MOST))
        .gives(Shape::object([
            ("rows", Always, Shape::list(Shape::named("Waiting"))),
            ("next", Sometimes, Shape::text()),
        ]))
}

#[derive(Serialize)]
struct List {
    rows: Vec<InboxRow>,
    /// The place to go on from; absent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

fn work(call: &Call, site: &Site) -> Result<Answer, Fault> {
    let (office, caller) = (site.office(), &call.caller);
    let after = call.text("after").map(|text| place(text, ORDER));
    let (after, begins) = (after.transpose()?, call.text("after").is_none());
    let mut page = InboxPage::default();
    if has(call, Scope::CasesRead) && caller.can(Permission::ReadCases) {
        let cases = usize::try_from(call.whole("limit").unwrap_or(USUAL)).unwrap_or_default();
        page = office.inbox_after(site.now(), &call.sight(site)?, after, cases.max(1))?;
    }
    // A token confirms nothing, whatever its scope: whoever it belongs to does, in the console.
    let mut roles = caller.roles().iter();
    let confirms = roles.any(|role| role.permits(Permission::ConfirmGrants));
    if begins && confirms && caller.can(Permission::ReadPeople) {
        let mut asked = office.awaiting_confirmation(Some(call.who()), site.now())?;
        page.rows.append(&mut asked);
    }
    Answer::json(&List {
        next: page.next.and_then(|cursor| written(&cursor, ORDER)),
        rows: page.rows,
    })
}

/// Whether the token has this scope: one that may follow events reads no cases, although both need
/// the same permission.
fn has(call: &Call, scope: Scope) -> bool {
    call.caller.scopes.iter().flatten().any(|one| *one == scope)
}
