//! Proofs for third parties: what a node holds, put together for the verifier of comity-peer.
//!
//! Nothing is opened that was not asked for: the envelope alone by default.
//! A proof of silence opens the request, our other acts of its case, and what
//! the other side said in it; of its other cases a verifier learns number,
//! times and sizes.

use std::io;

use comity_core::{
    ActId, Hash, PartyName,
    record::{Position, Side},
};
use comity_peer::{
    proof::{
        ProofKind, Role,
        build::{BuildError, Builder},
    },
    seal::FileKey,
};
use comity_store::{
    ReadTx, Store, StoreError,
    parts::{PartBytes, PartFile},
};

use crate::{attach::AttachError, case::CaseError, error::NodeError, office::Office};

mod claims;
mod collect;

use collect::{Prover, Shown};

/// Leaves looked through at once.
const BATCH: usize = 1000;
/// The largest attachment that goes into a proof, in sealed bytes: a proof is held in memory.
const ATTACHMENT_MAX: u64 = 64 << 20;

/// What is to be proven.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Claim {
    /// Of an act: said, delivered, complete, or opened.
    Act {
        /// The act, by id.
        act: ActId,
        /// Which.
        kind: ProofKind,
    },
    /// That nothing answers the request of a case.
    Silent {
        /// The case: reference, id or prefix.
        case: String,
    },
    /// How long an answer took.
    Timing {
        /// The answer, by id.
        answer: ActId,
    },
    /// That the counterpart signed two things that cannot both be true.
    Fork {
        /// The counterpart.
        them: PartyName,
        /// Which evidence, from 1, in the order of finding.
        number: usize,
    },
}

/// What is opened of an act beside its envelope.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Open {
    /// The envelope, where the kind does not ask for it anyhow.
    pub envelope: bool,
    /// The body.
    pub body: bool,
    /// Attachments, by number from 1.
    pub attachments: Vec<usize>,
    /// A body may be opened although it holds personal fields: a proof shows it as it was sealed, or not at all.
    pub unmask: bool,
}

