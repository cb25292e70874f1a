//! Versions of the rules: which of them this program judges by, and which one a side opens dossiers with.
//!
//! An envelope names the version that it is judged by. A dossier keeps the
//! version of its first act, so that a program that learns a new version folds
//! old logs as before; an act of another version than its dossier, and a whole
//! dossier of a version that the program does not know, is *not yet
//! understood* (`docs/protocol/acts.md`, section 1). A side opens dossiers
//! with a version once the credential of its reader that its `seen` covers
//! lists it: that is [`common`].
//!
//! Only [`RULES`] is published. Behind the feature `test-rules` there is a
//! second version, for the simulated world, which upgrades one node in
//! mid-case: `run_as(TEST_RULES)` makes this thread's program one that knows
//! both, `run_as(RULES)` takes that back. Call it before whatever a node of the
//! other program does next, and issue that node a credential that lists both
//! versions. A build with the feature in which nobody calls it is the program
//! that people use. What `TEST_RULES` changes: a case that is over may still be
//! reminded of (`remind` is `void-closed` under version 1).

/// The version of the rules that every program knows.
pub const RULES: u32 = 1;

/// The version for tests alone; no other program will ever know it under this number.
#[cfg(any(test, feature = "test-rules"))]
pub const TEST_RULES: u32 = 2;

/// Whether this program judges by a version.
#[must_use]
pub fn understood(version: u32) -> bool {
    (RULES..=newest()).contains(&version)
}

/// The newest version that this program knows and that both sides' credentials list.
///
/// [`RULES`] where they have nothing in common, since every program knows it.
#[must_use]
pub fn common(ours: &[u32], theirs: &[u32]) -> u32 {
    let both = ours.iter().filter(|version| theirs.contains(version));
    both.copied()
        .filter(|version| understood(*version))
        .max()
        .unwrap_or(RULES)
}

/// Whether a case that is over may be reminded of: the one difference of the test-only version.
pub(crate) const fn reminds_after_the_end(version: u32) -> bool {
    version > RULES
}

#[cfg(not(any(test, feature = "test-rules")))]
const fn newest() -> u32 {
    RULES
}

#[cfg(any(test, feature = "test-rules"))]
pub use chosen::run_as;

#[cfg(any(test, feature = "test-rules"))]
use chosen::newest;

#[cfg(any(test, feature = "test-rules"))]
mod chosen {
    use std::cell::Cell;

    use super::RULES;

    thread_local! {
        static NEWEST: Cell<u32> = const { Cell::new(RULES) };
    }

    /// From now on this thread runs a program that knows the versions up to this one.
    pub fn run_as(newest: u32) {
        NEWEST.set(newest);
    }

    pub(super) fn newest() -> u32 {
        NEWEST.get()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_nobody_upgraded_knows_the_published_version_alone() {
        assert!(understood(RULES));
        assert!(!understood(TEST_RULES));
        assert!(!understood(0));
    }

    #[test]
    fn a_dossier_is_opened_with_what_program_and_both_credentials_know() {
        assert_eq!(common(&[1, 2], &[1, 2]), 1);
        run_as(TEST_RULES);
        assert_eq!(common(&[1, 2], &[1, 2]), 2);
        assert_eq!(common(&[1], &[1, 2]), 1);
        assert_eq!(common(&[1, 2], &[1]), 1);
        assert_eq!(common(&[1, 2, 3], &[1, 2, 3]), 2);
        assert_eq!(common(&[3], &[3]), RULES);
        run_as(RULES);
    }
}
