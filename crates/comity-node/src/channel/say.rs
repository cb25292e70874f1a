//! Saying something: seal, then append in one transaction.
//!
//! Sealing comes before the transaction, because it is slow and the store has
//! one writer. What it depends on (generation, both credentials, dossier key)
//! is read first and compared again inside; when it changed meanwhile, the act
//! is sealed anew.

use std::sync::Arc;

use comity_core::{
    ActId, DossierId, Hash, PartyName, Time, envelope::AttachmentRef, id::DossierKey,
    record::Position, versions,
};
use comity_peer::{
    act::{Outgoing, SealedAct, Tag, seal_act},
    rng::{Random, array},
    seal::{Recipients, Sealer},
};
use comity_store::{ReadTx, Store, Tx};
use serde_json::{Map, Value};

use super::{append, chains::Chains, renew, state};
use crate::{
    cores,
    desk::{self, Channel, stalled},
    error::NodeError,
    node::{Node, Party, Result},
};

/// How often an act is sealed anew when credentials change meanwhile.
const ATTEMPTS: usize = 5;

/// Fewer acts than this are sealed on one thread.
const FEW: usize = 32;

/// An act that is about to be said.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// Its matter.
    pub matter: Matter,
    /// The kind of act.
    pub kind: String,
    /// Codes, numbers and dates.
    pub says: Map<String, Value>,
    /// The body's fields; origin, id and version are added.
    pub body: Option<Map<String, Value>>,
    /// The attachments, sealed already.
    pub attachments: Vec<AttachmentRef>,
    /// The office that speaks.
    pub office: String,
    /// The duty number.
    pub duty: Option<String>,
}

/// What matter an act belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Matter {
    /// It opens a dossier.
    Opens,
    /// It belongs to this one.
    Of(DossierId),
    /// It belongs to none.
    None,
}

/// An act that was said: durable here, on its way there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaidHere {
    /// Its id.
    pub id: ActId,
    /// Fingerprint of the sealed envelope.
    pub act: Hash,
    /// Its entry.
    pub position: Position,
    /// Its dossier.
    pub dossier: Option<DossierId>,
    /// The time that its leaf states.
    pub at: Time,
}

/// Work of the house in the transaction that says acts, before their leaves are appended.
pub(crate) type Within = Arc<dyn Fn(&mut dyn Tx, &[SealedAct]) -> Result<()> + Send + Sync>;

/// What sealing depends on.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Context {
    generation: u32,
    credential: Hash,
    theirs: Hash,
    to: Recipients,
    /// The version of the rules that a dossier is opened with.
    rules: u32,
}

/// What an act takes from the dossier that it belongs to.
type Bound = Option<(DossierKey, u32)>;

impl<S: Store> Node<S> {
    /// Says one act to a counterpart.
    ///
    /// # Errors
    /// There is no channel in force, no such dossier, no common suite, or the store fails.
    pub fn say(
        &self,
        them: &PartyName,
        draft: Draft,
        now: Time,
        rng: &mut dyn Random,
    ) -> Result<SaidHere> {
        let said = self.say_all(them, vec![draft], now, rng)?;
        said.into_iter().next().ok_or(NodeError::Contended)
    }

    /// Says one act, after work of the house in the same transaction; its error keeps the act back.
    ///
    /// # Errors
    /// As [`Node::say`], or that of the work; then nothing was said or changed.
    pub(crate) fn say_within(
        &self,
        them: &PartyName,
        draft: Draft,
        within: Within,
        now: Time,
        rng: &mut dyn Random,
    ) -> Result<SaidHere> {
        let said = self.say_each(them, vec![draft], Some(within), now, rng)?;
        said.into_iter().next().ok_or(NodeError::Contended)
    }

    /// Says several acts in one transaction, in this order.
    ///
    /// # Errors
    /// As [`Node::say`]; then none of them was said.
    pub fn say_all(
        &self,
        them: &PartyName,
        drafts: Vec<Draft>,
        now: Time,
        rng: &mut dyn Random,
    ) -> Result<Vec<SaidHere>> {
        self.say_each(them, drafts, None, now, rng)
    }

