//! Erasing the content of an act, by order: body, attachments, or both.
//!
//! The leaf and the envelope stay, so the log stays verifiable and every
//! report the same. A tombstone with the ground takes the place of the
//! content; store, exchange and recovery obey it, so that nothing erased comes
//! back. A legal hold on a case beats every ground.

use comity_core::{
    ActId, DossierId, Hash, PartyName, Time,
    canonical::{self, V1},
    record::{Said, Side},
};
use comity_peer::pouch::Tombstone;
use comity_store::{ReadTx, Store, StoreError, Tx, parts::PartFile};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::{
    access::{self, Sight},
    case::{CaseError, drafting, view},
    channel::state,
    desk::stalled,
    error::NodeError,
    office::Office,
    people::{self, PeopleError, Role},
    trail, translate,
};

/// Why content is erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Ground {
    /// The time for which it may be kept is over.
    Retention,
    /// A court or authority ordered it.
    Order,
    /// A person concerned asked for it and is right.
    Person,
    /// Agreed with the other side.
    Agreement,
    /// It should never have been sent.
    Mistake,
}

impl Ground {
    /// All grounds.
    pub const ALL: [Self; 5] = [
        Self::Retention,
        Self::Order,
        Self::Person,
        Self::Agreement,
        Self::Mistake,
    ];

    /// The name in files and on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Retention => "retention",
            Self::Order => "order",
            Self::Person => "person",
            Self::Agreement => "agreement",
            Self::Mistake => "mistake",
        }
    }

    /// The ground of this name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|ground| ground.name() == name)
    }
}

/// What of an act is erased.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct What {
    /// The body.
    pub body: bool,
    /// These attachments, by number from 1; all of them when `all_attachments`.
    pub attachments: Vec<usize>,
    /// All attachments.
    pub all_attachments: bool,
}

/// What would be erased, or was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Erasure {
    /// The act.
    pub act: ActId,
    /// Its kind.
    pub kind: String,
    /// The counterpart.
    pub them: PartyName,
    /// Its case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub case: Option<DossierId>,
    /// The sealed body.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub body: Option<Piece>,
    /// The sealed attachments.
    pub attachments: Vec<Piece>,
    /// Drafts that hold what was translated of the body, and are thrown away with it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub drafts: Vec<String>,
    /// Whether a translation of the body is kept here, which goes with it.
    pub translation: bool,
    /// The legal hold that forbids it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hold: Option<Hold>,
}

/// A sealed file of an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Piece {
    /// Fingerprint, or root.
    pub hash: Hash,
    /// Sealed bytes.
    pub size: u64,
    /// Whether it is gone already.
    pub erased: bool,
}

/// A legal hold on a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hold {
    /// Since when.
    pub at: Time,
    /// Who put it.
    pub by: String,
    /// Why.
    pub reason: String,
}

