//! How a person wants pages: language, and the offset that times are shown at.

use comity_store::{ReadTx, StoreError, Tx};
use serde::{Deserialize, Serialize};

use super::AccessError;
use crate::kept;

const KIND: &str = "preference";

/// What a person chose; what is absent follows the browser.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Preference {
    /// A language tag.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Minutes east of UTC.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zone: Option<i16>,
}

/// What this person chose.
///
/// # Errors
/// The store.
pub fn of(tx: &dyn ReadTx, name: &str) -> Result<Preference, StoreError> {
    Ok(kept::get(tx, KIND, name)?.unwrap_or_default())
}

/// Keeps what this person chose.
///
/// # Errors
/// Not a language tag of up to 35 letters, digits and hyphens, or an offset beyond 12 hours west or 14 hours east.
pub fn set(tx: &mut dyn Tx, name: &str, preference: &Preference) -> Result<(), AccessError> {
    let tag = |tag: &str| {
        (1..=35).contains(&tag.len())
            && tag
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let sound = preference.language.as_deref().is_none_or(tag)
        && preference
            .zone
            .is_none_or(|zone| (-12 * 60..=14 * 60).contains(&zone));
    if !sound {
        return Err(AccessError::Preference);
    }
    Ok(kept::put(tx, KIND, name, preference)?)
}
