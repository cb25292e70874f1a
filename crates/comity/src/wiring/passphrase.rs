//! Where the passphrase of the keys comes from: the command line, the configuration, systemd, or a person.
//!
//! Order: `--passphrase-file` (`-` is standard input), `keys.passphrase_file`,
//! `keys.passphrase_credential` below `$CREDENTIALS_DIRECTORY`, the terminal.

use std::{
    fs,
    io::{self, BufRead as _, IsTerminal as _, Read as _, Write as _},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use comity_node::{
    config::Config,
    home::Home,
    keys::{
        Keyring,
        file::{self, Protection},
    },
};

use crate::{
    exit::Exit,
    failure::{Failure, Outcome},
    screen::Screen,
};

/// The longest passphrase, in bytes.
const LIMIT: u64 = 4096;
/// The shortest passphrase of a new node, in characters.
const SHORTEST: usize = 8;

/// How the passphrase is found.
#[derive(Debug, Clone)]
pub(crate) struct Passphrase {
    file: Option<PathBuf>,
    screen: Screen,
}

impl Passphrase {
    pub(crate) const fn new(file: Option<PathBuf>, screen: Screen) -> Self {
        Self { file, screen }
    }

    /// Reads the keyring of a home.
    pub(crate) fn unlock(&self, home: &Home, config: &Config) -> Outcome<Keyring> {
        if !file::is_sealed(home) {
            return Ok(file::read(home, None)?);
        }
        let protection = self.find(home, config)?;
        let passphrase = match &protection {
            Protection::Passphrase(passphrase) => Some(passphrase),
            Protection::FileRights => None,
        };
        Ok(file::read(home, passphrase)?)
    }

    /// How the keyring of a home is protected, to write it again.
    pub(crate) fn again(&self, home: &Home, config: &Config) -> Outcome<Protection> {
        if file::is_sealed(home) {
            self.find(home, config)
        } else {
            Ok(Protection::FileRights)
        }
    }

    /// The passphrase for a new node.
    pub(crate) fn for_new(&self) -> Outcome<Protection> {
        let text = match &self.file {
            Some(path) => read(path)?,
            None if !io::stdin().is_terminal() => {
                return Err(Failure::usage("cli-passphrase-none"));
            }
            None => self.ask_twice()?,
        };
        if text.chars().count() < SHORTEST {
            return Err(Failure::usage("cli-passphrase-short"));
        }
        Ok(Protection::Passphrase(text.into()))
    }

    fn find(&self, home: &Home, config: &Config) -> Outcome<Protection> {
        let keys = &config.keys;
        let text = if let Some(path) = &self.file {
            read(path)?
        } else if let Some(path) = &keys.passphrase_file {
            read(&Config::resolve(home, path))?
        } else if let (Some(name), Some(folder)) =
            (&keys.passphrase_credential, credentials_folder())
        {
            read(&folder.join(name))?
        } else {
            self.ask("cli-ask-passphrase")?
        };
        Ok(Protection::Passphrase(text.into()))
    }

    fn ask_twice(&self) -> Outcome<String> {
        let first = self.ask("cli-ask-new-passphrase")?;
        if first == self.ask("cli-ask-passphrase-again")? {
            Ok(first)
        } else {
            Err(Failure::usage("cli-passphrase-differs"))
        }
    }

    /// Asks on the terminal, which shows nothing of what is typed.
    fn ask(&self, question: &str) -> Outcome<String> {
        if !io::stdin().is_terminal() {
            return Err(Failure::new(Exit::Usage, "keys-passphrase-needed"));
        }
        write!(io::stderr(), "{} ", self.screen.words().plain(question)).ok();
        let echo = Silent::begin();
        let mut line = String::new();
        let asked = io::stdin().lock().read_line(&mut line);
        drop(echo);
        writeln!(io::stderr()).ok();
        asked.map_err(|error| Failure::file(Path::new("-"), error))?;
        Ok(trimmed(line))
    }
}

fn credentials_folder() -> Option<PathBuf> {
    std::env::var_os("CREDENTIALS_DIRECTORY").map(PathBuf::from)
}

fn read(path: &Path) -> Outcome<String> {
    let mut text = String::new();
    let read = if path == Path::new("-") {
        io::stdin().lock().take(LIMIT).read_to_string(&mut text)
    } else {
        fs::File::open(path).and_then(|file| file.take(LIMIT).read_to_string(&mut text))
    };
    read.map_err(|error| Failure::file(path, error))?;
    Ok(trimmed(text))
}

/// Without the line's end, which editors and `echo` add.
fn trimmed(mut text: String) -> String {
    text.truncate(text.trim_end_matches(['\n', '\r']).len());
    text
}

/// The terminal without echo, as long as this lives.
struct Silent;

impl Silent {
    fn begin() -> Self {
        stty("-echo");
        Self
    }
}

impl Drop for Silent {
    fn drop(&mut self) {
        stty("echo");
    }
}

/// A terminal that cannot be set goes on showing what is typed; the command goes on.
fn stty(setting: &str) {
    let set = Command::new("stty")
        .arg(setting)
        .stdin(Stdio::inherit())
        .stderr(Stdio::null())
        .status();
    drop(set);
}
