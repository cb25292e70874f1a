//! `/cases`: the list. Its filters are in its address, so that a view can be kept and sent on.

use askama::Template;
use axum::{extract::Query, response::Response};
use comity_core::codes::{CaseStatus, Urgency};
use comity_node::{
    accounts::Permission,
    case::board::{CaseList, CaseListRow},
};
use comity_store::desk::{DossierFilter, DossierSort};
use serde::{Deserialize, Serialize};

use crate::console::{
    fault::{Fault, html},
    page::{Page, Room},
    visit::Visit,
};

/// Rows of a page.
const PER_PAGE: usize = 50;

/// What the address asks for; empty fields ask for nothing.
#[derive(Debug, Clone, Default, Deserialize, Serialize)]
#[serde(default)]
pub(crate) struct Wanted {
    #[serde(skip_serializing_if = "String::is_empty")]
    status: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    urgency: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    sort: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    page: String,
}

/// A choice of a filter.
pub(crate) struct Choice {
    code: &'static str,
    words: String,
    chosen: bool,
}

#[derive(Template)]
#[template(path = "cases/list.html")]
struct ListPage {
    page: Page,
    list: CaseList,
    status: Vec<Choice>,
    urgency: Vec<Choice>,
    sort: Vec<Choice>,
    number: u64,
    pages: u64,
    filter: String,
}

impl ListPage {
    fn category(&self, row: &CaseListRow) -> String {
        let offence = comity_core::codes::Offence::ALL
            .iter()
            .any(|one| one.code() == row.category);
        match (row.category.as_str(), offence) {
            ("", _) => String::new(),
            (code, true) => self.page.label("offence", code),
            (code, false) => self.page.label("assistance", code),
        }
    }

    fn late(&self, row: &CaseListRow) -> bool {
        row.next_due.is_some_and(|at| self.page.over(at))
    }

    fn name(row: &CaseListRow) -> String {
        row.reference
            .clone()
            .unwrap_or_else(|| row.case.id.to_string())
    }
}

/// `GET /cases`
pub(crate) async fn show(visit: Visit, Query(wanted): Query<Wanted>) -> Result<Response, Fault> {
    visit.may(Permission::ReadCases)?;
    let some = |text: &String| (!text.is_empty()).then(|| text.clone());
    let filter = visit.sight.limit(DossierFilter {
        status: some(&wanted.status),
        urgency: some(&wanted.urgency),
        ..DossierFilter::default()
    });
    let sort = match wanted.sort.as_str() {
        "updated" => DossierSort::Updated,
        "opened" => DossierSort::Opened,
        _ => DossierSort::NextDue,
    };
    let number: u64 = wanted.page.parse().unwrap_or(1).max(1);
    let list = visit
        .work(move |site| Ok(site.office().cases(&filter, sort, number, PER_PAGE)?))
        .await?;
    let page = visit.page(Room::Cases, "");
    let title = page.tn("cases-title", list.total);
    let page = Page { title, ..page };
    let codes = |list: &'static str, codes: Vec<&'static str>, chosen: &str| -> Vec<Choice> {
        let choice = |code| Choice {
            code,
            words: page.label(list, code),
            chosen: code == chosen,
        };
        codes.into_iter().map(choice).collect()
    };
    let status = CaseStatus::ALL.iter().map(|one| one.code()).collect();
    let urgency = Urgency::ALL.iter().map(|one| one.code()).collect();
    let status = codes("case-status", status, &wanted.status);
    let urgency = codes("urgency", urgency, &wanted.urgency);
    let orders = ["deadline", "updated", "opened"].map(|code| Choice {
        code,
        words: page.t(&format!("cases-sort-{code}")),
        chosen: code == wanted.sort,
    });
    let filter = Wanted {
        page: String::new(),
        ..wanted
    };
    html(&ListPage {
        pages: list.total.div_ceil(PER_PAGE as u64).max(1),
        status,
        urgency,
        sort: orders.into(),
        number,
        filter: query(&filter),
        list,
        page,
    })
}

/// The filter as a query, ready for one more field.
fn query(wanted: &Wanted) -> String {
    [
        ("status", &wanted.status),
        ("urgency", &wanted.urgency),
        ("sort", &wanted.sort),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .filter(|(_, value)| {
        value
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_')
    })
    .map(|(name, value)| format!("{name}={value}&"))
    .collect()
}
