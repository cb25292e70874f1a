//! `/administration/trail`: what people did here, and whether the chain of hashes holds.

use askama::Template;
use axum::{extract::Query, response::Response};
use comity_core::Time;
use comity_node::{
    accounts::Permission,
    trail::{self, TrailCheck, TrailFound, TrailRow, TrailSearch},
};
use comity_store::{Store as _, StoreError};
use comity_text::format::Offset;
use serde::Deserialize;
use serde_json::Value;

use super::{Fault, Page, Room, Visit, Way, escaped, html, ways};

/// Rows of a page.
const PER_PAGE: usize = 50;
/// Up to this many entries the chain is walked for each page; a longer one when somebody asks.
const WALKED: u64 = 5_000;

/// What the address asks for; empty fields ask for nothing.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    who: String,
    did: String,
    about: String,
    since: String,
    until: String,
    pub(super) before: String,
}

impl Wanted {
    /// As a search; days begin where the reader is, and the last one counts whole.
    pub(super) fn search(&self, offset: Offset) -> TrailSearch {
        let some = |text: &str| {
            let text = text.trim();
            (!text.is_empty()).then(|| text.to_owned())
        };
        let midnight = |day: &str| {
            let at: Option<Time> = format!("{day}T00:00:00Z").parse().ok();
            at.map(|at| at.plus(-60 * i64::from(offset.minutes())))
        };
        TrailSearch {
            who: some(&self.who),
            did: some(&self.did),
            about: some(&self.about),
            since: midnight(&self.since),
            until: midnight(&self.until).map(|at| at.plus(86_400)),
        }
    }

    /// The same search as a query, ready for one more field.
    fn query(&self) -> String {
        let fields = [
            ("who", &self.who),
            ("did", &self.did),
            ("about", &self.about),
            ("since", &self.since),
            ("until", &self.until),
        ];
        let filled = fields.into_iter().filter(|(_, value)| !value.is_empty());
        filled
            .map(|(name, value)| format!("{name}={}&", escaped(value)))
            .collect()
    }
}

#[derive(Template)]
#[template(path = "administration/trail.html")]
struct TrailPage {
    page: Page,
    ways: Vec<Way>,
    wanted: Wanted,
    found: TrailFound,
    /// Whether the chain holds, where it was walked.
    whole: Option<TrailCheck>,
    query: String,
}

impl TrailPage {
    /// How many older entries were taken away.
    fn cut(&self, check: &TrailCheck) -> String {
        self.page.tn("house-trail-cut", check.first)
    }

    fn did(&self, did: &str) -> String {
        words_of(&self.page, did)
    }

    fn all(&self) -> Vec<(&'static str, String, bool)> {
        let all = trail::KINDS
            .iter()
            .map(|did| (*did, self.did(did), self.wanted.did == *did));
        let mut all: Vec<_> = all.collect();
        all.sort_by(|a, b| a.1.cmp(&b.1));
        all
    }

    fn what(row: &TrailRow) -> String {
        line(&row.what)
    }
}

/// What was done, in words; a code that has none as it stands.
fn words_of(page: &Page, did: &str) -> String {
    let key = format!("trail-{did}");
    if page.words.has(&key, None) {
        page.t(&key)
    } else {
        did.to_owned()
    }
}

/// To what it was done: `name=value` in one line, without what is empty.
fn line(what: &Value) -> String {
    let Some(fields) = what.as_object() else {
        return plain(what);
    };
    let fields = fields.iter().filter(|(_, value)| !value.is_null());
    let fields: Vec<String> = fields
        .map(|(name, value)| format!("{name}={}", plain(value)))
        .collect();
    fields.join(" ")
}

fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// `GET /administration/trail`
pub(crate) async fn show(visit: Visit, Query(wanted): Query<Wanted>) -> Result<Response, Fault> {
    visit.may(Permission::ReadTrail)?;
    let page = visit.page(Room::Administration, "");
    let (search, before) = (wanted.search(page.offset), wanted.before.parse().ok());
    let (found, entries, whole) = visit
        .work(move |site| {
            let store = site.node.unfollowed();
            Ok(store.read(|tx| {
                let (entries, _) = tx.trail_end()?;
                let short = entries <= WALKED;
                let whole = short.then(|| trail::check(tx)).transpose()?;
                let found = trail::search(tx, &search, before, PER_PAGE)?;
                Ok::<_, StoreError>((found, entries, whole))
            })?)
        })
        .await?;
    let title = page.tn("house-trail-title", entries);
    let page = Page { title, ..page };
    html(&TrailPage {
        ways: ways(&page),
        query: wanted.query(),
        wanted,
        found,
        whole,
        page,
    })
}

#[derive(Template)]
#[template(path = "administration/trail_check.html")]
struct CheckPage {
    page: Page,
    ways: Vec<Way>,
    check: TrailCheck,
}

/// `GET /administration/trail/check`: walks the whole chain, however long it is.
pub(crate) async fn check(visit: Visit) -> Result<Response, Fault> {
    visit.may(Permission::ReadTrail)?;
    let check = visit
        .work(|site| Ok(site.node.unfollowed().read(trail::check)?))
        .await?;
    let page = visit.page(Room::Administration, "");
    let title = match check.broken_at {
        None => page.tn("house-trail-whole", check.entries),
        Some(number) => page.t1("house-trail-broken", "number", number),
    };
    let page = Page { title, ..page };
    html(&CheckPage {
        ways: ways(&page),
        check,
        page,
    })
}

#[cfg(test)]
mod tests {
    use comity_text::{Locale, catalogue};
    use serde_json::json;

    use super::*;

    #[test]
    fn every_kind_of_entry_has_words_in_both_languages() {
        for locale in Locale::ALL {
            for did in trail::KINDS {
                let key = format!("trail-{did}");
                assert!(catalogue(locale).has(&key, None), "{locale}: {key}");
            }
        }
    }

    #[test]
    fn days_begin_where_the_reader_is_and_the_last_one_counts_whole() {
        let wanted = Wanted {
            since: "2026-11-23".to_owned(),
            until: "2026-11-23".to_owned(),
            who: " li.wei ".to_owned(),
            ..Wanted::default()
        };
        let search = wanted.search(Offset::from_minutes(480).unwrap());
        let at = |time: Option<Time>| time.unwrap().to_string();
        assert_eq!(at(search.since), "2026-11-22T16:00:00Z");
        assert_eq!(at(search.until), "2026-11-23T16:00:00Z");
        assert_eq!(search.who.as_deref(), Some("li.wei"));
        assert_eq!(search.did, None);
    }

    #[test]
    fn a_search_survives_in_the_address_of_the_next_page() {
        let wanted = Wanted {
            about: "a&b=\"c\"".to_owned(),
            did: "erased".to_owned(),
            ..Wanted::default()
        };
        assert_eq!(wanted.query(), "did=erased&about=a%26b%3D%22c%22&");
    }

    #[test]
    fn what_was_done_to_what_is_one_line() {
        let what = json!({"person": "li", "roles": ["officer"], "case": null});
        assert_eq!(line(&what), "person=li roles=[\"officer\"]");
    }
}
