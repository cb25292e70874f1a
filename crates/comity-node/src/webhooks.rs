//! Webhooks: the house tells programs of its own that something happened, and never what.
//!
//! By *Standard Webhooks* 1.0: a signed POST with an id that stays the same however often it is
//! tried again. A webhook belongs to a person or an office and tells what its owner may know of
//! ([`crate::access`]), nothing else. Who makes one leads word of cases to an address, so a
//! second person confirms it, as with roles ([`crate::accounts::grant`]); its address and owner
//! never change afterwards.
//!
//! What is to be told is read from the record itself, from a place that is kept for each webhook
//! ([`queue`]): a receiver that is away costs one row, and nothing is lost over a restart.
//!
//! Secrets are stored as they are, since they must be computed with, apart from the webhooks, and
//! shown once. Out of scope: sending, which is `comity-web`'s.

mod address;
mod error;
mod event;
pub mod queue;
mod secret;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use comity_core::Time;
use comity_peer::rng::{self, Random};
use comity_store::{ReadTx, Store, StoreError, Tx};
use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};
use serde_json::json;

pub use self::{
    address::Address,
    error::WebhookError,
    event::{Event, Kind},
    queue::{Delivery, Outcome, Outgoing},
};
use crate::{
    access::Sight,
    accounts::{AccessError, Permission, grant, must, office},
    kept,
    office::Office,
    people, trail,
};

const KIND: &str = "webhook";
/// Seconds for which the secret before a rotation stays in force.
pub const OVERLAP: i64 = 86_400;
/// The most webhooks of a house.
pub const MOST: usize = 50;

/// Whose need to know limits what a webhook tells.
///
/// Written `person:li` or `office:D-17`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Owner {
    /// A person, by name.
    Person(String),
    /// An office with those below it, by code.
    Office(String),
}

impl std::fmt::Display for Owner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Person(name) => write!(f, "person:{name}"),
            Self::Office(code) => write!(f, "office:{code}"),
        }
    }
}

impl std::str::FromStr for Owner {
    type Err = WebhookError;

    fn from_str(text: &str) -> Result<Self, WebhookError> {
        match text.split_once(':') {
            Some(("person", name)) if !name.is_empty() => Ok(Self::Person(name.to_owned())),
            Some(("office", code)) if !code.is_empty() => Ok(Self::Office(code.to_owned())),
            _ => Err(WebhookError::Owner),
        }
    }
}

impl From<Owner> for String {
    fn from(owner: Owner) -> Self {
        owner.to_string()
    }
}

impl TryFrom<String> for Owner {
    type Error = WebhookError;

    fn try_from(text: String) -> Result<Self, WebhookError> {
        text.parse()
    }
}

/// How a webhook stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// It waits for a second person.
    Proposed,
    /// It tells.
    Active,
    /// Somebody stopped it.
    Paused,
    /// Its receiver did not answer for days.
    Failed,
    /// Its receiver answered that it is gone.
    Gone,
}

impl State {
    /// All states.
    pub const ALL: [Self; 5] = [
        Self::Proposed,
        Self::Active,
        Self::Paused,
        Self::Failed,
        Self::Gone,
    ];

    /// Its name in files and words.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Proposed => "proposed",
            Self::Active => "active",
            Self::Paused => "paused",
            Self::Failed => "failed",
            Self::Gone => "gone",
        }
    }
}

/// A webhook as it is listed; its secret is not part of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Webhook {
    /// Tells it from others.
    pub id: String,
    /// What people call it.
    pub label: String,
    /// Where it is sent.
    pub address: String,
    /// What it tells of, ascending.
    pub kinds: Vec<Kind>,
    /// Whose need to know limits it.
    pub owner: Owner,
    /// How it stands.
    pub state: State,
    /// Since when it stands so.
    pub since: Time,
    /// Who made it.
    pub by: String,
    /// When.
    pub made: Time,
}

/// What a new webhook is made with.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// What people call it.
    pub label: String,
    /// Where it is sent.
    pub address: String,
    /// What it tells of.
    pub kinds: Vec<Kind>,
    /// Whose need to know limits it.
    pub owner: Owner,
}

/// The webhooks of the house, in the order in which they were made.
///
/// # Errors
/// The store.
pub fn list(tx: &dyn ReadTx) -> Result<Vec<Webhook>, StoreError> {
    let mut found: Vec<Webhook> = kept::all(tx, KIND)?
        .into_iter()
        .map(|(_, webhook)| webhook)
        .collect();
    found.sort_by(|a: &Webhook, b| (a.made, &a.id).cmp(&(b.made, &b.id)));
    Ok(found)
}

