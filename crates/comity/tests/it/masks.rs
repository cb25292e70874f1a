//! Personal fields on their way out: absent by default, there with `--unmask`, and the trail says who did.

use std::path::Path;

use serde_json::{Value, json};

use crate::support::{House, Pair, REQUEST, text};

/// Stands in every personal field of the request, in its note and in the name of its file.
const CANARY: &str = "canary-4711";

/// A case between two nodes in which a person is named everywhere.
fn case() -> (Pair, String) {
    let pair = Pair::new();
    let serving = pair.us.serve();
    let request = format!(
        "{}phone = \"{CANARY}\"\n[request.facts]\nen = \"{CANARY}\"\nzh-Hans = \"{CANARY}\"\n[[persons]]\nreference = \"P-1\"\nrole = \"suspect\"\nidentity = {{ name = \"{CANARY}\", aliases = [\"{CANARY}\"], document = \"{CANARY}\" }}\n",
        REQUEST.replace("Please take them down.", CANARY),
    );
    let request = pair.file("request.toml", &request);
    let items = pair.file("items.csv", "kind,value\ndomain,a.example\n");
    let file = pair.file(&format!("{CANARY}.txt"), "connections");
    pair.exchange();
    let us = pair.us.party;
    let with = ["--file", text(&request), "--from", text(&items)];
    pair.cn.ok(&[&["case", "new", us][..], &with].concat());
    pair.cn.ok(&["attach", "d1", text(&file)]);
    let said = pair.cn.json(&["case", "submit", "d1"]);
    pair.exchange();
    pair.us.ok(&["case", "note", "US-2026-0001", CANARY]);
    drop(serving);
    (pair, said["act"].as_str().unwrap().to_owned())
}

/// What of the trail speaks of personal fields: who, what was done.
fn disclosed(house: &House) -> Vec<(String, String, Value)> {
    let trail = house.json(&["trail"]);
    let word = |value: &Value| value.as_str().unwrap().to_owned();
    let rows = trail["rows"].as_array().unwrap().iter();
    rows.filter(|row| ["case-unmasked", "proof-opened"].contains(&row["did"].as_str().unwrap()))
        .map(|row| (word(&row["who"]), word(&row["did"]), row["what"].clone()))
        .collect()
}

fn holds_canary(path: &Path) -> bool {
    if path.is_dir() {
        let inside = std::fs::read_dir(path).unwrap();
        return inside
            .into_iter()
            .any(|one| holds_canary(&one.unwrap().path()));
    }
    let bytes = std::fs::read(path).unwrap();
    bytes
        .windows(CANARY.len())
        .any(|part| part == CANARY.as_bytes())
}

#[test]
fn a_case_leaves_without_personal_fields_unless_they_are_asked_for() {
    let (pair, _) = case();
    let us = &pair.us;
    for words in [
        &["case", "show", "US-2026-0001"][..],
        &["evidence", "list", "US-2026-0001"],
        &["case", "list"],
        &["inbox"],
        &["watch", "--all", "--once"],
        &["report", pair.cn.party],
        &["record", "list", pair.cn.party],
        &["record", "show", pair.cn.party, "theirs", "1"],
    ] {
        let told = us.ok(&[&["--json"][..], words].concat());
        assert!(!told.contains(CANARY), "{words:?}: {told}");
    }
    us.ok(&["case", "label", "US-2026-0001", "bank"]);
    let shown = us.json(&["case", "show", "US-2026-0001"]);
    assert_eq!(shown["masked"], true);
    assert_eq!(
        shown["labels"],
        json!(["bank"]),
        "labels stand, as the manual says"
    );
    let body = &shown["acts"][0]["content"]["body"];
    assert_eq!(body["persons"][0]["identity"]["name"], "•••");
    assert_eq!(body["persons"][0]["reference"], "P-1");
    assert_eq!(disclosed(us), []);

    let unmasked = us.json(&["case", "show", "US-2026-0001", "--unmask"]);
    assert_eq!(unmasked["masked"], false);
    let body = &unmasked["acts"][0]["content"]["body"];
    assert_eq!(body["persons"][0]["identity"]["name"], CANARY);
    assert_eq!(unmasked["notes"][0]["text"], CANARY);
    let case = json!({"case": unmasked["case"]});
    let once = ("li".to_owned(), "case-unmasked".to_owned(), case);
    assert_eq!(disclosed(us), std::slice::from_ref(&once));

    let listed = us.json(&["evidence", "list", "US-2026-0001", "--unmask"]);
    assert!(listed.to_string().contains(CANARY), "{listed}");
    assert_eq!(disclosed(us), [once.clone(), once]);

    // An officer at the screen reads the whole text.
    assert!(us.ok(&["case", "show", "US-2026-0001"]).contains(CANARY));
}

#[test]
fn nobody_unmasks_who_is_not_known_here() {
    let (pair, _) = case();
    let us = &pair.us;
    us.ok(&[
        "person", "add", "wang", "--office", "US-1", "--roles", "officer",
    ]);
    us.ok(&["person", "disable", "wang"]);
    for (name, code) in [("wang", "person-disabled"), ("nobody", "person-unknown")] {
        let words = [
            "--json",
            "--as",
            name,
            "case",
            "show",
            "US-2026-0001",
            "--unmask",
        ];
        let mut command = crate::support::comity();
        command.arg("--home").arg(&us.home).args(words);
        let ran = crate::support::Ran::from(command.output().unwrap());
        assert_eq!(ran.failed(), code, "{name}");
        assert!(!ran.out.contains(CANARY));
    }
    assert_eq!(disclosed(us), []);
}

#[test]
fn a_record_is_exported_sealed() {
    let (pair, _) = case();
    let to = pair.path("record");
    pair.us
        .ok(&["record", "export", pair.cn.party, "--to", text(&to)]);
    assert!(to.exists() && !holds_canary(&to));
}

#[test]
fn a_proof_opens_a_body_only_when_personal_fields_may_go_out() {
    let (pair, act) = case();
    let cn = &pair.cn;
    let out = pair.path("opened.tar");
    let export = [
        "receipt",
        "export",
        &act,
        "--kind",
        "opened",
        "--body",
        "--out",
        text(&out),
    ];
    for (lang, word) in [("en", "personal fields"), ("zh-Hans", "个人信息")] {
        let ran = cn.run(&[&["--lang", lang][..], &export].concat());
        assert_eq!(ran.code, 3, "{}", ran.err);
        assert!(
            ran.err.contains("[prove-personal]") && ran.err.contains(word),
            "{}",
            ran.err
        );
        assert!(ran.err.contains("--unmask"), "{}", ran.err);
    }
    assert!(!out.exists());
    assert_eq!(disclosed(cn), []);

    let envelope = pair.path("envelope.tar");
    cn.ok(&[
        "receipt",
        "export",
        &act,
        "--kind",
        "opened",
        "--out",
        text(&envelope),
    ]);
    assert_eq!(disclosed(cn), []);

    cn.ok(&[&export[..], &["--unmask"]].concat());
    let what = json!({"act": act, "attachments": [], "body": true});
    let opened = ("li".to_owned(), "proof-opened".to_owned(), what);
    assert_eq!(disclosed(cn), [opened]);
    let credentials = [pair.path("CN.cred"), pair.path("US.cred")];
    let told = cn.ok(&[
        "receipt",
        "verify",
        text(&out),
        "--credential",
        text(&credentials[0]),
        "--credential",
        text(&credentials[1]),
    ]);
    assert!(!told.is_empty());
}
