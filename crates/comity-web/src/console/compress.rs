//! Answers as gzip, where a browser takes it and little can be learnt from their length.
//!
//! How long a compressed answer is says something of what is in it, to whoever has words of their
//! choice put beside it again and again and sees the length on the wire (BREACH). Two can try:
//! another site, by addresses; so an answer to a request with a cookie is compressed only where the
//! browser says that the request comes from a page of this origin, or from nobody's. And a
//! counterpart that sees the wire, by acts; each trial is an act of its own, on the record for good.
//! For that one the token of forms is masked anew on every page, and each answer is longer by a
//! number of bytes that nobody can tell, so that one trial shows nothing and many must be averaged.
//! An answer that is a stream, or has a tag of its bytes, stays as it is.

use std::io::Write as _;

use axum::{
    body::{Body, Bytes, HttpBody as _, to_bytes},
    extract::Request,
    http::{HeaderMap, HeaderName, HeaderValue, Method, header},
    middleware::Next,
    response::Response,
};
use comity_node::rng::SystemRandom;
use comity_peer::rng;
use flate2::{Compression, GzBuilder};

/// Shorter answers gain nothing: about what fits into one packet anyway.
const SHORTEST: u64 = 1_000;
/// Longer ones are downloads, and stay as they are.
const LONGEST: usize = 4 << 20;
/// Longer ones are compressed on a thread that may take its time.
const AT_ONCE: usize = 256 << 10;
/// How hard pages are compressed: they are made for one reader each.
const QUICK: u32 = 3;
/// The most bytes by which a page is made longer: 256 lengths, each as likely as the others.
const PADDING: usize = 255;

const SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Compresses what may be.
pub(crate) async fn pack(request: Request, next: Next) -> Response {
    let wanted = *request.method() != Method::HEAD && is_wanted(request.headers());
    let mut response = next.run(request).await;
    if !may_be(&response) {
        return response;
    }
    let vary = HeaderValue::from_static("accept-encoding, sec-fetch-site");
    response.headers_mut().entry(header::VARY).or_insert(vary);
    if !wanted {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    // A body whose length is known is there: nothing is waited for.
    let Ok(bytes) = to_bytes(body, LONGEST).await else {
        return Response::from_parts(parts, Body::empty());
    };
    let packed = if bytes.len() > AT_ONCE {
        let work = bytes.clone();
        tokio::task::spawn_blocking(move || page(&work))
            .await
            .ok()
            .flatten()
    } else {
        page(&bytes)
    };
    let Some(packed) = packed else {
        return Response::from_parts(parts, Body::from(bytes));
    };
    parts.headers.remove(header::CONTENT_LENGTH);
    let encoding = HeaderValue::from_static("gzip");
    parts.headers.insert(header::CONTENT_ENCODING, encoding);
    Response::from_parts(parts, Body::from(packed))
}

/// A page as gzip, longer by some bytes that nobody can tell, in the extra field of RFC 1952.
fn page(bytes: &[u8]) -> Option<Bytes> {
    let random: [u8; PADDING + 1] = rng::array(&mut SystemRandom);
    let (length, bytes_of) = random.split_last()?;
    let padding = bytes_of.get(..usize::from(*length) % (PADDING + 1))?;
    packed(bytes, GzBuilder::new().extra(padding), QUICK)
}

/// The bytes as gzip; `None` where that cannot be.
pub(crate) fn gzip(bytes: &[u8], level: u32) -> Option<Bytes> {
    packed(bytes, GzBuilder::new(), level)
}

fn packed(bytes: &[u8], head: GzBuilder, level: u32) -> Option<Bytes> {
    let room = Vec::with_capacity(bytes.len() / 4);
    let mut encoder = head.write(room, Compression::new(level));
    encoder.write_all(bytes).ok()?;
    encoder.finish().ok().map(Bytes::from)
}

/// Whether who asks takes gzip, and nobody else has them ask.
pub(crate) fn is_wanted(headers: &HeaderMap) -> bool {
    takes_gzip(headers) && (!headers.contains_key(header::COOKIE) || is_own(headers))
}

fn is_own(headers: &HeaderMap) -> bool {
    let site = headers.get(SITE).and_then(|value| value.to_str().ok());
    matches!(site, Some("same-origin" | "none"))
}

/// RFC 9110, section 12.5.3: gzip is named, or everything is, and its weight is not 0.
pub(crate) fn takes_gzip(headers: &HeaderMap) -> bool {
    let lines = headers.get_all(header::ACCEPT_ENCODING);
    let lines = lines.iter().filter_map(|line| line.to_str().ok());
    let codings = lines.flat_map(|line| line.split(',')).map(|coding| {
        let (name, rest) = coding.split_once(';').unwrap_or((coding, ""));
        let weight = rest.trim().strip_prefix("q=");
        let weight = weight.map_or(Some(1.0), |text| text.trim().parse::<f32>().ok());
        (name.trim().to_ascii_lowercase(), weight.unwrap_or(0.0))
    });
    let codings: Vec<_> = codings.collect();
    let weight = |wanted: &str| {
        let named = codings.iter().find(|(name, _)| name == wanted);
        named.map(|(_, weight)| *weight > 0.0)
    };
    weight("gzip").or_else(|| weight("*")).unwrap_or(false)
}

/// Whether an answer is text that is there as a whole.
fn may_be(response: &Response) -> bool {
    let headers = response.headers();
    let media = headers.get(header::CONTENT_TYPE);
    let media = media.and_then(|value| value.to_str().ok()).unwrap_or("");
    let media = media.split(';').next().unwrap_or("").trim();
    let text = matches!(media, "text/html" | "application/json" | "image/svg+xml")
        || media.ends_with("+json")
        || media == "text/css"
        || media == "text/javascript";
    let size = response.body().size_hint().exact();
    text && !headers.contains_key(header::CONTENT_ENCODING)
        && !headers.contains_key(header::ETAG)
        && size.is_some_and(|size| size >= SHORTEST && size <= LONGEST as u64)
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use flate2::read::GzDecoder;

    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.append(*name, HeaderValue::from_static(value));
        }
        headers
    }

    #[test]
    fn gzip_is_sent_to_who_takes_it() {
        for (accept, taken) in [
            ("gzip, deflate, br, zstd", true),
            ("GZIP;q=0.5", true),
            ("*", true),
            ("br;q=1, *;q=0.1", true),
            ("gzip;q=0, *", false),
            ("gzip;q=0.0", false),
            ("gzip;q=x", false),
            ("br", false),
            ("identity", false),
            ("", false),
        ] {
            assert_eq!(
                takes_gzip(&headers(&[("accept-encoding", accept)])),
                taken,
                "{accept}"
            );
        }
        assert!(!takes_gzip(&headers(&[])));
    }

    #[test]
    fn no_other_site_has_a_reader_fetch_a_compressed_answer() {
        let wanted = |site: &'static str| {
            is_wanted(&headers(&[
                ("accept-encoding", "gzip"),
                ("cookie", "__Host-comity=x"),
                ("sec-fetch-site", site),
            ]))
        };
        assert!(wanted("same-origin") && wanted("none"));
        for site in ["cross-site", "same-site", "", "None"] {
            assert!(!wanted(site), "{site}");
        }
        let cookie = [("accept-encoding", "gzip"), ("cookie", "a=b")];
        assert!(!is_wanted(&headers(&cookie)), "an old browser");
        assert!(is_wanted(&headers(&cookie[..1])), "a program");
    }

    #[test]
    fn text_of_some_length_is_compressed_and_nothing_else() {
        let answer = |media: &'static str, length: usize| {
            let body = Body::from(vec![b'a'; length]);
            let mut response = Response::new(body);
            let media = HeaderValue::from_static(media);
            response.headers_mut().insert(header::CONTENT_TYPE, media);
            response
        };
        assert!(may_be(&answer("text/html; charset=utf-8", 2_000)));
        assert!(may_be(&answer("application/problem+json", 2_000)));
        assert!(!may_be(&answer("text/html; charset=utf-8", 10)));
        assert!(!may_be(&answer("text/event-stream", 2_000)));
        assert!(!may_be(&answer("application/octet-stream", 2_000)));
        let mut tagged = answer("application/json", 2_000);
        let tag = HeaderValue::from_static("\"1\"");
        tagged.headers_mut().insert(header::ETAG, tag);
        assert!(!may_be(&tagged));
        let stream = futures_util::stream::empty::<Result<Bytes, std::io::Error>>();
        let mut stream = Response::new(Body::from_stream(stream));
        let media = HeaderValue::from_static("text/html");
        stream.headers_mut().insert(header::CONTENT_TYPE, media);
        assert!(!may_be(&stream));
    }

    #[test]
    fn what_is_packed_comes_out_as_it_went_in() {
        let text = "案件 case ".repeat(500);
        for level in [QUICK, 9] {
            let packed = gzip(text.as_bytes(), level).unwrap();
            assert!(packed.len() < text.len() / 10);
            let mut back = String::new();
            GzDecoder::new(&packed[..])
                .read_to_string(&mut back)
                .unwrap();
            assert_eq!(back, text);
        }
    }
}
