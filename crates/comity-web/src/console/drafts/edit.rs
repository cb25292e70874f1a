//! `/drafts/{id}`: a draft is written. One form holds it all, so that no button loses what was typed.

use std::collections::BTreeMap;

use askama::Template;
use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use comity_core::codes::Field;
use comity_node::{
    accounts::Permission,
    case::{
        draft::{DraftView, WRITING},
        file::ActFile,
        form::{self, Shown},
        preview::Preview,
    },
};
use comity_text::{Args, Explained};

use super::{
    draft_of, draft_to_write,
    files::Files,
    form::{Context, FormView, Maker, anchor, label},
    incoming::WithFiles,
    items::{Items, items_of},
    save::{Saved, Target, receive, told},
};
use crate::console::{
    cases::case_of,
    fault::{Fault, html},
    page::{Page, Room},
    visit::Visit,
};

#[derive(Template)]
#[template(path = "drafts/edit.html")]
struct EditPage {
    page: Page,
    view: DraftView,
    form: FormView,
    items: Option<Items>,
    files: Files,
    /// What is missing: where, and what.
    missing: Vec<(String, String)>,
    /// Fields that could not be read: where, and what is wrong.
    problems: Vec<(String, String)>,
    refused: Option<Explained>,
}

/// `GET /drafts/{id}`
pub(crate) async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response, Fault> {
    visit.may(Permission::ReadCases)?;
    let draft = draft_of(&visit, &id).await?;
    // Who does not write it, or comes when it is written, looks at it.
    let writes = visit.caller.can(Permission::Draft) && draft_to_write(&visit, &id).await.is_ok();
    if draft.view.state != WRITING || !writes {
        return Ok(Redirect::to(&format!("/drafts/{id}/preview")).into_response());
    }
    page(&visit, draft, None).await
}

/// `POST /drafts/{id}`
pub(crate) async fn save(Path(id): Path<String>, sent: WithFiles) -> Result<Response, Fault> {
    let (visit, form) = sent.by(Permission::Draft).await?;
    let draft = draft_to_write(&visit, &id).await?;
    let target = Target::Draft {
        id: id.clone(),
        file: Box::new(draft.view.file),
    };
    let saved = receive(&visit, form, target).await?;
    if saved.is_whole() {
        return Ok(Redirect::to(&next(&id, &saved)).into_response());
    }
    again(&visit, &id, saved).await
}

/// The form of a draft with what was typed, and why it was not taken.
pub(crate) async fn again(visit: &Visit, id: &str, saved: Saved) -> Result<Response, Fault> {
    let draft = draft_of(visit, id).await?;
    let mut response = page(visit, draft, Some(saved)).await?;
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    Ok(response)
}

/// Where one goes on after saving.
pub(crate) fn next(id: &str, saved: &Saved) -> String {
    match saved.then() {
        "preview" => format!("/drafts/{id}/preview"),
        _ if ["remove", "drop"]
            .iter()
            .any(|name| saved.values.contains_key(*name)) =>
        {
            format!("/drafts/{id}#attachments")
        }
        _ => format!("/drafts/{id}"),
    }
}

