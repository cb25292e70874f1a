//! Passkeys in a real browser, whose driver plays the key (Web Authentication, level 3, section 11).

use serde_json::Value;

use crate::{
    driver::{Browser, tools},
    stage::Stage,
};

/// Leaves, and tries to come in with the passkey.
fn come_in_anew(browser: &Browser, origin: &str) {
    browser.click("form[action='/sign-out'] button");
    Browser::wait("the way in", || browser.address().ends_with("/sign-in"));
    browser.go(&format!("{origin}/sign-in"));
    browser.click("form[data-passkey=get] button");
}

/// The security officer takes away the keys of the person of this role.
fn remove_keys(stage: &Stage, party: &str, role: &str) {
    let key = |args: &[&str]| {
        let mut command = stage.command(party, "security");
        let output = command.args(["person", "key"]).args(args).output().unwrap();
        assert!(output.status.success(), "{output:?}");
        serde_json::from_slice::<Value>(&output.stdout).unwrap()
    };
    let name = stage.name(party, role);
    let listed = key(&["list", name]);
    for one in listed.as_array().unwrap() {
        key(&["remove", name, one["id"].as_str().unwrap()]);
    }
}

#[test]
fn a_passkey_is_made_signs_in_without_a_name_and_is_refused_when_it_is_gone() {
    if tools().is_none() {
        return;
    }
    let stage = Stage::new();
    for (language, party, role) in [
        ("zh-CN", "cyber.cn.example", "officer"),
        ("en", "cyber.us.example", "administrator"),
    ] {
        let browser = Browser::open(language, true);
        browser.holds_key();
        let origin = stage.sign_in(&browser, party, role);
        let name = browser.text(".bar a[href='/account']");
        browser.go(&format!("{origin}/account/passkeys"));
        browser.write("#label", "key 1");
        browser.click("form[action='/account/passkeys'] button");
        browser.click("form[data-passkey=create] button");
        Browser::wait("the new key", || {
            browser.address().ends_with("?done=passkey")
        });
        assert!(browser.text("table.work tbody tr").contains("key 1"));
        come_in_anew(&browser, &origin);
        Browser::wait("the desk", || browser.address() == format!("{origin}/"));
        assert_eq!(browser.text(".bar a[href='/account']"), name);
        // One's last way in stays, unless somebody else takes it away.
        browser.go(&format!("{origin}/account/passkeys"));
        browser.click("table.work form button");
        Browser::wait("why it stays", || browser.address().ends_with("/remove"));
        assert!(browser.text(".notice.late").len() > 5);
        remove_keys(&stage, party, role);
        browser.go(&format!("{origin}/account/passkeys"));
        come_in_anew(&browser, &origin);
        Browser::wait("the refusal", || {
            browser.address().ends_with("/sign-in/passkey")
        });
        assert!(browser.text("[role=alert]").len() > 5);
        let wrong: Vec<String> = browser.complaints();
        let wrong: Vec<&String> = wrong.iter().filter(|one| !one.contains("422")).collect();
        assert!(wrong.is_empty(), "{wrong:?}");
    }
}

#[test]
fn without_scripting_there_is_the_password() {
    if tools().is_none() {
        return;
    }
    let stage = Stage::new();
    let browser = Browser::open("en", false);
    let origin = stage.sign_in(&browser, "cyber.us.example", "officer");
    browser.go(&format!("{origin}/account/passkeys"));
    assert!(
        browser.text("[data-no-passkeys]").len() > 5,
        "the page says so"
    );
    browser.click("form[action='/sign-out'] button");
    Browser::wait("the way in", || browser.address().ends_with("/sign-in"));
    assert_eq!(browser.text("form[data-passkey]"), "", "hidden");
    assert!(browser.text("form[action='/sign-in']").len() > 5);
}
