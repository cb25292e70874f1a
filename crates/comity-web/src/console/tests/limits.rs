//! What one visitor may cost: forms too long, requests that come too slowly, streams that nobody reads.

use std::{net::Ipv4Addr, sync::Arc, time::Duration};

use axum::{
    body::{Body, Bytes},
    http::{Request, StatusCode, header},
};
use comity_text::Locale;
use futures_util::stream;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    time::timeout,
};

use super::{
    routes::ROUTES,
    world::{HOST, World, signed},
};
use crate::console::{FORM, run};

#[tokio::test]
async fn a_form_beyond_the_limit_is_refused_however_it_says_its_length() {
    let world = World::new();
    for route in ROUTES.iter().filter(|route| route.form().is_some()) {
        // A link is used, and a passkey is asked for, without reading any form.
        if ["/sign-in/{link}", "/sign-in/passkey/begin"].contains(&route.pattern) {
            continue;
        }
        let path = world.fill(route.pattern);
        let piece = Bytes::from(vec![b'a'; 1 << 20]);
        let pieces =
            std::iter::repeat_n(Ok::<_, std::convert::Infallible>(piece), (FORM >> 20) + 1);
        for body in [
            Body::from(vec![b'a'; FORM + 1]),
            Body::from_stream(stream::iter(pieces)),
        ] {
            let request = signed(Request::post(&path), &world.session("officer"))
                .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
            let answer = world.call(request.body(body).unwrap()).await;
            // A form with files is not even read as the other kind of form, and nothing is read
            // of one that its sender may not send.
            let refused = [
                StatusCode::PAYLOAD_TOO_LARGE,
                StatusCode::BAD_REQUEST,
                StatusCode::FORBIDDEN,
            ];
            assert!(
                refused.contains(&answer.status),
                "{path}: {}",
                answer.status
            );
            assert!(answer.body.contains("<html"), "{path}: {}", answer.body);
        }
    }
}

#[tokio::test]
async fn long_addresses_and_many_fields_are_answered_without_harm() {
    let world = World::new();
    let long = "a".repeat(60_000);
    let many = "status=open&".repeat(5_000);
    for path in [
        format!("/{long}"),
        format!("/cases/{long}"),
        format!("/cases?status={long}"),
        format!("/cases?{many}"),
    ] {
        let answer = world.get(Some("officer"), &path, Locale::En).await;
        assert!(!answer.status.is_server_error(), "{}", answer.status);
        assert!(answer.body.len() < 100_000, "{} bytes", answer.body.len());
    }
    for page in [
        "0",
        "-1",
        "18446744073709551615",
        "99999999999999999999",
        "1e9",
        "%00",
    ] {
        let answer = world
            .get(Some("officer"), &format!("/cases?page={page}"), Locale::En)
            .await;
        assert_eq!(answer.status, StatusCode::OK, "{page}");
    }
}

/// A console on a socket, and a connection to it; time passes as soon as everybody waits.
async fn connect() -> TcpStream {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.unwrap();
    let at = listener.local_addr().unwrap();
    let world = World::new();
    let site = Arc::clone(&world.site);
    tokio::spawn(async move {
        let _world = world;
        run(listener, site, std::future::pending()).await
    });
    TcpStream::connect(at).await.unwrap()
}

/// What is answered before the connection ends.
async fn rest(mut stream: TcpStream) -> String {
    let mut answer = Vec::new();
    let read = stream.read_to_end(&mut answer);
    let ended = timeout(Duration::from_secs(600), read).await;
    assert!(
        ended.is_ok(),
        "the connection is still open after ten minutes"
    );
    String::from_utf8_lossy(&answer).into_owned()
}

#[tokio::test(start_paused = true)]
async fn a_head_that_never_ends_is_cut() {
    let mut stream = connect().await;
    stream.write_all(b"GET / HTTP/1.1\r\nHost: ").await.unwrap();
    let answer = rest(stream).await;
    assert!(!answer.contains("200 OK"), "{answer}");
}

#[tokio::test(start_paused = true)]
async fn a_form_that_never_ends_is_cut() {
    let mut stream = connect().await;
    let head = format!(
        "POST /language HTTP/1.1\r\nHost: {HOST}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\nlang"
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let answer = rest(stream).await;
    assert!(!answer.contains("303"), "{answer}");
}

#[tokio::test(start_paused = true)]
async fn an_open_connection_that_asks_nothing_is_cut() {
    let mut stream = connect().await;
    stream
        .write_all(format!("GET /sign-in HTTP/1.1\r\nHost: {HOST}\r\n\r\n").as_bytes())
        .await
        .unwrap();
    let answer = rest(stream).await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
}

#[tokio::test(start_paused = true)]
async fn the_end_of_a_request_is_where_one_rule_says_it_is() {
    let start = format!(
        "POST /language HTTP/1.1\r\nHost: {HOST}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    );
    let chunk = "language=zh-Hans&to=/";
    // A length beside chunks is passed over (RFC 9112, section 6.3): what follows it is no request.
    let both = format!(
        "{start}Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n{:x}\r\n{chunk}\r\n0\r\n\r\n",
        chunk.len()
    );
    let mut stream = connect().await;
    stream.write_all(both.as_bytes()).await.unwrap();
    let answer = rest(stream).await;
    assert_eq!(answer.matches("HTTP/1.1 ").count(), 1, "{answer}");
    // Two lengths are none.
    let two = format!("{start}Content-Length: 21\r\nContent-Length: 5\r\n\r\n{chunk}");
    let mut stream = connect().await;
    stream.write_all(two.as_bytes()).await.unwrap();
    let answer = rest(stream).await;
    assert!(answer.starts_with("HTTP/1.1 400"), "{answer}");
}

#[tokio::test]
async fn the_console_speaks_on_loopback_only() {
    let listener = TcpListener::bind((Ipv4Addr::UNSPECIFIED, 0)).await.unwrap();
    let world = World::new();
    let ended = run(listener, Arc::clone(&world.site), std::future::pending()).await;
    assert_eq!(
        ended.unwrap_err().kind(),
        std::io::ErrorKind::AddrNotAvailable
    );
}
