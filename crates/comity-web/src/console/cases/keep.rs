//! `POST /cases/{case}/notes` and `/labels`: what the house keeps on a case for itself.

use axum::{
    extract::Path,
    response::{IntoResponse as _, Redirect, Response},
};
use comity_node::{
    accounts::Permission,
    case::{CaseError, show::CaseShow},
};
use serde::Deserialize;

use super::{
    one::{case_of, name_of},
    show::{self, Typed},
};
use crate::console::{
    fault::Fault,
    visit::{Sent, Visit},
};

/// A note as it was typed.
#[derive(Debug, Deserialize)]
pub(crate) struct Note {
    text: String,
}

/// A label to be put on or taken off.
#[derive(Debug, Deserialize)]
pub(crate) struct Label {
    label: String,
    /// Whether it comes off.
    #[serde(default)]
    off: Option<String>,
}

/// `POST /cases/{case}/notes`
pub(crate) async fn note(Path(name): Path<String>, sent: Sent<Note>) -> Result<Response, Fault> {
    let (visit, form) = sent.when(annotates).await?;
    let (case, text) = (name.clone(), form.text.clone());
    let (sight, who) = (visit.sight.clone(), visit.caller.name.clone());
    let done = visit
        .work(move |site| {
            let found = case_of(site, &sight, &case)?;
            let case = found.case.id.to_string();
            let noted = site.office().note(&who, &case, &text, site.now());
            typed(noted, &found)
        })
        .await?;
    let typed = Typed {
        note: form.text,
        ..Typed::default()
    };
    end(&visit, name, done, typed).await
}

/// `POST /cases/{case}/labels`
pub(crate) async fn label(Path(name): Path<String>, sent: Sent<Label>) -> Result<Response, Fault> {
    let (visit, form) = sent.when(annotates).await?;
    let (case, label, on) = (name.clone(), form.label.clone(), form.off.is_none());
    let (sight, who) = (visit.sight.clone(), visit.caller.name.clone());
    let done = visit
        .work(move |site| {
            let found = case_of(site, &sight, &case)?;
            let case = found.case.id.to_string();
            let office = site.office();
            let done = office.label(&who, &case, &label, on, site.now());
            typed(done, &found)
        })
        .await?;
    let typed = Typed {
        label: form.label,
        ..Typed::default()
    };
    end(&visit, name, done, typed).await
}

fn annotates(visit: &Visit) -> Result<(), Fault> {
    visit.may(Permission::ReadCases)?;
    visit.may(Permission::Annotate)
}

/// How keeping something ended.
enum Ended {
    /// It is kept on the case of this name.
    Kept(String),
    /// The text is refused: that is for the form.
    Refused(Fault),
}

fn typed(done: Result<(), CaseError>, case: &CaseShow) -> Result<Ended, Fault> {
    match done {
        Ok(()) => Ok(Ended::Kept(name_of(case))),
        Err(error @ CaseError::Text(_)) => Ok(Ended::Refused(error.into())),
        Err(error) => Err(error.into()),
    }
}

async fn end(visit: &Visit, name: String, ended: Ended, typed: Typed) -> Result<Response, Fault> {
    match ended {
        Ended::Kept(case) => Ok(Redirect::to(&format!("/cases/{case}#home")).into_response()),
        Ended::Refused(fault) => show::refused(visit, name, typed, &fault).await,
    }
}
