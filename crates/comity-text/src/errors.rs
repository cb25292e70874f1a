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

    /// The same for who is at no command line: where the next step names a command, the step on a page.
    #[must_use]
    pub fn explain_on_page(&self, code: &str, args: &Args) -> Explained {
        let told = self.explain(code, args);
        let key = format!("err-{code}");
        if self.has(&key, Some("page")) {
            Explained {
                next: self.attribute(&key, "page", args),
                ..told
            }
        } else {
            told
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
    fn on_a_page_nobody_is_sent_to_a_command_for_what_pages_do() {
        // At the machine alone: the service, its store and its keys.
        const AT_THE_MACHINE: [&str; 9] = [
            "audit",
            "channel reopen",
            "config check",
            "credential",
            "init",
            "recover",
            "restore",
            "serve",
            "token",
        ];
        let args = Args::new();
        for locale in Locale::ALL {
            for code in codes() {
                let next = catalogue(locale).explain_on_page(code, &args).next;
                let commands = next.split("“comity ").skip(1);
                for command in commands {
                    let fits = |start: &str| command.starts_with(start);
                    assert!(
                        AT_THE_MACHINE.iter().any(|start| fits(start)),
                        "{locale} {code}: {next}"
                    );
                }
            }
        }
        let told = catalogue(Locale::En).explain_on_page("case-unknown", &args);
        assert_eq!(told.next, "Look for it among the cases.");
        let told = catalogue(Locale::En).explain("case-unknown", &args);
        assert!(told.next.contains("comity case list"));
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
