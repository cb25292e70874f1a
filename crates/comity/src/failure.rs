//! A failed command: its stable code, what the message needs, and how the process ends.

use comity_text::Args;

use crate::exit::Exit;

/// What went wrong, without words: they are chosen where it is shown.
#[derive(Debug)]
pub(crate) struct Failure {
    /// How the process ends.
    pub(crate) exit: Exit,
    /// The stable code, key of the texts *what*, *why* and *what next*.
    pub(crate) code: String,
    /// What the texts speak of: file names, names, numbers.
    pub(crate) details: Vec<(&'static str, String)>,
    /// Codes of single fields, each with words of its own.
    pub(crate) fields: Vec<String>,
    /// The chain of causes, in English, for `--json` and for a report to us.
    pub(crate) cause: Option<String>,
}

impl Failure {
    /// A failure with this exit and code.
    pub(crate) fn new(exit: Exit, code: impl Into<String>) -> Self {
        Self { exit, code: code.into(), details: Vec::new(), fields: Vec::new(), cause: None }
    }

    /// With a value that the texts name.
    pub(crate) fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.details.push((name, value.to_string()));
        self
    }

    /// With the error that led to it.
    pub(crate) fn because(mut self, cause: impl std::fmt::Display) -> Self {
        self.cause = Some(cause.to_string());
        self
    }

    /// The values for the texts.
    pub(crate) fn args(&self) -> Args {
        let cause = self.cause.clone().unwrap_or_default();
        self.details
            .iter()
            .fold(Args::new().with("cause", cause), |args, (name, value)| {
                args.with(name, value.clone())
            })
    }
}

/// What a command gives back.
pub(crate) type Outcome<T = ()> = Result<T, Failure>;
