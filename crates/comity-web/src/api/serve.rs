//! The one way in: token, limits, permission, parameters, body; then the work; then the answer.

use std::{collections::BTreeMap, sync::Arc};

use axum::{
    body::{Body, Bytes},
    extract::{FromRequestParts as _, Query, RawPathParams, Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header, request::Parts},
    response::Response,
};
use comity_node::accounts::{AccessError, Caller, token};
use comity_store::Store as _;
use futures_util::StreamExt as _;

use super::{
    call::{Answer, Call, Content, Desk},
    endpoint::{Endpoint, Field, Takes, Work},
    events, repeats,
    upload::Upload,
};
use crate::{
    console::{Fault, Site},
    seats::seated,
};

/// The longest JSON that is taken, in bytes.
const JSON: usize = 4 << 20;
/// Bytes of a file that are sent at once.
const PIECE: usize = 64 << 10;

/// Answers a call.
pub(super) async fn serve(
    State(site): State<Arc<Site>>,
    desk: Arc<Desk>,
    endpoint: Arc<Endpoint>,
    request: Request,
) -> Result<Response, Fault> {
    let (mut parts, body) = request.into_parts();
    let token = bearer(&parts.headers).ok_or(AccessError::NotSignedIn)?;
    let token = token.to_owned();
    let caller = Arc::new(admit(&site, &token).await?);
    desk.rates.count(&caller.name).map_err(|wait| {
        Fault::new(StatusCode::TOO_MANY_REQUESTS, "api-too-often").with("seconds", wait)
    })?;
    endpoint.access.check(&caller)?;
    let fields = fields(&mut parts, &endpoint).await?;
    let (body, rest) = match endpoint.takes {
        Takes::Nothing => (Bytes::new(), None),
        Takes::Json(_) => (json(&parts.headers, body).await?, None),
        Takes::Bytes | Takes::Piece => (Bytes::new(), Some(body)),
    };
    let call = Call {
        caller,
        fields,
        body,
        media: text(&parts.headers, &header::CONTENT_TYPE).map(str::to_owned),
        seen: seen(&parts.headers, &endpoint)?,
        headers: parts.headers.clone(),
    };
    let key = repeats::key(&parts.headers, &endpoint)?;
    let path = parts.uri.path().to_owned();
    let done = match endpoint.work {
        Work::Follows => return events::follow(site, call, &parts.headers, token).await,
        Work::Now(work) => {
            let endpoint = Arc::clone(&endpoint);
            let done = seated(move || match key {
                Some(key) => {
                    let request = repeats::Request {
                        method: endpoint.method.name(),
                        path: &path,
                        call: &call,
                        usual: endpoint.gives.status,
                    };
                    repeats::once(&site, &desk, &key, &request, work)
                }
                None => work(&call, &site),
            });
            done.await
        }
        Work::Reads(work) => {
            // A client that sends slowly holds no seat.
            let inside = site.waiting.enter(call.who())?;
            let mut upload = Upload::of(rest.unwrap_or_default());
            let reading = move || {
                let _inside = inside;
                work(&call, &site, &mut upload)
            };
            tokio::task::spawn_blocking(reading).await
        }
    };
    let answer = done.map_err(|_| Fault::bug())??;
    Ok(respond(&endpoint, answer))
}

/// The token of a call.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = text(headers, &header::AUTHORIZATION)?.split_once(' ')?;
    scheme
        .eq_ignore_ascii_case("bearer")
        .then_some(token.trim())
}

/// The caller of a token; notes once a day that it is used.
async fn admit(site: &Arc<Site>, text: &str) -> Result<Caller, Fault> {
    let (site, text) = (Arc::clone(site), text.to_owned());
    let admitted = seated(move || {
        let now = site.now();
        let store = site.node.unfollowed();
        let (caller, due) = store.read(|tx| {
            let found = token::find(tx, &text, now)?;
            let due = found.is_some_and(|token| token::is_due(&token, now));
            Ok::<_, Fault>((Caller::of_token(tx, &text, now)?, due))
        })?;
        if due {
            store.write(move |tx| token::touch(tx, &text, now))?;
        }
        Ok(caller)
    });
    admitted.await.map_err(|_| Fault::bug())?
}

