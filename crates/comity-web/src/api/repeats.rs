//! Requests that a caller names, so that each is done once: the header `Idempotency-Key`.

use std::sync::PoisonError;

use axum::http::{HeaderMap, HeaderName, StatusCode};
use comity_node::repeat::{self, Answered};
use comity_store::Store as _;

use super::{
    call::{Answer, Call, Content, Desk},
    endpoint::Endpoint,
};
use crate::console::{Fault, Site};

/// The header that names a request.
pub(super) const KEY: HeaderName = HeaderName::from_static("idempotency-key");
/// The header of an answer that was given before.
const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");
/// The longest name.
pub(super) const LONGEST: usize = 100;

/// A request that may have come before.
pub(super) struct Request<'a> {
    pub(super) method: &'static str,
    pub(super) path: &'a str,
    pub(super) call: &'a Call,
    /// The status of an answer that names none.
    pub(super) usual: StatusCode,
}

/// The name of a request, where the operation heeds one and the caller gives one.
pub(super) fn key(headers: &HeaderMap, endpoint: &Endpoint) -> Result<Option<String>, Fault> {
    let Some(value) = headers.get(KEY).filter(|_| endpoint.once) else {
        return Ok(None);
    };
    let text = value.to_str().ok().filter(|text| {
        (1..=LONGEST).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic())
    });
    let wrong = || {
        let fault = Fault::new(StatusCode::BAD_REQUEST, "api-parameter");
        fault.with("field", "Idempotency-Key")
    };
    text.map(|text| Some(text.to_owned())).ok_or_else(wrong)
}

/// Does the work, unless this request was answered before: then gives that answer again.
///
/// Refusals are not kept: after one, the same request may well be done.
pub(super) fn once(
    site: &Site,
    desk: &Desk,
    key: &str,
    request: &Request<'_>,
    work: fn(&Call, &Site) -> Result<Answer, Fault>,
) -> Result<Answer, Fault> {
    let name = repeat::name(request.call.who(), key);
    let asked = repeat::asked(request.method, request.path, &request.call.body);
    let _turn = Turn::take(desk, &name)?;
    let store = site.node.unfollowed();
    let before = store.read(|tx| repeat::find(tx, &name, site.now()))?;
    if let Some(before) = before {
        return again(before, &asked);
    }
    let answer = work(request.call, site)?;
    if let Content::Bytes(body) = &answer.body {
        let status = answer.status.unwrap_or(request.usual);
        let answered = Answered {
            at: site.now(),
            asked,
            body: String::from_utf8_lossy(body).into_owned(),
            version: answer.version.clone(),
            status: status.as_u16(),
        };
        store.write(move |tx| repeat::keep(tx, &name, &answered))?;
    }
    Ok(answer)
}

fn again(before: Answered, asked: &str) -> Result<Answer, Fault> {
    if before.asked != asked {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        return Err(Fault::new(status, "api-key-used").with("field", "Idempotency-Key"));
    }
    let mut answer = Answer::bytes(before.body).with(REPLAYED, "true".to_owned());
    answer.status = StatusCode::from_u16(before.status).ok();
    answer.version = before.version;
    Ok(answer)
}

/// One request of a name at a time.
struct Turn<'a> {
    desk: &'a Desk,
    name: String,
}

impl<'a> Turn<'a> {
    fn take(desk: &'a Desk, name: &str) -> Result<Self, Fault> {
        let mut under_way = desk
            .under_way
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        if under_way.insert(name.to_owned()) {
            let name = name.to_owned();
            Ok(Self { desk, name })
        } else {
            Err(Fault::new(StatusCode::CONFLICT, "api-under-way"))
        }
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let under_way = self.desk.under_way.lock();
        under_way
            .unwrap_or_else(PoisonError::into_inner)
            .remove(&self.name);
    }
}
