//! The values that a message speaks of.
//!
//! Texts are inserted as they are: format times, spans and sizes first. Only
//! counts are numbers, since a message may choose its words by them.

use fluent_bundle::{FluentArgs, FluentValue};

/// The values that a message speaks of, by name.
#[derive(Debug, Default)]
pub struct Args(FluentArgs<'static>);

impl Args {
    /// No values.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// These values and a text.
    #[must_use]
    pub fn with(mut self, name: &'static str, text: impl Into<String>) -> Self {
        self.0.set(name, FluentValue::from(text.into()));
        self
    }

    /// These values and a count; the message may choose its words by it, and prints it with groups of three digits.
    #[must_use]
    pub fn count(mut self, name: &'static str, count: u64) -> Self {
        self.0.set(name, FluentValue::from(count));
        self
    }

    /// These values and the number of an entry, a serial or the like, which is never grouped: entry no. 1204.
    #[must_use]
    pub fn number(self, name: &'static str, number: u64) -> Self {
        self.with(name, number.to_string())
    }

    /// Whether a value of this name is there.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.0.get(name).is_some()
    }

    pub(crate) const fn fluent(&self) -> &FluentArgs<'static> {
        &self.0
    }
}
