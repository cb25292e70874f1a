//! Every address of the console, one line each. A test holds the list to the sources.

use std::collections::BTreeSet;

use super::sources;

/// What an address answers with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Gives {
    /// A page.
    Page,
    /// Something else to read: a file, a stream.
    Other,
    /// What it does with a form, given here as a browser sends it, without the token.
    Does(&'static str),
    /// What it says to a script that asks by this method.
    Says(&'static str),
    /// The same with a form that files go with, which browsers send in parts.
    Takes(&'static str),
}

/// An address.
#[derive(Debug, Clone, Copy)]
pub(super) struct Route {
    pub(super) pattern: &'static str,
    pub(super) gives: Gives,
}

impl Route {
    pub(super) const fn method(&self) -> &'static str {
        match self.gives {
            Gives::Page | Gives::Other => "GET",
            Gives::Does(_) | Gives::Takes(_) => "POST",
            Gives::Says(method) => method,
        }
    }

    /// The fields of its form, where it takes one.
    pub(super) const fn form(&self) -> Option<&'static str> {
        match self.gives {
            Gives::Page | Gives::Other | Gives::Says(_) => None,
            Gives::Does(form) | Gives::Takes(form) => Some(form),
        }
    }

    /// These fields as a browser sends them here: the media type, and the body.
    pub(super) fn body(&self, fields: &str) -> (&'static str, String) {
        if !matches!(self.gives, Gives::Takes(_)) {
            return ("application/x-www-form-urlencoded", fields.to_owned());
        }
        let mut body = String::new();
        for (name, value) in fields.split('&').filter_map(|field| field.split_once('=')) {
            let file = if name == "file" {
                "; filename=\"f\""
            } else {
                ""
            };
            body.push_str(&format!(
                "--part\r\ncontent-disposition: form-data; name=\"{name}\"{file}\r\n\r\n{value}\r\n"
            ));
        }
        body.push_str("--part--\r\n");
        ("multipart/form-data; boundary=part", body)
    }
}

const fn page(pattern: &'static str) -> Route {
    Route {
        pattern,
        gives: Gives::Page,
    }
}

const fn other(pattern: &'static str) -> Route {
    Route {
        pattern,
        gives: Gives::Other,
    }
}

const fn form(pattern: &'static str, form: &'static str) -> Route {
    Route {
        pattern,
        gives: Gives::Does(form),
    }
}

const fn says(method: &'static str, pattern: &'static str) -> Route {
    Route {
        pattern,
        gives: Gives::Says(method),
    }
}

const fn files(pattern: &'static str, form: &'static str) -> Route {
    Route {
        pattern,
        gives: Gives::Takes(form),
    }
}

