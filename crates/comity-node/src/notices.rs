//! Mail notices: a person hears that something waits here, and never what.
//!
//! Each person chooses what to hear of and gives an address, which counts once a code that was
//! sent there came back. A notice says kinds and numbers; which cases they are stands here. What
//! was told is kept by name of the thing, so that nothing is told twice and nothing is lost while
//! the server of mail is away.
//!
//! Words and sending are not here: `comity-text`, `comity-web`.

mod address;
mod due;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use comity_core::Time;
use comity_peer::rng::{self, Random};
use comity_store::{ReadTx, StoreError, Tx};
use comity_tlog::hash::sha256;
use serde::{Deserialize, Serialize};
use serde_json::json;

pub use self::{
    address::is_address,
    due::{Due, Letter},
};
use crate::{accounts::AccessError, kept, people, trail};

const KIND: &str = "notices";
const STATE: &str = "mail";
/// Seconds for which a code counts.
const CODE_LIVES: i64 = 3_600;
/// Seconds between two codes of one person.
const CODE_AGAIN: i64 = 300;
/// Wrong codes after which another one must be sent.
const TRIES: u8 = 5;
/// The longest look ahead at deadlines, in hours: two weeks.
pub const HOURS: u16 = 336;

/// Something to hear of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Want {
    /// A case is mine, as its officer or deputy.
    Assigned,
    /// A draft waits for an office that I may clear it for.
    Clear,
    /// A draft waits for my release.
    Release,
    /// A draft of mine was sent back.
    Returned,
    /// A deadline of a case of mine is near.
    Deadline,
    /// The counterpart spoke last in a case of mine.
    Spoke,
    /// A translation was asked of me or my office.
    Translate,
}

impl Want {
    /// All of them.
    pub const ALL: [Self; 7] = [
        Self::Assigned,
        Self::Clear,
        Self::Release,
        Self::Returned,
        Self::Translate,
        Self::Deadline,
        Self::Spoke,
    ];

    /// Its name in forms and words.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Assigned => "assigned",
            Self::Clear => "clear",
            Self::Release => "release",
            Self::Returned => "returned",
            Self::Deadline => "deadline",
            Self::Spoke => "spoke",
            Self::Translate => "translate",
        }
    }
}

/// What a person chose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// Where notices go; empty: nowhere.
    pub address: String,
    /// What to hear of.
    pub wants: BTreeSet<Want>,
    /// How many hours before a deadline.
    pub hours: u16,
    /// Once a day in place of at once.
    pub daily: bool,
}

impl Default for Choice {
    fn default() -> Self {
        Self {
            address: String::new(),
            wants: Want::ALL.into(),
            hours: 24,
            daily: false,
        }
    }
}

/// What a person chose, and how it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notices {
    /// What was chosen.
    pub choice: Choice,
    /// Whether the address counts.
    pub confirmed: bool,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Row {
    choice: Choice,
    confirmed: bool,
    /// A code is to be sent.
    asked: bool,
    /// When the last code was asked for.
    coded: Option<Time>,
    code: Option<Code>,
    /// What was told and still waits.
    told: BTreeSet<String>,
    /// The last day of a daily notice, counted where the reader is.
    day: i64,
    /// Before this time nothing is sent.
    next: Time,
    /// How often sending failed.
    failures: u8,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Code {
    /// SHA-256 over name, address and code.
    hash: String,
    ends: Time,
    wrong: u8,
}

/// How mail is leaving.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailState {
    /// When the server last took one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub taken: Option<Time>,
    /// Since when it has taken none, though there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failing: Option<Time>,
    /// Why, as a code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub failure: Option<String>,
}

/// What this person chose.
///
/// # Errors
/// The store.
pub fn of(tx: &dyn ReadTx, name: &str) -> Result<Notices, StoreError> {
    let row = row(tx, name)?;
    Ok(Notices {
        choice: row.choice,
        confirmed: row.confirmed,
    })
}

/// Keeps what this person chose. Another address must be confirmed: a code goes there.
///
/// # Errors
/// No such person, no address of mail, hours beyond [`HOURS`], or a code was asked for just now.
pub fn set(tx: &mut dyn Tx, name: &str, choice: Choice, now: Time) -> Result<(), AccessError> {
    people::actor(&*tx, name)?;
    let sound = choice.address.is_empty() || is_address(&choice.address);
    if !sound || !(1..=HOURS).contains(&choice.hours) {
        return Err(AccessError::Notices);
    }
    let mut row = row(&*tx, name)?;
    if choice.address != row.choice.address {
        row.confirmed = false;
        row.code = None;
        row.asked = false;
        row.told.clear();
        if !choice.address.is_empty() {
            ask(&mut row, now)?;
        }
        // The address itself is nobody's business but this person's.
        let what = json!({"person": name, "address": !choice.address.is_empty()});
        trail::note(tx, now, name, "notices-set", what)?;
    }
    row.choice = choice;
    Ok(kept::put(tx, KIND, name, &row)?)
}

