//! The rules of a case: who may say what, and when. One table for judging and for deciding.
//!
//! An act is judged against its sender's own track before it and the other
//! track up to its `seen`, never against anything later, so that the answer is
//! the same wherever and whenever it is computed.

mod fits;
mod permit;

use crate::{
    act::{Act, Opens, kind},
    codes::{AnswererStanding, AskerStanding, CaseType, ItemFate},
    envelope::AttachmentRef,
    id::ActId,
    mutant::{Mutant, broken},
    record::Void,
    terms::Terms,
};

use super::{
    status::{Joint, answerer_standing, asker_standing, joint, rounds},
    track::{Entry, Role},
};
use fits::fits;
use permit::permit;

/// A rule that an act breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Broken {
    /// A rule of the record, judged without the dossier.
    Record(Void),
    /// A rule of the case.
    Case(Rule),
}

macro_rules! rules {
    ($($(#[$doc:meta])* $variant:ident = $code:literal),+ $(,)?) => {
        /// The rules of the case, by what breaks them.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rule { $($(#[$doc])* $variant),+ }

        impl Rule {
            /// Every rule.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable code.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }
        }
    };
}

rules! {
    /// `says` is not what its kind allows.
    MalformedSays = "void-malformed-says",
    /// The act that would open the dossier is of a kind that opens none.
    NotOpening = "void-not-opening",
    /// A kind that opens a dossier, said within one.
    OpenedBefore = "void-opened-before",
    /// Not said in a dossier.
    NotInDossier = "void-not-in-dossier",
    /// Not said on the channel.
    NotOnChannel = "void-not-on-channel",
    /// Not said in a dossier of this type.
    WrongDossierType = "void-wrong-dossier-type",
    /// Not for this side to say.
    WrongSide = "void-wrong-side",
    /// The case is closed or withdrawn, and the sender knew.
    Closed = "void-closed",
    /// Only a closed case is reopened.
    NotClosed = "void-not-closed",
    /// It was said before, and saying it again changes nothing.
    AlreadySaid = "void-already-said",
    /// The request is decided; it cannot be returned or reviewed again.
    AlreadyDecided = "void-already-decided",
    /// The request is answered; it cannot be decided.
    AlreadyAnswered = "void-already-answered",
    /// The request is declined, or not accepted yet.
    NotAccepted = "void-not-accepted",
    /// The requester has not undertaken the conditions, as far as the answerer knew.
    ConditionOpen = "void-condition-open",
    /// There are no conditions in force to undertake.
    NoCondition = "void-no-condition",
    /// It names an act that its sender did not know, or that has no effect, or of another kind.
    UnknownReference = "void-unknown-reference",
    /// It speaks of more items than the sender knew.
    ItemsExceed = "void-items-exceed",
    /// Final, but not every item has its end.
    ItemsOpen = "void-items-open",
    /// Requirements of form are no ground before a return (R09).
    ReturnFirst = "void-return-first",
    /// Declined without a consultation that the terms ask for.
    ConsultFirst = "void-consult-first",
    /// Content that cannot be attached.
    ProhibitedContent = "void-prohibited-content",
    /// It names an attachment that it does not carry.
    AttachmentMissing = "void-attachment-missing",
    /// An exhibit number that its sender used before, or an exhibit that was not handed over.
    WrongExhibit = "void-wrong-exhibit",
    /// Preservation was not asked for.
    NotAskedFor = "void-not-asked-for",
    /// Nothing is preserved.
    NotPreserved = "void-not-preserved",
    /// Closed before an answer, a refusal, or an answer elsewhere was known.
    NotAnswered = "void-not-answered",
    /// The consultation, question or claim is settled or is not the other side's.
    NotPending = "void-not-pending",
    /// The channel is not suspended by this side.
    NotSuspended = "void-not-suspended",
}

impl Broken {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Record(void) => void.code(),
            Self::Case(rule) => rule.code(),
        }
    }
}

/// What the sender of an act knew: its own track before it, and the other up to its `seen`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known<'a> {
    /// The version of the rules of the dossier's first act.
    pub(super) rules: u32,
    pub(super) case: CaseType,
    pub(super) asker: &'a [Entry],
    pub(super) answerer: &'a [Entry],
}

impl Known<'_> {
    fn track(&self, role: Role) -> &[Entry] {
        match role {
            Role::Asker => self.asker,
            Role::Answerer => self.answerer,
        }
    }

    fn asker_standing(&self) -> AskerStanding {
        asker_standing(self.asker)
    }

    fn answerer_standing(&self) -> AnswererStanding {
        answerer_standing(self.answerer, rounds(self.asker))
    }

    fn joint(&self) -> Joint {
        joint(self.asker, self.answerer)
    }

    fn find(&self, role: Role, id: ActId) -> Option<&Act> {
        let entry = self.track(role).iter().find(|entry| entry.stamp.id == id)?;
        Some(&entry.act)
    }

    fn both(&self) -> impl Iterator<Item = (Role, &Entry)> {
        let asker = self.asker.iter().map(|entry| (Role::Asker, entry));
        asker.chain(self.answerer.iter().map(|entry| (Role::Answerer, entry)))
    }

    fn said(&self, role: Role, test: impl Fn(&Act) -> bool) -> bool {
        self.track(role).iter().any(|entry| test(&entry.act))
    }
}

/// Whether an act may be said by a part that knows so much.
pub(super) fn judge(
    act: &Act,
    attachments: &[AttachmentRef],
    by: Role,
    known: &Known<'_>,
    terms: &Terms,
) -> Result<(), Rule> {
    if broken(Mutant::NoRules) {
        return Ok(());
    }
    permit(&act.kind(), by, known)?;
    fits(act, attachments, by, known, terms)
}

/// The registry's entry of every kind that may be said in a dossier.
pub(super) fn kinds_of(known: &Known<'_>, by: Role) -> Vec<&'static str> {
    crate::act::KINDS
        .iter()
        .filter(|kind| permit(kind, by, known).is_ok())
        .map(|kind| kind.code)
        .collect()
}

/// Whether the opening act is of a kind that opens a dossier.
pub(super) fn opens(code: &str) -> Option<CaseType> {
    match kind(code)?.opens {
        Opens::Dossier(case) => Some(case),
        Opens::No => None,
    }
}

/// An item without an end becomes not found when nothing at all was found.
pub(super) const NOTHING: ItemFate = ItemFate::NotFound;
