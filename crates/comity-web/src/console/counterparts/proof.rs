//! Files about a counterpart: credentials, and proofs that it contradicts itself.

use axum::{extract::Path, response::Response};
use comity_node::{
    accounts::Permission,
    prove::{Claim, Open},
};

use super::party;
use crate::console::{download, fault::Fault, visit::Visit};

/// `GET /counterparts/{party}/credential`: the newest credential of a party, or ours, as its file.
pub(crate) async fn credential(visit: Visit, Path(name): Path<String>) -> Result<Response, Fault> {
    visit.may(Permission::ReadChannels)?;
    let them = party(&name)?;
    let asked = them.clone();
    let bytes = visit
        .work(move |site| {
            let file = if asked == *site.node.me() {
                Some(site.node.own_credential()?)
            } else {
                site.node.credential_of(&asked)?
            };
            let file = file.ok_or_else(Fault::absent)?;
            Ok(file.bytes().to_vec())
        })
        .await?;
    Ok(download::bytes(&format!("{them}.credential"), bytes))
}

/// `GET /counterparts/{party}/forks/{number}`: what shows it to whoever holds both credentials.
pub(crate) async fn fork(
    visit: Visit,
    Path((name, number)): Path<(String, usize)>,
) -> Result<Response, Fault> {
    visit.may(Permission::ReadChannels)?;
    visit.may(Permission::Prove)?;
    let them = party(&name)?;
    let claim = Claim::Fork {
        them: them.clone(),
        number,
    };
    let proven = visit
        .work(move |site| Ok(site.office().prove(&claim, &Open::default())?))
        .await?;
    let name = format!("{them}.fork-{number}.tar");
    Ok(download::bytes(&name, proven.bytes))
}