    pub(crate) fn say_each(
        &self,
        them: &PartyName,
        drafts: Vec<Draft>,
        within: Option<Within>,
        now: Time,
        rng: &mut dyn Random,
    ) -> Result<Vec<SaidHere>> {
        let ids: Vec<_> = drafts.iter().map(|_| Drawn::new(now, rng)).collect();
        for _ in 0..ATTEMPTS {
            let (context, bounds) = self.context(them, &drafts)?;
            let sealer = self.party.secrets().sealer.clone();
            let one = |((draft, drawn), bound): ((&Draft, &Drawn), Bound)| {
                seal(&self.party, &*sealer, them, &context, draft, drawn, bound)
            };
            // Few on this thread, where a seeded sealer gives the same bytes again.
            let acts = cores::each(FEW, drafts.iter().zip(&ids).zip(bounds).collect(), &one)?;
            let (of, house) = (them.clone(), within.clone());
            let files: Vec<_> = drafts.iter().map(renew::carried).collect();
            let append = move |party: &Party, tx: &mut dyn Tx| {
                let (mut state, mut chains) =
                    (state::load(&*tx, &of)?, Chains::load(party, &*tx, &of)?);
                state::check_marks(&*tx, &*party.marks, &state)?;
                if context_of(&state, &chains)? != context {
                    return Ok(None);
                }
                if let Some(house) = &house {
                    stalled::must_follow(&*tx, &of)?;
                    house(tx, &acts)?;
                }
                let mut said = Vec::with_capacity(acts.len());
                for (act, file) in acts.iter().zip(&files) {
                    let entry = append::act(party, tx, &mut state, act, now)?;
                    let position = Position {
                        generation: state.current.number,
                        index: entry.index,
                    };
                    if let Some(file) = file {
                        renew::follow(tx, &mut chains, file, position)?;
                        chains.save(tx, &of)?;
                    }
                    said.push(SaidHere {
                        id: act.said.id,
                        act: act.act,
                        position,
                        dossier: act.said.dossier.clone(),
                        at: entry.leaf.at,
                    });
                }
                state::save(tx, &state)?;
                Ok(Some(said))
            };
            // The house judges by what is on the desk.
            let said = match within {
                Some(_) => self.write(append)?,
                None => self.change_record(append)?,
            };
            if let Some(said) = said {
                return Ok(said);
            }
        }
        Err(NodeError::Contended)
    }
}

impl<S: Store> Node<S> {
    /// What sealing depends on; the desk need not follow to know a dossier that is on it already.
    fn context(&self, them: &PartyName, drafts: &[Draft]) -> Result<(Context, Vec<Bound>)> {
        match self.record(|party, tx| context(party, tx, them, drafts)) {
            Err(NodeError::NoDossier(_)) => self.read(|party, tx| {
                stalled::must_follow(tx, them)?;
                context(party, tx, them, drafts)
            }),
            known => known,
        }
    }
}

/// The random parts of an act, drawn once however often it is sealed.
struct Drawn {
    id: ActId,
    key: [u8; 32],
}

impl Drawn {
    fn new(now: Time, rng: &mut dyn Random) -> Self {
        let id = ActId::new(now.posix().saturating_mul(1000), &array(rng));
        Self {
            id,
            key: array(rng),
        }
    }
}

/// What sealing depends on, and what binds each draft to its dossier, as far as the desk knows it.
fn context(
    party: &Party,
    tx: &dyn ReadTx,
    them: &PartyName,
    drafts: &[Draft],
) -> Result<(Context, Vec<Bound>)> {
    let (state, chains) = (state::load(tx, them)?, Chains::load(party, tx, them)?);
    let channel = Channel::new(&party.me, them, &chains)?;
    let bound = |draft: &Draft| match &draft.matter {
        Matter::Of(dossier) => {
            let opener = desk::opener(tx, &channel, dossier)?;
            let bound = opener.and_then(|said| Some((said.envelope.key?, said.envelope.rules)));
            bound
                .map(Some)
                .ok_or_else(|| NodeError::NoDossier(dossier.clone()))
        }
        Matter::Opens | Matter::None => Ok(None),
    };
    let bounds = drafts.iter().map(bound).collect::<Result<_>>()?;
    Ok((context_of(&state, &chains)?, bounds))
}

fn context_of(state: &comity_peer::channel::ChannelState, chains: &Chains) -> Result<Context> {
    let (own, theirs) = (chains.own_now(state), chains.their_now(state));
    let to = theirs
        .credential()
        .seal_to(own.credential())
        .ok_or(NodeError::NoSuite)?;
    Ok(Context {
        generation: state.current.number,
        credential: own.fingerprint(),
        theirs: theirs.fingerprint(),
        to,
        rules: versions::common(&own.credential().rules, &theirs.credential().rules),
    })
}

fn seal(
    party: &Party,
    sealer: &dyn Sealer,
    them: &PartyName,
    context: &Context,
    draft: &Draft,
    drawn: &Drawn,
    bound: Bound,
) -> Result<SealedAct> {
    let dossier = match &draft.matter {
        Matter::Opens => Some(DossierId {
            by: party.me.clone(),
            id: drawn.id,
        }),
        Matter::Of(dossier) => Some(dossier.clone()),
        Matter::None => None,
    };
    // A dossier keeps the version of its first act; on the channel stands what every program knows.
    let (tag, rules) = match (&draft.matter, bound) {
        (Matter::Opens, _) => (Tag::Key(DossierKey::new(drawn.key)), context.rules),
        (_, Some((key, rules))) => (Tag::Key(key), rules),
        (_, None) => (Tag::Random(Hash::from_bytes(drawn.key)), versions::RULES),
    };
    let outgoing = Outgoing {
        attachments: draft.attachments.clone(),
        body: draft.body.clone(),
        credential: context.credential,
        dossier,
        duty: draft.duty.clone(),
        id: drawn.id,
        kind: draft.kind.clone(),
        office: draft.office.clone(),
        origin: comity_core::Origin {
            sender: party.me.clone(),
            reader: them.clone(),
            generation: context.generation,
        },
        rules,
        says: draft.says.clone(),
        tag,
    };
    Ok(seal_act(sealer, &context.to, outgoing)?)
}
