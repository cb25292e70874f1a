//! The end that dials: [`HttpsTransport`] carries requests to counterparts.
//!
//! One connection for the requests of an exchange, each used by one request at a
//! time. Every stage has its time limit, and the answer a limit in size. When to
//! ask again is decided above; only a kept connection that turns out to be dead
//! is replaced here, which is safe since every request may be repeated.

use std::{
    error::Error,
    fmt, io,
    sync::{Arc, mpsc},
    time::Duration,
};

use comity_core::{Hash, PartyName};
use comity_peer::call::{Request, Response, Transport, TransportError};
use http_body_util::Full;
use hyper::{
    body::{Bytes, Incoming},
    client::conn::http1::{self, SendRequest},
    header::HOST,
};
use hyper_util::rt::TokioIo;
use rustls::{ClientConfig, Error as RustlsError};
use tokio::{runtime::Handle, time::timeout};
use tokio_rustls::TlsConnector;

use self::{
    endpoint::Endpoint,
    line::{Line, Lines},
};
use crate::{
    body::{self, BodyError},
    limits::Pace,
    outward::{self, OutwardError, reach::Reach},
    peer::{self, Told, route::Route},
    stall::Stalling,
    tls::TlsIdentity,
};

mod endpoint;
mod line;

/// Addresses of one counterpart that are tried, at most.
const ENDPOINTS: usize = 8;

/// Where counterparts are and which key they hold: from their pinned credentials.
///
/// Asked on the runtime's threads before every call: answer from memory.
pub trait Directory: Send + Sync + 'static {
    /// The addresses of a party, `https://host:port`, best first.
    fn endpoints(&self, party: &PartyName) -> Vec<String>;

    /// SHA-256 of the party's TLS key.
    fn pin(&self, party: &PartyName) -> Option<Hash>;
}

/// How long the stages of a call may take.
#[derive(Debug, Clone)]
pub struct Patience {
    /// Looking up and connecting to one address.
    pub connect: Duration,
    /// The TLS handshake.
    pub handshake: Duration,
    /// From the request's last byte to the head of the answer, beyond its `wait`.
    pub answer: Duration,
    /// How fast request and answer must move.
    pub pace: Pace,
}

impl Default for Patience {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            handshake: Duration::from_secs(10),
            answer: Duration::from_secs(60),
            pace: Pace::default(),
        }
    }
}

/// HTTPS to counterparts, each known by its pinned key.
pub struct HttpsTransport {
    runtime: Handle,
    caller: Arc<Dialler>,
}

impl fmt::Debug for HttpsTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpsTransport").finish_non_exhaustive()
    }
}

impl HttpsTransport {
    /// Calls as the holder of `identity`, on the threads of `runtime`, and no address beyond `reach`.
    #[must_use]
    pub fn new(
        runtime: Handle,
        identity: Arc<TlsIdentity>,
        directory: Arc<dyn Directory>,
        reach: Reach,
        patience: Patience,
    ) -> Self {
        let caller = Arc::new(Dialler {
            identity,
            directory,
            reach,
            patience,
            lines: Lines::default(),
        });
        Self { runtime, caller }
    }

    /// The same as [`Transport::call`], for callers on the runtime's own threads.
    ///
    /// # Errors
    /// As there.
    pub async fn call_async(
        &self,
        to: &PartyName,
        request: Request,
    ) -> Result<Response, TransportError> {
        Arc::clone(&self.caller).call(to.clone(), request).await
    }
}

impl Transport for HttpsTransport {
    /// Blocks the thread until the answer is there.
    ///
    /// Call it from ordinary threads or blocking ones (`spawn_blocking`), never
    /// inside a future: it would hold up a thread of the runtime, and on a runtime
    /// of one thread it would wait for itself.
    fn call(&self, to: &PartyName, request: Request) -> Result<Response, TransportError> {
        let (answer, answered) = mpsc::sync_channel(1);
        let call = Arc::clone(&self.caller).call(to.clone(), request);
        self.runtime.spawn(async move {
            // The thread that waits cannot be gone: it does nothing but wait.
            let _sent = answer.send(call.await);
        });
        // The task is dropped without an answer when the runtime shuts down.
        answered
            .recv()
            .unwrap_or_else(|_| Err(unreachable("runtime-stopped")))
    }
}

struct Dialler {
    identity: Arc<TlsIdentity>,
    directory: Arc<dyn Directory>,
    reach: Reach,
    patience: Patience,
    lines: Lines,
}

impl Dialler {
    async fn call(
        self: Arc<Self>,
        to: PartyName,
        request: Request,
    ) -> Result<Response, TransportError> {
        let pin = self
            .directory
            .pin(&to)
            .ok_or_else(|| unreachable("no-credential"))?;
        let wait = match &request {
            Request::Pouch { wait, .. } => *wait,
            _ => 0,
        };
        let (route, ask) = peer::ask(request)?;
        let ask = ask.map(Bytes::from);
        let (line, told) = match self.over_kept_line(&to, pin, &route, &ask, wait).await {
            // Closed by the other end since: every request may be repeated.
            None | Some(Err(TransportError::Unreachable(_))) => {
                let line = self.dial(&to, pin).await?;
                self.exchange(line, &route, ask, wait).await?
            }
            Some(answered) => answered?,
        };
        self.lines.keep(to, line);
        peer::hear(&route, told)
    }

