//! `/administration`: the house. People and what they may do, offices, the trail, what is
//! erased, health and rules. No page of this room shows what a case says.

mod access;
mod enrol;
pub(crate) mod export;
mod health;
mod moves;
mod offices;
mod people;
mod person;
mod retention;
mod roles;
mod rules;
mod trail;
mod webhooks;

use std::sync::Arc;

use axum::{
    Router,
    routing::{get, post},
};
use comity_node::{accounts::Permission, people::Role};

use super::{
    Site,
    done::{Done, back},
    fault::{Fault, html},
    page::{Page, Room},
    visit::{Nothing, Sent, Visit},
    wrong::{Wrongs, again},
};

/// Where the offices are.
pub(crate) const OFFICES: &str = offices::HERE;

/// The addresses of this room.
pub(crate) fn routes() -> Router<Arc<Site>> {
    Router::new()
        .route("/administration", get(people::show))
        .route(
            "/administration/people",
            get(enrol::form).post(enrol::enrol),
        )
        .route(
            "/administration/people/{name}",
            get(person::show).post(person::change),
        )
        .route(
            "/administration/people/{name}/disable",
            post(person::disable),
        )
        .route("/administration/people/{name}/enable", post(person::enable))
        .route("/administration/people/{name}/roles", post(roles::ask))
        .route(
            "/administration/people/{name}/roles/{role}/confirm",
            post(roles::confirm),
        )
        .route(
            "/administration/people/{name}/roles/{role}/decline",
            post(roles::decline),
        )
        .route(
            "/administration/people/{name}/roles/{role}/remove",
            post(roles::remove),
        )
        .route("/administration/people/{name}/lost", post(access::ask))
        .route(
            "/administration/people/{name}/lost/decline",
            post(access::decline),
        )
        .route("/administration/people/{name}/link", post(access::link))
        .route(
            "/administration/people/{name}/move/confirm",
            post(moves::confirm),
        )
        .route(
            "/administration/people/{name}/move/decline",
            post(moves::decline),
        )
        .route(
            "/administration/people/{name}/passkeys/{id}/remove",
            post(access::remove_passkey),
        )
        .route("/administration/people/{name}/end", post(access::end))
        .route(
            "/administration/offices",
            get(offices::show).post(offices::put),
        )
        .route(
            "/administration/offices/{code}/remove",
            post(offices::remove),
        )
        .route(
            "/administration/offices/{code}/confirm",
            post(moves::confirm_under),
        )
        .route(
            "/administration/offices/{code}/decline",
            post(moves::decline_under),
        )
        .route("/administration/trail", get(trail::show))
        .route("/administration/trail/check", get(trail::check))
        .route("/administration/trail.csv", get(export::csv))
        .route("/administration/trail.json", get(export::json))
        .route(
            "/administration/retention",
            get(retention::show).post(retention::erase),
        )
        .route("/administration/retention/hold", post(retention::hold))
        .route("/administration/health", get(health::show))
        .route("/administration/rules", get(rules::show))
        .route(
            "/administration/webhooks",
            get(webhooks::list).post(webhooks::make),
        )
        .route("/administration/webhooks/{id}", get(webhooks::show))
        .route(
            "/administration/webhooks/{id}/confirm",
            post(webhooks::confirm),
        )
        .route("/administration/webhooks/{id}/pause", post(webhooks::pause))
        .route(
            "/administration/webhooks/{id}/remove",
            post(webhooks::remove),
        )
        .route(
            "/administration/webhooks/{id}/resume",
            post(webhooks::resume),
        )
        .route(
            "/administration/webhooks/{id}/rotate",
            post(webhooks::rotate),
        )
        .route("/administration/webhooks/{id}/test", post(webhooks::test))
}

/// The words of what was just done, where it is one of these codes.
fn said(done: &Done, page: &Page, known: &[&str]) -> Option<String> {
    done.said(page, known, |code| format!("house-done-{code}"))
}

/// The address of a person's page.
pub(crate) fn address(name: &str) -> String {
    format!("/administration/people/{}", escaped(name))
}

/// One part of an address: all but letters, digits and a few marks as `%XX` (RFC 3986).
pub(crate) fn escaped(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
    text.bytes()
        .map(|byte| {
            if plain(byte) {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}

/// A role in words.
fn role(page: &Page, role: Role) -> String {
    page.t(&format!("cli-role-{}", role.name()))
}

/// Roles in words, in one line.
fn role_list(page: &Page, roles: &[Role]) -> String {
    let names: Vec<String> = roles.iter().map(|one| role(page, *one)).collect();
    page.words.list(&names)
}

/// A page of this room that is under another one of it.
struct Way {
    address: &'static str,
    words: String,
    here: bool,
}

/// The pages of this room that the reader may see.
fn ways(page: &Page) -> Vec<Way> {
    use Permission as P;
    let all = [
        ("/administration", "house-people", P::ReadPeople),
        ("/administration/offices", "house-offices", P::ReadPeople),
        ("/administration/trail", "house-trail", P::ReadTrail),
        ("/administration/retention", "house-retention", P::Erase),
        ("/administration/webhooks", "house-webhooks", P::ReadPeople),
        ("/administration/health", "house-health", P::ReadHealth),
        ("/administration/rules", "house-rules", P::ReadHealth),
    ];
    let path = page.path.split('?').next().unwrap_or_default();
    let open = all
        .into_iter()
        .filter(|(.., permission)| page.can(*permission));
    open.map(|(address, key, _)| Way {
        address,
        words: page.t(key),
        here: path == address,
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_of_any_letters_is_one_part_of_an_address() {
        assert_eq!(address("li.wei"), "/administration/people/li.wei");
        assert_eq!(
            address("李 a/b?c"),
            "/administration/people/%E6%9D%8E%20a%2Fb%3Fc"
        );
    }
}
