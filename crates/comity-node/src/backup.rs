//! Backup and restore of a home: one tar file.
//!
//! What the counterpart's copy does not hold is what a backup is for: drafts,
//! notes, labels, people, the trail, attachments (`docs/operating.md`, section 7). The
//! keys stay out unless they are asked for, and the high-water mark always:
//! one that goes back with the store would let the node sign twice. A restored
//! home therefore either finds its marks beside its keys, or is made to
//! recover, which then opens a new generation (`docs/protocol.md`, section 9).

use std::{
    collections::BTreeSet,
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
};

use comity_core::{
    Hash, PartyName, Time,
    canonical::{self, V1},
    envelope::PART,
};
use comity_store::{
    Store, StoreError,
    parts::{PartBytes, PartFile},
};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::{
    accounts::{link, session},
    attach,
    case::uploads,
    error::NodeError,
    home::Home,
    keys::{FolderMarks, Marks, high_water::MarksError},
    node::Node,
    office::Office,
    people::{self, PeopleError},
    trail, webhooks,
};

const MANIFEST: &str = "backup.json";
const STORE: &str = "store.db";
const CONFIG: &str = "comity.toml";
const KEYS: &str = "keys/";
const PARTS: &str = "parts/";
/// The longest manifest, in bytes.
const LIMIT: u64 = 64 << 20;

/// What a backup holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// When it was made.
    pub at: Time,
    /// Whether the keys are in it.
    pub keys: bool,
    /// The party.
    pub party: PartyName,
    /// Attachments, by root.
    pub parts: Vec<attach::ManifestFile>,
    /// Format version.
    pub v: V1,
}

/// What is to be backed up.
pub struct Wanted<'a> {
    /// The home.
    pub home: &'a Home,
    /// Copies the store to a new file, while others go on writing.
    pub copy_store: &'a dyn Fn(&Path) -> Result<(), StoreError>,
    /// Whether the keys go in.
    pub keys: bool,
    /// Who asks for it.
    pub who: &'a str,
    /// Told the bytes written.
    pub progress: &'a mut dyn FnMut(u64),
}

