//! `/cases/{case}`: a case. Clocks above, the two tracks side by side on one time line below, then evidence, and what stays at home.

use askama::Template;
use axum::{
    extract::Path,
    http::StatusCode,
    response::{Html, IntoResponse as _, Response},
};
use comity_core::codes::{CustodyStep, ExhibitCondition};
use comity_node::{
    accounts::Permission,
    case::show::CaseShow,
    erase::{self, Hold},
    translate::HouseTranslation,
};
use comity_store::Store as _;
use comity_text::{Args, errors::Explained, render::Block, translation};

use super::{
    act,
    clocks::{self, Clock},
    holding::{self, Deed, Entry, House, Panel},
    one::{case_to_look_at, name_of},
    track::{self, Act, Conditions, Silence},
};
use crate::console::{
    fault::Fault,
    page::{Page, Room},
    visit::Visit,
};

/// What was typed into the forms of the page and not taken.
#[derive(Debug, Default)]
pub(crate) struct Typed {
    pub(crate) note: String,
    pub(crate) label: String,
}

#[derive(Template)]
#[template(path = "cases/show.html")]
struct CasePage {
    page: Page,
    case: CaseShow,
    name: String,
    clocks: Vec<Clock>,
    acts: Vec<Act>,
    silence: Option<Silence>,
    conditions: Vec<Conditions>,
    exhibits: Vec<Exhibit>,
    /// How many items there are, and how many of them have their end; where there are any.
    items: Option<String>,
    notes: Vec<Note>,
    translations: Vec<Own>,
    annotates: bool,
    /// Whether the reader looks at it only because of a draft that is to be cleared.
    only_looks: bool,
    panel: Panel,
    typed: Typed,
    refused: Option<Explained>,
    /// The legal hold on it.
    hold: Option<Hold>,
}

/// An exhibit as it is shown.
struct Exhibit {
    number: String,
    class: String,
    medium: String,
    by: String,
    steps: Vec<String>,
}

/// A translation of our own as it is shown.
struct Own {
    head: String,
    language: &'static str,
    /// The fields: name and text.
    texts: Vec<(String, String)>,
}

/// A private note as it is shown.
struct Note {
    head: String,
    text: String,
}

impl CasePage {
    /// Who holds the case, in a word: the officer, else the office.
    fn holder(&self) -> String {
        let office = || {
            self.panel
                .office
                .as_deref()
                .map(|code| self.panel.named(code))
        };
        let who = self.panel.officer.as_deref().or_else(office);
        who.map_or_else(|| self.page.t("registry-nobodys"), str::to_owned)
    }

    /// Whether a proof of anything in this case can be downloaded here.
    fn proves(&self) -> bool {
        self.acts.iter().any(|act| act.proof.is_some())
    }

    /// What this reader can say next.
    fn offered(&self) -> Vec<&'static str> {
        if self.page.can(Permission::Draft) && !self.only_looks {
            act::offered(&self.case)
        } else {
            Vec::new()
        }
    }

    fn new(page: Page, case: CaseShow, house: &House) -> Self {
        let title = subject(&case, &page);
        let page = Page { title, ..page };
        Self {
            name: name_of(&case),
            clocks: clocks::of(&case, &page),
            acts: track::acts(&case, &page),
            silence: track::silence(&case, &page),
            conditions: track::conditions(&case, &page),
            exhibits: exhibits(&case, &page),
            items: (case.items.values().sum::<u64>() > 0).then(|| {
                let said = Args::new()
                    .count("all", case.items.values().sum::<u64>())
                    .count("ended", case.fates.ended());
                page.words.text("case-items-said", &said)
            }),
            notes: notes(&case, &page),
            translations: translations(&case, &page),
            annotates: page.can(Permission::Annotate),
            only_looks: false,
            panel: holding::panel(&case.holding, house, &page),
            typed: Typed::default(),
            refused: None,
            hold: None,
            page,
            case,
        }
    }

    fn answer(&self, status: StatusCode) -> Result<Response, Fault> {
        let html = self.render().map_err(|_| Fault::bug())?;
        Ok((status, Html(html)).into_response())
    }
}

