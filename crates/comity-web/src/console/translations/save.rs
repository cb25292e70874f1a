//! `POST /translations/{translation}`: what was typed is saved, and the text is finished; `/drop`: it waits no more.

use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use comity_node::{
    accounts::Permission,
    translate::{Given, TranslationLine, TranslationView, What},
};
use serde::Deserialize;

use super::{
    case,
    row::{Typed, field, fits},
    show::{self, Extra},
    text_of,
};
use crate::console::{
    fault::Fault,
    visit::{Sent, Visit},
};

#[derive(Debug, Deserialize)]
pub(crate) struct Nothing {}

/// `POST /translations/{translation}`
pub(crate) async fn save(Path(id): Path<String>, sent: Sent<Typed>) -> Result<Response, Fault> {
    let (visit, form) = sent.by(Permission::Translate).await?;
    let view = text_of(&visit, &id).await?;
    let finish = form.get("then").is_some_and(|then| then == "finish");
    match kept(&visit, &id, &view, &form, finish).await {
        Ok(None) => Ok(Redirect::to(&format!("/translations/{id}")).into_response()),
        Ok(Some(line)) => Ok(Redirect::to(&after(&line, view.whole)).into_response()),
        Err(fault) if fault.can_be_mended() => {
            let extra = Extra {
                refused: Some((form, fault)),
                ..Extra::default()
            };
            show::answer(&visit, &id, StatusCode::UNPROCESSABLE_ENTITY, extra).await
        }
        Err(fault) => Err(fault),
    }
}

/// Saves, and finishes where that is asked for.
async fn kept(
    visit: &Visit,
    id: &str,
    view: &TranslationView,
    form: &Typed,
    finish: bool,
) -> Result<Option<TranslationLine>, Fault> {
    let version = form.get("version").cloned().unwrap_or_default();
    let (given, who) = (given(view, form), visit.caller.name.clone());
    let (id, sight) = (id.to_owned(), visit.sight.clone());
    visit
        .work(move |site| {
            let (office, now) = (site.office(), site.now());
            let saved = office.save_translation(&who, &sight, &id, Some(&version), &given, now)?;
            if !finish {
                return Ok(None);
            }
            let version = Some(saved.version.as_str());
            let line = office.finish_translation(&who, &sight, &id, version, now)?;
            Ok(Some(line))
        })
        .await
}

/// What the form says of the segments that there are.
fn given(view: &TranslationView, form: &Typed) -> Vec<Given> {
    let mut all = Vec::new();
    for unit in &view.units {
        for segment in &unit.segments {
            if let Some(target) = form.get(&field(&unit.id, &segment.id)) {
                all.push(Given {
                    unit: unit.id.clone(),
                    segment: segment.id.clone(),
                    target: target.clone(),
                    state: None,
                    fits: form.contains_key(&fits(&unit.id, &segment.id)),
                });
            }
        }
    }
    all
}

/// Where one goes on after a text is finished.
fn after(line: &TranslationLine, whole: bool) -> String {
    let draft = line.done.as_ref().and_then(|done| done.draft.as_ref());
    match (&line.what, draft, case(line)) {
        _ if !whole => "/translations?done=yes".to_owned(),
        (What::Draft { draft }, ..) | (_, Some(draft), _) => format!("/drafts/{draft}/preview"),
        (_, None, Some(case)) => format!("/cases/{case}#home"),
        (_, None, None) => "/translations?done=yes".to_owned(),
    }
}

/// `POST /translations/{translation}/drop`
pub(crate) async fn forget(Path(id): Path<String>, sent: Sent<Nothing>) -> Result<Response, Fault> {
    let (visit, Nothing {}) = sent.by(Permission::Translate).await?;
    let (who, sight) = (visit.caller.name.clone(), visit.sight.clone());
    visit
        .work(move |site| {
            Ok(site
                .office()
                .drop_translation(&who, &sight, &id, site.now())?)
        })
        .await?;
    Ok(Redirect::to("/translations").into_response())
}
