//! The tracks of the two sides, and the view of a case that they make.

use serde::{Deserialize, Serialize};

use super::rules::Broken;
use crate::{
    act::{Act, Query, Spontaneous, Submit},
    codes::{CaseType, Urgency},
    id::{ActId, DossierId},
    record::{Covered, Position, Side, Void},
    time::Time,
};

/// The part that a side plays in a dossier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// It opened the dossier.
    Asker,
    /// The other side.
    Answerer,
}

impl Role {
    /// The other part.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::Asker => Self::Answerer,
            Self::Answerer => Self::Asker,
        }
    }
}

/// Where and when an act was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// Its id.
    pub id: ActId,
    /// Its entry.
    pub position: Position,
    /// The time that its leaf states.
    pub at: Time,
    /// The leaf of the other side that first covered it.
    pub covered: Option<Covered>,
}

/// An act with effect on a track.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Where and when.
    pub stamp: Stamp,
    /// What.
    pub act: Act,
    /// How often the case had been reopened, as far as its sender knew.
    pub round: u32,
}

/// What became of an act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// It stands on its sender's track and moves it.
    Applied,
    /// It stands, beside the track.
    OnTheSide,
    /// It breaks a rule: no effect.
    Void(Broken),
    /// Its reader said that it does not open or does not match: no effect.
    Bad,
    /// Of a later version of the rules: kept, counted, no effect, never disputed.
    NotYetUnderstood,
}

impl Effect {
    /// Whether both sides can count the act: one called bad may not open for its reader, and
    /// one beyond a generation may be held by its writer alone.
    #[must_use]
    pub fn is_common(self) -> bool {
        let beyond = Self::Void(Broken::Record(Void::BeyondGeneration));
        self != Self::Bad && self != beyond
    }
}

/// An act of the dossier with what became of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ActView {
    /// Where and when.
    pub stamp: Stamp,
    /// Who.
    pub side: Side,
    /// The kind that its envelope names.
    pub kind: String,
    /// What became of it.
    pub effect: Effect,
}

/// What the acts of one dossier come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseView {
    /// The dossier; absent when no act in the cut opens it.
    pub dossier: Option<DossierId>,
    /// The side that opened it.
    pub asker_side: Side,
    /// The version of the rules of its first act.
    pub rules: u32,
    /// What the asker said with effect, in the order of its log.
    pub asker: Vec<Entry>,
    /// What the answerer said with effect, in the order of its log.
    pub answerer: Vec<Entry>,
    /// Every act, in an order that both nodes share: each after what it had seen.
    pub acts: Vec<ActView>,
}

impl CaseView {
    /// The opening act, when it has effect.
    #[must_use]
    pub fn opening(&self) -> Option<&Entry> {
        self.asker.first()
    }

    /// The kind of dossier, when it is open.
    #[must_use]
    pub fn case_type(&self) -> Option<CaseType> {
        match self.opening()?.act {
            Act::RequestSubmit(_) => Some(CaseType::Request),
            Act::Query(_) => Some(CaseType::Query),
            Act::SpontaneousReport(_) => Some(CaseType::Spontaneous),
            _ => None,
        }
    }

    /// The request, when this is one.
    #[must_use]
    pub fn request(&self) -> Option<&Submit> {
        match &self.opening()?.act {
            Act::RequestSubmit(says) => Some(says),
            _ => None,
        }
    }

    /// How urgent it is, where that is said.
    #[must_use]
    pub fn urgency(&self) -> Option<Urgency> {
        match &self.opening()?.act {
            Act::RequestSubmit(says) => Some(says.urgency),
            Act::Query(says) => Some(says.urgency),
            _ => None,
        }
    }

    /// Whether it is an exercise.
    #[must_use]
    pub fn exercise(&self) -> bool {
        match self.opening().map(|entry| &entry.act) {
            Some(
                Act::RequestSubmit(Submit { exercise, .. })
                | Act::Query(Query { exercise, .. })
                | Act::SpontaneousReport(Spontaneous { exercise, .. }),
            ) => *exercise,
            _ => false,
        }
    }

    /// The part that a side plays.
    #[must_use]
    pub fn role(&self, side: Side) -> Role {
        if side == self.asker_side {
            Role::Asker
        } else {
            Role::Answerer
        }
    }

    /// The side that plays a part.
    #[must_use]
    pub const fn side(&self, role: Role) -> Side {
        match role {
            Role::Asker => self.asker_side,
            Role::Answerer => self.asker_side.other(),
        }
    }

    /// The track of a part.
    #[must_use]
    pub fn track(&self, role: Role) -> &[Entry] {
        match role {
            Role::Asker => &self.asker,
            Role::Answerer => &self.answerer,
        }
    }

    /// The act with effect of this id, and who said it.
    #[must_use]
    pub fn find(&self, id: ActId) -> Option<(Role, &Entry)> {
        [Role::Asker, Role::Answerer].into_iter().find_map(|role| {
            let entry = self.track(role).iter().find(|entry| entry.stamp.id == id)?;
            Some((role, entry))
        })
    }

    /// The last entry of a side in this dossier that both sides can count, and the time that it states.
    #[must_use]
    pub fn last_said(&self, side: Side) -> Option<(Position, Time)> {
        let own = self
            .acts
            .iter()
            .filter(|act| act.side == side && act.effect.is_common());
        own.map(|act| (act.stamp.position, act.stamp.at)).max()
    }
}
