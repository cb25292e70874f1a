//! A leaf that is read is written back to the same bytes.
#![no_main]

use comity_core::Leaf;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    if let Ok(leaf) = Leaf::parse(data) {
        assert_eq!(leaf.to_bytes().expect("a leaf that was read"), data);
    }
});
