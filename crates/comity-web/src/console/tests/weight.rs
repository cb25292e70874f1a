//! What crosses to a browser: little, and compressed for nobody but its reader.

use std::io::Read as _;

use axum::{
    body::Body,
    http::{HeaderName, Request, StatusCode, header},
};
use comity_text::Locale;
use flate2::read::GzDecoder;

use super::world::{HOST, SITES, World, signed, takedown};

/// As a browser asks from where this header says.
async fn ask(world: &World, path: &str, site: &'static str) -> (bool, Vec<u8>) {
    let request = signed(Request::get(path), &world.session("registry"))
        .header(header::HOST, HOST)
        .header(header::ACCEPT_ENCODING, "gzip, deflate, br, zstd")
        .header(HeaderName::from_static("sec-fetch-site"), site);
    let answer = world.call(request.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}");
    let packed = answer.header("content-encoding") == "gzip";
    (packed, answer.bytes)
}

fn unpacked(bytes: &[u8]) -> String {
    let mut text = String::new();
    GzDecoder::new(bytes).read_to_string(&mut text).unwrap();
    text
}

fn full() -> World {
    let world = World::new();
    for number in 0..60 {
        world.advance(1);
        world.say(false, takedown(&format!("Phishing {number}")), Some(SITES));
    }
    world.exchange();
    world
}

#[tokio::test]
async fn a_first_visit_and_a_full_page_after_it_are_light() {
    let world = full();
    let (packed, desk) = ask(&world, "/", "none").await;
    assert!(packed);
    let text = unpacked(&desk);
    let mut first = desk.len();
    for asset in text.split('"').filter(|part| part.starts_with("/assets/")) {
        let (_, bytes) = ask(&world, asset, "same-origin").await;
        first += bytes.len();
    }
    assert!(first > 10_000 && first < 120_000, "{first}");
    for path in ["/cases", "/search?q=phishing", "/counterparts"] {
        let (packed, bytes) = ask(&world, path, "same-origin").await;
        assert!(packed && bytes.len() < 20_000, "{path}: {}", bytes.len());
    }
}

#[tokio::test]
async fn another_site_gets_no_compressed_page_fetched() {
    let world = World::new();
    for (site, expected) in [
        ("same-origin", true),
        ("none", true),
        ("same-site", false),
        ("cross-site", false),
    ] {
        let (packed, bytes) = ask(&world, "/cases", site).await;
        assert_eq!(packed, expected, "{site}");
        let text = if packed {
            unpacked(&bytes)
        } else {
            String::from_utf8(bytes).unwrap()
        };
        assert!(text.starts_with("<!doctype html>"), "{site}");
    }
}

#[tokio::test]
async fn a_desk_of_many_things_comes_in_pages() {
    let world = full();
    let rows = |text: &str| text.matches("<tr").count();
    let first = world.get(Some("registry"), "/", Locale::En).await.body;
    assert!(first.contains("rel=\"next\" href=\"/?page=2\""));
    let second = world
        .get(Some("registry"), "/?page=2", Locale::En)
        .await
        .body;
    assert!(second.contains("rel=\"prev\" href=\"/?page=1\""));
    assert!(rows(&first) > rows(&second) && rows(&second) > 1);
}
