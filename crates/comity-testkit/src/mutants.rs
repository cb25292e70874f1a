//! Which seed finds which broken rule.
//!
//! Each of these worlds passes when no rule is broken. `world --mutants` runs them;
//! `world --mutants --seek N` looks for them anew after the world has changed.

use comity_core::mutant::Mutant;

/// The first seed that finds a mutant.
#[must_use]
pub const fn seed_of(mutant: Mutant) -> u64 {
    match mutant {
        Mutant::AnyTime
        | Mutant::NoMark
        | Mutant::OpenBody
        | Mutant::SaidIsDelivered
        | Mutant::SpeakerIsSilent => 1,
        Mutant::NoNotice | Mutant::StaleDesk => 2,
        Mutant::TimeGoesBack => 3,
        Mutant::AnyStanding => 7,
        Mutant::NoRevocation => 12,
        Mutant::AnySeen | Mutant::NoEvidence | Mutant::NoFreeze => 23,
        Mutant::NoRules => 35,
        Mutant::NoVerdict => 15,
        Mutant::AnyOrigin => 43,
    }
}
