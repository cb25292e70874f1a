//! Why nobody was given a case, or let in.

/// Why nobody was given a case, or let in.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AccessError {
    /// Whoever was only let in gives the case to nobody, and lets nobody else in.
    #[error("give a case, or let somebody in, without holding the case")]
    NotHolder,
    /// The case is to go to those who hold it already.
    #[error("refer a case to those who hold it")]
    SameHolder,
    /// A deputy, but neither an office nor an officer.
    #[error("name a deputy of nobody")]
    DeputyOfNobody,
    /// Whoever is to hold the case, or to see it, has no role that shows cases.
    #[error("give a case to {0:?}, who reads none")]
    CannotRead(String),
    /// The house does not know the office.
    #[error("find the office {0:?}")]
    NoOffice(String),
    /// Neither an office nor a person to let in.
    #[error("let nobody in")]
    Nobody,
}

impl AccessError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotHolder => "access-not-holder",
            Self::SameHolder => "access-same-holder",
            Self::DeputyOfNobody => "access-deputy-of-nobody",
            Self::CannotRead(_) => "access-cannot-read",
            Self::NoOffice(_) => "office-unknown",
            Self::Nobody => "access-nobody",
        }
    }
}
