//! Proofs for third parties: what a node holds, put together for the verifier of comity-peer.
//!
//! Nothing is opened that was not asked for: the envelope alone by default.
//! A proof of silence opens the request, our other acts of its case, and what
//! the other side said in it; of its other cases a verifier learns number,
//! times and sizes.

use std::{collections::BTreeSet, io};

use comity_core::{
    ActId, Hash, PartyName,
    record::{Position, Side},
};
use comity_peer::proof::{
    self, ProofError, ProofKind, Role,
    build::{BuildError, Builder},
};
use comity_store::{
    ReadTx, Store, StoreError,
    parts::{PartBytes, PartFile},
};

use crate::{
    attach::AttachError, case::CaseError, desk::stalled, error::NodeError, office::Office,
};

pub mod beside;
mod claims;
mod collect;
mod credentials;

use beside::BesideProof;
use collect::{Opening, Prover, Shown};

/// Leaves looked through at once.
const BATCH: usize = 1000;
/// How many sealed bytes of attachments go into a proof, which is held in memory; what is more lies beside it.
const INSIDE_MAX: u64 = 64 << 20;
/// The folder of the act in a proof of one act.
const ONLY_ACT: usize = 1;

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
    /// What the counterpart handed back in our last recovery, by its own signature.
    HandedBack {
        /// The counterpart.
        them: PartyName,
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
    /// Their sealed files shall lie beside the proof; large ones do in any case.
    pub beside: bool,
    /// A body may be opened although it holds personal fields: a proof shows it as it was sealed, or not at all.
    pub unmask: bool,
}

/// A proof, and what is to lie beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proven {
    /// The archive.
    pub bytes: Vec<u8>,
    /// Sealed attachments that belong beside it.
    pub beside: Vec<BesideProof>,
}

