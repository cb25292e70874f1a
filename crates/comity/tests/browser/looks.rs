//! Every page that links lead to, for several roles: no finding of axe-core, no sideways scrolling,
//! no complaint of the browser, in both languages, light and dark, from a phone to a wide screen.

use std::{
    collections::{BTreeMap, BTreeSet},
    process::Command,
};

use serde_json::Value;

use crate::{
    driver::{Browser, Tools, tools},
    stage::Stage,
};

/// Pages of one form that are looked at: two cases are enough.
const OF_A_FORM: usize = 2;
/// Pages of a role beyond which nobody goes on.
const PAGES: usize = 45;

const CN: &str = "cyber.cn.example";
const US: &str = "cyber.us.example";

/// What makes every text longer by two fifths, as another language might.
const STRETCH: &str = "const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts = []; while (walk.nextNode()) texts.push(walk.currentNode);
    for (const text of texts) text.data = text.data.replace(/[\\p{L}]{3,}/gu, (word) => word + ' ' + word.slice(0, Math.ceil(word.length * 0.4)));";

/// The elements that are wider than the window.
const WIDE: &str = "const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    const within = (one) => { for (let up = one.parentElement; up && up !== document.body; up = up.parentElement) if (getComputedStyle(up).overflowX !== 'visible') return true; return false; };
    return [...document.querySelectorAll('body *')].filter((one) => one.getBoundingClientRect().right > root.clientWidth + 1 && !within(one))
        .slice(-4).map((one) => one.tagName + '.' + one.className + ': ' + one.textContent.slice(0, 60));";

/// Finds what axe-core finds; `RULES` is what it is to look for.
const AXE: &str = "const done = arguments[arguments.length - 1];
    axe.run(RULES).then((found) => done(found.violations.map((one) => one.id + ': ' + one.nodes.slice(0, 3).map((node) => node.target.join(' ')).join(' | '))), (error) => done([String(error)]));";

/// The form of an address: what names one thing among many becomes `*`.
fn form_of(path: &str) -> String {
    let path = path.split(['?', '#']).next().unwrap();
    let parts = path.split('/').map(|part| {
        let names = part.len() > 24 || part.bytes().any(|byte| byte.is_ascii_digit());
        if names { "*" } else { part }
    });
    parts.collect::<Vec<_>>().join("/")
}

/// The paths that the page leads to.
fn links(browser: &Browser) -> Vec<String> {
    let found = browser.run("return [...document.querySelectorAll('a[href^=\"/\"]:not([download])')].map((one) => one.getAttribute('href'));");
    // A part of a page is on the page; going there again would not load it anew.
    let page = |one: &Value| {
        let link = one.as_str().unwrap();
        link.split('#').next().unwrap().to_owned()
    };
    found.as_array().unwrap().iter().map(page).collect()
}

/// Goes wherever links lead, and looks at each page; what is wrong.
fn walk(browser: &Browser, tools: &Tools, origin: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut forms: BTreeMap<String, usize> = BTreeMap::new();
    let mut known: BTreeSet<String> = BTreeSet::new();
    let mut next = vec![
        "/".to_owned(),
        "/sign-in".to_owned(),
        "/cases?status=none".to_owned(),
    ];
    while let Some(path) = next.pop() {
        let seen = forms.entry(form_of(&path)).or_default();
        if *seen >= OF_A_FORM || known.len() >= PAGES || !known.insert(path.clone()) {
            continue;
        }
        *seen += 1;
        let address = format!("{origin}{path}");
        browser.go(&address);
        if browser.run("return document.contentType") != "text/html" {
            continue;
        }
        next.extend(links(browser));
        wrong.extend(look(browser, tools, &address, || browser.go(&address)));
    }
    assert!(known.len() > 3, "{known:?}");
    wrong
}

/// Looks at the page that `show` brings about, and calls it by this name.
pub(crate) fn look(browser: &Browser, tools: &Tools, name: &str, show: impl Fn()) -> Vec<String> {
    let mut wrong = Vec::new();
    for language in ["en", "zh-Hans"] {
        browser.speak(language);
        show();
        let shown = browser.run("return document.documentElement.lang");
        if shown != language {
            wrong.push(format!("is in {shown} and not in {language}"));
        }
        for width in [360, 768, 1440] {
            browser.width(width);
            let wide = browser.run(WIDE);
            if wide != Value::Array(Vec::new()) {
                wrong.push(format!("{language}: scrolls sideways at {width}: {wide}"));
            }
        }
        browser.run(&tools.axe);
        // The dark page has other colours and nothing else that is other.
        for (dark, rules) in [(false, "{}"), (true, "{ runOnly: ['color-contrast'] }")] {
            browser.dark(dark);
            let axe = AXE.replace("RULES", rules);
            for found in browser.run_to_end(&axe).as_array().unwrap() {
                wrong.push(format!("{language}, dark: {dark}: {found}"));
            }
        }
        browser.width(360);
        browser.run(STRETCH);
        let wide = browser.run(WIDE);
        if wide != Value::Array(Vec::new()) {
            wrong.push(format!(
                "{language}: scrolls sideways where texts are longer: {wide}"
            ));
        }
        let complaints = browser.complaints().into_iter();
        // A page that is not there, or not for this reader, is a page all the same.
        let refused = |text: &String| ["403", "404", "422"].iter().any(|code| text.contains(code));
        let complaints = complaints.filter(|text| !refused(text));
        wrong.extend(complaints.map(|text| format!("{language}: {text}")));
    }
    wrong
        .into_iter()
        .map(|what| format!("{name}: {what}"))
        .collect()
}

