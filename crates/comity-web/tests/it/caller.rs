//! A caller among counterparts that answer badly, late or not at all: it says so and goes on.

use std::time::Duration;

use comity_core::Hash;
use comity_peer::call::{Request, Response, Transport as _, TransportError};
use comity_web::{client::Patience, limits::Pace};
use tokio::{io::AsyncWriteExt as _, net::TcpListener};

use crate::support::{Known, canned, party, stalling, transport, transport_with};

const SHORT: Duration = Duration::from_millis(100);

/// What a caller makes of these bytes as the answer to a request.
async fn heard(request: Request, bytes: Vec<u8>) -> Result<Response, TransportError> {
    let (us, them) = (party("us.example"), party("them.example"));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let transport = transport(&us, &them, &[listener.local_addr().unwrap()]);
    let (heard, ()) = tokio::join!(
        transport.call_async(&them.name, request),
        canned(&them, listener, bytes)
    );
    heard
}

fn wrong(what: &str) -> Result<Response, TransportError> {
    Err(TransportError::WrongForm(what.to_owned()))
}

fn unreachable(what: &str) -> Result<Response, TransportError> {
    Err(TransportError::Unreachable(what.to_owned()))
}

#[tokio::test]
async fn answers_over_the_limit_are_not_taken() {
    let long = "x".repeat((64 << 10) + 1);
    let ok = "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n";
    for answer in [
        format!("{ok}content-length: {}\r\n\r\n{long}", long.len()),
        format!("{ok}content-length: 9999999999999\r\n\r\n"),
        format!(
            "{ok}transfer-encoding: chunked\r\n\r\n{:x}\r\n{long}\r\n0\r\n\r\n",
            long.len()
        ),
        format!("{ok}connection: close\r\n\r\n{long}"),
        format!(
            "HTTP/1.1 500 Oh\r\ncontent-length: {}\r\n\r\n{long}",
            long.len()
        ),
    ] {
        let heard = heard(Request::Receipt, answer.into_bytes()).await;
        assert_eq!(heard, wrong("too-large"));
    }
}

#[tokio::test]
async fn answers_of_another_form_are_told_as_such() {
    for (answer, expected) in [
        ("SSH-2.0-OpenSSH_9.2\r\n", wrong("http")),
        (
            "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhi",
            wrong("content-type"),
        ),
        (
            "HTTP/1.1 302 Found\r\nlocation: /\r\ncontent-length: 0\r\n\r\n",
            wrong("status-302"),
        ),
        (
            "HTTP/1.1 502 Bad Gateway\r\ncontent-length: 2\r\n\r\nhi",
            wrong("status-502"),
        ),
        (
            "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 9\r\n\r\nhi",
            unreachable("cut-off"),
        ),
    ] {
        let heard = heard(Request::Receipt, answer.as_bytes().to_vec()).await;
        assert_eq!(heard, expected, "{answer}");
    }
}

#[tokio::test]
async fn a_connection_that_ends_without_an_answer_is_out_of_reach() {
    let heard = heard(Request::Receipt, Vec::new()).await;
    assert!(
        matches!(heard, Err(TransportError::Unreachable(_))),
        "{heard:?}"
    );
}

#[tokio::test]
async fn a_part_without_its_proof_is_no_answer() {
    let request = Request::Part {
        root: Hash::new([0; 32]),
        index: 0,
    };
    let answer =
        "HTTP/1.1 200 OK\r\ncontent-type: application/octet-stream\r\ncontent-length: 2\r\n\r\nhi";
    assert_eq!(
        heard(request, answer.as_bytes().to_vec()).await,
        wrong("proof")
    );
}

#[tokio::test]
async fn an_answer_that_stalls_is_given_up() {
    let (us, them) = (party("us.example"), party("them.example"));
    let half = "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\ncontent-length: 9\r\n\r\nhi";
    for answer in ["", "HTTP/1.1 200", half] {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let known = Known {
            party: them.name.clone(),
            endpoints: vec![format!("https://{}", listener.local_addr().unwrap())],
            pin: them.identity.pin(),
        };
        let pace = Pace {
            stall: SHORT,
            grace: SHORT,
            ..Pace::default()
        };
        let patience = Patience {
            answer: SHORT,
            pace,
            ..Patience::default()
        };
        let transport = transport_with(&us, known, patience);
        let call = transport.call_async(&them.name, Request::Receipt);
        let (heard, ()) = tokio::join!(call, stalling(&them, listener, answer.into()));
        assert_eq!(heard, Err(TransportError::TimedOut), "{answer}");
    }
}

#[test]
fn a_call_after_the_end_of_the_runtime_fails() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let (us, them) = (party("us.example"), party("them.example"));
    let entered = runtime.enter();
    let transport = transport(&us, &them, &[]);
    drop(entered);
    runtime.shutdown_background();
    assert_eq!(
        transport.call(&them.name, Request::Receipt),
        unreachable("runtime-stopped")
    );
}

#[tokio::test]
async fn a_counterpart_that_never_answers_is_given_up() {
    let (us, them) = (party("us.example"), party("them.example"));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let known = Known {
        party: them.name.clone(),
        endpoints: vec![format!("https://{}", listener.local_addr().unwrap())],
        pin: them.identity.pin(),
    };
    let patience = Patience {
        handshake: SHORT,
        ..Patience::default()
    };
    let transport = transport_with(&us, known, patience);
    let heard = transport.call_async(&them.name, Request::Receipt).await;
    assert_eq!(heard, Err(TransportError::TimedOut));
}

#[tokio::test]
async fn a_port_that_does_not_speak_tls_is_out_of_reach() {
    let (us, them) = (party("us.example"), party("them.example"));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let transport = transport(&us, &them, &[listener.local_addr().unwrap()]);
    let call = transport.call_async(&them.name, Request::Receipt);
    let odd = async {
        let (mut tcp, _) = listener.accept().await.unwrap();
        tcp.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await.unwrap();
        tcp
    };
    let (heard, _tcp) = tokio::join!(call, odd);
    assert!(
        matches!(heard, Err(TransportError::Unreachable(_))),
        "{heard:?}"
    );
}