    /// Asks over the kept connection, where there is one.
    async fn over_kept_line(
        &self,
        to: &PartyName,
        pin: Hash,
        route: &Route,
        ask: &hyper::Request<Bytes>,
        wait: u32,
    ) -> Option<Result<(Line, Told), TransportError>> {
        let line = self.lines.take(to, pin).await?;
        Some(self.exchange(line, route, ask.clone(), wait).await)
    }

    /// A connection at the first address where the holder of the pinned key answers.
    async fn dial(&self, to: &PartyName, pin: Hash) -> Result<Line, TransportError> {
        let tls = self
            .identity
            .client(pin)
            .map_err(|error| unreachable(error.code()))?;
        let tls = Arc::new(tls);
        let addresses = self.directory.endpoints(to);
        let mut failure = unreachable("no-endpoint");
        for endpoint in addresses
            .iter()
            .take(ENDPOINTS)
            .filter_map(|text| Endpoint::parse(text))
        {
            match self.connect(&endpoint, Arc::clone(&tls)).await {
                Ok(sender) => {
                    return Ok(Line {
                        sender,
                        authority: endpoint.authority(),
                        pin,
                    });
                }
                Err(error) if failure == TransportError::WrongPeer => drop(error),
                Err(error) => failure = error,
            }
        }
        Err(failure)
    }

    async fn connect(
        &self,
        endpoint: &Endpoint,
        tls: Arc<ClientConfig>,
    ) -> Result<SendRequest<Full<Bytes>>, TransportError> {
        let dialling = outward::connect(endpoint.host(), endpoint.port(), Some(&self.reach));
        let tcp = in_time(self.patience.connect, dialling)
            .await?
            .map_err(|error| of_dialling(&error))?;
        let greeting = TlsConnector::from(tls).connect(endpoint.server_name(), tcp);
        let stream = in_time(self.patience.handshake, greeting)
            .await?
            .map_err(|error| of_io(&error))?;
        let stream = TokioIo::new(Stalling::new(stream, self.patience.pace.stall));
        let (sender, connection) = http1::handshake(stream)
            .await
            .map_err(|error| of_http(&error))?;
        tokio::spawn(async move {
            // What went wrong on the connection, the sender is told as well.
            let _ended = connection.await;
        });
        Ok(sender)
    }

    /// One request and its answer; gives the connection back when both are whole.
    async fn exchange(
        &self,
        mut line: Line,
        route: &Route,
        mut ask: hyper::Request<Bytes>,
        wait: u32,
    ) -> Result<(Line, Told), TransportError> {
        ask.headers_mut().insert(HOST, line.authority.clone());
        let longest = self.patience.pace.allowance(ask.body().len())
            + self.patience.answer
            + Duration::from_secs(wait.into());
        let answer = in_time(longest, line.sender.send_request(ask.map(Full::new)));
        let answer = answer.await?.map_err(|error| of_http(&error))?;
        let told = self.read(route, answer).await?;
        Ok((line, told))
    }

    async fn read(
        &self,
        route: &Route,
        answer: hyper::Response<Incoming>,
    ) -> Result<Told, TransportError> {
        let (head, body) = answer.into_parts();
        let limit = peer::response_limit(route, head.status);
        let read = body::read(body, limit, &self.patience.pace).await;
        let bytes = read.map_err(|error| match error {
            BodyError::TooLarge => TransportError::WrongForm("too-large".to_owned()),
            BodyError::TooSlow => TransportError::TimedOut,
            BodyError::CutOff => unreachable("cut-off"),
        })?;
        Ok(Told::from_parts(head, bytes))
    }
}

async fn in_time<T>(limit: Duration, work: impl Future<Output = T>) -> Result<T, TransportError> {
    timeout(limit, work)
        .await
        .map_err(|_| TransportError::TimedOut)
}

fn unreachable(what: &str) -> TransportError {
    TransportError::Unreachable(what.to_owned())
}

fn of_dialling(error: &OutwardError) -> TransportError {
    match error {
        OutwardError::Io(error) => of_io(error),
        OutwardError::Refused => TransportError::Refused,
        _ => unreachable("no-address"),
    }
}

fn of_http(error: &hyper::Error) -> TransportError {
    let cause = error
        .source()
        .and_then(|cause| cause.downcast_ref::<io::Error>());
    match cause {
        Some(cause) => of_io(cause),
        None if error.is_parse() => TransportError::WrongForm("http".to_owned()),
        None => unreachable("connection-ended"),
    }
}

fn of_io(error: &io::Error) -> TransportError {
    let tls = error
        .get_ref()
        .and_then(|inner| inner.downcast_ref::<RustlsError>());
    match (tls, error.kind()) {
        (Some(RustlsError::InvalidCertificate(_)), _) => TransportError::WrongPeer,
        // The other end does not know our key, or no longer.
        (Some(RustlsError::AlertReceived(_)), _) => unreachable("key-refused"),
        (Some(_), _) => unreachable("tls"),
        (None, io::ErrorKind::TimedOut) => TransportError::TimedOut,
        (None, kind) => unreachable(&kind.to_string().replace(' ', "-")),
    }
}
