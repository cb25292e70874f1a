//! A node's home: the folder that holds all it has, and nothing that names where it lies.
//!
//! ```text
//! comity.toml   configuration; may be absent
//! keys/         keyring.age, own credentials and revocations, high-water/
//! store.db      the record, the desk, the house
//! parts/        sealed attachments in parts
//! opening/      attachments while they are being opened for a person
//! serve.lock    held by the one running service
//! ```
//!
//! No absolute path is written anywhere, so a home may be moved or copied.
//! Out of scope: what stands in the files.

use std::{
    fs::{self, File, TryLockError},
    io,
    path::{Path, PathBuf},
};

use comity_peer::credential::CredentialFile;

/// A folder laid out as a node's home.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Home {
    root: PathBuf,
}

/// Why a folder cannot serve as a home.
#[derive(Debug, thiserror::Error)]
pub enum HomeError {
    /// There is no home here: no keys.
    #[error("find a home in {0}")]
    Absent(PathBuf),
    /// There is one already; `init` never writes over it.
    #[error("make a home where there is one: {0}")]
    Exists(PathBuf),
    /// Another service holds this home.
    #[error("serve a home that another process serves")]
    Served,
    /// The file system refused.
    #[error("use {path}: {source}")]
    Io {
        /// Which file or folder.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
}

impl HomeError {
    /// The stable code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Absent(_) => "home-absent",
            Self::Exists(_) => "home-exists",
            Self::Served => "home-served",
            Self::Io { source, .. } => match source.kind() {
                io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "home-disk-full",
                io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                    "home-not-writable"
                }
                _ => "home-io",
            },
        }
    }

    pub(crate) fn io(path: &Path, source: io::Error) -> Self {
        Self::Io {
            path: path.to_owned(),
            source,
        }
    }
}

/// The right to serve a home: no other process has it while this value lives.
#[derive(Debug)]
pub struct ServeLock {
    _file: File,
}

impl Home {
    /// Lays out a new home; the folder may exist, a home in it may not.
    ///
    /// # Errors
    /// There is a home already, or the file system refuses.
    pub fn create(root: &Path) -> Result<Self, HomeError> {
        let home = Self {
            root: root.to_owned(),
        };
        if home.is_there() {
            return Err(HomeError::Exists(home.root));
        }
        for folder in [
            home.root.clone(),
            home.keys(),
            home.high_water(),
            home.parts(),
        ] {
            fs::create_dir_all(&folder).map_err(|error| HomeError::io(&folder, error))?;
        }
        // The store holds opened envelopes and drafts in plain text.
        keep_private(&home.root)?;
        keep_private(&home.keys())?;
        Ok(home)
    }

    /// The home in this folder.
    ///
    /// # Errors
    /// There is none.
    pub fn open(root: &Path) -> Result<Self, HomeError> {
        let home = Self {
            root: root.to_owned(),
        };
        if home.is_there() {
            Ok(home)
        } else {
            Err(HomeError::Absent(home.root))
        }
    }

    fn is_there(&self) -> bool {
        self.sealed_keyring().exists() || self.plain_keyring().exists()
    }

    /// The folder itself.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The configuration file; may be absent.
    #[must_use]
    pub fn config(&self) -> PathBuf {
        self.root.join("comity.toml")
    }

    /// The folder of keys, readable by its owner alone.
    #[must_use]
    pub fn keys(&self) -> PathBuf {
        self.root.join("keys")
    }

    /// The keyring under a passphrase.
    #[must_use]
    pub fn sealed_keyring(&self) -> PathBuf {
        self.keys().join("keyring.age")
    }

    /// The keyring without one.
    #[must_use]
    pub fn plain_keyring(&self) -> PathBuf {
        self.keys().join("keyring.json")
    }

    /// The folder of high-water marks, one file a counterpart.
    #[must_use]
    pub fn high_water(&self) -> PathBuf {
        self.keys().join("high-water")
    }

    /// The party's own credential of this serial.
    #[must_use]
    pub fn credential(&self, serial: u32) -> PathBuf {
        self.keys().join(format!("credential.{serial}"))
    }

    /// The revocation of that credential, made in advance.
    #[must_use]
    pub fn revocation(&self, serial: u32) -> PathBuf {
        self.keys().join(format!("revocation.{serial}"))
    }

    /// The store.
    #[must_use]
    pub fn store(&self) -> PathBuf {
        self.root.join("store.db")
    }

    /// The folder of sealed attachments.
    #[must_use]
    pub fn parts(&self) -> PathBuf {
        self.root.join("parts")
    }

