//! An attachment of some MiB: cut off and gone on with, stopped and gone on with after a reload, and
//! a pouch that is dropped on its place.

use std::fs;

use crate::{
    driver::{Browser, tools},
    stage::Stage,
};

const CN: &str = "cyber.cn.example";
const US: &str = "cyber.us.example";

/// Counts the pieces that are sent, keeps what the upload was announced as, and meddles with piece 2.
const MEDDLE: &str = r#"
window.pieces = []; window.announced = [];
const open = XMLHttpRequest.prototype.open, send = XMLHttpRequest.prototype.send;
const head = XMLHttpRequest.prototype.setRequestHeader;
XMLHttpRequest.prototype.open = function (method, address) {
  this.method = method; return open.apply(this, arguments);
};
XMLHttpRequest.prototype.setRequestHeader = function (name, value) {
  if (name === "Upload-Metadata") window.announced.push(value);
  if (name === "Upload-Offset") window.pieces.push(Number(value));
  return head.apply(this, arguments);
};
XMLHttpRequest.prototype.send = function (body) {
  const meddle = this.method === "PATCH" && window.pieces.length === 2;
  send.call(this, body);
  if (meddle) MEDDLE(this);
};
"#;

/// Where an upload goes on whose second piece was broken off. Loopback is fast: the piece may have
/// come whole before it was.
const WITHIN_PIECE_2: std::ops::RangeInclusive<u64> = 4 << 20..=8 << 20;

/// Meddles with the second piece of an upload by this script, in which `request` is what is sent.
fn meddle(browser: &Browser, script: &str) {
    let function = format!("((request) => {{ {script} }})");
    browser.run(&MEDDLE.replace("MEDDLE(", &format!("{function}(")));
}

/// What the page says of attachments; it is put anew while one looks, so not by its element.
fn attached(browser: &Browser) -> String {
    let text = browser.run("return document.querySelector('#attached')?.innerText ?? ''");
    text.as_str().unwrap().to_owned()
}

#[test]
fn an_upload_that_is_cut_off_goes_on_and_is_attached_whole() {
    let Some(tools) = tools() else {
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("disk.img");
    // Three pieces of 4 MiB and some bytes, which do not repeat soon.
    let bytes: Vec<u8> = (0..(13_u32 << 20))
        .map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8)
        .collect();
    fs::write(&file, &bytes).unwrap();
    let stage = Stage::new();
    let browser = Browser::open("en", true);
    let origin = stage.sign_in(&browser, CN, "officer");
    browser.speak("en");
    browser.go(&format!("{origin}/drafts/new?them={US}&what=query"));
    browser.click("form button.primary");
    Browser::wait("the draft", || browser.address().contains("/drafts/d"));
    let draft = browser.address();
    let choose = || {
        browser.run("document.getElementById('attach_class').value = 'none'");
        browser.write("#file", file.to_str().unwrap());
    };

    // The line is cut in the middle of the second piece: it goes on by itself.
    let cut = "const cut = () => { window.cut = true; request.abort(); };
        request.upload.addEventListener('progress', cut);";
    meddle(&browser, cut);
    choose();
    browser.sends(Some(8 << 20));
    browser.click("[data-start]");
    Browser::wait("the cut", || {
        browser.run("return window.cut === true") == true
    });
    browser.sends(None);
    Browser::wait("the file among the attachments", || {
        attached(&browser).contains("13 MiB")
    });
    let again = browser.run("return window.pieces[2]").as_u64().unwrap();
    assert!(WITHIN_PIECE_2.contains(&again), "it goes on at {again}");
    // The browser said the fingerprint before, and the house attaches no other bytes.
    let announced = browser.run("return window.announced.join()");
    assert!(
        announced.as_str().unwrap().contains("sha256 "),
        "{announced}"
    );
    assert_eq!(
        browser.text(".upload [role=status]"),
        "disk.img is attached."
    );
    assert_eq!(
        browser.run("return document.getElementById('file').value"),
        ""
    );

    // Stopped, and gone on with on the page loaded anew.
    browser.click("#attached button[name=remove]");
    Browser::wait("no attachment", || {
        attached(&browser).contains("Nothing is attached")
    });
    meddle(&browser, "document.querySelector('[data-stop]').click();");
    choose();
    browser.click("[data-start]");
    Browser::wait("what came of it", || {
        attached(&browser).contains("Not whole yet")
    });
    browser.go(&draft);
    assert!(
        attached(&browser).contains("of 13 MiB are here"),
        "{}",
        attached(&browser)
    );
    let wrong = crate::looks::look(&browser, &tools, "an upload that is not whole", || {
        browser.go(&draft);
    });
    assert!(wrong.is_empty(), "{wrong:#?}");
    browser.speak("en");
    browser.go(&draft);
    browser.run(
        "window.pieces = []; const open = XMLHttpRequest.prototype.setRequestHeader;
        XMLHttpRequest.prototype.setRequestHeader = function (name, value) {
          if (name === 'Upload-Offset') window.pieces.push(Number(value));
          return open.apply(this, arguments);
        };",
    );
    browser.write("#file", file.to_str().unwrap());
    Browser::wait("a word that it goes on", || {
        browser
            .text(".upload [role=status]")
            .contains("of this file are here already")
    });
    browser.click("[data-start]");
    Browser::wait("the file again", || {
        let shown = attached(&browser);
        shown.contains("13 MiB") && !shown.contains("Not whole yet")
    });
    let first = browser.run("return window.pieces[0]").as_u64().unwrap();
    assert!(WITHIN_PIECE_2.contains(&first), "it began at {first}");
}

#[test]
fn a_pouch_is_dropped_on_its_place_and_says_what_it_did() {
    if tools().is_none() {
        return;
    }
    let stage = Stage::new();
    let folder = tempfile::tempdir().unwrap();
    let pouch = folder.path().join("to-cn.pouch");
    let wrote = stage
        .command(US, "duty")
        .args(["pouch", "export", CN, "--out"])
        .arg(&pouch)
        .output()
        .unwrap();
    assert!(wrote.status.success(), "{wrote:?}");
    let browser = Browser::open("en", true);
    let origin = stage.sign_in(&browser, CN, "duty");
    browser.speak("en");
    browser.go(&format!("{origin}/counterparts"));
    // A file that is dragged over the form and let go.
    browser.run(
        "const area = document.querySelector('[data-drop]').closest('form');
         const files = new DataTransfer();
         files.items.add(new File(['no pouch'], 'no.pouch'));
         for (const kind of ['dragenter', 'dragover', 'drop']) {
           area.dispatchEvent(new DragEvent(kind, { dataTransfer: files, bubbles: true, cancelable: true }));
         }",
    );
    assert_eq!(
        browser.run("return document.getElementById('file').files[0].name"),
        "no.pouch"
    );
    browser.click("form[action='/counterparts/pouch'] button");
    Browser::wait("the refusal", || {
        browser.text("h1") == "The pouch was not taken"
    });
    // By the keyboard or the mouse it is the same field.
    browser.go(&format!("{origin}/counterparts"));
    browser.write("#file", pouch.to_str().unwrap());
    browser.click("form[action='/counterparts/pouch'] button");
    Browser::wait("what it brought", || {
        browser.text("h1").contains("was opened")
    });
    assert!(
        browser.text("main").contains("of our"),
        "{}",
        browser.text("main")
    );
}
