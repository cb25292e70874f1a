//! Passkeys (Web Authentication, level 3): which key is whose.
//!
//! Here is what is kept of a key, and what the trail says of it. Challenges are made and answers
//! are checked where the browser's answer comes in (`comity-web`, feature `passkeys`); what that
//! keeps of a key, its public key and its counter, is not looked into here.

use comity_core::Time;
use comity_peer::rng::{self, Random};
use comity_store::{ReadTx, StoreError, Tx};
use comity_tlog::hash::sha256;
use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::{
    AccessError, Permission, caller::must, error, secret, session::How, sign_in::Vouched, ways,
};
use crate::{kept, trail};

const KIND: &str = "passkey";
const HANDLE: &str = "passkey-handle";

/// What a key knows its owner by: 16 random bytes, since a key may show them to anybody.
pub type Handle = [u8; 16];

/// A passkey that lets somebody in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Passkey {
    /// Tells it from others in lists: the first half of the fingerprint of its credential id.
    pub id: String,
    /// Whose.
    pub name: String,
    /// What the person calls it.
    pub label: String,
    /// The host name of the console that it was made for; it opens no other.
    pub host: String,
    /// When it was made.
    pub added: Time,
    /// When it was last used.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub used: Option<Time>,
    /// What checks its answers: public key, counter.
    pub key: Value,
}

/// A passkey whose answer was verified.
impl Vouched for Passkey {
    fn how(&self) -> How {
        How::Passkey
    }

    fn person(&self, _: &dyn ReadTx) -> Result<Option<String>, StoreError> {
        Ok(Some(self.name.clone()))
    }
}

/// A key that was just made, and whose answer was found right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct New {
    /// The credential id, as the key gave it.
    pub credential: Vec<u8>,
    /// What the person calls it.
    pub label: String,
    /// The host name of the console.
    pub host: String,
    /// What checks its answers.
    pub key: Value,
}

/// What a key was used for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Use {
    /// To sign in.
    SignIn,
    /// To show, within a session, that it is still the same person.
    Confirm,
}

/// Why an answer of a key that is known was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Wrong {
    /// The answer is not right: signature, challenge, origin, or nobody was verified.
    Answer,
    /// The counter of the key did not grow: there may be a copy of it.
    Counter,
    /// The key belongs to somebody else, or its owner may no longer act.
    Person,
}

/// A label, before a key is asked for.
///
/// # Errors
/// [`AccessError::Label`].
pub fn check_label(label: &str) -> Result<(), AccessError> {
    error::label(label).map(drop)
}

/// What the keys of this person know him or her by; drawn with the first.
///
/// # Errors
/// The store.
pub fn handle(tx: &mut dyn Tx, name: &str, rng: &mut dyn Random) -> Result<Handle, StoreError> {
    if let Some(handle) = handle_of(&*tx, name)? {
        return Ok(handle);
    }
    let handle: Handle = rng::array(rng);
    kept::put(tx, HANDLE, name, &HEXLOWER.encode(&handle))?;
    Ok(handle)
}

/// The handle of a person who has one.
///
/// # Errors
/// The store.
pub fn handle_of(tx: &dyn ReadTx, name: &str) -> Result<Option<Handle>, StoreError> {
    let text: Option<String> = kept::get(tx, HANDLE, name)?;
    let bytes = text.and_then(|text| HEXLOWER.decode(text.as_bytes()).ok());
    Ok(bytes.and_then(|bytes| bytes.try_into().ok()))
}

/// Adds a key of one's own.
///
/// # Errors
/// A label that is none, or a key that is here already.
pub fn add(tx: &mut dyn Tx, name: &str, new: New, now: Time) -> Result<Passkey, AccessError> {
    let label = error::label(&new.label)?;
    let place = place(&new.credential);
    if tx.kept(KIND, &place)?.is_some() {
        return Err(AccessError::Passkey);
    }
    let passkey = Passkey {
        id: secret::id(&place),
        name: name.to_owned(),
        label,
        host: new.host,
        added: now,
        used: None,
        key: new.key,
    };
    kept::put(tx, KIND, &place, &passkey)?;
    let what = json!({"person": name, "passkey": passkey.id, "host": passkey.host});
    trail::note(tx, now, name, "passkey-added", what)?;
    Ok(passkey)
}

