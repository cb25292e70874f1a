//! `proof.json`: what a proof claims. Nothing in it is believed; it says what to look for.

use comity_core::{
    Origin,
    canonical::{self, V1},
};
use serde::{Deserialize, Serialize};

use super::ProofError;

/// The member that comes first.
pub(super) const NAME: &str = "proof.json";

/// The longest claim in bytes.
const LIMIT: usize = 1 << 20;

/// The most acts in one proof.
const ACTS: usize = 1000;

/// What a proof claims.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The acts, in the order of their folders, which count from 1.
    pub acts: Vec<ActClaim>,
    /// What is proven of them.
    pub kind: ProofKind,
    /// Format version.
    pub v: V1,
}

/// One act of a proof.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActClaim {
    /// Its entry.
    pub index: u64,
    /// The log that it stands in.
    pub log: Origin,
    /// What of it is opened; absent when all stays closed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub opened: Option<Depth>,
    /// Its part in the proof.
    pub role: Role,
}

/// What a proof proves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ProofKind {
    /// Its sender said these bytes.
    Said,
    /// And its reader's node holds them.
    Delivered,
    /// And all attachments.
    Complete,
    /// What these bytes say.
    Opened,
    /// That the other side said nothing that answers.
    Silent,
    /// How long an answer took by each side's own words.
    Timing,
    /// That one party signed two things that cannot both be true.
    Fork,
    /// Up to where one party handed back the log of the other in a recovery.
    HandedBack,
}

/// How far an act is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Depth {
    /// The envelope alone.
    Envelope,
    /// Envelope and body.
    Body,
}

/// The part of an act in a proof.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// An act that is proven for itself.
    Act,
    /// The act that asks.
    Request,
    /// The act that answers it.
    Answer,
    /// A further act in the same dossier: in a proof of silence one of the asking side, in one of timing one of either.
    Context,
}

impl ProofKind {
    /// The code, as it stands in `proof.json`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Said => "said",
            Self::Delivered => "delivered",
            Self::Complete => "complete",
            Self::Opened => "opened",
            Self::Silent => "silent",
            Self::Timing => "timing",
            Self::Fork => "fork",
            Self::HandedBack => "handed-back",
        }
    }
}

impl Manifest {
    /// Reads a claim.
    pub(super) fn parse(bytes: &[u8]) -> Result<Self, ProofError> {
        let manifest: Self = canonical::from_bytes(bytes, LIMIT).map_err(ProofError::Manifest)?;
        let roles: Vec<_> = manifest.acts.iter().map(|act| act.role).collect();
        let fits = match manifest.kind {
            ProofKind::Fork | ProofKind::HandedBack => roles.is_empty(),
            ProofKind::Silent => {
                roles.first() == Some(&Role::Request)
                    && roles.iter().skip(1).all(|role| *role == Role::Context)
            }
            ProofKind::Timing => {
                roles.starts_with(&[Role::Request, Role::Answer])
                    && roles.iter().skip(2).all(|role| *role == Role::Context)
            }
            _ => !roles.is_empty() && roles.iter().all(|role| *role == Role::Act),
        };
        if fits && roles.len() <= ACTS {
            Ok(manifest)
        } else {
            Err(ProofError::Claim)
        }
    }
}