/// Asks for another code.
///
/// # Errors
/// There is nothing to confirm, or a code was asked for just now.
pub fn ask_again(tx: &mut dyn Tx, name: &str, now: Time) -> Result<(), AccessError> {
    let mut row = row(&*tx, name)?;
    if row.confirmed || row.choice.address.is_empty() {
        return Err(AccessError::Notices);
    }
    ask(&mut row, now)?;
    Ok(kept::put(tx, KIND, name, &row)?)
}

fn ask(row: &mut Row, now: Time) -> Result<(), AccessError> {
    if let Some(coded) = row.coded {
        let left = CODE_AGAIN - now.since(coded);
        if left > 0 {
            return Err(AccessError::TooManyTries(left));
        }
    }
    row.coded = Some(now);
    row.asked = true;
    row.next = now;
    row.failures = 0;
    Ok(())
}

/// Confirms the address with the code that came there; whether it was that code, was not too old,
/// and not too many others were tried. A wrong one is counted, so it is no error.
///
/// # Errors
/// The store.
pub fn confirm(tx: &mut dyn Tx, name: &str, code: &str, now: Time) -> Result<bool, AccessError> {
    let mut row = row(&*tx, name)?;
    let digits: String = code.chars().filter(|c| !c.is_whitespace()).collect();
    let Some(mut kept) = row
        .code
        .take()
        .filter(|kept| now < kept.ends && kept.wrong < TRIES)
    else {
        return Ok(false);
    };
    let right = kept.hash == hash(name, &row.choice.address, &digits);
    if right {
        row.confirmed = true;
        row.next = now;
        let what = json!({"person": name});
        trail::note(tx, now, name, "notices-confirmed", what)?;
    } else {
        kept.wrong = kept.wrong.saturating_add(1);
        row.code = Some(kept);
    }
    kept::put(tx, KIND, name, &row)?;
    Ok(right)
}

/// Those whose code is to be sent now.
///
/// # Errors
/// The store.
pub fn codes_due(tx: &dyn ReadTx, now: Time) -> Result<Vec<String>, StoreError> {
    let all = kept::all::<Row>(tx, KIND)?.into_iter();
    Ok(all
        .filter(|(_, row)| row.asked && row.next <= now)
        .map(|(name, _)| name)
        .collect())
}

/// Those who hear of something, and may now.
///
/// # Errors
/// The store.
pub fn readers(tx: &dyn ReadTx, now: Time) -> Result<Vec<String>, StoreError> {
    let all = kept::all::<Row>(tx, KIND)?.into_iter();
    Ok(all
        .filter(|(_, row)| row.confirmed && !row.choice.wants.is_empty() && row.next <= now)
        .map(|(name, _)| name)
        .collect())
}

/// Draws the code of a person: where it goes, and its eight digits.
///
/// # Errors
/// The store.
pub fn draw_code(
    tx: &mut dyn Tx,
    name: &str,
    now: Time,
    rng: &mut dyn Random,
) -> Result<Option<(String, String)>, StoreError> {
    let mut row = row(&*tx, name)?;
    if !row.asked {
        return Ok(None);
    }
    let digits = format!("{:08}", rng::below(rng, 100_000_000));
    row.code = Some(Code {
        hash: hash(name, &row.choice.address, &digits),
        ends: now.plus(CODE_LIVES),
        wrong: 0,
    });
    kept::put(tx, KIND, name, &row)?;
    Ok(Some((row.choice.address, digits)))
}

/// The code of a person left, or did not.
///
/// # Errors
/// The store.
pub fn code_sent(tx: &mut dyn Tx, name: &str, taken: bool, now: Time) -> Result<(), StoreError> {
    let mut row = row(&*tx, name)?;
    if taken {
        row.asked = false;
        row.failures = 0;
    } else {
        put_off(&mut row, now);
        // A code that nobody will type is not sent for days.
        row.asked = row.failures < 8;
    }
    kept::put(tx, KIND, name, &row)
}

/// Twice as long after each failure, from half a minute to an hour.
fn put_off(row: &mut Row, now: Time) {
    let wait = 30_i64.checked_shl(u32::from(row.failures)).unwrap_or(3_600);
    row.failures = row.failures.saturating_add(1);
    row.next = now.plus(wait.clamp(30, 3_600));
}

/// How mail is leaving.
///
/// # Errors
/// The store.
pub fn mail_state(tx: &dyn ReadTx) -> Result<MailState, StoreError> {
    Ok(kept::get(tx, STATE, "")?.unwrap_or_default())
}

/// Notes whether the server took a mail, else the code of why not.
///
/// # Errors
/// The store.
pub fn mail_went(tx: &mut dyn Tx, failure: Option<&str>, now: Time) -> Result<(), StoreError> {
    let before = mail_state(&*tx)?;
    let state = match failure {
        None => MailState {
            taken: Some(now),
            ..MailState::default()
        },
        Some(code) => MailState {
            taken: before.taken,
            failing: before.failing.or(Some(now)),
            failure: Some(code.to_owned()),
        },
    };
    kept::put(tx, STATE, "", &state)
}

fn row(tx: &dyn ReadTx, name: &str) -> Result<Row, StoreError> {
    Ok(kept::get(tx, KIND, name)?.unwrap_or_default())
}

fn hash(name: &str, address: &str, digits: &str) -> String {
    sha256(format!("{name}\n{address}\n{digits}").as_bytes()).to_string()
}
