//! An entry bundle that is read is written back to the same bytes, also one without the limit of 256.
#![no_main]

use comity_tlog::tile::{bundle_entries, decode_bundle, encode_bundle};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let Ok(entries) = bundle_entries(data).collect::<Result<Vec<_>, _>>() else {
        return;
    };
    let chunks = entries
        .chunks(256)
        .map(|chunk| encode_bundle(chunk.iter().copied()));
    let again: Vec<u8> = chunks
        .flat_map(|bytes| bytes.expect("entries that were read"))
        .collect();
    assert_eq!(again, data);
    let width = u16::try_from(entries.len())
        .ok()
        .filter(|width| *width < u16::MAX);
    if let Some(width) = width {
        assert_eq!(decode_bundle(data, width), Ok(entries));
        assert!(decode_bundle(data, width + 1).is_err());
    }
});
