//! A spool: an exchange over two folders that diodes, guards and couriers empty and fill.
//!
//! `docs/protocol.md`, section 6. `outbox/` and `inbox/` hold pouch files, each
//! with a manifest beside it in the form of `sha256sum`, so that whoever
//! carries them can check them without knowing Comity. A file takes its name
//! when it is complete; a pouch is opened when the manifest is there and
//! fits. What is opened goes the same way as any pouch ([`Node::open_pouch`]).
//!
//! Out of scope: who carries files, and attachments, which travel on media.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{self, Read as _, Write as _},
    path::{Path, PathBuf},
};

use comity_core::{PartyName, Time};
use comity_store::Store;
use comity_tlog::hash::sha256;

use super::carry::Opened;
use crate::{
    error::NodeError,
    home::HomeError,
    node::{Node, Result},
};

/// How a pouch file ends.
const POUCH: &str = ".pouch";
/// How a manifest ends, after the name of its pouch.
const MANIFEST: &str = ".sha256";
/// What is added to the name of a file that is never accepted.
const REFUSED: &str = ".refused";
/// The largest pouch file that is read, in bytes.
const LIMIT: u64 = 1 << 30;
/// The longest manifest, in bytes.
const LINE: u64 = 1 << 10;
/// Refusals that another pouch, or time, may heal: the file waits.
const WAITS: &[&str] = &[
    "refuse-gap",
    "refuse-from-the-future",
    "refuse-generation",
    "refuse-quota",
    "own-",
    "store-",
    "node-no-channel",
];

/// The folder of a spool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spool {
    root: PathBuf,
}

/// What the inbox of a spool brought.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Read {
    /// Pouches that were opened, oldest first.
    pub opened: Vec<Opened>,
    /// Files that were not accepted or not complete yet, each with the code that says why.
    pub waiting: Vec<(String, String)>,
}

impl Spool {
    /// A spool in this folder; its two folders are made when they are not there.
    ///
    /// # Errors
    /// The file system refuses.
    pub fn open(root: &Path) -> Result<Self> {
        let spool = Self {
            root: root.to_owned(),
        };
        for folder in [spool.inbox(), spool.outbox()] {
            fs::create_dir_all(&folder).map_err(|error| HomeError::io(&folder, error))?;
        }
        Ok(spool)
    }

    /// Where files for us arrive.
    #[must_use]
    pub fn inbox(&self) -> PathBuf {
        self.root.join("inbox")
    }

    /// Where files leave from.
    #[must_use]
    pub fn outbox(&self) -> PathBuf {
        self.root.join("outbox")
    }

    /// Writes a pouch file and its manifest; each takes its name when it is durable, the manifest first.
    fn put(&self, from: &PartyName, to: &PartyName, now: Time, bytes: &[u8]) -> Result<String> {
        let folder = self.outbox();
        // The time goes up whatever the carrier took away meanwhile.
        let last = numbered(&folder, from, to)?
            .last_key_value()
            .map(|(number, _)| number.saturating_add(1));
        let number = now.posix().max(last.unwrap_or(0));
        let name = format!("{from}.to.{to}.{number:012}{POUCH}");
        let manifest = format!("{}  {name}\n", hex(bytes));
        write(&folder, &format!("{name}{MANIFEST}"), manifest.as_bytes())?;
        write(&folder, &name, bytes)?;
        Ok(name)
    }
}

