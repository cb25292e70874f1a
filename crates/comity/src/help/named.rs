//! Commands that documents and texts name: each is one, with these options.

use std::path::{Path, PathBuf};

use clap::{Command, CommandFactory as _};
use comity_text::{Locale, catalogue::sources};

/// What a shell takes for itself.
const SHELL: [char; 6] = ['|', '&', ';', '<', '>', '#'];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The documents for people: name and text.
fn documents() -> Vec<(String, String)> {
    let folders = ["", "docs", "docs/protocol", "docs/decisions"];
    let mut found = Vec::new();
    for folder in folders {
        for entry in std::fs::read_dir(root().join(folder)).unwrap() {
            let path = entry.unwrap().path();
            // That of the protocol names strings of bytes that begin with our name.
            let bytes = path.ends_with("docs/protocol.md");
            if path.extension().is_some_and(|end| end == "md") && !bytes {
                let text = std::fs::read_to_string(&path).unwrap();
                found.push((path.display().to_string(), text));
            }
        }
    }
    assert!(found.len() > 15, "{found:?}");
    found
}

/// What stands behind the prompt on lines of a terminal, lines that go on put together.
fn typed(text: &str) -> Vec<String> {
    let whole = text.replace("\\\n", " ");
    let lines = whole.lines().filter_map(|line| line.split_once("$ "));
    lines.map(|(_, command)| command.to_owned()).collect()
}

/// What is wrong with a command, if anything is.
fn wrong(command: &Command, line: &str) -> Option<String> {
    let mut here = command;
    let (mut named, mut value) = (false, false);
    for word in line.split_whitespace().skip(1) {
        if word.contains(SHELL) {
            break;
        }
        let word = word.trim_end_matches(['.', ',', '…', ')', '`']);
        if std::mem::take(&mut value) {
            continue;
        }
        if let Some(option) = word.strip_prefix("--") {
            let name = option.split('=').next().unwrap_or(option);
            let known = here
                .get_arguments()
                .find(|arg| arg.get_long() == Some(name));
            if known.is_none() && !["help", "version"].contains(&name) {
                return Some(format!("{} has no --{name}", here.get_name()));
            }
            value = name == option && known.is_some_and(|arg| arg.get_action().takes_values());
        } else if let Some(next) = here.find_subcommand(word) {
            (here, named) = (next, true);
        } else if !named && word.bytes().all(|byte| byte.is_ascii_lowercase()) {
            return Some(format!("there is no command {word}"));
        }
    }
    None
}

#[test]
fn commands_that_documents_and_texts_name_are_there() {
    let mut command = crate::args::Cli::command();
    command.build();
    let mut lines = Vec::new();
    for (name, text) in documents() {
        let quoted = text
            .lines()
            .flat_map(|line| line.split('`').skip(1).step_by(2));
        let quoted = quoted.map(str::to_owned).chain(typed(&text));
        lines.extend(quoted.map(|line| (name.clone(), line)));
    }
    for locale in Locale::ALL {
        for (file, source) in sources(locale) {
            let quoted = source
                .split('“')
                .skip(1)
                .filter_map(|rest| rest.split_once('”'));
            lines.extend(quoted.map(|(line, _)| (format!("{locale} {file}"), line.to_owned())));
        }
    }
    lines.retain(|(_, line)| line.starts_with("comity "));
    assert!(lines.len() > 150, "{} commands", lines.len());
    let found: Vec<String> = lines
        .iter()
        .filter_map(|(name, line)| Some(format!("{name}: {line}: {}", wrong(&command, line)?)))
        .collect();
    assert!(found.is_empty(), "{found:#?}");
}

#[test]
fn a_command_that_is_none_is_found() {
    let mut command = crate::args::Cli::command();
    command.build();
    let found = |line: &str| wrong(&command, line).is_some();
    for right in [
        "comity case list --mine",
        "comity case show N-1 | less --none",
        "comity --home x status",
    ] {
        assert!(!found(right), "{right}");
    }
    for none in [
        "comity cases",
        "comity case list --ours",
        "comity case show N-1 --none",
    ] {
        assert!(found(none), "{none}");
    }
}

/// The commands of a README as they are typed, with what differs from run to run and from language to
/// language taken out.
fn commands(name: &str) -> Vec<String> {
    let text = std::fs::read_to_string(root().join(name)).unwrap();
    let steady = |word: &str| {
        let id = word.len() == 36 && word.matches('-').count() == 4;
        let time = word.starts_with("20") && word.ends_with('Z');
        let language = word == "zh-Hans" || word == "--lang" || word.starts_with("COMITY_LANG=");
        match (id, time, language) {
            (true, ..) => Some("ID".to_owned()),
            (_, true, _) => Some("TIME".to_owned()),
            (.., true) => None,
            _ => Some(word.to_owned()),
        }
    };
    let command = |line: &String| {
        let line = line.split("  #").next().unwrap_or(line);
        let words: Vec<String> = line.split_whitespace().filter_map(steady).collect();
        words.join(" ")
    };
    typed(&text).iter().map(command).collect()
}

#[test]
fn both_readmes_give_the_same_commands() {
    let (english, chinese) = (commands("README.md"), commands("README.zh-Hans.md"));
    assert!(english.len() > 30, "{english:#?}");
    assert_eq!(english, chinese);
}
