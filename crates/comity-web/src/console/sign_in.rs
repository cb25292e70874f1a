//! `/sign-in`, `/sign-out`, `/language`: the way in, the way out, and in which language.

mod certificate;
pub(crate) mod link;
#[cfg(feature = "passkeys")]
mod passkey;
pub(crate) mod visitor;

use std::{net::SocketAddr, sync::Arc};

use askama::Template;
use axum::{
    Extension, Form, Router,
    extract::{DefaultBodyLimit, Query, State},
    http::{HeaderMap, HeaderValue, header},
    middleware::from_fn,
    response::{AppendHeaders, IntoResponse, Redirect, Response},
    routing::{get, post},
};
use comity_node::{
    accounts::{AccessError, preference, session, sign_in},
    rng::SystemRandom,
};
use comity_store::Store as _;
use serde::Deserialize;

use super::{
    Site,
    fault::{Fault, html},
    pace,
    page::{Page, Room},
    passkeys,
    visit::{LANGUAGE, Nothing, SESSION, Sent, Visit, cookie, locale},
    wrong::again,
};
use crate::seats::hashed;

/// The longest form of somebody who is not signed in, in bytes: an answer of a passkey, with room.
const FORM: usize = 32 << 10;

/// The addresses of this room.
pub(crate) fn routes() -> Router<Arc<Site>> {
    let router = Router::new()
        .route("/sign-in", get(form).post(enter))
        .route("/sign-in/certificate", post(certificate::enter))
        .route("/sign-in/{link}", get(link::ask).post(link::enter))
        .route("/sign-out", post(leave))
        .route("/language", post(language));
    #[cfg(feature = "passkeys")]
    let router = router
        .route("/sign-in/passkey", post(passkey::enter))
        .route("/sign-in/passkey/begin", post(passkey::begin));
    // Anybody may send these.
    router
        .layer(DefaultBodyLimit::max(FORM))
        .layer(from_fn(pace::keep_short))
}

/// The address of the form that leads back to `to`.
pub(crate) fn address(to: &str) -> String {
    if to == "/" {
        return "/sign-in".to_owned();
    }
    let to: String = form_urlencoded(to);
    format!("/sign-in?to={to}")
}

/// Every byte but letters, digits and a few marks as `%XX`.
fn form_urlencoded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'/' => {
                char::from(byte).to_string()
            }
            _ => format!("%{byte:02X}"),
        })
        .collect()
}

/// A page of ours to go to: a path, and nothing that a browser reads as another host.
pub(crate) fn ours(to: Option<&str>) -> &str {
    let path = to.unwrap_or("/");
    let plain = path
        .bytes()
        .all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    let inside = path.starts_with('/') && !path.starts_with("//");
    if plain && inside { path } else { "/" }
}

#[derive(Debug, Deserialize)]
pub(crate) struct Wanted {
    to: Option<String>,
}

#[derive(Template)]
#[template(path = "sign_in/form.html")]
struct FormPage {
    page: Page,
    to: String,
    name: String,
    refused: Option<String>,
    /// Whether a passkey can be used here.
    passkeys: bool,
    /// Whether a proxy hands a certificate over.
    certificate: bool,
}

/// `GET /sign-in`
pub(crate) async fn form(
    State(site): State<Arc<Site>>,
    Extension(from): Extension<SocketAddr>,
    Query(wanted): Query<Wanted>,
    headers: HeaderMap,
) -> Result<Response, Fault> {
    let to = ours(wanted.to.as_deref()).to_owned();
    html(&page(&site, &headers, from, to))
}

#[derive(Deserialize)]
pub(crate) struct Entry {
    name: String,
    password: String,
    code: String,
    #[serde(default)]
    to: Option<String>,
}

/// `POST /sign-in`: a name, its password and a code of now.
pub(crate) async fn enter(
    State(site): State<Arc<Site>>,
    Extension(from): Extension<SocketAddr>,
    headers: HeaderMap,
    Form(entry): Form<Entry>,
) -> Result<Response, Fault> {
    let to = ours(entry.to.as_deref()).to_owned();
    let name = entry.name.clone();
    let (house, asked) = (Arc::clone(&site), headers.clone());
    let done = hashed(move || admit(&house, &entry, from, &asked)).await;
    match done.map_err(|_| Fault::bug())? {
        Ok((opened, language)) => Ok(entered(&opened, language.as_deref(), &to)),
        Err(fault) => refused(&site, &headers, from, to, name, &fault),
    }
}

/// The form again, with why nobody came in.
fn refused(
    site: &Site,
    headers: &HeaderMap,
    from: SocketAddr,
    to: String,
    name: String,
    fault: &Fault,
) -> Result<Response, Fault> {
    let mut form = page(site, headers, from, to);
    let told = fault.explained(form.page.words);
    form.refused = Some(form.page.sentences(told.what, told.next));
    form.name = name;
    again(&form)
}

fn page(site: &Site, headers: &HeaderMap, from: SocketAddr, to: String) -> FormPage {
    let page = Page::new(site, locale(headers), "/sign-in");
    let title = page.t("console-sign-in");
    FormPage {
        page: page.titled(Room::None, title),
        to,
        name: String::new(),
        refused: None,
        passkeys: passkeys::are_offered(headers),
        certificate: certificate::shown(&site.config.accounts, from.ip(), headers).is_some(),
    }
}

