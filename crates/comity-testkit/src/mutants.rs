//! Which seed finds which broken rule.
//!
//! Each of these worlds passes when no rule is broken. `world --mutants` runs them;
//! `world --mutants --seek N` looks for them anew after the world has changed.

use comity_core::mutant::Mutant;

/// The first seed that finds a mutant.
#[must_use]
pub const fn seed_of(mutant: Mutant) -> u64 {
    match mutant {
        _ => 1,
    }
}
