//! Refusals on the wire: `application/problem+json` (RFC 9457) with a stable `code`.
//!
//! The `title` is the phrase of the HTTP status and nothing more: words for
//! people are chosen by whoever shows the code.

use comity_peer::call::{Response, TransportError};
use hyper::StatusCode;
use serde::{Deserialize, Serialize};

use super::{Told, content, fault::Fault, has_media, wrong};

const MEDIA: &str = "application/problem+json";

/// Longest code, in bytes.
const CODE: usize = 64;

#[derive(Serialize)]
struct Problem<'a> {
    code: &'a str,
    status: u16,
    title: &'a str,
    r#type: &'a str,
}

/// What we read of a problem; the standard lets others add fields.
#[derive(Deserialize)]
struct Heard {
    code: String,
}

pub(super) fn tell(status: StatusCode, code: &str) -> Told {
    let code = if is_code(code) {
        code
    } else {
        Fault::Internal.code()
    };
    let problem = Problem {
        code,
        status: status.as_u16(),
        title: status.canonical_reason().unwrap_or_default(),
        r#type: "about:blank",
    };
    let mut told = content(MEDIA, serde_json::to_vec(&problem).unwrap_or_default());
    *told.status_mut() = status;
    told
}

/// The HTTP status of a refusal: a hint for stock tools, the code is what counts.
pub(super) fn status_of(code: &str) -> StatusCode {
    match code {
        "refuse-over-limit" => StatusCode::PAYLOAD_TOO_LARGE,
        "refuse-quota" => StatusCode::TOO_MANY_REQUESTS,
        _ if code.starts_with("refuse-") => StatusCode::UNPROCESSABLE_ENTITY,
        _ if code.starts_with("fork-") => StatusCode::CONFLICT,
        _ => StatusCode::SERVICE_UNAVAILABLE,
    }
}

pub(super) fn hear(told: &Told) -> Result<Response, TransportError> {
    let status = told.status();
    Some(told)
        .filter(|told| {
            has_media(told, MEDIA) && (status.is_client_error() || status.is_server_error())
        })
        .and_then(|told| serde_json::from_slice::<Heard>(told.body()).ok())
        .filter(|heard| is_code(&heard.code))
        .map(|heard| Response::Refused { code: heard.code })
        .ok_or_else(|| wrong(&format!("status-{}", status.as_u16())))
}

/// Lower-case words joined by single hyphens: harmless wherever it is shown.
fn is_code(text: &str) -> bool {
    let is_word = |word: &str| {
        !word.is_empty()
            && word
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    text.len() <= CODE && text.split('-').all(is_word)
}
