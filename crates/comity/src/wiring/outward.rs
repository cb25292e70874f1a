//! What a running service sends to others than counterparts: webhooks, mail notices, the trail.
//!
//! Each is a task of its own, so that a receiver that is away costs the others nothing. What is
//! to be sent is read from the store each time; nothing that matters lives here.

mod mail;
mod trail;
mod webhooks;

use std::{path::Path, sync::Arc, time::Duration};

use comity_core::Time;
use comity_node::config::{Config, host_and_port};
use comity_store::Store as _;
use comity_web::outward::trust::Trust;
use tokio::sync::watch;

use super::House;
use crate::failure::Outcome;

/// Notes in the trail which rules are not what they were at the last start.
pub(crate) fn rules(house: &House) -> Outcome {
    let (config, now) = (house.config.clone(), house.now());
    house
        .node
        .unfollowed()
        .write(move |tx| comity_node::trail::rules::follow(tx, &config, now))?;
    Ok(())
}

/// Sends until told to stop.
pub(crate) async fn run(
    house: Arc<House>,
    seen: watch::Receiver<u64>,
    mut stop: watch::Receiver<bool>,
) {
    let hooks = webhooks::run(Arc::clone(&house), seen);
    let notices = mail::run(Arc::clone(&house));
    let trail = trail::run(house);
    tokio::select! {
        _ = stop.wait_for(|stop| *stop) => {}
        // None of them ends by itself.
        () = async { tokio::join!(hooks, notices, trail); } => {}
    }
}

/// Work on a thread that may wait for the disk; a failure is traced once, here.
async fn blocking<T: Send + 'static>(
    house: &Arc<House>,
    work: impl FnOnce(&House, Time) -> Outcome<T> + Send + 'static,
) -> Option<T> {
    let house = Arc::clone(house);
    let done = tokio::task::spawn_blocking(move || work(&house, house.now())).await;
    match done.ok()? {
        Ok(done) => Some(done),
        Err(failure) => {
            tracing::warn!(
                code = failure.code,
                "failed to see to what leaves this house"
            );
            None
        }
    }
}

/// Host and port of a server; the configuration was checked when it was read.
fn server(text: Option<&String>) -> Option<(String, u16)> {
    let (host, port) = host_and_port(text?)?;
    Some((host.to_owned(), port))
}

/// The authorities of a section of the configuration.
fn trust(house: &House, authorities: &Path) -> Trust {
    Trust {
        authorities: Config::resolve(&house.home, authorities),
        identity: None,
    }
}

async fn pause(seconds: u64) {
    tokio::time::sleep(Duration::from_secs(seconds)).await;
}
