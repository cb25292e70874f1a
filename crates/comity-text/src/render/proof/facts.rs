//! The facts of a verified proof in the JSON in which comity-peer and `comity receipt verify --json` give them.
//!
//! comity-peer stands beside this crate, so its types are read by their
//! documented JSON and not by name.

use comity_core::{
    DossierId, Envelope, Hash, Origin, PartyName, Time, body::Body, clocks::Measure, codes::Clock,
    record::Position,
};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
pub(super) struct Report {
    pub(super) credentials: Vec<Credential>,
    pub(super) facts: Vec<Fact>,
    pub(super) kind: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct Credential {
    pub(super) party: PartyName,
    pub(super) serial: u32,
    pub(super) fingerprint: Hash,
    pub(super) pinned: bool,
    pub(super) revoked: bool,
}

/// Up to which size, and when, a party signed.
#[derive(Debug, Clone, Copy, Deserialize)]
pub(super) struct Signed {
    pub(super) at: Time,
    pub(super) size: u64,
}

#[derive(Debug, Deserialize)]
#[serde(tag = "fact", rename_all = "kebab-case")]
pub(super) enum Fact {
    Said {
        log: Origin,
        index: u64,
        at: Time,
        signed: Signed,
    },
    Delivered {
        log: Origin,
        index: u64,
        signed: Signed,
    },
    Covered {
        log: Origin,
        index: u64,
        by: u64,
        at: Time,
        bad: bool,
    },
    Revoked {
        party: PartyName,
        serial: u64,
        log: Origin,
        index: u64,
        at: Time,
    },
    BeforeRevocation {
        log: Origin,
        index: u64,
        party: PartyName,
        serial: u64,
        by: u64,
        recorded: Option<Position>,
    },
    Complete {
        log: Origin,
        index: u64,
        by: u64,
        at: Time,
    },
    OpenedEnvelope {
        index: u64,
        envelope: Box<Envelope>,
    },
    OpenedBody {
        index: u64,
        body: Box<Body>,
    },
    OpenedAttachment {
        index: u64,
        number: u64,
        sha256: Hash,
        size: u64,
    },
    Closed {
        index: u64,
        part: Part,
        count: u64,
    },
    Silence(Box<Silence>),
    Timing {
        request: u64,
        answer: u64,
        answerer: Span,
        requester: Span,
        clocks: Vec<ClockFact>,
    },
    HandedBack {
        log: Origin,
        root: Hash,
        signed: Signed,
    },
    Fork {
        kind: ForkKind,
        owner: PartyName,
        at: u64,
        signed: Vec<Signed>,
    },
}

#[derive(Debug, Deserialize)]
pub(super) struct Silence {
    pub(super) log: Origin,
    pub(super) obligation: Obligation,
    pub(super) dossier: DossierId,
    pub(super) from: u64,
    pub(super) signed: Signed,
    pub(super) acts: Vec<TaggedAct>,
    pub(super) others: u64,
}

/// What the silent side owed, with its time limit on its own clock.
#[derive(Debug, Clone, Copy, Deserialize)]
pub(super) struct Obligation {
    pub(super) clock: Clock,
    pub(super) began: u64,
    pub(super) since: Time,
    pub(super) deadline: Time,
}

/// A time limit that an answer stopped, measured by both sides' words.
#[derive(Debug, Deserialize)]
pub(super) struct ClockFact {
    pub(super) clock: Clock,
    pub(super) limit: u64,
    pub(super) measure: Measure,
}

#[derive(Debug, Deserialize)]
pub(super) struct TaggedAct {
    pub(super) index: u64,
    pub(super) at: Time,
    pub(super) kind: String,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Part {
    Envelope,
    Body,
    Attachments,
}

#[derive(Debug, Clone, Copy, Deserialize)]
pub(super) struct Span {
    pub(super) from: Time,
    pub(super) to: Time,
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum ForkKind {
    TwoRoots,
    TwoLeaves,
    SignedSmaller,
    SeenRoot,
    TwoCredentials,
}
