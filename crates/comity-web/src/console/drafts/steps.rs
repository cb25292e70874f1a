//! The steps of a draft: `submit`, `release`, `send-back`, `discard` below `/drafts/{id}`.

use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use comity_node::{
    accounts::Permission,
    case::flow::{SaidView, Submitted},
    clearance::answer::Deciding,
    rng::SystemRandom,
};
use serde::Deserialize;

use super::{clearance::Typed, draft_of, draft_to_write, preview};
use crate::console::{
    fault::Fault,
    visit::{Nothing, Sent, Visit},
};

/// `POST /drafts/{id}/submit`
pub(crate) async fn submit(Path(id): Path<String>, sent: Sent<Nothing>) -> Result<Response, Fault> {
    let (visit, Nothing {}) = sent.by(Permission::Submit).await?;
    draft_to_write(&visit, &id).await?;
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
        Err(fault) => refused(&visit, &id, Typed::default(), &fault).await,
    }
}

/// A release of what the page showed.
#[derive(Debug, Deserialize)]
pub(crate) struct Release {
    version: String,
}

/// `POST /drafts/{id}/release`
pub(crate) async fn release(
    Path(id): Path<String>,
    sent: Sent<Release>,
) -> Result<Response, Fault> {
    let (visit, form) = sent.by(Permission::Release).await?;
    draft_of(&visit, &id).await?;
    let (who, draft) = (visit.caller.name.clone(), id.clone());
    let done = visit
        .work(move |site| {
            let deciding = Deciding {
                seen: Some(&form.version),
                ..Deciding::any(&who, &draft)
            };
            let office = site.office();
            let said = office.release_as_seen(&deciding, site.now(), &mut SystemRandom)?;
            (site.ring)(&said.them);
            Ok(said)
        })
        .await;
    match done {
        Ok(said) => Ok(to(&case(&said))),
        Err(fault) => refused(&visit, &id, Typed::default(), &fault).await,
    }
}

/// What must be changed in what the page showed.
#[derive(Debug, Deserialize)]
pub(crate) struct Back {
    version: String,
    #[serde(default)]
    office: String,
    reason: String,
}

/// `POST /drafts/{id}/send-back`
pub(crate) async fn send_back(Path(id): Path<String>, sent: Sent<Back>) -> Result<Response, Fault> {
    // Who may do it in which state, the office asks.
    let (visit, form) = sent.by(Permission::Clear).await?;
    draft_of(&visit, &id).await?;
    let reason = form.reason.replace("\r\n", "\n").trim().to_owned();
    let typed = Typed {
        office: form.office.clone(),
        remark: String::new(),
        reason: reason.clone(),
    };
    let (who, draft) = (visit.caller.name.clone(), id.clone());
    let done = visit
        .work(move |site| {
            let deciding = Deciding {
                office: Some(form.office.as_str()).filter(|office| !office.is_empty()),
                seen: Some(&form.version),
                ..Deciding::any(&who, &draft)
            };
            let office = site.office();
            Ok(office.send_back_as_seen(&deciding, &reason, site.now())?)
        })
        .await;
    match done {
        Ok(_) => Ok(to("/drafts")),
        Err(fault) => refused(&visit, &id, typed, &fault).await,
    }
}

/// `POST /drafts/{id}/discard`
pub(crate) async fn discard(
    Path(id): Path<String>,
    sent: Sent<Nothing>,
) -> Result<Response, Fault> {
    let (visit, Nothing {}) = sent.by(Permission::Draft).await?;
    draft_to_write(&visit, &id).await?;
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

/// The preview again, as it is now, with why the step was not taken and what was typed.
pub(crate) async fn refused(
    visit: &Visit,
    id: &str,
    typed: Typed,
    fault: &Fault,
) -> Result<Response, Fault> {
    let Ok(mut response) = preview::page(visit, id, typed, Some(fault)).await else {
        return Err(fault.clone());
    };
    *response.status_mut() = match fault.status() {
        // What was looked at is there no more: the page shows what is. Or it is not theirs to do.
        status @ (StatusCode::CONFLICT | StatusCode::FORBIDDEN) => status,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    Ok(response)
}
