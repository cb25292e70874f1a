//! What a browser fetches beside pages: style, script and icon, from our own origin.
//!
//! Their bytes are in the program. A name carries the fingerprint of the bytes, so
//! that browsers may keep a file for ever and never see an old one on a new page.

use std::{fmt::Write as _, sync::LazyLock};

use aws_lc_rs::digest::{SHA256, digest};
use axum::{
    body::Bytes,
    extract::Path,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};

use super::compress::{gzip, takes_gzip};

/// How hard files are compressed: once, for all.
const HARD: u32 = 9;

/// A file in the program.
struct Asset {
    /// What templates call it.
    name: &'static str,
    /// Under which name browsers fetch it.
    path: String,
    media: &'static str,
    bytes: &'static [u8],
    /// The same as gzip, made once.
    packed: Option<Bytes>,
}

macro_rules! assets {
    ($($name:literal as $media:literal from $file:literal),* $(,)?) => {
        [$(Asset {
            name: $name,
            path: path_of($name, include_bytes!(concat!("../../static/", $file))),
            media: $media,
            bytes: include_bytes!(concat!("../../static/", $file)),
            packed: gzip(include_bytes!(concat!("../../static/", $file)), HARD),
        }),*]
    };
}

static ASSETS: LazyLock<Vec<Asset>> = LazyLock::new(|| {
    assets![
        "console.css" as "text/css; charset=utf-8" from "console.css",
        "console.js" as "text/javascript; charset=utf-8" from "console.js",
        "htmx.js" as "text/javascript; charset=utf-8" from "vendor/htmx-4.0.1/htmx.min.js",
        "passkeys.js" as "text/javascript; charset=utf-8" from "passkeys.js",
        "icon.svg" as "image/svg+xml" from "icon.svg",
        "upload.js" as "text/javascript; charset=utf-8" from "upload.js",
    ]
    .into()
});

/// The address of a file, for templates; the name itself where there is no such file.
pub(crate) fn address(name: &str) -> String {
    let known = ASSETS.iter().find(|asset| asset.name == name);
    format!(
        "/assets/{}",
        known.map_or(name, |asset| asset.path.as_str())
    )
}

/// `GET /assets/{path}`
pub(crate) async fn serve(Path(path): Path<String>, headers: HeaderMap) -> Response {
    let Some(asset) = ASSETS.iter().find(|asset| asset.path == path) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let head = [
        (header::CONTENT_TYPE, asset.media),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (header::VARY, "accept-encoding"),
    ];
    // Everybody may read them, so their length says nothing to anybody.
    match &asset.packed {
        Some(packed) if takes_gzip(&headers) => {
            let encoding = [(header::CONTENT_ENCODING, "gzip")];
            (head, encoding, packed.clone()).into_response()
        }
        _ => (head, Bytes::from_static(asset.bytes)).into_response(),
    }
}

/// `console.css` becomes `console-0123456789abcdef.css`.
fn path_of(name: &str, bytes: &[u8]) -> String {
    let mut print = String::new();
    for byte in digest(&SHA256, bytes).as_ref().iter().take(8) {
        // Writing to a text does not fail.
        let _: std::fmt::Result = write!(print, "{byte:02x}");
    }
    match name.rsplit_once('.') {
        Some((stem, end)) => format!("{stem}-{print}.{end}"),
        None => format!("{name}-{print}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_carries_the_fingerprint_of_the_bytes() {
        assert_eq!(path_of("a.css", b"abc"), "a-ba7816bf8f01cfea.css");
        assert_ne!(path_of("a.css", b"abc"), path_of("a.css", b"abd"));
    }

    #[test]
    fn every_asset_is_served_under_the_address_that_templates_use() {
        for asset in ASSETS.iter() {
            assert_eq!(address(asset.name), format!("/assets/{}", asset.path));
        }
    }
}
