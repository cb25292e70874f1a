//! For whom a key is made: the host name that people reach this console by, and its origin.

use axum::http::{HeaderMap, header};
use comity_node::accounts::{AccessError, passkey};
use webauthn_rs::{
    Webauthn, WebauthnBuilder,
    prelude::{Passkey, Url},
};

use crate::console::fault::Fault;

/// A host name with the origin that pages of it have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) host: String,
    origin: Url,
}

impl Place {
    /// Where a request comes from, as the browser says it. The guard compared it with the `Host`
    /// header, and that with the names that we answer to, before anybody came here.
    pub(crate) fn from(headers: &HeaderMap) -> Result<Self, Fault> {
        let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
        let host = text(header::HOST).unwrap_or_default();
        let host = host.split(':').next().unwrap_or_default();
        let origin = text(header::ORIGIN).unwrap_or_default();
        Self::of(host, origin).ok_or_else(|| AccessError::Passkey.into())
    }

    /// A host name and an origin of it: TLS, which a proxy in front of us speaks, or loopback,
    /// which browsers hold for as safe.
    pub(super) fn of(host: &str, origin: &str) -> Option<Self> {
        let host = host.to_ascii_lowercase();
        let origin = Url::parse(origin).ok()?;
        let local = host == "localhost" || host.ends_with(".localhost");
        let safe = origin.scheme() == "https" || (origin.scheme() == "http" && local);
        (safe && origin.domain() == Some(host.as_str())).then_some(Self { host, origin })
    }

    /// What checks the answers of keys here, for this party.
    pub(crate) fn relying(&self, party: &str) -> Result<Webauthn, Fault> {
        // Neither a host name below this one nor another port is the same origin.
        WebauthnBuilder::new(&self.host, &self.origin)
            .and_then(|builder| builder.rp_name(party).build())
            .map_err(|error| {
                tracing::error!(%error, "failed to begin with passkeys");
                Fault::bug()
            })
    }
}

/// What checks the answers of a key, as it is kept.
pub(crate) fn key_of(kept: &passkey::Passkey) -> Result<Passkey, Fault> {
    serde_json::from_value(kept.key.clone()).map_err(|error| {
        tracing::error!(%error, "failed to read a passkey that is kept");
        Fault::bug()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_made_for_a_safe_origin_of_the_same_host() {
        for (host, origin, good) in [
            ("console.example", "https://console.example", true),
            ("Console.example", "https://console.example:8443", true),
            (
                "officer.a.localhost",
                "http://officer.a.localhost:7470",
                true,
            ),
            ("localhost", "http://localhost:7470", true),
            ("console.example", "http://console.example", false),
            ("console.example", "https://evil.example", false),
            ("console.example", "https://a.console.example", false),
            ("127.0.0.1", "http://127.0.0.1:7470", false),
            ("console.example", "null", false),
            ("console.example", "", false),
        ] {
            assert_eq!(Place::of(host, origin).is_some(), good, "{host} {origin}");
        }
    }
}
