//! Help texts of the command line from the catalogues, in the reader's language.
//!
//! Key of a command: `help` and its path joined by `-` (`help-case-new`), with
//! the one-line text as value; of an argument: the same key's attribute, named
//! as the argument (`.file`). Global arguments are attributes of `help`.

use clap::{Arg, Command};
use comity_text::{Args, Catalogue};

/// Arguments that clap makes by itself.
const BUILT_IN: [&str; 2] = ["help", "version"];

/// The command with its texts in the language of the catalogue.
pub(crate) fn localised(command: Command, words: &Catalogue) -> Command {
    with_texts(command, words, "help", true)
}

fn with_texts(command: Command, words: &Catalogue, key: &str, root: bool) -> Command {
    let names: Vec<String> = command
        .get_subcommands()
        .map(|sub| sub.get_name().to_owned())
        .collect();
    let command = command.about(words.plain(key)).mut_args(|arg| {
        if arg.is_global_set() && !root {
            arg
        } else {
            argument(arg, words, key)
        }
    });
    names.into_iter().fold(command, |command, name| {
        let path = format!("{key}-{name}");
        command.mut_subcommand(name, |sub| with_texts(sub, words, &path, false))
    })
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
