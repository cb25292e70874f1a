//! What operators watch: `/healthz` and `/metrics`, plain HTTP on loopback.
//!
//! Numbers and names of counterparts, never content. The numbers are kept by
//! whoever implements [`Ops`]; here they only get their form. Reaching them from
//! another machine is left to the operator's own agent or proxy.

use std::{
    collections::BTreeMap, convert::Infallible, future::Future, io, net::IpAddr, sync::Arc,
    time::Duration,
};

use comity_core::PartyName;
use http_body_util::Full;
use hyper::{
    HeaderMap, Method, Request, StatusCode,
    body::{Bytes, Incoming},
    header::{ALLOW, CACHE_CONTROL, CONTENT_TYPE, HOST, HeaderValue},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::{GracefulShutdown, Watcher},
};
use serde::Serialize;
use tokio::{
    net::{TcpListener, TcpStream},
    sync::Semaphore,
    task::{JoinSet, spawn_blocking},
    time::{sleep, timeout},
};

use crate::stall::Stalling;

mod metrics;

/// Longest wait for a request, for an answer to be read, and for the last answers at the end.
const PATIENCE: Duration = Duration::from_secs(5);

/// Pause after the system could not accept a connection.
const BREATH: Duration = Duration::from_millis(100);

/// Connections at one time.
const CONNECTIONS: usize = 16;

/// The node's own account of itself.
pub trait Ops: Send + Sync + 'static {
    /// What was found when it last looked. Called on a blocking thread.
    fn health(&self) -> Health;

    /// The numbers as they stand. Called on a blocking thread.
    fn measures(&self) -> Measures;
}

/// Whether the node can do its work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Health {
    /// Each check by its stable code, and whether it passed.
    pub checks: BTreeMap<String, bool>,
}

impl Health {
    /// Did every check pass?
    #[must_use]
    pub fn is_good(&self) -> bool {
        self.checks.values().all(|passed| *passed)
    }
}

/// Numbers since the node started, unless said otherwise.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Measures {
    /// By counterpart.
    pub channels: BTreeMap<PartyName, ChannelMeasures>,
    /// Refusals, ours of theirs, by stable code.
    pub refusals: BTreeMap<String, u64>,
}

/// The numbers of one channel.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChannelMeasures {
    /// Exchanges that were completed.
    pub exchanges: u64,
    /// Exchanges that failed.
    pub exchanges_failed: u64,
    /// Entries of our log, as they stand.
    pub entries_ours: u64,
    /// Entries of their log that we hold, as they stand.
    pub entries_theirs: u64,
    /// Is the channel frozen?
    pub frozen: bool,
    /// Seconds since the counterpart's last fresh signature, where there is one.
    pub fresh_age_s: Option<u64>,
}

/// An address that is not on loopback, or that cannot be asked for.
#[derive(Debug, thiserror::Error)]
pub enum OpsError {
    /// Health and numbers are for this machine only.
    #[error("serve health and numbers elsewhere than on loopback")]
    NotLoopback,
    /// The listener has no address.
    #[error("read the address of the listener: {0}")]
    Listener(#[from] io::Error),
}

impl OpsError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotLoopback => "ops-not-loopback",
            Self::Listener(_) => "ops-listener",
        }
    }
}

