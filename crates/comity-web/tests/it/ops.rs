//! Health and numbers over plain HTTP on loopback.

use std::{collections::BTreeMap, sync::Arc};

use comity_web::ops::{self, ChannelMeasures, Health, Measures, Ops, OpsError};
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{TcpListener, TcpStream},
    sync::oneshot,
};

struct Node {
    is_well: bool,
}

impl Ops for Node {
    fn health(&self) -> Health {
        let checks = BTreeMap::from([
            ("store".to_owned(), self.is_well),
            ("clock".to_owned(), true),
        ]);
        Health { checks }
    }

    fn measures(&self) -> Measures {
        let near = ChannelMeasures {
            exchanges: 7,
            exchanges_failed: 2,
            entries_ours: 417,
            entries_theirs: 12,
            frozen: true,
            fresh_age_s: Some(61),
        };
        let channels = BTreeMap::from([
            ("a.example".parse().unwrap(), near),
            ("b.example".parse().unwrap(), ChannelMeasures::default()),
        ]);
        let refusals = BTreeMap::from([("refuse-gap".to_owned(), 3)]);
        Measures { channels, refusals }
    }
}

/// Asks a node once, with this request line and host.
async fn ask(is_well: bool, line: &str, host: &str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let mut tcp = TcpStream::connect(listener.local_addr().unwrap())
        .await
        .unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let served = tokio::spawn(ops::run(listener, Arc::new(Node { is_well }), async {
        drop(stopped.await);
    }));
    let request = format!("{line} HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n");
    tcp.write_all(request.as_bytes()).await.unwrap();
    let mut heard = String::new();
    tcp.read_to_string(&mut heard).await.unwrap();
    stop.send(()).unwrap();
    served.await.unwrap().unwrap();
    heard
}

#[tokio::test]
async fn health_is_told_in_json_and_by_status() {
    let well = ask(true, "GET /healthz", "localhost:9180").await;
    assert!(well.starts_with("HTTP/1.1 200 "), "{well}");
    assert!(
        well.ends_with(r#"{"checks":{"clock":true,"store":true},"status":"ok"}"#),
        "{well}"
    );
    let ill = ask(false, "GET /healthz", "127.0.0.1").await;
    assert!(ill.starts_with("HTTP/1.1 503 "), "{ill}");
    assert!(
        ill.ends_with(r#"{"checks":{"clock":true,"store":false},"status":"failing"}"#),
        "{ill}"
    );
}

#[tokio::test]
async fn numbers_are_told_by_channel_and_code() {
    let heard = ask(true, "GET /metrics", "[::1]:9180").await;
    let (_, text) = heard.split_once("\r\n\r\n").unwrap();
    let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
    assert_eq!(
        lines,
        [
            r#"comity_exchanges_total{party="a.example"} 7"#,
            r#"comity_exchanges_total{party="b.example"} 0"#,
            r#"comity_exchanges_failed_total{party="a.example"} 2"#,
            r#"comity_exchanges_failed_total{party="b.example"} 0"#,
            r#"comity_entries_ours{party="a.example"} 417"#,
            r#"comity_entries_ours{party="b.example"} 0"#,
            r#"comity_entries_theirs{party="a.example"} 12"#,
            r#"comity_entries_theirs{party="b.example"} 0"#,
            r#"comity_channel_frozen{party="a.example"} 1"#,
            r#"comity_channel_frozen{party="b.example"} 0"#,
            r#"comity_fresh_age_seconds{party="a.example"} 61"#,
            r#"comity_refusals_total{code="refuse-gap"} 3"#,
        ]
    );
}

#[tokio::test]
async fn nothing_else_is_told() {
    for (line, host, status) in [
        ("GET /", "localhost", "404"),
        ("POST /healthz", "localhost", "405"),
        ("GET /healthz", "evil.example", "421"),
        ("GET /metrics", "127.0.0.1.evil.example:80", "421"),
        ("GET /metrics", "", "421"),
    ] {
        let heard = ask(true, line, host).await;
        assert!(
            heard.starts_with(&format!("HTTP/1.1 {status} ")),
            "{line} {host} {heard}"
        );
    }
}

#[tokio::test]
async fn other_machines_are_not_served() {
    let listener = TcpListener::bind("0.0.0.0:0").await.unwrap();
    let served = ops::run(listener, Arc::new(Node { is_well: true }), async {}).await;
    assert!(matches!(served, Err(OpsError::NotLoopback)), "{served:?}");
}
