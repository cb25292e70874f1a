//! A checkpoint that is read is written back to the same text.
#![no_main]

use comity_tlog::checkpoint::Checkpoint;

libfuzzer_sys::fuzz_target!(|data: &str| {
    if let Ok(checkpoint) = Checkpoint::parse_plain(data) {
        assert_eq!(checkpoint.text(), data);
    }
});
