//! Passwords: Argon2id, at least twelve characters, and as much work for a name that has none.
//!
//! A password alone signs nobody in: a one-time code goes with it (`totp`). Hashing takes some
//! ten milliseconds and 19 MiB on purpose, so it is done outside of transactions: what is
//! stored is read, then looked at, then the outcome is written.

use argon2::{Argon2, PasswordHasher as _, PasswordVerifier as _};
use comity_core::Time;
use comity_peer::rng::{self, Random};
use comity_store::{ReadTx, StoreError, Tx};
use serde::{Deserialize, Serialize};
use serde_json::json;
use zxcvbn::{Score, zxcvbn};

use super::{AccessError, breached::Breached};
use crate::{kept, trail};

/// The fewest characters.
const SHORTEST: usize = 12;
/// The most bytes: nobody types more, and hashing reads them all.
const LONGEST: usize = 1024;
/// The fewest different characters.
const DIFFERENT: usize = 5;

/// How much guessing it takes at least: a hundred million tries by who knows what people use.
const GUESSES: Score = Score::Three;

const KIND: &str = "password";

/// What is looked at for a name that has no password: a hash of random bytes that nobody kept,
/// with the same costs.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$SSgHBSaB4yfPHOyyMDPDcw$8pYbTHzA7pUqjQEl1iFyPZ3ZzMwZT5bLhPQdW8Gf7Xg";

/// A password as it is stored: a PHC string.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hashed {
    phc: String,
}

/// What is known of somebody's password before it is looked at.
#[derive(Clone)]
pub struct Stored(Option<Hashed>);

impl Hashed {
    /// Hashes a new password that is on no list of breached ones, where there is a list; takes its
    /// time, and waits for the disk.
    ///
    /// # Errors
    /// It is too short, too long, too uniform, near to the name, or on the list; the list cannot
    /// be used.
    pub fn new(
        name: &str,
        password: &str,
        breached: Option<&Breached>,
        rng: &mut dyn Random,
    ) -> Result<Self, AccessError> {
        check(name, password)?;
        // A list that cannot be used lets no password pass: the house asked for it.
        match breached.map(|list| list.holds(password)) {
            None | Some(Ok(false)) => {}
            Some(Ok(true)) => return Err(AccessError::PasswordBreached),
            Some(Err(_)) => return Err(AccessError::BreachedList),
        }
        let salt: [u8; 16] = rng::array(rng);
        let phc = Argon2::default()
            .hash_password_with_salt(password.as_bytes(), &salt)
            .map_err(|_| AccessError::Password)?;
        Ok(Self {
            phc: phc.to_string(),
        })
    }
}

impl Stored {
    /// Whether it is this password; takes its time, whether there is one or not.
    #[must_use]
    pub fn is(&self, password: &str) -> bool {
        let phc = self.0.as_ref().map_or(NOBODY, |hashed| &hashed.phc);
        let within = password.len() <= LONGEST;
        let password = if within { password } else { "" };
        let same = Argon2::default()
            .verify_password(password.as_bytes(), phc)
            .is_ok();
        same && within && self.0.is_some()
    }
}

/// What is stored of this person's password.
///
/// # Errors
/// The store.
pub fn stored(tx: &dyn ReadTx, name: &str) -> Result<Stored, StoreError> {
    Ok(Stored(kept::get(tx, KIND, name)?))
}

/// Whether this person has a password.
///
/// # Errors
/// The store.
pub fn is_set(tx: &dyn ReadTx, name: &str) -> Result<bool, StoreError> {
    Ok(tx.kept(KIND, name)?.is_some())
}

/// Keeps a person's new password.
///
/// # Errors
/// The store.
pub fn set(tx: &mut dyn Tx, name: &str, hashed: &Hashed, now: Time) -> Result<(), StoreError> {
    kept::put(tx, KIND, name, hashed)?;
    trail::note(tx, now, name, "password-set", json!({"person": name}))
}

/// Takes a person's password away.
///
/// # Errors
/// The store.
pub fn remove(tx: &mut dyn Tx, name: &str, by: &str, now: Time) -> Result<(), StoreError> {
    tx.unkeep(KIND, name)?;
    trail::note(tx, now, by, "password-removed", json!({"person": name}))
}

/// Rules of composition make passwords worse; these only keep out what is guessed first.
fn check(name: &str, password: &str) -> Result<(), AccessError> {
    let lower = password.to_lowercase();
    let mut different: Vec<char> = lower.chars().collect();
    different.sort_unstable();
    different.dedup();
    // What is left of it must still be a password.
    let rest = |word: &str| lower.replace(word, "").chars().count();
    let name = name.to_lowercase();
    let sound = password.chars().count() >= SHORTEST
        && password.len() <= LONGEST
        && different.len() >= DIFFERENT
        && rest(&name) >= SHORTEST.min(lower.chars().count() / 2 + 1)
        && rest("comity") >= SHORTEST / 2
        && !is_row(&lower)
        && zxcvbn(password, &[&name, "comity"]).score() >= GUESSES;
    sound.then_some(()).ok_or(AccessError::Password)
}

/// Whether most characters follow the one before or are the same, as in a row of digits or letters.
fn is_row(text: &str) -> bool {
    let steps = || text.chars().zip(text.chars().skip(1));
    let follows = steps().filter(|(a, b)| u32::from(*a).abs_diff(u32::from(*b)) <= 1);
    follows.count() * 3 >= steps().count() * 2
}

