//! `/drafts/{id}/preview`: exactly what crosses, what stays at home, and the steps from here: submit, release, send back.

use askama::Template;
use axum::{extract::Path, response::Response};
use comity_node::{
    accounts::Permission,
    case::{
        draft::{AttachmentLine, Did, DraftView, SUBMITTED, Step},
        preview::Preview,
    },
};
use comity_text::{
    Args, Explained, format,
    render::{Block, body},
};

use super::{asked, draft_of, edit, files, list};
use crate::console::{
    cases::case_of,
    fault::{Fault, html},
    page::{Page, Room},
    visit::Visit,
};

#[derive(Template)]
#[template(path = "drafts/preview.html")]
pub(crate) struct PreviewPage {
    page: Page,
    view: DraftView,
    /// Office and duty number that will speak.
    speaks: String,
    says: Vec<(String, String)>,
    body: Vec<Block>,
    files: Vec<(String, String)>,
    asked: Vec<asked::Line>,
    missing: Vec<(String, String)>,
    refused: Option<Explained>,
    /// What was typed as a reason and not taken.
    reason: String,
    wrong: Option<Explained>,
    stands: Stands,
}

/// What this visitor can do with it now.
#[derive(Debug, PartialEq, Eq)]
struct Stands {
    waits: bool,
    own: bool,
    releases: bool,
    writes: bool,
    submits: bool,
    /// Whether nothing is missing or wrong.
    ready: bool,
}

impl PreviewPage {
    fn step(&self, step: &Step) -> String {
        let args = Args::new()
            .with("who", step.who.clone())
            .with("reason", step.reason.clone().unwrap_or_default());
        let key = match step.did {
            Did::Made => "draft-did-made",
            Did::Edited => "draft-did-edited",
            Did::Submitted => "draft-did-submitted",
            Did::SentBack => "draft-did-sent-back",
        };
        self.page.words.text(key, &args)
    }

    fn because(&self) -> String {
        let code = self
            .view
            .second_person
            .map(|because| serde_json::json!(because));
        let code = code.as_ref().and_then(serde_json::Value::as_str);
        self.page
            .t(&format!("draft-because-{}", code.unwrap_or("none")))
    }
}

/// `GET /drafts/{id}/preview`
pub(crate) async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response, Fault> {
    page(&visit, &id, String::new(), None).await
}

/// The page; with a reason that was typed and what was wrong with it.
pub(crate) async fn page(
    visit: &Visit,
    id: &str,
    reason: String,
    wrong: Option<&Fault>,
) -> Result<Response, Fault> {
    visit.may(Permission::ReadCases)?;
    let draft = draft_of(visit, id).await?;
    let page = visit.page(Room::Drafts, "");
    let asked = match &draft.view.case {
        Some(case) => {
            let case = case_of(visit, &case.to_string()).await?;
            asked::lines(&page, &case, &draft.view.file.kind, &draft.says)
        }
        None => Vec::new(),
    };
    let Preview {
        view,
        says,
        body,
        office,
        duty,
        list,
    } = draft;
    let own = list::writers(&view).any(|who| who == visit.caller.name);
    let stands = Stands {
        waits: view.state == SUBMITTED,
        own,
        releases: page.can(Permission::Release),
        writes: page.can(Permission::Draft),
        submits: page.can(Permission::Submit),
        ready: view.missing.is_empty() && view.refused.is_none(),
    };
    let kind = view.file.kind.clone();
    let empty = body.request.is_none() && body.text.is_empty() && body.persons.is_empty();
    let mut attached: Vec<(String, String)> = view
        .attachments
        .iter()
        .map(|one: &AttachmentLine| (one.name.clone(), files::attachment(&page, one)))
        .collect();
    if !list.is_empty() {
        let size = format::size(u64::try_from(list.len()).unwrap_or(u64::MAX));
        attached.push((page.t("draft-list-file"), size));
    }
    let title = edit::heading(&page, &view);
    html(&PreviewPage {
        speaks: [office, duty]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" · "),
        says: page.said(&kind, &says, &view.them),
        body: if empty {
            Vec::new()
        } else {
            // Attachments are listed once, below.
            let mut bare = body;
            bare.attachments.clear();
            body::whole(&bare, page.words, page.offset)
        },
        files: attached,
        asked,
        missing: edit::missing(&page, &view),
        refused: edit::refusal(&page, &view),
        reason,
        wrong: wrong.map(|fault| fault.explained(page.words)),
        stands,
        page: Page { title, ..page },
        view,
    })
}
