//! The catalogue of one language: every message of the program by its key.
//!
//! A key that is missing is found by a test; should one slip through, the
//! reader sees the key in brackets and the program goes on.

use std::{borrow::Cow, sync::LazyLock};

use fluent_bundle::{FluentResource, FluentValue, concurrent::FluentBundle, types::FluentNumber};

use crate::{args::Args, format, locale::Locale};

/// The files of a language, one a subject: name and source.
type Files = &'static [(&'static str, &'static str)];

macro_rules! files {
    ($($name:literal),* $(,)?) => {
        const EN: Files = &[$((
            $name,
            include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/locales/en/", $name, ".ftl")),
        )),*];
        const ZH_HANS: Files = &[$((
            $name,
            include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/locales/zh-Hans/", $name, ".ftl")),
        )),*];
    };
}

files![
    "acts",
    "body",
    "case",
    "certify",
    "cli",
    "codes",
    "console",
    "console-account",
    "console-api",
    "console-case",
    "console-clearance",
    "console-counterparts",
    "console-drafts",
    "console-foreign",
    "console-guide",
    "console-house",
    "console-notices",
    "console-record",
    "console-registry",
    "console-reports",
    "console-trail",
    "console-translations",
    "demo",
    "dossier",
    "errors",
    "format",
    "help",
    "mail",
    "proof",
    "report",
    "says",
    "translation",
];

/// The messages of one language.
pub struct Catalogue {
    locale: Locale,
    bundle: FluentBundle<FluentResource>,
    /// What is done to each text before it is shown: something in tests only.
    shape: Option<fn(String) -> String>,
}

/// The catalogue of a language, read once.
#[must_use]
pub fn catalogue(locale: Locale) -> &'static Catalogue {
    static ENGLISH: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::new(Locale::En));
    static CHINESE: LazyLock<Catalogue> = LazyLock::new(|| Catalogue::new(Locale::ZhHans));
    match locale {
        Locale::En => &ENGLISH,
        Locale::ZhHans => &CHINESE,
    }
}

/// The source files of a language: name without `.ftl`, and text.
#[must_use]
pub const fn sources(locale: Locale) -> &'static [(&'static str, &'static str)] {
    match locale {
        Locale::En => EN,
        Locale::ZhHans => ZH_HANS,
    }
}

/// The part of a message key that names a code: lower case, with every other character than a letter or digit as `-`.
///
/// `decision.accept_in_part` gives `decision-accept-in-part`.
#[must_use]
pub fn key_of(code: &str) -> String {
    code.chars()
        .map(|c| {
            if c.is_ascii_alphanumeric() {
                c.to_ascii_lowercase()
            } else {
                '-'
            }
        })
        .collect()
}

