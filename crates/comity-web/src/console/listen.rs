//! The end that listens for people: plain HTTP on loopback, behind the operator's proxy.
//!
//! Our own accept loop, for the bounds that each stage needs: connections in all, the head of a
//! request, and how long an answer may wait to be read.

use std::{future::Future, io, sync::Arc, time::Duration};

use hyper::{
    Request,
    body::Incoming,
    server::conn::http1,
    service::{Service as _, service_fn},
};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
    service::TowerToHyperService,
};
use tokio::{
    net::TcpListener,
    sync::Semaphore,
    task::JoinSet,
    time::{sleep, timeout},
};

use super::{Site, router};
use crate::stall::Stalling;

/// Connections at one time: a few hundred viewers, each with a stream of events.
const CONNECTIONS: usize = 1024;
/// The longest wait for the head of a request.
const HEADERS: Duration = Duration::from_secs(10);
/// The longest pause of somebody who reads an answer.
const STALL: Duration = Duration::from_secs(30);
/// How long answers may take at the end.
const FAREWELL: Duration = Duration::from_secs(2);
/// Pause after the system could not accept a connection.
const BREATH: Duration = Duration::from_millis(100);

/// Serves a site until `stop` is ready.
///
/// # Errors
/// The listener is not on loopback: in front of it stands a proxy that speaks TLS.
pub async fn run(
    listener: TcpListener,
    site: Arc<Site>,
    stop: impl Future<Output = ()>,
) -> io::Result<()> {
    if !listener.local_addr()?.ip().is_loopback() {
        return Err(io::ErrorKind::AddrNotAvailable.into());
    }
    let pages = TowerToHyperService::new(router(site));
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
        let (tcp, from) = match tcp {
            Ok(accepted) => accepted,
            Err(error) => {
                tracing::warn!(%error, "failed to accept a connection");
                sleep(BREATH).await;
                continue;
            }
        };
        let Ok(place) = Arc::clone(&places).try_acquire_owned() else {
            tracing::warn!("too many connections to the console");
            continue;
        };
        let watcher = graceful.watcher();
        let pages = pages.clone();
        // Said with each request: a layer of the router would wrap every address anew for each
        // connection, and cost 200 KB for as long as it lasts.
        let pages = service_fn(move |mut request: Request<Incoming>| {
            request.extensions_mut().insert(from);
            pages.call(request)
        });
        connections.spawn(async move {
            let stream = TokioIo::new(Stalling::new(tcp, STALL));
            let connection = http1::Builder::new()
                .timer(TokioTimer::new())
                .header_read_timeout(HEADERS)
                .half_close(false)
                .serve_connection(stream, pages);
            if let Err(error) = watcher.watch(connection).await {
                tracing::debug!(%error, "a connection to the console ended early");
            }
            drop(place);
        });
    }
    if timeout(FAREWELL, graceful.shutdown()).await.is_err() {
        tracing::debug!("stopped before every page was answered");
    }
    Ok(())
}
