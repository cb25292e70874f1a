//! `/administration/people/{name}/move/…` and `/administration/offices/{code}/…`: another office
//! for a person, and another place for an office, which one asks for and another confirms.

use axum::{extract::Path, response::Response};
use comity_node::accounts::{
    Permission,
    grant::{self, Matter},
};

use super::{
    Fault, Nothing, Sent, address, back, offices,
    roles::{done, either},
};

/// `POST /administration/people/{name}/move/confirm`
pub(crate) async fn confirm(
    Path(name): Path<String>,
    sent: Sent<Nothing>,
) -> Result<Response, Fault> {
    let (visit, Nothing {}) = sent.by(Permission::ConfirmGrants).await?;
    let who = name.clone();
    done(&visit, move |tx, by, now| {
        grant::confirm_move(tx, &who, by, now)
    })
    .await?;
    Ok(back(&address(&name), "moved"))
}

/// `POST /administration/people/{name}/move/decline`
pub(crate) async fn decline(
    Path(name): Path<String>,
    sent: Sent<Nothing>,
) -> Result<Response, Fault> {
    let (visit, Nothing {}) = sent.when(either).await?;
    let who = name.clone();
    done(&visit, move |tx, by, now| {
        grant::decline(tx, &who, Matter::Move, by, now)
    })
    .await?;
    Ok(back(&address(&name), "declined"))
}

/// `POST /administration/offices/{code}/confirm`
pub(crate) async fn confirm_under(
    Path(code): Path<String>,
    sent: Sent<Nothing>,
) -> Result<Response, Fault> {
    let (visit, Nothing {}) = sent.by(Permission::ConfirmGrants).await?;
    done(&visit, move |tx, by, now| {
        grant::confirm_under(tx, &code, by, now)
    })
    .await?;
    Ok(back(offices::HERE, "office-moved"))
}

/// `POST /administration/offices/{code}/decline`
pub(crate) async fn decline_under(
    Path(code): Path<String>,
    sent: Sent<Nothing>,
) -> Result<Response, Fault> {
    let (visit, Nothing {}) = sent.when(either).await?;
    done(&visit, move |tx, by, now| {
        grant::decline(tx, &code, Matter::Under, by, now)
    })
    .await?;
    Ok(back(offices::HERE, "declined"))
}
