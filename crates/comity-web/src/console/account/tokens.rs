//! `/account/tokens`: tokens of the interface for one's own programs, shown once.

use std::collections::BTreeMap;

use askama::Template;
use axum::{
    extract::{Path, Query},
    response::Response,
};
use comity_core::Time;
use comity_node::{
    accounts::{
        AccessError, Permission,
        token::{self, Scope, Token, Wanted},
    },
    rng::SystemRandom,
};
use comity_store::Store as _;
use comity_text::format::Offset;
use serde::Deserialize;

use super::{Done, Fault, Nothing, Page, Room, Sent, Visit, Wrongs, again, back, html, said};

const DAY: i64 = 86_400;
/// Days that a new token lives unless one says otherwise.
const USUAL: i64 = 90;

/// Which field a refusal is about.
const FIELDS: &[(&str, &str)] = &[("access-label", "label"), ("access-token-limits", "scopes")];

#[derive(Template)]
#[template(path = "account/tokens.html")]
struct TokensPage {
    page: Page,
    done: Option<String>,
    /// A token that was made just now; this page is the only one that shows it.
    made: Option<String>,
    rows: Vec<Token>,
    entry: Entry,
    wrong: Wrongs,
}

impl TokensPage {
    fn scopes(&self) -> Vec<(&'static str, bool)> {
        let all = Scope::ALL.map(|scope| (scope.name(), self.entry.has(scope)));
        all.into()
    }

    fn scope(&self, scope: &str) -> String {
        self.page.t(&format!("account-scope-{scope}"))
    }

    /// A day of use is one of UTC.
    fn day(&self, at: &Time) -> String {
        self.page.words.date(*at, Offset::UTC)
    }

    fn scopes_of(&self, token: &Token) -> String {
        let names = token.scopes.iter().map(|scope| self.scope(scope.name()));
        let names: Vec<String> = names.collect();
        self.page.words.list(&names)
    }
}

/// A new token: its name, its last day, and a box for each scope.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Entry {
    label: String,
    until: String,
    #[serde(flatten)]
    boxes: BTreeMap<String, String>,
}

impl Entry {
    fn has(&self, scope: Scope) -> bool {
        self.boxes.contains_key(&format!("scope-{}", scope.name()))
    }

    fn scopes(&self) -> Vec<Scope> {
        Scope::ALL
            .into_iter()
            .filter(|scope| self.has(*scope))
            .collect()
    }

    /// Whole days from now that end within the last day, where the reader is; 0 where there is no such day.
    fn days(&self, now: Time, offset: Offset) -> u16 {
        let midnight: Option<Time> = format!("{}T00:00:00Z", self.until).parse().ok();
        let end = midnight.map(|at| at.plus(DAY - i64::from(offset.minutes()) * 60));
        let days = end.map_or(0, |end| end.since(now).div_euclid(DAY));
        u16::try_from(days).unwrap_or(0)
    }
}

/// `GET /account/tokens`
pub(crate) async fn show(visit: Visit, Query(done): Query<Done>) -> Result<Response, Fault> {
    visit.may(Permission::OwnTokens)?;
    let usual = visit.site.now().plus(USUAL * DAY).to_string();
    let entry = Entry {
        until: usual.chars().take(10).collect(),
        ..Entry::default()
    };
    let mut page = page(&visit, entry, Wrongs::default()).await?;
    page.done = said(&done, &page.page, &["token-revoked"]);
    html(&page)
}

/// `POST /account/tokens`
pub(crate) async fn make(sent: Sent<Entry>) -> Result<Response, Fault> {
    let (visit, form) = sent.by(Permission::OwnTokens).await?;
    let offset = visit.page(Room::None, "").offset;
    let (name, entry) = (visit.caller.name.clone(), form.clone());
    let made = visit
        .work(move |site| {
            let now = site.now();
            let (days, scopes) = (entry.days(now, offset), entry.scopes());
            let store = site.node.unfollowed();
            let made = store.write(move |tx| {
                let wanted = Wanted {
                    name: &name,
                    label: entry.label.trim(),
                    scopes: &scopes,
                    days,
                };
                token::make(tx, &wanted, now, &mut SystemRandom)
            })?;
            Ok(made)
        })
        .await;
    match made {
        Ok((text, _)) => {
            let entry = Entry {
                until: form.until,
                ..Entry::default()
            };
            let page = page(&visit, entry, Wrongs::default()).await?;
            html(&TokensPage {
                made: Some(text),
                ..page
            })
        }
        Err(fault) if fault.can_be_mended() => {
            let words = visit.page(Room::None, "").words;
            let wrong = Wrongs::of(&fault, words, FIELDS);
            again(&page(&visit, form, wrong).await?)
        }
        Err(fault) => Err(fault),
    }
}

/// `POST /account/tokens/{id}/revoke`
pub(crate) async fn revoke(Path(id): Path<String>, sent: Sent<Nothing>) -> Result<Response, Fault> {
    let (visit, Nothing {}) = sent.by(Permission::OwnTokens).await?;
    let name = visit.caller.name.clone();
    visit
        .work(move |site| {
            let now = site.now();
            let store = site.node.unfollowed();
            store.write(move |tx| {
                let own = token::list(&*tx, Some(&name))?;
                if own.iter().any(|token| token.id == id) {
                    token::revoke(tx, &id, &name, now)
                } else {
                    Err(AccessError::NoAccess(id))
                }
            })?;
            Ok(())
        })
        .await?;
    Ok(back("/account/tokens", "token-revoked"))
}

async fn page(visit: &Visit, entry: Entry, wrong: Wrongs) -> Result<TokensPage, Fault> {
    let name = visit.caller.name.clone();
    let rows = visit
        .work(move |site| {
            let store = site.node.unfollowed();
            Ok(store.read(|tx| token::list(tx, Some(&name)))?)
        })
        .await?;
    let page = visit.page(Room::None, "");
    let title = page.tn("account-tokens-title", rows.len());
    Ok(TokensPage {
        page: Page { title, ..page },
        done: None,
        made: None,
        rows,
        entry,
        wrong,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_ends_within_its_last_day_where_the_reader_is() {
        let now: Time = "2026-11-23T10:00:00Z".parse().unwrap();
        let days = |until: &str, minutes| {
            let entry = Entry {
                until: until.to_owned(),
                ..Entry::default()
            };
            entry.days(now, Offset::from_minutes(minutes).unwrap())
        };
        assert_eq!(days("2026-11-24", 0), 1);
        assert_eq!(days("2026-11-23", 0), 0, "today is over too soon");
        assert_eq!(days("2026-11-24", 14 * 60), 1);
        assert_eq!(days("2026-11-24", 15), 1);
        assert_eq!(days("2026-11-22", 0), 0);
        assert_eq!(days("soon", 0), 0);
    }
}
