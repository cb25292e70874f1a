//! Sessions: short, renewed by use, listed and revocable.
//!
//! A session ends half an hour after it was last used, and twelve hours after it was opened
//! in any case. Every sign-in opens a new one under a new secret and ends the one before in
//! the same browser, so that a secret that somebody planted there opens nothing. A person has
//! ten at most: who signs in once more ends the one that was opened first.

use comity_core::Time;
use comity_peer::rng::Random;
use comity_store::{ReadTx, StoreError, Tx};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{AccessError, Secret, secret, watched};
use crate::{kept, trail};

/// Seconds without use after which a session is over.
pub const IDLE: i64 = 30 * 60;
/// Seconds after which a session is over in any case.
pub const WHOLE: i64 = 12 * 60 * 60;
/// The most sessions of one person that are in force at a time.
pub const MOST: usize = 10;
/// A use is written down when the last one is older, in seconds.
const NOTED: i64 = 60;
/// How much is kept of what the browser says of itself, in characters.
const AGENT: usize = 200;

const KIND: &str = "session";
/// When somebody last came in with a key of his or her own.
const LAST: &str = "last-sign-in";

/// How somebody proved who he or she is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    /// A passkey.
    Passkey,
    /// A password and a one-time code.
    Password,
    /// A client certificate.
    Certificate,
    /// A link for setting up: it leads to one's own account and nowhere else.
    Link,
    /// A link of a demonstration, which signs in whole.
    Visit,
    /// A token of the interface.
    Token,
}

impl How {
    /// All ways.
    pub const ALL: [Self; 6] = [
        Self::Passkey,
        Self::Password,
        Self::Certificate,
        Self::Link,
        Self::Visit,
        Self::Token,
    ];

    /// Its name in files.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Passkey => "passkey",
            Self::Password => "password",
            Self::Certificate => "certificate",
            Self::Link => "link",
            Self::Visit => "visit",
            Self::Token => "token",
        }
    }
}

/// A session as it is stored and listed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Session {
    /// Tells it from others in lists; it opens nothing.
    pub id: String,
    /// Whose.
    pub name: String,
    /// How it was opened.
    pub how: How,
    /// When it was opened.
    pub opened: Time,
    /// When it was last used, to the minute.
    pub used: Time,
    /// What the browser says of itself, cut short.
    pub agent: String,
}

impl Session {
    /// When it is over unless it is used before.
    #[must_use]
    pub fn ends(&self) -> Time {
        self.used.plus(IDLE).min(self.opened.plus(WHOLE))
    }
}

/// What a new session is opened with.
#[derive(Debug, Clone)]
pub struct Opening<'a> {
    /// Whose.
    pub name: &'a str,
    /// How the person came in.
    pub how: How,
    /// What the browser says of itself.
    pub agent: &'a str,
    /// The secret that the browser brought along; its session ends.
    pub before: Option<&'a Secret>,
}

/// A session that was just opened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// For the browser alone.
    pub secret: Secret,
    /// What is stored.
    pub session: Session,
}

/// Opens a session; takes those that are over out of the store, and ends those of this person that
/// were opened first where there would be more than [`MOST`].
///
/// # Errors
/// The store.
pub fn open(
    tx: &mut dyn Tx,
    opening: &Opening<'_>,
    now: Time,
    rng: &mut dyn Random,
) -> Result<Opened, StoreError> {
    sweep(tx, now)?;
    if let Some(before) = opening.before {
        tx.unkeep(KIND, &before.key())?;
    }
    make_room(tx, opening.name, now)?;
    let secret = Secret::draw(rng);
    let key = secret.key();
    let session = Session {
        id: secret::id(&key),
        name: opening.name.to_owned(),
        how: opening.how,
        opened: now,
        used: now,
        agent: opening
            .agent
            .chars()
            .filter(|c| !c.is_control())
            .take(AGENT)
            .collect(),
    };
    kept::put(tx, KIND, &key, &session)?;
    if matches!(session.how, How::Passkey | How::Password | How::Certificate) {
        kept::put(tx, LAST, opening.name, &now)?;
        watched::mark(tx, opening.name)?;
    }
    let what = json!({"how": session.how, "session": session.id});
    trail::note(tx, now, opening.name, "signed-in", what)?;
    Ok(Opened { secret, session })
}