impl<S: Store> Node<S> {
    /// Opens what a counterpart's carrier left in the inbox, oldest first.
    ///
    /// A file that was opened is removed: its content is durable here. One that
    /// never will be accepted is put aside under another name; others wait.
    ///
    /// # Errors
    /// The file system refuses.
    pub fn read_spool(&self, spool: &Spool, them: &PartyName, now: Time) -> Result<Read> {
        let (inbox, mut read) = (spool.inbox(), Read::default());
        for name in numbered(&inbox, them, self.me())?.into_values() {
            let path = inbox.join(&name);
            let Some(bytes) = complete(&inbox, &name)? else {
                read.waiting.push((name, "spool-incomplete".to_owned()));
                continue;
            };
            let opened = match self.open_pouch(&bytes, now) {
                Ok(opened) if opened.from == *them => Ok(opened),
                Ok(_) => Err("refuse-not-for-us".to_owned()),
                Err(error) => Err(error.code().to_owned()),
            };
            match opened {
                Ok(opened) => {
                    remove(&path)?;
                    remove(&manifest_of(&path))?;
                    let misbehaved = opened.misbehaved.is_some();
                    read.opened.push(opened);
                    if misbehaved {
                        break;
                    }
                }
                Err(code) => {
                    if !WAITS.iter().any(|waits| code.starts_with(waits)) {
                        let aside = inbox.join(format!("{name}{REFUSED}"));
                        fs::rename(&path, &aside).map_err(|error| HomeError::io(&path, error))?;
                    }
                    read.waiting.push((name, code));
                }
            }
        }
        Ok(read)
    }

    /// Writes a pouch for a counterpart into the outbox; its name.
    ///
    /// # Errors
    /// As [`Node::write_pouch`], or the file system refuses.
    pub fn write_spool(&self, spool: &Spool, them: &PartyName, now: Time) -> Result<String> {
        let bytes = self.write_pouch(them, now)?;
        spool.put(self.me(), them, now, &bytes)
    }
}

/// The pouch files from one party to another, by number.
fn numbered(folder: &Path, from: &PartyName, to: &PartyName) -> Result<BTreeMap<u64, String>> {
    let failed = |error| NodeError::from(HomeError::io(folder, error));
    let beginning = format!("{from}.to.{to}.");
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).map_err(failed)? {
        let Ok(name) = entry.map_err(failed)?.file_name().into_string() else {
            continue;
        };
        let number = name
            .strip_prefix(&beginning)
            .and_then(|rest| rest.strip_suffix(POUCH))
            .filter(|digits| digits.chars().all(|c| c.is_ascii_digit()))
            .and_then(|digits| digits.parse().ok());
        if let Some(number) = number {
            files.insert(number, name);
        }
    }
    Ok(files)
}

/// The bytes of a file whose manifest has come and fits.
fn complete(folder: &Path, name: &str) -> Result<Option<Vec<u8>>> {
    let path = folder.join(name);
    let (Some(bytes), Some(line)) = (
        read_bounded(&path, LIMIT)?,
        read_bounded(&manifest_of(&path), LINE)?,
    ) else {
        return Ok(None);
    };
    let says = String::from_utf8_lossy(&line);
    let hash = hex(&bytes);
    // Of sha256sum both forms, text and binary.
    let fits = [format!("{hash}  {name}"), format!("{hash} *{name}")];
    Ok(fits
        .iter()
        .any(|fits| fits == says.trim_end())
        .then_some(bytes))
}

/// A file of at most so many bytes; `None` when it is not there, is larger, or is no plain file.
fn read_bounded(path: &Path, limit: u64) -> Result<Option<Vec<u8>>> {
    let failed = |error| NodeError::from(HomeError::io(path, error));
    match fs::symlink_metadata(path) {
        Ok(found) if found.is_file() && found.len() <= limit => {}
        Ok(_) => return Ok(None),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(failed(error)),
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(failed)?;
    file.take(limit.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    let fits = u64::try_from(bytes.len()).is_ok_and(|size| size <= limit);
    Ok(fits.then_some(bytes))
}

/// The fingerprint as `sha256sum` writes it.
fn hex(bytes: &[u8]) -> String {
    format!("{:?}", sha256(bytes))
}

fn manifest_of(pouch: &Path) -> PathBuf {
    let mut name = pouch.as_os_str().to_owned();
    name.push(MANIFEST);
    name.into()
}

/// Writes a file under a name that starts with a dot, and renames it when it is durable.
fn write(folder: &Path, name: &str, bytes: &[u8]) -> Result<()> {
    let (waiting, path) = (folder.join(format!(".{name}")), folder.join(name));
    let written = File::create(&waiting)
        .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()))
        .and_then(|()| fs::rename(&waiting, &path))
        .and_then(|()| File::open(folder)?.sync_all());
    written.map_err(|error| HomeError::io(&path, error).into())
}

fn remove(path: &Path) -> Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(HomeError::io(path, error).into())
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests;
