//! A place in the logs, as somebody keeps it who may not know how long they are.
//!
//! A listener comes back with the place that it heard last. In clear it would say how many entries
//! both logs have, and between two events how many there were that the listener may not know of. So
//! it is sealed under a key that this house keeps in its store, and holds also after a restart; two
//! seals of one place are not alike, and all are of one length while the channels are the same.
//! A place belongs to the person that it was given to, and names channels of this house alone.

use std::fmt;

use aws_lc_rs::aead::{AES_256_GCM_SIV, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};
use comity_core::PartyName;
use comity_peer::rng::{self, Random};
use comity_store::{ReadTx, Store, StoreError, Tx};
use data_encoding::BASE64URL_NOPAD;

use super::WatchFrom;
use crate::{case::CaseError, kept, office::Office};

/// The key lies beside what else the house keeps, under its one name.
const KIND: &str = "watch-key";
const NAME: &str = "1";
/// Sealed places are as long as a multiple of this.
const STEP: usize = 512;

/// Seals and opens the places of one person.
pub struct Places {
    key: LessSafeKey,
    context: String,
    channels: Vec<PartyName>,
}

impl fmt::Debug for Places {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Places(…)")
    }
}

/// A text that is no place of this person in the logs of this house: altered, or of another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("open a place in the stream that was not given out here")]
pub struct NotOurs;

impl NotOurs {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "events-place"
    }
}

impl<S: Store> Office<'_, S> {
    /// What seals and opens the places of this person; the key is drawn when it is first needed.
    ///
    /// # Errors
    /// The store.
    pub fn places(&self, who: &str, rng: &mut dyn Random) -> Result<Places, CaseError> {
        let store = self.node.unfollowed();
        let (known, channels) = store.read(|tx| Ok::<_, StoreError>((key(tx)?, tx.channels()?)))?;
        let key = match known {
            Some(key) => key,
            None => {
                let drawn = rng::array(rng);
                store.write(move |tx| keep(tx, drawn))?
            }
        };
        Ok(Places::new(
            &key,
            &format!("comity watch 1\n{}\n{who}", self.node.me()),
            channels,
        )?)
    }
}

fn key(tx: &dyn ReadTx) -> Result<Option<[u8; 32]>, StoreError> {
    let Some(text) = kept::get::<String>(tx, KIND, NAME)? else {
        return Ok(None);
    };
    let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok();
    let key = bytes.and_then(|bytes| bytes.try_into().ok());
    key.map(Some).ok_or_else(unread)
}

/// Keeps a key, unless another process was quicker: then that one counts.
fn keep(tx: &mut dyn Tx, drawn: [u8; 32]) -> Result<[u8; 32], StoreError> {
    if let Some(known) = key(&*tx)? {
        return Ok(known);
    }
    kept::put(tx, KIND, NAME, &BASE64URL_NOPAD.encode(&drawn))?;
    Ok(drawn)
}

fn unread() -> StoreError {
    StoreError::Format {
        table: "kept",
        detail: KIND.to_owned(),
    }
}

impl Places {
    fn new(key: &[u8; 32], context: &str, channels: Vec<PartyName>) -> Result<Self, StoreError> {
        let key = UnboundKey::new(&AES_256_GCM_SIV, key).map_err(|_| unread())?;
        Ok(Self {
            key: LessSafeKey::new(key),
            context: context.to_owned(),
            channels,
        })
    }

    fn context(&self) -> Aad<&[u8]> {
        Aad::from(self.context.as_bytes())
    }

    /// A place as it goes out.
    pub fn seal(&self, place: &WatchFrom, rng: &mut dyn Random) -> String {
        let mut text = place.even().into_bytes();
        text.resize(text.len().next_multiple_of(STEP).max(STEP), b' ');
        let nonce: [u8; NONCE_LEN] = rng::array(rng);
        let mut sealed = nonce.to_vec();
        let nonce = Nonce::assume_unique_for_key(nonce);
        // It fails for nothing that is as short as this; then the place says nothing, and opens nowhere.
        let done = self
            .key
            .seal_in_place_append_tag(nonce, self.context(), &mut text);
        if done.is_ok() {
            sealed.append(&mut text);
        }
        BASE64URL_NOPAD.encode(&sealed)
    }

