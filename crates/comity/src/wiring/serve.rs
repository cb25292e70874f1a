//! A running node: answers counterparts, calls them, and hears the bell until it is told to stop.

use std::{future::Future, net::SocketAddr, sync::Arc, time::Duration};

use comity_web::{client::HttpsTransport, client::Patience, limits::Limits, server::PeerServer};
use tokio::{
    net::TcpListener,
    runtime::{Builder, Runtime},
    sync::{mpsc, watch},
};

use super::{
    House, bell, console,
    network::{self, Book},
    ops::Account,
    outward,
    scheduler::Scheduler,
    service::Answering,
};
use crate::{
    exit::Exit,
    failure::{Failure, Outcome},
};

/// How long threads that still wait for a counterpart are left alone at the end.
const FAREWELL: Duration = Duration::from_secs(2);

/// Threads that may wait at one time: for two calls to each of 200 counterparts, and for the
/// answers to theirs besides. A thread is made when it is needed and goes when it is not.
const THREADS: usize = 1024;

/// Where a service listens.
#[derive(Debug, Clone, Copy, serde::Serialize)]
pub(crate) struct Listening {
    /// For counterparts.
    pub(crate) listen: SocketAddr,
    /// For the operator.
    pub(crate) operate: SocketAddr,
    /// For people.
    pub(crate) console: SocketAddr,
}

/// A runtime for network and timers.
pub(crate) fn runtime() -> Outcome<Runtime> {
    Builder::new_multi_thread()
        .worker_threads(2)
        .max_blocking_threads(THREADS)
        .enable_all()
        .build()
        .map_err(|error| Failure::from_error("serve-runtime", &error))
}

/// Ends a runtime; calls under way are given up.
pub(crate) fn end(runtime: Runtime) {
    runtime.shutdown_timeout(FAREWELL);
}

/// Serves a home until `stop` is ready; `started` is told where.
pub(crate) async fn run(
    house: Arc<House>,
    at: Listening,
    started: impl FnOnce(Listening),
    stop: impl Future<Output = ()>,
) -> Outcome {
    let _lock = house.home.lock_for_serving()?;
    let peers = bind(at.listen).await?;
    let operators = bind(at.operate).await?;
    let people = bind(at.console).await?;
    let identity = network::identity(&house)?;
    let book = Book::of(&house.node)?;
    let answering = Answering::new(&house, Arc::clone(&book));
    let service = Arc::clone(&answering);
    let server = PeerServer::new(&identity, service, Limits::default())?;
    let (stopping, stopped) = watch::channel(false);
    let (heard, rings) = mpsc::unbounded_channel();
    if let Err(error) = bell::listen(&house.home, heard.clone()) {
        tracing::warn!(%error, "failed to hang up the bell; commands wait for the rhythm");
    }
    let here = Listening {
        listen: address(&peers)?,
        operate: address(&operators)?,
        console: address(&people)?,
    };
    let site = console::site(&house, &answering, heard.clone());
    let scheduler = scheduler(&house, &book, &answering, identity)?;
    let known = house.known_beside_keys()?;
    outward::rules(&house)?;
    let seen = answering.seen();
    let account = Account { answering, known };
    let tasks = [
        tokio::spawn(server.run(peers, told(stopped.clone()))),
        tokio::spawn(scheduler.run(rings, stopped.clone())),
        tokio::spawn(operate(operators, account, stopped.clone())),
        tokio::spawn(outward::run(Arc::clone(&house), seen, stopped.clone())),
        tokio::spawn(console::run(people, site, told(stopped))),
    ];
    started(here);
    stop.await;
    stopping.send_replace(true);
    for task in tasks {
        task.await
            .map_err(|error| Failure::new(Exit::Bug, "serve-task").because(error))?;
    }
    drop(heard);
    std::fs::remove_file(house.home.bell()).ok();
    Ok(())
}

fn scheduler(
    house: &House,
    book: &Arc<Book>,
    answering: &Arc<Answering>,
    identity: Arc<comity_web::tls::TlsIdentity>,
) -> Outcome<Arc<Scheduler>> {
    let own = house.node.own_credential()?;
    let handle = tokio::runtime::Handle::current();
    let directory = Arc::clone(book);
    let transport = HttpsTransport::new(
        handle,
        identity,
        directory,
        network::reach(house),
        Patience::default(),
    );
    Ok(Arc::new(Scheduler {
        answering: Arc::clone(answering),
        book: Arc::clone(book),
        parts: Arc::clone(&house.parts),
        clock: Arc::clone(&house.clock),
        spools: house.spools(),
        throttle: Arc::clone(&house.throttle),
        transport: Arc::new(transport),
        dials: house.config.network.dial,
        unreachable: own.credential().endpoints.is_empty(),
        bells: std::sync::Mutex::default(),
    }))
}

async fn operate(listener: TcpListener, account: Account, stopped: watch::Receiver<bool>) {
    let account = Arc::new(account);
    if let Err(error) = comity_web::ops::run(listener, account, told(stopped)).await {
        tracing::error!(code = error.code(), "failed to serve health and numbers");
    }
}

async fn told(mut stopped: watch::Receiver<bool>) {
    // The sender is gone only at the end, which is a stop too.
    stopped.wait_for(|stopped| *stopped).await.ok();
}

async fn bind(at: SocketAddr) -> Outcome<TcpListener> {
    TcpListener::bind(at)
        .await
        .map_err(|error| Failure::from_error("serve-address", &error).with("address", at))
}

fn address(listener: &TcpListener) -> Outcome<SocketAddr> {
    listener
        .local_addr()
        .map_err(|error| Failure::from_error("serve-address", &error))
}

/// Ready when the system asks the process to end; listens from the moment of the call,
/// which must be inside a runtime, so that no request to end comes too early.
pub(crate) fn asked_to_stop() -> impl Future<Output = ()> {
    use tokio::signal::unix::{SignalKind, signal};
    let listen = |kind| {
        let heard = signal(kind).ok();
        async move {
            match heard {
                Some(mut heard) => drop(heard.recv().await),
                None => std::future::pending().await,
            }
        }
    };
    let (term, interrupt) = (
        listen(SignalKind::terminate()),
        listen(SignalKind::interrupt()),
    );
    async {
        tokio::select! {
            () = term => {}
            () = interrupt => {}
        }
    }
}
