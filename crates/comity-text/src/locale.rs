//! The two languages, and how a setting names one of them.
//!
//! Parses only: `comity` reads `--lang` and `LANG`, `comity-web` a preference or a header.

use std::{fmt, str::FromStr};

use comity_core::codes::Language;

/// A language that every text of the program exists in.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Locale {
    /// English.
    #[default]
    En,
    /// Simplified Chinese.
    ZhHans,
}

/// A text that names none of the languages that the program speaks.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no catalogue for the language {0:?}")]
pub struct LocaleError(pub String);

impl LocaleError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "lang-unknown"
    }
}

impl Locale {
    /// Every language, in the order in which they are listed.
    pub const ALL: [Self; 2] = [Self::En, Self::ZhHans];

    /// The language tag (BCP 47): `en` or `zh-Hans`.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::ZhHans => "zh-Hans",
        }
    }

    /// The language of a code.
    #[must_use]
    pub const fn of(language: Language) -> Self {
        match language {
            Language::En => Self::En,
            Language::ZhHans => Self::ZhHans,
        }
    }

    /// The other language.
    #[must_use]
    pub const fn other(self) -> Self {
        match self {
            Self::En => Self::ZhHans,
            Self::ZhHans => Self::En,
        }
    }

    /// The language of a `LANG` value such as `zh_CN.UTF-8`; `None` for `C`, `POSIX` and languages without a catalogue.
    ///
    /// Traditional Chinese (`zh_TW`, `zh_HK`, `zh_MO`, `zh-Hant`) has no
    /// catalogue; its readers are better served by Simplified Chinese than by English.
    #[must_use]
    pub fn from_lang(value: &str) -> Option<Self> {
        let end = value.find(['.', '@', ':']).unwrap_or(value.len());
        let language = value.get(..end)?.split(['_', '-']).next()?;
        match language.to_ascii_lowercase().as_str() {
            "en" => Some(Self::En),
            "zh" => Some(Self::ZhHans),
            _ => None,
        }
    }
}

impl fmt::Display for Locale {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

impl FromStr for Locale {
    type Err = LocaleError;

    /// Reads a `--lang` value: a tag or a `LANG` value.
    fn from_str(text: &str) -> Result<Self, LocaleError> {
        Self::from_lang(text).ok_or_else(|| LocaleError(text.chars().take(40).collect()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_name_a_language() {
        for (value, expected) in [
            ("en", Some(Locale::En)),
            ("en_US.UTF-8", Some(Locale::En)),
            ("zh-Hans", Some(Locale::ZhHans)),
            ("zh_CN.UTF-8", Some(Locale::ZhHans)),
            ("zh_CN:en", Some(Locale::ZhHans)),
            ("zh", Some(Locale::ZhHans)),
            ("ZH_cn@stroke", Some(Locale::ZhHans)),
            ("C", None),
            ("C.UTF-8", None),
            ("POSIX", None),
            ("", None),
            ("fr_FR", None),
            ("english", None),
        ] {
            assert_eq!(Locale::from_lang(value), expected, "{value}");
        }
    }

    #[test]
    fn a_tag_is_read_back() {
        for locale in Locale::ALL {
            assert_eq!(locale.tag().parse(), Ok(locale));
        }
        assert_eq!("de".parse::<Locale>().unwrap_err().code(), "lang-unknown");
    }
}
