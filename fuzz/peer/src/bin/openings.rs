//! A batch of file keys that is read is written back to the same bytes and speaks of what was asked for.
#![no_main]

use comity_peer::openings::{BATCH_ENTRIES, Openings};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    let log = "a.example/to/b.example/1".parse().expect("an origin");
    for from in [0, 3] {
        if let Ok(batch) = Openings::parse(data, &log, from) {
            assert_eq!(batch.to_bytes().expect("a batch that was read"), data);
            assert!(batch.to - batch.from <= BATCH_ENTRIES);
            let within = |index: u64| (from..batch.to).contains(&index);
            assert!(batch.keys.iter().all(|key| within(key.index)));
        }
    }
});
