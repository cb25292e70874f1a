//! The gate before the handshake: how many may knock at one time, in all and from one address.

use std::{
    collections::BTreeMap,
    net::IpAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

/// Counts the handshakes under way.
pub(super) struct Gate {
    all: usize,
    each: usize,
    under_way: Mutex<BTreeMap<IpAddr, usize>>,
}

/// A place at the gate, given back when dropped.
pub(super) struct Slot {
    gate: Arc<Gate>,
    address: IpAddr,
}

impl Gate {
    pub(super) const fn new(all: usize, each: usize) -> Self {
        Self {
            all,
            each,
            under_way: Mutex::new(BTreeMap::new()),
        }
    }

    /// A place for one handshake, unless there are too many.
    pub(super) fn enter(self: &Arc<Self>, address: IpAddr) -> Option<Slot> {
        let address = network(address);
        let mut under_way = self.lock();
        let total: usize = under_way.values().sum();
        let here = under_way.get(&address).copied().unwrap_or_default();
        if total >= self.all || here >= self.each {
            return None;
        }
        under_way.insert(address, here + 1);
        drop(under_way);
        Some(Slot {
            gate: Arc::clone(self),
            address,
        })
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<IpAddr, usize>> {
        self.under_way
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Slot {
    fn drop(&mut self) {
        let mut under_way = self.gate.lock();
        if let Some(count) = under_way.get_mut(&self.address) {
            *count = count.saturating_sub(1);
        }
        under_way.retain(|_, count| *count > 0);
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

    #[test]
    fn one_address_cannot_take_every_place() {
        let gate = Arc::new(Gate::new(3, 2));
        let first = gate.enter(at("192.0.2.1")).unwrap();
        let _second = gate.enter(at("::ffff:192.0.2.1")).unwrap();
        assert!(gate.enter(at("192.0.2.1")).is_none());
        let _other = gate.enter(at("192.0.2.2")).unwrap();
        assert!(gate.enter(at("192.0.2.3")).is_none());
        drop(first);
        assert!(gate.enter(at("192.0.2.3")).is_some());
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
        assert!(gate.lock().is_empty());
    }
}
