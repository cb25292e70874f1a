//! The high-water mark: for each log of a channel the last size and root that this party signed.
//!
//! It lies beside the keys, apart from the store and its backups, and is on
//! disk before a signature leaves (`ARCHITECTURE.md`, invariant 3). So a store that came
//! back from a backup, or from a disk that lied, cannot make the node sign
//! for less than it has signed, or for something else.
//!
//! [`FolderMarks`] keeps one small canonical JSON file a counterpart;
//! [`MemoryMarks`] is for the simulated world and tests.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use comity_core::{
    Hash, Origin, PartyName, Time,
    canonical::{self, V1},
};
use comity_peer::signer::SignerError;
use comity_tlog::checkpoint::Checkpoint;
use serde::{Deserialize, Serialize};

use crate::home::{HomeError, keep_private, write_durably};

/// A size that no log reaches: a mark that only a new generation leaves behind.
const UNKNOWN: u64 = (1 << 53) - 1;

/// What this party last signed on one channel.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HighWater {
    /// Own checkpoints, by origin of the own log.
    pub checkpoints: BTreeMap<Origin, Mark>,
    /// Receipts, by origin of the other log.
    pub receipts: BTreeMap<Origin, Mark>,
    /// Format version.
    pub v: V1,
}

/// A log as it was last signed for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// The time of the last signature.
    pub at: Time,
    /// Root hash.
    pub root: Hash,
    /// Number of entries.
    pub size: u64,
}

impl From<Mark> for comity_peer::channel::Mark {
    fn from(Mark { at, root, size }: Mark) -> Self {
        Self { at, root, size }
    }
}

/// Which of the two statements a signature makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Statement {
    /// Over the own log.
    Checkpoint,
    /// Over the other log.
    Receipt,
}

impl HighWater {
    /// The mark of a log.
    #[must_use]
    pub fn mark(&self, statement: Statement, origin: &Origin) -> Option<&Mark> {
        match statement {
            Statement::Checkpoint => self.checkpoints.get(origin),
            Statement::Receipt => self.receipts.get(origin),
        }
    }

    /// Raises the mark to a statement that is about to be signed.
    ///
    /// # Errors
    /// The statement contradicts the mark; nothing changes then.
    pub fn raise(
        &mut self,
        statement: Statement,
        origin: &Origin,
        checkpoint: &Checkpoint,
        at: Time,
    ) -> Result<(), SignerError> {
        if let Some(mark) = self.mark(statement, origin) {
            mark.allows(checkpoint, at)?;
        }
        let marks = match statement {
            Statement::Checkpoint => &mut self.checkpoints,
            Statement::Receipt => &mut self.receipts,
        };
        marks.insert(
            origin.clone(),
            Mark {
                at,
                root: checkpoint.root,
                size: checkpoint.size,
            },
        );
        Ok(())
    }

    /// Notes that nobody knows how far a log was signed, when no mark of its channel is there; whether that was so.
    ///
    /// No recovery reaches such a mark: only a new generation goes on.
    pub fn note_unknown(&mut self, origin: Origin, at: Time) -> bool {
        if !self.checkpoints.is_empty() || !self.receipts.is_empty() {
            return false;
        }
        let unreachable = Mark {
            at,
            root: Hash::from_bytes([0; 32]),
            size: UNKNOWN,
        };
        self.checkpoints.insert(origin, unreachable);
        true
    }

    /// Whether nobody knows how far some log was signed.
    #[must_use]
    pub fn are_unknown(&self) -> bool {
        self.checkpoints.values().any(|mark| mark.size == UNKNOWN)
    }

    /// Carries what is unknown of the generation before over to that of this log: after a
    /// loss of the marks nobody knows what was signed in it either.
    pub fn carry_unknown(&mut self, origin: &Origin, at: Time) {
        let unknown = self
            .checkpoints
            .iter()
            .any(|(before, mark)| before.generation < origin.generation && mark.size == UNKNOWN);
        if unknown && !self.checkpoints.contains_key(origin) {
            let mut blank = Self::default();
            blank.note_unknown(origin.clone(), at);
            self.checkpoints.append(&mut blank.checkpoints);
        }
    }

