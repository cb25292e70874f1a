//! What two sides live through: one acts, the other sees it; in both languages, with scripting and without.

use std::{process::Command, time::Duration};

use serde_json::Value;

use crate::{
    driver::{Browser, tools},
    stage::Stage,
};

const CN: &str = "cyber.cn.example";
const US: &str = "cyber.us.example";

/// What an arrival may take, from the command to the page, on a busy machine.
const AT_ONCE: Duration = Duration::from_secs(5);

/// CN asks US something.
fn ask(stage: &Stage) {
    let mut command = stage.command(CN, "officer");
    command.args([
        "case",
        "act",
        "query",
        "--party",
        US,
        "--set",
        "language=en",
    ]);
    command.args(["--text-en", "Do you know it?", "--text-zh", "是否知悉？"]);
    let ran = run(&mut command);
    let said: Value = serde_json::from_slice(&ran.stdout).unwrap();
    assert_eq!(said["kind"], "query", "{said}");
}

fn run(command: &mut Command) -> std::process::Output {
    let ran = command.output().unwrap();
    assert!(
        ran.status.success(),
        "{}",
        String::from_utf8_lossy(&ran.stderr)
    );
    ran
}

/// The heading, which counts what there is.
fn title(browser: &Browser) -> String {
    browser.text("h1")
}

#[test]
fn an_act_arrives_on_the_page_without_a_reload() {
    if tools().is_none() {
        return;
    }
    let stage = Stage::new();
    // A link lets in once; both are of the office that such a request comes to.
    for (language, role) in [("en", "registry"), ("zh-CN", "officer")] {
        let browser = Browser::open(language, true);
        stage.sign_in(&browser, US, role);
        browser.run("window.stayed = true;");
        let rows = "return document.querySelectorAll('#needs tbody tr').length";
        let (before, heading) = (browser.run(rows).as_u64(), browser.text("h1"));
        let news = browser.run("return document.querySelector('[data-news]').dataset.words");
        ask(&stage);
        let took = Browser::wait("the act of the other side", || {
            browser.run(rows).as_u64() > before
        });
        assert!(took < AT_ONCE, "{took:?}");
        assert_ne!(browser.text("h1"), heading);
        assert_eq!(
            browser.run("return window.stayed"),
            true,
            "the page was loaded anew"
        );
        // Who hears the page hears of it too.
        assert_eq!(
            browser.run("return document.querySelector('[data-news]').textContent"),
            news
        );
    }
}

#[test]
fn the_console_works_without_scripting() {
    if tools().is_none() {
        return;
    }
    let stage = Stage::new();
    // A link lets in once; both are of the office that such a request comes to.
    for (language, role) in [("en", "registry"), ("zh-CN", "officer")] {
        let browser = Browser::open(language, false);
        let origin = stage.sign_in(&browser, US, role);
        browser.go(&format!("{origin}/cases"));
        let before = title(&browser);
        ask(&stage);
        Browser::wait("the act of the other side", || {
            browser.go(&format!("{origin}/cases"));
            title(&browser) != before
        });
        browser.go(&format!("{origin}/cases?sort=opened"));
        browser.click("table.work tbody a");
        Browser::wait("the case", || browser.address().contains("/cases/"));
        // The language, on the page where one is.
        let (here, first) = (browser.address(), browser.text(".bar nav a"));
        browser.click("form[action='/language'] button");
        Browser::wait("the other language", || browser.text(".bar nav a") != first);
        assert_eq!(browser.address(), here);
        browser.click("form[action='/language'] button");
        Browser::wait("the first language", || browser.text(".bar nav a") == first);
        // Out, and nothing is left to see.
        browser.click("form[action='/sign-out'] button");
        Browser::wait("the way in", || browser.address().ends_with("/sign-in"));
        browser.go(&here);
        assert!(
            browser.address().contains("/sign-in"),
            "{}",
            browser.address()
        );
        browser.write("#name", "somebody");
        browser.write("#password", "not the password");
        browser.write("#code", "000000");
        browser.click("form[action='/sign-in'] button");
        // The form that is being left has a place for what a passkey lacks, and it is empty.
        Browser::wait("why nobody came in", || {
            browser.text("[role=alert]").len() > 5
        });
    }
}

#[test]
fn keys_lead_through_the_rooms() {
    if tools().is_none() {
        return;
    }
    let stage = Stage::new();
    let browser = Browser::open("en", true);
    let origin = stage.sign_in(&browser, CN, "officer");
    browser.write("body", "gc");
    Browser::wait("the cases", || {
        browser.address() == format!("{origin}/cases")
    });
    browser.write("body", "?");
    let open = "return document.getElementById('keys').open";
    Browser::wait("the sheet of keys", || browser.run(open) == true);
    // The first stop of the tab key leads past the bar.
    browser.go(&format!("{origin}/cases"));
    browser.write("body", "\u{e004}");
    assert_eq!(
        browser.run("return document.activeElement.className"),
        "skip"
    );
}
