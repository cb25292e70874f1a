//! Evidence of a fork as it is kept: the two artefacts in one canonical JSON.

use base64::{Engine, prelude::BASE64_STANDARD};
use comity_core::{
    Hash, Origin,
    canonical::{self, V1},
};
use comity_peer::channel::{Evidence, Fork};
use serde::{Deserialize, Serialize};

use crate::{error::NodeError, node::Result};

/// The longest evidence that is read, in bytes.
const LIMIT: usize = 4 << 20;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    a: String,
    b: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    consistency: Vec<Hash>,
    fork: Fork,
    log: Origin,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    root: Option<Hash>,
    v: V1,
}

/// The bytes that are kept.
///
/// # Errors
/// The evidence has no JSON form.
pub fn encode(evidence: &Evidence) -> Result<Vec<u8>> {
    Ok(canonical::to_bytes(&Stored {
        a: BASE64_STANDARD.encode(&evidence.a),
        b: BASE64_STANDARD.encode(&evidence.b),
        consistency: evidence.consistency.clone(),
        fork: evidence.fork,
        log: evidence.log.clone(),
        root: evidence.root,
        v: V1,
    })?)
}

/// What was kept.
///
/// # Errors
/// The bytes are not what [`encode`] writes.
pub fn decode(bytes: &[u8]) -> Result<Evidence> {
    let stored: Stored = canonical::from_bytes(bytes, LIMIT)?;
    let artefact = |text: &str| {
        let read = BASE64_STANDARD.decode(text);
        read.map_err(|_| NodeError::File("evidence".to_owned()))
    };
    Ok(Evidence {
        fork: stored.fork,
        log: stored.log,
        a: artefact(&stored.a)?,
        b: artefact(&stored.b)?,
        root: stored.root,
        consistency: stored.consistency,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn evidence_is_read_back() {
        let evidence = Evidence {
            fork: Fork::TwoRoots,
            log: "a.example/to/b.example/1".parse().unwrap(),
            a: b"one".to_vec(),
            b: vec![0, 1, 255],
            root: Some(comity_tlog::hash::sha256(b"root")),
            consistency: vec![comity_tlog::hash::sha256(b"node")],
        };
        assert_eq!(decode(&encode(&evidence).unwrap()).unwrap(), evidence);
        assert_eq!(decode(b"{}").unwrap_err().code(), "json-malformed");
    }
}
