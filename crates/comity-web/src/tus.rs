//! Uploads that go on after a cut, over HTTP: tus 1.0.0, its core with the extensions creation,
//! expiration and termination (<https://tus.io/protocols/resumable-upload>).
//!
//! Pages and the API speak it alike; who asks is settled by each in its own way. What is to be
//! attached stands in `Upload-Metadata`: `filename`, `filetype`, `data_class`, `exhibit`, `sha256`
//! (in hexadecimal) and `modified`. The extension `checksum` is left out: it demands SHA-1, and the
//! fingerprint of the whole file is checked where the sender gives it.

use std::collections::BTreeMap;

use axum::{
    extract::Request,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    middleware::Next,
    response::Response,
};
use comity_core::{Hash, Time, codes::DataClass};
use comity_node::case::uploads::{UploadError, UploadView, Wanted};
use data_encoding::{BASE64, HEXLOWER_PERMISSIVE};

use crate::{
    api::text,
    console::{Fault, media_type},
};

/// The one version that is spoken.
pub(crate) const VERSION: &str = "1.0.0";
/// What is spoken beyond the core.
const EXTENSIONS: &str = "creation,expiration,termination";
/// The media type of a piece.
pub(crate) const PIECE: &str = "application/offset+octet-stream";

const RESUMABLE: HeaderName = HeaderName::from_static("tus-resumable");
const OFFSET: HeaderName = HeaderName::from_static("upload-offset");
const LENGTH: HeaderName = HeaderName::from_static("upload-length");
const METADATA: HeaderName = HeaderName::from_static("upload-metadata");
const EXPIRES: HeaderName = HeaderName::from_static("upload-expires");

/// What metadata may say.
const KEYS: [&str; 6] = [
    "filename",
    "filetype",
    "data_class",
    "exhibit",
    "sha256",
    "modified",
];

/// Marks every answer about uploads with the version, as the protocol demands.
pub(crate) async fn mark(request: Request, next: Next) -> Response {
    let about = request
        .uri()
        .path()
        .split('/')
        .any(|part| part == "uploads");
    let mut response = next.run(request).await;
    if about {
        let version = HeaderValue::from_static(VERSION);
        if response.status() == StatusCode::PRECONDITION_FAILED {
            let versions = HeaderName::from_static("tus-version");
            response.headers_mut().insert(versions, version.clone());
        }
        response.headers_mut().insert(RESUMABLE, version);
    }
    response
}

/// What is spoken, for who asks; with the largest file that is taken.
pub(crate) fn offers(largest: u64) -> Vec<(HeaderName, String)> {
    [
        ("tus-version", VERSION.to_owned()),
        ("tus-extension", EXTENSIONS.to_owned()),
        ("tus-max-size", largest.to_string()),
    ]
    .map(|(name, value)| (HeaderName::from_static(name), value))
    .into()
}

/// Refuses another version.
pub(crate) fn must_be_spoken(headers: &HeaderMap) -> Result<(), Fault> {
    if text(headers, &RESUMABLE) == Some(VERSION) {
        Ok(())
    } else {
        Err(Fault::new(
            StatusCode::PRECONDITION_FAILED,
            "upload-version",
        ))
    }
}

/// What is to be uploaded to a draft.
pub(crate) fn wanted(headers: &HeaderMap, draft: &str) -> Result<Wanted, Fault> {
    let mut said = metadata(text(headers, &METADATA).unwrap_or_default())
        .ok_or_else(|| unfit("Upload-Metadata"))?;
    let mut take = |key: &str| said.remove(key).filter(|value| !value.is_empty());
    let name = take("filename").ok_or_else(|| unfit("filename"))?;
    let class = take("data_class").and_then(|code| code.parse::<DataClass>().ok());
    Ok(Wanted {
        draft: draft.to_owned(),
        name,
        media_type: media_type(take("filetype").as_deref()),
        data_class: class.ok_or_else(|| unfit("data_class"))?,
        exhibit: take("exhibit"),
        size: number(headers, &LENGTH).ok_or_else(|| wrong("Upload-Length"))?,
        sha256: match take("sha256") {
            None => None,
            Some(text) => Some(hash(&text).ok_or_else(|| unfit("sha256"))?),
        },
        modified: match take("modified") {
            None => None,
            Some(text) => Some(text.parse().map_err(|_| unfit("modified"))?),
        },
    })
}