/// The session of this secret, while it is in force.
///
/// # Errors
/// The store.
pub fn find(tx: &dyn ReadTx, secret: &Secret, now: Time) -> Result<Option<Session>, StoreError> {
    let found: Option<Session> = kept::get(tx, KIND, &secret.key())?;
    Ok(found.filter(|session| in_force(session, now)))
}

/// When this person last came in with a passkey, a password or a certificate.
///
/// # Errors
/// The store.
pub fn last(tx: &dyn ReadTx, name: &str) -> Result<Option<Time>, StoreError> {
    kept::get(tx, LAST, name)
}

/// Whether a use must be written down; so most uses write nothing.
#[must_use]
pub fn is_due(session: &Session, now: Time) -> bool {
    now.since(session.used) >= NOTED
}

/// Writes a use down, at most once a minute; nothing when the session is over.
///
/// # Errors
/// The store.
pub fn touch(tx: &mut dyn Tx, secret: &Secret, now: Time) -> Result<(), StoreError> {
    match find(&*tx, secret, now)? {
        Some(mut session) if is_due(&session, now) => {
            session.used = now;
            kept::put(tx, KIND, &secret.key(), &session)
        }
        _ => Ok(()),
    }
}

/// The sessions of a person that are in force, the last used first.
///
/// # Errors
/// The store.
pub fn list(tx: &dyn ReadTx, name: &str, now: Time) -> Result<Vec<Session>, StoreError> {
    let all = kept::all::<Session>(tx, KIND)?.into_iter();
    let mut found: Vec<_> = all
        .map(|(_, session)| session)
        .filter(|session| session.name == name && in_force(session, now))
        .collect();
    found.sort_by(|a, b| b.used.cmp(&a.used).then_with(|| a.id.cmp(&b.id)));
    Ok(found)
}

/// Ends the session of this secret, if there is one.
///
/// # Errors
/// The store.
pub fn close(tx: &mut dyn Tx, secret: &Secret, now: Time) -> Result<(), StoreError> {
    if let Some(session) = find(&*tx, secret, now)? {
        tx.unkeep(KIND, &secret.key())?;
        let what = json!({"session": session.id});
        trail::note(tx, now, &session.name, "signed-out", what)?;
    }
    Ok(())
}

/// Ends one session of a person, by its id.
///
/// Who may do it to whom is the caller's to ask: one's own always, of others with
/// [`super::Permission::RevokeAccess`].
///
/// # Errors
/// There is no such session of this person.
pub fn revoke(
    tx: &mut dyn Tx,
    name: &str,
    id: &str,
    by: &str,
    now: Time,
) -> Result<(), AccessError> {
    let ended = end(tx, by, now, |session| {
        session.name == name && session.id == id
    })?;
    if ended == 0 {
        return Err(AccessError::NoAccess(id.to_owned()));
    }
    Ok(())
}

/// Ends all sessions of a person, but the one that is to stay; how many.
///
/// # Errors
/// The store.
pub fn revoke_all(
    tx: &mut dyn Tx,
    name: &str,
    but: Option<&Secret>,
    by: &str,
    now: Time,
) -> Result<usize, StoreError> {
    let but = but.map(|secret| secret::id(&secret.key()));
    end(tx, by, now, |session| {
        session.name == name && Some(&session.id) != but.as_ref()
    })
}

/// Ends all sessions of everybody, as after a restored backup: what was signed out since must
/// not be signed in again.
///
/// # Errors
/// The store.
pub fn end_all(tx: &mut dyn Tx) -> Result<(), StoreError> {
    for (key, _) in kept::all::<Session>(&*tx, KIND)? {
        tx.unkeep(KIND, &key)?;
    }
    Ok(())
}

