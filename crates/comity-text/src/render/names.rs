//! What the two parties of a channel are called in each language.
//!
//! On paper and in exports the parties' own names stand, never *ours* and
//! *theirs*. The names come from the credentials; the caller passes them.

use comity_core::{PartyName, record::Side};

use crate::locale::Locale;

/// A party's short and long name in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Called {
    /// As in a table.
    pub short: String,
    /// As on a letterhead.
    pub long: String,
}

/// The names of both parties of a channel in both languages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Names {
    first: [Called; 2],
    second: [Called; 2],
}

impl Names {
    /// The names of the party that sorts first and of the other, each in English and in Chinese.
    #[must_use]
    pub const fn new(first: [Called; 2], second: [Called; 2]) -> Self {
        Self { first, second }
    }

    /// Names for parties whose credentials are not at hand: their names on the wire.
    #[must_use]
    pub fn of_wire(first: &PartyName, second: &PartyName) -> Self {
        let called = |party: &PartyName| Called {
            short: party.to_string(),
            long: party.to_string(),
        };
        Self {
            first: [called(first), called(first)],
            second: [called(second), called(second)],
        }
    }

    /// What the party on a side is called in a language.
    #[must_use]
    pub const fn called(&self, side: Side, locale: Locale) -> &Called {
        let [english, chinese] = match side {
            Side::First => &self.first,
            Side::Second => &self.second,
        };
        match locale {
            Locale::En => english,
            Locale::ZhHans => chinese,
        }
    }

    /// The short name of the party on a side in a language.
    #[must_use]
    pub fn short(&self, side: Side, locale: Locale) -> &str {
        &self.called(side, locale).short
    }

    /// The long name of the party on a side in a language.
    #[must_use]
    pub fn long(&self, side: Side, locale: Locale) -> &str {
        &self.called(side, locale).long
    }
}
