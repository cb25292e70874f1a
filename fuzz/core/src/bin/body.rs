//! A body that is read is written back to the same bytes.
#![no_main]

use comity_core::body::Body;

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    if let Ok(body) = Body::parse(data) {
        assert_eq!(body.to_bytes().expect("a body that was read"), data);
    }
});
