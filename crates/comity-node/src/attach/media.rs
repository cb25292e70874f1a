//! Attachments on a storage medium: sealed files beside a manifest, each verified on arrival.
//!
//! For evidence too large for a network. The files are the sealed bytes, named
//! by their root; the manifest only names them, so the medium tells a finder sizes and nothing else.

use std::{
    fs::{self, File},
    io::{self, Read, Write},
    path::Path,
};

use comity_core::{
    Hash, PartyName,
    canonical::{self, V1},
    envelope::PART,
};
use comity_store::{
    Store,
    parts::{PartBytes, PartFile},
};
use comity_tlog::hash::leaf_hash;
use serde::{Deserialize, Serialize};

use super::{AttachError, count, length, parts, seal::root_of};
use crate::node::Node;

/// The name of the manifest in the folder.
const MANIFEST: &str = "manifest.json";
/// The longest manifest, in bytes.
const LIMIT: usize = 16 << 20;

/// What lies on a medium.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// The files, by root.
    pub files: Vec<ManifestFile>,
    /// Who wrote it.
    pub from: PartyName,
    /// Whom it is for.
    pub to: PartyName,
    /// Format version.
    pub v: V1,
}

/// One file on a medium.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ManifestFile {
    /// Root over its parts; the file is named by it in hexadecimal, with `.age`.
    pub root: Hash,
    /// Sealed bytes.
    pub size: u64,
}

fn file_name(root: &Hash) -> String {
    format!("{root:?}.age")
}

impl<S: Store> Node<S> {
    /// Writes sealed attachments and a manifest into a folder; `progress` is told the bytes written.
    ///
    /// # Errors
    /// One of them is not held whole, or the folder cannot be written.
    pub fn export_media(
        &self,
        parts: &dyn PartBytes,
        them: &PartyName,
        roots: &[Hash],
        to: &Path,
        progress: &mut dyn FnMut(u64),
    ) -> Result<Manifest, AttachError> {
        fs::create_dir_all(to)?;
        let mut files = Vec::new();
        for root in roots {
            let row = self.store.read(|tx| parts::row(tx, root))?;
            if !row.complete {
                let (held, parts) = (row.held.count(), count(row.size));
                return Err(AttachError::Incomplete { held, parts });
            }
            let mut file = File::create(to.join(file_name(root)))?;
            for index in 0..count(row.size) {
                let size = usize::try_from(length(row.size, index)).unwrap_or_default();
                let bytes = parts.read(PartFile::Sealed(root), index.saturating_mul(PART), size)?;
                file.write_all(&bytes)?;
                progress(bytes.len() as u64);
            }
            file.sync_all()?;
            files.push(ManifestFile {
                root: *root,
                size: row.size,
            });
        }
        files.sort();
        files.dedup();
        let manifest = Manifest {
            files,
            from: self.me().clone(),
            to: them.clone(),
            v: V1,
        };
        let bytes = canonical::to_bytes(&manifest)
            .map_err(|error| AttachError::Manifest(error.to_string()))?;
        fs::write(to.join(MANIFEST), bytes)?;
        Ok(manifest)
    }

    /// Takes announced attachments from a folder; gives the roots that are complete now.
    ///
    /// Files that no act announced yet are passed over: exchange first.
    ///
    /// # Errors
    /// The folder has no manifest for us, a file is not what its name says, or it cannot be kept.
    pub fn import_media(
        &self,
        parts: &dyn PartBytes,
        from: &Path,
        progress: &mut dyn FnMut(u64),
    ) -> Result<Vec<Hash>, AttachError> {
        let manifest = read_manifest(&from.join(MANIFEST))?;
        if manifest.to != *self.me() {
            return Err(AttachError::Manifest("for another party".to_owned()));
        }
        let mut complete = Vec::new();
        for file in &manifest.files {
            let row = match self.store.read(|tx| parts::row(tx, &file.root)) {
                Ok(row) => row,
                Err(AttachError::Unknown(_) | AttachError::Erased(_)) => continue,
                Err(error) => return Err(error),
            };
            if !row.complete {
                check_file(&from.join(file_name(&file.root)), file)?;
                self.copy_in(
                    parts,
                    &manifest.from,
                    &from.join(file_name(&file.root)),
                    file,
                    progress,
                )?;
            }
            complete.push(file.root);
        }
        Ok(complete)
    }

    fn copy_in(
        &self,
        parts: &dyn PartBytes,
        them: &PartyName,
        path: &Path,
        file: &ManifestFile,
        progress: &mut dyn FnMut(u64),
    ) -> Result<(), AttachError> {
        let mut source = File::open(path)?;
        let mut all = Vec::new();
        for index in 0..count(file.size) {
            let bytes = read_part(&mut source, file.size, index)?;
            parts.write(
                PartFile::Sealed(&file.root),
                index.saturating_mul(PART),
                &bytes,
            )?;
            progress(bytes.len() as u64);
            all.push(index);
        }
        parts.sync(PartFile::Sealed(&file.root))?;
        self.note_parts(parts, them, &file.root, &all).map(drop)
    }
}

fn read_manifest(path: &Path) -> Result<Manifest, AttachError> {
    let mut bytes = Vec::new();
    File::open(path)?
        .take(LIMIT as u64 + 1)
        .read_to_end(&mut bytes)?;
    canonical::from_bytes(&bytes, LIMIT).map_err(|error| AttachError::Manifest(error.to_string()))
}

/// The whole file against its root, before any of it is taken.
fn check_file(path: &Path, file: &ManifestFile) -> Result<(), AttachError> {
    let mut source = File::open(path)?;
    if source.metadata()?.len() != file.size {
        return Err(AttachError::NotAsSaid);
    }
    let hashes = (0..count(file.size))
        .map(|index| Ok(leaf_hash(&read_part(&mut source, file.size, index)?)))
        .collect::<io::Result<Vec<_>>>()?;
    if root_of(&hashes) == file.root {
        Ok(())
    } else {
        Err(AttachError::NotAsSaid)
    }
}

fn read_part(source: &mut File, size: u64, index: u64) -> io::Result<Vec<u8>> {
    let mut bytes = vec![0; usize::try_from(length(size, index)).unwrap_or_default()];
    source.read_exact(&mut bytes)?;
    Ok(bytes)
}