/// The key of this credential id.
///
/// # Errors
/// The store.
pub fn find(tx: &dyn ReadTx, credential: &[u8]) -> Result<Option<Passkey>, StoreError> {
    kept::get(tx, KIND, &place(credential))
}

/// The keys of a person, the first made first.
///
/// # Errors
/// The store.
pub fn list(tx: &dyn ReadTx, name: &str) -> Result<Vec<Passkey>, StoreError> {
    let all = kept::all::<Passkey>(tx, KIND)?.into_iter();
    let mut found: Vec<Passkey> = all
        .map(|(_, passkey)| passkey)
        .filter(|passkey| passkey.name == name)
        .collect();
    found.sort_by(|a, b| (a.added, &a.id).cmp(&(b.added, &b.id)));
    Ok(found)
}

/// The keys of a person, for whoever asks: one's own, or another's with [`Permission::ReadPeople`].
///
/// # Errors
/// `by` may not.
pub fn list_for(tx: &dyn ReadTx, name: &str, by: &str) -> Result<Vec<Passkey>, AccessError> {
    if name != by {
        must(tx, by, Permission::ReadPeople)?;
    }
    Ok(list(tx, name)?)
}

/// Notes that a key was used, and keeps what checks its next answer.
///
/// # Errors
/// The key is not the one that the answer was checked against any more: it is gone, or another
/// answer was taken in the meantime.
pub fn used(
    tx: &mut dyn Tx,
    credential: &[u8],
    checked: &Passkey,
    next: Value,
    what_for: Use,
    now: Time,
) -> Result<(), AccessError> {
    let kept = find(&*tx, credential)?;
    if kept.as_ref() != Some(checked) {
        return Err(AccessError::Passkey);
    }
    let after = Passkey {
        used: Some(now),
        key: next,
        ..checked.clone()
    };
    kept::put(tx, KIND, &place(credential), &after)?;
    let what = json!({"person": after.name, "passkey": after.id, "for": what_for});
    trail::note(tx, now, &after.name, "passkey-used", what)?;
    Ok(())
}

/// Notes that an answer of a key was not taken.
///
/// # Errors
/// The store.
pub fn failed(tx: &mut dyn Tx, passkey: &Passkey, why: Wrong, now: Time) -> Result<(), StoreError> {
    let what = json!({"person": passkey.name, "passkey": passkey.id, "why": why});
    trail::note(tx, now, &passkey.name, "passkey-failed", what)
}

/// Removes a key, by its id: one's own, or another's with [`Permission::RevokeAccess`].
///
/// # Errors
/// The person has no such key, or would take the last way in of his or her own away, or `by` may
/// not.
pub fn remove(
    tx: &mut dyn Tx,
    name: &str,
    id: &str,
    by: &str,
    now: Time,
) -> Result<(), AccessError> {
    if name != by {
        must(&*tx, by, Permission::RevokeAccess)?;
    }
    if take_out(tx, name, by, now, |passkey| passkey.id == id)? == 0 {
        return Err(AccessError::NoAccess(id.to_owned()));
    }
    ways::must_be_left(&*tx, name, by)
}

/// Removes all keys of a person.
///
/// # Errors
/// The store.
pub(super) fn remove_all(
    tx: &mut dyn Tx,
    name: &str,
    by: &str,
    now: Time,
) -> Result<(), StoreError> {
    take_out(tx, name, by, now, |_| true).map(drop)
}

fn take_out(
    tx: &mut dyn Tx,
    name: &str,
    by: &str,
    now: Time,
    meant: impl Fn(&Passkey) -> bool,
) -> Result<usize, StoreError> {
    let mut gone = 0;
    for (place, passkey) in kept::all::<Passkey>(&*tx, KIND)? {
        if passkey.name == name && meant(&passkey) {
            tx.unkeep(KIND, &place)?;
            let what = json!({"person": name, "passkey": passkey.id});
            trail::note(tx, now, by, "passkey-removed", what)?;
            gone += 1;
        }
    }
    Ok(gone)
}

/// Where a key is kept: credential ids may be long, and some carry a key wrapped for its maker.
fn place(credential: &[u8]) -> String {
    HEXLOWER.encode(sha256(credential).as_bytes())
}
