//! The parties as pages call them: by the short names of their credentials, with the clocks that they live by.
//!
//! A short name is what a party says of itself. It is shown marked where it is not what it seems,
//! and where two parties say the same each is called by its full name instead, so that nobody passes
//! for another.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, PoisonError},
};

use comity_core::{PartyName, Time};
use comity_store::Store as _;
use comity_text::{Catalogue, Locale, format::Offset};

use super::{Site, fault::Fault, foreign};

/// How long a book is good for, in seconds: credentials may change by other programs of the house.
const GOOD: i64 = 30;

/// What pages know of a party.
#[derive(Debug, Clone, Default)]
struct Entry {
    en: String,
    zh_hans: String,
    zone: Option<Offset>,
}

/// The parties by their names.
#[derive(Debug, Default)]
pub(crate) struct Book(BTreeMap<String, Entry>);

impl Book {
    /// What a party is called in this language; what is no party of ours is called as it stands.
    pub(crate) fn called(&self, party: &str, words: &Catalogue) -> String {
        let short = |entry: &Entry| match words.locale() {
            Locale::En => entry.en.clone(),
            Locale::ZhHans => entry.zh_hans.clone(),
        };
        let Some(name) = self.0.get(party).map(short) else {
            return party.to_owned();
        };
        let same = self.0.values().filter(|entry| short(entry) == name).count();
        if same == 1 && !name.trim().is_empty() {
            foreign::line(&name, words)
        } else {
            party.to_owned()
        }
    }

    /// How far from UTC a party's desk is, where the house knows.
    pub(crate) fn zone(&self, party: &str) -> Option<Offset> {
        self.0.get(party)?.zone
    }

    fn read(site: &Site) -> Result<Self, Fault> {
        let node = &site.node;
        let mut all: Vec<PartyName> = node.channels()?;
        all.push(node.me().clone());
        let mut book = BTreeMap::new();
        for party in all {
            let file = if party == *node.me() {
                node.own_credential().ok()
            } else {
                node.credential_of(&party)?
            };
            let zone = node
                .unfollowed()
                .read(|tx| comity_node::channel::zone::of(tx, &party))?;
            let names = file.map(|file| file.credential().names.clone());
            let entry = Entry {
                en: names
                    .as_ref()
                    .map(|one| one.en.short.clone())
                    .unwrap_or_default(),
                zh_hans: names.map(|one| one.zh_hans.short).unwrap_or_default(),
                zone: zone.and_then(Offset::from_minutes),
            };
            book.insert(party.to_string(), entry);
        }
        Ok(Self(book))
    }
}

/// The book that was read last.
#[derive(Debug, Default)]
pub struct Shelf(Mutex<Option<(Time, Arc<Book>)>>);

impl Shelf {
    /// The book of this house, at most half a minute old.
    pub(crate) fn book(&self, site: &Site) -> Result<Arc<Book>, Fault> {
        let now = site.now();
        let kept = self
            .0
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        if let Some((at, book)) = kept
            && (0..GOOD).contains(&now.since(at))
        {
            return Ok(book);
        }
        let book = Arc::new(Book::read(site)?);
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((now, Arc::clone(&book)));
        Ok(book)
    }

    /// Forgets it: something in it was changed just now.
    pub(crate) fn forget(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

#[cfg(test)]
mod tests {
    use comity_text::catalogue;

    use super::*;

    fn book(names: &[(&str, &str, &str)]) -> Book {
        let entry = |(party, en, zh): &(&str, &str, &str)| {
            let entry = Entry {
                en: (*en).to_owned(),
                zh_hans: (*zh).to_owned(),
                zone: None,
            };
            ((*party).to_owned(), entry)
        };
        Book(names.iter().map(entry).collect())
    }

    #[test]
    fn a_party_is_called_by_its_short_name_in_the_readers_language() {
        let book = book(&[
            ("cn.example", "China", "中方"),
            ("us.example", "US", "美方"),
        ]);
        let call = |party, locale| book.called(party, catalogue(locale));
        assert_eq!(call("us.example", Locale::En), "US");
        assert_eq!(call("us.example", Locale::ZhHans), "美方");
        assert_eq!(call("fr.example", Locale::En), "fr.example");
    }

    #[test]
    fn nobody_passes_for_another() {
        let book = book(&[
            ("us.example", "US", "美方"),
            ("evil.example", "US", "  "),
            ("odd.example", "U\u{202e}S", "甲方"),
        ]);
        for party in ["us.example", "evil.example"] {
            assert_eq!(book.called(party, catalogue(Locale::En)), party);
        }
        assert_eq!(
            book.called("evil.example", catalogue(Locale::ZhHans)),
            "evil.example"
        );
        let odd = book.called("odd.example", catalogue(Locale::En));
        assert!(!odd.contains('\u{202e}'), "{odd}");
    }
}
