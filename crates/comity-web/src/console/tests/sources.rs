//! The files of this crate and its neighbours, for tests that read them.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// The Rust sources below a folder of this crate, without tests: path and text.
pub(super) fn rust(folder: &str) -> Vec<(PathBuf, String)> {
    let mut found = files(folder, "rs");
    found.retain(|(path, _)| !path.components().any(|part| part.as_os_str() == "tests"));
    found.retain(|(path, _)| path.file_name().is_some_and(|name| name != "tests.rs"));
    found
}

/// The templates: path and text.
pub(super) fn templates() -> Vec<(PathBuf, String)> {
    files("templates", "html")
}

/// Files with this ending below a folder of this crate.
pub(super) fn files(folder: &str, ending: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    collect(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join(folder),
        ending,
        &mut found,
    );
    assert!(!found.is_empty(), "nothing in {folder}");
    found
}

fn collect(folder: &Path, ending: &str, found: &mut Vec<(PathBuf, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, ending, found);
        } else if path.extension().is_some_and(|end| end == ending) {
            let text = fs::read_to_string(&path).unwrap();
            found.push((path, text));
        }
    }
}