impl Catalogue {
    /// Reads the catalogue of a language; most callers want the shared one of [`catalogue`].
    #[must_use]
    pub fn new(locale: Locale) -> Self {
        let language = locale.tag().parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![language]);
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(grouped));
        // Fails only where a function of this name is there already.
        bundle.add_builtins().ok();
        for (_, source) in sources(locale) {
            // What a file has of faults is found by a test; its sound messages serve in any case.
            let resource =
                FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(sound, _)| sound);
            bundle.add_resource_overriding(resource);
        }
        Self {
            locale,
            bundle,
            shape: None,
        }
    }

    /// The same with something done to each text.
    #[cfg(any(test, feature = "pseudo"))]
    pub(crate) fn shaped(self, shape: fn(String) -> String) -> Self {
        Self {
            shape: Some(shape),
            ..self
        }
    }

    /// The language.
    #[must_use]
    pub const fn locale(&self) -> Locale {
        self.locale
    }

    /// The text of a message; the key in brackets when there is none.
    #[must_use]
    pub fn text(&self, key: &str, args: &Args) -> String {
        self.find(key, None, args)
            .unwrap_or_else(|| format!("[{key}]"))
    }

    /// The text of a message that speaks of no values.
    #[must_use]
    pub fn plain(&self, key: &str) -> String {
        self.text(key, &Args::new())
    }

    /// The text of an attribute of a message; `[key.attribute]` when there is none.
    #[must_use]
    pub fn attribute(&self, key: &str, attribute: &str, args: &Args) -> String {
        self.find(key, Some(attribute), args)
            .unwrap_or_else(|| format!("[{key}.{attribute}]"))
    }

    /// The label of a code of a list, as the lists of `comity_core::codes` name them.
    #[must_use]
    pub fn label(&self, list: &str, code: &str) -> String {
        self.plain(&format!("code-{}-{}", key_of(list), key_of(code)))
    }

    /// The label of an act kind.
    ///
    /// A kind of a later version of the rules has none here: it is shown as it is written.
    #[must_use]
    pub fn act_label(&self, kind: &str) -> String {
        self.find(&format!("act-{}", key_of(kind)), None, &Args::new())
            .unwrap_or_else(|| kind.to_owned())
    }

    /// What an act kind means, in one line.
    #[must_use]
    pub fn act_meaning(&self, kind: &str) -> String {
        let key = format!("act-{}", key_of(kind));
        self.find(&key, Some("meaning"), &Args::new())
            .unwrap_or_else(|| self.plain("act-not-understood"))
    }

    /// Whether a message or an attribute of it exists.
    #[must_use]
    pub fn has(&self, key: &str, attribute: Option<&str>) -> bool {
        self.bundle
            .get_message(key)
            .is_some_and(|message| match attribute {
                Some(name) => message.get_attribute(name).is_some(),
                None => message.value().is_some(),
            })
    }

    fn find(&self, key: &str, attribute: Option<&str>, args: &Args) -> Option<String> {
        let message = self.bundle.get_message(key)?;
        let pattern = match attribute {
            Some(name) => message.get_attribute(name)?.value(),
            None => message.value()?,
        };
        let mut faults = Vec::new();
        let text = self
            .bundle
            .format_pattern(pattern, Some(args.fluent()), &mut faults);
        let text = Cow::into_owned(text);
        Some(match self.shape {
            Some(shape) => shape(text),
            None => text,
        })
    }
}

impl std::fmt::Debug for Catalogue {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Catalogue({})", self.locale)
    }
}

/// Prints counts in groups of three digits, the same in both languages; with leading zeros where a message asks for them.
fn grouped<M>(value: &FluentValue<'_>, _: &M) -> Option<String> {
    let FluentValue::Number(FluentNumber { value, options }) = value else {
        return None;
    };
    let width = options.minimum_integer_digits.unwrap_or(1);
    let whole = format!("{value:.0}");
    let number = whole.parse().ok().map(format::number)?;
    Some(format!("{number:0>width$}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_key_is_shown_and_harms_nothing() {
        for locale in Locale::ALL {
            let words = catalogue(locale);
            assert_eq!(words.plain("no-such-key"), "[no-such-key]");
            assert_eq!(
                words.attribute("err-unknown", "none", &Args::new()),
                "[err-unknown.none]"
            );
            assert_eq!(words.label("urgency", "none"), "[code-urgency-none]");
            assert_eq!(words.act_label("future.act"), "future.act");
        }
    }

    #[test]
    fn counts_choose_words_and_are_grouped() {
        let words = catalogue(Locale::En);
        let say = |n| words.text("count-entries", &Args::new().count("count", n));
        assert_eq!(say(1), "1 entry");
        assert_eq!(say(1_234_567), "1,234,567 entries");
        let chinese = catalogue(Locale::ZhHans);
        assert_eq!(
            chinese.text("count-entries", &Args::new().count("count", 12_345)),
            "12,345条记录"
        );
    }

    #[test]
    fn no_invisible_marks_get_into_a_text() {
        let text = catalogue(Locale::En).text("count-entries", &Args::new().count("count", 2));
        assert!(text.is_ascii(), "{text:?}");
    }
}
