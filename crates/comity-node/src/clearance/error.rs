//! Why an office's answer was not taken, or a draft not released.

use comity_core::Time;

/// Why an office's answer was not taken, or a draft not released.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ClearanceError {
    /// No office whose turn it is is theirs to answer for.
    #[error("answer for an office that is not asked, or not yet")]
    NotAsked,
    /// A deputy may answer only when the office's time has run out.
    #[error("answer as a deputy before {0}")]
    Early(Time),
    /// They may answer for several offices, and named none.
    #[error("tell which of the offices {} answers", .0.join(", "))]
    Which(Vec<String>),
    /// Who wrote any of it does not clear it.
    #[error("clear one's own draft")]
    Own,
    /// Not all offices have cleared what it says now.
    #[error("release a draft that offices have not cleared: {}", .0.join(", "))]
    Unfinished(Vec<String>),
    /// The home rules ask for other offices now than when it was handed on.
    #[error("release a draft that was cleared by other rules")]
    OtherRules,
    /// The home rules do not let who cleared it release it.
    #[error("release what one has cleared")]
    Cleared,
}

impl ClearanceError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotAsked => "clearance-not-asked",
            Self::Early(_) => "clearance-early",
            Self::Which(_) => "clearance-which",
            Self::Own => "clearance-own",
            Self::Unfinished(_) => "clearance-unfinished",
            Self::OtherRules => "clearance-other-rules",
            Self::Cleared => "clearance-cleared",
        }
    }
}
