//! Tokens of the interface: shown once, stored hashed, with scopes and an end.
//!
//! A token does what its person may do, and of that only what its scopes name; it never
//! reaches the account itself, so that no token makes a token. It begins with `comity_`, so
//! that scanners of repositories find one that was left there.

use comity_core::Time;
use comity_peer::rng::Random;
use comity_store::{ReadTx, StoreError, Tx};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{AccessError, Permission, Secret, caller::must, error, secret};
use crate::{kept, trail};

/// What every token begins with.
pub const PREFIX: &str = "comity_";
/// The longest life of a token, in days.
pub const LONGEST: u16 = 366;
/// Seconds of a day.
const DAY: i64 = 86_400;

const KIND: &str = "token";

/// A part of the interface that a token may be limited to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Scope {
    /// Read cases.
    CasesRead,
    /// Write drafts, notes and translations, register and assign.
    CasesWrite,
    /// Release and send back.
    Release,
    /// Read both logs, audit them, take out proofs.
    RecordRead,
    /// Read and make reports.
    ReportsRead,
    /// See counterparts, exchange, manage channels.
    Counterparts,
    /// Manage people, the house and what is erased; read the trail.
    Admin,
    /// Follow the stream of events.
    Events,
}

impl Scope {
    /// All scopes.
    pub const ALL: [Self; 8] = [
        Self::CasesRead,
        Self::CasesWrite,
        Self::Release,
        Self::RecordRead,
        Self::ReportsRead,
        Self::Counterparts,
        Self::Admin,
        Self::Events,
    ];

    /// Its name in files, on the command line and in the interface.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::CasesRead => "cases-read",
            Self::CasesWrite => "cases-write",
            Self::Release => "release",
            Self::RecordRead => "record-read",
            Self::ReportsRead => "reports-read",
            Self::Counterparts => "counterparts",
            Self::Admin => "admin",
            Self::Events => "events",
        }
    }

    /// The scope of this name.
    ///
    /// # Errors
    /// [`AccessError::TokenLimits`].
    pub fn parse(text: &str) -> Result<Self, AccessError> {
        Self::ALL
            .into_iter()
            .find(|scope| scope.name() == text)
            .ok_or(AccessError::TokenLimits)
    }

    /// Whether a token of this scope may do it, as far as its person may.
    #[must_use]
    pub const fn covers(self, permission: Permission) -> bool {
        use Permission as P;
        match self {
            Self::CasesRead | Self::Events => matches!(permission, P::ReadCases),
            Self::CasesWrite => matches!(
                permission,
                P::Annotate | P::Draft | P::Submit | P::Register | P::Assign | P::Translate
            ),
            // What leads to saying, by whoever says it.
            Self::Release => matches!(permission, P::Clear | P::Release),
            Self::RecordRead => matches!(permission, P::ReadRecord | P::Prove),
            Self::ReportsRead => matches!(permission, P::Report | P::JointReport),
            Self::Counterparts => matches!(
                permission,
                P::ReadChannels | P::Exchange | P::ManageChannels | P::ReadHealth
            ),
            Self::Admin => matches!(
                permission,
                P::ReadPeople
                    | P::ManagePeople
                    | P::ManageHouse
                    | P::RevokeAccess
                    | P::ReadTrail
                    | P::Erase
                    | P::ReadHealth
            ),
        }
    }
}

/// A token as it is stored and listed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Token {
    /// Tells it from others in lists; it opens nothing.
    pub id: String,
    /// Whose.
    pub name: String,
    /// What the person calls it.
    pub label: String,
    /// What it is limited to, ascending.
    pub scopes: Vec<Scope>,
    /// When it was made.
    pub made: Time,
    /// When it ends.
    pub ends: Time,
    /// The day on which it was last used, as its beginning in UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub used: Option<Time>,
}

/// What a new token is made with.
#[derive(Debug, Clone)]
pub struct Wanted<'a> {
    /// Whose.
    pub name: &'a str,
    /// What the person calls it.
    pub label: &'a str,
    /// What it is limited to.
    pub scopes: &'a [Scope],
    /// How many days it lives.
    pub days: u16,
}

/// Makes a token; the text is shown once.
///
/// # Errors
/// The person may have none, a label that is none, no scope, or a life of 0 or more than 366 days.
pub fn make(
    tx: &mut dyn Tx,
    wanted: &Wanted<'_>,
    now: Time,
    rng: &mut dyn Random,
) -> Result<(String, Token), AccessError> {
    let label = error::label(wanted.label)?;
    let mut scopes = wanted.scopes.to_vec();
    scopes.sort_unstable();
    scopes.dedup();
    if scopes.is_empty() || !(1..=LONGEST).contains(&wanted.days) {
        return Err(AccessError::TokenLimits);
    }
    must(&*tx, wanted.name, Permission::OwnTokens)?;
    let secret = Secret::draw(rng);
    let key = secret.key();
    let token = Token {
        id: secret::id(&key),
        name: wanted.name.to_owned(),
        label,
        scopes,
        made: now,
        ends: now.plus(i64::from(wanted.days) * DAY),
        used: None,
    };
    kept::put(tx, KIND, &key, &token)?;
    let what = json!({"token": token.id, "scopes": token.scopes, "ends": token.ends});
    trail::note(tx, now, wanted.name, "token-made", what)?;
    Ok((format!("{PREFIX}{}", secret.to_text()), token))
}

