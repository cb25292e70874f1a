//! `GET /translations/{translation}`: a text, segment by segment.

use askama::Template;
use axum::{
    extract::Path,
    http::StatusCode,
    response::{Html, IntoResponse as _, Response},
};
use comity_node::{
    accounts::Permission,
    translate::{Refused, Taken, TranslationView, What},
};

use super::{
    case, due, heading, kind, languages, progress,
    row::{self, Typed, Unit},
    stale, text_of,
};
use crate::console::{
    cases::{Choice, House},
    fault::Fault,
    page::{Page, Room},
    visit::Visit,
    wrong::Wrongs,
};

#[derive(Template)]
#[template(path = "translations/show.html")]
pub(super) struct ShowPage {
    page: Page,
    view: TranslationView,
    units: Vec<Unit>,
    lost: Vec<String>,
    wrong: Wrongs,
    taken: Option<Taken>,
    /// Of whom it can be asked.
    translators: Vec<Choice>,
}

impl ShowPage {
    fn kind(&self) -> String {
        kind(&self.page, &self.view.line.what)
    }

    fn languages(&self) -> String {
        languages(&self.page, &self.view.line)
    }

    fn due(&self) -> Option<String> {
        due(&self.page, &self.view.line)
    }

    fn progress(&self) -> String {
        progress(&self.page, &self.view.line)
    }

    fn stale(&self) -> Option<String> {
        stale(&self.page, &self.view.line)
    }

    /// Where the text itself is, for those who see more than the text.
    fn origin(&self) -> Option<(String, String)> {
        let line = &self.view.line;
        if !self.view.whole || !self.page.can(Permission::ReadCases) {
            return None;
        }
        if let What::Draft { draft } = &line.what {
            return Some((format!("/drafts/{draft}/preview"), draft.clone()));
        }
        let case = case(line)?;
        let act = match &line.what {
            What::Owed { act } | What::House { act } => format!("/cases/{case}#act-{act}"),
            What::Draft { .. } => format!("/cases/{case}"),
        };
        Some((act, case))
    }

    /// Whether it may leave the queue undone.
    const fn can_go(&self) -> bool {
        self.view.whole && !matches!(self.view.line.what, What::Owed { .. })
    }

    fn refused(&self, one: &Refused) -> String {
        self.page
            .t(&format!("translation-refused-{}", one.why.code()))
    }

    fn ends(&self) -> String {
        self.page.t(&format!(
            "translations-finish-{}",
            self.view.line.what.code()
        ))
    }
}

/// `GET /translations/{translation}`
pub(crate) async fn show(visit: Visit, Path(id): Path<String>) -> Result<Response, Fault> {
    visit.may(Permission::Translate)?;
    answer(&visit, &id, StatusCode::OK, Extra::default()).await
}

/// What a page holds beside the text.
#[derive(Default)]
pub(super) struct Extra {
    /// What was typed and not taken, and why.
    pub(super) refused: Option<(Typed, Fault)>,
    /// What became of a file.
    pub(super) taken: Option<Taken>,
    /// Why a file was not taken.
    pub(super) file: Option<Fault>,
}

/// The page, with what was typed or came in.
pub(super) async fn answer(
    visit: &Visit,
    id: &str,
    status: StatusCode,
    extra: Extra,
) -> Result<Response, Fault> {
    let view = text_of(visit, id).await?;
    let house = visit.work(House::of).await?;
    let page = visit.page(Room::Translations, "");
    let (typed, fault) = match extra.refused {
        Some((typed, fault)) => (Some(typed), Some(fault)),
        None => (None, extra.file),
    };
    let units = row::units(&page, &view, typed.as_ref());
    let lost = typed.as_ref().map(|typed| row::lost(&units, typed));
    let wrong = fault.as_ref().map(|fault| {
        let file = ["xliff-", "translation-languages", "translation-other"];
        let about = file.iter().any(|start| fault.code().starts_with(start));
        let fields: &[(&str, &'static str)] = &[(fault.code(), "file")];
        Wrongs::of(fault, page.words, if about { fields } else { &[] })
    });
    let title = heading(&page, &view.line);
    let shown = ShowPage {
        units,
        lost: lost.unwrap_or_default(),
        wrong: wrong.unwrap_or_default(),
        taken: extra.taken,
        translators: house.translators(&page),
        view,
        page: Page { title, ..page },
    };
    let html = shown.render().map_err(|_| Fault::bug())?;
    Ok((status, Html(html)).into_response())
}
