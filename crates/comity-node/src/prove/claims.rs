//! Proofs about more than one act: silence, time, what was handed back, and a fork.

use comity_core::{ActId, DossierId, Hash, Leaf, PartyName, record::Said};
use comity_peer::proof::{
    ProofKind, Role,
    build::{Builder, Disclosed, SilenceSource},
};
use comity_store::{notes::NoteKind, tree::LogTree};

use super::{
    BATCH, ProveError,
    collect::{Log, Prover},
};
use crate::{
    case::view,
    channel::{evidence, handed_back, state},
    error::NodeError,
};

/// Leaves of a log, and the acts among them that are wanted, by index.
type Tail = (Vec<Vec<u8>>, Vec<(u64, Hash)>);

impl Prover<'_> {
    /// Silence after the request of a case: up to the counterpart's latest signature.
    pub(super) fn silent(&self, case: &str) -> Result<Vec<u8>, ProveError> {
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
            .map(|(index, act)| Ok((*index, self.file(&other.origin, *index, act)?)))
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
        let bytes = self.finish(builder, &them, origin.generation)?;
        self.verified(bytes, &them, origin.generation)
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
    pub(super) fn timing(&self, answer: ActId) -> Result<Vec<u8>, ProveError> {
        let (them, said) = self.find(answer)?;
        let dossier = said
            .envelope
            .dossier
            .clone()
            .ok_or(ProveError::NoAct(answer))?;
        let acts = view::acts(self.tx, &them, &dossier)?;
        let request = opener(&acts, &dossier).ok_or(ProveError::NoAct(dossier.id))?;
        if said.side == request.side {
            return Err(ProveError::NotAnAnswer);
        }
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
        let generation = request.envelope.origin.generation;
        let bytes = self.finish(builder, &them, generation)?;
        self.verified(bytes, &them, generation)
    }

    pub(super) fn handed_back(&self, them: &PartyName) -> Result<Vec<u8>, ProveError> {
        let note = handed_back::note(self.tx, them)?;
        let note = note.ok_or_else(|| ProveError::NothingBack(them.clone()))?;
        let mut builder = Builder::new(ProofKind::HandedBack);
        builder.handed_back(&note.bytes);
        self.finish(builder, them, note.generation)
    }

    pub(super) fn fork(&self, them: &PartyName, number: usize) -> Result<Vec<u8>, ProveError> {
        state::load(self.tx, them)?;
        let rows = self.tx.evidence(them)?;
        let row = number.checked_sub(1).and_then(|place| rows.get(place));
        let row = row.ok_or(ProveError::NoEvidence(number))?;
        let found = evidence::decode(&row.bytes)?;
        let mut builder = Builder::new(ProofKind::Fork);
        builder.fork(&found.a, &found.b);
        self.finish(builder, them, found.log.generation)
    }
}

/// The act that opened a case.
fn opener<'a>(acts: &'a [Said], dossier: &DossierId) -> Option<&'a Said> {
    acts.iter()
        .find(|said| said.envelope.id == dossier.id && said.envelope.opens())
}
