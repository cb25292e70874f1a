//! A node that answers from a list, two parties with keys, and a raw TLS client.

use std::{
    collections::{BTreeMap, VecDeque},
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};

pub(crate) use by_hand::RawStream;
use by_hand::{raw_client, raw_server};
use comity_core::{Hash, PartyName};
use comity_peer::call::{Request, Response};
use comity_web::{
    client::{Directory, HttpsTransport, Patience},
    limits::Limits,
    outward::reach::Reach,
    server::{PeerServer, PeerService},
    tls::{TlsIdentity, make_tls_key},
};
use tokio::{
    net::{TcpListener, TcpStream},
    runtime::Handle,
    sync::{oneshot, watch},
    task::JoinHandle,
};

/// A party of the tests with its TLS key.
pub(crate) struct Party {
    pub(crate) name: PartyName,
    pub(crate) pkcs8: Vec<u8>,
    pub(crate) identity: Arc<TlsIdentity>,
}

pub(crate) fn party(name: &str) -> Party {
    let made = make_tls_key().unwrap();
    Party {
        name: name.parse().unwrap(),
        identity: Arc::new(TlsIdentity::from_pkcs8(&made.pkcs8).unwrap()),
        pkcs8: made.pkcs8,
    }
}

/// A node that knows some callers and answers from a list, else with [`Response::Nothing`].
pub(crate) struct Scripted {
    callers: Mutex<BTreeMap<Hash, PartyName>>,
    answers: Mutex<VecDeque<Response>>,
    asked: watch::Sender<Vec<(PartyName, Request)>>,
    news: watch::Sender<()>,
    pause: Mutex<Duration>,
}

impl Scripted {
    pub(crate) fn new(callers: &[&Party]) -> Arc<Self> {
        let known = callers
            .iter()
            .map(|party| (party.identity.pin(), party.name.clone()));
        Arc::new(Self {
            callers: Mutex::new(known.collect()),
            answers: Mutex::default(),
            asked: watch::Sender::default(),
            news: watch::Sender::default(),
            pause: Mutex::default(),
        })
    }

    /// Holds answers about parts back from now on.
    pub(crate) fn throttle(&self, pause: Duration) {
        *self.pause.lock().unwrap() = pause;
    }

    pub(crate) fn will_answer(&self, answers: impl IntoIterator<Item = Response>) {
        self.answers.lock().unwrap().extend(answers);
    }

    pub(crate) fn forget_everybody(&self) {
        self.callers.lock().unwrap().clear();
    }

    pub(crate) fn has_news(&self) {
        self.news.send_replace(());
    }

    pub(crate) fn asked(&self) -> Vec<(PartyName, Request)> {
        self.asked.borrow().clone()
    }

    /// Waits until it has been asked so many things.
    pub(crate) async fn asked_times(&self, times: usize) {
        let mut asked = self.asked.subscribe();
        asked.wait_for(|asked| asked.len() >= times).await.unwrap();
    }
}

impl PeerService for Scripted {
    fn party(&self, pin: &Hash) -> Option<PartyName> {
        self.callers.lock().unwrap().get(pin).cloned()
    }

    fn answer(&self, caller: &PartyName, request: Request) -> Response {
        let answer = self.answers.lock().unwrap().pop_front();
        self.asked
            .send_modify(|asked| asked.push((caller.clone(), request)));
        answer.unwrap_or(Response::Nothing)
    }

    fn changed(&self, _: &PartyName) -> watch::Receiver<()> {
        self.news.subscribe()
    }

    fn moved(&self, _: u64) -> Duration {
        *self.pause.lock().unwrap()
    }
}

/// A server that runs until it is told to stop.
pub(crate) struct Running {
    pub(crate) address: SocketAddr,
    stop: oneshot::Sender<()>,
    task: JoinHandle<()>,
}

impl Running {
    /// Tells the server to stop, and gives what to wait for.
    pub(crate) fn stop(self) -> JoinHandle<()> {
        self.stop.send(()).unwrap();
        self.task
    }
}

pub(crate) async fn serve(host: &Party, service: Arc<Scripted>, limits: Limits) -> Running {
    serve_at("127.0.0.1:0".parse().unwrap(), host, service, limits).await
}

pub(crate) async fn serve_at(
    address: SocketAddr,
    host: &Party,
    service: Arc<Scripted>,
    limits: Limits,
) -> Running {
    let listener = TcpListener::bind(address).await.unwrap();
    let address = listener.local_addr().unwrap();
    let server = PeerServer::new(&host.identity, service, limits).unwrap();
    let (stop, stopped) = oneshot::channel();
    let stopped = async move { drop(stopped.await) };
    let task = tokio::spawn(server.run(listener, stopped));
    Running {
        address,
        stop,
        task,
    }
}

/// What a caller knows of one counterpart.
pub(crate) struct Known {
    pub(crate) party: PartyName,
    pub(crate) endpoints: Vec<String>,
    pub(crate) pin: Hash,
}

impl Directory for Known {
    fn endpoints(&self, party: &PartyName) -> Vec<String> {
        if *party == self.party {
            self.endpoints.clone()
        } else {
            Vec::new()
        }
    }

    fn pin(&self, party: &PartyName) -> Option<Hash> {
        (*party == self.party).then_some(self.pin)
    }
}

/// A transport of `caller` to `host`, which listens at these addresses.
pub(crate) fn transport(caller: &Party, host: &Party, addresses: &[SocketAddr]) -> HttpsTransport {
    let known = Known {
        party: host.name.clone(),
        endpoints: addresses
            .iter()
            .map(|address| format!("https://{address}"))
            .collect(),
        pin: host.identity.pin(),
    };
    transport_with(caller, known, Patience::default())
}

