//! A failed command: its stable code, what the message needs, and how the process ends.

use std::{io, path::Path};

use comity_node::{case::draft::WrongLine, desk::stalled::Stalled};
use comity_text::{Args, Catalogue, Locale};

use crate::{detail::Detail, exit::Exit};

/// What went wrong, without words: they are chosen where it is shown.
#[derive(Debug)]
pub(crate) struct Failure {
    /// How the process ends.
    pub(crate) exit: Exit,
    /// The stable code, key of the texts *what*, *why* and *what next*.
    pub(crate) code: String,
    /// What the texts speak of: file names, names, numbers.
    pub(crate) details: Vec<(&'static str, String)>,
    /// Missing fields, each with the reason why it must be there.
    pub(crate) fields: Vec<FieldNote>,
    /// The chain of causes, in English, for `--json` and for a report to us.
    pub(crate) cause: Option<String>,
    /// What of it the texts do not say, for readers of another language.
    pub(crate) detail: Option<Box<Detail>>,
}

/// A field and why it must be there, both as codes.
#[derive(Debug, Clone, Copy, serde::Serialize)]
pub(crate) struct FieldNote {
    /// The field.
    pub(crate) field: &'static str,
    /// Why it must be there.
    pub(crate) why: &'static str,
}

impl Failure {
    /// A failure with this exit and code.
    pub(crate) fn new(exit: Exit, code: impl Into<String>) -> Self {
        Self {
            exit,
            code: code.into(),
            details: Vec::new(),
            fields: Vec::new(),
            cause: None,
            detail: None,
        }
    }

    /// A failure of a lower layer: its code says how the process ends.
    pub(crate) fn of(code: &str, cause: impl std::fmt::Display) -> Self {
        Self::new(Exit::of_code(code), code).because(cause)
    }

    /// The same, with what its chain says beyond the texts.
    pub(crate) fn from_error(code: &str, error: &(dyn std::error::Error + 'static)) -> Self {
        let failure = Self {
            detail: Detail::of(error).map(Box::new),
            ..Self::of(code, error)
        };
        let mut next = Some(error);
        while let Some(error) = next {
            if let Some(Stalled { them, because }) = error.downcast_ref() {
                return failure.with("party", them).with("because", because);
            }
            next = error.source();
        }
        failure
    }

    /// The words of the command line are off.
    pub(crate) fn usage(code: &'static str) -> Self {
        Self::new(Exit::Usage, code)
    }

    /// A file that the user named cannot be used.
    pub(crate) fn file(path: &Path, error: io::Error) -> Self {
        let code = match error.kind() {
            io::ErrorKind::NotFound => "cli-file-absent",
            io::ErrorKind::AlreadyExists => "cli-file-exists",
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "cli-disk-full",
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                "cli-file-not-writable"
            }
            _ => "cli-file-io",
        };
        Self::from_error(code, &error).with("path", path.display())
    }

    /// With a value that the texts name.
    pub(crate) fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.details.push((name, value.to_string()));
        self
    }

    /// With the field that is wrong, and what may stand there.
    pub(crate) fn about(self, wrong: &WrongLine) -> Self {
        let known = match wrong.known.as_slice() {
            [] => "–".to_owned(),
            known => known.join(", "),
        };
        self.with("field", &wrong.field)
            .with("text", wrong.text.as_deref().unwrap_or_default())
            .with("known", known)
    }

    /// With the error that led to it.
    pub(crate) fn because(mut self, cause: impl std::fmt::Display) -> Self {
        self.cause = Some(cause.to_string());
        self
    }

    /// What the texts do not say, in the words of a language.
    pub(crate) fn told(&self, words: &Catalogue) -> Option<String> {
        match words.locale() {
            Locale::En => self.cause.clone(),
            Locale::ZhHans => self.detail.as_ref().map(|detail| detail.told(words)),
        }
    }

    /// The values for the texts of a language.
    pub(crate) fn args(&self, words: &Catalogue) -> Args {
        let cause = self.told(words).unwrap_or_default();
        self.details
            .iter()
            .fold(Args::new().with("cause", cause), |args, (name, value)| {
                args.with(name, value.clone())
            })
    }
}

/// What a command gives back.
pub(crate) type Outcome<T = ()> = Result<T, Failure>;
