//! `GET /cases`: a list, filtered and sorted, from a place in it on.

use axum::http::StatusCode;
use comity_core::PartyName;
use comity_node::{
    accounts::{Permission, token::Scope},
    case::board::CaseListRow,
};
use comity_store::desk::{Cursor, DossierFilter, DossierSort};
use data_encoding::BASE64URL_NOPAD;
use serde::{Deserialize, Serialize};

use crate::{
    api::{
        call::{Answer, Call},
        endpoint::Endpoint,
        schema::{
            Is::{Always, Sometimes},
            Kind, Shape,
        },
    },
    console::{Fault, Site},
};

/// Rows of an answer, where the caller says nothing else, and at most.
pub(super) const USUAL: u64 = 50;
pub(super) const MOST: u64 = 500;
/// The longest text of a place.
pub(super) const PLACE: usize = 400;

pub(super) fn endpoint() -> Endpoint {
    Endpoint::get("cases-list", "/cases", work)
        .needs(Permission::ReadCases, Scope::CasesRead)
        .may("status", Kind::Code("case-status"))
        .may("urgency", Kind::Code("urgency"))
        .may("category", Kind::Text(64))
        .may("type", Kind::Code("case-type"))
        .may("them", Kind::Party)
        .may("office", Kind::Text(64))
        .may("reference", Kind::Text(80))
        .may("exercise", Kind::Flag)
        .may("due_before", Kind::Time)
        .may("opened_from", Kind::Time)
        .may("opened_before", Kind::Time)
        .may("sort", Kind::Choice(&["deadline", "updated", "opened"]))
        .may("after", Kind::Text(PLACE))
        .may("limit", Kind::Whole(MOST))
        .gives(Shape::object([
            ("rows", Always, Shape::list(Shape::named("CaseRow"))),
            ("next", Sometimes, Shape::text()),
        ]))
}

#[derive(Serialize)]
struct List {
    rows: Vec<CaseListRow>,
    /// The place to go on from; absent at the end.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
}

fn work(call: &Call, site: &Site) -> Result<Answer, Fault> {
    let filter = call.sight(site)?.limit(DossierFilter {
        them: call.party("them"),
        kind: call.owned("type"),
        reference: call.owned("reference"),
        status: call.owned("status"),
        category: call.owned("category"),
        urgency: call.owned("urgency"),
        office: call.owned("office"),
        exercise: call.flag("exercise"),
        due_before: call.time("due_before"),
        opened_from: call.time("opened_from"),
        opened_before: call.time("opened_before"),
        ..DossierFilter::default()
    });
    let sort = match call.text("sort") {
        Some("updated") => DossierSort::Updated,
        Some("opened") => DossierSort::Opened,
        _ => DossierSort::NextDue,
    };
    let after = call.text("after").map(|text| place(text, order(sort)));
    let limit = usize::try_from(call.whole("limit").unwrap_or(USUAL)).unwrap_or_default();
    let office = site.office();
    let (rows, next) = office.cases_after(&filter, sort, after.transpose()?, limit)?;
    let next = next.and_then(|cursor| written(&cursor, order(sort)));
    Answer::json(&List { rows, next })
}

/// A place in a list, as it goes out and comes back.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Place {
    /// The order that it is a place in.
    s: u8,
    k: i64,
    t: PartyName,
    d: String,
}

const fn order(sort: DossierSort) -> u8 {
    match sort {
        DossierSort::NextDue => 0,
        DossierSort::Updated => 1,
        DossierSort::Opened => 2,
    }
}

/// A place in a list of this order as a text.
pub(super) fn written(cursor: &Cursor, order: u8) -> Option<String> {
    let place = Place {
        s: order,
        k: cursor.key,
        t: cursor.them.clone(),
        d: cursor.dossier.clone(),
    };
    let json = serde_json::to_vec(&place).ok()?;
    Some(BASE64URL_NOPAD.encode(&json))
}

/// The place that a text names; in another order it is none.
pub(super) fn place(text: &str, order: u8) -> Result<Cursor, Fault> {
    let read = || {
        let json = BASE64URL_NOPAD.decode(text.as_bytes()).ok()?;
        let place: Place = serde_json::from_slice(&json).ok()?;
        (place.s == order).then_some(Cursor {
            key: place.k,
            them: place.t,
            dossier: place.d,
        })
    };
    let wrong = || Fault::new(StatusCode::UNPROCESSABLE_ENTITY, "api-place").with("field", "after");
    read().ok_or_else(wrong)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_comes_back_as_it_went_out_and_only_in_its_order() {
        let cursor = Cursor {
            key: -7,
            them: "b.example".parse().unwrap(),
            dossier: "b.example/1".to_owned(),
        };
        let [updated, opened] = [DossierSort::Updated, DossierSort::Opened].map(order);
        let text = written(&cursor, updated).unwrap();
        assert_eq!(place(&text, updated).unwrap(), cursor);
        assert!(place(&text, opened).is_err());
        assert!(place("e30", opened).is_err());
        assert!(place("案", opened).is_err());
    }
}
