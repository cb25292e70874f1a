//! The part of the preview for offices that must clear a draft, and `POST /drafts/{id}/clear`: one of them agrees.

use axum::{
    extract::Path,
    response::{IntoResponse as _, Redirect, Response},
};
use comity_node::{
    accounts::Permission,
    case::draft::{ClearanceLine, ClearanceStands, Did, DraftView},
    clearance::answer::Deciding,
};
use comity_store::access::Who;
use comity_text::Args;
use serde::Deserialize;

use super::{draft_of, steps};
use crate::console::{
    cases::House,
    fault::Fault,
    page::Page,
    visit::{Sent, Visit},
};

/// An office as it is shown.
pub(crate) struct Line {
    pub(crate) step: usize,
    pub(crate) office: String,
    pub(crate) state: String,
    /// The remark with which it was cleared.
    pub(crate) remark: Option<String>,
    /// How long it has.
    pub(crate) clock: String,
    /// Whether its time has run out.
    pub(crate) late: bool,
    pub(crate) deputy: String,
    /// Whether it has cleared it.
    pub(crate) done: bool,
}

/// An office that the reader may answer for.
pub(crate) struct Mine {
    pub(crate) code: String,
    pub(crate) words: String,
}

/// What was typed and not taken.
#[derive(Debug, Clone, Default)]
pub(crate) struct Typed {
    pub(crate) office: String,
    pub(crate) remark: String,
    pub(crate) reason: String,
}

/// The part of the page.
pub(crate) struct Panel {
    pub(crate) lines: Vec<Line>,
    pub(crate) mine: Vec<Mine>,
    pub(crate) typed: Typed,
}

impl Line {
    /// The whole of it in one line.
    pub(crate) fn whole(&self, page: &Page) -> String {
        let args = Args::new()
            .with("step", self.step.to_string())
            .with("office", self.office.clone())
            .with("state", self.state.clone())
            .with("clock", self.clock.clone());
        let key = if self.clock.is_empty() {
            "clearance-line"
        } else {
            "clearance-line-clock"
        };
        page.words.text(key, &args)
    }
}

impl Panel {
    pub(crate) fn new(
        page: &Page,
        view: &DraftView,
        house: &House,
        mine: Vec<String>,
        typed: Typed,
    ) -> Self {
        let named = |code: String| Mine {
            words: house.named(&code, page),
            code,
        };
        Self {
            lines: lines(page, view, house),
            mine: mine.into_iter().map(named).collect(),
            typed,
        }
    }
}

/// Every office with where it stands.
pub(crate) fn lines(page: &Page, view: &DraftView, house: &House) -> Vec<Line> {
    let all = view.clearance.iter();
    all.map(|one| line(page, view, house, one)).collect()
}

fn line(page: &Page, view: &DraftView, house: &House, one: &ClearanceLine) -> Line {
    let hours = page.tn("clearance-hours", one.hours);
    let (state, clock, late) = match &one.stands {
        ClearanceStands::Later => (page.t("clearance-later"), hours, false),
        ClearanceStands::Asked { due, .. } => {
            let args = Args::new()
                .with("span", page.distance(due))
                .with("at", page.time(due));
            let clock = page.words.text("clearance-until", &args);
            (page.t("clearance-asked"), clock, page.over(due))
        }
        ClearanceStands::Cleared { who, at } => {
            let args = Args::new()
                .with("who", who.clone())
                .with("at", page.time(at));
            let cleared = page.words.text("clearance-cleared", &args);
            (cleared, String::new(), false)
        }
    };
    let done = matches!(one.stands, ClearanceStands::Cleared { .. });
    Line {
        step: one.step,
        office: house.named(&one.office, page),
        remark: remark(view, one).filter(|_| done),
        deputy: deputy(page, house, one),
        state,
        clock,
        late,
        done,
    }
}

/// The remark of an office's last clearance.
fn remark(view: &DraftView, one: &ClearanceLine) -> Option<String> {
    let mut steps = view.steps.iter().rev();
    let last = steps.find(|step| {
        step.did == Did::Cleared && step.office.as_deref() == Some(one.office.as_str())
    });
    last?.reason.clone()
}

fn deputy(page: &Page, house: &House, one: &ClearanceLine) -> String {
    let who = one.deputy.as_deref().and_then(|text| text.parse().ok());
    let name = match who {
        Some(Who::Office(code)) => house.named(&code, page),
        Some(Who::Person(name)) => name,
        Some(Who::Nobody) | None => return page.t("clearance-no-deputy"),
    };
    let key = if one.deputy_at_once {
        "clearance-deputy-at-once"
    } else {
        "clearance-deputy-late"
    };
    page.t1(key, "who", name)
}

/// An office's answer as its form sends it.
#[derive(Debug, Deserialize)]
pub(crate) struct Answer {
    version: String,
    #[serde(default)]
    office: String,
    #[serde(default)]
    remark: String,
}

/// `POST /drafts/{id}/clear`
pub(crate) async fn clear(Path(id): Path<String>, sent: Sent<Answer>) -> Result<Response, Fault> {
    let (visit, form) = sent.by(Permission::Clear).await?;
    draft_of(&visit, &id).await?;
    let remark = form.remark.replace("\r\n", "\n").trim().to_owned();
    let typed = Typed {
        office: form.office.clone(),
        remark: remark.clone(),
        reason: String::new(),
    };
    match cleared(&visit, &id, form, remark).await {
        Ok(()) => Ok(Redirect::to("/drafts").into_response()),
        Err(fault) => steps::refused(&visit, &id, typed, &fault).await,
    }
}

async fn cleared(visit: &Visit, id: &str, form: Answer, remark: String) -> Result<(), Fault> {
    let (who, draft) = (visit.caller.name.clone(), id.to_owned());
    visit
        .work(move |site| {
            let deciding = Deciding {
                who: &who,
                draft: &draft,
                office: Some(form.office.as_str()).filter(|office| !office.is_empty()),
                seen: Some(&form.version),
            };
            site.office().clear(&deciding, Some(&remark), site.now())?;
            Ok(())
        })
        .await
}
