//! What clap could not read of the command line, in the reader's language.

use clap::error::{ContextKind, ContextValue, ErrorKind};
use comity_text::{Args, Catalogue};

use crate::failure::Failure;

/// A command line that was not understood: what of it, what would do, and how the command is written.
pub(crate) fn failure(error: &clap::Error, words: &Catalogue) -> Failure {
    let usage = value(error, ContextKind::Usage).unwrap_or_default();
    let usage = usage.trim().trim_start_matches("Usage:").trim();
    let usage = if usage.is_empty() { "comity" } else { usage };
    Failure::usage("cli-words")
        .with("said", said(error, words))
        .with("usage", usage.lines().next().unwrap_or_default())
}

fn said(error: &clap::Error, words: &Catalogue) -> String {
    let part = |kind| value(error, kind);
    let key = match error.kind() {
        ErrorKind::MissingRequiredArgument => "cli-words-missing",
        ErrorKind::UnknownArgument => "cli-words-unknown",
        ErrorKind::InvalidSubcommand => "cli-words-command",
        ErrorKind::MissingSubcommand => "cli-words-no-command",
        ErrorKind::ArgumentConflict => "cli-words-conflict",
        ErrorKind::InvalidValue if part(ContextKind::InvalidValue).is_none_or(|v| v.is_empty()) => {
            "cli-words-no-value"
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => "cli-words-value",
        _ => "cli-words-other",
    };
    let plain = error.to_string();
    let first = plain.lines().next().unwrap_or_default();
    let args = Args::new()
        .with(
            "word",
            part(ContextKind::InvalidArg)
                .or_else(|| part(ContextKind::InvalidSubcommand))
                .unwrap_or_default(),
        )
        .with("value", part(ContextKind::InvalidValue).unwrap_or_default())
        .with("prior", part(ContextKind::PriorArg).unwrap_or_default())
        .with("said", first.trim_start_matches("error: "));
    let mut said = words.text(key, &args);
    let more = [
        (ContextKind::ValidValue, "cli-words-allowed"),
        (ContextKind::ValidSubcommand, "cli-words-allowed"),
        (ContextKind::SuggestedArg, "cli-words-meant"),
        (ContextKind::SuggestedSubcommand, "cli-words-meant"),
        (ContextKind::SuggestedValue, "cli-words-meant"),
    ];
    for (kind, key) in more {
        if let Some(known) = part(kind).filter(|known| !known.is_empty()) {
            said.push_str(&words.text(key, &Args::new().with("known", known)));
        }
    }
    if let Some(source) = std::error::Error::source(error) {
        let args = Args::new().with("known", source.to_string());
        said.push_str(&words.text("cli-words-rule", &args));
    }
    said
}

/// A part of what clap says, as one line.
fn value(error: &clap::Error, kind: ContextKind) -> Option<String> {
    Some(match error.get(kind)? {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(texts) => texts.join(", "),
        ContextValue::StyledStr(text) => text.to_string(),
        ContextValue::StyledStrs(texts) => {
            let texts: Vec<String> = texts.iter().map(ToString::to_string).collect();
            texts.join(", ")
        }
        _ => return None,
    })
}