pub(crate) fn transport_with(caller: &Party, known: Known, patience: Patience) -> HttpsTransport {
    HttpsTransport::new(
        Handle::current(),
        Arc::clone(&caller.identity),
        Arc::new(known),
        Reach::new(vec!["127.0.0.0/8".parse().unwrap()]),
        patience,
    )
}

/// A TLS connection of `caller` over which a test writes what it likes.
pub(crate) async fn raw(caller: &Party, address: SocketAddr) -> RawStream {
    raw_over(caller, TcpStream::connect(address).await.unwrap()).await
}

/// The same over a connection that is already there.
pub(crate) async fn raw_over(caller: &Party, tcp: TcpStream) -> RawStream {
    raw_client(&caller.pkcs8, tcp).await
}

/// One connection of a node that answers whatever it is asked with these bytes and then ends.
pub(crate) async fn canned(host: &Party, listener: TcpListener, bytes: Vec<u8>) {
    let (tcp, _) = listener.accept().await.unwrap();
    raw_server(&host.pkcs8, tcp, &bytes, true).await;
}

/// The same, but it stays on the line until the caller hangs up.
pub(crate) async fn stalling(host: &Party, listener: TcpListener, bytes: Vec<u8>) {
    let (tcp, _) = listener.accept().await.unwrap();
    raw_server(&host.pkcs8, tcp, &bytes, false).await;
}

mod by_hand {
    //! TLS by hand, with a client that believes every server.

    use std::sync::Arc;

    use rcgen::{CertificateParams, KeyPair, PKCS_ECDSA_P256_SHA256};
    use rustls::{
        ClientConfig, DigitallySignedStruct, Error, ServerConfig, SignatureScheme,
        client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
        crypto::CryptoProvider,
        pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer, ServerName, UnixTime},
    };
    use tokio::{
        io::{AsyncReadExt as _, AsyncWriteExt as _},
        net::TcpStream,
    };
    use tokio_rustls::{TlsAcceptor, TlsConnector, client::TlsStream};

    pub(crate) type RawStream = TlsStream<TcpStream>;

    pub(super) async fn raw_client(pkcs8: &[u8], tcp: TcpStream) -> RawStream {
        let (certificate, key) = envelope(pkcs8);
        let config = ClientConfig::builder_with_provider(provider())
            .with_protocol_versions(&[&rustls::version::TLS13])
            .unwrap()
            .dangerous()
            .with_custom_certificate_verifier(Arc::new(Credulous))
            .with_client_auth_cert(vec![certificate], key)
            .unwrap();
        let name = ServerName::from(tcp.peer_addr().unwrap().ip());
        TlsConnector::from(Arc::new(config))
            .connect(name, tcp)
            .await
            .unwrap()
    }

    pub(super) async fn raw_server(pkcs8: &[u8], tcp: TcpStream, answer: &[u8], ends: bool) {
        let (certificate, key) = envelope(pkcs8);
        let config = ServerConfig::builder_with_provider(provider())
            .with_protocol_versions(&[&rustls::version::TLS13])
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![certificate], key)
            .unwrap();
        let mut stream = TlsAcceptor::from(Arc::new(config))
            .accept(tcp)
            .await
            .unwrap();
        let mut head = [0; 4096];
        let _size = stream.read(&mut head).await.unwrap();
        // A caller that refuses what it hears hangs up before it has heard all of it.
        let _sent = stream.write_all(answer).await;
        if ends {
            let _ended = stream.shutdown().await;
        } else {
            let _hung_up = stream.read(&mut head).await;
        }
    }

    fn envelope(pkcs8: &[u8]) -> (CertificateDer<'static>, PrivateKeyDer<'static>) {
        let key = PrivatePkcs8KeyDer::from(pkcs8.to_vec());
        let pair = KeyPair::from_pkcs8_der_and_sign_algo(&key, &PKCS_ECDSA_P256_SHA256).unwrap();
        let certificate = CertificateParams::default()
            .self_signed(&pair)
            .unwrap()
            .der()
            .clone();
        (certificate, PrivateKeyDer::Pkcs8(key))
    }

    fn provider() -> Arc<CryptoProvider> {
        Arc::new(rustls::crypto::aws_lc_rs::default_provider())
    }

    #[derive(Debug)]
    struct Credulous;

    impl ServerCertVerifier for Credulous {
        fn verify_server_cert(
            &self,
            _: &CertificateDer<'_>,
            _: &[CertificateDer<'_>],
            _: &ServerName<'_>,
            _: &[u8],
            _: UnixTime,
        ) -> Result<ServerCertVerified, Error> {
            Ok(ServerCertVerified::assertion())
        }

        fn verify_tls12_signature(
            &self,
            _: &[u8],
            _: &CertificateDer<'_>,
            _: &DigitallySignedStruct,
        ) -> Result<HandshakeSignatureValid, Error> {
            Err(Error::General("TLS 1.2 is off".to_owned()))
        }

        fn verify_tls13_signature(
            &self,
            _: &[u8],
            _: &CertificateDer<'_>,
            _: &DigitallySignedStruct,
        ) -> Result<HandshakeSignatureValid, Error> {
            Ok(HandshakeSignatureValid::assertion())
        }

        fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
            vec![SignatureScheme::ECDSA_NISTP256_SHA256]
        }
    }
}
