//! A counterpart that misbehaves at the level of HTTP: it costs itself, and the server goes on.

use std::{sync::Arc, time::Duration};

use comity_peer::call::{Request, Response};
use comity_web::limits::{Limits, Pace};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpSocket, TcpStream},
};

use crate::support::{Party, RawStream, Running, Scripted, party, raw, raw_over, serve, transport};

const SHORT: Duration = Duration::from_millis(40);

/// A server with short limits, its counterpart, and what it was asked.
struct Scene {
    us: Party,
    them: Party,
    service: Arc<Scripted>,
    server: Running,
}

async fn scene(limits: Limits) -> Scene {
    let (us, them) = (party("us.example"), party("them.example"));
    let service = Scripted::new(&[&us]);
    let server = serve(&them, Arc::clone(&service), limits).await;
    Scene {
        us,
        them,
        service,
        server,
    }
}

impl Scene {
    /// Sends these bytes over a connection of the counterpart and reads what comes until the end.
    async fn send(&self, bytes: &[u8]) -> String {
        let mut stream = raw(&self.us, self.server.address).await;
        stream.write_all(bytes).await.unwrap();
        rest(&mut stream).await
    }

    /// An honest request still gets its answer.
    async fn still_serves(&self) {
        let transport = transport(&self.us, &self.them, &[self.server.address]);
        let heard = transport
            .call_async(&self.them.name, Request::Receipt)
            .await;
        assert_eq!(heard, Ok(Response::Nothing));
    }
}

async fn rest(stream: &mut RawStream) -> String {
    let mut heard = Vec::new();
    // The other end may close without the farewell of TLS: what came before counts.
    let _end = stream.read_to_end(&mut heard).await;
    String::from_utf8_lossy(&heard).into_owned()
}

#[tokio::test]
async fn a_head_that_never_ends_is_not_waited_for() {
    let limits = Limits {
        headers: SHORT,
        ..Limits::default()
    };
    let scene = scene(limits).await;
    let heard = scene.send(b"GET /peer/v1/receipt HTTP/1.1\r\nx: ").await;
    assert_eq!(heard, "");
    assert_eq!(scene.send(b"").await, "");
    assert_eq!(scene.service.asked(), []);
}

#[tokio::test]
async fn a_handshake_that_never_ends_is_not_waited_for() {
    let limits = Limits {
        handshake: SHORT,
        ..Limits::default()
    };
    let scene = scene(limits).await;
    let mut silent = TcpStream::connect(scene.server.address).await.unwrap();
    let mut heard = Vec::new();
    silent.read_to_end(&mut heard).await.unwrap();
    assert!(heard.is_empty());
}

#[tokio::test]
async fn silent_strangers_leave_room_for_others() {
    let limits = Limits {
        handshakes: 2,
        handshakes_per_address: 1,
        handshake: Duration::from_secs(600),
        ..Limits::default()
    };
    let scene = scene(limits).await;
    let stranger = TcpStream::connect(scene.server.address).await.unwrap();
    let mut second = TcpStream::connect(scene.server.address).await.unwrap();
    let mut heard = Vec::new();
    second.read_to_end(&mut heard).await.unwrap();
    assert!(heard.is_empty(), "the one address has its one place");
    let elsewhere = TcpSocket::new_v4().unwrap();
    elsewhere.bind("127.0.0.2:0".parse().unwrap()).unwrap();
    let elsewhere = elsewhere.connect(scene.server.address).await.unwrap();
    let mut stream = raw_over(&scene.us, elsewhere).await;
    stream
        .write_all(b"GET /peer/v1/receipt HTTP/1.1\r\nconnection: close\r\n\r\n")
        .await
        .unwrap();
    assert!(rest(&mut stream).await.starts_with("HTTP/1.1 204 "));
    drop(stranger);
}

#[tokio::test]
async fn strangers_at_every_place_do_not_shut_a_counterpart_out() {
    let limits = Limits {
        handshakes: 4,
        handshakes_per_address: 2,
        handshake: Duration::from_secs(600),
        ..Limits::default()
    };
    let scene = scene(limits).await;
    let mut strangers = Vec::new();
    for address in ["127.0.0.2:0", "127.0.0.2:0", "127.0.0.3:0", "127.0.0.3:0"] {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind(address.parse().unwrap()).unwrap();
        let mut stranger = socket.connect(scene.server.address).await.unwrap();
        // The beginning of a record of TLS: to have said something is no help.
        stranger.write_all(&[0x16, 3, 1]).await.unwrap();
        strangers.push(stranger);
    }
    scene.still_serves().await;
    let mut heard = Vec::new();
    // It may be reset, for what it said was not read to its end.
    let _end = strangers[0].read_to_end(&mut heard).await;
    assert!(heard.is_empty(), "the oldest gave way");
    let patience = Duration::from_millis(100);
    let last = tokio::time::timeout(patience, strangers[3].read_to_end(&mut heard));
    assert!(last.await.is_err(), "the others are still there");
}

