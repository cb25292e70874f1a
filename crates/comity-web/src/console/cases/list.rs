//! `/cases`: the list. Its filters are in its address, so that a view can be kept and sent on.

use askama::Template;
use axum::{extract::Query, response::Response};
use comity_core::codes::{Assistance, CaseStatus, Offence, Urgency};
use comity_node::{access::Held, accounts::Permission, case::board::CaseList, views};
use comity_store::{Store as _, StoreError};

use super::{
    rows::{self, Row},
    wanted::{Wanted, address},
};
use crate::console::{
    fault::{Fault, html},
    page::{Page, Room},
    visit::Visit,
    wrong::{Wrongs, again},
};

/// Rows of a page.
pub(crate) const PER_PAGE: usize = 50;

/// A choice of a filter.
pub(crate) struct Choice {
    code: String,
    words: String,
    chosen: bool,
}

/// A list that a link leads to: one of those that everybody has, or a saved one.
struct Way {
    address: String,
    words: String,
    here: bool,
}

#[derive(Template)]
#[template(path = "cases/list.html")]
struct ListPage {
    page: Page,
    rows: Vec<Row>,
    /// Counterparts whose last entries are in no row.
    stalled: Vec<String>,
    /// Whether there is an index of words.
    searches: bool,
    ways: Vec<Way>,
    views: Vec<Way>,
    /// Whether what is shown is one of the saved views.
    saved: bool,
    them: Vec<Choice>,
    status: Vec<Choice>,
    urgency: Vec<Choice>,
    offences: Vec<Choice>,
    assistance: Vec<Choice>,
    sort: Vec<Choice>,
    number: u64,
    pages: u64,
    wanted: Wanted,
    /// The filter as a query, and the same ready for one more field.
    asked: String,
    filter: String,
    done: Option<String>,
    /// The name of a view as it was typed, and why it was not taken.
    typed: String,
    wrong: Wrongs,
}

impl ListPage {
    /// What an empty list says.
    fn none(&self) -> String {
        let key = match self.wanted.whose() {
            _ if self.wanted.narrows() => "cases-none",
            Some(Held::Mine) => "registry-none-mine",
            Some(Held::Office) => "registry-none-office",
            Some(Held::Nobody) => "registry-none-nobody",
            None => "registry-none",
        };
        self.page.t(key)
    }
}

/// `GET /cases`
pub(crate) async fn show(visit: Visit, Query(wanted): Query<Wanted>) -> Result<Response, Fault> {
    visit.may(Permission::ReadCases)?;
    html(&made(&visit, wanted).await?)
}

/// The list again, with the name of a view that was not taken.
pub(crate) async fn refused(
    visit: &Visit,
    wanted: Wanted,
    typed: String,
    fault: &Fault,
) -> Result<Response, Fault> {
    let mut page = made(visit, wanted).await?;
    page.typed = typed;
    let fields = ["view-name", "view-asked", "view-too-many"].map(|code| (code, "name"));
    page.wrong = Wrongs::of(fault, page.page.words, &fields);
    again(&page)
}

/// What a page of the list is made of.
struct Found {
    list: CaseList,
    lines: rows::Lines,
    parties: Vec<String>,
    views: Vec<views::View>,
}

async fn made(visit: &Visit, wanted: Wanted) -> Result<ListPage, Fault> {
    let (filter, order, number) = (
        wanted.filter(&visit.sight)?,
        wanted.order(),
        wanted.number(),
    );
    let who = visit.caller.name.clone();
    let found = visit
        .work(move |site| {
            let mut list = site.office().cases(&filter, order, number, PER_PAGE)?;
            let lines = rows::with_subjects(site, std::mem::take(&mut list.rows))?;
            let store = site.node.unfollowed();
            let (views, parties) =
                store.read(|tx| Ok::<_, StoreError>((views::of(tx, &who)?, tx.channels()?)))?;
            Ok(Found {
                list,
                lines,
                parties: parties.iter().map(ToString::to_string).collect(),
                views,
            })
        })
        .await?;
    let page = visit.page(Room::Cases, "");
    let title = match wanted.whose() {
        Some(held) => page.tn(&format!("registry-title-{}", held.code()), found.list.total),
        None => page.tn("cases-title", found.list.total),
    };
    let page = Page { title, ..page };
    let asked = wanted.asked();
    let views = found.views.into_iter().map(|view| Way {
        address: address(&view.asked),
        here: view.asked == asked,
        words: view.name,
    });
    let views: Vec<Way> = views.collect();
    let plain = |code: &String| Choice {
        chosen: *code == wanted.them,
        words: page.party(code),
        code: code.clone(),
    };
    let orders = ["deadline", "updated", "opened"].map(|code| Choice {
        code: code.to_owned(),
        words: page.t(&format!("cases-sort-{code}")),
        chosen: code == wanted.sort,
    });
    let stalled = found.list.stalled.iter();
    Ok(ListPage {
        rows: rows::rows(&found.lines, &page),
        stalled: stalled.map(|one| page.party(&one.them)).collect(),
        searches: visit.site.config.search.index,
        ways: ways(visit, &wanted, &page),
        saved: views.iter().any(|view| view.here),
        views,
        them: found.parties.iter().map(plain).collect(),
        status: codes(&page, "case-status", CaseStatus::ALL, &wanted.status),
        urgency: codes(&page, "urgency", Urgency::ALL, &wanted.urgency),
        offences: codes(&page, "offence", Offence::ALL, &wanted.category),
        assistance: codes(&page, "assistance", Assistance::ALL, &wanted.category),
        sort: orders.into(),
        number,
        pages: found.list.total.div_ceil(PER_PAGE as u64).max(1),
        filter: if asked.is_empty() {
            String::new()
        } else {
            format!("{asked}&")
        },
        done: (wanted.done == "assigned").then(|| page.t("registry-done-assigned")),
        asked,
        wanted,
        typed: String::new(),
        wrong: Wrongs::default(),
        page,
    })
}

/// The lists that everybody has, for this reader.
fn ways(visit: &Visit, wanted: &Wanted, page: &Page) -> Vec<Way> {
    let way = |held: &str| Way {
        address: address(&wanted.held(held)),
        words: match held {
            "" => page.t("registry-all"),
            code => page.t(&format!("registry-{code}")),
        },
        here: wanted.held == held,
    };
    let offered = Held::ALL
        .into_iter()
        .filter(|held| held.is_for(&visit.sight));
    std::iter::once("")
        .chain(offered.map(Held::code))
        .map(way)
        .collect()
}

/// The codes of a list as choices.
fn codes<T: Copy + Coded>(page: &Page, list: &str, all: &[T], chosen: &str) -> Vec<Choice> {
    let choice = |one: &T| Choice {
        words: page.label(list, one.coded()),
        chosen: one.coded() == chosen,
        code: one.coded().to_owned(),
    };
    all.iter().map(choice).collect()
}

/// What has a stable code.
trait Coded {
    /// The code.
    fn coded(self) -> &'static str;
}

macro_rules! coded {
    ($($list:ty),*) => {
        $(impl Coded for $list {
            fn coded(self) -> &'static str {
                self.code()
            }
        })*
    };
}

coded!(Assistance, CaseStatus, Offence, Urgency);
