//! The bytes of sealed attachments: in memory, or as files in a folder.
//!
//! A file is written in place, part by part, and may stay incomplete for days. An
//! attachment that we seal ourselves has no root before its end: it is written as a
//! draft and [`PartBytes::adopt`]ed. Whether a part is held says the row, not the file.

use std::{
    collections::BTreeMap,
    fs::{self, File, OpenOptions},
    io,
    os::unix::fs::FileExt,
    path::PathBuf,
    sync::{Mutex, MutexGuard, PoisonError},
};

use comity_core::Hash;

use crate::error::{Result, StoreError};

/// A file of sealed bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PartFile<'a> {
    /// The attachment with this root.
    Sealed(&'a Hash),
    /// One that is being sealed, under a name of the caller's: `a-z`, `0-9`, `-`, at most 64.
    Draft(&'a str),
}

/// Where the bytes of attachments lie.
pub trait PartBytes: Send + Sync {
    /// Writes at an offset, making the file if need be. Not durable before
    /// [`PartBytes::sync`].
    ///
    /// # Errors
    /// Full, read-only, or not to be had.
    fn write(&self, file: PartFile<'_>, offset: u64, bytes: &[u8]) -> Result<()>;

    /// Makes what was written to the file durable, and its name too.
    ///
    /// # Errors
    /// What was written may be lost.
    fn sync(&self, file: PartFile<'_>) -> Result<()>;

    /// Reads at an offset: `limit` bytes, fewer at the end of the file.
    ///
    /// # Errors
    /// There is no such file, or it cannot be read.
    fn read(&self, file: PartFile<'_>, offset: u64, limit: usize) -> Result<Vec<u8>>;

    /// How many bytes the file has; `None` when there is none.
    ///
    /// # Errors
    /// The folder cannot be read.
    fn size(&self, file: PartFile<'_>) -> Result<Option<u64>>;

    /// Makes a draft durable and gives it its root, in one step that happens or does not.
    ///
    /// # Errors
    /// There is no such draft, or it could not be made durable.
    fn adopt(&self, draft: &str, root: &Hash) -> Result<()>;

    /// Removes a file, durably; no error when it is not there.
    ///
    /// # Errors
    /// It could not be removed.
    fn remove(&self, file: PartFile<'_>) -> Result<()>;

    /// The roots of all files that are not drafts, ascending.
    ///
    /// # Errors
    /// The folder cannot be read.
    fn roots(&self) -> Result<Vec<Hash>>;
}

fn not_found(file: PartFile<'_>) -> StoreError {
    let key = match file {
        PartFile::Sealed(root) => root.to_string(),
        PartFile::Draft(name) => name.chars().take(64).collect(),
    };
    StoreError::NotFound {
        what: "the bytes of",
        key,
    }
}

/// The name of the file; drafts are named by the caller, so their names are checked.
fn file_name(file: PartFile<'_>) -> Result<String> {
    match file {
        PartFile::Sealed(root) => Ok(format!("{root:?}")),
        PartFile::Draft(name) => {
            let plain =
                |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
            let fits = (1..=64).contains(&name.len()) && name.bytes().all(plain);
            fits.then(|| format!("draft-{name}"))
                .ok_or_else(|| not_found(file))
        }
    }
}

/// Bytes in memory, for tests and the simulated world.
#[derive(Debug, Default)]
pub struct MemoryParts {
    files: Mutex<BTreeMap<String, Vec<u8>>>,
}

impl MemoryParts {
    /// No files.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    fn files(&self) -> MutexGuard<'_, BTreeMap<String, Vec<u8>>> {
        self.files.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl PartBytes for MemoryParts {
    fn write(&self, file: PartFile<'_>, offset: u64, bytes: &[u8]) -> Result<()> {
        let start = usize::try_from(offset).map_err(|_| StoreError::TooLarge("an attachment"))?;
        let mut files = self.files();
        let content = files.entry(file_name(file)?).or_default();
        let end = start.saturating_add(bytes.len());
        if content.len() < end {
            content.resize(end, 0);
        }
        if let Some(place) = content.get_mut(start..end) {
            place.copy_from_slice(bytes);
        }
        Ok(())
    }

    fn sync(&self, file: PartFile<'_>) -> Result<()> {
        self.size(file)?.map(drop).ok_or_else(|| not_found(file))
    }

    fn read(&self, file: PartFile<'_>, offset: u64, limit: usize) -> Result<Vec<u8>> {
        let files = self.files();
        let content = files
            .get(&file_name(file)?)
            .ok_or_else(|| not_found(file))?;
        let start = usize::try_from(offset)
            .unwrap_or(usize::MAX)
            .min(content.len());
        Ok(content.iter().skip(start).take(limit).copied().collect())
    }

    fn size(&self, file: PartFile<'_>) -> Result<Option<u64>> {
        Ok(self
            .files()
            .get(&file_name(file)?)
            .map(|content| content.len() as u64))
    }

    fn adopt(&self, draft: &str, root: &Hash) -> Result<()> {
        let file = PartFile::Draft(draft);
        let mut files = self.files();
        let content = files
            .remove(&file_name(file)?)
            .ok_or_else(|| not_found(file))?;
        files.insert(file_name(PartFile::Sealed(root))?, content);
        Ok(())
    }

    fn remove(&self, file: PartFile<'_>) -> Result<()> {
        self.files().remove(&file_name(file)?);
        Ok(())
    }

    fn roots(&self) -> Result<Vec<Hash>> {
        Ok(self
            .files()
            .keys()
            .filter_map(|name| root_of(name))
            .collect())
    }
}

/// Files in a folder, `HOME/parts`: one for each attachment, named by its root in hex.
#[derive(Debug)]
pub struct PartFolder {
    folder: PathBuf,
}

impl PartFolder {
    /// Opens the folder, making it if need be.
    ///
    /// # Errors
    /// It cannot be made.
    pub fn open(folder: impl Into<PathBuf>) -> Result<Self> {
        let folder = folder.into();
        fs::create_dir_all(&folder).map_err(io_error)?;
        Ok(Self { folder })
    }

    fn path(&self, file: PartFile<'_>) -> Result<PathBuf> {
        Ok(self.folder.join(file_name(file)?))
    }

    fn existing(&self, file: PartFile<'_>) -> Result<File> {
        File::open(self.path(file)?).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => not_found(file),
            _ => io_error(error),
        })
    }

    /// The entries of the folder are data of its own: new and removed names need this.
    fn sync_names(&self) -> Result<()> {
        File::open(&self.folder)
            .and_then(|folder| folder.sync_all())
            .map_err(io_error)
    }
}

impl PartBytes for PartFolder {
    fn write(&self, file: PartFile<'_>, offset: u64, bytes: &[u8]) -> Result<()> {
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false);
        let open = options.open(self.path(file)?).map_err(io_error)?;
        open.write_all_at(bytes, offset).map_err(io_error)
    }

    fn sync(&self, file: PartFile<'_>) -> Result<()> {
        self.existing(file)?.sync_all().map_err(io_error)?;
        self.sync_names()
    }

    fn read(&self, file: PartFile<'_>, offset: u64, limit: usize) -> Result<Vec<u8>> {
        let open = self.existing(file)?;
        let size = open.metadata().map_err(io_error)?.len();
        let wanted = size.saturating_sub(offset).min(limit as u64);
        let mut bytes =
            vec![0; usize::try_from(wanted).map_err(|_| StoreError::TooLarge("a part"))?];
        open.read_exact_at(&mut bytes, offset).map_err(io_error)?;
        Ok(bytes)
    }

    fn size(&self, file: PartFile<'_>) -> Result<Option<u64>> {
        match fs::metadata(self.path(file)?) {
            Ok(found) => Ok(Some(found.len())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(io_error(error)),
        }
    }

    fn adopt(&self, draft: &str, root: &Hash) -> Result<()> {
        let file = PartFile::Draft(draft);
        self.existing(file)?.sync_all().map_err(io_error)?;
        let sealed = self.path(PartFile::Sealed(root))?;
        fs::rename(self.path(file)?, sealed).map_err(io_error)?;
        self.sync_names()
    }

    fn remove(&self, file: PartFile<'_>) -> Result<()> {
        match fs::remove_file(self.path(file)?) {
            Ok(()) => self.sync_names(),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(io_error(error)),
        }
    }

    fn roots(&self) -> Result<Vec<Hash>> {
        let entries = fs::read_dir(&self.folder).map_err(io_error)?;
        let mut roots = Vec::new();
        for entry in entries {
            let name = entry.map_err(io_error)?.file_name();
            roots.extend(name.to_str().and_then(root_of));
        }
        roots.sort();
        Ok(roots)
    }
}

fn root_of(name: &str) -> Option<Hash> {
    format!("sha256:{name}").parse().ok()
}

#[expect(clippy::needless_pass_by_value, reason = "handed to map_err")]
fn io_error(error: io::Error) -> StoreError {
    match error.kind() {
        io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => StoreError::Full,
        io::ErrorKind::ReadOnlyFilesystem | io::ErrorKind::PermissionDenied => StoreError::ReadOnly,
        _ => StoreError::Unavailable(error.to_string()),
    }
}
