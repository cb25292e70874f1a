//! What acts say, shown in both languages.

use std::{collections::BTreeSet, fs, path::Path};

use comity_core::Envelope;
use comity_text::{Locale, Offset, catalogue, catalogue::key_of, render};

fn shown(kind: &str, says: &str) -> [Vec<String>; 2] {
    let digest = format!("sha256:{}", "0".repeat(64));
    let id = "0192f0c1-2c00-7000-8000-000000000001";
    let source = format!(
        r#"{{"credential":"{digest}","id":"{id}","kind":"{kind}","office":"D-17","origin":"a.example/to/b.example/1","rules":1,"says":{says},"v":1}}"#
    );
    let envelope = Envelope::parse(source.as_bytes()).expect("the sample is an envelope");
    Locale::ALL.map(|locale| {
        render::act::says(&envelope, catalogue(locale), Offset::UTC)
            .into_iter()
            .map(|(name, value)| format!("{name} = {value}"))
            .collect()
    })
}

#[test]
fn a_refusal_shows_its_ground() {
    let [english, chinese] = shown(
        "decision.decline",
        r#"{"ground":"R08","reasons":"withheld"}"#,
    );
    assert_eq!(
        english,
        [
            "Ground = No substantial connection with the case",
            "Reasons = Reasons withheld"
        ]
    );
    assert_eq!(
        chinese,
        ["理由 = 与案件之间缺乏实质性联系", "理由说明 = 不予说明理由"]
    );
}

#[test]
fn counts_of_items_are_shown_by_result() {
    let says = r#"{"items":{"fates":{"declined":2,"done":1240},"grounds":{"R10":2}}}"#;
    let [english, chinese] = shown("items.progress", says);
    assert_eq!(
        english,
        ["Items = Not done (ground given): 2; Done: 1,240; Data not held or already deleted: 2"]
    );
    assert_eq!(
        chinese,
        ["项目 = 未处置（附理由）：2；已处置：1,240；未持有有关数据或者数据已经删除：2"]
    );
}

#[test]
fn times_spans_entries_and_handling_are_shown() {
    let [english, _] = shown(
        "spontaneous.report",
        r#"{"handling":{"court_use":"none","onward":"none","pap":"green","tlp":"amber+strict"},"language":"en","translation_by":"2026-11-23T02:00:00Z"}"#,
    );
    assert_eq!(
        english,
        [
            "Use in court = Not for use in court",
            "Passing on = Not to be passed on",
            "Permissible actions = PAP:GREEN",
            "Sharing marking = TLP:AMBER+STRICT",
            "Authoritative language = English",
            "Translation follows by = 23 Nov 2026 02:00 UTC",
        ]
    );
    let [english, chinese] = shown(
        "dispute",
        r#"{"claim":"time","entry":{"generation":2,"index":417}}"#,
    );
    assert_eq!(english[1], "Entry = entry no. 417 of generation 2");
    assert_eq!(chinese[1], "记录 = 第2代记录第417号");
    let [_, chinese] = shown("extension.ask", r#"{"clock":"final","seconds":259200}"#);
    assert_eq!(chinese, ["时限 = 最终答复", "请求延长 = 3天"]);
}

#[test]
fn what_is_not_known_is_shown_as_it_is_written() {
    let [english, chinese] = shown("future.kind", r#"{"ground":"R99","novel":"x"}"#);
    assert_eq!(english, ["Ground = R99", "novel = x"]);
    assert_eq!(chinese, ["理由 = R99", "novel = x"]);
}

/// Every field of every act in comity-core has a name.
#[test]
fn every_field_that_an_act_can_say_has_a_name() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../comity-core/src/act");
    let mut fields = BTreeSet::new();
    for name in ["answer", "decision", "evidence", "other", "request"] {
        let source = fs::read_to_string(folder.join(name).with_extension("rs")).unwrap();
        let found = source
            .lines()
            .filter_map(|line| line.strip_prefix("    pub ")?.split_once(": "));
        fields.extend(
            found
                .map(|(field, _)| field.to_owned())
                .filter(|field| !field.contains(' ')),
        );
    }
    assert!(
        fields.len() > 50,
        "does the scan still fit the sources? {fields:?}"
    );
    for locale in Locale::ALL {
        for field in &fields {
            assert!(
                catalogue(locale).has(&format!("says-{}", key_of(field)), None),
                "{locale}: {field}"
            );
        }
    }
}
