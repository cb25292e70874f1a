//! The gate before the handshake: how many may knock at one time, in all and from one address.
//!
//! When every place is taken, whoever comes takes that of the handshake which
//! has waited longest at the address with most of them. So strangers that keep
//! connections open displace each other, and not a counterpart that knocks.

use std::{
    collections::BTreeMap,
    net::IpAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::oneshot;

/// Counts the handshakes under way.
pub(super) struct Gate {
    all: usize,
    each: usize,
    under_way: Mutex<UnderWay>,
}

/// The handshakes under way, in the order in which they came.
#[derive(Default)]
struct UnderWay {
    next: u64,
    places: BTreeMap<u64, Place>,
}

struct Place {
    address: IpAddr,
    /// Dropped when another takes the place.
    _kept: oneshot::Sender<()>,
}

/// A place at the gate, given back when dropped.
pub(super) struct Slot {
    gate: Arc<Gate>,
    number: u64,
    kept: oneshot::Receiver<()>,
}

impl Gate {
    pub(super) const fn new(all: usize, each: usize) -> Self {
        Self {
            all,
            each,
            under_way: Mutex::new(UnderWay {
                next: 0,
                places: BTreeMap::new(),
            }),
        }
    }

    /// A place for one handshake, unless there are too many from this address.
    pub(super) fn enter(self: &Arc<Self>, address: IpAddr) -> Option<Slot> {
        let address = network(address);
        let mut under_way = self.lock();
        if self.all == 0 || under_way.at(address) >= self.each {
            return None;
        }
        if under_way.places.len() >= self.all {
            under_way.make_room();
        }
        let number = under_way.next;
        under_way.next += 1;
        let (sender, kept) = oneshot::channel();
        let place = Place {
            address,
            _kept: sender,
        };
        under_way.places.insert(number, place);
        drop(under_way);
        Some(Slot {
            gate: Arc::clone(self),
            number,
            kept,
        })
    }

    fn lock(&self) -> MutexGuard<'_, UnderWay> {
        self.under_way
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl UnderWay {
    fn at(&self, address: IpAddr) -> usize {
        let places = self.places.values();
        places.filter(|place| place.address == address).count()
    }

    /// Takes a place from the address that has most of them: the one that waited longest.
    fn make_room(&mut self) {
        let mut counts = BTreeMap::<IpAddr, usize>::new();
        for place in self.places.values() {
            *counts.entry(place.address).or_default() += 1;
        }
        let most = counts.values().copied().max().unwrap_or_default();
        let longest = self
            .places
            .iter()
            .find(|(_, place)| counts.get(&place.address) == Some(&most))
            .map(|(number, _)| *number);
        if let Some(number) = longest {
            self.places.remove(&number);
        }
    }
}

impl Slot {
    /// Ends when another has taken the place.
    pub(super) async fn displaced(&mut self) {
        // Nothing is ever sent: it ends when the other end is dropped.
        let _taken = (&mut self.kept).await;
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        self.gate.lock().places.remove(&self.number);
    }
}

/// One host of IPv4, or one network of 64 bits of IPv6, which one subscriber has.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => {
            let left = u128::from(v6) & !u128::from(u64::MAX);
            IpAddr::V6(left.into())
        }
        v4 @ IpAddr::V4(_) => v4,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    fn is_displaced(slot: &mut Slot) -> bool {
        slot.kept.try_recv() == Err(oneshot::error::TryRecvError::Closed)
    }

    #[test]
    fn one_address_cannot_take_every_place() {
        let gate = Arc::new(Gate::new(3, 2));
        let first = gate.enter(at("192.0.2.1")).unwrap();
        let _second = gate.enter(at("::ffff:192.0.2.1")).unwrap();
        assert!(gate.enter(at("192.0.2.1")).is_none());
        let mut other = gate.enter(at("192.0.2.2")).unwrap();
        drop(first);
        assert!(gate.enter(at("192.0.2.1")).is_some());
        assert!(!is_displaced(&mut other));
    }

    #[test]
    fn who_comes_takes_the_oldest_place_of_the_address_with_most() {
        let gate = Arc::new(Gate::new(4, 2));
        let mut alone = gate.enter(at("192.0.2.9")).unwrap();
        let mut strangers: Vec<_> = ["192.0.2.1", "192.0.2.1", "192.0.2.2"]
            .iter()
            .map(|address| gate.enter(at(address)).unwrap())
            .collect();
        let mut newcomer = gate.enter(at("192.0.2.3")).unwrap();
        let displaced: Vec<_> = strangers.iter_mut().map(is_displaced).collect();
        assert_eq!(displaced, [true, false, false]);
        assert_eq!(gate.lock().places.len(), 4);
        // What was displaced gives back no place a second time.
        drop(strangers.remove(0));
        assert_eq!(gate.lock().places.len(), 4);
        assert!(!is_displaced(&mut alone) && !is_displaced(&mut newcomer));
        // Where all have one, the oldest goes.
        let _next = gate.enter(at("192.0.2.4")).unwrap();
        assert!(is_displaced(&mut alone) && !is_displaced(&mut newcomer));
    }

    #[test]
    fn where_there_are_no_places_nobody_enters() {
        assert!(Arc::new(Gate::new(0, 1)).enter(at("192.0.2.1")).is_none());
    }

    #[test]
    fn one_network_of_ipv6_is_one_address() {
        let gate = Arc::new(Gate::new(3, 1));
        let _first = gate.enter(at("2001:db8::1")).unwrap();
        assert!(gate.enter(at("2001:db8::2")).is_none());
        assert!(gate.enter(at("2001:db8:0:1::1")).is_some());
    }

    #[test]
    fn a_place_given_back_leaves_nothing_behind() {
        let gate = Arc::new(Gate::new(3, 1));
        drop(gate.enter(at("192.0.2.1")));
        assert!(gate.lock().places.is_empty());
    }
}
