//! Proofs for third parties: what a node holds, put together for the verifier of comity-peer.
//!
//! Nothing is opened that was not asked for: the envelope alone by default.
//! A proof of silence opens the request, our other acts of its case, and what
//! the other side said in it; of its other cases a verifier learns number,
//! times and sizes.

mod credentials;

use std::io;

use comity_core::{
    ActId, DossierId, Hash, Leaf, Origin, PartyName,
    body::{Body, holds_personal},
    record::{Position, Said, Side},
};
use comity_peer::{
    act::unpad,
    proof::{
        ProofKind, Role,
        build::{ActSource, BuildError, Builder, Disclosed, Entry, LogSource, SilenceSource},
    },
    seal::{FileKey, Sealer},
};
use comity_store::{
    ReadTx, Store, StoreError,
    notes::NoteKind,
    parts::{PartBytes, PartFile},
    tree::LogTree,
};

use comity_tlog::tree::HashReader;

use crate::{
    attach::AttachError,
    case::{CaseError, view},
    channel::{evidence, handed_back, openings, state},
    error::NodeError,
    node::Party,
    office::Office,
};

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
            Self::NoAct(_) => "prove-no-act",
            Self::Unsigned(_) => "prove-unsigned",
            Self::NotCovered => "prove-not-covered",
            Self::Closed => "prove-closed",
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
    pub fn prove(&self, claim: &Claim, open: &Open) -> Result<Vec<u8>, ProveError> {
        let secrets = self.node.secrets();
        self.node.store().read(|tx| {
            let prover = Prover {
                tx,
                party: &self.node.party,
                me: self.node.me(),
                sealer: &*secrets.sealer,
            };
            match claim {
                Claim::Act { act, kind } => self.prove_act(&prover, *act, *kind, open),
                Claim::Silent { case } => prover.silent(case),
                Claim::Timing { answer } => prover.timing(*answer),
                Claim::HandedBack { them } => prover.handed_back(them),
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
        prover.finish(builder, &them, shown.origin.generation)
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

/// An act with what is disclosed of it, owned until the proof is written.
struct Shown {
    said: Said,
    origin: Origin,
    leaf: Vec<u8>,
    envelope: Option<(Vec<u8>, FileKey)>,
    body: Option<(Vec<u8>, FileKey)>,
    attachments: Vec<(usize, Vec<u8>, FileKey)>,
    /// The leaf before the covering one, and the covering one.
    covering: Option<[(u64, Vec<u8>); 2]>,
    held: Vec<(usize, u64, Vec<u8>)>,
}

impl Shown {
    /// The last entry of the other log that its proof shows.
    fn last_of_other(&self) -> Option<u64> {
        let covering = self.covering.as_ref().map(|[_, (index, _)]| *index);
        self.held
            .iter()
            .map(|(_, index, _)| *index)
            .chain(covering)
            .max()
    }
}

/// A log with the notes that its proof rests on.
struct Log {
    origin: Origin,
    checkpoint: Vec<u8>,
    receipt: Option<Vec<u8>>,
}

impl Log {
    fn source<'a>(&'a self, tree: &'a dyn HashReader) -> LogSource<'a> {
        LogSource {
            origin: &self.origin,
            tree,
            checkpoint: &self.checkpoint,
            receipt: self.receipt.as_deref(),
        }
    }
}

const fn disclosed(file: &(Vec<u8>, FileKey)) -> Disclosed<'_> {
    Disclosed {
        sealed: file.0.as_slice(),
        key: &file.1,
    }
}

/// Leaves of a log, and the acts among them that are wanted, by index.
type Tail = (Vec<Vec<u8>>, Vec<(u64, Hash)>);

struct Prover<'a> {
    tx: &'a dyn ReadTx,
    party: &'a Party,
    me: &'a PartyName,
    sealer: &'a dyn Sealer,
}

impl Prover<'_> {
    fn find(&self, act: ActId) -> Result<(PartyName, Said), ProveError> {
        for them in self.tx.channels()? {
            if let Some(said) = self.tx.acts_with_id(&them, act)?.into_iter().next() {
                return Ok((them, said));
            }
        }
        Err(ProveError::NoAct(act))
    }

    fn act(
        &self,
        them: &PartyName,
        said: Said,
        envelope: bool,
        body: bool,
    ) -> Result<Shown, ProveError> {
        let origin = said.envelope.origin.clone();
        let index = said.position.index;
        let entry = self.tx.entry(&origin, index)?.ok_or(ProveError::Closed)?;
        let covering = match self.tx.first_cover(them, said.side, said.position)? {
            Some(cover) if cover.position.generation == origin.generation => {
                let other = origin.opposite();
                let before = cover.position.index.saturating_sub(1);
                let leaf = |index| {
                    self.tx
                        .entry(&other, index)?
                        .map(|row| (index, row.leaf))
                        .ok_or(ProveError::NotCovered)
                };
                Some([leaf(before)?, leaf(cover.position.index)?])
            }
            _ => None,
        };
        let reference = said.envelope.body.map(|body| body.sha256);
        Ok(Shown {
            envelope: if envelope {
                Some(self.file(&said.act)?)
            } else {
                None
            },
            body: match reference.filter(|_| body) {
                Some(hash) => Some(self.file(&hash)?),
                None => None,
            },
            attachments: vec![],
            held: vec![],
            leaf: entry.leaf,
            covering,
            origin,
            said,
        })
    }

    /// Sealed bytes with the key of their file.
    fn file(&self, hash: &Hash) -> Result<(Vec<u8>, FileKey), ProveError> {
        let sealed = self.tx.content(hash)?.ok_or(ProveError::Closed)?;
        let opened = openings::open(self.tx, self.sealer, &sealed)?;
        let key = opened.map_err(|_| ProveError::Closed)?.file_key;
        Ok((sealed, key))
    }

    /// Whether the body of an act holds personal fields; one that is not of the form of these rules may.
    fn personal(&self, said: &Said) -> bool {
        let body = said.envelope.body.map(|_| self.body(said));
        body.is_some_and(|body| body.map_or(true, |body| holds_personal(&body)))
    }

    fn body(&self, said: &Said) -> Result<Body, ProveError> {
        let reference = said.envelope.body.ok_or(ProveError::Closed)?;
        let sealed = self
            .tx
            .content(&reference.sha256)?
            .ok_or(ProveError::Closed)?;
        let opened = openings::open(self.tx, self.sealer, &sealed)?;
        let opened = opened.map_err(|_| ProveError::Closed)?;
        let text = unpad(&opened.plain).ok_or(ProveError::Closed)?;
        Body::parse(text).map_err(|_| ProveError::Closed)
    }

    /// The leaves of the other log that list the attachments of an act as held.
    fn held(
        &self,
        them: &PartyName,
        said: &Said,
    ) -> Result<Vec<(usize, u64, Vec<u8>)>, ProveError> {
        let other = said.envelope.origin.opposite();
        let cover = self
            .tx
            .first_cover(them, said.side, said.position)?
            .ok_or(ProveError::NotCovered)?;
        let mut wanted: Vec<(usize, Hash)> = (1..)
            .zip(said.envelope.attachments.iter().map(|one| one.root))
            .collect();
        let mut found = Vec::new();
        let mut from = cover.position.index;
        while !wanted.is_empty() {
            let entries = self.tx.entries(&other, from, BATCH)?;
            if entries.is_empty() {
                return Err(ProveError::Unsigned("held"));
            }
            for (index, entry) in (from..).zip(&entries) {
                let leaf = Leaf::parse(&entry.leaf).map_err(NodeError::from)?;
                wanted.retain(|(number, root)| {
                    let held = leaf.held.contains(root);
                    if held {
                        found.push((*number, index, entry.leaf.clone()));
                    }
                    !held
                });
            }
            from = from.saturating_add(entries.len() as u64);
        }
        found.sort();
        Ok(found)
    }

    /// A log with a checkpoint over an entry, or the latest; with the first receipt over it, when one is wanted.
    fn log(&self, origin: &Origin, index: Option<u64>, receipt: bool) -> Result<Log, ProveError> {
        let ours = origin.sender == *self.me;
        let (checkpoints, receipts) = if ours {
            (NoteKind::OwnCheckpoint, NoteKind::ReceiptFromThem)
        } else {
            (NoteKind::TheirCheckpoint, NoteKind::ReceiptByUs)
        };
        let note = |kind| match index {
            Some(index) => self.tx.first_note_covering(origin, kind, index),
            None => self.tx.latest_note(origin, kind),
        };
        let checkpoint = note(checkpoints)?.ok_or(ProveError::Unsigned("checkpoint"))?;
        let receipt = match receipt {
            true => Some(
                note(receipts)?
                    .ok_or(ProveError::Unsigned("receipt"))?
                    .bytes,
            ),
            false => None,
        };
        Ok(Log {
            origin: origin.clone(),
            checkpoint: checkpoint.bytes,
            receipt,
        })
    }

    fn add(
        &self,
        builder: &mut Builder,
        role: Role,
        log: &Log,
        other: &Log,
        shown: &Shown,
    ) -> Result<(), ProveError> {
        let (tree, other_tree) = (
            LogTree::new(self.tx, &log.origin),
            LogTree::new(self.tx, &other.origin),
        );
        let parts = ActSource {
            covering: shown
                .covering
                .as_ref()
                .map(|[before, covering]| (entry(before), entry(covering))),
            envelope: shown.envelope.as_ref().map(disclosed),
            body: shown.body.as_ref().map(disclosed),
            attachments: shown
                .attachments
                .iter()
                .map(|(number, sealed, key)| (*number, Disclosed { sealed, key }))
                .collect(),
            held: shown
                .held
                .iter()
                .map(|(number, index, leaf)| {
                    (
                        *number,
                        Entry {
                            index: *index,
                            leaf,
                        },
                    )
                })
                .collect(),
        };
        let place = Entry {
            index: shown.said.position.index,
            leaf: &shown.leaf,
        };
        builder.act(
            role,
            &log.source(&tree),
            &other.source(&other_tree),
            place,
            &parts,
        )?;
        Ok(())
    }

    /// Silence after the request of a case: up to the counterpart's latest signature.
    fn silent(&self, case: &str) -> Result<Vec<u8>, ProveError> {
        let (them, dossier) = view::find(self.tx, case)?;
        let acts = view::acts(self.tx, &them, &dossier)?;
        let request = opener(&acts, &dossier).ok_or(ProveError::NoAct(dossier.id))?;
        let key = request.envelope.key.clone().ok_or(ProveError::Closed)?;
        let origin = request.envelope.origin.clone();
        let other = self.log(&origin.opposite(), None, false)?;
        let cover = self
            .tx
            .first_cover(&them, request.side, request.position)?
            .filter(|cover| cover.position.generation == origin.generation)
            .ok_or(ProveError::NotCovered)?;
        let mut builder = Builder::new(ProofKind::Silent);
        for said in acts
            .iter()
            .filter(|said| said.side == request.side && said.readable())
        {
            let role = if said.position == request.position {
                Role::Request
            } else {
                Role::Context
            };
            // Acts of a side that the other has not covered yet can oblige nobody.
            if said.covered.is_none() || said.envelope.origin != origin {
                continue;
            }
            let mut shown = self.act(&them, said.clone(), true, false)?;
            // The end of the other log is in the proof anyhow, with every covering leaf.
            shown.covering = None;
            let log = self.log(&origin, Some(said.position.index), role == Role::Request)?;
            self.add(&mut builder, role, &log, &other, &shown)?;
        }
        let start = cover.position.index.saturating_sub(1);
        let (leaves, tagged) = self.tail(&other, start, |leaf| {
            leaf.act.is_some_and(|act| leaf.re == Some(key.tag(&act)))
        })?;
        let files = tagged
            .iter()
            .filter(|(index, _)| *index > start)
            .map(|(index, act)| Ok((*index, self.file(act)?)))
            .collect::<Result<Vec<_>, ProveError>>()?;
        let tree = LogTree::new(self.tx, &other.origin);
        builder.silence(
            &other.source(&tree),
            &SilenceSource {
                leaves: &leaves,
                start,
                dossier_key: &key,
                envelopes: files
                    .iter()
                    .map(|(index, (sealed, key))| (*index, Disclosed { sealed, key }))
                    .collect(),
            },
        )?;
        self.finish(builder, &them, origin.generation)
    }

    /// The leaves of a log from one on to the end of its checkpoint, and those of an act that is wanted.
    fn tail(
        &self,
        log: &Log,
        start: u64,
        wanted: impl Fn(&Leaf) -> bool,
    ) -> Result<Tail, ProveError> {
        let latest = self
            .tx
            .latest_note(&log.origin, NoteKind::TheirCheckpoint)?;
        let own = self.tx.latest_note(&log.origin, NoteKind::OwnCheckpoint)?;
        let size = latest.or(own).map_or(0, |note| note.size);
        let (mut leaves, mut tagged) = (Vec::new(), Vec::new());
        let mut from = start;
        while from < size {
            let room = usize::try_from(size - from)
                .unwrap_or(usize::MAX)
                .min(BATCH);
            let entries = self.tx.entries(&log.origin, from, room)?;
            if entries.is_empty() {
                return Err(ProveError::Unsigned("checkpoint"));
            }
            for entry in entries {
                let leaf = Leaf::parse(&entry.leaf).map_err(NodeError::from)?;
                if let (true, Some(act)) = (wanted(&leaf), leaf.act) {
                    tagged.push((from, act));
                }
                leaves.push(entry.leaf);
                from = from.saturating_add(1);
            }
        }
        Ok((leaves, tagged))
    }

    /// How long an answer took: the request, the answer, and every other act of the case that both sides know.
    fn timing(&self, answer: ActId) -> Result<Vec<u8>, ProveError> {
        let (them, said) = self.find(answer)?;
        let dossier = said
            .envelope
            .dossier
            .clone()
            .ok_or(ProveError::NoAct(answer))?;
        let acts = view::acts(self.tx, &them, &dossier)?;
        let request = opener(&acts, &dossier).ok_or(ProveError::NoAct(dossier.id))?;
        let mut builder = Builder::new(ProofKind::Timing);
        let others = acts.iter().filter(|one| {
            one.readable()
                && one.covered.is_some()
                && one.envelope.origin.generation == request.envelope.origin.generation
                && one.envelope.id != answer
                && one.envelope.id != request.envelope.id
        });
        let first = [(Role::Request, request), (Role::Answer, &said)];
        for (role, one) in first
            .into_iter()
            .chain(others.map(|one| (Role::Context, one)))
        {
            let shown = self.act(&them, one.clone(), true, false)?;
            let last = shown.last_of_other().ok_or(ProveError::NotCovered)?;
            let log = self.log(&shown.origin, Some(one.position.index), false)?;
            let other = self.log(&shown.origin.opposite(), Some(last), false)?;
            self.add(&mut builder, role, &log, &other, &shown)?;
        }
        self.finish(builder, &them, request.envelope.origin.generation)
    }

    fn fork(&self, them: &PartyName, number: usize) -> Result<Vec<u8>, ProveError> {
        state::load(self.tx, them)?;
        let rows = self.tx.evidence(them)?;
        let row = number.checked_sub(1).and_then(|place| rows.get(place));
        let row = row.ok_or(ProveError::NoEvidence(number))?;
        let found = evidence::decode(&row.bytes)?;
        let mut builder = Builder::new(ProofKind::Fork);
        builder.fork(&found.a, &found.b);
        self.finish(builder, them, found.log.generation)
    }

    fn handed_back(&self, them: &PartyName) -> Result<Vec<u8>, ProveError> {
        let note = handed_back::note(self.tx, them)?;
        let note = note.ok_or_else(|| ProveError::NothingBack(them.clone()))?;
        let mut builder = Builder::new(ProofKind::HandedBack);
        builder.handed_back(&note.bytes);
        self.finish(builder, them, note.generation)
    }
}

/// The act that opened a case.
fn opener<'a>(acts: &'a [Said], dossier: &DossierId) -> Option<&'a Said> {
    acts.iter()
        .find(|said| said.envelope.id == dossier.id && said.envelope.opens())
}

fn entry(place: &(u64, Vec<u8>)) -> Entry<'_> {
    Entry {
        index: place.0,
        leaf: &place.1,
    }
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
