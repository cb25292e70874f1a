//! Webhooks: one task each while there is something to tell, several at a time.

use std::{
    collections::BTreeSet,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use comity_node::{
    rng::SystemRandom,
    webhooks::{Outcome as Tried, Outgoing, queue},
};
use comity_store::Store as _;
use comity_web::outward::{
    post::{Post, Poster},
    reach::Reach,
};
use tokio::sync::{Semaphore, watch};

use super::{House, blocking, pause, trust};

/// Requests under way at one time.
const AT_ONCE: usize = 16;
/// How often the store is looked into without news, in seconds.
const LOOK: u64 = 5;
/// After news, so that many acts at once are one look.
const GATHER: Duration = Duration::from_millis(250);

struct Worker {
    house: Arc<House>,
    poster: Poster,
    busy: Mutex<BTreeSet<String>>,
    slots: Semaphore,
}

pub(super) async fn run(house: Arc<House>, mut seen: watch::Receiver<u64>) {
    let rules = &house.config.webhooks;
    let poster = Poster::new(Reach::new(rules.allow.clone()), trust(&house, &rules.ca));
    let worker = Arc::new(Worker {
        house,
        poster,
        busy: Mutex::default(),
        slots: Semaphore::new(AT_ONCE),
    });
    loop {
        let read = |house: &House, _| Ok(house.node.unfollowed().read(queue::at_work)?);
        for (id, _) in blocking(&worker.house, read).await.unwrap_or_default() {
            if worker.take(&id) {
                tokio::spawn(Arc::clone(&worker).tell(id));
            }
        }
        tokio::select! {
            changed = seen.changed() => match changed {
                Ok(()) => tokio::time::sleep(GATHER).await,
                Err(_) => pause(LOOK).await,
            },
            () = pause(LOOK) => {}
        }
    }
}

impl Worker {
    fn take(&self, id: &str) -> bool {
        let mut busy = self.busy.lock().unwrap_or_else(PoisonError::into_inner);
        busy.insert(id.to_owned())
    }

    /// Tells everything that is to be told by this webhook now.
    async fn tell(self: Arc<Self>, id: String) {
        while let Some(one) = self.next(&id).await {
            let event = one.event.clone();
            let tried = self.send(one).await;
            let key = id.clone();
            let noted = blocking(&self.house, move |house, now| {
                let office = house.office();
                Ok(office.webhook_sent(&key, &event, tried, now, &mut SystemRandom)?)
            });
            if noted.await.is_none() {
                break;
            }
        }
        let mut busy = self.busy.lock().unwrap_or_else(PoisonError::into_inner);
        busy.remove(&id);
    }

    async fn next(&self, id: &str) -> Option<Outgoing> {
        let id = id.to_owned();
        blocking(&self.house, move |house, now| {
            Ok(house.office().webhook_next(&id, now)?)
        })
        .await?
    }

    async fn send(&self, one: Outgoing) -> Tried {
        let Ok(_slot) = self.slots.acquire().await else {
            return Tried::Failed("outward-timed-out".to_owned());
        };
        let post = Post {
            tls: one.address.tls,
            host: one.address.host,
            port: one.address.port,
            authority: one.address.authority,
            target: one.address.target,
            headers: one.headers.into(),
            body: one.body.into_bytes(),
        };
        match self.poster.send(post).await {
            Ok(answered) => Tried::Answered(answered.status, answered.retry_after),
            Err(error) => Tried::Failed(error.code().to_owned()),
        }
    }
}
