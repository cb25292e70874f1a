//! Errors for people: what happened, why, and what to do next, by stable code.
//!
//! The codes come from below (`fn code(&self)` of every error type); the words
//! stand in `errors.ftl` under `err-<code>`. A test scans the sources of the
//! crates for codes, so that none is without words.

use comity_core::case::Broken;

use crate::{
    args::Args,
    catalogue::{Catalogue, sources},
    locale::Locale,
};

/// An error in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// What happened.
    pub what: String,
    /// Why it happened.
    pub why: String,
    /// What to do next.
    pub next: String,
}

/// The stable codes that have words, in the order of the catalogue.
pub fn codes() -> impl Iterator<Item = &'static str> {
    sources(Locale::En)
        .iter()
        .filter(|(name, _)| *name == "errors")
        .flat_map(|(_, source)| source.lines())
        .filter_map(|line| line.strip_prefix("err-")?.split([' ', '=']).next())
}

impl Catalogue {
    /// The words of an error; of an unknown code, words that say so and name it.
    #[must_use]
    pub fn explain(&self, code: &str, args: &Args) -> Explained {
        let key = format!("err-{code}");
        if !self.has(&key, Some("what")) {
            return self.unknown(code);
        }
        Explained {
            what: self.attribute(&key, "what", args),
            why: self.attribute(&key, "why", args),
            next: self.attribute(&key, "next", args),
        }
    }

    /// The rule that makes an act void, in one sentence.
    #[must_use]
    pub fn rule(&self, rule: Broken) -> String {
        self.attribute(&format!("err-{}", rule.code()), "what", &Args::new())
    }

    fn unknown(&self, code: &str) -> Explained {
        let args = Args::new().with("code", code);
        Explained {
            what: self.attribute("err-unknown", "what", &args),
            why: self.attribute("err-unknown", "why", &args),
            next: self.attribute("err-unknown", "next", &args),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::catalogue;

    #[test]
    fn a_known_code_says_what_why_and_what_next() {
        let words = catalogue(Locale::En).explain("name-not-a-party", &Args::new());
        assert_eq!(words.what, "This is not the name of a party.");
        assert!(words.why.contains("lower-case"));
        assert!(words.next.contains("credential"));
    }

    #[test]
    fn an_unknown_code_is_named() {
        for locale in Locale::ALL {
            let words = catalogue(locale).explain("from-the-future-release", &Args::new());
            assert!(words.what.contains("from-the-future-release"), "{words:?}");
        }
    }

    #[test]
    fn the_codes_are_those_of_the_catalogue() {
        assert!(codes().any(|code| code == "json-not-canonical"));
        assert!(
            codes().all(|code| catalogue(Locale::ZhHans).has(&format!("err-{code}"), Some("what")))
        );
    }
}
