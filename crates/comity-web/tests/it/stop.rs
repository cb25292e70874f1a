//! The end of service: what is under way is answered, new callers find nobody.

use std::{sync::Arc, time::Duration};

use comity_peer::call::{Request, Response, TransportError};
use comity_web::limits::Limits;
use tokio::{net::TcpStream, time::timeout};

use crate::support::{Scripted, party, raw, serve, transport};

/// Far below the times that the limits grant, far above what a stop needs.
const SOON: Duration = Duration::from_secs(8);

#[tokio::test]
async fn a_waiting_pouch_is_answered_when_the_server_stops() {
    let (us, them) = (party("us.example"), party("them.example"));
    let service = Scripted::new(&[&us]);
    let server = serve(&them, Arc::clone(&service), Limits::default()).await;
    let address = server.address;
    service.will_answer([Response::Nothing, Response::Pouch(vec![1])]);
    let transport = transport(&us, &them, &[address]);
    let request = Request::Pouch {
        bytes: Vec::new(),
        wait: 25,
    };
    let call = transport.call_async(&them.name, request);
    let stop = async {
        service.asked_times(1).await;
        server.stop().await.unwrap();
    };
    let (heard, ()) = timeout(SOON, async { tokio::join!(call, stop) })
        .await
        .unwrap();
    assert_eq!(heard, Ok(Response::Pouch(vec![1])));
    let late = transport.call_async(&them.name, Request::Receipt).await;
    assert!(
        matches!(late, Err(TransportError::Unreachable(_))),
        "{late:?}"
    );
}

#[tokio::test]
async fn idle_and_silent_connections_do_not_hold_up_the_end() {
    let (us, them) = (party("us.example"), party("them.example"));
    let server = serve(&them, Scripted::new(&[&us]), Limits::default()).await;
    let _before_the_handshake = TcpStream::connect(server.address).await.unwrap();
    let _after_it = raw(&us, server.address).await;
    timeout(SOON, server.stop()).await.unwrap().unwrap();
}
