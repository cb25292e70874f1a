//! `/cases/{case}`: a case. Clocks above, the two tracks side by side on one time line below.

use askama::Template;
use axum::{extract::Path, response::Response};
use comity_core::Time;
use comity_node::{
    accounts::Permission,
    case::{
        content::Content,
        show::{ActLine, CaseShow, ClockLine, Delivery},
    },
};
use comity_text::render::{Block, body};

use super::{act, case_of};
use crate::console::{
    fault::{Fault, html},
    page::{Page, Room},
    visit::Visit,
};

#[derive(Template)]
#[template(path = "cases/show.html")]
struct CasePage {
    page: Page,
    case: CaseShow,
}

impl CasePage {
    /// Our reference, or the id.
    fn name(&self) -> String {
        act::name(&self.case)
    }

    /// What this reader can say next.
    fn offered(&self) -> Vec<&'static str> {
        if self.page.can(Permission::Draft) {
            act::offered(&self.case)
        } else {
            Vec::new()
        }
    }

    /// The parts of an act's body.
    fn blocks(&self, act: &ActLine) -> Vec<Block> {
        act.content.body().map_or_else(Vec::new, |text| {
            body::blocks(text, self.page.words, self.page.offset)
        })
    }

    /// What is said of a body that is not open.
    fn closed(&self, act: &ActLine) -> Option<String> {
        let key = match act.content {
            Content::None | Content::Open { .. } => return None,
            Content::Foreign { .. } => "case-page-foreign",
            Content::Erased { .. } => "case-page-erased",
            Content::Closed => "case-page-closed",
            Content::Absent => "case-page-absent",
        };
        Some(self.page.t(key))
    }

    /// How far an act came, in words.
    fn receipt(&self, act: &ActLine) -> String {
        self.page.t(match act.delivery {
            Delivery::Pending => "case-page-pending",
            Delivery::Delivered => "case-page-delivered",
            Delivery::Complete => "case-page-complete",
            Delivery::Received => "case-page-received",
        })
    }

    fn waits(act: &ActLine) -> bool {
        act.delivery == Delivery::Pending
    }

    /// How a clock stands: a class of the style, whose meaning the words beside it say.
    fn standing(&self, clock: &ClockLine) -> &'static str {
        match (clock.measure.verdict.code(), clock.due) {
            ("late" | "silent" | "overdue", _) => "over",
            (_, Some(due)) if self.page.over(due) => "over",
            (_, Some(due)) if due.since(self.page.now) < 86_400 => "near",
            (_, Some(_)) => "runs",
            (_, None) => "met",
        }
    }

    fn at(&self, at: impl std::borrow::Borrow<Time>) -> String {
        self.page.time(at)
    }
}

/// `GET /cases/{case}`
pub(crate) async fn show(visit: Visit, Path(name): Path<String>) -> Result<Response, Fault> {
    let case = case_of(&visit, &name).await?;
    let page = visit.page(Room::Cases, "");
    let title = subject(&case, &page);
    html(&CasePage {
        page: Page { title, ..page },
        case,
    })
}

/// The subject in the reader's language, else in the one that there is; of a case without, its kind.
fn subject(case: &CaseShow, page: &Page) -> String {
    let texts = case.acts.iter().find_map(|act| {
        let request = act.content.body()?.request.as_ref()?;
        (!request.subject.is_empty()).then_some(&request.subject)
    });
    let text = texts.and_then(|texts| {
        let own = texts
            .iter()
            .find(|(language, _)| language.code() == page.lang());
        own.or_else(|| texts.iter().next())
            .map(|(_, text)| text.clone())
    });
    text.unwrap_or_else(|| match case.case_type {
        Some(kind) => page.label("case-type", kind.code()),
        None => page.t("case-page-untitled"),
    })
}
