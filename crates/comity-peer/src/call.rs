//! What one node asks of another, whatever carries it (`docs/protocol.md`, section 7).
//!
//! HTTPS, the simulated world and a spool folder all carry a [`Request`] to
//! the other node and its [`Response`] back, so that everything above the
//! transport is one code. Who the caller is, the transport has established.

use comity_core::{Hash, PartyName};

/// A question to the counterpart's node.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Request {
    /// The latest receipt that it signed for the caller's log.
    Receipt,
    /// Take this pouch and answer with one.
    Pouch {
        /// The archive.
        bytes: Vec<u8>,
        /// Answer at once, or within so many seconds when there is something to say.
        wait: u32,
    },
    /// Which parts of an attachment are held.
    Held {
        /// Root over the parts.
        root: Hash,
    },
    /// One part of an attachment, with its inclusion proof.
    Part {
        /// Root over the parts.
        root: Hash,
        /// Which part.
        index: u64,
    },
    /// Take one part of an attachment that the caller announced.
    PutPart {
        /// Root over the parts.
        root: Hash,
        /// Which part.
        index: u64,
        /// The part.
        part: Part,
    },
    /// The caller's own log back, after a loss: entries from this index on.
    Copy {
        /// Generation of the log.
        generation: u32,
        /// First entry that the caller lacks.
        from: u64,
    },
    /// The answerer's log again, after a loss of the caller's copy: entries from this index on.
    Log {
        /// Generation of the log.
        generation: u32,
        /// First entry that the caller lacks.
        from: u64,
    },
    /// The credentials of both sides, after a loss.
    Credentials,
    /// File keys of the acts of a log from this entry on, after a loss of the caller's keys.
    Openings {
        /// Whose log.
        whose: LogOf,
        /// Generation of the log.
        generation: u32,
        /// First entry.
        from: u64,
    },
}

/// Whose log a request is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LogOf {
    /// The caller's.
    Caller,
    /// The answerer's.
    Answerer,
}

/// One part of a sealed attachment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Its inclusion proof below the root.
    pub proof: Vec<Hash>,
}

/// The answer to a [`Request`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Response {
    /// A receipt (a signed note).
    Receipt(Vec<u8>),
    /// A pouch, of kind `exchange` or `copy`.
    Pouch(Vec<u8>),
    /// Half-open ranges of held parts.
    Held(Vec<(u64, u64)>),
    /// A part.
    Part(Part),
    /// Credentials ([`crate::handover::Handover`]).
    Credentials(Vec<u8>),
    /// A sealed batch of file keys ([`crate::openings::Openings`]).
    Openings(Vec<u8>),
    /// Done, or nothing to give.
    Nothing,
    /// Refused, with the code of `docs/protocol.md`, section 8, or of a fault.
    Refused {
        /// The stable code.
        code: String,
    },
}

/// Carries a request to a counterpart: the one seam between a node and the network.
///
/// Calls block; the caller decides on which thread.
pub trait Transport: Send + Sync {
    /// Asks the counterpart and waits for its answer.
    ///
    /// # Errors
    /// The counterpart could not be reached, or was not the one that its credential pins.
    fn call(&self, to: &PartyName, request: Request) -> Result<Response, TransportError>;
}

/// A call that reached nobody, or that nobody answered.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TransportError {
    /// No connection, or it broke.
    #[error("reach the counterpart: {0}")]
    Unreachable(String),
    /// The address lies in a network that the rules of this house do not let it call.
    #[error("the address may not be called: no network of this node's configuration holds it")]
    Refused,
    /// The other end does not hold the key that the credential pins.
    #[error("the other end is not the counterpart")]
    WrongPeer,
    /// No answer in time.
    #[error("no answer in time")]
    TimedOut,
    /// An answer that is no answer to this request.
    #[error("an answer of the wrong form: {0}")]
    WrongForm(String),
}

impl TransportError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unreachable(_) => "transport-unreachable",
            Self::Refused => "transport-refused",
            Self::WrongPeer => "transport-wrong-peer",
            Self::TimedOut => "transport-timed-out",
            Self::WrongForm(_) => "transport-wrong-form",
        }
    }
}
