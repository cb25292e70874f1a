//! A signed note that is read is written back to the same bytes.
#![no_main]

use comity_tlog::note::SignedNote;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    if let Ok(note) = SignedNote::parse(data) {
        assert_eq!(note.encode(), data);
    }
});