/// The parameters of path and query, each of its kind, none twice and none that is not known.
async fn fields(parts: &mut Parts, endpoint: &Endpoint) -> Result<BTreeMap<String, String>, Fault> {
    let wrong = |code: &str, name: &str| {
        let name: String = name.chars().take(80).collect();
        Fault::new(StatusCode::BAD_REQUEST, code).with("field", name)
    };
    let places = RawPathParams::from_request_parts(parts, &()).await;
    let places = places.map_err(|_| wrong("api-parameter", "path"))?;
    let mut found = BTreeMap::new();
    let known: Vec<Field> = endpoint.places().collect();
    for (name, value) in &places {
        // A place that is none of its kind names nothing.
        let fits = known
            .iter()
            .any(|field| field.name == name && field.kind.fits(value));
        if !fits {
            return Err(Fault::new(StatusCode::NOT_FOUND, "api-absent"));
        }
        found.insert(name.to_owned(), value.to_owned());
    }
    let Query(pairs) = Query::<Vec<(String, String)>>::try_from_uri(&parts.uri)
        .map_err(|_| wrong("api-parameter", "query"))?;
    for (name, value) in pairs {
        let field = endpoint.query.iter().find(|field| field.name == name);
        let field = field.ok_or_else(|| wrong("api-parameter-unknown", &name))?;
        if !field.kind.fits(&value) || found.insert(name.clone(), value).is_some() {
            return Err(wrong("api-parameter", &name));
        }
    }
    let missing = endpoint
        .query
        .iter()
        .find(|field| field.required && !found.contains_key(field.name));
    missing.map_or(Ok(found), |field| Err(wrong("api-parameter", field.name)))
}

/// A body that says that it is JSON, within the limit.
async fn json(headers: &HeaderMap, body: Body) -> Result<Bytes, Fault> {
    let media = text(headers, &header::CONTENT_TYPE).unwrap_or_default();
    let media = media.split(';').next().unwrap_or_default().trim();
    if !media.eq_ignore_ascii_case("application/json") {
        return Err(Fault::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "api-media"));
    }
    let bytes = axum::body::to_bytes(body, JSON).await;
    bytes.map_err(|_| Fault::new(StatusCode::PAYLOAD_TOO_LARGE, "api-too-large"))
}

/// The state that the caller has seen, where an operation changes what was seen.
fn seen(headers: &HeaderMap, endpoint: &Endpoint) -> Result<Option<String>, Fault> {
    if !endpoint.as_seen {
        return Ok(None);
    }
    let said = text(headers, &header::IF_MATCH);
    let said = said.ok_or_else(not_as_seen)?;
    Ok(Some(said.trim().trim_matches('"').to_owned()))
}

/// The caller does not say which state was seen.
pub(super) fn not_as_seen() -> Fault {
    Fault::new(StatusCode::PRECONDITION_REQUIRED, "api-not-as-seen").with("field", "If-Match")
}

/// A header that is text.
pub(crate) fn text<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<&'a str> {
    headers.get(name)?.to_str().ok()
}

fn respond(endpoint: &Endpoint, answer: Answer) -> Response {
    let body = match answer.body {
        Content::Bytes(bytes) => Body::from(bytes),
        Content::File(file) => Body::from_stream(pieces(file)),
    };
    let mut response = Response::new(body);
    *response.status_mut() = answer.status.unwrap_or(endpoint.gives.status);
    let headers = response.headers_mut();
    let media = answer.media.as_deref().or(endpoint.gives.media);
    let version = answer.version.map(|version| format!("\"{version}\""));
    let own = [
        (header::CONTENT_TYPE, media.map(str::to_owned)),
        (header::ETAG, version),
    ];
    let own = own
        .into_iter()
        .filter_map(|(name, text)| Some((name, text?)));
    for (name, value) in own.chain(answer.headers) {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(name, value);
        }
    }
    response
}

/// A file in pieces, each read when there is room for it.
fn pieces(
    file: std::fs::File,
) -> impl futures_util::Stream<Item = std::io::Result<Bytes>> + Send + 'static {
    use tokio::io::AsyncReadExt as _;
    let file = tokio::fs::File::from_std(file);
    futures_util::stream::unfold(file, |mut file| async move {
        let mut piece = Vec::with_capacity(PIECE);
        match (&mut file).take(PIECE as u64).read_to_end(&mut piece).await {
            Ok(0) => None,
            Ok(_) => Some((Ok(Bytes::from(piece)), file)),
            Err(error) => Some((Err(error), file)),
        }
    })
    .boxed()
}