/// Why there is no backup, or none was restored.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// The node or its store.
    #[error(transparent)]
    Node(#[from] NodeError),
    /// A file could not be read or written.
    #[error("use {path}: {source}")]
    Io {
        /// Which.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// Not a backup, or a damaged one.
    #[error("read the backup: {0}")]
    Malformed(&'static str),
    /// The home has a store already.
    #[error("restore over a store that is there")]
    StoreThere,
    /// Who asks for a backup may not have one.
    #[error(transparent)]
    People(#[from] PeopleError),
    /// The marks could not be set.
    #[error(transparent)]
    Marks(#[from] MarksError),
}

impl BackupError {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &str {
        match self {
            Self::Node(error) => error.code(),
            Self::People(error) => error.code(),
            Self::Io { source, .. } if source.kind() == io::ErrorKind::StorageFull => {
                "backup-disk-full"
            }
            Self::Io { .. } => "backup-io",
            Self::Malformed(_) => "backup-malformed",
            Self::StoreThere => "backup-store-there",
            Self::Marks(_) => "backup-marks",
        }
    }
}

impl From<StoreError> for BackupError {
    fn from(error: StoreError) -> Self {
        Self::Node(error.into())
    }
}

fn at(path: &Path) -> impl FnOnce(io::Error) -> BackupError {
    let path = path.to_owned();
    move |source| BackupError::Io { path, source }
}

impl<S: Store> Office<'_, S> {
    /// Writes a backup to a new file that only its owner can read.
    ///
    /// The trail says so first, and whether the keys went along: there is no
    /// backup that the trail does not know.
    ///
    /// # Errors
    /// Who asks is no administrator, the file is there already or cannot be written, or the store cannot be copied.
    pub fn back_up(
        &self,
        wanted: Wanted<'_>,
        to: &Path,
        now: Time,
    ) -> Result<Manifest, BackupError> {
        let store = self.node.unfollowed();
        store.read(|tx| people::must_administer(tx, wanted.who))?;
        // Before the long copy: is there room for a file of this name at all?
        let file = new_file(to)?;
        let copy = beside(to);
        let (who, keys) = (wanted.who.to_owned(), wanted.keys);
        let noted = store.write(move |tx| {
            people::must_administer(&*tx, &who)?;
            trail::note(tx, now, &who, "backed-up", json!({"keys": keys}))?;
            Ok::<_, PeopleError>(())
        });
        let made = noted
            .map_err(BackupError::from)
            .and_then(|()| self.write_through(wanted, &copy, file, to, now));
        let cleared = fs::remove_file(&copy)
            .or_else(missing_is_fine)
            .map_err(at(&copy));
        if made.is_err() {
            // Half a backup looks like one; why there is none is said below.
            fs::remove_file(to).ok();
        }
        cleared.and(made)
    }

    fn write_through(
        &self,
        wanted: Wanted<'_>,
        copy: &Path,
        file: File,
        to: &Path,
        now: Time,
    ) -> Result<Manifest, BackupError> {
        // A copy that an earlier attempt left is of no use.
        fs::remove_file(copy)
            .or_else(missing_is_fine)
            .map_err(at(copy))?;
        (wanted.copy_store)(copy)?;
        self.write_archive(wanted, copy, file, to, now)
    }

    fn write_archive(
        &self,
        wanted: Wanted<'_>,
        copy: &Path,
        file: File,
        to: &Path,
        now: Time,
    ) -> Result<Manifest, BackupError> {
        let mut parts = Vec::new();
        for root in self.parts.roots()? {
            if let Some(size) = self.parts.size(PartFile::Sealed(&root))? {
                parts.push(attach::ManifestFile { root, size });
            }
        }
        let party = self.node.me().clone();
        let manifest = Manifest {
            at: now,
            keys: wanted.keys,
            party,
            parts,
            v: V1,
        };
        let mut archive = tar::Builder::new(file);
        let bytes = canonical::to_bytes(&manifest).map_err(NodeError::from)?;
        add(
            &mut archive,
            MANIFEST,
            bytes.len() as u64,
            &mut bytes.as_slice(),
            to,
        )?;
        add_file(&mut archive, STORE, copy, to)?;
        (wanted.progress)(fs::metadata(copy).map_or(0, |found| found.len()));
        if wanted.home.config().exists() {
            add_file(&mut archive, CONFIG, &wanted.home.config(), to)?;
        }
        if wanted.keys {
            for path in key_files(wanted.home)? {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                add_file(&mut archive, &format!("{KEYS}{name}"), &path, to)?;
            }
        }
        for part in &manifest.parts {
            let mut reader = attach::PartReader::new(self.parts, part.root, part.size);
            let name = format!("{PARTS}{:?}", part.root);
            add(&mut archive, &name, part.size, &mut reader, to)?;
            (wanted.progress)(part.size);
        }
        let file = archive.into_inner().map_err(at(to))?;
        file.sync_all().map_err(at(to))?;
        Ok(manifest)
    }
}

/// What a backup says of itself.
///
/// # Errors
/// Not a backup.
pub fn inspect(from: &Path) -> Result<Manifest, BackupError> {
    let mut archive = tar::Archive::new(File::open(from).map_err(at(from))?);
    let entry = archive
        .entries()
        .map_err(at(from))?
        .next()
        .ok_or(BackupError::Malformed("empty"))?;
    read_manifest(entry.map_err(at(from))?)
}

/// Restores a backup into a home that has no store.
///
/// Keys that lie there stay; those of the backup come where there are none.
///
/// # Errors
/// Not a backup, or there is a store already, or the home cannot be written.
pub fn restore(
    from: &Path,
    home: &Home,
    parts: &dyn PartBytes,
    progress: &mut dyn FnMut(u64),
) -> Result<Manifest, BackupError> {
    if home.store().exists() {
        return Err(BackupError::StoreThere);
    }
    for folder in [home.keys(), home.high_water(), home.parts()] {
        fs::create_dir_all(&folder).map_err(at(&folder))?;
    }
    let mut archive = tar::Archive::new(File::open(from).map_err(at(from))?);
    let mut entries = archive.entries().map_err(at(from))?;
    let first = entries
        .next()
        .ok_or(BackupError::Malformed("empty"))?
        .map_err(at(from))?;
    let manifest = read_manifest(first)?;
    let waiting = beside(&home.store());
    // What an attempt that broke off has left.
    fs::remove_file(&waiting)
        .or_else(missing_is_fine)
        .map_err(at(&waiting))?;
    let mut seen = BTreeSet::new();
    for entry in entries {
        let mut entry = entry.map_err(at(from))?;
        if entry.header().entry_type() != tar::EntryType::Regular {
            return Err(BackupError::Malformed("not a plain file"));
        }
        let size = entry.header().size().map_err(at(from))?;
        let name = entry
            .path()
            .map_err(at(from))?
            .to_string_lossy()
            .into_owned();
        if !seen.insert(name.clone()) {
            return Err(BackupError::Malformed("a member that is there twice"));
        }
        put(&name, &mut entry, home, parts, &manifest)?;
        progress(size);
    }
    let listed = |part: &attach::ManifestFile| seen.contains(&format!("{PARTS}{:?}", part.root));
    if !seen.contains(STORE) || !manifest.parts.iter().all(listed) {
        return Err(BackupError::Malformed("a member that is missing"));
    }
    // Last: a home whose restoring broke off has no store that could go on.
    fs::rename(&waiting, home.store()).map_err(at(&waiting))?;
    Ok(manifest)
}

/// Puts one member where it belongs; any other name is refused.
fn put(
    name: &str,
    content: &mut dyn Read,
    home: &Home,
    parts: &dyn PartBytes,
    manifest: &Manifest,
) -> Result<(), BackupError> {
    if name == STORE {
        return write_new(&beside(&home.store()), content);
    }
    if name == CONFIG {
        return if home.config().exists() {
            Ok(())
        } else {
            write_new(&home.config(), content)
        };
    }
    if let Some(root) = name.strip_prefix(PARTS) {
        let root: Hash = format!("sha256:{root}")
            .parse()
            .map_err(|_| BackupError::Malformed("the name of an attachment"))?;
        if !manifest.parts.iter().any(|part| part.root == root) {
            return Err(BackupError::Malformed("an attachment that is not listed"));
        }
        return put_part(&root, content, parts);
    }
    match name.strip_prefix(KEYS) {
        Some(key) if plain_name(key) => {
            let path = home.keys().join(key);
            if path.exists() {
                Ok(())
            } else {
                write_new(&path, content)
            }
        }
        _ => Err(BackupError::Malformed("a member of another name")),
    }
}

fn put_part(root: &Hash, content: &mut dyn Read, parts: &dyn PartBytes) -> Result<(), BackupError> {
    let mut offset = 0;
    loop {
        let mut bytes = Vec::new();
        content
            .take(PART)
            .read_to_end(&mut bytes)
            .map_err(at(Path::new(PARTS)))?;
        if bytes.is_empty() {
            break;
        }
        parts.write(PartFile::Sealed(root), offset, &bytes)?;
        offset += bytes.len() as u64;
    }
    Ok(parts.sync(PartFile::Sealed(root))?)
}

/// Makes a restored node recover each channel for which no mark lies beside its keys.
///
/// All sessions and links end and all webhooks pause, since they may have ended after the backup;
/// unfinished uploads are dropped, since their pieces are not in it.
///
/// Nobody knows then how much was signed after the backup, so the mark is set
/// where no recovery reaches it, and only a new generation goes on. Gives
/// those counterparts.
///
/// # Errors
/// The marks cannot be read or written, or the store not be read or written.
pub fn require_recovery<S: Store>(
    node: &Node<S>,
    home: &Home,
    now: Time,
) -> Result<Vec<PartyName>, BackupError> {
    let ended = node.unfollowed().write(move |tx| {
        session::end_all(tx)?;
        link::end_all(tx)?;
        uploads::forget_all(tx)?;
        webhooks::pause_all(tx, now)
    });
    ended.map_err(NodeError::from)?;
    let marks = FolderMarks::new(&home.high_water());
    let mut without = Vec::new();
    for them in node.channels()? {
        let origin = node.channel(&them)?.our_origin();
        let mut unknown = false;
        marks.change(&them, &mut |high| {
            unknown = high.note_unknown(origin.clone(), now);
            Ok(())
        })?;
        if unknown {
            without.push(them);
        }
    }
    Ok(without)
}

fn read_manifest(entry: tar::Entry<'_, File>) -> Result<Manifest, BackupError> {
    let named = entry.path().is_ok_and(|path| path == Path::new(MANIFEST));
    if !named {
        return Err(BackupError::Malformed("no manifest"));
    }
    let mut bytes = Vec::new();
    entry
        .take(LIMIT)
        .read_to_end(&mut bytes)
        .map_err(|_| BackupError::Malformed("manifest"))?;
    let limit = usize::try_from(LIMIT).unwrap_or(usize::MAX);
    canonical::from_bytes(&bytes, limit).map_err(|_| BackupError::Malformed("manifest"))
}

/// The keyring, credentials and revocations; never the marks.
fn key_files(home: &Home) -> Result<Vec<PathBuf>, BackupError> {
    let folder = home.keys();
    let mut found = Vec::new();
    for entry in fs::read_dir(&folder).map_err(at(&folder))? {
        let path = entry.map_err(at(&folder))?.path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if path.is_file() && plain_name(&name) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn plain_name(name: &str) -> bool {
    let legal = |byte: u8| byte.is_ascii_alphanumeric() || b".-_".contains(&byte);
    !name.is_empty() && !name.starts_with('.') && !name.contains("..") && name.bytes().all(legal)
}

fn add(
    archive: &mut tar::Builder<File>,
    name: &str,
    size: u64,
    content: &mut dyn Read,
    to: &Path,
) -> Result<(), BackupError> {
    let mut header = tar::Header::new_gnu();
    header.set_size(size);
    header.set_mode(0o600);
    header.set_mtime(0);
    header.set_entry_type(tar::EntryType::Regular);
    archive
        .append_data(&mut header, name, content)
        .map_err(at(to))
}

fn add_file(
    archive: &mut tar::Builder<File>,
    name: &str,
    path: &Path,
    to: &Path,
) -> Result<(), BackupError> {
    let mut file = File::open(path).map_err(at(path))?;
    let size = file.metadata().map_err(at(path))?.len();
    add(archive, name, size, &mut file, to)
}

/// A file that was not there, and that only its owner can read.
fn new_file(path: &Path) -> Result<File, BackupError> {
    use std::os::unix::fs::OpenOptionsExt;
    let mut options = File::options();
    options.write(true).create_new(true).mode(0o600);
    options.open(path).map_err(at(path))
}

fn write_new(path: &Path, content: &mut dyn Read) -> Result<(), BackupError> {
    let mut file = new_file(path)?;
    io::copy(content, &mut file).map_err(at(path))?;
    file.sync_all().map_err(at(path))
}

fn beside(to: &Path) -> PathBuf {
    let mut name = to.as_os_str().to_owned();
    name.push(".store");
    name.into()
}

fn missing_is_fine(error: io::Error) -> io::Result<()> {
    if error.kind() == io::ErrorKind::NotFound {
        Ok(())
    } else {
        Err(error)
    }
}

#[cfg(test)]
mod tests;
