//! The code lists of the case: one enum a list, its codes as they stand on the wire.
//!
//! Sources are named at each list (domain.md 3.3 to 3.9). Labels in two
//! languages live in `comity-text` under `code-<list>-<code>`; [`LISTS`] is the
//! registry that a test there walks. A code never changes its meaning; new
//! codes come with a new version of the rules.

mod answer;
mod decision;
mod evidence;
mod handling;
mod progress;
mod request;

pub use answer::{ItemFate, ItemKind, Known, Proceedings, Quality, UsePurpose};
pub use decision::{Condition, ConsultOutcome, DisputeClaim, Ground, Reasons, WithdrawReason};
pub use evidence::{
    CertificationForm, CustodyStep, DisposalResult, DisposalWish, ExhibitCondition, Medium,
    OriginalForm, TranslationLevel,
};
pub use handling::{
    CourtUse, DataClass, Onward, Pap, ReliabilityInformation, ReliabilitySource, Tlp,
};
pub use progress::{
    AnswererStanding, AskerStanding, CaseStatus, CaseType, Clock, CloseOutcome, DueKind,
    EscalateReason, PauseReason, ReopenReason, Stage, SuspendReason, Verdict,
};
pub use request::{
    Assistance, Channel, Field, Language, Must, Offence, PersonRole, Profile, RequestStatus,
    TreatyBasis, Urgency, UseLimitation,
};

/// A text that is no code of its list.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no code of the list {list}: {code:?}")]
pub struct UnknownCode {
    /// The list.
    pub list: &'static str,
    /// The text, cut to 64 characters.
    pub code: String,
}

impl UnknownCode {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "code-unknown"
    }
}

/// Declares one code list: an enum whose only text form is its code.
macro_rules! codes {
    ($(#[$doc:meta])* $name:ident in $list:literal { $($(#[$about:meta])* $variant:ident = $code:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $(#[doc = concat!("`", $code, "`")] $(#[$about])* $variant,)+
        }

        impl $name {
            /// The name of the list.
            pub const LIST: &'static str = $list;
            /// All codes in the order of the list.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            /// All codes as text.
            pub const CODES: &'static [&'static str] = &[$($code),+];

            /// The code as it stands on the wire.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.code())
            }
        }

        impl std::str::FromStr for $name {
            type Err = crate::codes::UnknownCode;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text {
                    $($code => Ok(Self::$variant),)+
                    _ => Err(crate::codes::UnknownCode { list: $list, code: text.chars().take(64).collect() }),
                }
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.code())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}
use codes;

macro_rules! lists {
    ($($name:ident),+ $(,)?) => { &[$(($name::LIST, $name::CODES)),+] };
}

/// Every list with its codes: what the catalogues and the documents must cover.
pub const LISTS: &[(&str, &[&str])] = lists![
    AnswererStanding,
    AskerStanding,
    Assistance,
    CaseStatus,
    CaseType,
    CertificationForm,
    Channel,
    Clock,
    CloseOutcome,
    Condition,
    ConsultOutcome,
    CourtUse,
    CustodyStep,
    DataClass,
    DisposalResult,
    DisposalWish,
    DisputeClaim,
    DueKind,
    EscalateReason,
    ExhibitCondition,
    Field,
    Ground,
    ItemFate,
    ItemKind,
    Known,
    Language,
    Medium,
    Must,
    Offence,
    Onward,
    OriginalForm,
    Pap,
    PauseReason,
    PersonRole,
    Proceedings,
    Profile,
    Quality,
    Reasons,
    ReliabilityInformation,
    ReliabilitySource,
    ReopenReason,
    RequestStatus,
    Stage,
    SuspendReason,
    Tlp,
    TranslationLevel,
    TreatyBasis,
    Urgency,
    UseLimitation,
    UsePurpose,
    Verdict,
    WithdrawReason,
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn list_names_and_codes_are_unique() {
        let mut names: Vec<_> = LISTS.iter().map(|(name, _)| *name).collect();
        names.sort_unstable();
        let all = names.len();
        names.dedup();
        assert_eq!(names.len(), all);
        for (name, codes) in LISTS {
            let mut sorted = codes.to_vec();
            sorted.sort_unstable();
            sorted.dedup();
            assert_eq!(sorted.len(), codes.len(), "{name}");
        }
    }

    #[test]
    fn a_code_is_read_back_and_nothing_else_is() {
        for ground in Ground::ALL {
            let text = serde_json::to_string(ground).unwrap();
            assert_eq!(serde_json::from_str::<Ground>(&text).unwrap(), *ground);
        }
        assert_eq!("r01".parse::<Ground>().unwrap_err().code(), "code-unknown");
    }
}
