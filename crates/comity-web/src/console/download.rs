//! Files for the visitor's disk: never shown in the console's origin, whatever their bytes are.

use std::fmt::Write as _;

use axum::{
    body::Body,
    http::{HeaderValue, header},
    response::{IntoResponse as _, Response},
};
use futures_util::stream;
use tokio::io::AsyncReadExt as _;

/// Bytes read at once.
const CHUNK: usize = 64 << 10;

/// Bytes as a file of this name. Browsers save it, and guess nothing about it.
pub(crate) fn bytes(name: &str, bytes: Vec<u8>) -> Response {
    with_headers(name, Body::from(bytes).into_response())
}

/// What is read from an open file, as a file of this name.
pub(crate) fn file(name: &str, size: u64, file: std::fs::File) -> Response {
    let file = tokio::fs::File::from_std(file);
    let body = Body::from_stream(stream::try_unfold(file, |mut file| async move {
        let mut chunk = Vec::with_capacity(CHUNK);
        let read = (&mut file)
            .take(CHUNK as u64)
            .read_to_end(&mut chunk)
            .await?;
        Ok::<_, std::io::Error>((read > 0).then_some((chunk, file)))
    }));
    let mut response = with_headers(name, body.into_response());
    let size = HeaderValue::from(size);
    response.headers_mut().insert(header::CONTENT_LENGTH, size);
    response
}

fn with_headers(name: &str, mut response: Response) -> Response {
    let headers = response.headers_mut();
    let media = HeaderValue::from_static("application/octet-stream");
    headers.insert(header::CONTENT_TYPE, media);
    let nosniff = HeaderValue::from_static("nosniff");
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, nosniff);
    let plain = HeaderValue::from_static("attachment");
    // Letters, digits and percent signs alone: it is always a header's value.
    let named = HeaderValue::from_str(&disposition(name)).unwrap_or(plain);
    headers.insert(header::CONTENT_DISPOSITION, named);
    response
}

/// `attachment` with the name twice (RFC 6266): in ASCII for old browsers, and in UTF-8.
fn disposition(name: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    let ascii: String = name
        .chars()
        .map(|c| if plain(c) { c } else { '_' })
        .collect();
    let mut encoded = String::new();
    for byte in name.bytes() {
        // Writing to a text does not fail.
        let _: std::fmt::Result = match plain(char::from(byte)) {
            true => write!(encoded, "{}", char::from(byte)),
            false => write!(encoded, "%{byte:02X}"),
        };
    }
    format!("attachment; filename=\"{ascii}\"; filename*=UTF-8''{encoded}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_gets_out_of_its_quotes() {
        assert_eq!(
            disposition("a\"\r\nSet-Cookie: x=1;.pdf"),
            "attachment; filename=\"a___Set-Cookie__x_1_.pdf\"; \
             filename*=UTF-8''a%22%0D%0ASet-Cookie%3A%20x%3D1%3B.pdf"
        );
        assert!(disposition("日志.csv").ends_with("UTF-8''%E6%97%A5%E5%BF%97.csv"));
    }

    #[test]
    fn a_file_is_saved_and_never_shown() {
        let response = bytes("page.html", b"<script>".to_vec());
        let header = |name| response.headers().get(name).unwrap().to_str().unwrap();
        assert_eq!(header(header::CONTENT_TYPE), "application/octet-stream");
        assert_eq!(header(header::X_CONTENT_TYPE_OPTIONS), "nosniff");
        assert!(header(header::CONTENT_DISPOSITION).starts_with("attachment;"));
    }
}
