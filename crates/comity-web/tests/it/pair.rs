//! Two honest nodes: every request crosses; keys that are not the pinned ones do not.

use std::sync::Arc;

use comity_core::Hash;
use comity_peer::call::{Part, Request, Response, Transport as _, TransportError};
use comity_web::{client::Patience, limits::Limits};
use tokio::{
    io::{AsyncReadExt as _, copy_bidirectional},
    net::{TcpListener, TcpStream},
    task::spawn_blocking,
};

use crate::support::{Known, Scripted, party, raw, serve, serve_at, transport, transport_with};

fn part() -> Part {
    Part {
        bytes: vec![7; 1 << 20],
        proof: vec![Hash::new([1; 32]); 21],
    }
}

/// Every request with an answer to it.
fn conversation() -> Vec<(Request, Response)> {
    let root = Hash::new([0xab; 32]);
    let pouch = Request::Pouch {
        bytes: vec![3; 3 << 20],
        wait: 0,
    };
    let copy = Request::Copy {
        generation: 1,
        from: 417,
    };
    let put = Request::PutPart {
        root,
        index: 2,
        part: part(),
    };
    vec![
        (Request::Receipt, Response::Receipt(b"a note\n".to_vec())),
        (Request::Receipt, Response::Nothing),
        (pouch, Response::Pouch(vec![4; 5 << 20])),
        (Request::Held { root }, Response::Held(vec![(0, 2), (5, 9)])),
        (Request::Part { root, index: 1 }, Response::Part(part())),
        (put, Response::Nothing),
        (copy.clone(), Response::Pouch(vec![5; 100])),
        (
            copy,
            Response::Refused {
                code: "refuse-generation".to_owned(),
            },
        ),
    ]
}

#[tokio::test]
async fn every_request_is_answered_to_the_caller_whose_key_it_is() {
    let (us, them) = (party("us.example"), party("them.example"));
    let service = Scripted::new(&[&us]);
    let server = serve(&them, Arc::clone(&service), Limits::default()).await;
    let transport = Arc::new(transport(&us, &them, &[server.address]));
    for (request, answer) in conversation() {
        service.will_answer([answer.clone()]);
        let (transport, to, asked) = (Arc::clone(&transport), them.name.clone(), request.clone());
        let heard = spawn_blocking(move || transport.call(&to, asked))
            .await
            .unwrap();
        assert_eq!(heard, Ok(answer));
        assert_eq!(service.asked().last(), Some(&(us.name.clone(), request)));
    }
}

#[tokio::test]
async fn a_node_that_does_not_hold_the_pinned_key_is_not_asked() {
    let (us, them, thief) = (
        party("us.example"),
        party("them.example"),
        party("thief.example"),
    );
    let service = Scripted::new(&[&us]);
    let server = serve(&thief, Arc::clone(&service), Limits::default()).await;
    let transport = transport(&us, &them, &[server.address]);
    let heard = transport.call_async(&them.name, Request::Receipt).await;
    assert_eq!(heard, Err(TransportError::WrongPeer));
    assert_eq!(service.asked(), []);
}

#[tokio::test]
async fn a_stranger_is_told_so_by_tls_and_reaches_nothing() {
    let (us, them, stranger) = (
        party("us.example"),
        party("them.example"),
        party("x.example"),
    );
    let server = serve(&them, Scripted::new(&[&us]), Limits::default()).await;
    let mut stream = raw(&stranger, server.address).await;
    let mut heard = Vec::new();
    let error = stream.read_to_end(&mut heard).await.unwrap_err();
    assert!(error.to_string().contains("AccessDenied"), "{error}");
    assert!(heard.is_empty());
}

#[tokio::test]
async fn the_requests_of_an_exchange_share_a_connection() {
    let (us, them) = (party("us.example"), party("them.example"));
    let service = Scripted::new(&[&us]);
    let server = serve(&them, Arc::clone(&service), Limits::default()).await;
    let gate = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let transport = transport(&us, &them, &[gate.local_addr().unwrap()]);
    tokio::spawn(async move {
        // Lets one connection through and is gone.
        let (mut near, _) = gate.accept().await.unwrap();
        drop(gate);
        let mut far = TcpStream::connect(server.address).await.unwrap();
        copy_bidirectional(&mut near, &mut far).await
    });
    for (request, answer) in conversation() {
        service.will_answer([answer.clone()]);
        assert_eq!(transport.call_async(&them.name, request).await, Ok(answer));
    }
}

#[tokio::test]
async fn a_connection_that_died_meanwhile_is_replaced() {
    let (us, them) = (party("us.example"), party("them.example"));
    let service = Scripted::new(&[&us]);
    let first = serve(&them, Arc::clone(&service), Limits::default()).await;
    let address = first.address;
    let transport = transport(&us, &them, &[address]);
    let heard = transport.call_async(&them.name, Request::Receipt).await;
    assert_eq!(heard, Ok(Response::Nothing));
    first.stop().await.unwrap();
    let _second = serve_at(address, &them, service, Limits::default()).await;
    let heard = transport.call_async(&them.name, Request::Receipt).await;
    assert_eq!(heard, Ok(Response::Nothing));
}