    /// The newest generation in which anything was signed, when anything was.
    #[must_use]
    pub fn newest_generation(&self) -> Option<u32> {
        let all = self.checkpoints.keys().chain(self.receipts.keys());
        all.map(|origin| origin.generation).max()
    }

    /// The latest time at which anything was signed on this channel.
    #[must_use]
    pub fn latest(&self) -> Option<Time> {
        let all = self.checkpoints.values().chain(self.receipts.values());
        all.map(|mark| mark.at).max()
    }
}

impl Mark {
    fn allows(&self, checkpoint: &Checkpoint, at: Time) -> Result<(), SignerError> {
        let size = checkpoint.size;
        if size < self.size {
            return Err(SignerError::Shrinks {
                size,
                mark: self.size,
            });
        }
        if size == self.size && checkpoint.root != self.root {
            return Err(SignerError::Forks { size });
        }
        if at < self.at {
            return Err(SignerError::TimeWentBack);
        }
        Ok(())
    }
}

/// Where high-water marks are kept.
pub trait Marks: Send + Sync {
    /// The marks of a channel; of a new one, none.
    ///
    /// # Errors
    /// They cannot be read: then nothing may be signed.
    fn load(&self, them: &PartyName) -> Result<HighWater, HomeError>;

    /// Changes the marks of a channel under a lock that other processes respect,
    /// and returns when the new ones are durable.
    ///
    /// # Errors
    /// They cannot be read or written: then nothing may be signed. Whatever `change` refuses.
    fn change(
        &self,
        them: &PartyName,
        change: &mut dyn FnMut(&mut HighWater) -> Result<(), SignerError>,
    ) -> Result<(), MarksError>;
}

impl<M: Marks + ?Sized> Marks for Arc<M> {
    fn load(&self, them: &PartyName) -> Result<HighWater, HomeError> {
        (**self).load(them)
    }

    fn change(
        &self,
        them: &PartyName,
        change: &mut dyn FnMut(&mut HighWater) -> Result<(), SignerError>,
    ) -> Result<(), MarksError> {
        (**self).change(them, change)
    }
}

