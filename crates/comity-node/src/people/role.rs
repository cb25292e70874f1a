//! Roles: what people do in the house. What each permits is in `accounts::permit`.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use super::PeopleError;

/// What a person does in the house.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Writes requests and answers.
    Officer,
    /// Releases what others wrote.
    Releaser,
    /// Advises on law.
    Counsel,
    /// Works on technical matters.
    Analyst,
    /// Stands duty.
    Duty,
    /// Receives, registers and assigns what comes in.
    Registry,
    /// Translates.
    Translator,
    /// Reads the record and the trail, changes nothing.
    Auditor,
    /// Keeps channels and people; reads no content.
    Administrator,
    /// Security officer: confirms roles that an administrator asks for, and reads the trail.
    Security,
}

impl Role {
    /// All roles.
    pub const ALL: [Self; 10] = [
        Self::Officer,
        Self::Releaser,
        Self::Counsel,
        Self::Analyst,
        Self::Duty,
        Self::Registry,
        Self::Translator,
        Self::Auditor,
        Self::Administrator,
        Self::Security,
    ];

    /// Its name in files and on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Officer => "officer",
            Self::Releaser => "releaser",
            Self::Counsel => "counsel",
            Self::Analyst => "analyst",
            Self::Duty => "duty",
            Self::Registry => "registry",
            Self::Translator => "translator",
            Self::Auditor => "auditor",
            Self::Administrator => "administrator",
            Self::Security => "security",
        }
    }
}

impl FromStr for Role {
    type Err = PeopleError;

    fn from_str(text: &str) -> Result<Self, PeopleError> {
        Self::ALL
            .into_iter()
            .find(|role| role.name() == text)
            .ok_or_else(|| PeopleError::Role(text.chars().take(64).collect()))
    }
}
