//! Rules that a test breaks on purpose, to see that the simulated world finds it.
//!
//! A mutant breaks one rule of the node in the place where that rule is kept.
//! All of them are in one build, behind the feature `mutants`; the world chooses
//! one for each run, on its own thread. Without the feature [`broken`] is
//! `false` at compile time and nothing of this is in the program; the program
//! that people use does not build with it ([`COMPILED`]).

/// Whether this build can break its rules.
pub const COMPILED: bool = cfg!(feature = "mutants");

macro_rules! mutants {
    ($($(#[$doc:meta])* $variant:ident = $code:literal, $rule:literal;)+) => {
        /// A broken rule.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Mutant { $($(#[$doc])* $variant),+ }

        impl Mutant {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The stable name.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// Where the rule stands that it breaks.
            #[must_use]
            pub const fn rule(self) -> &'static str {
                match self { $(Self::$variant => $rule),+ }
            }
        }
    };
}

mutants! {
    /// A leaf may be dated before the one before it.
    TimeGoesBack = "time-goes-back", "protocol.md 8, void";
    /// An envelope may name another log than the one that it stands in.
    AnyOrigin = "any-origin", "protocol.md 4.1";
    /// Whoever says it, and whenever: every act of a case has effect.
    NoRules = "no-rules", "ARCHITECTURE.md invariant 6";
    /// A side that has spoken is called silent all the same.
    SpeakerIsSilent = "speaker-is-silent", "protocol.md 11, silence";
    /// Statements from the future are taken.
    AnyTime = "any-time", "protocol.md 8, refuse";
    /// A `seen` may name any root.
    AnySeen = "any-seen", "protocol.md 8, freeze";
    /// A contradiction freezes nothing.
    NoFreeze = "no-freeze", "ARCHITECTURE.md invariant 4";
    /// What does not open is not called bad.
    NoVerdict = "no-verdict", "protocol.md 4.4";
    /// A leaf that was dated back is not noticed.
    NoNotice = "no-notice", "protocol.md 8, evidence";
    /// Whatever comes back from the counterpart reaches the high-water mark.
    AnyStanding = "any-standing", "protocol.md 9";
    /// What was said counts as receipted.
    SaidIsDelivered = "said-is-delivered", "ARCHITECTURE.md invariant 2";
    /// The body goes out as it was written.
    OpenBody = "open-body", "ARCHITECTURE.md invariant 7";
    /// Evidence is not kept.
    NoEvidence = "no-evidence", "ARCHITECTURE.md invariant 4";
    /// Nobody looks at the high-water mark.
    NoMark = "no-mark", "ARCHITECTURE.md invariant 3";
    /// A revoked key may speak on.
    NoRevocation = "no-revocation", "protocol.md 10";
    /// What we say does not reach our own lists of cases.
    StaleDesk = "stale-desk", "ARCHITECTURE.md invariant 5";
}

/// Whether this rule is broken on this thread: never without the feature.
#[cfg(not(feature = "mutants"))]
#[must_use]
pub const fn broken(_mutant: Mutant) -> bool {
    false
}

#[cfg(feature = "mutants")]
pub use chosen::{broken, choose};

#[cfg(feature = "mutants")]
mod chosen {
    use std::cell::Cell;

    use super::Mutant;

    thread_local! {
        static CHOSEN: Cell<Option<Mutant>> = const { Cell::new(None) };
    }

    /// Breaks this rule on this thread from now on, or none.
    pub fn choose(mutant: Option<Mutant>) {
        CHOSEN.set(mutant);
    }

    /// Whether this rule is broken on this thread.
    #[must_use]
    pub fn broken(mutant: Mutant) -> bool {
        CHOSEN.get() == Some(mutant)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_mutant_has_a_name_of_its_own_and_none_is_at_work_by_itself() {
        let names: std::collections::BTreeSet<_> =
            Mutant::ALL.iter().map(|mutant| mutant.code()).collect();
        assert_eq!(names.len(), Mutant::ALL.len());
        assert!(Mutant::ALL.iter().all(|mutant| !broken(*mutant)));
    }
}
