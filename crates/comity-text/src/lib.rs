//! The words of Comity in English and in Simplified Chinese.
//!
//! One Fluent catalogue a language, one file a subject, embedded in the
//! binary; formats of times, spans and numbers; the rendering of errors,
//! reports, cases and proofs for people. The words themselves are chosen in
//! `docs/glossary.md`, which wins.
//!
//! To add words: put the same key into the same file of both folders under
//! `locales/`. Tests hold the two languages to the same keys and values, the
//! Chinese texts to the setting of the glossary, every code list, act kind,
//! void rule and field of an envelope to its label, and every error code in
//! the sources of the workspace to its three sentences.
//!
//! Out of scope: what the words are about (`comity-core` computes it), which
//! language a user reads (`comity` and `comity-web` decide and pass a
//! [`Locale`]), the layout of the console's pages (`comity-web`). Reads no
//! environment, no clock and no file.

pub mod args;
pub mod catalogue;
pub mod detail;
pub mod errors;
pub mod format;
pub mod glossary;
pub mod locale;
#[cfg(any(test, feature = "pseudo"))]
pub mod pseudo;
pub mod render;
pub mod translation;

pub use args::Args;
pub use catalogue::{Catalogue, catalogue};
pub use detail::Detail;
pub use errors::Explained;
pub use format::Offset;
pub use locale::Locale;
