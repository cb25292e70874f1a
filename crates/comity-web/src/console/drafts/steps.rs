//! The steps of a draft: `submit`, `release`, `send-back`, `discard` below `/drafts/{id}`.

use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use comity_node::{
    accounts::Permission,
    case::flow::{SaidView, Submitted},
    rng::SystemRandom,
};
use serde::Deserialize;

use super::{draft_of, preview};
use crate::console::{
    fault::Fault,
    visit::{Nothing, Sent, Visit},
};

/// `POST /drafts/{id}/submit`
pub(crate) async fn submit(Path(id): Path<String>, sent: Sent<Nothing>) -> Result<Response, Fault> {
    let (visit, Nothing {}) = sent.by(Permission::Submit).await?;
    draft_of(&visit, &id).await?;
    let (who, draft) = (visit.caller.name.clone(), id.clone());
    let done = visit
        .work(move |site| {
            let office = site.office();
            let done = office.submit(&who, &draft, site.now(), &mut SystemRandom);
            if let Ok(Submitted::Said(said)) = &done {
                (site.ring)(&said.them);
            }
            Ok(done?)
        })
        .await;
    match done {
        Ok(Submitted::Waits { .. }) => Ok(to(&format!("/drafts/{id}/preview"))),
        Ok(Submitted::Said(said)) => Ok(to(&case(&said))),
        Err(fault) => refused(&visit, &id, String::new(), &fault).await,
    }
}

/// `POST /drafts/{id}/release`
pub(crate) async fn release(
    Path(id): Path<String>,
    sent: Sent<Nothing>,
) -> Result<Response, Fault> {
    let (visit, Nothing {}) = sent.by(Permission::Release).await?;
    draft_of(&visit, &id).await?;
    let (who, draft) = (visit.caller.name.clone(), id.clone());
    let done = visit
        .work(move |site| {
            let office = site.office();
            let said = office.release(&who, &draft, site.now(), &mut SystemRandom)?;
            (site.ring)(&said.them);
            Ok(said)
        })
        .await;
    match done {
        Ok(said) => Ok(to(&case(&said))),
        Err(fault) => refused(&visit, &id, String::new(), &fault).await,
    }
}

#[derive(Debug, Deserialize)]
pub(crate) struct Back {
    reason: String,
}

/// `POST /drafts/{id}/send-back`
pub(crate) async fn send_back(Path(id): Path<String>, sent: Sent<Back>) -> Result<Response, Fault> {
    let (visit, form) = sent.by(Permission::Release).await?;
    draft_of(&visit, &id).await?;
    let reason = form.reason.replace("\r\n", "\n").trim().to_owned();
    let (who, draft, why) = (visit.caller.name.clone(), id.clone(), reason.clone());
    let done = visit
        .work(move |site| Ok(site.office().send_back(&who, &draft, &why, site.now())?))
        .await;
    match done {
        Ok(_) => Ok(to("/drafts")),
        Err(fault) => refused(&visit, &id, reason, &fault).await,
    }
}

/// `POST /drafts/{id}/discard`
pub(crate) async fn discard(
    Path(id): Path<String>,
    sent: Sent<Nothing>,
) -> Result<Response, Fault> {
    let (visit, Nothing {}) = sent.by(Permission::Draft).await?;
    draft_of(&visit, &id).await?;
    let who = visit.caller.name.clone();
    visit
        .work(move |site| Ok(site.office().discard(&who, &id, site.now())?))
        .await?;
    Ok(to("/drafts"))
}

fn to(address: &str) -> Response {
    Redirect::to(address).into_response()
}

/// Where one sees what was said.
fn case(said: &SaidView) -> String {
    match (&said.reference, &said.case) {
        (Some(name), _) => format!("/cases/{name}"),
        (None, Some(case)) => format!("/cases/{}", case.id),
        (None, None) => "/drafts".to_owned(),
    }
}

/// The preview again, with why the step was not taken.
async fn refused(
    visit: &Visit,
    id: &str,
    reason: String,
    fault: &Fault,
) -> Result<Response, Fault> {
    let Ok(mut response) = preview::page(visit, id, reason, Some(fault)).await else {
        return Err(fault.clone());
    };
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(response)
}
