//! `vectors/peer`: what a second implementation can be held to, and we are.
//!
//! Reading is the test. `COMITY_WRITE_VECTORS=1` writes the files anew first:
//! keys, times and texts are the same again, but age files and ML-DSA
//! signatures are made with fresh randomness, so the files change.

mod basics;
mod channel;
mod credentials;
mod judging;
mod lost;
mod proofs;

use std::{fs, path::PathBuf};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde::{Serialize, de::DeserializeOwned};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../vectors/peer")
}

/// Reads a file of vectors, written anew where that is asked for.
fn vectors<T: Serialize + DeserializeOwned>(name: &str, make: impl FnOnce() -> T) -> T {
    if std::env::var_os("COMITY_WRITE_VECTORS").is_some() {
        fs::create_dir_all(folder()).unwrap();
        let text = serde_json::to_string_pretty(&make()).unwrap();
        fs::write(folder().join(name), text + "\n").unwrap();
    }
    read(name)
}

fn read<T: DeserializeOwned>(name: &str) -> T {
    serde_json::from_slice(&fs::read(folder().join(name)).unwrap()).unwrap()
}

fn base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

fn bytes(text: &str) -> Vec<u8> {
    STANDARD.decode(text).unwrap()
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn unhex<const N: usize>(text: &str) -> [u8; N] {
    let pairs = (0..N).map(|at| u8::from_str_radix(&text[2 * at..2 * at + 2], 16).unwrap());
    pairs.collect::<Vec<_>>().try_into().unwrap()
}
