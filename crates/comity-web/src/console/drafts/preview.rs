//! `/drafts/{id}/preview`: exactly what crosses, what stays at home, and the steps from here: submit, release, send back.

use askama::Template;
use axum::{extract::Path, response::Response};
use comity_node::{
    accounts::Permission,
    case::{
        draft::{AttachmentLine, CLEARING, Did, DraftView, SUBMITTED, Step, WRITING},
        preview::Preview,
    },
    translate,
};
use comity_text::{
    Args, Explained, format,
    render::{Block, body},
};

use super::{
    asked,
    changes::{self, Changes},
    clearance::{Panel, Typed},
    draft_of, edit, files,
    items::{self, AnswerLine, ItemLine},
    list,
};
use crate::console::{
    cases::{Choice, House, case_to_look_at},
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
    /// The items that are sent, the first of them.
    items: Vec<ItemLine>,
    /// How many items are not shown.
    more: usize,
    files: Vec<Carried>,
    asked: Vec<asked::Line>,
    /// The items that were asked about, with what is answered to each; the first of them.
    answers: Vec<AnswerLine>,
    changes: Option<Changes>,
    clearance: Panel,
    missing: Vec<(String, String)>,
    refused: Option<Explained>,
    wrong: Option<Explained>,
    stands: Stands,
    /// Of whom a translation can be asked; nobody, where none is lacking.
    translators: Vec<Choice>,
}

/// A file that crosses with it.
struct Carried {
    /// Where it is looked at.
    address: String,
    name: String,
    words: String,
}

/// What this visitor can do with it now.
#[derive(Debug, PartialEq, Eq)]
struct Stands {
    writing: bool,
    clearing: bool,
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
            .with("office", step.office.clone().unwrap_or_default())
            .with("reason", step.reason.clone().unwrap_or_default());
        let key = match (step.did, &step.office, &step.reason) {
            (Did::Made, ..) => "draft-did-made",
            (Did::Edited, ..) => "draft-did-edited",
            (Did::Submitted, ..) => "draft-did-submitted",
            (Did::Cleared, _, None) => "draft-did-cleared",
            (Did::Cleared, _, Some(_)) => "draft-did-cleared-remark",
            (Did::SentBack, None, _) => "draft-did-sent-back",
            (Did::SentBack, Some(_), _) => "draft-did-sent-back-office",
            (Did::Translated, ..) => "draft-did-translated",
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
    page(&visit, &id, Typed::default(), None).await
}

/// The page; with what was typed and what was wrong with it.
pub(crate) async fn page(
    visit: &Visit,
    id: &str,
    typed: Typed,
    wrong: Option<&Fault>,
) -> Result<Response, Fault> {
    visit.may(Permission::ReadCases)?;
    let draft = draft_of(visit, id).await?;
    let page = visit.page(Room::Drafts, "");
    let (asked, answers) = match &draft.view.case {
        Some(id) => {
            let case = case_to_look_at(visit, &id.to_string()).await?;
            let kind = &draft.view.file.kind;
            let asked = asked::lines(&page, &case, kind, &draft.says);
            (asked, items::answers(visit, kind, id, &draft.list).await?)
        }
        None => (Vec::new(), Vec::new()),
    };
    let (who, name) = (visit.caller.name.clone(), id.to_owned());
    let (mine, house) = visit
        .work(move |site| {
            let asked = site.office().asked_to_clear(&who, site.now())?.into_iter();
            let mine = asked.filter(|one| one.draft == name).map(|one| one.office);
            Ok((mine.collect::<Vec<_>>(), House::of(site)?))
        })
        .await?;
    let mine = if page.can(Permission::Clear) {
        mine
    } else {
        Vec::new()
    };
    let clearance = Panel::new(&page, &draft.view, &house, mine, typed);
    let Preview {
        view,
        says,
        body,
        office,
        duty,
        before,
        list,
    } = draft;
    let changes = before.map(|before| changes::of(&page, &before, &view.file, &list));
    let asks = view.state == WRITING
        && page.can(Permission::Translate)
        && view.translation.is_none()
        && translate::lacks_language(&body);
    let translators = if asks {
        visit.work(House::of).await?.translators(&page)
    } else {
        Vec::new()
    };
    let own = list::writers(&view).any(|who| who == visit.caller.name);
    let stands = Stands {
        writing: view.state == WRITING,
        clearing: view.state == CLEARING,
        waits: view.state == SUBMITTED,
        own,
        releases: page.can(Permission::Release),
        writes: page.can(Permission::Draft),
        submits: page.can(Permission::Submit),
        ready: view.missing.is_empty() && view.refused.is_none(),
    };
    let kind = view.file.kind.clone();
    let empty = body.request.is_none() && body.text.is_empty() && body.persons.is_empty();
    let carried = |(number, one): (usize, &AttachmentLine)| Carried {
        address: format!("/drafts/{}/attachments/{number}", view.id),
        name: one.name.clone(),
        words: files::attachment(&page, one),
    };
    let mut attached: Vec<_> = (1..).zip(&view.attachments).map(carried).collect();
    if !list.is_empty() {
        attached.push(Carried {
            address: format!("/drafts/{}/items.csv", view.id),
            name: page.t("draft-list-file"),
            words: format::size(u64::try_from(list.len()).unwrap_or(u64::MAX)),
        });
    }
    let (sent, of) = items::sent(&list);
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
        more: of.saturating_sub(sent.len()),
        items: sent,
        files: attached,
        asked,
        answers,
        changes: changes.filter(|changes| !changes.lines.is_empty()),
        clearance,
        missing: edit::missing(&page, &view),
        refused: edit::refusal(&page, &view),
        wrong: wrong.map(|fault| fault.explained(page.words)),
        stands,
        translators,
        page: Page { title, ..page },
        view,
    })
}
