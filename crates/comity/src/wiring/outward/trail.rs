//! The local trail, on its way to a server of syslog.

use std::sync::Arc;

use comity_node::{
    config::Config,
    trail::{leaving, syslog},
};
use comity_store::Store as _;
use comity_web::outward::{OutwardError, syslog::Server, trust::Trust};

use super::{House, blocking, pause, server, trust};

/// How often the trail is looked at, in seconds.
const LOOK: u64 = 2;
/// The longest wait after a failure, in seconds.
const LONGEST: u64 = 300;

pub(super) async fn run(house: Arc<House>) {
    let Some(server) = found(&house) else {
        return std::future::pending().await;
    };
    let mut failures = 0_u32;
    loop {
        let wait = match batch(&house).await {
            Some((next, messages)) if !messages.is_empty() => {
                let carried = server.carry(&messages).await;
                note(&house, next, carried.as_ref().err()).await;
                if carried.is_ok() {
                    failures = 0;
                    continue;
                }
                failures = failures.saturating_add(1);
                LOOK.checked_shl(failures).unwrap_or(LONGEST).min(LONGEST)
            }
            _ => LOOK,
        };
        pause(wait).await;
    }
}

fn found(house: &House) -> Option<Server> {
    let rules = &house.config.syslog;
    let (host, port) = server(rules.server.as_ref())?;
    let ours = |path| Config::resolve(&house.home, path);
    let identity = rules.certificate.as_ref().zip(rules.key.as_ref());
    Some(Server {
        host,
        port,
        trust: Trust {
            identity: identity.map(|(certificate, key)| (ours(certificate), ours(key))),
            ..trust(house, &rules.ca)
        },
    })
}

/// The messages that leave next, and the number after the last of them.
async fn batch(house: &Arc<House>) -> Option<(u64, Vec<String>)> {
    blocking(house, |house, _| {
        let rows = house.node.unfollowed().read(|tx| leaving::batch(tx))?;
        let next = rows.last().map_or(0, |row| row.number.saturating_add(1));
        let us = house.node.me();
        let messages = rows.iter().map(|row| syslog::message(us, row)).collect();
        Ok((next, messages))
    })
    .await
}

async fn note(house: &Arc<House>, next: u64, failure: Option<&OutwardError>) {
    let failure = failure.map(OutwardError::code);
    if let Some(code) = failure {
        tracing::warn!(code, "failed to carry the trail away");
    }
    blocking(house, move |house, now| {
        house.node.unfollowed().write(move |tx| match failure {
            None => leaving::taken(tx, next, now),
            Some(code) => leaving::failed(tx, code, now),
        })?;
        Ok(())
    })
    .await;
}
