//! The share of one counterpart: its connections, its large messages, its rate.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use comity_core::PartyName;
use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    time::Instant,
};

use crate::limits::Limits;

/// The shares of all counterparts that ever connected; as many as there are credentials.
pub(super) struct Shares {
    limits: Arc<Limits>,
    by_party: Mutex<BTreeMap<PartyName, Arc<Share>>>,
}

impl Shares {
    pub(super) const fn new(limits: Arc<Limits>) -> Self {
        Self {
            limits,
            by_party: Mutex::new(BTreeMap::new()),
        }
    }

    pub(super) fn of(&self, party: &PartyName) -> Arc<Share> {
        let mut shares = self.by_party.lock().unwrap_or_else(PoisonError::into_inner);
        let share = shares
            .entry(party.clone())
            .or_insert_with(|| Arc::new(Share::new(&self.limits)));
        Arc::clone(share)
    }
}

/// What one counterpart may still take.
pub(super) struct Share {
    connections: Arc<Semaphore>,
    large: Arc<Semaphore>,
    requests: Mutex<Bucket>,
}

impl Share {
    fn new(limits: &Limits) -> Self {
        Self {
            connections: Arc::new(Semaphore::new(limits.connections_per_peer)),
            large: Arc::new(Semaphore::new(limits.large_per_peer)),
            requests: Mutex::new(Bucket::new(limits, Instant::now())),
        }
    }

    /// A place for one more connection.
    pub(super) fn connection(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.connections).try_acquire_owned().ok()
    }

    /// A place for one more pouch or copy.
    pub(super) fn large(&self) -> Option<OwnedSemaphorePermit> {
        Arc::clone(&self.large).try_acquire_owned().ok()
    }

    /// Counts one request; false when it is one too many.
    pub(super) fn request(&self) -> bool {
        let mut bucket = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        bucket.take(Instant::now())
    }
}

/// A bucket of requests that fills at a steady rate.
struct Bucket {
    full_us: u64,
    each_us: u64,
    /// When the bucket would be full again.
    full_at: Instant,
}

impl Bucket {
    fn new(limits: &Limits, now: Instant) -> Self {
        let each_us = 1_000_000 / u64::from(limits.rate_per_peer.max(1));
        Self {
            full_us: each_us * u64::from(limits.burst_per_peer.max(1)),
            each_us,
            full_at: now,
        }
    }

    fn take(&mut self, now: Instant) -> bool {
        let next = self.full_at.max(now) + Duration::from_micros(self.each_us);
        let fits = next.duration_since(now) <= Duration::from_micros(self.full_us);
        if fits {
            self.full_at = next;
        }
        fits
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_burst_passes_and_then_the_rate_holds() {
        let limits = Limits {
            burst_per_peer: 3,
            rate_per_peer: 10,
            ..Limits::default()
        };
        let start = Instant::now();
        let mut bucket = Bucket::new(&limits, start);
        let taken = |bucket: &mut Bucket, at: Instant| (0..9).filter(|_| bucket.take(at)).count();
        assert_eq!(taken(&mut bucket, start), 3);
        assert_eq!(taken(&mut bucket, start + Duration::from_millis(99)), 0);
        assert_eq!(taken(&mut bucket, start + Duration::from_millis(100)), 1);
        assert_eq!(taken(&mut bucket, start + Duration::from_secs(60)), 3);
    }

    #[tokio::test]
    async fn one_counterpart_never_takes_the_share_of_another() {
        let limits = Limits {
            large_per_peer: 1,
            ..Limits::default()
        };
        let shares = Shares::new(Arc::new(limits));
        let (a, b) = ("a.example".parse().unwrap(), "b.example".parse().unwrap());
        let taken = shares.of(&a).large().unwrap();
        assert!(shares.of(&a).large().is_none());
        assert!(shares.of(&b).large().is_some());
        drop(taken);
        assert!(shares.of(&a).large().is_some());
    }
}