#[tokio::test]
async fn a_caller_whom_no_credential_names_is_refused_in_the_handshake() {
    let (us, them, stranger) = (
        party("us.example"),
        party("them.example"),
        party("x.example"),
    );
    let service = Scripted::new(&[&us]);
    let server = serve(&them, Arc::clone(&service), Limits::default()).await;
    let transport = transport(&stranger, &them, &[server.address]);
    let heard = transport.call_async(&them.name, Request::Receipt).await;
    assert!(
        matches!(heard, Err(TransportError::Unreachable(_))),
        "{heard:?}"
    );
    assert_eq!(service.asked(), []);
}

#[tokio::test]
async fn the_next_address_is_tried_when_one_is_dead_or_not_theirs() {
    let (us, them, thief) = (
        party("us.example"),
        party("them.example"),
        party("thief.example"),
    );
    let dead = TcpListener::bind("127.0.0.1:0")
        .await
        .unwrap()
        .local_addr()
        .unwrap();
    let foreign = serve(&thief, Scripted::new(&[&us]), Limits::default()).await;
    let server = serve(&them, Scripted::new(&[&us]), Limits::default()).await;
    let addresses = [dead, foreign.address, server.address];
    let transport = transport(&us, &them, &addresses);
    let heard = transport.call_async(&them.name, Request::Receipt).await;
    assert_eq!(heard, Ok(Response::Nothing));
}

#[tokio::test]
async fn a_party_without_credential_or_address_is_out_of_reach() {
    let (us, them) = (party("us.example"), party("them.example"));
    let known = |endpoints: Vec<String>| Known {
        party: them.name.clone(),
        endpoints,
        pin: them.identity.pin(),
    };
    let unreachable = |what: &str| Err(TransportError::Unreachable(what.to_owned()));
    let transport = transport_with(&us, known(vec!["ftp://x".to_owned()]), Patience::default());
    let heard = transport.call_async(&them.name, Request::Receipt).await;
    assert_eq!(heard, unreachable("no-endpoint"));
    let heard = transport.call_async(&us.name, Request::Receipt).await;
    assert_eq!(heard, unreachable("no-credential"));
}

#[tokio::test]
async fn a_pouch_waits_for_something_to_say() {
    let (us, them) = (party("us.example"), party("them.example"));
    let service = Scripted::new(&[&us]);
    let server = serve(&them, Arc::clone(&service), Limits::default()).await;
    service.will_answer([Response::Nothing, Response::Pouch(vec![1])]);
    let transport = transport(&us, &them, &[server.address]);
    let request = |wait| Request::Pouch {
        bytes: vec![9],
        wait,
    };
    let call = transport.call_async(&them.name, request(25));
    let news = async {
        service.asked_times(1).await;
        service.has_news();
    };
    let (heard, ()) = tokio::join!(call, news);
    assert_eq!(heard, Ok(Response::Pouch(vec![1])));
    let asked: Vec<_> = service
        .asked()
        .into_iter()
        .map(|(_, request)| request)
        .collect();
    assert_eq!(asked, [request(25), request(0)]);
}

#[tokio::test]
async fn a_pouch_is_answered_without_news_when_the_wait_is_over() {
    let (us, them) = (party("us.example"), party("them.example"));
    let limits = Limits {
        wait: std::time::Duration::from_millis(1),
        ..Limits::default()
    };
    let service = Scripted::new(&[&us]);
    let server = serve(&them, Arc::clone(&service), limits).await;
    service.will_answer([Response::Nothing, Response::Pouch(vec![2])]);
    let transport = transport(&us, &them, &[server.address]);
    let request = Request::Pouch {
        bytes: vec![9],
        wait: u32::MAX,
    };
    let heard = transport.call_async(&them.name, request).await;
    assert_eq!(heard, Ok(Response::Pouch(vec![2])));
}

#[tokio::test]
async fn a_throttled_part_holds_no_act_back() {
    let (us, them) = (party("us.example"), party("them.example"));
    let service = Scripted::new(&[&us]);
    let hour = std::time::Duration::from_secs(3600);
    let limits = Limits {
        throttled: hour,
        ..Limits::default()
    };
    let server = serve(&them, Arc::clone(&service), limits).await;
    service.throttle(hour);
    service.will_answer([Response::Part(part()), Response::Pouch(vec![4; 9])]);
    let root = Hash::new([0xab; 32]);
    let ask = |request: Request| {
        let transport = transport(&us, &them, &[server.address]);
        let to = them.name.clone();
        spawn_blocking(move || transport.call(&to, request))
    };
    let slow = ask(Request::Part { root, index: 0 });
    service.asked_times(1).await;
    let pouch = Request::Pouch {
        bytes: vec![3; 9],
        wait: 0,
    };
    let quick = ask(pouch).await.unwrap().unwrap();
    assert_eq!(quick, Response::Pouch(vec![4; 9]));
    assert!(!slow.is_finished(), "the part is held back");
    server.stop().await.unwrap();
    assert_eq!(slow.await.unwrap().unwrap(), Response::Part(part()));
}
