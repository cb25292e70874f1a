//! What a verified proof says: typed facts, with sizes and times as they were signed.

use comity_core::{
    ActId, DossierId, Envelope, Hash, Origin, PartyName, Time, clocks::Measure, codes::Clock,
    record::Position,
};
use serde::Serialize;
use serde_json::{Map, Value};

use super::ProofKind;

/// What a proof was found to prove.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ProofReport {
    /// The credentials that it rests on.
    pub credentials: Vec<CredentialUse>,
    /// The facts, act by act.
    pub facts: Vec<Fact>,
    /// What it claims and proves.
    pub kind: ProofKind,
}

/// A credential that a proof rests on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct CredentialUse {
    /// Its party.
    pub party: PartyName,
    /// Its serial.
    pub serial: u32,
    /// Its fingerprint.
    pub fingerprint: Hash,
    /// Given by the verifier, not by the proof.
    pub pinned: bool,
    /// A revocation of it is in the proof.
    pub revoked: bool,
}

/// Up to where and when a party signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Signed {
    /// When, by the signer's own clock.
    pub at: Time,
    /// How many entries the log had.
    pub size: u64,
}

/// One fact.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "fact", rename_all = "kebab-case")]
pub enum Fact {
    /// The log's sender said this entry.
    Said {
        /// The log.
        log: Origin,
        /// The entry.
        index: u64,
        /// The time that its leaf states.
        at: Time,
        /// Under this checkpoint.
        signed: Signed,
    },
    /// The log's reader holds this entry.
    Delivered {
        /// The log.
        log: Origin,
        /// The entry.
        index: u64,
        /// Under this receipt.
        signed: Signed,
    },
    /// The first leaf of the other log that covers this entry.
    Covered {
        /// The log.
        log: Origin,
        /// The entry.
        index: u64,
        /// The leaf of the other log.
        by: u64,
        /// The time that it states.
        at: Time,
        /// It calls the entry bad.
        bad: bool,
    },
    /// The other side recorded that a credential is revoked.
    Revoked {
        /// The party of the credential.
        party: PartyName,
        /// Its serial.
        serial: u32,
        /// The log that records it.
        log: Origin,
        /// The entry that does.
        index: u64,
        /// The time that its leaf states.
        at: Time,
        /// Under this checkpoint.
        signed: Signed,
    },
    /// This entry was said under a credential that was revoked, and the other side had covered it before it recorded that.
    BeforeRevocation {
        /// The log.
        log: Origin,
        /// The entry.
        index: u64,
        /// The party of the credential.
        party: PartyName,
        /// Its serial.
        serial: u32,
        /// The leaf of the other log that covers the entry.
        by: u64,
        /// The later leaf that records the revocation; absent where the proof does not show it.
        #[serde(skip_serializing_if = "Option::is_none")]
        recorded: Option<Position>,
    },
    /// The other log says that all attachments are held.
    Complete {
        /// The log.
        log: Origin,
        /// The entry.
        index: u64,
        /// The latest leaf of the other log that says so of one of them.
        by: u64,
        /// The time that it states.
        at: Time,
        /// How many attachments.
        count: usize,
    },
    /// The envelope was opened.
    OpenedEnvelope {
        /// The log.
        log: Origin,
        /// The entry.
        index: u64,
        /// What it says.
        envelope: Box<Envelope>,
    },
    /// The body was opened.
    OpenedBody {
        /// The log.
        log: Origin,
        /// The entry.
        index: u64,
        /// What it says.
        body: Map<String, Value>,
    },
    /// An attachment was opened.
    OpenedAttachment {
        /// The log.
        log: Origin,
        /// The entry.
        index: u64,
        /// Which one, from 1.
        number: usize,
        /// SHA-256 of its plain bytes.
        sha256: Hash,
        /// Number of plain bytes.
        size: u64,
    },
    /// A part stayed closed.
    Closed {
        /// The log.
        log: Origin,
        /// The entry.
        index: u64,
        /// What stayed closed.
        part: Part,
        /// How many; 1 for envelope and body.
        count: usize,
    },
    /// The other side said nothing that answers, up to its own signature.
    Silence {
        /// The log of the silent side.
        log: Origin,
        /// The act that asks, by its entry in the other log.
        request: u64,
        /// What is owed.
        obligation: Obligation,
        /// The dossier.
        dossier: DossierId,
        /// The first entry that had seen the request.
        from: u64,
        /// The checkpoint of the silent side.
        signed: Signed,
        /// What the silent side did say in this dossier.
        acts: Vec<TaggedAct>,
        /// How many entries concern something else, or nothing that this proof opens.
        others: u64,
    },
    /// How long an answer took.
    Timing {
        /// The act that asks.
        request: u64,
        /// The act that answers.
        answer: u64,
        /// From the answerer's first leaf that covers the request to the time of its answer.
        answerer: Span,
        /// From the time of the request to the requester's first leaf that covers the answer.
        requester: Span,
        /// The clocks that the answer stopped, with the pauses that this proof shows taken off.
        clocks: Vec<ClockFact>,
    },
    /// The log's reader handed it back and signed that it holds this much and knew of no more.
    HandedBack {
        /// The log.
        log: Origin,
        /// The root over what it handed back.
        root: Hash,
        /// Up to where and when.
        signed: Signed,
    },
    /// One party signed two things that cannot both be true.
    Fork {
        /// What they are.
        kind: ForkKind,
        /// Who signed them.
        owner: PartyName,
        /// The log; absent for two credentials.
        log: Option<Origin>,
        /// The size, index or serial that they disagree about.
        at: u64,
        /// Sizes and times of the two statements, in the order of the proof; absent for credentials.
        signed: Vec<Signed>,
    },
}

/// A part of an act that stayed closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// The envelope, and with it all the rest.
    Envelope,
    /// The body.
    Body,
    /// Attachments.
    Attachments,
}

/// An act of the silent side in the dossier that does not answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TaggedAct {
    /// Its entry.
    pub index: u64,
    /// The time that its leaf states.
    pub at: Time,
    /// Its id.
    pub id: ActId,
    /// Its kind.
    pub kind: String,
}

/// What the silent side owed when it signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Obligation {
    /// The clock that runs.
    pub clock: Clock,
    /// The entry of the asking side that began it.
    pub began: u64,
    /// Since when, by the silent side's own words: its first leaf that covers that entry.
    pub since: Time,
    /// When the limit is reached on the silent side's clock, pauses taken off.
    pub deadline: Time,
    /// It has said nothing at all in this dossier since it covered that entry.
    pub silent: bool,
}

/// A clock that an answer stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ClockFact {
    /// Which clock.
    pub clock: Clock,
    /// Seconds allowed.
    pub limit: i64,
    /// Both spans, pauses, and the verdict.
    pub measure: Measure,
}

/// A span between two times on one side's clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Span {
    /// Its start.
    pub from: Time,
    /// Its end.
    pub to: Time,
}

impl Span {
    /// Its length in seconds; negative when that side's own times contradict each other.
    #[must_use]
    pub const fn seconds(self) -> i64 {
        self.to.since(self.from)
    }
}

/// Which contradiction.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ForkKind {
    /// Two roots of one size.
    TwoRoots,
    /// Two leaves at one index.
    TwoLeaves,
    /// A smaller size at a later time.
    SignedSmaller,
    /// A `seen` whose root the log never had.
    SeenRoot,
    /// Two credentials of one serial.
    TwoCredentials,
}

impl ForkKind {
    /// The code of `docs/protocol.md`, section 8.
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
