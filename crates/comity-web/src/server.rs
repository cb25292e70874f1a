//! The end that listens: counterparts in, answers out, and a share for each.
//!
//! Our own accept loop instead of a framework's, because each stage needs a
//! bound of its own: the handshake (strangers reach no further), the head of a
//! request, its body, the wait for something to say, and the reading of the
//! answer. A counterpart that uses up its share is refused; nobody else notices.
//!
//! What requests mean is answered by a [`PeerService`], on blocking threads.

use std::{future::Future, sync::Arc, time::Duration};

use comity_core::{Hash, PartyName};
use comity_peer::call::{Request, Response};
use hyper::{server::conn::http1, service::service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::{GracefulShutdown, Watcher},
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::watch,
    task::JoinSet,
    time::{sleep, timeout},
};
use tokio_rustls::{TlsAcceptor, server::TlsStream};

use self::{
    answer::Caller,
    gate::{Gate, Slot},
    share::Shares,
};
use crate::{
    limits::Limits,
    stall::Stalling,
    tls::{TlsError, TlsIdentity, pin_of},
};

mod answer;
mod gate;
mod reply;
mod share;

/// Pause after the system could not accept a connection, for lack of file handles.
const BREATH: Duration = Duration::from_millis(100);

/// What a node answers to its counterparts.
pub trait PeerService: Send + Sync + 'static {
    /// The counterpart that holds this TLS key, if one does now.
    ///
    /// Called in handshakes and before every request, on the runtime's threads:
    /// answer from memory.
    fn party(&self, pin: &Hash) -> Option<PartyName>;

    /// Answers a request. Called on a blocking thread.
    ///
    /// A pouch whose `wait` is above zero and to which there is nothing to say yet
    /// may be answered with [`Response::Nothing`]: the server then waits until
    /// [`changed`](Self::changed) reports something, the wait is over or the server
    /// stops, and passes the same pouch again with a `wait` of zero.
    fn answer(&self, caller: &PartyName, request: Request) -> Response;

    /// Does what an answered pouch leaves to be done, while the answer is on its way.
    fn answered(&self, _caller: &PartyName) {}

    /// Reports when there may be something new to say to this counterpart.
    ///
    /// Taken before [`answer`](Self::answer), so that nothing falls in between.
    fn changed(&self, party: &PartyName) -> watch::Receiver<()>;

    /// How long an answer about a part of an attachment is held back, after so many bytes of it moved.
    ///
    /// The server waits at most [`Limits::throttled`], on no thread.
    fn moved(&self, bytes: u64) -> Duration {
        let _ = bytes;
        Duration::ZERO
    }
}

/// A server for the endpoints of `docs/protocol.md`, section 7.
pub struct PeerServer {
    tls: TlsAcceptor,
    limits: Arc<Limits>,
    service: Arc<dyn PeerService>,
    shares: Arc<Shares>,
    gate: Arc<Gate>,
}

impl PeerServer {
    /// Sets up a server that holds this key.
    ///
    /// # Errors
    /// The TLS library refuses the key.
    pub fn new(
        identity: &TlsIdentity,
        service: Arc<dyn PeerService>,
        limits: Limits,
    ) -> Result<Self, TlsError> {
        let known = Arc::clone(&service);
        let tls = identity.server(move |pin| known.party(pin).is_some())?;
        let limits = Arc::new(limits);
        Ok(Self {
            tls: TlsAcceptor::from(Arc::new(tls)),
            shares: Arc::new(Shares::new(Arc::clone(&limits))),
            gate: Arc::new(Gate::new(limits.handshakes, limits.handshakes_per_address)),
            limits,
            service,
        })
    }

    /// Serves until `stop` is ready, then lets requests under way finish.
    ///
    /// Waits for something to say are cut short; what is not finished after
    /// [`Limits::farewell`] is dropped.
    pub async fn run(self, listener: TcpListener, stop: impl Future<Output = ()>) {
        let graceful = GracefulShutdown::new();
        let (stopping, stopped) = watch::channel(false);
        let mut connections = JoinSet::new();
        let server = Arc::new(self);
        tokio::pin!(stop);
        loop {
            tokio::select! {
                () = &mut stop => break,
                Some(_) = connections.join_next() => {}
                accepted = listener.accept() => match accepted {
                    Ok((tcp, from)) => {
                        // Beyond the limit of its address the connection is dropped at once.
                        let Some(slot) = server.gate.enter(from.ip()) else { continue };
                        let (watcher, stopped) = (graceful.watcher(), stopped.clone());
                        connections.spawn(Arc::clone(&server).connection(tcp, slot, watcher, stopped));
                    }
                    Err(error) => {
                        tracing::warn!(%error, "failed to accept a connection");
                        sleep(BREATH).await;
                    }
                },
            }
        }
        drop(listener);
        stopping.send_replace(true);
        let farewell = async {
            graceful.shutdown().await;
            while connections.join_next().await.is_some() {}
        };
        if timeout(server.limits.farewell, farewell).await.is_err() {
            tracing::warn!("stopped before every request was answered");
        }
    }

    async fn connection(
        self: Arc<Self>,
        tcp: TcpStream,
        mut slot: Slot,
        watcher: Watcher,
        mut stopped: watch::Receiver<bool>,
    ) {
        let greeted = tokio::select! {
            greeted = self.handshake(tcp) => greeted,
            _ = stopped.wait_for(|stopped| *stopped) => None,
            () = slot.displaced() => {
                tracing::debug!("a handshake gave way to another");
                None
            }
        };
        drop(slot);
        let Some((stream, pin, party)) = greeted else {
            return;
        };
        let share = self.shares.of(&party);
        let Some(_place) = share.connection() else {
            tracing::debug!(peer.id = %party, "too many connections of one counterpart");
            return;
        };
        let caller = Caller {
            party,
            pin,
            share,
            stopped,
            limits: Arc::clone(&self.limits),
            service: Arc::clone(&self.service),
        };
        self.serve(stream, Arc::new(caller), watcher).await;
    }

    /// TLS, within its time and number; `None` for everybody whom no credential names.
    async fn handshake(&self, tcp: TcpStream) -> Option<(TlsStream<TcpStream>, Hash, PartyName)> {
        // A delay for small answers is all that Nagle's algorithm would bring here.
        tcp.set_nodelay(true).ok()?;
        let stream = match timeout(self.limits.handshake, self.tls.accept(tcp)).await {
            Ok(Ok(stream)) => stream,
            Ok(Err(error)) => {
                tracing::debug!(%error, "refused a handshake");
                return None;
            }
            Err(_) => return None,
        };
        let certificate = stream.get_ref().1.peer_certificates()?.first()?;
        let pin = pin_of(certificate).ok()?;
        let party = self.service.party(&pin)?;
        Some((stream, pin, party))
    }

    async fn serve(&self, stream: TlsStream<TcpStream>, caller: Arc<Caller>, watcher: Watcher) {
        let stream = TokioIo::new(Stalling::new(stream, self.limits.pace.stall));
        let service = service_fn(move |request| Arc::clone(&caller).answer(request));
        let connection = http1::Builder::new()
            .timer(TokioTimer::new())
            .header_read_timeout(self.limits.headers)
            .max_headers(self.limits.header_lines)
            .max_header_size(self.limits.header_bytes)
            .half_close(false)
            .serve_connection(stream, service);
        if let Err(error) = watcher.watch(connection).await {
            tracing::debug!(%error, "a connection ended early");
        }
    }
}