/// Why nothing was erased.
#[derive(Debug, thiserror::Error)]
pub enum EraseError {
    /// The node or its store.
    #[error(transparent)]
    Node(#[from] NodeError),
    /// A case.
    #[error(transparent)]
    Case(#[from] CaseError),
    /// Whoever asks may not.
    #[error(transparent)]
    People(#[from] PeopleError),
    /// No such act.
    #[error("find the act {0}")]
    NoAct(ActId),
    /// No such attachment of the act.
    #[error("find the attachment {0}")]
    NoAttachment(usize),
    /// The case is under a legal hold.
    #[error("erase what is under a legal hold")]
    OnHold,
    /// The counterpart has not receipted it: it could never get it.
    #[error("erase what is not delivered yet")]
    Undelivered,
}

impl EraseError {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &str {
        match self {
            Self::Node(error) => error.code(),
            Self::Case(error) => error.code(),
            Self::People(error) => error.code(),
            Self::NoAct(_) => "erase-no-act",
            Self::NoAttachment(_) => "erase-no-attachment",
            Self::OnHold => "erase-on-hold",
            Self::Undelivered => "erase-undelivered",
        }
    }
}

impl From<StoreError> for EraseError {
    fn from(error: StoreError) -> Self {
        Self::Node(error.into())
    }
}

fn hold_key(dossier: &DossierId) -> String {
    format!("case.hold.{dossier}")
}

/// The legal hold on a case.
///
/// # Errors
/// The store.
pub fn hold(tx: &dyn ReadTx, dossier: &DossierId) -> Result<Option<Hold>, StoreError> {
    let text = tx.setting(&hold_key(dossier))?;
    text.map(|text| {
        serde_json::from_str(&text).map_err(|error| StoreError::Format {
            table: "setting",
            detail: error.to_string(),
        })
    })
    .transpose()
}

impl<S: Store> Office<'_, S> {
    /// Puts a case under a legal hold, or lifts it when there is no reason.
    ///
    /// # Errors
    /// No such case, or who asks is neither counsel nor administrator.
    pub fn set_hold(
        &self,
        who: &str,
        case: &str,
        reason: Option<&str>,
        now: Time,
    ) -> Result<(), EraseError> {
        let (name, case) = (who.to_owned(), case.to_owned());
        let reason = reason.map(str::to_owned);
        self.node.store().write(move |tx| {
            may_erase(&*tx, &name)?;
            let (_, dossier) = view::find(&*tx, &case)?;
            let on = reason.is_some();
            let text = reason.map(|reason| {
                json!(Hold {
                    at: now,
                    by: name.clone(),
                    reason
                })
                .to_string()
            });
            tx.set_setting(&hold_key(&dossier), text.as_deref())?;
            let did = if on { "hold-put" } else { "hold-lifted" };
            trail::note(tx, now, &name, did, json!({"case": dossier}))?;
            Ok(())
        })
    }

    /// What would be erased of an act.
    ///
    /// # Errors
    /// No such act or attachment.
    pub fn erasure(&self, act: ActId, what: &What) -> Result<Erasure, EraseError> {
        self.node
            .store()
            .read(|tx| plan(tx, act, what).map(|(plan, _)| plan))
    }

    /// Refuses an act of a case that may not be seen, as if there were none.
    ///
    /// # Errors
    /// No such act that may be seen.
    pub fn must_see_act(&self, act: ActId, sight: &Sight) -> Result<(), EraseError> {
        let all = What {
            body: true,
            attachments: vec![],
            all_attachments: true,
        };
        self.node.store().read(|tx| {
            let (planned, _) = plan(tx, act, &all)?;
            let seen = match &planned.case {
                Some(case) => access::may_see(tx, sight, &planned.them, case)?,
                None => *sight == Sight::All,
            };
            seen.then_some(()).ok_or(EraseError::NoAct(act))
        })
    }

    /// Erases content of an act, for good.
    ///
    /// # Errors
    /// A legal hold, an act that is not delivered yet, or who asks is neither counsel nor administrator.
    pub fn erase(
        &self,
        who: &str,
        act: ActId,
        what: &What,
        ground: Ground,
        now: Time,
    ) -> Result<Erasure, EraseError> {
        let me = self.node.me().clone();
        let check = |tx: &dyn ReadTx| {
            may_erase(tx, who)?;
            let (plan, said) = plan(tx, act, what)?;
            allowed(tx, &me, &plan, &said)?;
            Ok::<_, EraseError>(plan)
        };
        let planned = self.node.store().read(check)?;
        // The bytes go before the rows: whatever stops this in between, running it again ends it.
        for piece in &planned.attachments {
            self.parts.remove(PartFile::Sealed(&piece.hash))?;
        }
        let (name, what, me) = (who.to_owned(), what.clone(), me.clone());
        let case = planned.case.clone();
        let erased = self.node.store().write(move |tx| {
            may_erase(&*tx, &name)?;
            let (planned, said) = plan(&*tx, act, &what)?;
            allowed(&*tx, &me, &planned, &said)?;
            if planned.body.is_some() {
                // What was translated of it is its content too, also where it waits to be said.
                for draft in drafting::translations_of(&*tx, act)? {
                    drafting::throw_away(tx, &draft, &name, now)?;
                }
                translate::forget(tx, &act.to_string())?;
            }
            bury(tx, &planned, ground)?;
            if let Some(case) = &planned.case {
                // Its words and its subject go with it; what is left is looked at again.
                tx.drop_terms(&planned.them, case)?;
            }
            let pieces = planned.attachments.len();
            let what = json!({
                "act": act, "attachments": pieces, "body": planned.body.is_some(), "ground": ground.name(),
            });
            trail::note(tx, now, &name, "erased", what)?;
            let (after, _) = plan(&*tx, act, &what_of(&planned))?;
            // What was thrown away is not there to be found any more.
            Ok(Erasure {
                drafts: planned.drafts,
                translation: planned.translation,
                ..after
            })
        });
        if let Some(case) = case {
            self.node.party.subjects().forget(&planned.them, &case);
        }
        erased
    }
}

/// Everything that a plan names, to be shown again as it stands after.
fn what_of(plan: &Erasure) -> What {
    What {
        body: plan.body.is_some(),
        attachments: vec![],
        all_attachments: !plan.attachments.is_empty(),
    }
}

fn may_erase(tx: &dyn ReadTx, who: &str) -> Result<(), EraseError> {
    let actor = people::actor(tx, who)?;
    if actor.person.is_none() || actor.has(Role::Counsel) {
        return Ok(());
    }
    Ok(actor.must_be(Role::Administrator)?)
}

fn plan(tx: &dyn ReadTx, act: ActId, what: &What) -> Result<(Erasure, Said), EraseError> {
    let (them, said) = find(tx, act)?;
    let gone = |hash: &Hash| Ok::<_, StoreError>(tx.tombstone(hash)?.is_some());
    let body = match said.envelope.body.filter(|_| what.body) {
        Some(body) => Some(Piece {
            hash: body.sha256,
            size: body.size,
            erased: gone(&body.sha256)?,
        }),
        None => None,
    };
    let references = &said.envelope.attachments;
    let numbers: Vec<usize> = if what.all_attachments {
        (1..=references.len()).collect()
    } else {
        what.attachments.clone()
    };
    let mut attachments = Vec::new();
    for number in numbers {
        let place = number
            .checked_sub(1)
            .and_then(|place| references.get(place));
        let reference = place.ok_or(EraseError::NoAttachment(number))?;
        let erased = gone(&reference.root)?;
        attachments.push(Piece {
            hash: reference.root,
            size: reference.size,
            erased,
        });
    }
    let hold = match &said.envelope.dossier {
        Some(dossier) => hold(tx, dossier)?,
        None => None,
    };
    let (drafts, translation) = if body.is_some() {
        let drafts = drafting::translations_of(tx, act)?.into_iter();
        let ids = drafts.map(|kept| kept.row.id).collect();
        (ids, translate::is_kept(tx, &act.to_string())?)
    } else {
        (vec![], false)
    };
    let plan = Erasure {
        act,
        kind: said.envelope.kind.clone(),
        them,
        case: said.envelope.dossier.clone(),
        body,
        attachments,
        drafts,
        translation,
        hold,
    };
    Ok((plan, said))
}

fn find(tx: &dyn ReadTx, act: ActId) -> Result<(PartyName, Said), EraseError> {
    for them in tx.channels()? {
        if let Some(said) = tx.acts_with_id(&them, act)?.into_iter().next() {
            stalled::must_follow(tx, &them)?;
            return Ok((them, said));
        }
    }
    stalled::all_must_follow(tx)?;
    Err(EraseError::NoAct(act))
}

fn allowed(tx: &dyn ReadTx, me: &PartyName, plan: &Erasure, said: &Said) -> Result<(), EraseError> {
    if plan.hold.is_some() {
        return Err(EraseError::OnHold);
    }
    let parties = comity_core::record::Parties::new(me.clone(), plan.them.clone());
    let ours = parties
        .and_then(|parties| parties.side(me))
        .unwrap_or(Side::First)
        == said.side;
    if !ours {
        return Ok(());
    }
    let channel = state::load(tx, &plan.them)?;
    let receipted = channel
        .generation(said.position.generation)
        .is_some_and(|one| one.ours.receipted() > said.position.index);
    let current = channel.current.number == said.position.generation;
    if receipted || !current {
        Ok(())
    } else {
        Err(EraseError::Undelivered)
    }
}

fn bury(tx: &mut dyn Tx, plan: &Erasure, ground: Ground) -> Result<(), EraseError> {
    let stone = |hash: Hash| {
        let stone = Tombstone {
            fingerprint: hash,
            ground: ground.name().to_owned(),
            v: V1,
        };
        let bytes = canonical::to_bytes(&stone).map_err(NodeError::from)?;
        Ok::<_, EraseError>(String::from_utf8_lossy(&bytes).into_owned())
    };
    if let Some(body) = plan.body {
        tx.erase(&body.hash, &stone(body.hash)?)?;
    }
    for piece in &plan.attachments {
        tx.erase_attachment(&piece.hash, &stone(piece.hash)?)?;
    }
    Ok(())
}
