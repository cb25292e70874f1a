//! What honest nodes let out, looked at on the wire: nothing but what is durable, once, and sealed.

use std::collections::BTreeMap;

use comity_core::{Hash, Origin};
use comity_peer::pouch::{self, BYTES_LIMIT, Kind};

use crate::house::House;

/// A broken invariant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Violation {
    /// The rule that is broken.
    pub rule: &'static str,
    /// What happened.
    pub what: String,
}

impl Violation {
    /// A violation of this rule.
    #[must_use]
    pub fn new(rule: &'static str, what: impl Into<String>) -> Self {
        Self {
            rule,
            what: what.into(),
        }
    }
}

/// Remembers every statement that an honest node signed.
#[derive(Debug, Default)]
pub struct Watch {
    roots: BTreeMap<(String, u64), Hash>,
    canary: Vec<u8>,
}

impl Watch {
    /// Looks for this text in whatever passes.
    #[must_use]
    pub fn new(canary: &str) -> Self {
        Self {
            canary: canary.as_bytes().to_vec(),
            ..Self::default()
        }
    }

    /// Looks at bytes that leave a house.
    ///
    /// # Errors
    /// They hold plain text, state what is not durable, or contradict what was stated before.
    pub fn pouch(&mut self, from: &House, bytes: &[u8]) -> Result<(), Violation> {
        self.sealed(bytes)?;
        let pouch = pouch::read(bytes, BYTES_LIMIT)
            .map_err(|error| Violation::new("a pouch is well-formed", error.to_string()))?;
        let summary = pouch::inspect(&pouch);
        let own = pouch.header.kind == Kind::Exchange;
        for (checkpoint, ours) in [(summary.checkpoint, own), (summary.receipt, true)] {
            let Some(checkpoint) = checkpoint else {
                continue;
            };
            let origin: Origin = checkpoint
                .origin
                .parse()
                .map_err(|_| Violation::new("a pouch is well-formed", checkpoint.origin.clone()))?;
            let held = from.holds(&origin);
            if ours && held < checkpoint.size {
                return Err(Violation::new(
                    "durable before signed",
                    format!("{origin} at {} with {held} entries held", checkpoint.size),
                ));
            }
            let before = self.roots.insert(
                (checkpoint.origin.clone(), checkpoint.size),
                checkpoint.root,
            );
            if before.is_some_and(|root| root != checkpoint.root) {
                return Err(Violation::new(
                    "an honest node signs no contradiction",
                    format!("{origin} has two roots at {}", checkpoint.size),
                ));
            }
        }
        Ok(())
    }

    /// Looks for plain text.
    ///
    /// # Errors
    /// There is some.
    pub fn sealed(&self, bytes: &[u8]) -> Result<(), Violation> {
        let found = bytes
            .windows(self.canary.len().max(1))
            .any(|window| window == self.canary);
        if found {
            Err(Violation::new(
                "plain text stays at home",
                format!("{} bytes hold it", bytes.len()),
            ))
        } else {
            Ok(())
        }
    }
}
