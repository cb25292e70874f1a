//! A tile's name is written back as it was read, and its bytes are as many hashes as the name says.
//!
//! The input is a line with the name, then the bytes.
#![no_main]

use comity_tlog::tile::{TilePath, parse_hash_tile};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let split = data
        .iter()
        .position(|byte| *byte == b'\n')
        .unwrap_or(data.len());
    let (name, rest) = data.split_at(split);
    let Ok(name) = std::str::from_utf8(name) else {
        return;
    };
    let Ok(path) = name.parse::<TilePath>() else {
        return;
    };
    assert_eq!(path.to_string(), name);
    let bytes = rest.get(1..).unwrap_or_default();
    if let Some(hashes) = parse_hash_tile(&path, bytes) {
        assert_eq!(hashes.len(), usize::from(path.width()));
        let again: Vec<u8> = hashes.iter().flat_map(|hash| *hash.as_bytes()).collect();
        assert_eq!(again, bytes);
    }
});
