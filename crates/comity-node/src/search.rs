//! Search: cases by words of their content, their references and our notes, in parts of words.
//!
//! The index is our own and alike on every engine: short pieces of words (`pieces`) of all text of
//! a case (`texts`), kept as terms in the store (`comity_store::terms`). It follows lazily, in
//! stretches (`index`); a search narrows the same list as every other filter does (`find`), so
//! that nobody finds what they may not see.

mod find;
mod index;
pub(crate) mod pieces;
#[cfg(test)]
mod tests;
pub(crate) mod texts;

use serde::{Deserialize, Serialize};

pub use find::Found;
pub use index::Indexed;
pub use pieces::{SearchError, ask};

/// Search in the configuration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Search {
    /// Whether there is an index; it is text in clear.
    pub index: bool,
}

impl Default for Search {
    fn default() -> Self {
        Self { index: true }
    }
}
