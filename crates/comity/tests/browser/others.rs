//! The console in other browsers: Debian's Firefox, and a Chromium of November 2022.
//!
//! Neither has a driver in Debian, so `others.mjs` drives them with what npm has
//! (`.ci/install`): Firefox over its own protocol, the old Chromium by the driver of its own time.

use std::{
    io::Write as _,
    path::Path,
    process::{Command, Stdio},
};

use serde_json::{Value, json};

use crate::{driver::judges, stage::Stage};

const US: &str = "cyber.us.example";

/// The folder of a tool of npm; nothing, with a line that says so, where it is absent.
fn module(name: &str) -> Option<String> {
    let found = judges().join("node_modules").join(name).exists();
    found.then(|| judges().join("node_modules").to_str().unwrap().to_owned())
}

fn skipped(what: &str) {
    let required = std::env::var("COMITY_REQUIRE_CORPUS").is_ok_and(|value| value == "1");
    assert!(!required, "{what} is absent: run .ci/install");
    println!("skipped for want of {what}: tests of the console in other browsers");
}

/// Visits with scripting and without, and begins with what the browser says that it is.
fn visited(version: &str, without: &str, how: &Value) {
    let stage = Stage::new();
    // A link lets in once.
    for (role, scripting) in [("officer", "on"), ("counsel", without)] {
        let mut asked = how.clone();
        asked["link"] = json!(stage.link(US, role));
        asked["scripting"] = json!(scripting);
        asked["subject"] = json!(format!("Known at the desk of the {role}?"));
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser/others.mjs");
        let mut node = Command::new("node")
            .arg(script)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut to = node.stdin.take().unwrap();
        to.write_all(asked.to_string().as_bytes()).unwrap();
        drop(to);
        let ran = node.wait_with_output().unwrap();
        let said: Value = serde_json::from_slice(&ran.stdout).unwrap();
        assert!(
            said["version"].as_str().unwrap().contains(version),
            "{said}"
        );
        assert_eq!(said["wrong"], json!([]), "scripting: {scripting}");
    }
}

#[test]
fn the_console_works_in_firefox() {
    let firefox = Command::new("firefox-esr").arg("--version").output();
    let (Some(modules), Ok(_)) = (module("puppeteer-core"), firefox) else {
        return skipped("firefox-esr or puppeteer-core");
    };
    let launch =
        json!({"browser": "firefox", "executablePath": "/usr/bin/firefox-esr", "headless": true});
    visited(
        "firefox",
        "unloaded",
        &json!({"modules": modules, "driver": "puppeteer-core", "tls": false, "launch": launch}),
    );
}

#[test]
fn the_console_works_in_a_chromium_of_four_years_ago() {
    let program = judges().join("chromium-107");
    let (Some(modules), true) = (module("puppeteer-core-2022"), program.exists()) else {
        return skipped("Chromium 107 or the driver of its time");
    };
    let args = [
        "--no-sandbox",
        "--no-zygote",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--ignore-certificate-errors",
    ];
    let launch =
        json!({"executablePath": program.to_str().unwrap(), "headless": true, "args": args});
    visited(
        "Chrome/107.",
        "off",
        &json!({"modules": modules, "driver": "puppeteer-core-2022", "tls": true, "launch": launch}),
    );
}
