//! The pictures of the documents, made anew: `cargo test -p comity --features judges --test browser -- screenshots`
//! with `COMITY_SCREENSHOTS` naming a folder; without it nothing is made.

use std::{fs, path::PathBuf};

use crate::{
    driver::{Browser, tools},
    stage::Stage,
};

/// The largest picture that the repository keeps, in bytes.
const LARGEST: usize = 150 << 10;

/// Party and language.
const SIDES: [(&str, &str); 2] = [("cyber.us.example", "en"), ("cyber.cn.example", "zh-Hans")];

#[test]
fn screenshots() {
    let Some(folder) = std::env::var_os("COMITY_SCREENSHOTS").map(PathBuf::from) else {
        return;
    };
    if tools().is_none() {
        return;
    }
    let stage = Stage::new();
    for (party, language) in SIDES {
        let browser = Browser::open("en", true);
        let origin = stage.sign_in(&browser, party, "officer");
        browser.speak(language);
        browser.width(1000);
        for page in ["desk", "case"] {
            browser.go(&format!("{origin}/"));
            if page == "case" {
                browser.go(&format!("{origin}/cases?sort=updated"));
                browser.click("table.work tbody a");
                Browser::wait("the case", || browser.address().contains("/cases/"));
            }
            let bytes = base64(&browser.picture(1000, 640));
            assert!(bytes.len() <= LARGEST, "{page}: {} bytes", bytes.len());
            fs::write(folder.join(format!("{page}.{language}.png")), bytes).unwrap();
        }
    }
}

/// The bytes of a text in base64, as the driver gives them.
fn base64(text: &str) -> Vec<u8> {
    let value = |byte: u8| match byte {
        b'A'..=b'Z' => byte - b'A',
        b'a'..=b'z' => byte - b'a' + 26,
        b'0'..=b'9' => byte - b'0' + 52,
        b'+' => 62,
        _ => 63,
    };
    let digits: Vec<u8> = text
        .bytes()
        .filter(|byte| *byte != b'=')
        .map(value)
        .collect();
    let mut bytes = Vec::new();
    for four in digits.chunks(4) {
        let bits = four
            .iter()
            .fold(0_u32, |bits, digit| bits << 6 | u32::from(*digit))
            << (6 * (4 - four.len()));
        bytes.extend_from_slice(&bits.to_be_bytes()[1..four.len()]);
    }
    bytes
}
