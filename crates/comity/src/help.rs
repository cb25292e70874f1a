//! Help texts of the command line from the catalogues, in the reader's language.
//!
//! Key of a command: `help` and its path joined by `-` (`help-case-new`), with
//! the one-line text as value; of an argument: the same key's attribute, named
//! as the argument (`.file`). Global arguments are attributes of `help`.

use clap::{Arg, ArgAction, Command};
use comity_text::{Args, Catalogue};

/// Arguments that clap makes by itself.
const BUILT_IN: [&str; 2] = ["help", "version"];

/// The command with its texts in the language of the catalogue.
pub(crate) fn localised(command: Command, words: &Catalogue) -> Command {
    with_texts(command, words, Headings::new(words), "help", true)
}

fn with_texts(
    command: Command,
    words: &Catalogue,
    headings: Headings,
    key: &str,
    root: bool,
) -> Command {
    let names: Vec<String> = command
        .get_subcommands()
        .map(|sub| sub.get_name().to_owned())
        .collect();
    let command = framed(command, words, headings, root)
        .about(words.plain(key))
        .mut_args(|arg| {
            if arg.is_global_set() && !root {
                arg
            } else {
                argument(arg, words, key)
            }
        });
    names.into_iter().fold(command, |command, name| {
        let path = format!("{key}-{name}");
        command.mut_subcommand(name, |sub| with_texts(sub, words, headings, &path, false))
    })
}

/// The headings of help pages, made once: clap wants them for as long as the process lives.
#[derive(Clone, Copy)]
struct Headings {
    arguments: &'static str,
    commands: &'static str,
    options: &'static str,
    usage: &'static str,
}

impl Headings {
    fn new(words: &Catalogue) -> Self {
        let heading = |key: &str| &*words.plain(key).leak();
        Self {
            arguments: heading("cli-help-arguments"),
            commands: heading("cli-help-commands"),
            options: heading("cli-help-options"),
            usage: heading("cli-help-usage"),
        }
    }
}

/// The frame of a help page: its headings and its own options, which clap has in English only.
fn framed(command: Command, words: &Catalogue, headings: Headings, root: bool) -> Command {
    let Headings {
        arguments,
        commands,
        options,
        usage,
    } = headings;
    let own = |id: &'static str, short: char, action: ArgAction, key: &str| {
        let arg = Arg::new(id).short(short).long(id).action(action);
        arg.help(words.plain(key)).help_heading(options)
    };
    let command = command
        .disable_help_flag(true)
        .help_template(format!(
            "{{about-with-newline}}\n{usage} {{usage}}\n\n{{all-args}}{{after-help}}"
        ))
        .subcommand_help_heading(commands)
        .mut_args(|arg| {
            let under = if arg.is_positional() {
                arguments
            } else {
                options
            };
            arg.help_heading(under)
        })
        .arg(own("help", 'h', ArgAction::Help, "cli-help-help"));
    if !root {
        return command;
    }
    let version = own("version", 'V', ArgAction::Version, "cli-help-version");
    command.disable_version_flag(true).arg(version)
}

fn argument(arg: Arg, words: &Catalogue, key: &str) -> Arg {
    if BUILT_IN.contains(&arg.get_id().as_str()) {
        return arg;
    }
    let name = arg.get_id().as_str().replace('_', "-");
    let text = words.attribute(key, &name, &Args::new());
    arg.help(text)
}

#[cfg(test)]
mod named;

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;
    use comity_text::{Locale, catalogue};

    use super::*;

    fn walk(command: &Command, check: &mut impl FnMut(&str, String)) {
        let name = command.get_name().to_owned();
        check(
            &name,
            command
                .get_about()
                .map(ToString::to_string)
                .unwrap_or_default(),
        );
        for arg in command.get_arguments() {
            if !BUILT_IN.contains(&arg.get_id().as_str()) && !arg.is_global_set() {
                let text = arg.get_help().map(ToString::to_string).unwrap_or_default();
                check(&format!("{name} {}", arg.get_id()), text);
            }
        }
        for sub in command.get_subcommands() {
            walk(sub, check);
        }
    }

    #[test]
    fn every_command_and_argument_is_explained_in_both_languages() {
        for locale in Locale::ALL {
            let command = localised(crate::args::Cli::command(), catalogue(locale));
            let mut missing = Vec::new();
            walk(&command, &mut |name, text| {
                if text.is_empty() || text.starts_with('[') {
                    missing.push(format!("{name}: {text:?}"));
                }
            });
            assert!(missing.is_empty(), "{locale:?}: {missing:#?}");
        }
    }
}
