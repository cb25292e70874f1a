//! A request that is read has one spelling; no method, path, header or body makes the reader stumble.
#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| comity_web::fuzzing::request(data));