    /// The folder in which attachments stand while they are being opened for a person.
    #[must_use]
    pub fn opening(&self) -> PathBuf {
        self.root.join("opening")
    }

    /// The folder where trusted credentials of counterparts lie beside the keys, so that they
    /// outlive the store.
    #[must_use]
    pub fn pinned(&self) -> PathBuf {
        self.keys().join("pinned")
    }

    /// Keeps a trusted credential beside the keys.
    ///
    /// # Errors
    /// The file system refuses.
    pub fn pin(&self, file: &CredentialFile) -> Result<(), HomeError> {
        let credential = file.credential();
        let folder = self.pinned();
        let path = folder.join(format!("{}.{}", credential.party, credential.serial));
        fs::create_dir_all(&folder)
            .and_then(|()| fs::write(&path, file.bytes()))
            .map_err(|error| HomeError::io(&path, error))
    }

    /// The socket by which commands ring the service.
    #[must_use]
    pub fn bell(&self) -> PathBuf {
        self.root.join("serve.sock")
    }

    /// Takes the right to serve this home.
    ///
    /// # Errors
    /// Another process has it ([`HomeError::Served`]), or the file system refuses.
    pub fn lock_for_serving(&self) -> Result<ServeLock, HomeError> {
        let path = self.root.join("serve.lock");
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(|error| HomeError::io(&path, error))?;
        match file.try_lock() {
            Ok(()) => Ok(ServeLock { _file: file }),
            Err(TryLockError::WouldBlock) => Err(HomeError::Served),
            Err(TryLockError::Error(error)) => Err(HomeError::io(&path, error)),
        }
    }
}

/// Takes all rights but the owner's from a file or folder.
pub(crate) fn keep_private(path: &Path) -> Result<(), HomeError> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = if path.is_dir() { 0o700 } else { 0o600 };
        fs::set_permissions(path, fs::Permissions::from_mode(mode))
            .map_err(|error| HomeError::io(path, error))?;
    }
    Ok(())
}

/// Writes a whole private file so that after a crash there is the old one or the new one, and after return the new one.
///
/// Order: bytes, their fsync, the rename, the fsync of the folder.
///
/// # Errors
/// The file system refuses; then the old file is still there.
pub(crate) fn write_durably(path: &Path, bytes: &[u8]) -> Result<(), HomeError> {
    let failed = |error| HomeError::io(path, error);
    let folder = path.parent().unwrap_or_else(|| Path::new("."));
    let mut fresh = tempfile_in(folder, path)?;
    let written = (|| {
        io::Write::write_all(&mut fresh.1, bytes)?;
        fresh.1.sync_all()?;
        fs::rename(&fresh.0, path)?;
        File::open(folder)?.sync_all()
    })();
    if written.is_err() {
        // Nothing more can be done for a temporary file that does not go away.
        fs::remove_file(&fresh.0).ok();
    }
    written.map_err(failed)
}

fn tempfile_in(folder: &Path, path: &Path) -> Result<(PathBuf, File), HomeError> {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let fresh = folder.join(format!(".{name}.{}.new", std::process::id()));
    let mut options = File::options();
    options.create(true).truncate(true).write(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    let file = options
        .open(&fresh)
        .map_err(|error| HomeError::io(&fresh, error))?;
    Ok((fresh, file))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_home_is_made_once_and_found_again() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("a.example");
        assert_eq!(Home::open(&root).unwrap_err().code(), "home-absent");
        let home = Home::create(&root).unwrap();
        write_durably(&home.plain_keyring(), b"{}").unwrap();
        assert_eq!(Home::create(&root).unwrap_err().code(), "home-exists");
        assert_eq!(Home::open(&root).unwrap(), home);
        assert_eq!(fs::read(home.plain_keyring()).unwrap(), b"{}");
    }

    #[test]
    fn one_service_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let home = Home::create(folder.path()).unwrap();
        let lock = home.lock_for_serving().unwrap();
        assert_eq!(home.lock_for_serving().unwrap_err().code(), "home-served");
        drop(lock);
        home.lock_for_serving().unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn a_home_is_for_its_owner_alone() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let home = Home::create(&folder.path().join("a.example")).unwrap();
        write_durably(&home.plain_keyring(), b"{}").unwrap();
        for (path, mode) in [
            (home.root().to_owned(), 0o700),
            (home.keys(), 0o700),
            (home.plain_keyring(), 0o600),
        ] {
            let found = fs::metadata(path).unwrap().permissions().mode();
            assert_eq!(found & 0o777, mode);
        }
    }
}
