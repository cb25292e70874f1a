//! How long failed sign-ins make one wait: a machine of times, kept in memory by its owner.
//!
//! A name is slowed down after three failures and an address after ten, twice as long each
//! time. Since anybody can fail under somebody else's name, a name waits for five minutes at
//! the most, and an address from which that name came in before is not slowed down by what
//! others do: only by its own failures. What has not failed for an hour is forgotten.
//!
//! A try counts as a failure from its beginning until it succeeds, so that many at once are no
//! more guesses than one after the other. A wait is an answer without a look at the password, so
//! it also bounds what a flood of sign-ins costs.

use std::{
    collections::BTreeMap,
    net::{IpAddr, Ipv6Addr},
};

use comity_core::Time;

/// Failures of a name without a wait.
const NAME_FREE: u32 = 3;
/// The longest wait of a name, in seconds.
const NAME_LONGEST: i64 = 5 * 60;
/// Failures of an address without a wait: many people may share one.
const ADDRESS_FREE: u32 = 10;
/// The longest wait of an address, in seconds.
const ADDRESS_LONGEST: i64 = 15 * 60;
/// Failures are forgotten after so many seconds without another.
const FORGOTTEN: i64 = 60 * 60;
/// From where a name came in is known for so many seconds.
const KNOWN: i64 = 30 * 86_400;
/// Sign-ins with a passkey that an address may begin in a minute: many people may share one.
const BEGUN: u32 = 30;
/// Seconds for which begun sign-ins are counted together.
const MINUTE: i64 = 60;
/// How many names, addresses and pairs are kept in mind each.
const MOST: usize = 10_000;

/// Failures, and when the last one was.
#[derive(Debug, Clone, Copy)]
struct Tally {
    failures: u32,
    last: Time,
}

/// A try that has begun.
#[derive(Debug)]
#[must_use = "a try that is not said to have succeeded stays a failure"]
pub struct Try {
    name: String,
    address: IpAddr,
    /// Whether the name was known at the address when it began.
    known: bool,
}

/// Who failed, from where, how often.
#[derive(Debug, Default)]
pub struct Throttle {
    names: BTreeMap<String, Tally>,
    addresses: BTreeMap<IpAddr, Tally>,
    /// Names at addresses from which they came in, with when they last did.
    known: BTreeMap<(String, IpAddr), Time>,
    /// Failures of those.
    pairs: BTreeMap<(String, IpAddr), Tally>,
    /// Addresses that began to sign in with a passkey: since when, and how often.
    begun: BTreeMap<IpAddr, (Time, u32)>,
}

impl Throttle {
    /// Somebody begins to try under this name: a failure, until it is said to have
    /// [succeeded](Self::succeeded).
    ///
    /// # Errors
    /// How many seconds this name must wait at this address; nothing is counted.
    pub fn begin(&mut self, name: &str, address: IpAddr, now: Time) -> Result<Try, i64> {
        let address = network(address);
        let pair = (name.to_owned(), address);
        let known = self.is_known(&pair, now);
        let wait = self.wait(&pair, known, now);
        if wait > 0 {
            return Err(wait);
        }
        count(&mut self.addresses, address, now);
        if known {
            count(&mut self.pairs, pair, now);
        } else {
            count(&mut self.names, name.to_owned(), now);
        }
        Ok(Try {
            name: name.to_owned(),
            address,
            known,
        })
    }

    /// Who began this try came in.
    ///
    /// The address keeps its other failures: one account of one's own must not buy guesses at others.
    pub fn succeeded(&mut self, tried: Try, now: Time) {
        take_back(&mut self.addresses, &tried.address);
        if !tried.known {
            take_back(&mut self.names, &tried.name);
        }
        let pair = (tried.name, tried.address);
        self.pairs.remove(&pair);
        make_room(&mut self.known, now, KNOWN, |at| *at);
        self.known.insert(pair, now);
    }

    fn wait(&self, pair: &(String, IpAddr), known: bool, now: Time) -> i64 {
        let by_address = self.addresses.get(&pair.1);
        let by_name = if known {
            self.pairs.get(pair)
        } else {
            self.names.get(&pair.0)
        };
        left(by_address, ADDRESS_FREE, ADDRESS_LONGEST, now).max(left(
            by_name,
            NAME_FREE,
            NAME_LONGEST,
            now,
        ))
    }