impl Proven {
    const fn alone(bytes: Vec<u8>) -> Self {
        let beside = Vec::new();
        Self { bytes, beside }
    }
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
    /// What was put together does not verify.
    #[error(transparent)]
    Proof(#[from] ProofError),
    /// The other side did answer, in this entry of its log.
    #[error("show silence where entry {0} answers")]
    Answered(u64),
    /// Nothing is owed in the case.
    #[error("show silence where nothing is owed")]
    NothingOwed,
    /// The act is of the side that asked.
    #[error("measure an act that answers nothing")]
    NotAnAnswer,
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
    /// The act has no attachment of this number or root.
    #[error("find the attachment {0}")]
    NoAttachment(String),
    /// The body holds personal fields, and nobody said that these may go out.
    #[error("open a body that holds personal fields")]
    Personal,
    /// Nothing was handed back by this counterpart.
    #[error("find what {0} handed back")]
    NothingBack(PartyName),
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
            Self::Proof(error) => error.code(),
            Self::Answered(_) => "prove-answered",
            Self::NothingOwed => "prove-nothing-owed",
            Self::NotAnAnswer => "prove-not-an-answer",
            Self::NoAct(_) => "prove-no-act",
            Self::Unsigned(_) => "prove-unsigned",
            Self::NotCovered => "prove-not-covered",
            Self::Closed => "prove-closed",
            Self::NoAttachment(_) => "prove-no-attachment",
            Self::Personal => "prove-personal",
            Self::NothingBack(_) => "prove-nothing-handed-back",
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
    pub fn prove(&self, claim: &Claim, open: &Open) -> Result<Proven, ProveError> {
        let secrets = self.node.secrets();
        self.node.store().read(|tx| {
            let prover = Prover {
                tx,
                party: &self.node.party,
                sealer: &*secrets.sealer,
            };
            match claim {
                Claim::Act { act, kind } => self.prove_act(&prover, *act, *kind, open),
                Claim::Silent { case } => prover.silent(case).map(Proven::alone),
                Claim::Timing { answer } => prover.timing(*answer).map(Proven::alone),
                Claim::HandedBack { them } => prover.handed_back(them).map(Proven::alone),
                Claim::Fork { them, number } => prover.fork(them, *number).map(Proven::alone),
            }
        })
    }

    fn prove_act(
        &self,
        prover: &Prover<'_>,
        act: ActId,
        kind: ProofKind,
        open: &Open,
    ) -> Result<Proven, ProveError> {
        let (them, said) = prover.find(act)?;
        let shown = open.envelope
            || open.body
            || !open.attachments.is_empty()
            || matches!(kind, ProofKind::Opened | ProofKind::Complete);
        let mut shown = prover.act(&them, said, shown, open.body)?;
        if open.body && !open.unmask && prover.personal(&shown.said) {
            return Err(ProveError::Personal);
        }
        let (attachments, beside) = self.disclosed(prover, &shown, open)?;
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
        let bytes = prover.finish(builder, &them, shown.origin.generation)?;
        Ok(Proven { bytes, beside })
    }

    /// The number, from 1, of the attachment of an act with this root.
    ///
    /// # Errors
    /// No such act, or no such attachment of it.
    pub fn attachment_number(&self, act: ActId, root: &Hash) -> Result<usize, ProveError> {
        let secrets = self.node.secrets();
        self.node.store().read(|tx| {
            let (party, sealer) = (&self.node.party, &*secrets.sealer);
            let (_, said) = Prover { tx, party, sealer }.find(act)?;
            let mut numbers = (1..).zip(&said.envelope.attachments);
            let found = numbers.find(|(_, attachment)| attachment.root == *root);
            let none = || ProveError::NoAttachment(root.to_string());
            Ok(found.ok_or_else(none)?.0)
        })
    }

    /// Attachments of an act with the keys of their files, and those of them that lie beside the proof.
    fn disclosed(
        &self,
        prover: &Prover<'_>,
        shown: &Shown,
        open: &Open,
    ) -> Result<(Vec<Opening>, Vec<BesideProof>), ProveError> {
        let numbers: BTreeSet<usize> = open.attachments.iter().copied().collect();
        let (mut openings, mut beside) = (Vec::new(), Vec::new());
        if numbers.is_empty() {
            return Ok((openings, beside));
        }
        let body = prover.body(&shown.said)?;
        let mut room = INSIDE_MAX;
        for number in numbers {
            let none = || ProveError::NoAttachment(number.to_string());
            let place = number.checked_sub(1).ok_or_else(none)?;
            let declared = shown.said.envelope.attachments.get(place);
            let size = declared.ok_or_else(none)?.size;
            let attachment = body.attachments.get(place).ok_or_else(none)?;
            let mut nowhere = io::sink();
            let key = self
                .node
                .open_stream(self.parts, self.streams, attachment, &mut nowhere)?;
            let root = attachment.root;
            let sealed = if open.beside || size > room {
                let name = proof::beside::name(ONLY_ACT, number);
                beside.push(BesideProof { name, root, size });
                None
            } else {
                room -= size;
                Some(sealed_bytes(self.parts, &root, size)?)
            };
            openings.push(Opening {
                number,
                sealed,
                key,
            });
        }
        Ok((openings, beside))
    }
}

fn sealed_bytes(parts: &dyn PartBytes, root: &Hash, size: u64) -> Result<Vec<u8>, StoreError> {
    let size = usize::try_from(size).map_err(|_| StoreError::TooLarge("an attachment"))?;
    parts.read(PartFile::Sealed(root), 0, size)
}

/// The entry of an act, for those who name acts by entry.
///
/// # Errors
/// The desk of the channel is stalled; the store.
pub fn act_at(
    tx: &dyn ReadTx,
    them: &PartyName,
    side: Side,
    entry: Position,
) -> Result<Option<ActId>, NodeError> {
    stalled::must_follow(tx, them)?;
    Ok(tx.act(them, side, entry)?.map(|said| said.envelope.id))
}