#[tokio::test]
async fn a_body_that_stalls_is_not_waited_for() {
    let pace = Pace {
        stall: SHORT,
        ..Pace::default()
    };
    let limits = Limits {
        pace,
        ..Limits::default()
    };
    let scene = scene(limits).await;
    let heard = scene
        .send(b"POST /peer/v1/pouch HTTP/1.1\r\ncontent-length: 9\r\n\r\n1234")
        .await;
    assert!(heard.starts_with("HTTP/1.1 408 "), "{heard}");
    assert!(heard.contains(r#""code":"request-too-slow""#), "{heard}");
    assert_eq!(scene.service.asked(), []);
    scene.still_serves().await;
}

#[tokio::test]
async fn a_body_over_the_limit_is_refused_before_it_is_read() {
    let scene = scene(Limits::default()).await;
    for (head, announced) in [
        ("POST /peer/v1/pouch", (64_u64 << 20) + 1),
        ("POST /peer/v1/pouch", u64::MAX - 2),
        ("GET /peer/v1/receipt", 1),
    ] {
        let head = format!("{head} HTTP/1.1\r\ncontent-length: {announced}\r\n\r\n");
        let heard = scene.send(head.as_bytes()).await;
        assert!(heard.starts_with("HTTP/1.1 413 "), "{head} {heard}");
    }
    assert_eq!(scene.service.asked(), []);
    scene.still_serves().await;
}

#[tokio::test]
async fn a_chunked_body_is_measured_as_it_comes() {
    let scene = scene(Limits::default()).await;
    let root = "0".repeat(64);
    let mut stream = raw(&scene.us, scene.server.address).await;
    let head = format!(
        "PUT /peer/v1/parts/{root}/0 HTTP/1.1\r\ncomity-proof: \r\ntransfer-encoding: chunked\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let (mut reader, mut writer) = tokio::io::split(stream);
    let endless = async {
        let chunk = format!("1000\r\n{}\r\n", "x".repeat(0x1000));
        while writer.write_all(chunk.as_bytes()).await.is_ok() {}
    };
    let answer = async {
        let mut heard = [0; 13];
        reader.read_exact(&mut heard).await.unwrap();
        String::from_utf8_lossy(&heard).into_owned()
    };
    let heard = tokio::select! {
        heard = answer => heard,
        () = async { endless.await; std::future::pending().await } => unreachable!(),
    };
    assert_eq!(heard, "HTTP/1.1 413 ");
    assert_eq!(scene.service.asked(), []);
    scene.still_serves().await;
}

#[tokio::test]
async fn a_body_cut_off_is_not_passed_on() {
    let scene = scene(Limits::default()).await;
    let mut stream = raw(&scene.us, scene.server.address).await;
    stream
        .write_all(b"POST /peer/v1/pouch HTTP/1.1\r\ncontent-length: 9\r\n\r\n1234")
        .await
        .unwrap();
    stream.shutdown().await.unwrap();
    let heard = rest(&mut stream).await;
    assert!(!heard.contains(" 200 "), "{heard}");
    assert_eq!(scene.service.asked(), []);
    scene.still_serves().await;
}

#[tokio::test]
async fn huge_and_odd_heads_are_refused() {
    let scene = scene(Limits::default()).await;
    let long = "a".repeat(100_000);
    let many = "x: y\r\n".repeat(100);
    for head in [
        format!("GET /{long} HTTP/1.1\r\n\r\n"),
        format!("GET /peer/v1/receipt HTTP/1.1\r\nx: {long}\r\n\r\n"),
        format!("GET /peer/v1/receipt HTTP/1.1\r\n{many}\r\n"),
        "GET /peer/v1/receipt HTTP/1.1\r\nx\0: y\r\n\r\n".to_owned(),
        "GET /peer/v1/receipt HTTP/9.9\r\n\r\n".to_owned(),
        "GET  /peer/v1/receipt HTTP/1.1\r\n\r\n".to_owned(),
        "POST /peer/v1/pouch HTTP/1.1\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nx"
            .to_owned(),
        "POST /peer/v1/pouch HTTP/1.1\r\ncontent-length: -1\r\n\r\nx".to_owned(),
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_owned(),
        "\u{16}\u{3}\u{1} not http at all".to_owned() + "\r\n\r\n",
    ] {
        let heard = scene.send(head.as_bytes()).await;
        let first = heard.lines().next().unwrap_or_default();
        assert!(
            first.is_empty() || first.starts_with("HTTP/1.1 4"),
            "{first}"
        );
    }
    assert_eq!(scene.service.asked(), []);
    scene.still_serves().await;
}

#[tokio::test]
async fn other_paths_are_problems_with_a_code() {
    let scene = scene(Limits::default()).await;
    for (line, status, code) in [
        ("GET /", 404, "request-not-found"),
        ("GET /peer/v1/parts/../receipt", 400, "request-malformed"),
        ("DELETE /peer/v1/receipt", 405, "request-method"),
        ("GET /peer/v1/copy?from=1", 400, "request-malformed"),
    ] {
        let head = format!("{line} HTTP/1.1\r\nconnection: close\r\n\r\n");
        let heard = scene.send(head.as_bytes()).await;
        assert!(
            heard.starts_with(&format!("HTTP/1.1 {status} ")),
            "{line} {heard}"
        );
        assert!(
            heard.contains("content-type: application/problem+json"),
            "{heard}"
        );
        assert!(
            heard.contains(&format!(r#""code":"{code}""#)),
            "{line} {heard}"
        );
    }
    assert_eq!(scene.service.asked(), []);
}

#[tokio::test]
async fn a_counterpart_beyond_its_share_is_refused_and_another_is_not() {
    let (us, them, other) = (
        party("us.example"),
        party("them.example"),
        party("other.example"),
    );
    let service = Scripted::new(&[&us, &other]);
    let limits = Limits {
        connections_per_peer: 1,
        burst_per_peer: 2,
        rate_per_peer: 1,
        headers: Duration::from_secs(600),
        ..Limits::default()
    };
    let server = serve(&them, Arc::clone(&service), limits).await;
    let mut greedy = raw(&us, server.address).await;
    let request = b"GET /peer/v1/receipt HTTP/1.1\r\n\r\n";
    greedy.write_all(&request.repeat(2)).await.unwrap();
    service.asked_times(2).await;
    let mut second = raw(&us, server.address).await;
    assert_eq!(rest(&mut second).await, "", "one connection at a time");
    let last = b"GET /peer/v1/receipt HTTP/1.1\r\nconnection: close\r\n\r\n";
    greedy.write_all(last).await.unwrap();
    let heard = rest(&mut greedy).await;
    assert_eq!(heard.matches("HTTP/1.1 204 ").count(), 2, "{heard}");
    assert!(
        heard.contains("HTTP/1.1 429 ") && heard.contains("retry-after: 1"),
        "{heard}"
    );
    let transport = transport(&other, &them, &[server.address]);
    let heard = transport.call_async(&them.name, Request::Receipt).await;
    assert_eq!(heard, Ok(Response::Nothing));
}

#[tokio::test]
async fn a_key_that_is_no_longer_known_is_refused_on_an_open_connection() {
    let scene = scene(Limits::default()).await;
    let mut stream = raw(&scene.us, scene.server.address).await;
    stream
        .write_all(b"GET /peer/v1/receipt HTTP/1.1\r\n\r\n")
        .await
        .unwrap();
    scene.service.asked_times(1).await;
    scene.service.forget_everybody();
    stream
        .write_all(b"GET /peer/v1/receipt HTTP/1.1\r\nconnection: close\r\n\r\n")
        .await
        .unwrap();
    let heard = rest(&mut stream).await;
    assert!(
        heard.contains("HTTP/1.1 403 ") && heard.contains("request-unknown-caller"),
        "{heard}"
    );
    assert_eq!(scene.service.asked().len(), 1);
}

#[tokio::test]
async fn an_answer_that_is_never_read_is_not_kept() {
    let pace = Pace {
        stall: SHORT,
        ..Pace::default()
    };
    let limits = Limits {
        pace,
        farewell: Duration::from_secs(600),
        ..Limits::default()
    };
    let scene = scene(limits).await;
    scene
        .service
        .will_answer([Response::Pouch(vec![0; 64 << 20])]);
    let mut stream = raw(&scene.us, scene.server.address).await;
    stream
        .write_all(b"POST /peer/v1/pouch HTTP/1.1\r\n\r\n")
        .await
        .unwrap();
    scene.service.asked_times(1).await;
    // Ends only because the connection is given up: the farewell is long, and nobody reads.
    scene.server.stop().await.unwrap();
    drop(stream);
}

#[tokio::test]
async fn open_pouches_leave_a_counterpart_its_small_requests() {
    let limits = Limits {
        large_per_peer: 1,
        ..Limits::default()
    };
    let scene = scene(limits).await;
    let transport = transport(&scene.us, &scene.them, &[scene.server.address]);
    let pouch = |wait| Request::Pouch {
        bytes: Vec::new(),
        wait,
    };
    scene.service.will_answer([Response::Nothing]);
    let waiting = transport.call_async(&scene.them.name, pouch(25));
    let meanwhile = async {
        scene.service.asked_times(1).await;
        let code = "request-too-many".to_owned();
        let second = transport.call_async(&scene.them.name, pouch(0)).await;
        assert_eq!(second, Ok(Response::Refused { code }));
        scene.still_serves().await;
        scene.service.will_answer([Response::Pouch(vec![1])]);
        scene.service.has_news();
    };
    let (heard, ()) = tokio::join!(waiting, meanwhile);
    assert_eq!(heard, Ok(Response::Pouch(vec![1])));
}
