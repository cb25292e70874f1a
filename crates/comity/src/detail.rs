//! What the texts of a failure do not say: the place of a fault, what the system refused, what a library found.
//!
//! In English the chain of causes says it. In another language our own English
//! sentences are left out, since the texts say the same; what the system says
//! is told by its kind, and what only a library says stays as it is.

use std::{error::Error, io, path::PathBuf};

use comity_core::items::ItemsError;
use comity_node::{
    backup::BackupError,
    case::{file::FileError, import::ImportError},
    config::ConfigError,
    home::HomeError,
};
use comity_store::StoreError;
use comity_text::{Args, Catalogue};

/// A detail, without words where it needs none of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Detail {
    /// What the system refused, and where.
    System {
        /// The file or folder, where it is known.
        path: Option<PathBuf>,
        /// What kind of refusal.
        kind: io::ErrorKind,
        /// What the system says.
        said: String,
    },
    /// A place in a file, or what a library found.
    Found(comity_text::Detail),
}

impl Detail {
    /// Names, values, or the words of a library.
    pub(crate) fn said(text: impl Into<String>) -> Self {
        Self::Found(comity_text::Detail::Said(text.into()))
    }

    /// The detail of an error, looked for in its chain.
    pub(crate) fn of(error: &(dyn Error + 'static)) -> Option<Self> {
        let mut next = Some(error);
        while let Some(error) = next {
            let found = system(error).or_else(|| said(error));
            if found.is_some() {
                return found;
            }
            next = error.source();
        }
        None
    }

    /// In the words of a language.
    pub(crate) fn told(&self, words: &Catalogue) -> String {
        match self {
            Self::System { path, kind, said } => {
                let what = key(*kind).map_or_else(|| said.clone(), |key| words.plain(key));
                match path {
                    Some(path) => {
                        let args = Args::new()
                            .with("name", path.display().to_string())
                            .with("value", what);
                        words.text("cli-pair", &args)
                    }
                    None => what,
                }
            }
            Self::Found(found) => found.told(words),
        }
    }
}

impl From<&io::Error> for Detail {
    fn from(error: &io::Error) -> Self {
        Self::System {
            path: None,
            kind: error.kind(),
            said: error.to_string(),
        }
    }
}

fn system(error: &(dyn Error + 'static)) -> Option<Detail> {
    let (path, source) = if let Some(HomeError::Io { path, source }) = error.downcast_ref() {
        (Some(path), source)
    } else if let Some(BackupError::Io { path, source }) = error.downcast_ref() {
        (Some(path), source)
    } else if let Some(ConfigError::Io { path, source }) = error.downcast_ref() {
        (Some(path), source)
    } else {
        (None, error.downcast_ref::<io::Error>()?)
    };
    Some(Detail::System {
        path: path.cloned(),
        kind: source.kind(),
        said: source.to_string(),
    })
}

fn said(error: &(dyn Error + 'static)) -> Option<Detail> {
    if let Some(FileError::Malformed(said)) = error.downcast_ref() {
        return Some(Detail::said(said.clone()));
    }
    if let Some(ImportError::Malformed(said)) = error.downcast_ref() {
        return Some(Detail::said(said.clone()));
    }
    if let Some(StoreError::Engine(said)) = error.downcast_ref() {
        return Some(Detail::said(said.clone()));
    }
    match error.downcast_ref::<ConfigError>() {
        Some(ConfigError::Malformed(said)) => return Some(Detail::said(said.clone())),
        Some(ConfigError::Unfit(key)) => return Some(Detail::said(*key)),
        _ => {}
    }
    let items = error.downcast_ref::<ItemsError>()?;
    comity_text::Detail::of_items(items).map(Detail::Found)
}

/// The words for what the system refused, for the kinds that people meet.
const fn key(kind: io::ErrorKind) -> Option<&'static str> {
    Some(match kind {
        io::ErrorKind::AddrInUse => "cli-system-address-in-use",
        io::ErrorKind::AddrNotAvailable => "cli-system-address-elsewhere",
        io::ErrorKind::AlreadyExists => "cli-system-exists",
        io::ErrorKind::IsADirectory => "cli-system-is-folder",
        io::ErrorKind::NotADirectory => "cli-system-no-folder",
        io::ErrorKind::NotFound => "cli-system-not-found",
        io::ErrorKind::PermissionDenied => "cli-system-denied",
        io::ErrorKind::QuotaExceeded | io::ErrorKind::StorageFull => "cli-system-full",
        io::ErrorKind::ReadOnlyFilesystem => "cli-system-read-only",
        io::ErrorKind::UnexpectedEof => "cli-system-ends-early",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use comity_text::{Locale, catalogue};

    use super::*;

    #[test]
    fn what_the_system_refused_is_told_by_its_kind_in_both_languages() {
        let error = HomeError::Io {
            path: "/x".into(),
            source: io::ErrorKind::PermissionDenied.into(),
        };
        let detail = Detail::of(&error).unwrap();
        for (locale, told) in [
            (Locale::En, "/x: not allowed"),
            (Locale::ZhHans, "/x：没有权限"),
        ] {
            assert_eq!(detail.told(catalogue(locale)), told);
        }
    }
}
