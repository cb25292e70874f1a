//! What a request leaves in the traces: who, what, how it ended; never what was in it.

use std::{
    io,
    sync::{Arc, Mutex},
};

use comity_core::{Hash, PartyName};
use comity_peer::call::{Request, Response};
use comity_web::{
    limits::Limits,
    server::{PeerServer, PeerService},
};
use tokio::{
    net::TcpListener,
    sync::{oneshot, watch},
};
use tracing_subscriber::fmt::MakeWriter;

use crate::support::{Party, party, transport};

const CANARY: &str = "canary-5f1e";

/// Answers with the canary, and stumbles over a pouch that has it.
struct Stumbling(Hash, PartyName);

impl PeerService for Stumbling {
    fn party(&self, pin: &Hash) -> Option<PartyName> {
        (*pin == self.0).then(|| self.1.clone())
    }

    fn answer(&self, _: &PartyName, request: Request) -> Response {
        match request {
            Request::Receipt => Response::Receipt(CANARY.as_bytes().to_vec()),
            other => panic!("stumbled over {CANARY} in {other:?}"),
        }
    }

    fn changed(&self, _: &PartyName) -> watch::Receiver<()> {
        watch::channel(()).1
    }
}

/// Keeps traces in memory.
#[derive(Clone, Default)]
struct Kept(Arc<Mutex<Vec<u8>>>);

impl io::Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Kept {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}

/// Asks a stumbling node both kinds of question; gives the answers.
async fn talk(us: &Party, them: &Party) -> [Response; 2] {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let service = Arc::new(Stumbling(us.identity.pin(), us.name.clone()));
    let server = PeerServer::new(&them.identity, service, Limits::default()).unwrap();
    let (stop, stopped) = oneshot::channel::<()>();
    let served = tokio::spawn(server.run(listener, async { drop(stopped.await) }));
    let transport = transport(us, them, &[address]);
    let receipt = transport
        .call_async(&them.name, Request::Receipt)
        .await
        .unwrap();
    let bytes = CANARY.as_bytes().to_vec();
    let pouch = Request::Pouch { bytes, wait: 0 };
    let pouch = transport.call_async(&them.name, pouch).await.unwrap();
    stop.send(()).unwrap();
    served.await.unwrap();
    [receipt, pouch]
}

#[tokio::test]
async fn traces_name_caller_path_and_status_and_no_content() {
    // Where there is one subscriber alone, the thread that first comes by a trace decides for
    // all whether it is wanted: a thread of another test, which has no subscriber, would say no.
    let _second = tracing::Dispatch::new(tracing::subscriber::NoSubscriber::default());
    let kept = Kept::default();
    let subscriber = tracing_subscriber::fmt()
        .json()
        .with_max_level(tracing::Level::TRACE)
        .with_writer(kept.clone())
        .finish();
    let guard = tracing::subscriber::set_default(subscriber);
    let (us, them) = (party("us.example"), party("them.example"));
    let [receipt, pouch] = talk(&us, &them).await;
    drop(guard);
    let failed = "request-failed".to_owned();
    assert_eq!(receipt, Response::Receipt(CANARY.as_bytes().to_vec()));
    assert_eq!(pouch, Response::Refused { code: failed });

    let traces = String::from_utf8(kept.0.lock().unwrap().clone()).unwrap();
    let ours: Vec<&str> = traces
        .lines()
        .filter(|line| line.contains("comity_web"))
        .collect();
    for (method, path, status) in [("GET", "receipt", 200), ("POST", "pouch", 500)] {
        let fields = [
            format!(r#""http.method":"{method}""#),
            format!(r#""http.route":"/peer/v1/{path}""#),
            format!(r#""http.status":{status}"#),
            r#""peer.id":"us.example""#.to_owned(),
            r#""elapsed_ms":"#.to_owned(),
        ];
        let has_all = |line: &&&str| fields.iter().all(|field| line.contains(field));
        assert_eq!(ours.iter().filter(has_all).count(), 1, "{ours:#?}");
    }
    let canary_bytes = format!("{:?}", CANARY.as_bytes());
    let canary_bytes = canary_bytes.trim_matches(['[', ']']);
    assert!(
        !traces.contains(CANARY) && !traces.contains(canary_bytes),
        "{traces}"
    );
}
