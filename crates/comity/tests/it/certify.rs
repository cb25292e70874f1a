//! `evidence certify`: the reader of an exhibit makes its certification form, in both languages, and the trail says who did.

use serde_json::Value;

use crate::support::{Pair, REQUEST, text};

/// An exhibit with two steps of custody; the act names a form for the first of two.
const TRANSFER: &str = r#"
language = "en"
[says]
exhibits = [
    { class = "traffic", collected = 2026-11-22T09:00:00Z, medium = "attachment", number = "E-1", certification = "us_business_record" },
    { class = "content", medium = "object", number = "E-2", original = true },
]
[[custody]]
exhibit = "E-1"
at = 2026-11-22T09:00:00Z
by = "Officer Zhang"
action = "exported under order no. 41"
method = "read-only export"
place = "Data centre 3"
witnesses = ["Wang"]
"#;

/// CN asks, US hands two exhibits over, and CN holds them.
fn handed_over() -> Pair {
    let pair = Pair::new();
    let serving = pair.us.serve();
    let request = pair.file("request.toml", REQUEST);
    let items = pair.file("items.csv", "kind,value\ndomain,a.example\n");
    let transfer = pair.file("transfer.toml", TRANSFER);
    let connections = pair.file("connections.csv", "from,to\n192.0.2.1,192.0.2.2\n");
    pair.exchange();
    let us = pair.us.party;
    let with = ["--file", text(&request), "--from", text(&items)];
    pair.cn.ok(&[&["case", "new", us][..], &with].concat());
    pair.cn.ok(&["case", "submit", "d1"]);
    pair.exchange();
    pair.us.ok(&["case", "act", "request.ack", "US-2026-0001"]);
    pair.us.ok(&[
        "case",
        "act",
        "evidence.transfer",
        "US-2026-0001",
        "--file",
        text(&transfer),
        "--attach",
        text(&connections),
        "--data-class",
        "traffic",
        "--exhibit",
        "E-1",
    ]);
    pair.exchange();
    drop(serving);
    pair
}

/// The certificates in the trail: who made which form.
fn made(house: &crate::support::House) -> Vec<(String, String)> {
    let trail = house.json(&["trail"]);
    let rows = trail["rows"].as_array().unwrap();
    let word = |value: &Value| value.as_str().unwrap().to_owned();
    rows.iter()
        .filter(|row| row["did"] == "certificate-made")
        .map(|row| (word(&row["who"]), word(&row["what"]["form"])))
        .collect()
}

#[test]
fn a_form_is_made_from_the_custody_of_an_exhibit() {
    let pair = handed_over();
    let cn = &pair.cn;
    assert_eq!(made(cn), []);
    let certify = ["evidence", "certify", "CN-2026-0001", "E-1"];
    for (lang, title) in [
        ("en", "Certificate of authenticity of business records"),
        ("zh-Hans", "业务记录真实性证明"),
    ] {
        let told = cn.ok(&[&["--lang", lang][..], &certify].concat());
        for known in [
            title,
            "Officer Zhang",
            "exported under order no. 41",
            "read-only export",
            "Data centre 3",
            "Wang",
            "connections.csv",
            "CN-2026-0001",
        ] {
            assert!(told.contains(known), "{lang}: {known}\n{told}");
        }
    }
    let by_us = ("li".to_owned(), "us_business_record".to_owned());
    assert_eq!(made(cn), [by_us.clone(), by_us.clone()]);

    let page = pair.path("form.html");
    let with = ["--form", "cn_document", "--out", text(&page)];
    let value = cn.json(&[&certify[..], &with].concat());
    assert_eq!(value["form"], "cn_document");
    assert_eq!(value["custody"][0]["by"], "Officer Zhang");
    let page = std::fs::read_to_string(page).unwrap();
    assert!(
        page.contains("<table") && page.contains("Officer Zhang"),
        "{page}"
    );
    assert_eq!(made(cn).last().unwrap().1, "cn_document");
    assert_eq!(made(&pair.us), []);

    let known = made(cn).len();
    for (args, code) in [
        (&["CN-2026-0001", "E-2"][..], "cli-no-form"),
        (&["CN-2026-0001", "E-3"], "cli-no-exhibit"),
        (&["CN-2026-0009", "E-1"], "case-unknown"),
        (&["CN-2026-0001"], "cli-words"),
        (&["--form", "nothing"], "code-unknown"),
        (&[], "cli-no-form"),
    ] {
        let ran = cn.run(&[&["--json", "evidence", "certify"][..], args].concat());
        assert_eq!((ran.failed().as_str(), ran.code), (code, 2), "{args:?}");
    }
    assert_eq!(made(cn).len(), known);
}

#[test]
fn an_empty_form_needs_no_home() {
    for form in comity_core::codes::CertificationForm::CODES {
        for lang in ["en", "zh-Hans"] {
            let mut command = crate::support::comity();
            command.args(["--lang", lang, "evidence", "certify", "--form", form]);
            let told = crate::support::Ran::from(command.output().unwrap()).ok();
            assert!(told.contains("____"), "{form} {lang}\n{told}");
        }
    }
}
