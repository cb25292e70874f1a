//! Why something was not done with a translation.

use comity_xliff::ReadError;

/// Why something was not done with a translation.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TranslationError {
    /// No such text waits, or none that may be seen.
    #[error("find the translation {0:?}")]
    Unknown(String),
    /// The text stands in both languages, or in none.
    #[error("translate a text that lacks no language")]
    Nothing,
    /// More segments or characters than a translation may have.
    #[error("translate a text of {0} segments")]
    TooLong(usize),
    /// Somebody saved it, or its source changed, since it was seen.
    #[error("save a translation that changed meanwhile")]
    Changed,
    /// Segments lack a translation or are stale.
    #[error("finish a translation with {missing} segments missing and {stale} stale")]
    Unfinished {
        /// Segments without a translation.
        missing: usize,
        /// Segments whose source changed.
        stale: usize,
    },
    /// Targets hold characters that are not seen, or that turn the order of others round, and their
    /// sources do not: the segments.
    #[error("save hidden characters in the segments {}", .0.join(", "))]
    Hidden(Vec<String>),
    /// It is asked of an office that the house does not know, or of somebody who may not translate.
    #[error("ask {0:?} for a translation")]
    NoTranslator(String),
    /// It was promised to the other side.
    #[error("drop a translation that is owed")]
    Owed,
    /// A file for other languages.
    #[error("take in a file from {source_language:?} to {target_language:?}")]
    Languages {
        /// What it was written in.
        source_language: String,
        /// What it was translated into.
        target_language: String,
    },
    /// A file of another text.
    #[error("take in a file of {0:?}")]
    Other(String),
    /// No file of translators.
    #[error(transparent)]
    Xliff(#[from] ReadError),
}

impl TranslationError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unknown(_) => "translation-unknown",
            Self::Nothing => "translation-nothing",
            Self::TooLong(_) => "translation-too-long",
            Self::Changed => "translation-changed",
            Self::Unfinished { .. } => "translation-unfinished",
            Self::Hidden(_) => "translation-hidden",
            Self::NoTranslator(_) => "translation-no-translator",
            Self::Owed => "translation-owed",
            Self::Languages { .. } => "translation-languages",
            Self::Other(_) => "translation-other",
            Self::Xliff(error) => error.code(),
        }
    }
}
