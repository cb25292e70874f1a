//! `GET /inbox`: what waits for people of this house, as far as the caller may see it.
//!
//! What a second person confirms is for those whose role it is to confirm it.

use comity_node::accounts::{Permission, token::Scope};

use crate::{
    api::{
        call::{Answer, Call},
        endpoint::Endpoint,
        schema::Shape,
    },
    console::{Fault, Site},
};

pub(super) fn endpoint() -> Endpoint {
    Endpoint::get("cases-inbox", "/inbox", work)
        .needs_either([
            (Permission::ReadCases, Scope::CasesRead),
            (Permission::ReadPeople, Scope::Admin),
        ])
        .gives(Shape::list(Shape::named("Waiting")))
}

fn work(call: &Call, site: &Site) -> Result<Answer, Fault> {
    let (office, caller) = (site.office(), &call.caller);
    let mut rows = Vec::new();
    if has(call, Scope::CasesRead) && caller.can(Permission::ReadCases) {
        rows = office.inbox(site.now(), &call.sight(site)?)?;
    }
    // A token confirms nothing, whatever its scope: whoever it belongs to does, in the console.
    let confirms = caller.roles().iter();
    let confirms = confirms.any(|role| role.permits(Permission::ConfirmGrants));
    if confirms && caller.can(Permission::ReadPeople) {
        rows.append(&mut office.to_confirm(Some(call.who()), site.now())?);
    }
    Answer::json(&rows)
}

/// Whether the token has this scope: one that may follow events reads no cases, although both need
/// the same permission.
fn has(call: &Call, scope: Scope) -> bool {
    call.caller.scopes.iter().flatten().any(|one| *one == scope)
}