    /// Somebody at this address begins to sign in with a passkey; how many seconds it must wait
    /// with that, 0: it has begun.
    pub fn begun(&mut self, address: IpAddr, now: Time) -> i64 {
        let address = network(address);
        let counted = |since: &Time| (0..MINUTE).contains(&now.since(*since));
        let before = self.begun.get(&address).copied();
        let (since, times) = before
            .filter(|(since, _)| counted(since))
            .unwrap_or((now, 0));
        if times >= BEGUN {
            return MINUTE - now.since(since);
        }
        make_room(&mut self.begun, now, MINUTE, |(since, _)| *since);
        self.begun.insert(address, (since, times + 1));
        0
    }

    fn is_known(&self, pair: &(String, IpAddr), now: Time) -> bool {
        let since = self.known.get(pair).map(|at| now.since(*at));
        since.is_some_and(|seconds| seconds < KNOWN)
    }
}

/// Seconds that are left of the wait.
fn left(tally: Option<&Tally>, free: u32, longest: i64, now: Time) -> i64 {
    let Some(tally) = tally.filter(|tally| now.since(tally.last) < FORGOTTEN) else {
        return 0;
    };
    let Some(over) = tally.failures.checked_sub(free) else {
        return 0;
    };
    let wait = 1_i64.checked_shl(over.min(30)).unwrap_or(longest);
    // A clock that went back does not make a wait longer.
    wait.min(longest)
        .saturating_sub(now.since(tally.last).max(0))
        .max(0)
}

fn count<K: Ord + Clone>(tallies: &mut BTreeMap<K, Tally>, key: K, now: Time) {
    let before = tallies
        .get(&key)
        .filter(|tally| now.since(tally.last) < FORGOTTEN)
        .map_or(0, |tally| tally.failures);
    make_room(tallies, now, FORGOTTEN, |tally| tally.last);
    let tally = Tally {
        failures: before.saturating_add(1),
        last: now,
    };
    tallies.insert(key, tally);
}

/// One failure less.
fn take_back<K: Ord>(tallies: &mut BTreeMap<K, Tally>, key: &K) {
    if let Some(tally) = tallies.get_mut(key) {
        tally.failures = tally.failures.saturating_sub(1);
    }
}

/// Forgets what is old when there is no room, and the oldest when that is not enough.
fn make_room<K: Ord + Clone, V>(
    rows: &mut BTreeMap<K, V>,
    now: Time,
    lasting: i64,
    at: impl Fn(&V) -> Time,
) {
    if rows.len() < MOST {
        return;
    }
    rows.retain(|_, row| now.since(at(row)) < lasting);
    if rows.len() < MOST {
        return;
    }
    let mut times: Vec<Time> = rows.values().map(&at).collect();
    times.sort_unstable();
    if let Some(middle) = times.get(times.len() / 2).copied() {
        let mut surplus = rows.len() / 2;
        rows.retain(|_, row| {
            let goes = surplus > 0 && at(row) <= middle;
            surplus -= usize::from(goes);
            !goes
        });
    }
}

