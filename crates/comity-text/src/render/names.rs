//! What parties are called in each language.
//!
//! On paper and in exports the parties' own names stand, never *ours* and
//! *theirs*. The names come from the credentials; the caller passes them.

use std::collections::BTreeMap;

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

/// What parties are called, by their names on the wire; whoever is not in it is called by that name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Directory(BTreeMap<PartyName, [Called; 2]>);

impl Directory {
    /// With a party, called so in English and in Chinese.
    #[must_use]
    pub fn with(mut self, party: PartyName, called: [Called; 2]) -> Self {
        self.0.insert(party, called);
        self
    }

    /// The short name of a party in a language.
    #[must_use]
    pub fn short(&self, party: &PartyName, locale: Locale) -> String {
        let called = self.0.get(party).map(|[english, chinese]| match locale {
            Locale::En => english,
            Locale::ZhHans => chinese,
        });
        called.map_or_else(|| party.to_string(), |called| called.short.clone())
    }
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