async fn page(visit: &Visit, draft: Preview, saved: Option<Saved>) -> Result<Response, Fault> {
    let page = visit.page(Room::Drafts, "");
    let Preview { view, list, .. } = draft;
    let (context, asked) = match &view.case {
        Some(id) => {
            let case = case_of(visit, &id.to_string()).await?;
            let asked = items_of(visit, &view.file.kind, id).await?;
            (Context::of(&case, &page), asked)
        }
        None => (Context::default(), Vec::new()),
    };
    let (who, draft) = (visit.caller.name.clone(), view.id.clone());
    let uploads = visit
        .work(move |site| Ok(site.office().uploads_to(&who, &draft, site.now())?))
        .await?;
    let context = context.with_house(visit).await?;
    let offset = visit.caller.zone_minutes.unwrap_or_default();
    let wrong = saved.as_ref().map(|saved| told(&page, &saved.unread));
    let mut wrong = wrong.unwrap_or_default();
    let problems = problems(&page, &wrong);
    if saved.is_none() {
        wrong = unfit(&page, &view);
    }
    let (values, refused) = match saved {
        Some(saved) => (
            saved.values,
            saved.refused.map(|one| one.explained(page.words)),
        ),
        None => {
            let fields = form::fields(&view.file.kind);
            (
                form::shown(&view.file, &fields, offset),
                refusal(&page, &view),
            )
        }
    };
    let missing = missing(&page, &view);
    let maker = Maker {
        page: &page,
        them: &view.them,
        file: &view.file,
        values: &values,
        context: &context,
        wrong: &wrong,
        missing: &missing,
    };
    let form = maker.make();
    let items = Items::of(&page, &view.file.kind, &list, &values, asked);
    let files = Files::of(&page, &visit.site, &view.attachments, &values);
    let files = files.with_uploads(&page, &view.id, uploads);
    let title = heading(&page, &view);
    html(&EditPage {
        page: Page { title, ..page },
        form,
        items,
        files,
        missing,
        problems,
        refused,
        view,
    })
}

/// The fields that could not be read, each by its name and with what is wrong.
pub(crate) fn problems(page: &Page, wrong: &BTreeMap<String, String>) -> Vec<(String, String)> {
    let line = |(name, words): (&String, &String)| {
        let args = Args::new()
            .with("name", label_of(page, name))
            .with("value", words.clone());
        (name.clone(), page.words.text("value-pair", &args))
    };
    wrong.iter().map(line).collect()
}

/// What a field is called: the numbers of rows, languages and boxes are no part of it.
pub(crate) fn label_of(page: &Page, name: &str) -> String {
    let name = name.split(':').next().unwrap_or_default();
    let parts: Vec<&str> = name
        .split('.')
        .filter(|part| part.parse::<usize>().is_err())
        .collect();
    label(page.words, &parts.join("."), None)
}

/// What a draft is called: its act and whom it goes to.
pub(crate) fn heading(page: &Page, view: &DraftView) -> String {
    let args = Args::new()
        .with("act", page.act(&view.file.kind))
        .with("party", page.party(&view.them));
    page.words.text("draft-title", &args)
}

/// What a request still lacks: the place in the form, and the words.
pub(crate) fn missing(page: &Page, view: &DraftView) -> Vec<(String, String)> {
    let line = |one: &comity_node::case::draft::MissingLine| {
        let args = Args::new()
            .with("name", page.label(Field::LIST, one.field.code()))
            .with("value", page.label("must", one.why.code()));
        (
            anchor(&view.file.kind, one.field),
            page.words.text("value-pair", &args),
        )
    };
    view.missing.iter().map(line).collect()
}

/// Why it could not be said as it is.
pub(crate) fn refusal(page: &Page, view: &DraftView) -> Option<Explained> {
    let code = view.refused.as_ref()?;
    let mut args = Args::new();
    if let Some(wrong) = &view.wrong {
        args = args
            .with("field", label_of(page, &place(&wrong.field)))
            .with("text", wrong.text.clone().unwrap_or_default())
            .with("known", page.words.list(&wrong.known));
    }
    let mut told = page.words.explain_on_page(code, &args);
    if view.wrong.is_some() {
        told.next = page.t("draft-correct");
    }
    Some(told)
}

/// The field on account of which it could not be said, with what is wrong.
fn unfit(page: &Page, view: &DraftView) -> BTreeMap<String, String> {
    let mut wrong = BTreeMap::new();
    let field = view.wrong.as_ref().map(|wrong| wrong.field.as_str());
    if let (Some(field), Some(told)) = (field, refusal(page, view)) {
        wrong.insert(place(field), told.what);
    }
    wrong
}

/// Where a field of the envelope stands in the form.
fn place(field: &str) -> String {
    match field {
        "accepted" | "declined" => "says.parts".to_owned(),
        field if field.starts_with("request.") => field.to_owned(),
        field => format!("says.{field}"),
    }
}

/// The draft of an act that is not kept yet, as a form needs it.
pub(crate) fn blank(file: &ActFile) -> Shown {
    form::shown(file, &form::fields(&file.kind), 0)
}