/// Looks at name, password and code, within the limits on tries.
fn admit(
    site: &Site,
    entry: &Entry,
    from: SocketAddr,
    headers: &HeaderMap,
) -> Result<(session::Opened, Option<String>), Fault> {
    let now = site.now();
    let from = visitor::address(&site.config.accounts, from.ip(), headers);
    let tried = site
        .tries(|tries| tries.begin(&entry.name, from, now))
        .map_err(AccessError::TooManyTries)?;
    let store = site.node.unfollowed();
    let attempt = store.read(|tx| sign_in::begin(tx, &entry.name))?;
    let checked = attempt.check(&entry.password);
    let (code, agent) = (entry.code.clone(), agent(headers));
    let before = cookie(headers, SESSION).and_then(|text| text.parse().ok());
    let opened = store.write(move |tx| {
        let before = before.as_ref();
        sign_in::finish(tx, &checked, &code, &agent, before, now, &mut SystemRandom)
    })?;
    let opened = opened.ok_or(AccessError::SignIn)?;
    site.tries(|tries| tries.succeeded(tried, now));
    let language = language_of(site, &opened.session.name)?;
    Ok((opened, language))
}

/// The language that a person chose.
pub(crate) fn language_of(site: &Site, name: &str) -> Result<Option<String>, Fault> {
    let store = site.node.unfollowed();
    Ok(store.read(|tx| preference::of(tx, name))?.language)
}

/// What the browser says of itself.
pub(crate) fn agent(headers: &HeaderMap) -> String {
    let agent = headers.get(header::USER_AGENT).map(HeaderValue::to_str);
    agent.and_then(Result::ok).unwrap_or_default().to_owned()
}

/// The answer that begins a session, in the language that its person chose.
///
/// Who came by a link sees the own account and nothing else, so that is where it leads.
pub(crate) fn entered(opened: &session::Opened, language: Option<&str>, to: &str) -> Response {
    let to = match opened.session.how {
        session::How::Link => "/account",
        _ => to,
    };
    let cookies = begun(opened, language);
    (AppendHeaders(cookies), Redirect::to(to)).into_response()
}

/// The cookies that begin a session.
pub(crate) fn begun(
    opened: &session::Opened,
    language: Option<&str>,
) -> Vec<(header::HeaderName, String)> {
    let secret = opened.secret.to_text();
    let session = format!("{SESSION}={secret}; Path=/; Secure; HttpOnly; SameSite=Lax");
    let language = language.and_then(comity_text::Locale::from_lang);
    let language = language.map(|locale| spoken(Some(locale)));
    let cookies = [Some(session), language].into_iter().flatten();
    cookies.map(|cookie| (header::SET_COOKIE, cookie)).collect()
}

/// The cookie of a chosen language; without one, the browser's is asked for again.
pub(crate) fn spoken(chosen: Option<comity_text::Locale>) -> String {
    let (tag, age) = match chosen {
        Some(locale) => (locale.tag(), 31_536_000),
        None => ("", 0),
    };
    format!("{LANGUAGE}={tag}; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age={age}")
}

/// `POST /sign-out`
pub(crate) async fn leave(sent: Sent<Nothing>) -> Result<Response, Fault> {
    // Everybody may leave.
    let (visit, Nothing {}) = sent.when(|_| Ok(())).await?;
    let secret = visit.secret.clone();
    visit
        .work(move |site| {
            let now = site.now();
            let store = site.node.unfollowed();
            store.write(move |tx| session::close(tx, &secret, now))?;
            Ok(())
        })
        .await?;
    let gone = format!("{SESSION}=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0");
    Ok(([(header::SET_COOKIE, gone)], Redirect::to("/sign-in")).into_response())
}

#[derive(Debug, Deserialize)]
pub(crate) struct Chosen {
    language: String,
    #[serde(default)]
    to: Option<String>,
}

/// `POST /language`: the language of pages, for this browser and, where somebody is signed in, for the person.
pub(crate) async fn language(
    State(site): State<Arc<Site>>,
    visit: Result<Visit, Fault>,
    Form(chosen): Form<Chosen>,
) -> Result<Response, Fault> {
    let language = chosen.language.parse().unwrap_or(comity_text::Locale::En);
    let tag = language.tag();
    if let Ok(visit) = visit {
        let name = visit.caller.name.clone();
        visit
            .work(move |site| {
                site.node.unfollowed().write(move |tx| {
                    let mut preference = preference::of(&*tx, &name)?;
                    preference.language = Some(tag.to_owned());
                    preference::set(tx, &name, &preference)
                })?;
                Ok(())
            })
            .await?;
    }
    drop(site);
    let cookie = spoken(Some(language));
    let to = ours(chosen.to.as_deref());
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to(to)).into_response())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_led_back_to_a_page_of_ours_and_nowhere_else() {
        for (to, expected) in [
            (Some("/cases?status=open"), "/cases?status=open"),
            (None, "/"),
            (Some("//evil.example"), "/"),
            (Some("/\\evil.example"), "/"),
            (Some("https://evil.example"), "/"),
            (Some("/a\r\nset-cookie: a=b"), "/"),
            (Some(""), "/"),
        ] {
            assert_eq!(ours(to), expected, "{to:?}");
        }
    }

    #[test]
    fn the_way_back_survives_the_way_in() {
        assert_eq!(address("/"), "/sign-in");
        assert_eq!(address("/cases?a=b c"), "/sign-in?to=/cases%3Fa%3Db%20c");
    }
}
