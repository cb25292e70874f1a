//! Ceremonies that have begun: each for one session or sign-in page, for five minutes, once.

use std::collections::BTreeMap;

use comity_core::Time;
use webauthn_rs::prelude::{
    DiscoverableAuthentication, PasskeyAuthentication, PasskeyRegistration,
};

use super::Place;

/// Seconds that a key has to answer.
const LASTS: i64 = 5 * 60;
/// Ceremonies under way at one time, of visitors who sign in and of people who are signed in
/// each; then the oldest is forgotten. One is some hundred bytes.
const MOST: usize = 10_000;

/// What a key is to answer.
#[derive(Debug, Clone)]
pub(crate) enum Waits {
    /// A new key is made, under this name.
    Make {
        label: String,
        state: PasskeyRegistration,
    },
    /// Somebody signs in, whoever it is.
    SignIn(DiscoverableAuthentication),
    /// Whoever is signed in shows that it is still the same person.
    Confirm(PasskeyAuthentication),
}

/// A ceremony that has begun.
#[derive(Debug, Clone)]
pub(crate) struct Ceremony {
    /// Where it began, and must end.
    pub(crate) place: Place,
    pub(crate) waits: Waits,
}

/// All that have begun.
///
/// Whoever signs in is a stranger yet, and strangers are many: they do not take the room of
/// people who are signed in.
#[derive(Debug, Default)]
pub(crate) struct Ceremonies {
    strangers: Begun,
    signed_in: Begun,
}

/// Those of one sort, by who may end them.
#[derive(Debug, Default)]
struct Begun(BTreeMap<String, (Time, Ceremony)>);

impl Ceremonies {
    /// Begins one, in the place of one that was begun there before.
    pub(crate) fn begin(&mut self, who: String, ceremony: Ceremony, now: Time) {
        let begun = match ceremony.waits {
            Waits::SignIn(_) => &mut self.strangers,
            Waits::Make { .. } | Waits::Confirm(_) => &mut self.signed_in,
        };
        begun.begin(who, ceremony, now);
    }

    /// Takes one, to end it: there is no second try.
    pub(crate) fn take(&mut self, who: &str, now: Time) -> Option<Ceremony> {
        let found = self.signed_in.0.remove(who);
        let (ends, ceremony) = found.or_else(|| self.strangers.0.remove(who))?;
        (now < ends).then_some(ceremony)
    }
}

impl Begun {
    fn begin(&mut self, who: String, ceremony: Ceremony, now: Time) {
        self.0.retain(|_, (ends, _)| now < *ends);
        if self.0.len() >= MOST {
            let oldest = self.0.iter().min_by_key(|(_, (ends, _))| *ends);
            if let Some(oldest) = oldest.map(|(who, _)| who.clone()) {
                self.0.remove(&oldest);
            }
        }
        self.0.insert(who, (now.plus(LASTS), ceremony));
    }
}

#[cfg(test)]
mod tests {
    use webauthn_rs::prelude::Uuid;

    use super::*;

    const NOW: Time = Time::from_seconds(1_800_000_000);

    fn ceremony() -> Ceremony {
        let place = Place::of("officer.a.localhost", "http://officer.a.localhost").unwrap();
        let (_, state) = place
            .relying("a.example")
            .unwrap()
            .start_discoverable_authentication()
            .unwrap();
        Ceremony {
            place,
            waits: Waits::SignIn(state),
        }
    }

    #[test]
    fn a_ceremony_ends_once_and_in_time() {
        let mut all = Ceremonies::default();
        all.begin("one".to_owned(), ceremony(), NOW);
        assert!(all.take("two", NOW).is_none());
        assert!(all.take("one", NOW.plus(LASTS - 1)).is_some());
        assert!(all.take("one", NOW).is_none(), "once");
        all.begin("one".to_owned(), ceremony(), NOW);
        assert!(all.take("one", NOW.plus(LASTS)).is_none(), "in time");
    }

    fn making() -> Ceremony {
        let Ceremony { place, .. } = ceremony();
        let (_, state) = place
            .relying("a.example")
            .unwrap()
            .start_passkey_registration(Uuid::from_u128(1), "li", "li", None)
            .unwrap();
        let label = "phone".to_owned();
        Ceremony {
            place,
            waits: Waits::Make { label, state },
        }
    }

    #[test]
    fn memory_has_a_bound() {
        let mut all = Ceremonies::default();
        let one = ceremony();
        all.begin("signed in".to_owned(), making(), NOW);
        for number in 0..MOST + 2 {
            let now = NOW.plus(i64::from(number > 0));
            all.begin(format!("{number:05}"), one.clone(), now);
        }
        assert_eq!(all.strangers.0.len(), MOST);
        assert!(all.take("00000", NOW).is_none(), "the oldest went first");
        assert!(
            all.take("signed in", NOW).is_some(),
            "strangers take no room of others"
        );
        let later = NOW.plus(2 * LASTS);
        all.begin("late".to_owned(), one, later);
        assert_eq!(all.strangers.0.len(), 1, "what is over goes");
    }
}
