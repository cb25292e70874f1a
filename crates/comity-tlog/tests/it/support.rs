//! Where the vectors and the large corpus are.

use std::path::{Path, PathBuf};

use serde_json::Value;

/// A file or folder of `vectors/tlog`, which is part of the repository.
pub(crate) fn vectors(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../vectors/tlog")
        .join(path)
}

/// A file of the corpus, which may be absent: then the test says so and ends, unless
/// `COMITY_REQUIRE_CORPUS` is set.
#[expect(
    clippy::disallowed_methods,
    reason = "only tests read the corpus, and they ask where it is"
)]
pub(crate) fn corpus(path: &str) -> Option<PathBuf> {
    let beside = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpus");
    let root = std::env::var("COMITY_CORPUS").map_or(beside, PathBuf::from);
    let found = Some(root.join(path)).filter(|path| path.exists());
    if found.is_none() {
        let test = std::thread::current()
            .name()
            .unwrap_or("unnamed")
            .to_owned();
        assert!(
            std::env::var("COMITY_REQUIRE_CORPUS").is_err(),
            "no {path} in {}",
            root.display()
        );
        println!("skipped: corpus missing: {test}");
    }
    found
}

pub(crate) fn read(path: &Path) -> Vec<u8> {
    std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

pub(crate) fn read_text(path: &Path) -> String {
    String::from_utf8(read(path)).unwrap()
}

pub(crate) fn read_json(path: &Path) -> Value {
    serde_json::from_slice(&read(path))
        .unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// All files below a folder, in the order of their paths.
pub(crate) fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                files.push(path);
            }
        }
    }
    files.sort();
    files
}

pub(crate) fn unhex(text: &str) -> Vec<u8> {
    assert!(text.len().is_multiple_of(2), "{text}");
    (0..text.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&text[at..at + 2], 16).unwrap())
        .collect()
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Holds a file of our own vectors to what the test computes; `COMITY_WRITE_VECTORS=1`
/// writes it first.
pub(crate) fn check_written(path: &str, computed: &Value) {
    #[expect(
        clippy::disallowed_methods,
        reason = "the way to write the vectors after a change"
    )]
    let write = std::env::var("COMITY_WRITE_VECTORS").is_ok();
    let path = vectors(path);
    if write {
        std::fs::write(
            &path,
            serde_json::to_string_pretty(computed).unwrap() + "\n",
        )
        .unwrap();
    }
    assert!(
        read_json(&path) == *computed,
        "{} is not what is computed",
        path.display()
    );
}
