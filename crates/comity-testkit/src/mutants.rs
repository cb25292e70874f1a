//! Which seed finds which broken rule.
//!
//! Each of these worlds passes when no rule is broken. `world --mutants` runs them;
//! `world --mutants --seek N` looks for them anew after the world has changed.

use comity_core::mutant::Mutant;

/// The first seed that finds a mutant.
#[must_use]
pub const fn seed_of(mutant: Mutant) -> u64 {
    match mutant {
        Mutant::NoMark | Mutant::OpenBody | Mutant::SaidIsDelivered | Mutant::SpeakerIsSilent => 1,
        Mutant::AnyTime | Mutant::StaleDesk => 2,
        Mutant::NoEvidence | Mutant::NoFreeze => 3,
        Mutant::NoRevocation => 4,
        Mutant::AnyStanding => 7,
        Mutant::AnySeen => 9,
        Mutant::TimeGoesBack => 16,
        Mutant::NoNotice => 23,
        Mutant::NoVerdict => 43,
        Mutant::AnyOrigin => 65,
        Mutant::NoRules => 67,
    }
}
