//! `comity`: the command line of a node.
//!
//! Parses the words, wires store, keys and transport to the use cases of
//! `comity-node`, and shows the answer in the reader's language. No rules here.

mod args;
mod commands;
mod demo;
mod detail;
mod errors;
mod exit;
mod failure;
mod help;
mod screen;
mod wiring;
mod words;

use std::process::ExitCode;

use clap::{CommandFactory as _, FromArgMatches as _};
use comity_text::Locale;

use crate::{args::Cli, screen::Screen};

fn main() -> ExitCode {
    let locale = reader_locale();
    let command = help::localised(Cli::command(), comity_text::catalogue(locale));
    let cli = match command
        .try_get_matches()
        .and_then(|m| Cli::from_arg_matches(&m))
    {
        Ok(cli) => cli,
        Err(words) => return not_understood(locale, &words),
    };
    let screen = Screen {
        locale,
        json: cli.global.json,
    };
    // `--lang` or `COMITY_LANG`: somebody chose it. What the system says is no mistake of the reader.
    let lang = cli.global.lang.as_deref();
    if let Some(lang) = lang.filter(|lang| !lang.is_empty() && Locale::from_lang(lang).is_none()) {
        let failure = failure::Failure::usage("lang-unknown").with("lang", lang);
        screen.fail(&failure);
        return failure.exit.into();
    }
    match commands::run(cli, screen).and_then(|()| screen::arrived()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            screen.fail(&failure);
            failure.exit.into()
        }
    }
}

/// Help and version as asked for; else what could not be read of the command line.
fn not_understood(locale: Locale, error: &clap::Error) -> ExitCode {
    use clap::error::ErrorKind;
    let kind = error.kind();
    let asked = matches!(kind, ErrorKind::DisplayHelp | ErrorKind::DisplayVersion);
    if asked || kind == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        // A reader that went away is no failure of the command.
        error.print().ok();
        return if asked {
            ExitCode::SUCCESS
        } else {
            exit::Exit::Usage.into()
        };
    }
    let failure = words::failure(error, comity_text::catalogue(locale));
    let json = std::env::args().any(|word| word == "--json");
    Screen { locale, json }.fail(&failure);
    failure.exit.into()
}

/// `--lang`, else `COMITY_LANG`, else what the system says; read before the words are parsed, so that help speaks it too.
fn reader_locale() -> Locale {
    let mut words =
        std::env::args().skip_while(|word| word != "--lang" && !word.starts_with("--lang="));
    let chosen = words.next().and_then(|word| match word.split_once('=') {
        Some((_, value)) => Some(value.to_owned()),
        None => words.next(),
    });
    let system = ["COMITY_LANG", "LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .filter_map(|name| std::env::var_os(name)?.into_string().ok());
    chosen
        .into_iter()
        .chain(system)
        .find_map(|value| Locale::from_lang(&value))
        .unwrap_or(Locale::En)
}
