//! No status, header or body makes the caller stumble.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| comity_web::fuzzing::response(data));
