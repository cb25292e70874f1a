//! The console of a running service: the open house as pages see it.

use std::{
    fs,
    future::Future,
    sync::{Arc, Mutex},
};

use comity_core::PartyName;
use comity_node::{attach::AgeStreams, case::uploads::Turns};
use comity_peer::seal::Suite;
use comity_web::{
    Turnstile,
    console::{Audits, Hosts, Passkeys, Shelf, Site},
};
use tokio::{
    net::TcpListener,
    sync::{mpsc, watch},
};

use super::{House, service::Answering};

/// What pages stand on; `heard` takes rings for the service.
pub(super) fn site(
    house: &House,
    answering: &Answering,
    heard: mpsc::UnboundedSender<PartyName>,
) -> Arc<Site> {
    // What a service that was killed left half opened.
    fs::remove_dir_all(house.home.opening()).ok();
    Arc::new(Site {
        node: Arc::clone(&house.node),
        parts: house.parts.clone(),
        streams: Arc::new(AgeStreams {
            suite: Suite::AgeX25519,
        }),
        home: house.home.clone(),
        config: house.config.clone(),
        clock: Arc::clone(&house.clock),
        words: comity_text::catalogue,
        hosts: Hosts::new(house.config.console.hosts.iter().cloned()),
        // A service that is about to stop hears nothing any more, and says it when it starts.
        ring: Box::new(move |them| drop(heard.send(them.clone()))),
        news: answering.seen(),
        stirred: watch::Sender::default(),
        failures: Mutex::default(),
        passkeys: Passkeys::default(),
        audits: Audits::default(),
        shelf: Shelf::default(),
        waiting: Turnstile::of_work(),
        following: Turnstile::of_streams(),
        uploads: Turns::default(),
    })
}

/// Serves pages until `stop` is ready.
pub(super) async fn run(listener: TcpListener, site: Arc<Site>, stop: impl Future<Output = ()>) {
    if let Err(error) = comity_web::console::run(listener, site, stop).await {
        tracing::error!(%error, "failed to serve the console");
    }
}