fn end(
    tx: &mut dyn Tx,
    by: &str,
    now: Time,
    meant: impl Fn(&Session) -> bool,
) -> Result<usize, StoreError> {
    let mut ended = 0;
    for (key, session) in kept::all::<Session>(&*tx, KIND)? {
        if meant(&session) {
            tx.unkeep(KIND, &key)?;
            let what = json!({"person": session.name, "session": session.id});
            trail::note(tx, now, by, "session-revoked", what)?;
            ended += 1;
        }
    }
    Ok(ended)
}

/// Ends the sessions of a person that were opened first, so that one more has its place.
fn make_room(tx: &mut dyn Tx, name: &str, now: Time) -> Result<(), StoreError> {
    let mut own = kept::all::<Session>(&*tx, KIND)?;
    own.retain(|(_, session)| session.name == name);
    own.sort_by(|(_, a), (_, b)| (a.opened, a.used, &a.id).cmp(&(b.opened, b.used, &b.id)));
    let beyond = (own.len() + 1).saturating_sub(MOST);
    for (key, session) in own.into_iter().take(beyond) {
        tx.unkeep(KIND, &key)?;
        let what = json!({"person": name, "session": session.id, "most": MOST});
        trail::note(tx, now, name, "session-beyond-most", what)?;
    }
    Ok(())
}

fn sweep(tx: &mut dyn Tx, now: Time) -> Result<(), StoreError> {
    for (key, session) in kept::all::<Session>(&*tx, KIND)? {
        if !in_force(&session, now) {
            tx.unkeep(KIND, &key)?;
        }
    }
    Ok(())
}

/// A session from the future is of a clock that was wrong: it is over, too.
fn in_force(session: &Session, now: Time) -> bool {
    now < session.ends() && session.opened <= now.plus(NOTED)
}

#[cfg(test)]
mod tests {
    use comity_peer::fixtures::Seeded;
    use comity_store::{MemoryStore, Store as _};

    use super::*;
    use crate::accounts::tests::at;

    fn opened(store: &MemoryStore, seed: u64, before: Option<&Secret>, now: Time) -> Opened {
        let before = before.cloned();
        store
            .write(move |tx| {
                let opening = Opening {
                    name: "li",
                    how: How::Passkey,
                    agent: "browser\n1",
                    before: before.as_ref(),
                };
                open(tx, &opening, now, &mut Seeded::new(seed))
            })
            .unwrap()
    }

    fn found(store: &MemoryStore, secret: &Secret, now: Time) -> Option<Session> {
        store.read(|tx| find(tx, secret, now)).unwrap()
    }

    fn used(store: &MemoryStore, secret: &Secret, now: Time) {
        let secret = secret.clone();
        store.write(move |tx| touch(tx, &secret, now)).unwrap();
    }

    #[test]
    fn a_session_that_is_not_used_ends_after_half_an_hour() {
        let store = MemoryStore::new();
        let one = opened(&store, 1, None, at(0));
        assert_eq!(one.session.agent, "browser1");
        assert_eq!(found(&store, &one.secret, at(IDLE - 1)), Some(one.session));
        assert_eq!(found(&store, &one.secret, at(IDLE)), None);
    }

    #[test]
    fn use_renews_it_but_not_beyond_twelve_hours() {
        let store = MemoryStore::new();
        let one = opened(&store, 1, None, at(0));
        for minute in 1..=WHOLE / 60 - 1 {
            used(&store, &one.secret, at(minute * 60));
        }
        assert!(found(&store, &one.secret, at(WHOLE - 1)).is_some());
        assert!(found(&store, &one.secret, at(WHOLE)).is_none());
        used(&store, &one.secret, at(WHOLE));
        assert!(found(&store, &one.secret, at(WHOLE)).is_none());
    }

    #[test]
    fn a_use_is_written_once_a_minute() {
        let store = MemoryStore::new();
        let one = opened(&store, 1, None, at(0));
        used(&store, &one.secret, at(NOTED - 1));
        assert_eq!(found(&store, &one.secret, at(60)).unwrap().used, at(0));
        used(&store, &one.secret, at(NOTED));
        assert_eq!(found(&store, &one.secret, at(60)).unwrap().used, at(60));
    }

