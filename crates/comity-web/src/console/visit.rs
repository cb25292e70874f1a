//! A request of somebody who is signed in: who it is, in which language, and the way to the office.

use std::{
    marker::PhantomData,
    net::{IpAddr, SocketAddr},
    sync::Arc,
};

use axum::{
    Form,
    extract::{FromRequest, FromRequestParts, Request},
    http::{HeaderMap, HeaderValue, Method, header, request::Parts},
};
use comity_node::{
    access::Sight,
    accounts::{Caller, Permission, Secret, session},
    rng::SystemRandom,
};
use comity_store::Store as _;
use comity_text::{Locale, format::Offset};
use serde::{Deserialize, de::DeserializeOwned};
use tokio::task::spawn_blocking;

use super::{
    Site,
    book::Book,
    fault::Fault,
    page::{Page, Room},
    sign_in::visitor,
};
use crate::seats::seated;

/// The cookie of a session. The prefix binds it to this host and to secure origins, of which
/// browsers count loopback as one.
pub(crate) const SESSION: &str = "__Host-comity";
/// The cookie of a chosen language, bound in the same way.
pub(crate) const LANGUAGE: &str = "__Host-comity-language";

/// A visit of somebody who is signed in.
#[derive(Debug, Clone)]
pub(crate) struct Visit {
    pub(crate) site: Arc<Site>,
    pub(crate) caller: Arc<Caller>,
    /// Which cases the visitor may know of.
    pub(crate) sight: Sight,
    pub(crate) secret: Secret,
    /// What the parties are called.
    pub(crate) book: Arc<Book>,
    pub(crate) locale: Locale,
    pub(crate) path: String,
    /// Where the visitor comes from; behind a proxy, what the proxy says.
    pub(crate) from: IpAddr,
}

impl Visit {
    /// A page for this visitor.
    pub(crate) fn page(&self, room: Room, title: impl Into<String>) -> Page {
        let minutes = self.caller.zone_minutes;
        Page {
            offset: minutes.and_then(Offset::from_minutes).unwrap_or_default(),
            caller: Some(Arc::clone(&self.caller)),
            csrf: self.secret.masked_forms(&mut SystemRandom),
            book: Arc::clone(&self.book),
            ..Page::new(&self.site, self.locale, &self.path)
        }
        .titled(room, title)
    }

    /// Refuses what the visitor may not do.
    pub(crate) fn may(&self, permission: Permission) -> Result<(), Fault> {
        Ok(self.caller.may(permission)?)
    }

    /// Does work of the house on a thread that may wait for the disk.
    pub(crate) async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Site) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Fault> {
        let site = Arc::clone(&self.site);
        seated(move || work(&site))
            .await
            .map_err(|_| Fault::bug())?
    }

    /// The same, for work that waits for this visitor, who sends, or for a program of the house: it
    /// holds no seat, and each person has few of it at once.
    pub(crate) async fn waiting_work<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Site) -> Result<T, Fault> + Send + 'static,
    ) -> Result<T, Fault> {
        let inside = self.site.waiting.enter(&self.caller.name)?;
        let site = Arc::clone(&self.site);
        let waiting = move || {
            let _inside = inside;
            work(&site)
        };
        spawn_blocking(waiting).await.map_err(|_| Fault::bug())?
    }
}

impl FromRequestParts<Arc<Site>> for Visit {
    type Rejection = Fault;

    async fn from_request_parts(parts: &mut Parts, site: &Arc<Site>) -> Result<Self, Fault> {
        let path = parts.uri.path_and_query().map_or("/", |path| path.as_str());
        let path = path.to_owned();
        let nobody = || match parts.method {
            Method::GET => Fault::sign_in_first(&path),
            _ => Fault::sign_in_first("/"),
        };
        let secret: Secret = cookie(&parts.headers, SESSION)
            .and_then(|text| text.parse().ok())
            .ok_or_else(nobody)?;
        let locale = locale(&parts.headers);
        let from = parts.extensions.get().map(SocketAddr::ip);
        let from = from.ok_or_else(Fault::bug)?;
        let from = visitor::address(&site.config.accounts, from, &parts.headers);
        let (house, key) = (Arc::clone(site), secret.clone());
        let found = seated(move || signed_in(&house, &key)).await;
        let (caller, sight, book) = found.map_err(|_| Fault::bug())?.map_err(|fault| {
            if fault.is("access-not-signed-in") {
                nobody()
            } else {
                fault
            }
        })?;
        Ok(Self {
            site: Arc::clone(site),
            caller: Arc::new(caller),
            sight,
            secret,
            book,
            locale,
            path,
            from,
        })
    }
}