/// Why a mark was not raised.
#[derive(Debug, thiserror::Error)]
pub enum MarksError {
    /// The statement contradicts it.
    #[error(transparent)]
    Behind(#[from] SignerError),
    /// It cannot be read or written.
    #[error(transparent)]
    Home(#[from] HomeError),
}

/// Marks in a folder, one file a counterpart.
#[derive(Debug, Clone)]
pub struct FolderMarks {
    folder: PathBuf,
}

/// The longest file of marks that is read.
const LIMIT: usize = 1 << 20;

impl FolderMarks {
    /// Marks in this folder, which is made again where it was removed.
    #[must_use]
    pub fn new(folder: &Path) -> Self {
        Self {
            folder: folder.to_owned(),
        }
    }

    fn path(&self, them: &PartyName) -> PathBuf {
        self.folder.join(format!("{them}.json"))
    }

    /// Held while a mark is read, raised and written; gone with the process.
    fn lock(&self, them: &PartyName) -> Result<File, HomeError> {
        if !self.folder.is_dir() {
            fs::create_dir_all(&self.folder).map_err(|error| HomeError::io(&self.folder, error))?;
            keep_private(&self.folder)?;
        }
        let path = self.folder.join(format!(".{them}.lock"));
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(|error| HomeError::io(&path, error))?;
        file.lock().map_err(|error| HomeError::io(&path, error))?;
        Ok(file)
    }
}

impl Marks for FolderMarks {
    fn load(&self, them: &PartyName) -> Result<HighWater, HomeError> {
        let path = self.path(them);
        match fs::read(&path) {
            Ok(bytes) => canonical::from_bytes(&bytes, LIMIT).map_err(|error| {
                HomeError::io(&path, io::Error::new(io::ErrorKind::InvalidData, error))
            }),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(HighWater::default()),
            Err(error) => Err(HomeError::io(&path, error)),
        }
    }

    fn change(
        &self,
        them: &PartyName,
        change: &mut dyn FnMut(&mut HighWater) -> Result<(), SignerError>,
    ) -> Result<(), MarksError> {
        let _lock = self.lock(them)?;
        let before = self.load(them)?;
        let mut after = before.clone();
        change(&mut after)?;
        if after != before {
            let path = self.path(them);
            let bytes = canonical::to_bytes(&after).map_err(|error| {
                HomeError::io(&path, io::Error::new(io::ErrorKind::InvalidData, error))
            })?;
            write_durably(&path, &bytes)?;
        }
        Ok(())
    }
}

/// Marks in memory; clones share them, as processes share a folder.
#[derive(Debug, Clone, Default)]
pub struct MemoryMarks(Arc<Mutex<BTreeMap<PartyName, HighWater>>>);

impl Marks for MemoryMarks {
    fn load(&self, them: &PartyName) -> Result<HighWater, HomeError> {
        let marks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(marks.get(them).cloned().unwrap_or_default())
    }

    fn change(
        &self,
        them: &PartyName,
        change: &mut dyn FnMut(&mut HighWater) -> Result<(), SignerError>,
    ) -> Result<(), MarksError> {
        let mut marks = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut after = marks.get(them).cloned().unwrap_or_default();
        change(&mut after)?;
        marks.insert(them.clone(), after);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin() -> Origin {
        "a.example/to/b.example/1".parse().unwrap()
    }

    fn at(second: i64) -> Time {
        Time::from_seconds(1_800_000_000 + second)
    }

    fn checkpoint(size: u64, root: &[u8]) -> Checkpoint {
        Checkpoint {
            origin: origin().to_string(),
            size,
            root: comity_tlog::hash::sha256(root),
        }
    }

    fn check(marks: &dyn Marks) {
        let them: PartyName = "b.example".parse().unwrap();
        let raise = |size, root: &[u8], second| {
            marks
                .change(&them, &mut |mark| {
                    mark.raise(
                        Statement::Checkpoint,
                        &origin(),
                        &checkpoint(size, root),
                        at(second),
                    )
                })
                .map_err(|error| match error {
                    MarksError::Behind(behind) => behind.code(),
                    MarksError::Home(home) => panic!("{home}"),
                })
        };
        assert_eq!(marks.load(&them).unwrap(), HighWater::default());
        assert_eq!(raise(5, b"five", 10), Ok(()));
        assert_eq!(raise(5, b"five", 11), Ok(()), "the same again, later");
        assert_eq!(raise(5, b"other", 12), Err("signer-forks"));
        assert_eq!(raise(4, b"four", 12), Err("signer-shrinks"));
        assert_eq!(raise(6, b"six", 10), Err("signer-time-went-back"));
        assert_eq!(raise(6, b"six", 11), Ok(()));
        let kept = marks.load(&them).unwrap();
        assert_eq!(kept.mark(Statement::Checkpoint, &origin()).unwrap().size, 6);
        assert_eq!(kept.mark(Statement::Receipt, &origin()), None);
        assert_eq!(kept.latest(), Some(at(11)));
    }

    #[test]
    fn a_mark_only_grows() {
        check(&MemoryMarks::default());
        let folder = tempfile::tempdir().unwrap();
        check(&FolderMarks::new(folder.path()));
    }

    #[test]
    fn a_damaged_mark_is_no_mark_to_sign_on() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("b.example.json"), b"{}").unwrap();
        let marks = FolderMarks::new(folder.path());
        assert_eq!(
            marks
                .load(&"b.example".parse().unwrap())
                .unwrap_err()
                .code(),
            "home-io"
        );
    }
}
