//! `config`: what the node is set up with, and whether its keys and folders are in order.

use std::{fs, io, path::Path};

use comity_node::{
    accounts::breached::{Breached, BreachedError},
    config::REFERENCE,
    home::Home,
    keys::file,
};
use comity_text::render::{Block, Column, Document};
use serde::Serialize;

use super::Env;
use crate::{
    args,
    exit::Exit,
    failure::{Failure, Outcome},
    wiring::volume,
};

pub(crate) fn run(env: &Env, args: &args::Config) -> Outcome {
    match args {
        args::Config::Show => show(env),
        args::Config::Check => check(env),
    }
}

/// The settings in force; for people the commented reference, since it explains every key.
fn show(env: &Env) -> Outcome {
    if env.global.home.is_none() {
        env.screen.line(REFERENCE.trim_end());
        return Ok(());
    }
    let house = env.house()?;
    env.screen.answer(&house.config, |screen| {
        if let Ok(text) = toml::to_string_pretty(&house.config) {
            screen.line(text.trim_end());
        }
    });
    Ok(())
}

/// A key, where it lies, and whether it can leave.
#[derive(Debug, Serialize)]
struct KeyLine {
    role: &'static str,
    serial: Option<u32>,
    algorithms: &'static str,
    place: String,
    can_leave: bool,
}

#[derive(Debug, Serialize)]
struct Checked {
    keys: Vec<KeyLine>,
    sealed: bool,
    private: bool,
    writable: bool,
    serial: u32,
    /// Whether there is an index of search, which is text in clear.
    indexed: bool,
    /// Whether the volume of the home is known to be encrypted; it may be, and not be known.
    volume_encrypted: bool,
    /// Whether new passwords are looked up in a list of breached ones; what is wrong with it ends
    /// the command.
    breached: bool,
    /// What others than the owner may use.
    exposed: Vec<ExposedLine>,
}

/// A file or folder of the home that is open to others than its owner.
#[derive(Debug, Serialize)]
struct ExposedLine {
    place: String,
    mode: String,
}

fn check(env: &Env) -> Outcome {
    let house = env.house()?;
    let sealed = file::is_sealed(&house.home);
    let path = if sealed {
        house.home.sealed_keyring()
    } else {
        house.home.plain_keyring()
    };
    let place = path
        .strip_prefix(house.home.root())
        .unwrap_or(&path)
        .display()
        .to_string();
    let key = |role, serial, algorithms| KeyLine {
        role,
        serial,
        algorithms,
        place: place.clone(),
        can_leave: true,
    };
    let mut keys = Vec::new();
    for speaking in &house.keyring.speaking {
        let serial = Some(speaking.serial);
        keys.push(key("log", serial, "Ed25519, ML-DSA-44"));
        keys.push(key("fresh", serial, "Ed25519"));
        keys.push(key("holds", serial, "Ed25519, ML-DSA-44"));
    }
    keys.push(key("age", None, "X25519, ML-KEM-768"));
    keys.push(key("tls", None, "P-256"));
    if house.keyring.credential.is_some() {
        keys.push(key("credential", None, "Ed25519, ML-DSA-44"));
    }
    let breached = Breached::of(&house.home, &house.config.accounts);
    let checked = Checked {
        keys,
        sealed,
        private: is_private(&house.home.keys()),
        writable: can_write(house.home.root())?,
        serial: house.node.own_credential()?.credential().serial,
        indexed: house.config.search.index,
        volume_encrypted: volume::is_known_to_encrypt(house.home.root()),
        breached: breached.is_some(),
        exposed: exposed(&house.home)?,
    };
    env.screen.answer(&checked, |screen| {
        screen.document(&paper(env, &checked));
    });
    if checked.exposed.is_empty() {
        return breached.map_or(Ok(()), |list| list.check().map_err(unusable));
    }
    let places: Vec<&str> = checked
        .exposed
        .iter()
        .map(|line| line.place.as_str())
        .collect();
    Err(Failure::new(Exit::Refused, "config-exposed").with("places", places.join(", ")))
}

/// A list of breached passwords that is none.
fn unusable(error: BreachedError) -> Failure {
    let failure = Failure::from_error(error.code(), &error).with("path", error.path().display());
    match error {
        BreachedError::Shape { at, .. } => failure.with("at", at),
        BreachedError::Io { .. } => failure,
    }
}

/// The home and its keys, where others than the owner have any right to them.
fn exposed(home: &Home) -> Outcome<Vec<ExposedLine>> {
    use std::os::unix::fs::PermissionsExt as _;
    let mut paths = vec![home.root().to_owned(), home.keys(), home.high_water()];
    paths.extend([home.sealed_keyring(), home.plain_keyring()]);
    let mut found = Vec::new();
    for path in paths {
        let mode = match fs::metadata(&path) {
            Ok(met) => met.permissions().mode() & 0o7777,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(Failure::file(&path, error)),
        };
        // Whether others may read the marks the folder of keys above them says.
        let others = if path == home.high_water() {
            0o022
        } else {
            0o077
        };
        if mode & others != 0 {
            found.push(ExposedLine {
                place: path.display().to_string(),
                mode: format!("{mode:04o}"),
            });
        }
    }
    Ok(found)
}

fn paper(env: &Env, checked: &Checked) -> Document {
    let words = env.screen.words();
    let yes = |yes: bool| words.plain(if yes { "cli-yes" } else { "cli-no" });
    let row = |key: &KeyLine| {
        vec![
            words.plain(&format!("cli-key-{}", key.role)),
            key.serial
                .map(|serial| serial.to_string())
                .unwrap_or_default(),
            key.algorithms.to_owned(),
            key.place.clone(),
            yes(key.can_leave),
        ]
    };
    let heads = [
        "cli-col-key",
        "cli-fact-serial",
        "cli-col-algorithms",
        "cli-col-place",
        "cli-col-can-leave",
    ];
    let table = Block::Table {
        caption: words.plain("cli-keys"),
        columns: heads.map(|head| Column::words(words.plain(head))).into(),
        rows: checked.keys.iter().map(row).collect(),
    };
    let facts = [
        ("cli-config-sealed", yes(checked.sealed)),
        ("cli-config-private", yes(checked.private)),
        ("cli-config-writable", yes(checked.writable)),
        ("cli-config-breached", yes(checked.breached)),
    ];
    let document = Document::new(words.locale(), words.plain("cli-config-title"))
        .with(table)
        .with(Block::Facts(
            facts.map(|(key, value)| (words.plain(key), value)).into(),
        ));
    if checked.indexed && !checked.volume_encrypted {
        return document.with(Block::Text(words.plain("cli-config-index-clear")));
    }
    document
}

fn is_private(folder: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    fs::metadata(folder).is_ok_and(|found| found.permissions().mode() & 0o077 == 0)
}

fn can_write(root: &Path) -> Outcome<bool> {
    let probe = root.join(format!(".probe.{}", std::process::id()));
    match fs::write(&probe, b"") {
        Ok(()) => fs::remove_file(&probe)
            .map(|()| true)
            .map_err(|error| Failure::file(&probe, error)),
        Err(_) => Ok(false),
    }
}