/// Looks at every page of a role.
fn fit_for_everybody(role: &str) {
    let Some(tools) = tools() else { return };
    let stage = Stage::new();
    let browser = Browser::open("en", true);
    let origin = stage.sign_in(&browser, CN, role);
    let wrong = walk(&browser, &tools, &origin);
    assert!(wrong.is_empty(), "{wrong:#?}");
}

// Two tests, since each takes minutes and a machine has two cores.

#[test]
fn every_page_of_an_officer_is_fit_for_everybody_at_every_width() {
    fit_for_everybody("officer");
}

#[test]
fn every_page_of_an_administrator_is_fit_for_everybody_at_every_width() {
    fit_for_everybody("administrator");
}

/// The preview of a request that waits for a second person.
fn waits(stage: &Stage) -> String {
    let request = include_str!("../../demo/request-police.toml").replace(
        "[says]\n",
        "[says]\nperiod = { from = 2026-11-01T00:00:00Z, until = 2026-11-20T00:00:00Z }\n",
    );
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), request).unwrap();
    let ran = |command: &mut Command| {
        let ran = command.output().unwrap();
        assert!(ran.status.success(), "{ran:?}");
        ran.stdout
    };
    let mut new = stage.command(CN, "officer");
    let made = ran(new.args(["case", "new", US, "--file"]).arg(file.path()));
    let made: Value = serde_json::from_slice(&made).unwrap();
    let id = made["id"].as_str().unwrap();
    ran(stage.command(CN, "officer").args(["case", "submit", id]));
    format!("/drafts/{id}/preview")
}

#[test]
fn what_only_one_role_sees_is_fit_for_everybody() {
    let Some(tools) = tools() else { return };
    let stage = Stage::new();
    let mut wrong = Vec::new();
    let waits = waits(&stage);
    for (role, pages) in [
        ("releaser", &["/", "/drafts", &waits][..]),
        ("registry", &["/", "/cases?held=nobody", "/cases"]),
        ("translator", &["/", "/cases"]),
        ("auditor", &["/", "/record", "/administration/trail"]),
        ("security", &["/", "/administration/people"]),
    ] {
        let browser = Browser::open("en", true);
        let origin = stage.sign_in(&browser, CN, role);
        for path in pages {
            let address = format!("{origin}{path}");
            let seen = look(&browser, &tools, &address, || browser.go(&address));
            wrong.extend(seen);
            if *path == waits.as_str() {
                assert!(
                    browser.is_there("//form[contains(@action, '/release')]"),
                    "{address}"
                );
            }
        }
        // A case, with what this role may do to it.
        if role == "registry" {
            browser.click("table.work tbody a");
            Browser::wait("the case", || browser.address().contains("/cases/"));
            let address = browser.address();
            wrong.extend(look(&browser, &tools, &address, || browser.go(&address)));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn refusals_and_what_is_not_there_are_fit_for_everybody() {
    let Some(tools) = tools() else { return };
    let stage = Stage::new();
    let browser = Browser::open("en", true);
    let origin = stage.sign_in(&browser, CN, "administrator");
    let at = |path: &str| browser.go(&format!("{origin}{path}"));
    let mut wrong = Vec::new();
    let mut see = |name: &str, show: &dyn Fn()| wrong.extend(look(&browser, &tools, name, show));

    for (name, path) in [
        ("not there", "/nowhere"),
        ("no such case", "/cases/CN-1999-0001"),
        ("not permitted", "/drafts/new"),
        ("no entry of the trail", "/administration/trail?who=nobody"),
    ] {
        see(name, &|| at(path));
    }
    see("a person who is registered already", &|| {
        at("/administration/people");
        browser.write("#name", stage.name(CN, "officer"));
        browser.write("#office", "CYBER-1");
        browser.click("main form[action=\"/administration/people\"] button");
        Browser::wait("the refusal", || browser.is_there("//*[@role='alert']"));
    });

    let officer = Browser::open("en", true);
    let origin = stage.sign_in(&officer, CN, "officer");
    let at = |path: &str| officer.go(&format!("{origin}{path}"));
    let mut see = |name: &str, show: &dyn Fn()| wrong.extend(look(&officer, &tools, name, show));
    see("no case of this kind", &|| at("/cases?status=void"));
    see("nothing found", &|| at("/search?q=nothing-of-this-kind"));
    see("nothing to look for", &|| at("/search?q=x"));
    let compose = "/drafts/new?them=cyber.us.example&what=technical";
    see("no type of assistance", &|| {
        at(compose);
        officer.click("main form[method=post] button.primary");
        Browser::wait("the refusal", || officer.is_there("//*[@role='alert']"));
    });
    at(compose);
    officer.click("[id=\"assistance:takedown\"]");
    officer.click("main form[method=post] button.primary");
    Browser::wait("the draft", || officer.address().contains("/drafts/d"));
    let draft = officer.address();
    see("fields of a draft that are wrong", &|| {
        officer.go(&draft);
        officer.write("[id=\"request.contacts.0.offset\"]", "nowhere");
        officer.click("button.primary[name=then][value=preview]");
        Browser::wait("the refusal", || officer.is_there("//*[@role='alert']"));
    });
    see("nobody is let in", &|| {
        at("/sign-in");
        officer.write("#name", "somebody");
        officer.write("#password", "not the password");
        officer.write("#code", "000000");
        officer.click("main button.primary");
        Browser::wait("the refusal", || officer.is_there("//*[@role='alert']"));
    });
    assert!(wrong.is_empty(), "{wrong:#?}");
}
