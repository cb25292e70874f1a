//! `/administration/people/{name}/roles/…`: one asks for a role, another confirms it.

use axum::{extract::Path, response::Response};
use comity_core::Time;
use comity_node::{
    accounts::{
        AccessError, Permission,
        grant::{self, Asked, Matter},
    },
    people::{PeopleError, Role},
};
use comity_store::{Store as _, Tx};
use serde::Deserialize;

use super::{Fault, Nothing, Sent, Visit, address, back};

#[derive(Debug, Deserialize)]
pub(crate) struct Wanted {
    role: String,
}

/// `POST /administration/people/{name}/roles`
pub(crate) async fn ask(Path(name): Path<String>, sent: Sent<Wanted>) -> Result<Response, Fault> {
    let (visit, form) = sent.by(Permission::ManagePeople).await?;
    let role = parsed(&form.role)?;
    let who = name.clone();
    let asked = done(&visit, move |tx, by, now| {
        grant::ask(tx, &who, role, by, now)
    })
    .await?;
    let said = match asked {
        Asked::Waits => "asked",
        Asked::Granted => "granted",
    };
    Ok(back(&address(&name), said))
}

/// `POST /administration/people/{name}/roles/{role}/confirm`
pub(crate) async fn confirm(
    Path((name, role)): Path<(String, String)>,
    sent: Sent<Nothing>,
) -> Result<Response, Fault> {
    let (visit, Nothing {}) = sent.by(Permission::ConfirmGrants).await?;
    let role = parsed(&role)?;
    let who = name.clone();
    done(&visit, move |tx, by, now| {
        grant::confirm(tx, &who, role, by, now)
    })
    .await?;
    Ok(back(&address(&name), "granted"))
}

/// `POST /administration/people/{name}/roles/{role}/decline`
pub(crate) async fn decline(
    Path((name, role)): Path<(String, String)>,
    sent: Sent<Nothing>,
) -> Result<Response, Fault> {
    let (visit, Nothing {}) = sent.when(either).await?;
    let matter = Matter::Role(parsed(&role)?);
    let who = name.clone();
    done(&visit, move |tx, by, now| {
        grant::decline(tx, &who, matter, by, now)
    })
    .await?;
    Ok(back(&address(&name), "declined"))
}

/// `POST /administration/people/{name}/roles/{role}/remove`
pub(crate) async fn remove(
    Path((name, role)): Path<(String, String)>,
    sent: Sent<Nothing>,
) -> Result<Response, Fault> {
    let (visit, Nothing {}) = sent.when(either).await?;
    let role = parsed(&role)?;
    let who = name.clone();
    done(&visit, move |tx, by, now| {
        grant::remove(tx, &who, role, by, now)
    })
    .await?;
    Ok(back(&address(&name), "removed"))
}

/// Who asks for roles, or confirms them.
pub(super) fn either(visit: &Visit) -> Result<(), Fault> {
    let asks = visit.may(Permission::ManagePeople);
    asks.or_else(|_| visit.may(Permission::ConfirmGrants))
}

fn parsed(role: &str) -> Result<Role, PeopleError> {
    role.parse()
}

/// Does something with a person's roles as the visitor, now.
pub(super) async fn done<T: Send + 'static>(
    visit: &Visit,
    work: impl FnOnce(&mut dyn Tx, &str, Time) -> Result<T, AccessError> + Send + 'static,
) -> Result<T, Fault> {
    let by = visit.caller.name.clone();
    visit
        .work(move |site| {
            let now = site.now();
            let store = site.node.unfollowed();
            Ok(store.write(move |tx| work(tx, &by, now))?)
        })
        .await
}