/// `GET /cases/{case}`
pub(crate) async fn show(visit: Visit, Path(name): Path<String>) -> Result<Response, Fault> {
    visit.may(Permission::ReadCases)?;
    made(&visit, name).await?.answer(StatusCode::OK)
}

/// The page again, with what was typed and why it was not taken.
pub(crate) async fn refused(
    visit: &Visit,
    name: String,
    typed: Typed,
    fault: &Fault,
) -> Result<Response, Fault> {
    let mut page = made(visit, name).await?;
    page.refused = Some(fault.explained(page.page.words));
    page.typed = typed;
    page.answer(StatusCode::UNPROCESSABLE_ENTITY)
}

/// The page again, with what was typed into a form about who holds the case.
pub(crate) async fn not_held(
    visit: &Visit,
    name: String,
    deed: Deed,
    entry: Entry,
    fault: &Fault,
) -> Result<Response, Fault> {
    let mut page = made(visit, name).await?;
    page.panel = page.panel.refused(deed, entry, fault, &page.page);
    page.answer(StatusCode::UNPROCESSABLE_ENTITY)
}

async fn made(visit: &Visit, name: String) -> Result<CasePage, Fault> {
    let sight = visit.sight.clone();
    let (case, reached, house, hold) = visit
        .work(move |site| {
            let (case, reached) = case_to_look_at(site, &sight, &name)?;
            let hold = site
                .node
                .unfollowed()
                .read(|tx| erase::hold(tx, &case.case))?;
            Ok((case, reached, House::of(site)?, hold))
        })
        .await?;
    let page = visit.page(Room::Cases, "");
    let mut page = CasePage::new(page, case, &house);
    page.hold = hold;
    if !reached {
        page.only_looks = true;
        page.annotates = false;
        page.panel.gives = false;
    }
    Ok(page)
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
            .map(|(_, text)| page.foreign_line(text))
    });
    text.unwrap_or_else(|| match case.case_type {
        Some(kind) => page.label("case-type", kind.code()),
        None => page.t("case-page-untitled"),
    })
}

fn exhibits(case: &CaseShow, page: &Page) -> Vec<Exhibit> {
    let step = |line: &comity_node::case::show::CustodyLine| {
        let mut what = page.label(CustodyStep::LIST, line.step.code());
        if let Some(condition) = line.condition {
            let state = page.label(ExhibitCondition::LIST, condition.code());
            let pair = Args::new().with("name", what).with("value", state);
            what = page.words.text("value-pair", &pair);
        }
        let args = Args::new()
            .with("step", what)
            .with("at", page.time(line.at));
        page.words.text("case-custody-step", &args)
    };
    let line = |line: &comity_node::case::show::ExhibitLine| Exhibit {
        number: line.exhibit.number.clone(),
        class: page.label("data-class", line.exhibit.class.code()),
        medium: page.label("medium", line.exhibit.medium.code()),
        by: if line.by == case.role {
            page.we()
        } else {
            page.party(&case.them)
        },
        steps: line.steps.iter().map(step).collect(),
    };
    case.exhibits.iter().map(line).collect()
}

fn translations(case: &CaseShow, page: &Page) -> Vec<Own> {
    let one = |one: &HouseTranslation| {
        let act = case.acts.iter().find(|line| line.act == one.act);
        let args = Args::new()
            .with(
                "act",
                act.map(|line| page.act(&line.kind)).unwrap_or_default(),
            )
            .with("who", one.by.clone())
            .with("at", page.time(one.at));
        let text = |(place, text): &(String, String)| {
            (translation::unit_name(page.words, place), text.clone())
        };
        Own {
            head: page.words.text("case-translation-head", &args),
            language: one.language.code(),
            texts: one.texts.iter().map(text).collect(),
        }
    };
    case.translations.iter().map(one).collect()
}

fn notes(case: &CaseShow, page: &Page) -> Vec<Note> {
    let note = |note: &comity_node::case::show::NoteLine| Note {
        head: format!("{} · {}", note.by, page.time(note.at)),
        text: note.text.clone(),
    };
    case.notes.iter().map(note).collect()
}
