//! Real HTTPS on loopback between two sides, each known by its pinned key.

use std::{net::SocketAddr, sync::Arc};

use comity_core::{Hash, PartyName, Time};
use comity_peer::call::{Request, Response};
use comity_web::{
    client::{Directory, HttpsTransport, Patience},
    limits::Limits,
    outward::reach::Reach,
    server::{PeerServer, PeerService},
    tls::TlsIdentity,
};
use tokio::{
    net::TcpListener,
    runtime::{Builder, Runtime},
    sync::watch,
};

use crate::side::Side;

/// One side that answers the other over HTTPS.
pub struct Served {
    runtime: Runtime,
    identity: Arc<TlsIdentity>,
    there: Arc<There>,
}

/// Where the called side is.
#[derive(Clone)]
struct There {
    address: SocketAddr,
    pin: Hash,
}

impl Directory for There {
    fn endpoints(&self, _: &PartyName) -> Vec<String> {
        vec![format!("https://{}", self.address)]
    }

    fn pin(&self, _: &PartyName) -> Option<Hash> {
        Some(self.pin)
    }
}

/// What the called side does with a request.
pub trait Answers: Send + Sync + 'static {
    /// Its answer.
    fn answer(&self, caller: &PartyName, request: Request) -> Response;
}

/// A side that answers as its node does, at this time.
#[derive(Debug)]
pub struct Answering(pub Arc<Side>, pub Time);

impl Answers for Answering {
    fn answer(&self, caller: &PartyName, request: Request) -> Response {
        self.0.node.answer(caller, request, &self.0.parts, self.1)
    }
}

/// One that has nothing to say: what an exchange over HTTPS costs by itself.
#[derive(Debug)]
pub struct Silent;

impl Answers for Silent {
    fn answer(&self, _: &PartyName, _: Request) -> Response {
        Response::Nothing
    }
}

struct Service<A> {
    answers: A,
    caller: (Hash, PartyName),
    news: watch::Sender<()>,
}

impl<A: Answers> PeerService for Service<A> {
    fn party(&self, pin: &Hash) -> Option<PartyName> {
        (*pin == self.caller.0).then(|| self.caller.1.clone())
    }

    fn answer(&self, caller: &PartyName, request: Request) -> Response {
        self.answers.answer(caller, request)
    }

    fn changed(&self, _: &PartyName) -> watch::Receiver<()> {
        self.news.subscribe()
    }
}

impl Served {
    /// Serves `called` to `caller` on a free port of loopback, until this is dropped.
    ///
    /// # Errors
    /// A key is damaged, or there is no port.
    pub fn start(caller: &Side, called: &Side, answers: impl Answers) -> anyhow::Result<Self> {
        let identity = |side: &Side| TlsIdentity::from_pkcs8(&side.keyring.tls.der());
        let runtime = Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()?;
        let (ours, theirs) = (Arc::new(identity(caller)?), identity(called)?);
        let service = Arc::new(Service {
            answers,
            caller: (ours.pin(), caller.node.me().clone()),
            news: watch::Sender::default(),
        });
        let server = PeerServer::new(&theirs, service, Limits::default())?;
        let listener = runtime.block_on(TcpListener::bind("127.0.0.1:0"))?;
        let there = Arc::new(There {
            address: listener.local_addr()?,
            pin: theirs.pin(),
        });
        runtime.spawn(server.run(listener, std::future::pending()));
        Ok(Self {
            runtime,
            identity: ours,
            there,
        })
    }

    /// A caller without a connection yet.
    #[must_use]
    pub fn transport(&self) -> HttpsTransport {
        HttpsTransport::new(
            self.runtime.handle().clone(),
            Arc::clone(&self.identity),
            Arc::<There>::clone(&self.there),
            Reach::new("127.0.0.0/8".parse().into_iter().collect()),
            Patience::default(),
        )
    }
}

/// A side that calls a service elsewhere.
pub struct Calling {
    transport: HttpsTransport,
    // After the transport, which works on it.
    _runtime: Runtime,
}

impl Calling {
    /// Calls of a side to whoever has this key and answers there.
    ///
    /// # Errors
    /// A key is damaged.
    pub fn to(caller: &Side, address: SocketAddr, pin: Hash) -> anyhow::Result<Self> {
        let identity = TlsIdentity::from_pkcs8(&caller.keyring.tls.der())?;
        let runtime = Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()?;
        let transport = HttpsTransport::new(
            runtime.handle().clone(),
            Arc::new(identity),
            Arc::new(There { address, pin }),
            Reach::new("127.0.0.0/8".parse().into_iter().collect()),
            Patience::default(),
        );
        Ok(Self {
            transport,
            _runtime: runtime,
        })
    }

    /// The way there.
    #[must_use]
    pub const fn transport(&self) -> &HttpsTransport {
        &self.transport
    }
}

/// The key that a side is known by in TLS.
///
/// # Errors
/// It is damaged.
pub fn pin(side: &Side) -> anyhow::Result<Hash> {
    Ok(TlsIdentity::from_pkcs8(&side.keyring.tls.der())?.pin())
}
