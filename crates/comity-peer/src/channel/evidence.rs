//! Misconduct that freezes a channel, and what of it a third party can check.

use comity_core::{
    Hash, Origin,
    mutant::{Mutant, broken},
};
use serde::{Deserialize, Serialize};

use super::ChannelState;
use crate::credential::CredentialFile;

/// How a party contradicted itself (`docs/protocol.md`, section 8, *Freeze*).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fork {
    /// Two checkpoints of one size with different roots.
    #[serde(rename = "fork-two-roots")]
    TwoRoots,
    /// One index, two leaves under two checkpoints.
    #[serde(rename = "fork-two-leaves")]
    TwoLeaves,
    /// A later signature over a smaller size.
    #[serde(rename = "fork-signed-smaller")]
    SignedSmaller,
    /// A `seen` or a receipt whose root is not ours at that size.
    #[serde(rename = "fork-seen-root")]
    SeenRoot,
    /// Two credentials with one serial.
    #[serde(rename = "fork-two-credentials")]
    TwoCredentials,
}

impl Fork {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::TwoRoots => "fork-two-roots",
            Self::TwoLeaves => "fork-two-leaves",
            Self::SignedSmaller => "fork-signed-smaller",
            Self::SeenRoot => "fork-seen-root",
            Self::TwoCredentials => "fork-two-credentials",
        }
    }
}

/// The two artefacts of a fork, as a third party can check them.
///
/// Each is a signed note, or, where a leaf is meant, a *tlog-proof* with the
/// leaf in `extra`, or a credential file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Evidence {
    /// What kind of fork.
    pub fork: Fork,
    /// The log that it is about.
    pub log: Origin,
    /// What came now.
    pub a: Vec<u8>,
    /// What contradicts it.
    pub b: Vec<u8>,
    /// Where `a` is for a smaller size than `b`: the root that the log of `b` had at that size …
    pub root: Option<Hash>,
    /// … and the proof that it had it.
    pub consistency: Vec<Hash>,
}

impl Evidence {
    /// That the sender of `log` issued `a` when it had issued `b` of the same serial
    /// ([`crate::credential::is_fork`]).
    #[must_use]
    pub fn two_credentials(log: Origin, a: &CredentialFile, b: &CredentialFile) -> Self {
        Self {
            fork: Fork::TwoCredentials,
            log,
            a: a.bytes().to_vec(),
            b: b.bytes().to_vec(),
            root: None,
            consistency: Vec::new(),
        }
    }
}

impl ChannelState {
    /// Freezes the current generation for a fork that was found outside a pouch's
    /// statements; one that is frozen already stays so for what was found first.
    pub fn freeze(&mut self, fork: Fork) {
        if !broken(Mutant::NoFreeze) {
            self.current.frozen.get_or_insert(fork);
        }
    }
}

/// Something to keep and to show, without effect on any state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Notice {
    /// A leaf dated before its sender signed a size that does not hold it.
    #[serde(rename = "evidence-backdated")]
    Backdated,
    /// A leaf whose `seen` is behind an earlier-dated receipt of the same party.
    #[serde(rename = "evidence-seen-behind-receipt")]
    SeenBehindReceipt,
    /// A leaf that calls an entry bad which it is not the first to cover.
    #[serde(rename = "evidence-bad-not-covered")]
    BadNotCovered,
}

impl Notice {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Backdated => "evidence-backdated",
            Self::SeenBehindReceipt => "evidence-seen-behind-receipt",
            Self::BadNotCovered => "evidence-bad-not-covered",
        }
    }
}