/// Serves until `stop` is ready.
///
/// # Errors
/// The listener is not on loopback.
pub async fn run(
    listener: TcpListener,
    ops: Arc<dyn Ops>,
    stop: impl Future<Output = ()>,
) -> Result<(), OpsError> {
    if !listener.local_addr()?.ip().is_loopback() {
        return Err(OpsError::NotLoopback);
    }
    let graceful = GracefulShutdown::new();
    let places = Arc::new(Semaphore::new(CONNECTIONS));
    let mut connections = JoinSet::new();
    tokio::pin!(stop);
    loop {
        let tcp = tokio::select! {
            () = &mut stop => break,
            Some(_) = connections.join_next() => continue,
            accepted = listener.accept() => accepted,
        };
        match (tcp, Arc::clone(&places).try_acquire_owned()) {
            (Ok((tcp, _)), Ok(place)) => {
                let (watcher, ops) = (graceful.watcher(), Arc::clone(&ops));
                connections.spawn(async move {
                    connection(tcp, ops, watcher).await;
                    drop(place);
                });
            }
            (Ok(_), Err(_)) => tracing::warn!("too many connections for health and numbers"),
            (Err(error), _) => {
                tracing::warn!(%error, "failed to accept a connection");
                sleep(BREATH).await;
            }
        }
    }
    if timeout(PATIENCE, graceful.shutdown()).await.is_err() {
        tracing::warn!("stopped before every request for health and numbers was answered");
    }
    Ok(())
}

type Answer = hyper::Response<Full<Bytes>>;

async fn connection(tcp: TcpStream, ops: Arc<dyn Ops>, watcher: Watcher) {
    let service = service_fn(move |request| answer(Arc::clone(&ops), request));
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(PATIENCE)
        .half_close(false)
        .serve_connection(TokioIo::new(Stalling::new(tcp, PATIENCE)), service);
    if let Err(error) = watcher.watch(connection).await {
        tracing::debug!(%error, "a connection for health and numbers ended early");
    }
}

async fn answer(ops: Arc<dyn Ops>, request: Request<Incoming>) -> Result<Answer, Infallible> {
    if !is_for_loopback(request.headers()) {
        return Ok(bare(StatusCode::MISDIRECTED_REQUEST));
    }
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
    let work: fn(&dyn Ops) -> Option<Answer> = match request.uri().path() {
        "/healthz" => health,
        "/metrics" => metrics,
        _ => return Ok(bare(StatusCode::NOT_FOUND)),
    };
    if !is_read {
        let mut answer = bare(StatusCode::METHOD_NOT_ALLOWED);
        answer
            .headers_mut()
            .insert(ALLOW, HeaderValue::from_static("GET, HEAD"));
        return Ok(answer);
    }
    let done = spawn_blocking(move || work(&*ops)).await;
    Ok(done
        .ok()
        .flatten()
        .unwrap_or_else(|| bare(StatusCode::INTERNAL_SERVER_ERROR)))
}

fn health(ops: &dyn Ops) -> Option<Answer> {
    #[derive(Serialize)]
    struct Body<'a> {
        checks: &'a BTreeMap<String, bool>,
        status: &'a str,
    }
    let health = ops.health();
    let (status, word) = if health.is_good() {
        (StatusCode::OK, "ok")
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "failing")
    };
    let body = Body {
        checks: &health.checks,
        status: word,
    };
    Some(content(
        status,
        "application/json",
        serde_json::to_vec(&body).ok()?,
    ))
}

fn metrics(ops: &dyn Ops) -> Option<Answer> {
    let text = metrics::write(ops.measures()).ok()?;
    Some(content(StatusCode::OK, metrics::MEDIA, text.into_bytes()))
}

/// Refuses a page elsewhere that has its own name point to this machine.
fn is_for_loopback(headers: &HeaderMap) -> bool {
    let named = headers
        .get(HOST)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default();
    let host = match named.rsplit_once(':') {
        Some((host, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => host,
        _ => named,
    };
    let address = host
        .trim_start_matches('[')
        .trim_end_matches(']')
        .parse::<IpAddr>();
    host.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| address.is_loopback())
}

fn bare(status: StatusCode) -> Answer {
    let mut answer = Answer::default();
    *answer.status_mut() = status;
    answer
}

fn content(status: StatusCode, media: &'static str, body: Vec<u8>) -> Answer {
    let mut answer = Answer::new(Full::new(body.into()));
    *answer.status_mut() = status;
    answer
        .headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static(media));
    answer
        .headers_mut()
        .insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    answer
}