    #[test]
    fn a_sign_in_ends_the_session_that_the_browser_brought() {
        let store = MemoryStore::new();
        let planted = opened(&store, 1, None, at(0));
        let own = opened(&store, 2, Some(&planted.secret), at(5));
        assert_ne!(own.secret, planted.secret);
        assert_eq!(found(&store, &planted.secret, at(6)), None);
        assert!(found(&store, &own.secret, at(6)).is_some());
    }

    #[test]
    fn sessions_are_listed_and_revoked() {
        let store = MemoryStore::new();
        let all: Vec<Opened> = (1..=3)
            .map(|seed| opened(&store, seed, None, at(seed.cast_signed())))
            .collect();
        let listed = || store.read(|tx| list(tx, "li", at(10))).unwrap();
        assert_eq!(listed().len(), 3);
        assert_eq!(listed()[0], all[2].session, "the last used comes first");
        let id = all[0].session.id.clone();
        let again = id.clone();
        store
            .write(move |tx| revoke(tx, "li", &id, "li", at(10)))
            .unwrap();
        let gone = store.write(move |tx| revoke(tx, "li", &again, "li", at(10)));
        assert_eq!(gone.map_err(|error| error.code()), Err("access-unknown"));
        let stays = all[2].secret.clone();
        let ended = store.write(move |tx| revoke_all(tx, "li", Some(&stays), "li", at(10)));
        assert_eq!(ended, Ok(1));
        assert_eq!(listed(), [all[2].session.clone()]);
        let last = all[2].secret.clone();
        store.write(move |tx| close(tx, &last, at(11))).unwrap();
        assert_eq!(listed(), []);
    }

    #[test]
    fn one_more_than_the_most_ends_the_one_that_was_opened_first() {
        let store = MemoryStore::new();
        let open_at = |seed: u64| opened(&store, seed, None, at(seed.cast_signed()));
        let all: Vec<Opened> = (1..=MOST as u64).map(open_at).collect();
        // Of somebody else there is one, which was opened before all of these.
        let other = store
            .write(|tx| {
                let opening = Opening {
                    name: "wang",
                    how: How::Password,
                    agent: "",
                    before: None,
                };
                open(tx, &opening, at(0), &mut Seeded::new(50))
            })
            .unwrap();
        // The first one was used last: how long somebody has been in decides, not how busy.
        used(&store, &all[0].secret, at(100));
        let in_force = |one: &Opened| found(&store, &one.secret, at(101)).is_some();
        assert!(all.iter().all(in_force));

        let fresh = opened(&store, 60, None, at(101));
        assert!(!in_force(&all[0]));
        assert!(all[1..].iter().chain([&fresh, &other]).all(in_force));
        let trail = store.read(|tx| trail::list(tx, 0, 100)).unwrap();
        let noted = trail
            .iter()
            .rev()
            .find(|row| row.did.starts_with("session-"));
        let noted = noted.expect("the trail says so");
        assert_eq!((&*noted.who, &*noted.did), ("li", "session-beyond-most"));
        assert_eq!(noted.what["session"], all[0].session.id);

        // Whoever signs in again in one browser takes nobody's place.
        let again = opened(&store, 61, Some(&fresh.secret), at(102));
        assert!(all[1..].iter().chain([&again, &other]).all(in_force));
    }

    #[test]
    fn what_is_stored_opens_nothing() {
        let store = MemoryStore::new();
        let one = opened(&store, 1, None, at(0));
        let rows = store.read(|tx| tx.kept_all(KIND, None, 10)).unwrap();
        assert!(!format!("{rows:?}").contains(&one.secret.to_text()));
        assert!(rows[0].0.parse::<Secret>().is_err(), "a key is no secret");
    }

    #[test]
    fn what_is_over_leaves_the_store() {
        let store = MemoryStore::new();
        opened(&store, 1, None, at(0));
        opened(&store, 2, None, at(IDLE));
        let rows = store.read(|tx| tx.kept_all(KIND, None, 10)).unwrap();
        assert_eq!(rows.len(), 1);
    }
}
