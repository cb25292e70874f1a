//! Where a command's answer goes: sentences for people on standard output, JSON on request, failures on standard error.

use std::{
    io::{self, IsTerminal as _, Write as _},
    sync::Mutex,
};

use comity_text::{Args, Catalogue, Locale, Offset, catalogue, render::Document};
use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

use crate::failure::Failure;

/// The width of a page when the terminal does not say.
pub(crate) const COLUMNS: usize = 100;

/// A line that tells how far something is; nothing when nobody watches.
#[derive(Debug)]
pub(crate) struct Progress(Option<ProgressBar>);

impl Progress {
    /// So many bytes, or steps, so far.
    pub(crate) fn set(&self, so_far: u64) {
        if let Some(bar) = &self.0 {
            bar.set_position(so_far);
        }
    }

    /// Takes the line away.
    pub(crate) fn end(&self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}

/// Why the last line did not arrive where it was written to.
static LOST: Mutex<Option<io::Error>> = Mutex::new(None);

/// Notes that a line is lost, unless its reader went away.
pub(crate) fn lose(error: io::Error) {
    if error.kind() != io::ErrorKind::BrokenPipe
        && let Ok(mut lost) = LOST.lock()
    {
        *lost = Some(error);
    }
}

/// What a command that did its work must still say: its answer is not whole.
///
/// # Errors
/// A line was lost, on a full disk for one.
pub(crate) fn arrived() -> Result<(), Failure> {
    let lost = LOST.lock().ok().and_then(|mut lost| lost.take());
    lost.map_or(Ok(()), |error| {
        Err(Failure::from_error("cli-answer-lost", &error))
    })
}

/// The reader's language and form, and the way to standard output.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Screen {
    /// Language of all texts.
    pub(crate) locale: Locale,
    /// Whether the reader is a program.
    pub(crate) json: bool,
}

impl Screen {
    /// The messages of the reader's language.
    pub(crate) fn words(self) -> &'static Catalogue {
        catalogue(self.locale)
    }

    /// The offset in which times are shown: UTC, so that both sides read the same.
    pub(crate) const fn offset(self) -> Offset {
        Offset::UTC
    }

    /// A message of the catalogue as a line for people; a program sees nothing of it.
    pub(crate) fn say(self, key: &str, args: &Args) {
        if !self.json {
            self.line(&self.words().text(key, args));
        }
    }

    /// A line for people.
    pub(crate) fn line(self, text: &str) {
        // A reader that went away (a closed pipe) is no failure of the command.
        if let Err(error) = writeln!(io::stdout(), "{text}") {
            lose(error);
        }
    }

    /// A value for programs, on one line.
    pub(crate) fn value(self, value: &impl Serialize) {
        if let Ok(text) = serde_json::to_string(value) {
            self.line(&text);
        }
    }

    /// One answer in the form that the reader asked for.
    pub(crate) fn answer(self, value: &impl Serialize, people: impl FnOnce(Self)) {
        if self.json {
            self.value(value);
        } else {
            people(self);
        }
    }

    /// A document for people, as wide as the terminal.
    pub(crate) fn document(self, document: &Document) {
        let columns = std::env::var_os("COLUMNS")
            .and_then(|text| text.into_string().ok()?.parse().ok())
            .unwrap_or(COLUMNS);
        self.line(document.to_text(columns).trim_end());
    }

    /// Progress of something that may take longer than a second, counted in bytes.
    pub(crate) fn progress(self, key: &str) -> Progress {
        if !self.watched() {
            return Progress(None);
        }
        let bar = ProgressBar::no_length().with_message(self.words().plain(key));
        if let Ok(style) = ProgressStyle::with_template("{spinner} {msg} {bytes} ({bytes_per_sec})")
        {
            bar.set_style(style);
        }
        bar.enable_steady_tick(std::time::Duration::from_millis(200));
        Progress(Some(bar))
    }

    /// A failure: what happened, why, what to do next; with its code.
    pub(crate) fn fail(self, failure: &Failure) {
        let words = self.words();
        let told = words.explain(&failure.code, &failure.args(words));
        let mut err = io::stderr();
        if self.json {
            let value = serde_json::json!({ "error": {
                "code": failure.code,
                "what": told.what, "why": told.why, "next": told.next,
                "details": failure.details.iter().cloned().collect::<std::collections::BTreeMap<_, _>>(),
                "fields": failure.fields,
                "cause": failure.cause,
                "exit": failure.exit.number(),
            }});
            writeln!(err, "{value}").ok();
            return;
        }
        // After a full-width colon no blank stands.
        let label = |key: &str| match words.plain(key) {
            label if label.ends_with('：') => label,
            label => format!("{label} "),
        };
        writeln!(
            err,
            "{}{} [{}]",
            label("cli-error"),
            told.what,
            failure.code
        )
        .ok();
        writeln!(err, "  {}{}", label("cli-why"), told.why).ok();
        for field in &failure.fields {
            let args = Args::new()
                .with("field", words.label("field", field.field))
                .with("key", field.field)
                .with("must", words.label("must", field.why));
            let line = words.text("missing-line", &args);
            writeln!(err, "  - {line}").ok();
        }
        // What the texts, the list of fields or the code say already is not said twice.
        let named = |cause: &str| {
            !failure.fields.is_empty()
                || cause.contains(&failure.code)
                || [&told.what, &told.why]
                    .iter()
                    .any(|text| text.contains(cause))
        };
        let cause = failure.told(words).map(|cause| cause.trim().to_owned());
        if let Some(cause) = cause.filter(|cause| !cause.is_empty() && !named(cause)) {
            let cause = cause.replace('\n', "\n    ");
            writeln!(err, "  {}{cause}", label("cli-cause")).ok();
        }
        writeln!(err, "  {}{}", label("cli-next"), told.next).ok();
    }

    /// What is wrong although the command goes on, for people, on standard error.
    pub(crate) fn warn(self, code: &str, args: &Args) {
        if !self.json {
            let told = self.words().explain(code, args);
            writeln!(io::stderr(), "{} {} [{code}]", told.what, told.next).ok();
        }
    }

    /// Whether a person watches standard error, so that progress is worth showing.
    pub(crate) fn watched(self) -> bool {
        !self.json && io::stderr().is_terminal()
    }
}
