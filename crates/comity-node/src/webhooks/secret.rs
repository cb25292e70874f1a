//! Secrets of webhooks and what they sign (Standard Webhooks 1.0, symmetric).
//!
//! The text is `whsec_` and base64 of 32 random bytes. The receiver computes with the same bytes,
//! so they are stored as they are, under a kind of their own that no list reads.

use aws_lc_rs::hmac::{self, HMAC_SHA256};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use comity_core::Time;
use comity_peer::rng::{self, Random};
use comity_store::{ReadTx, StoreError, Tx};
use serde::{Deserialize, Serialize};

use crate::kept;

const KIND: &str = "webhook-secret";
/// What the text of every secret begins with.
const PREFIX: &str = "whsec_";

/// A secret; it never appears in a trace.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Secret([u8; 32]);

impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Secret(…)")
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    secret: String,
    /// The one before, while it is in force.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    before: Option<(String, Time)>,
}

pub(super) fn draw(rng: &mut dyn Random) -> Secret {
    Secret(rng::array(rng))
}

impl Secret {
    /// The text that the receiver keeps.
    pub(super) fn to_text(&self) -> String {
        format!("{PREFIX}{}", STANDARD.encode(self.0))
    }

    fn read(text: &str) -> Result<Self, StoreError> {
        let bytes = STANDARD.decode(text).ok();
        let bytes = bytes.and_then(|bytes| bytes.try_into().ok());
        bytes.map(Self).ok_or_else(|| StoreError::Format {
            table: "kept",
            detail: KIND.to_owned(),
        })
    }

    /// `v1,` and base64 of HMAC-SHA-256 over id, time and body with full stops between.
    fn sign(&self, id: &str, at: Time, body: &[u8]) -> String {
        let key = hmac::Key::new(HMAC_SHA256, &self.0);
        let mut signed = format!("{id}.{}.", at.seconds()).into_bytes();
        signed.extend_from_slice(body);
        format!("v1,{}", STANDARD.encode(hmac::sign(&key, &signed)))
    }
}

/// Keeps the secret of a webhook.
pub(super) fn keep(tx: &mut dyn Tx, webhook: &str, secret: Secret) -> Result<(), StoreError> {
    let row = Row {
        secret: STANDARD.encode(secret.0),
        before: None,
    };
    kept::put(tx, KIND, webhook, &row)
}

/// Keeps another secret; the one before stays in force until `until`.
pub(super) fn rotate(
    tx: &mut dyn Tx,
    webhook: &str,
    secret: Secret,
    until: Time,
) -> Result<(), StoreError> {
    let before: Option<Row> = kept::get(&*tx, KIND, webhook)?;
    let row = Row {
        secret: STANDARD.encode(secret.0),
        before: before.map(|row| (row.secret, until)),
    };
    kept::put(tx, KIND, webhook, &row)
}

/// Forgets the secrets of a webhook.
pub(super) fn forget(tx: &mut dyn Tx, webhook: &str) -> Result<(), StoreError> {
    tx.unkeep(KIND, webhook)
}

/// The value of `webhook-signature`: by every secret in force, the newest first.
pub(super) fn signatures(
    tx: &dyn ReadTx,
    webhook: &str,
    id: &str,
    at: Time,
    body: &[u8],
) -> Result<String, StoreError> {
    let Some(row) = kept::get::<Row>(tx, KIND, webhook)? else {
        return Ok(String::new());
    };
    let mut signatures = vec![Secret::read(&row.secret)?.sign(id, at, body)];
    if let Some((before, _)) = row.before.filter(|(_, until)| at < *until) {
        signatures.push(Secret::read(&before)?.sign(id, at, body));
    }
    Ok(signatures.join(" "))
}

#[cfg(test)]
mod tests {
    use comity_store::{MemoryStore, Store as _};

    use super::*;

    /// Computed with another implementation of HMAC-SHA-256; the libraries of the
    /// standard's authors are judges in `comity/tests/it/webhooks.rs`.
    const SIGNED: &str = "v1,DbGohAE+zvb1zSQV34UAFyPxDmSnl3FhmkZAGzh4/D8=";

    #[test]
    fn a_signature_is_over_id_time_and_body() {
        let secret = Secret([7; 32]);
        let at = Time::from_seconds(1_674_087_231);
        assert_eq!(secret.sign("msg_1", at, b"{\"type\":\"x\"}"), SIGNED);
        assert_eq!(
            secret.to_text(),
            "whsec_BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc="
        );
        assert_eq!(format!("{secret:?}"), "Secret(…)");
    }

    #[test]
    fn after_a_rotation_two_secrets_sign_for_a_while() {
        let store = MemoryStore::new();
        let (one, two) = (Secret([1; 32]), Secret([2; 32]));
        let (first, second) = (one.clone(), two.clone());
        store
            .write(move |tx| {
                keep(tx, "wh_1", first)?;
                rotate(tx, "wh_1", second, Time::from_seconds(100))
            })
            .unwrap();
        let signed = |seconds| {
            let at = Time::from_seconds(seconds);
            let found = store.read(|tx| signatures(tx, "wh_1", "msg_1", at, b"x"));
            (found.unwrap(), at)
        };
        let (both, at) = signed(99);
        let expected = [two.sign("msg_1", at, b"x"), one.sign("msg_1", at, b"x")];
        assert_eq!(both, expected.join(" "));
        let (new, at) = signed(100);
        assert_eq!(new, two.sign("msg_1", at, b"x"));
    }
}
