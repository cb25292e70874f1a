//! `/cases/{case}/acts/{kind}`: what is said next in a case. Saving makes a draft and leads to its preview.

use askama::Template;
use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use comity_node::{
    accounts::Permission,
    case::{
        file::ActFile,
        form::{self, Holds, Need, Shown, Whose},
        show::CaseShow,
    },
};
use comity_text::{Args, Explained};

use super::case_of;
use crate::console::{
    drafts::{
        edit,
        files::Files,
        form::{Context, FormView, Maker},
        incoming::WithFiles,
        items::{Items, items_of},
        save::{Saved, Target, receive, told},
    },
    fault::{Fault, html},
    page::{Page, Room},
    visit::Visit,
};

#[derive(Template)]
#[template(path = "cases/act.html")]
struct ActPage {
    page: Page,
    case: CaseShow,
    kind: String,
    meaning: String,
    form: FormView,
    items: Option<Items>,
    files: Files,
    problems: Vec<(String, String)>,
    refused: Option<Explained>,
}

/// `GET /cases/{case}/acts/{kind}`
pub(crate) async fn show(
    visit: Visit,
    Path((name, kind)): Path<(String, String)>,
) -> Result<Response, Fault> {
    visit.may(Permission::Draft)?;
    let case = case_of(&visit, &name).await?;
    page(&visit, case, &kind, None).await
}

/// `POST /cases/{case}/acts/{kind}`
pub(crate) async fn make(
    Path((name, kind)): Path<(String, String)>,
    sent: WithFiles,
) -> Result<Response, Fault> {
    let (visit, form) = sent.by(Permission::Draft).await?;
    let case = case_of(&visit, &name).await?;
    let target = Target::New {
        them: case.them.clone(),
        file: Box::new(begun(&visit, &case, &kind)?),
    };
    let saved = receive(&visit, form, target).await?;
    match &saved.id {
        Some(id) if saved.is_whole() => Ok(Redirect::to(&edit::next(id, &saved)).into_response()),
        // The draft is there; what could not be attached is told in its own form.
        Some(id) => {
            let id = id.clone();
            edit::again(&visit, &id, saved).await
        }
        None => {
            let mut response = page(&visit, case, &kind, Some(saved)).await?;
            *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
            Ok(response)
        }
    }
}

/// An act of this kind in this case, with nothing in it; refused where it may not be said now.
fn begun(visit: &Visit, case: &CaseShow, kind: &str) -> Result<ActFile, Fault> {
    if !case.permitted.contains(&kind) || !form::written(kind) {
        return Err(Fault::absent());
    }
    let mut file = ActFile::new(kind);
    file.case = Some(case.case.clone());
    if let Ok(language) = visit.locale.tag().parse() {
        file.language = language;
    }
    file.complete();
    Ok(file)
}

async fn page(
    visit: &Visit,
    case: CaseShow,
    kind: &str,
    saved: Option<Saved>,
) -> Result<Response, Fault> {
    let file = begun(visit, &case, kind)?;
    let asked = items_of(visit, kind, &case.case).await?;
    let page = visit.page(Room::Cases, "");
    let name = name(&case);
    let args = Args::new().with("act", page.act(kind)).with("case", name);
    let title = page.words.text("act-page-title", &args);
    let context = Context::of(&case, &page).with_house(visit).await?;
    let wrong = saved.as_ref().map(|saved| told(&page, &saved.unread));
    let wrong = wrong.unwrap_or_default();
    let (values, refused): (Shown, _) = match saved {
        Some(saved) => (
            saved.values,
            saved.refused.map(|fault| fault.explained(page.words)),
        ),
        None => (edit::blank(&file), None),
    };
    let maker = Maker {
        page: &page,
        them: &case.them,
        file: &file,
        values: &values,
        context: &context,
        wrong: &wrong,
        missing: &[],
    };
    let form = maker.make();
    html(&ActPage {
        items: Items::of(&page, kind, "", &values, asked),
        files: Files::of(&page, &visit.site, &[], &values),
        problems: edit::problems(&page, &wrong),
        meaning: page.words.act_meaning(kind),
        kind: kind.to_owned(),
        form,
        refused,
        case,
        page: Page { title, ..page },
    })
}

/// Our reference of a case, or its id.
pub(crate) fn name(case: &CaseShow) -> String {
    let id = || case.case.id.to_string();
    case.reference.clone().unwrap_or_else(id)
}

/// What is most likely meant next, the first that is permitted.
const FIRST: &[&str] = &[
    "request.ack",
    "request.supplement",
    "condition.accept",
    "extension.grant",
    "query.answer",
    "decision.accept",
    "evidence.receipt",
    "answer.final",
    "answer.partial",
    "status.update",
    "decision.accept_in_part",
    "decision.decline",
    "request.return",
    "feedback.quality",
    "case.close",
    "remind",
];

/// Whether the case holds what an act of this kind must name: an act that it answers, an exhibit.
fn can_be_filled(case: &CaseShow, kind: &str) -> bool {
    let there = |field: &&form::FormField| match field.holds {
        _ if field.need != Need::Must => true,
        Holds::Exhibits => !case.exhibits.is_empty(),
        Holds::Act(kinds, whose) => case.acts.iter().any(|act| {
            let side = match whose {
                Whose::Ours => act.ours,
                Whose::Theirs => !act.ours,
                Whose::Either => true,
            };
            side && (kinds.is_empty() || kinds.contains(&act.kind.as_str()))
        }),
        _ => true,
    };
    form::fields(kind).iter().all(there)
}

/// The kinds that people may write in a case now, the likeliest first.
pub(crate) fn offered(case: &CaseShow) -> Vec<&'static str> {
    let mut kinds: Vec<&'static str> = case
        .permitted
        .iter()
        .copied()
        .filter(|kind| form::written(kind) && can_be_filled(case, kind))
        .collect();
    let place = |kind: &&str| FIRST.iter().position(|one| one == kind);
    kinds.sort_by_key(|kind| place(kind).unwrap_or(usize::MAX));
    kinds
}