/// Where a piece goes on; refuses one of another media type.
pub(crate) fn offset(headers: &HeaderMap) -> Result<u64, Fault> {
    if text(headers, &header::CONTENT_TYPE) != Some(PIECE) {
        return Err(Fault::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "upload-media",
        ));
    }
    number(headers, &OFFSET).ok_or_else(|| wrong("Upload-Offset"))
}

/// What is said of an upload: how far it is, how long it is, until when it is kept, and what it is of.
pub(crate) fn told(upload: &UploadView) -> Vec<(HeaderName, String)> {
    let mut headers = vec![
        (OFFSET, upload.offset.to_string()),
        (LENGTH, upload.wanted.size.to_string()),
        (METADATA, said(&upload.wanted)),
    ];
    if !upload.whole {
        headers.push((EXPIRES, date(upload.expires)));
    }
    headers
}

/// Key and value pairs; nothing where one is malformed, unknown or there twice.
fn metadata(text: &str) -> Option<BTreeMap<&'static str, String>> {
    let mut found = BTreeMap::new();
    for pair in text
        .split(',')
        .map(str::trim)
        .filter(|pair| !pair.is_empty())
    {
        let (key, value) = pair.split_once(' ').unwrap_or((pair, ""));
        let key = KEYS.iter().find(|known| **known == key)?;
        let value = BASE64.decode(value.trim().as_bytes()).ok()?;
        let value = String::from_utf8(value).ok()?;
        if found.insert(*key, value).is_some() {
            return None;
        }
    }
    Some(found)
}

/// The same pairs again.
fn said(wanted: &Wanted) -> String {
    let pair = |key: &str, value: &str| format!("{key} {}", BASE64.encode(value.as_bytes()));
    let mut pairs = vec![
        pair("filename", &wanted.name),
        pair("filetype", &wanted.media_type),
        pair("data_class", wanted.data_class.code()),
    ];
    pairs.extend(wanted.exhibit.as_deref().map(|text| pair("exhibit", text)));
    let hash = wanted.sha256.map(|hash| format!("{hash:?}"));
    pairs.extend(hash.map(|text| pair("sha256", &text)));
    let modified = wanted.modified.map(|number| number.to_string());
    pairs.extend(modified.map(|text| pair("modified", &text)));
    pairs.join(",")
}

fn hash(text: &str) -> Option<Hash> {
    let bytes = HEXLOWER_PERMISSIVE.decode(text.as_bytes()).ok()?;
    Hash::from_slice(&bytes).ok()
}

/// A header that is a whole number, in digits alone.
fn number(headers: &HeaderMap, name: &HeaderName) -> Option<u64> {
    let text = text(headers, name)?;
    let plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| plain)
}

/// What the metadata lack or say wrongly: content, for which no schema says what fits.
fn unfit(field: &'static str) -> Fault {
    Fault::new(StatusCode::UNPROCESSABLE_ENTITY, "api-parameter").with("field", field)
}

/// A header that is no number or is missing.
fn wrong(field: &'static str) -> Fault {
    Fault::new(StatusCode::BAD_REQUEST, "api-parameter").with("field", field)
}

/// A time as HTTP writes it (RFC 9110, section 5.6.7).
fn date(at: Time) -> String {
    const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let days = at.seconds().div_euclid(86_400).rem_euclid(7);
    let day = usize::try_from(days).ok().and_then(|n| DAYS.get(n));
    // `2026-11-23T02:00:00Z`
    let text = at.to_string();
    let part = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
    let month: usize = part(5, 7).parse().unwrap_or_default();
    let month = MONTHS.get(month.saturating_sub(1));
    format!(
        "{}, {} {} {} {} GMT",
        day.unwrap_or(&""),
        part(8, 10),
        month.unwrap_or(&""),
        part(0, 4),
        part(11, 19)
    )
}