/// The token of this text, while it is in force.
///
/// # Errors
/// The store.
pub fn find(tx: &dyn ReadTx, text: &str, now: Time) -> Result<Option<Token>, StoreError> {
    let Some(key) = key(text) else {
        return Ok(None);
    };
    let token: Option<Token> = kept::get(tx, KIND, &key)?;
    Ok(token.filter(|token| now < token.ends))
}

/// Whether a use must be written down: the first of a day.
#[must_use]
pub fn is_due(token: &Token, now: Time) -> bool {
    token.used.is_none_or(|used| used != day(now))
}

/// Writes the day of a use down, once a day.
///
/// # Errors
/// The store.
pub fn touch(tx: &mut dyn Tx, text: &str, now: Time) -> Result<(), StoreError> {
    match (key(text), find(&*tx, text, now)?) {
        (Some(key), Some(mut token)) if is_due(&token, now) => {
            token.used = Some(day(now));
            kept::put(tx, KIND, &key, &token)
        }
        _ => Ok(()),
    }
}

/// The tokens of a person, or of all, those that ended included.
///
/// # Errors
/// The store.
pub fn list(tx: &dyn ReadTx, name: Option<&str>) -> Result<Vec<Token>, StoreError> {
    let all = kept::all::<Token>(tx, KIND)?.into_iter();
    let mut found: Vec<Token> = all
        .map(|(_, token)| token)
        .filter(|token| name.is_none_or(|name| token.name == name))
        .collect();
    found.sort_by(|a, b| (&a.name, a.made, &a.id).cmp(&(&b.name, b.made, &b.id)));
    Ok(found)
}

/// Ends a token, by its id: one's own, or another's with [`Permission::RevokeAccess`].
///
/// # Errors
/// There is no such token, or `by` may not.
pub fn revoke(tx: &mut dyn Tx, id: &str, by: &str, now: Time) -> Result<(), AccessError> {
    let all = kept::all::<Token>(&*tx, KIND)?;
    let found = all.into_iter().find(|(_, token)| token.id == id);
    let (key, token) = found.ok_or_else(|| AccessError::NoAccess(id.to_owned()))?;
    if token.name != by {
        must(&*tx, by, Permission::RevokeAccess)?;
    }
    tx.unkeep(KIND, &key)?;
    let what = json!({"token": id, "person": token.name});
    trail::note(tx, now, by, "token-revoked", what)?;
    Ok(())
}

/// Ends all tokens of a person; who may do that is the caller's to ask.
///
/// # Errors
/// The store.
pub(crate) fn revoke_all(
    tx: &mut dyn Tx,
    name: &str,
    by: &str,
    now: Time,
) -> Result<(), StoreError> {
    for (key, token) in kept::all::<Token>(&*tx, KIND)? {
        if token.name == name {
            tx.unkeep(KIND, &key)?;
            let what = json!({"token": token.id, "person": name});
            trail::note(tx, now, by, "token-revoked", what)?;
        }
    }
    Ok(())
}

fn key(text: &str) -> Option<String> {
    let secret: Secret = text.strip_prefix(PREFIX)?.parse().ok()?;
    Some(secret.key())
}

fn day(now: Time) -> Time {
    Time::from_seconds(now.seconds().div_euclid(DAY) * DAY)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_token_reaches_the_account_or_lets_anybody_in() {
        use Permission as P;
        for permission in [
            P::OwnAccount,
            P::OwnTokens,
            P::ConfirmGrants,
            P::RestoreAccess,
        ] {
            let covered = Scope::ALL.into_iter().any(|scope| scope.covers(permission));
            assert!(!covered, "{permission:?}");
        }
    }

    #[test]
    fn every_other_permission_has_a_scope() {
        for permission in Permission::ALL {
            let covered = Scope::ALL
                .into_iter()
                .any(|scope| scope.covers(*permission));
            let own = permission.name().starts_with("own-")
                || matches!(
                    permission,
                    Permission::ConfirmGrants | Permission::RestoreAccess
                );
            assert_ne!(covered, own, "{permission:?}");
        }
    }

    #[test]
    fn scopes_have_one_name_in_files_and_on_the_command_line() {
        for scope in Scope::ALL {
            let json = serde_json::to_string(&scope).unwrap();
            assert_eq!(json, format!("\"{}\"", scope.name()));
            assert_eq!(Scope::parse(scope.name()), Ok(scope));
        }
        assert_eq!(Scope::parse("all"), Err(AccessError::TokenLimits));
    }
}
