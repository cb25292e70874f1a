//! An entry bundle that is read is written back to the same bytes.
#![no_main]

use comity_tlog::tile::{bundle_entries, encode_bundle};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    if let Ok(entries) = bundle_entries(data).collect::<Result<Vec<_>, _>>() {
        assert_eq!(encode_bundle(entries).expect("entries that were read"), data);
    }
});
