//! What a key answered: taken once, and checked.

use comity_node::accounts::{AccessError, passkey::Wrong};
use serde_json::Value;
use webauthn_rs::prelude::{AuthenticationResult, Passkey, WebauthnError, WebauthnResult};

use super::{Ceremony, Place, Waits};
use crate::console::{Site, fault::Fault};

/// The ceremony that this session or page began, which is over with that.
pub(crate) fn taken(site: &Site, who: &str) -> Result<(Place, Waits), Fault> {
    let now = site.now();
    let taken = site.passkeys.ceremonies(|all| all.take(who, now));
    let Ceremony { place, waits } = taken.ok_or(AccessError::Passkey)?;
    Ok((place, waits))
}

/// What is kept of a key whose answer was found right, for the next one.
pub(crate) fn checked(
    result: WebauthnResult<AuthenticationResult>,
    key: &mut Passkey,
) -> Result<Value, Wrong> {
    let result = match result {
        Ok(result) if result.user_verified() => result,
        Err(WebauthnError::CredentialPossibleCompromise) => return Err(Wrong::Counter),
        Ok(_) | Err(_) => return Err(Wrong::Answer),
    };
    key.update_credential(&result).ok_or(Wrong::Answer)?;
    serde_json::to_value(&*key).map_err(|_| Wrong::Answer)
}
