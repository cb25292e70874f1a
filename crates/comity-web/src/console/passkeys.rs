//! Passkeys: ceremonies between this console and the keys of its people.
//!
//! Source: Web Authentication, level 3 (W3C). A ceremony begins with a challenge that is kept
//! here, and ends with the answer of a key to it: once, within five minutes, in the session or on
//! the sign-in page that began it. A key must have verified its holder. Which host names a key
//! may be made for is the list of those that the console answers to, since nobody comes here by
//! another one (`guard`).
//!
//! Challenges lie in memory: who loses one asks for another. What is kept of a key is in
//! `comity_node::accounts::passkey`. Without the feature `passkeys` nothing is offered.

#[cfg(feature = "passkeys")]
mod answer;
#[cfg(feature = "passkeys")]
mod ceremonies;
#[cfg(feature = "passkeys")]
mod relying;

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

use axum::http::{HeaderMap, header};
use comity_core::Time;

#[cfg(feature = "passkeys")]
pub(crate) use self::{
    answer::{checked, taken},
    ceremonies::{Ceremonies, Ceremony, Waits},
    relying::{Place, key_of},
};

/// Seconds for which a key that was just used confirms that it is still the same person.
#[cfg(any(test, feature = "passkeys"))]
pub(crate) const FRESH: i64 = 5 * 60;

/// What is under way with keys.
#[derive(Debug, Default)]
pub struct Passkeys {
    /// Until when each session, by its id, is confirmed.
    confirmed: Mutex<BTreeMap<String, Time>>,
    #[cfg(feature = "passkeys")]
    ceremonies: Mutex<Ceremonies>,
}

impl Passkeys {
    /// A session in which a key was just used.
    #[cfg(any(test, feature = "passkeys"))]
    pub(crate) fn confirm(&self, session: &str, now: Time) {
        let mut confirmed = self.lock();
        confirmed.retain(|_, until| now < *until);
        confirmed.insert(session.to_owned(), now.plus(FRESH));
    }

    /// Whether a key was used in this session a moment ago.
    pub(crate) fn is_confirmed(&self, session: &str, now: Time) -> bool {
        self.lock().get(session).is_some_and(|until| now < *until)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<String, Time>> {
        self.confirmed
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    /// Works with the ceremonies.
    #[cfg(feature = "passkeys")]
    pub(crate) fn ceremonies<T>(&self, work: impl FnOnce(&mut Ceremonies) -> T) -> T {
        work(
            &mut self
                .ceremonies
                .lock()
                .unwrap_or_else(PoisonError::into_inner),
        )
    }
}

/// Whether passkeys are offered to whoever asks for a page by this host name: keys are bound to
/// names, so an address of numbers has none.
pub(crate) fn are_offered(headers: &HeaderMap) -> bool {
    let host = headers.get(header::HOST);
    let host = host.and_then(|host| host.to_str().ok()).unwrap_or_default();
    let name = host.split(':').next().unwrap_or_default();
    let numbers = name.parse::<std::net::Ipv4Addr>().is_ok() || name.starts_with('[');
    cfg!(feature = "passkeys") && !numbers && !name.is_empty()
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn an_address_of_numbers_has_no_keys() {
        let offered = |host: &'static str| {
            let headers = [(header::HOST, HeaderValue::from_static(host))];
            are_offered(&headers.into_iter().collect())
        };
        for host in ["127.0.0.1:7470", "[::1]:7470", ""] {
            assert!(!offered(host), "{host}");
        }
        let named = offered("officer.cn.localhost:7470");
        assert_eq!(named, cfg!(feature = "passkeys"));
    }

    #[test]
    fn a_session_is_confirmed_for_a_while() {
        let keys = Passkeys::default();
        let now = Time::from_seconds(1_000);
        keys.confirm("one", now);
        assert!(keys.is_confirmed("one", now.plus(FRESH - 1)));
        assert!(!keys.is_confirmed("one", now.plus(FRESH)));
        assert!(!keys.is_confirmed("two", now));
    }
}