/// One network counts as one address: who has one IPv6 address has 2^64 of them.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(six) => {
            let [a, b, c, d, ..] = six.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
        four => four,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::accounts::tests::at;

    fn from(last: u8) -> IpAddr {
        IpAddr::from([192, 0, 2, last])
    }

    impl Throttle {
        /// A try that fails, whether or not it had to wait.
        fn failed(&mut self, name: &str, address: IpAddr, now: Time) {
            if self.begin(name, address, now).is_err() {
                let pair = (name.to_owned(), network(address));
                count(&mut self.addresses, pair.1, now);
                if self.is_known(&pair, now) {
                    count(&mut self.pairs, pair, now);
                } else {
                    count(&mut self.names, pair.0, now);
                }
            }
        }

        fn came_in(&mut self, name: &str, address: IpAddr, now: Time) {
            let tried = Try {
                name: name.to_owned(),
                address: network(address),
                known: true,
            };
            self.succeeded(tried, now);
        }

        /// How long a try would have to wait.
        fn waits(&self, name: &str, address: IpAddr, now: Time) -> i64 {
            let pair = (name.to_owned(), network(address));
            self.wait(&pair, self.is_known(&pair, now), now)
        }
    }

    #[test]
    fn many_tries_at_once_are_no_more_guesses_than_one_after_the_other() {
        let mut throttle = Throttle::default();
        let begun: Vec<_> = (0..50)
            .filter_map(|_| throttle.begin("li", from(1), at(0)).ok())
            .collect();
        assert_eq!(begun.len(), 3, "before any of them has ended");
        assert_eq!(
            throttle.waits("li", from(2), at(0)),
            1,
            "from elsewhere too"
        );
    }

    #[test]
    fn who_comes_in_has_not_failed() {
        let mut throttle = Throttle::default();
        for second in 0..100 {
            let tried = throttle.begin("li", from(1), at(second)).unwrap();
            throttle.succeeded(tried, at(second));
        }
        throttle.failed("wang", from(1), at(100));
        assert_eq!(throttle.waits("wang", from(1), at(100)), 0);
        assert_eq!(throttle.waits("li", from(2), at(100)), 0);
    }

    #[test]
    fn a_name_waits_twice_as_long_each_time_and_five_minutes_at_most() {
        let mut throttle = Throttle::default();
        let mut now = at(0);
        let mut waits = Vec::new();
        for number in 0..14 {
            throttle.failed("li", from(number), now);
            let wait = throttle.waits("li", from(200), now);
            waits.push(wait);
            now = now.plus(wait);
        }
        assert_eq!(
            waits,
            [0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300, 300]
        );
        assert_eq!(throttle.waits("li", from(200), now.plus(300)), 0);
        assert_eq!(throttle.waits("wang", from(200), now), 0);
    }

    #[test]
    fn an_address_waits_whatever_names_it_tries() {
        let mut throttle = Throttle::default();
        for number in 0..40 {
            throttle.failed(&format!("name {number}"), from(1), at(0));
        }
        assert_eq!(throttle.waits("li", from(1), at(0)), ADDRESS_LONGEST);
        assert_eq!(throttle.waits("li", from(2), at(0)), 0);
        throttle.came_in("li", from(1), at(1));
        assert!(
            throttle.waits("wang", from(1), at(1)) > 0,
            "an own account buys no guesses"
        );
    }

    #[test]
    fn others_do_not_lock_out_who_came_in_from_there_before() {
        let mut throttle = Throttle::default();
        throttle.came_in("li", from(1), at(0));
        for second in 0..1000 {
            throttle.failed("li", from(2), at(second));
        }
        assert!(throttle.waits("li", from(2), at(1000)) > 0);
        assert!(throttle.waits("li", from(3), at(1000)) > 0);
        assert_eq!(throttle.waits("li", from(1), at(1000)), 0);
        for _ in 0..5 {
            throttle.failed("li", from(1), at(1000));
        }
        assert_eq!(throttle.waits("li", from(1), at(1000)), 4);
    }

    #[test]
    fn an_hour_without_a_failure_is_forgiven() {
        let mut throttle = Throttle::default();
        for _ in 0..9 {
            throttle.failed("li", from(1), at(0));
        }
        throttle.failed("li", from(1), at(FORGOTTEN));
        assert_eq!(throttle.waits("li", from(1), at(FORGOTTEN)), 0);
    }

    #[test]
    fn an_address_begins_so_often_in_a_minute() {
        let mut throttle = Throttle::default();
        for _ in 0..BEGUN {
            assert_eq!(throttle.begun(from(1), at(0)), 0);
        }
        assert_eq!(throttle.begun(from(1), at(10)), 50);
        assert_eq!(throttle.begun(from(2), at(10)), 0, "others go on");
        assert_eq!(throttle.begun(from(1), at(MINUTE)), 0);
        assert_eq!(throttle.begun(from(1), at(0)), 0, "a clock that went back");
    }

    #[test]
    fn memory_has_a_bound() {
        let mut throttle = Throttle::default();
        for number in 0..3 * MOST {
            throttle.failed(&number.to_string(), from(1), at(0));
            throttle.came_in(&number.to_string(), from(1), at(0));
        }
        assert!(throttle.names.len() <= MOST && throttle.known.len() <= MOST);
    }

    #[test]
    fn one_network_is_one_address() {
        let mut throttle = Throttle::default();
        for number in 0..40_u16 {
            let address = Ipv6Addr::new(0x2001, 0xdb8, 0, 1, 0, 0, 0, number);
            throttle.failed(&number.to_string(), IpAddr::V6(address), at(0));
        }
        let one = Ipv6Addr::new(0x2001, 0xdb8, 0, 1, 9, 9, 9, 9);
        let other = Ipv6Addr::new(0x2001, 0xdb8, 0, 2, 9, 9, 9, 9);
        assert!(throttle.waits("li", IpAddr::V6(one), at(0)) > 0);
        assert_eq!(throttle.waits("li", IpAddr::V6(other), at(0)), 0);
        let mapped = Ipv6Addr::new(0, 0, 0, 0, 0, 0xffff, 0xc000, 0x0201);
        assert_eq!(network(IpAddr::V6(mapped)), from(1));
    }
}