/// All of them, in order: a form that ends something stands after the pages that show it.
pub(super) const ROUTES: &[Route] = &[
    page("/"),
    other("/events"),
    other("/assets/{path}"),
    page("/sign-in"),
    form("/sign-in", "name=officer&password=wrong&code=000000"),
    form("/sign-in/certificate", "to=/"),
    #[cfg(feature = "passkeys")]
    form("/sign-in/passkey", "answer=none"),
    #[cfg(feature = "passkeys")]
    form("/sign-in/passkey/begin", ""),
    page("/sign-in/{link}"),
    form("/sign-in/{link}", ""),
    page("/cases"),
    other("/cases.csv"),
    other("/cases.json"),
    form("/cases/views", "name=mine&held=mine"),
    form("/cases/views/remove", "name=mine"),
    page("/search"),
    page("/cases/{case}"),
    other("/cases/{case}/acts/{act}/attachments/{number}"),
    other("/cases/{case}/acts/{act}/proof"),
    page("/cases/{case}/acts/{kind}"),
    files("/cases/{case}/acts/{kind}", "then=save"),
    page("/cases/{case}/items"),
    form("/cases/{case}/labels", "label=seen"),
    form("/cases/{case}/notes", "text=seen"),
    other("/cases/{case}/silence"),
    form("/cases/{case}/let-in", "who=person:analyst"),
    form("/cases/{case}/shut-out", "who=person:analyst"),
    form("/cases/{case}/refer", "office=D-17&reason=x"),
    form("/cases/{case}/assign", "office=D-17&officer=officer"),
    page("/counterparts"),
    page("/counterparts/trust"),
    files("/counterparts/trust", "file=none"),
    form("/counterparts/trust/compared", ""),
    files("/counterparts/pouch", "file=none"),
    page("/counterparts/{party}"),
    other("/counterparts/{party}/credential"),
    other("/counterparts/{party}/forks/{number}"),
    form("/counterparts/{party}/exchange", ""),
    form("/counterparts/{party}/pouch", ""),
    form("/counterparts/{party}/zone", ""),
    page("/drafts"),
    page("/drafts/new"),
    form("/drafts/new", ""),
    page("/drafts/{id}"),
    page("/drafts/{id}/preview"),
    page("/drafts/{id}/items.csv"),
    page("/drafts/{id}/attachments/{number}"),
    files("/drafts/{id}", "then=save"),
    says("POST", "/drafts/{id}/uploads"),
    says("HEAD", "/drafts/{id}/uploads/{upload}"),
    says("PATCH", "/drafts/{id}/uploads/{upload}"),
    says("DELETE", "/drafts/{id}/uploads/{upload}"),
    form("/drafts/{id}/submit", ""),
    form("/drafts/{id}/clear", "version=x"),
    form("/drafts/{id}/send-back", "version=x&reason=no"),
    form("/drafts/{id}/release", "version=x"),
    form("/drafts/{id}/discard", ""),
    page("/translations"),
    form("/translations", "about=nothing"),
    page("/translations/{translation}"),
    form("/translations/{translation}", "then=save"),
    other("/translations/{translation}/xliff"),
    files("/translations/{translation}/xliff", "file=none"),
    form("/translations/{translation}/drop", ""),
    page("/record"),
    page("/record/{party}/{log}"),
    page("/record/{party}/{log}/{entry}"),
    form("/record/audit", ""),
    page("/reports"),
    other("/reports/cases.csv"),
    other("/reports/original.html"),
    other("/reports/report.json"),
    page("/account"),
    page("/account/certificates"),
    form("/account/certificates", ""),
    form("/account/certificates/{fingerprint}/remove", ""),
    page("/account/codes"),
    form("/account/codes", ""),
    page("/account/notices"),
    form("/account/notices", "address=li@house.example&hours=24"),
    form("/account/notices/code", ""),
    form("/account/notices/confirm", "code=1"),
    #[cfg(feature = "passkeys")]
    page("/account/passkeys"),
    #[cfg(feature = "passkeys")]
    form("/account/passkeys", "label=phone"),
    #[cfg(feature = "passkeys")]
    form("/account/passkeys/made", "answer=none"),
    #[cfg(feature = "passkeys")]
    form("/account/passkeys/confirm", "answer=none"),
    #[cfg(feature = "passkeys")]
    form("/account/passkeys/confirm/begin", ""),
    #[cfg(feature = "passkeys")]
    form("/account/passkeys/{id}/remove", ""),
    page("/account/password"),
    form("/account/password", ""),
    form("/account/preferences", "language=en"),
    form("/account/recovery", ""),
    form("/account/sessions/end-others", ""),
    form("/account/sessions/{id}/end", ""),
    page("/account/tokens"),
    form("/account/tokens", ""),
    form("/account/tokens/{id}/revoke", ""),
    page("/administration"),
    page("/administration/health"),
    page("/administration/offices"),
    form("/administration/offices", ""),
    form("/administration/offices/{code}/confirm", ""),
    form("/administration/offices/{code}/decline", ""),
    form("/administration/offices/{code}/remove", ""),
    page("/administration/people"),
    form("/administration/people", ""),
    page("/administration/people/{name}"),
    form("/administration/people/{name}", ""),
    form("/administration/people/{name}/roles", "role=duty"),
    form("/administration/people/{name}/roles/{role}/decline", ""),
    form("/administration/people/{name}/roles/{role}/confirm", ""),
    form("/administration/people/{name}/roles/{role}/remove", ""),
    form("/administration/people/{name}/lost", ""),
    form("/administration/people/{name}/lost/decline", ""),
    form("/administration/people/{name}/link", ""),
    form("/administration/people/{name}/move/decline", ""),
    form("/administration/people/{name}/move/confirm", ""),
    form("/administration/people/{name}/passkeys/{id}/remove", ""),
    form("/administration/people/{name}/end", ""),
    form("/administration/people/{name}/disable", ""),
    form("/administration/people/{name}/enable", ""),
    page("/administration/retention"),
    form("/administration/retention", ""),
    form("/administration/retention/hold", ""),
    page("/administration/rules"),
    page("/administration/trail"),
    other("/administration/trail.csv"),
    other("/administration/trail.json"),
    other("/administration/trail/check"),
    page("/administration/webhooks"),
    form("/administration/webhooks", ""),
    page("/administration/webhooks/{id}"),
    form("/administration/webhooks/{id}/confirm", ""),
    form("/administration/webhooks/{id}/pause", ""),
    form("/administration/webhooks/{id}/resume", ""),
    form("/administration/webhooks/{id}/rotate", ""),
    form("/administration/webhooks/{id}/test", ""),
    form("/administration/webhooks/{id}/remove", ""),
    page("/components"),
    page("/help"),
    page("/help/keys"),
    page("/help/terms"),
    page("/help/{topic}"),
    form("/language", "language=en&to=/"),
    form("/sign-out", ""),
];