/// The caller of this session, which cases he or she may know of, and what the parties are called; notes
/// that it is used.
fn signed_in(site: &Site, secret: &Secret) -> Result<(Caller, Sight, Arc<Book>), Fault> {
    let now = site.now();
    let store = site.node.unfollowed();
    let (caller, due) = store.read(|tx| {
        let session = session::find(tx, secret, now)?;
        let due = session.is_some_and(|session| session::is_due(&session, now));
        let caller = Caller::of_session(tx, secret, now)?;
        Ok::<_, Fault>((caller, due))
    })?;
    if due {
        let secret = secret.clone();
        store.write(move |tx| session::touch(tx, &secret, now))?;
    }
    let sight = site.sight(&caller)?;
    let book = site.shelf.book(site)?;
    Ok((caller, sight, book))
}

/// A form that a page of this session sent. Nothing of it is read before it is known that the
/// sender may send it: who may not is told so, whatever the form holds.
#[derive(Debug)]
pub(crate) struct Sent<T> {
    visit: Visit,
    request: Request,
    form: PhantomData<fn() -> T>,
}

/// A form that has no fields of its own.
#[derive(Debug, Deserialize)]
pub(crate) struct Nothing {}

/// What every form carries, and what is its own.
#[derive(Debug, Deserialize)]
struct Carried<T> {
    csrf: String,
    #[serde(flatten)]
    form: T,
}

impl<T: DeserializeOwned> Sent<T> {
    /// The form, where the visitor may do this.
    pub(crate) async fn by(self, permission: Permission) -> Result<(Visit, T), Fault> {
        self.when(|visit| visit.may(permission)).await
    }

    /// The form, where the visitor may send it.
    pub(crate) async fn when(
        self,
        may: impl FnOnce(&Visit) -> Result<(), Fault>,
    ) -> Result<(Visit, T), Fault> {
        let Self { visit, request, .. } = self;
        may(&visit)?;
        let Form(carried) = Form::<Carried<T>>::from_request(request, &visit.site)
            .await
            .map_err(|error| Fault::form(&error))?;
        if !visit.secret.sent(&carried.csrf) {
            return Err(Fault::forged());
        }
        Ok((visit, carried.form))
    }
}

impl<T> FromRequest<Arc<Site>> for Sent<T> {
    type Rejection = Fault;

    async fn from_request(request: Request, site: &Arc<Site>) -> Result<Self, Fault> {
        let (visit, request) = visited(request, site).await?;
        Ok(Self {
            visit,
            request,
            form: PhantomData,
        })
    }
}

/// Who sends a request, and the request with its body as it was.
pub(crate) async fn visited(request: Request, site: &Arc<Site>) -> Result<(Visit, Request), Fault> {
    let (mut parts, body) = request.into_parts();
    let visit = Visit::from_request_parts(&mut parts, site).await?;
    Ok((visit, Request::from_parts(parts, body)))
}

/// The value of a cookie.
pub(crate) fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find_map(|(key, value)| (key == name).then_some(value))
}

/// The language of a reader: as chosen, else the first that the browser names and we speak.
pub(crate) fn locale(headers: &HeaderMap) -> Locale {
    if let Some(chosen) = cookie(headers, LANGUAGE).and_then(Locale::from_lang) {
        return chosen;
    }
    let wanted = headers.get(header::ACCEPT_LANGUAGE);
    let wanted = wanted.map(HeaderValue::to_str).and_then(Result::ok);
    preferred(wanted.unwrap_or_default())
}

/// RFC 9110, section 12.5.4: the highest weight first, equals in their order.
fn preferred(accept: &str) -> Locale {
    let ranges = accept.split(',').filter_map(|range| {
        let mut parts = range.split(';');
        let locale = Locale::from_lang(parts.next()?.trim())?;
        let weight = parts.find_map(|part| part.trim().strip_prefix("q="));
        let weight = weight.map_or(Some(1.0), |text| text.parse::<f32>().ok())?;
        (weight > 0.0).then_some((locale, weight))
    });
    let best = ranges.reduce(|best, next| if next.1 > best.1 { next } else { best });
    best.map(|(locale, _)| locale).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_browser_says_which_language_it_prefers() {
        for (accept, expected) in [
            ("", Locale::En),
            ("zh-CN,zh;q=0.9,en;q=0.8", Locale::ZhHans),
            ("en;q=0.5, zh;q=0.7", Locale::ZhHans),
            ("fr, de;q=0.9", Locale::En),
            ("zh;q=0, en;q=0.1", Locale::En),
            ("zh;q=x", Locale::En),
        ] {
            assert_eq!(preferred(accept), expected, "{accept}");
        }
    }

    #[test]
    fn a_cookie_is_found_by_its_whole_name() {
        let mut headers = HeaderMap::new();
        headers.append(header::COOKIE, HeaderValue::from_static("a=1; ab=2"));
        headers.append(header::COOKIE, HeaderValue::from_static("c=3=4"));
        assert_eq!(cookie(&headers, "ab"), Some("2"));
        assert_eq!(cookie(&headers, "c"), Some("3=4"));
        assert_eq!(cookie(&headers, "b"), None);
    }
}