/// Why no proof was made.
#[derive(Debug, thiserror::Error)]
pub enum ProveError {
    /// The node or its store.
    #[error(transparent)]
    Node(#[from] NodeError),
    /// A case.
    #[error(transparent)]
    Case(#[from] CaseError),
    /// An attachment.
    #[error(transparent)]
    Attach(#[from] AttachError),
    /// The parts do not make a proof.
    #[error(transparent)]
    Build(#[from] BuildError),
    /// No such act.
    #[error("find the act {0}")]
    NoAct(ActId),
    /// No checkpoint or receipt covers the entry yet.
    #[error("find a signature over the entry: {0}")]
    Unsigned(&'static str),
    /// No leaf of the other log covers the entry yet.
    #[error("find a leaf that covers the entry")]
    NotCovered,
    /// The content was erased, is not held, or does not open.
    #[error("open the content that is to be shown")]
    Closed,
    /// The body holds personal fields, and nobody said that these may go out.
    #[error("open a body that holds personal fields")]
    Personal,
    /// No such evidence.
    #[error("find the evidence {0}")]
    NoEvidence(usize),
}

impl ProveError {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &str {
        match self {
            Self::Node(error) => error.code(),
            Self::Case(error) => error.code(),
            Self::Attach(error) => error.code(),
            Self::Build(error) => error.code(),
            Self::NoAct(_) => "prove-no-act",
            Self::Unsigned(_) => "prove-unsigned",
            Self::NotCovered => "prove-not-covered",
            Self::Closed => "prove-closed",
            Self::Personal => "prove-personal",
            Self::NoEvidence(_) => "prove-no-evidence",
        }
    }
}

impl From<StoreError> for ProveError {
    fn from(error: StoreError) -> Self {
        Self::Node(error.into())
    }
}

impl<S: Store> Office<'_, S> {
    /// Makes a proof, to be given to whoever has both credentials.
    ///
    /// # Errors
    /// What is to be shown is not there, not signed yet, or erased.
    pub fn prove(&self, claim: &Claim, open: &Open) -> Result<Vec<u8>, ProveError> {
        let secrets = self.node.secrets();
        self.node.store().read(|tx| {
            let prover = Prover {
                tx,
                me: self.node.me(),
                sealer: &*secrets.sealer,
            };
            match claim {
                Claim::Act { act, kind } => self.prove_act(&prover, *act, *kind, open),
                Claim::Silent { case } => prover.silent(case),
                Claim::Timing { answer } => prover.timing(*answer),
                Claim::Fork { them, number } => prover.fork(them, *number),
            }
        })
    }

    fn prove_act(
        &self,
        prover: &Prover<'_>,
        act: ActId,
        kind: ProofKind,
        open: &Open,
    ) -> Result<Vec<u8>, ProveError> {
        let (them, said) = prover.find(act)?;
        let shown = open.envelope
            || open.body
            || !open.attachments.is_empty()
            || matches!(kind, ProofKind::Opened | ProofKind::Complete);
        let mut shown = prover.act(&them, said, shown, open.body)?;
        if open.body && !open.unmask && prover.personal(&shown.said) {
            return Err(ProveError::Personal);
        }
        let attachments = self.disclosed(prover, &shown, &open.attachments)?;
        shown.attachments = attachments;
        if kind == ProofKind::Complete {
            shown.held = prover.held(&them, &shown.said)?;
        }
        let wants_receipt = matches!(kind, ProofKind::Delivered | ProofKind::Complete);
        let log = prover.log(
            &shown.origin,
            Some(shown.said.position.index),
            wants_receipt,
        )?;
        let last = shown.last_of_other();
        let other = prover.log(&shown.origin.opposite(), last, false)?;
        let mut builder = Builder::new(kind);
        prover.add(&mut builder, Role::Act, &log, &other, &shown)?;
        prover.finish(builder, &them)
    }

    /// Attachments of an act with the keys of their files.
    fn disclosed(
        &self,
        prover: &Prover<'_>,
        shown: &Shown,
        numbers: &[usize],
    ) -> Result<Vec<(usize, Vec<u8>, FileKey)>, ProveError> {
        if numbers.is_empty() {
            return Ok(vec![]);
        }
        let body = prover.body(&shown.said)?;
        numbers
            .iter()
            .map(|number| {
                let place = number.checked_sub(1).ok_or(ProveError::Closed)?;
                let attachment = body.attachments.get(place).ok_or(ProveError::Closed)?;
                let size = shown
                    .said
                    .envelope
                    .attachments
                    .get(place)
                    .map_or(u64::MAX, |one| one.size);
                if size > ATTACHMENT_MAX {
                    return Err(AttachError::TooLarge {
                        size,
                        limit: ATTACHMENT_MAX,
                    }
                    .into());
                }
                let key =
                    self.node
                        .open_stream(self.parts, self.streams, attachment, &mut io::sink())?;
                Ok((
                    *number,
                    sealed_bytes(self.parts, &attachment.root, size)?,
                    key,
                ))
            })
            .collect()
    }
}

fn sealed_bytes(parts: &dyn PartBytes, root: &Hash, size: u64) -> Result<Vec<u8>, StoreError> {
    let size = usize::try_from(size).map_err(|_| StoreError::TooLarge("an attachment"))?;
    parts.read(PartFile::Sealed(root), 0, size)
}

/// The entry of an act, for those who name acts by entry.
///
/// # Errors
/// No act stands there.
pub fn act_at(
    tx: &dyn ReadTx,
    them: &PartyName,
    side: Side,
    entry: Position,
) -> Result<Option<ActId>, StoreError> {
    Ok(tx.act(them, side, entry)?.map(|said| said.envelope.id))
}