impl From<UploadError> for Fault {
    fn from(error: UploadError) -> Self {
        let status = match &error {
            UploadError::Case(error) => {
                let fault = Self::of(error.code(), error);
                return if fault.is("draft-state") {
                    fault.with_status(StatusCode::CONFLICT)
                } else {
                    fault
                };
            }
            UploadError::Unknown => StatusCode::NOT_FOUND,
            UploadError::Offset { .. } => StatusCode::CONFLICT,
            UploadError::Busy => StatusCode::LOCKED,
            UploadError::Pieces | UploadError::TooLong | UploadError::Quota { .. } => {
                StatusCode::PAYLOAD_TOO_LARGE
            }
        };
        let fault = Self::new(status, error.code());
        match error {
            UploadError::Offset { at } => fault.with("at", at),
            UploadError::Quota { quota, .. } => {
                fault.with("quota", comity_text::format::size(quota))
            }
            _ => fault,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&str, &str)]) -> HeaderMap {
        let pair = |(name, value): &(&str, &str)| {
            let name: HeaderName = name.parse().unwrap();
            (name, HeaderValue::from_str(value).unwrap())
        };
        pairs.iter().map(pair).collect()
    }

    /// `证据.img`, `none`, and a fingerprint.
    const GOOD: &str = "filename 6K+B5o2uLmltZw==,data_class bm9uZQ==,sha256 \
        ZTNiMGM0NDI5OGZjMWMxNDlhZmJmNGM4OTk2ZmI5MjQyN2FlNDFlNDY0OWI5MzRjYTQ5NTk5MWI3ODUyYjg1NQ==,exhibit";

    #[test]
    fn metadata_says_what_is_uploaded_and_is_said_again() {
        let asked = headers(&[("upload-length", "7"), ("upload-metadata", GOOD)]);
        let wanted = wanted(&asked, "d1").unwrap();
        assert_eq!(wanted.name, "证据.img");
        assert_eq!((wanted.size, wanted.data_class), (7, DataClass::None));
        assert_eq!(wanted.media_type, "application/octet-stream");
        assert_eq!(wanted.exhibit, None);
        assert_eq!(
            wanted.sha256,
            hash("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")
        );
        let again = headers(&[("upload-length", "7"), ("upload-metadata", &said(&wanted))]);
        assert_eq!(super::wanted(&again, "d1").unwrap(), wanted);
    }

    #[test]
    fn metadata_that_is_not_understood_is_refused() {
        for (length, metadata, field) in [
            ("", GOOD, "Upload-Length"),
            ("+7", GOOD, "Upload-Length"),
            ("-1", GOOD, "Upload-Length"),
            ("99999999999999999999", GOOD, "Upload-Length"),
            ("7", "", "filename"),
            ("7", "filename", "filename"),
            ("7", "filename eA==", "data_class"),
            ("7", "filename eA==,data_class eA==", "data_class"),
            ("7", "filename eA==,filename eA==", "Upload-Metadata"),
            ("7", "filename eA", "Upload-Metadata"),
            ("7", "filename /w==", "Upload-Metadata"),
            // A slip of the pen must not leave a fingerprint unchecked.
            (
                "7",
                "filename eA==,data_class bm9uZQ==,sha265 eA==",
                "Upload-Metadata",
            ),
            (
                "7",
                "filename eA==,data_class bm9uZQ==,sha256 eA==",
                "sha256",
            ),
            (
                "7",
                "filename eA==,data_class bm9uZQ==,modified eA==",
                "modified",
            ),
        ] {
            let asked = headers(&[("upload-length", length), ("upload-metadata", metadata)]);
            let fault = wanted(&asked, "d1").unwrap_err();
            assert_eq!(fault.detail("field"), Some(field), "{length} {metadata}");
        }
    }

    #[test]
    fn a_piece_says_its_version_its_type_and_where_it_begins() {
        let piece = ("content-type", PIECE);
        assert_eq!(offset(&headers(&[piece, ("upload-offset", "70")])), Ok(70));
        let other = headers(&[("content-type", "text/plain"), ("upload-offset", "70")]);
        assert_eq!(offset(&other).unwrap_err().status(), 415);
        assert_eq!(offset(&headers(&[piece])).unwrap_err().status(), 400);
        assert!(must_be_spoken(&headers(&[("tus-resumable", "1.0.0")])).is_ok());
        for other in [vec![], vec![("tus-resumable", "0.2.2")]] {
            assert_eq!(must_be_spoken(&headers(&other)).unwrap_err().status(), 412);
        }
    }

    #[test]
    fn a_date_is_written_as_http_writes_it() {
        for (at, expected) in [
            ("1994-11-06T08:49:37Z", "Sun, 06 Nov 1994 08:49:37 GMT"),
            ("2026-11-23T02:00:00Z", "Mon, 23 Nov 2026 02:00:00 GMT"),
            ("2024-02-29T23:59:59Z", "Thu, 29 Feb 2024 23:59:59 GMT"),
        ] {
            assert_eq!(date(at.parse().unwrap()), expected);
        }
    }
}