    /// The place that comes back.
    ///
    /// # Errors
    /// [`NotOurs`]: whoever sent it begins anew.
    pub fn open(&self, text: &str) -> Result<WatchFrom, NotOurs> {
        let mut sealed = BASE64URL_NOPAD
            .decode(text.as_bytes())
            .map_err(|_| NotOurs)?;
        let (nonce, rest) = sealed.split_at_mut_checked(NONCE_LEN).ok_or(NotOurs)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| NotOurs)?;
        let opened = self.key.open_in_place(nonce, self.context(), rest);
        let text = std::str::from_utf8(opened.map_err(|_| NotOurs)?).map_err(|_| NotOurs)?;
        let place: WatchFrom = text.trim_end().parse().map_err(|_| NotOurs)?;
        if place.channels().all(|them| self.channels.contains(them)) {
            Ok(place)
        } else {
            Err(NotOurs)
        }
    }
}

#[cfg(test)]
mod tests {
    use comity_peer::fixtures::Seeded;

    use super::*;

    fn places(key: u8, context: &str) -> Places {
        let channels = ["a.example", "b.example"].map(|name| name.parse().unwrap());
        Places::new(&[key; 32], context, channels.to_vec()).unwrap()
    }

    fn place(text: &str) -> WatchFrom {
        text.parse().unwrap()
    }

    #[test]
    fn a_place_comes_back_to_whom_it_was_given_and_to_nobody_else() {
        let mut rng = Seeded::new(1);
        let (li, here) = (places(1, "li"), place("a.example<1.7,a.example>2.12"));
        let text = li.seal(&here, &mut rng);
        assert_eq!(li.open(&text), Ok(here.clone()));
        assert_eq!(
            places(1, "li").open(&text),
            Ok(here),
            "also after a restart"
        );
        assert_eq!(places(1, "zhao").open(&text), Err(NotOurs));
        assert_eq!(places(2, "li").open(&text), Err(NotOurs));
    }

    #[test]
    fn whatever_is_altered_opens_nothing() {
        let places = places(1, "li");
        let text = places.seal(&place("a.example<1.7"), &mut Seeded::new(1));
        let sealed = BASE64URL_NOPAD.decode(text.as_bytes()).unwrap();
        for at in 0..sealed.len() {
            let mut altered = sealed.clone();
            altered[at] ^= 1;
            let text = BASE64URL_NOPAD.encode(&altered);
            assert_eq!(places.open(&text), Err(NotOurs), "{at}");
        }
        for text in ["", "a.example<1.7", "nowhere", &text[1..], &text[..20]] {
            assert_eq!(places.open(text), Err(NotOurs), "{text}");
        }
        let strange = places.seal(&place("c.example<1.7"), &mut Seeded::new(1));
        assert_eq!(
            places.open(&strange),
            Err(NotOurs),
            "a channel of another house"
        );
    }

    #[test]
    fn how_long_the_logs_are_is_not_seen() {
        let (places, mut rng) = (places(1, "li"), Seeded::new(1));
        let mut seen = Vec::new();
        for text in [
            "",
            "a.example<1.0",
            "a.example<1.7,a.example>1.7,b.example<1.7,b.example>1.7",
            "a.example<1.7,a.example>9.18446744073709551615,b.example<4294967295.7,b.example>1.7",
        ] {
            for _ in 0..2 {
                seen.push(places.seal(&place(text), &mut rng));
            }
        }
        assert!(seen.iter().all(|text| text.len() == seen[0].len()));
        seen.sort();
        seen.dedup();
        assert_eq!(seen.len(), 8, "nor whether anything came");
        assert!(seen.iter().all(|text| !text.contains("example")));
    }

    #[test]
    fn the_key_is_drawn_once() {
        let store = comity_store::MemoryStore::new();
        let keep = |drawn: u8| store.write(move |tx| keep(tx, [drawn; 32])).unwrap();
        assert_eq!(keep(1), [1; 32]);
        assert_eq!(keep(2), [1; 32]);
        assert_eq!(store.read(key), Ok(Some([1; 32])));
    }
}