/// One webhook.
///
/// # Errors
/// There is none of this id.
pub fn find(tx: &dyn ReadTx, id: &str) -> Result<Webhook, WebhookError> {
    kept::get(tx, KIND, id)?.ok_or_else(|| WebhookError::Unknown(id.to_owned()))
}

/// Pauses all webhooks that tell, as after a restored backup: what was removed or stopped since
/// must not tell again before somebody looked.
///
/// # Errors
/// The store.
pub(crate) fn pause_all(tx: &mut dyn Tx, now: Time) -> Result<(), StoreError> {
    for mut webhook in list(&*tx)? {
        if webhook.state == State::Active {
            webhook.state = State::Paused;
            webhook.since = now;
            kept::put(tx, KIND, &webhook.id, &webhook)?;
        }
    }
    Ok(())
}

/// What the owner may know of; nothing where the owner may read no cases, or not any more.
pub(crate) fn sight(tx: &dyn ReadTx, owner: &Owner) -> Result<Option<Sight>, StoreError> {
    match owner {
        Owner::Person(name) => Ok(Sight::of_reader(tx, name)?.map(|(_, sight)| sight)),
        Owner::Office(code) => Ok(Some(Sight::of_office(office::within(tx, code)?))),
    }
}

impl<S: Store> Office<'_, S> {
    /// Makes a webhook; its secret is shown once. It waits for a second person, as soon as the
    /// house has a security officer.
    ///
    /// # Errors
    /// The label, the address, the owner or the kinds are none, there are too many, or `by` may not.
    pub fn make_webhook(
        &self,
        by: &str,
        wanted: Wanted,
        now: Time,
        rng: &mut dyn Random,
    ) -> Result<(String, Webhook), WebhookError> {
        let address = Address::parse(&wanted.address)?;
        if !address.tls && !self.config.webhooks.plain_http {
            return Err(WebhookError::Plain);
        }
        let kinds: BTreeSet<Kind> = wanted.kinds.into_iter().collect();
        if kinds.is_empty() {
            return Err(WebhookError::Kinds);
        }
        let from = self.watch_from_now()?;
        let id = format!("wh_{}", HEXLOWER.encode(&rng::array::<8>(rng)));
        let secret = secret::draw(rng);
        let webhook = Webhook {
            id,
            label: crate::accounts::label(&wanted.label)?,
            address: wanted.address,
            kinds: kinds.into_iter().collect(),
            owner: wanted.owner,
            state: State::Proposed,
            since: now,
            by: by.to_owned(),
            made: now,
        };
        let text = secret.to_text();
        let made = self.node.unfollowed().write(move |tx| {
            must(&*tx, &webhook.by, Permission::ManageHouse)?;
            if list(&*tx)?.len() >= MOST {
                return Err(WebhookError::TooMany);
            }
            match &webhook.owner {
                Owner::Person(name) => {
                    people::must_be_there(&*tx, name).map_err(AccessError::from)?;
                }
                Owner::Office(code) => {
                    if !office::knows(&*tx, code).map_err(AccessError::from)? {
                        return Err(AccessError::NoOffice(code.clone()).into());
                    }
                }
            }
            let mut webhook = webhook;
            if !grant::takes_two(&*tx).map_err(AccessError::from)? {
                webhook.state = State::Active;
            }
            kept::put(tx, KIND, &webhook.id, &webhook)?;
            secret::keep(tx, &webhook.id, secret)?;
            queue::begin(tx, &webhook.id, &from, now)?;
            let what = json!({
                "webhook": webhook.id,
                "address": address.place(),
                "owner": webhook.owner.to_string(),
                "kinds": webhook.kinds,
            });
            trail::note(tx, now, &webhook.by, "webhook-made", what)?;
            Ok(webhook)
        })?;
        Ok((text, made))
    }

    /// Confirms a webhook that another person made: from now on it tells.
    ///
    /// # Errors
    /// There is none of this id that waits, `by` made it, or may not.
    pub fn confirm_webhook(&self, by: &str, id: &str, now: Time) -> Result<(), WebhookError> {
        let from = self.watch_from_now()?;
        self.change_webhook(by, id, now, "webhook-confirmed", move |tx, by, webhook| {
            must(tx, by, Permission::ConfirmGrants)?;
            match webhook.state {
                State::Proposed if webhook.by == by => Err(AccessError::OwnGrant.into()),
                State::Proposed => {
                    webhook.state = State::Active;
                    queue::begin(tx, &webhook.id, &from, now)?;
                    Ok(())
                }
                _ => Err(WebhookError::State),
            }
        })
    }

    /// Stops a webhook for a while.
    ///
    /// # Errors
    /// There is none of this id that tells, or `by` may not.
    pub fn pause_webhook(&self, by: &str, id: &str, now: Time) -> Result<(), WebhookError> {
        self.change_webhook(by, id, now, "webhook-paused", |tx, by, webhook| {
            must(tx, by, Permission::ManageHouse)?;
            if webhook.state != State::Active {
                return Err(WebhookError::State);
            }
            webhook.state = State::Paused;
            Ok(())
        })
    }

    /// Lets a webhook tell again that was stopped or given up, from where it stood.
    ///
    /// # Errors
    /// There is none of this id that rests, or `by` may not.
    pub fn resume_webhook(&self, by: &str, id: &str, now: Time) -> Result<(), WebhookError> {
        self.change_webhook(by, id, now, "webhook-resumed", move |tx, by, webhook| {
            must(tx, by, Permission::ManageHouse)?;
            if matches!(webhook.state, State::Proposed | State::Active) {
                return Err(WebhookError::State);
            }
            webhook.state = State::Active;
            queue::again(tx, &webhook.id, now)
        })
    }

    /// Asks that a test be sent to a webhook that tells.
    ///
    /// # Errors
    /// There is none of this id that tells, or `by` may not.
    pub fn test_webhook(&self, by: &str, id: &str, now: Time) -> Result<(), WebhookError> {
        self.change_webhook(by, id, now, "webhook-tested", move |tx, by, webhook| {
            must(tx, by, Permission::ManageHouse)?;
            if webhook.state != State::Active {
                return Err(WebhookError::State);
            }
            queue::test(tx, &webhook.id, now)
        })
    }

    /// Gives a webhook another secret, shown once; the one before stays in force for a day.
    ///
    /// # Errors
    /// There is none of this id, or `by` may not.
    pub fn rotate_webhook(
        &self,
        by: &str,
        id: &str,
        now: Time,
        rng: &mut dyn Random,
    ) -> Result<String, WebhookError> {
        let secret = secret::draw(rng);
        let text = secret.to_text();
        self.change_webhook(by, id, now, "webhook-rotated", move |tx, by, webhook| {
            must(tx, by, Permission::ManageHouse)?;
            secret::rotate(tx, &webhook.id, secret, now.plus(OVERLAP))?;
            Ok(())
        })?;
        Ok(text)
    }

    /// Takes a webhook away, with its secret and what was listed of it.
    ///
    /// # Errors
    /// There is none of this id, or `by` may neither manage the house nor confirm.
    pub fn remove_webhook(&self, by: &str, id: &str, now: Time) -> Result<(), WebhookError> {
        let (by, id) = (by.to_owned(), id.to_owned());
        self.node.unfollowed().write(move |tx| {
            must(&*tx, &by, Permission::ManageHouse)
                .or_else(|_| must(&*tx, &by, Permission::ConfirmGrants))?;
            find(&*tx, &id)?;
            tx.unkeep(KIND, &id)?;
            secret::forget(tx, &id)?;
            queue::forget(tx, &id)?;
            trail::note(tx, now, &by, "webhook-removed", json!({"webhook": id}))?;
            Ok(())
        })
    }

    fn change_webhook(
        &self,
        by: &str,
        id: &str,
        now: Time,
        did: &'static str,
        change: impl FnOnce(&mut dyn Tx, &str, &mut Webhook) -> Result<(), WebhookError>
        + Send
        + 'static,
    ) -> Result<(), WebhookError> {
        let (by, id) = (by.to_owned(), id.to_owned());
        self.node.unfollowed().write(move |tx| {
            let mut webhook = find(&*tx, &id)?;
            let before = webhook.state;
            change(tx, &by, &mut webhook)?;
            if webhook.state != before {
                webhook.since = now;
                kept::put(tx, KIND, &id, &webhook)?;
            }
            trail::note(tx, now, &by, did, json!({"webhook": id}))?;
            Ok(())
        })
    }
}