impl std::fmt::Debug for Hashed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Hashed(…)")
    }
}

impl std::fmt::Debug for Stored {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Stored(…)")
    }
}

#[cfg(test)]
mod tests {
    use comity_peer::fixtures::Seeded;
    use comity_store::{MemoryStore, Store as _};

    use super::*;
    use crate::{accounts::tests::at, config::Accounts, home::Home};

    const GOOD: &str = "correct horse battery";

    #[test]
    fn a_password_is_found_again_and_no_other() {
        let store = MemoryStore::new();
        let hashed = Hashed::new("li", GOOD, None, &mut Seeded::new(1)).unwrap();
        assert!(hashed.phc.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        store
            .write(move |tx| set(tx, "li", &hashed, at(0)))
            .unwrap();
        let stored = |name: &'static str| store.read(move |tx| stored(tx, name)).unwrap();
        assert!(stored("li").is(GOOD));
        for wrong in ["", "correct horse batterY", &GOOD.repeat(100)] {
            assert!(!stored("li").is(wrong), "{wrong}");
        }
        assert!(!stored("wang").is(GOOD));
        store
            .write(move |tx| remove(tx, "li", "li", at(0)))
            .unwrap();
        assert!(!stored("li").is(GOOD));
    }

    #[test]
    fn who_has_no_password_costs_as_much() {
        let hashed = Hashed::new("li", GOOD, None, &mut Seeded::new(1)).unwrap();
        let costs = |phc: &str| phc.split('$').take(4).collect::<Vec<_>>().join("$");
        assert_eq!(costs(NOBODY), costs(&hashed.phc));
        assert!(argon2::PasswordHash::new(NOBODY).is_ok(), "it is a hash");
        assert_eq!(NOBODY.len(), hashed.phc.len());
        assert!(!Stored(None).is(""));
    }

    #[test]
    fn what_is_guessed_first_is_refused() {
        for (name, password) in [
            ("li", "short"),
            ("li", "eleven char"),
            ("li", "aaaaaaaaaaaaaaa"),
            ("li", "ababababababab"),
            ("li", "123456789012"),
            ("li", "abcdefghijklmnop"),
            ("alexander.hamilton", "Alexander.Hamilton"),
            ("alexander.hamilton", "alexander.hamilton1"),
            ("li", "comitycomity1"),
            ("li", &"long pass".repeat(200)),
        ] {
            let refused = Hashed::new(name, password, None, &mut Seeded::new(1));
            assert_eq!(refused, Err(AccessError::Password), "{password}");
        }
        for (name, password) in [
            ("li", GOOD),
            ("li", "brilliant light"),
            ("li", "天地玄黄宇宙洪荒日月盈昃"),
        ] {
            assert_eq!(check(name, password), Ok(()), "{password}");
        }
    }

    #[test]
    fn what_many_people_use_is_refused() {
        for (name, password) in [
            ("li", "password1234"),
            ("li", "passwordpassword"),
            ("li", "P@ssw0rdP@ssw0rd"),
            ("li", "qwertyuiop12"),
            ("li", "1qaz2wsx3edc"),
            ("li", "administrator"),
            ("li", "changemenow!"),
            ("wangxm", "wangxm20260101"),
            ("wangxm", "20260101WangXM"),
        ] {
            assert_eq!(
                check(name, password),
                Err(AccessError::Password),
                "{password}"
            );
        }
    }

    proptest::proptest! {
        #![proptest_config(proptest::test_runner::Config::with_cases(32))]
        #[test]
        fn nothing_that_is_typed_ends_the_work(name in ".{1,20}", password in ".{0,120}") {
            let checked = check(&name, &password);
            proptest::prop_assert!(matches!(checked, Ok(()) | Err(AccessError::Password)));
        }
    }

    #[test]
    fn what_was_in_a_breach_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::create(&folder.path().join("home")).unwrap();
        let mut accounts = Accounts::default();
        assert!(
            Breached::of(&home, &accounts).is_none(),
            "where there is no list"
        );
        accounts.breached = Some("pwned.txt".into());
        let list = Breached::of(&home, &accounts);
        let hashed = |password| {
            let hashed = Hashed::new("li", password, list.as_ref(), &mut Seeded::new(1));
            hashed.map(drop)
        };
        // A house that asked for a list takes no password while it cannot be read.
        assert_eq!(hashed(GOOD), Err(AccessError::BreachedList));
        // Some other one, and the SHA-1 of GOOD.
        let lines = [
            "000000005AD76BD555C1D6D771DE417A4B87E4B4:10",
            "98DECC62ECE399A22ED30D490EF333BE7FDE7385:3",
        ];
        std::fs::write(home.root().join("pwned.txt"), lines.join("\r\n")).unwrap();
        assert_eq!(hashed(GOOD), Err(AccessError::PasswordBreached));
        assert_eq!(hashed("correct horse batterY"), Ok(()));
        assert_eq!(hashed("short"), Err(AccessError::Password));
    }

    #[test]
    fn nothing_of_it_is_shown() {
        let hashed = Hashed::new("li", GOOD, None, &mut Seeded::new(1)).unwrap();
        assert_eq!(format!("{hashed:?}"), "Hashed(…)");
        assert_eq!(format!("{:?}", Stored(Some(hashed))), "Stored(…)");
    }
}