/// Addresses that pages lead to and that later pages bring.
pub(super) const NOT_YET: &[&str] = &[];

/// Forms that carry no token: nobody is signed in yet, or there is nothing to forge.
pub(super) const OPEN_FORMS: &[&str] = &[
    "/sign-in",
    "/sign-in/{link}",
    "/sign-in/certificate",
    "/sign-in/passkey",
    "/sign-in/passkey/begin",
    "/language",
];

/// Whether a pattern stands for this path.
pub(super) fn fits(pattern: &str, path: &str) -> bool {
    let path = path.split(['?', '#']).next().unwrap();
    let (mut parts, mut given) = (pattern.split('/'), path.split('/'));
    loop {
        match (parts.next(), given.next()) {
            (None, None) => return true,
            (Some(part), Some(text))
                if part == text || (part.starts_with('{') && !text.is_empty()) => {}
            _ => return false,
        }
    }
}

#[test]
#[cfg_attr(
    not(feature = "passkeys"),
    ignore = "the list is of the whole console: build with the feature passkeys"
)]
fn every_route_of_the_sources_is_on_the_list_and_no_other() {
    let listed: BTreeSet<_> = ROUTES
        .iter()
        .map(|route| (route.pattern.to_owned(), route.method().to_owned()))
        .collect();
    assert_eq!(listed.len(), ROUTES.len(), "a line stands twice");
    let found: BTreeSet<_> = sources::rust("src")
        .iter()
        .filter(|(path, _)| {
            path.components().any(|part| {
                ["console", "console.rs"]
                    .iter()
                    .any(|name| part.as_os_str() == *name)
            })
        })
        .flat_map(|(_, source)| routes_of(source))
        .collect();
    let difference: Vec<_> = found.symmetric_difference(&listed).collect();
    assert!(
        difference.is_empty(),
        "bring tests/routes.rs in step: {difference:#?}"
    );
}

#[test]
fn what_is_there_is_not_listed_as_missing() {
    for address in NOT_YET {
        let there = ROUTES.iter().any(|route| route.pattern == *address);
        assert!(!there, "take {address} out of NOT_YET");
    }
}

/// Pattern and method of every `.route(…)` in a source.
fn routes_of(source: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for call in source.split(".route(").skip(1) {
        let call = within(call);
        let Some(pattern) = call.split('"').nth(1) else {
            continue;
        };
        let handlers = call.split_once("\",").map_or("", |(_, rest)| rest);
        for (method, name) in [
            ("get", "GET"),
            ("head", "HEAD"),
            ("post", "POST"),
            ("put", "PUT"),
            ("patch", "PATCH"),
            ("delete", "DELETE"),
            ("any", "ANY"),
        ] {
            let called = handlers
                .match_indices(&format!("{method}("))
                .any(|(at, _)| {
                    let before = handlers[..at].chars().next_back();
                    !before.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == ':')
                });
            if called {
                found.push((pattern.to_owned(), name.to_owned()));
            }
        }
    }
    found
}

/// A text up to the bracket that closes what is open before it.
fn within(text: &str) -> &str {
    let mut depth = 1;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return &text[..at];
        }
    }
    text
}
