//! The documented shapes of `--json`: fields and types of every answer, as one snapshot each.
//!
//! A change here is a change of the interface that scripts rely on.

use serde_json::{Map, Value, json};

use crate::support::{Pair, REQUEST, text};

/// Fields and types, without the values; arrays by the union of their elements.
fn shape(value: &Value) -> Value {
    match value {
        Value::Null => json!("null"),
        Value::Bool(_) => json!("boolean"),
        Value::Number(_) => json!("number"),
        Value::String(_) => json!("string"),
        Value::Array(list) => {
            let merged = list
                .iter()
                .map(shape)
                .fold(None, |sum, one| Some(merge(sum, one)));
            Value::Array(merged.into_iter().collect())
        }
        Value::Object(fields) => {
            let fields: Map<String, Value> = fields
                .iter()
                .map(|(name, value)| (name.clone(), shape(value)))
                .collect();
            Value::Object(fields)
        }
    }
}

fn merge(sum: Option<Value>, one: Value) -> Value {
    match (sum, one) {
        (Some(Value::Object(mut sum)), Value::Object(one)) => {
            for (name, value) in one {
                let before = sum.remove(&name);
                sum.insert(name, merge(before, value));
            }
            Value::Object(sum)
        }
        (Some(Value::Array(a)), Value::Array(b)) => {
            let both = a
                .into_iter()
                .chain(b)
                .fold(None, |sum, one| Some(merge(sum, one)));
            Value::Array(both.into_iter().collect())
        }
        (None | Some(_), one) => one,
    }
}

#[test]
fn every_answer_keeps_its_shape() {
    let pair = Pair::new();
    let serving = pair.us.serve();
    let mut shapes = Map::new();
    let mut keep = |name: &str, value: Value| {
        shapes.insert(name.to_owned(), shape(&value));
    };
    keep("exchange", pair.exchange());
    let request = pair.file("request.toml", REQUEST);
    let items = pair.file("items.csv", "kind,value\ndomain,a.example\n");
    let cn = &pair.cn;
    let us = pair.us.party;
    keep(
        "case new",
        cn.json(&[
            "case",
            "new",
            us,
            "--file",
            text(&request),
            "--from",
            text(&items),
        ]),
    );
    keep("attach", cn.json(&["attach", "d1", text(&request)]));
    keep("case check", cn.json(&["case", "check", "d1"]));
    keep("case drafts", cn.json(&["case", "drafts"]));
    keep("case submit", cn.json(&["case", "submit", "d1"]));
    pair.exchange();
    pair.us.ok(&["case", "act", "request.ack", "US-2026-0001"]);
    keep("inbox", pair.us.json(&["inbox"]));
    pair.exchange();
    let case = "CN-2026-0001";
    cn.ok(&["case", "note", case, "ours"]);
    cn.ok(&["case", "label", case, "bank"]);
    for words in [
        &["case", "list"][..],
        &["case", "show", case],
        &["case", "items", case],
        &["channel", "list"],
        &["channel", "show", us],
        &["config", "check"],
        &["config", "show"],
        &["credential", "show"],
        &["evidence", "list", case],
        &["person", "list"],
        &["record", "list", us],
        &["record", "show", us, "ours", "2"],
        &["report", us],
        &["status"],
        &["trail"],
        &["audit", "--deep"],
    ] {
        let name: Vec<&str> = words.iter().take(2).copied().collect();
        let one_word = matches!(name[0], "status" | "trail" | "audit" | "report");
        let name = if one_word {
            name[0].to_owned()
        } else {
            name.join(" ")
        };
        let mut answer = cn.json(words);
        if name == "status" {
            // What waits depends on the second; its shape stands under "inbox".
            answer["inbox"] = Value::Array(vec![]);
        }
        keep(&name, answer);
    }
    let act = cn.json(&["case", "show", case])["acts"][0]["act"]
        .as_str()
        .unwrap()
        .to_owned();
    let proof = pair.path("proof.tar");
    keep(
        "receipt export",
        cn.json(&["receipt", "export", &act, "--out", text(&proof)]),
    );
    let (ours, theirs) = (pair.path("CN.cred"), pair.path("US.cred"));
    keep(
        "receipt verify",
        cn.json(&[
            "receipt",
            "verify",
            text(&proof),
            "--credential",
            text(&ours),
            "--credential",
            text(&theirs),
        ]),
    );
    keep(
        "record export",
        cn.json(&["record", "export", us, "--to", text(&pair.path("record"))]),
    );
    let pouch = pair.path("a.pouch");
    keep(
        "pouch export",
        cn.json(&["pouch", "export", us, "--out", text(&pouch)]),
    );
    keep(
        "pouch inspect",
        pair.us.json(&["pouch", "inspect", text(&pouch)]),
    );
    keep("pouch open", pair.us.json(&["pouch", "open", text(&pouch)]));
    keep(
        "part erase",
        cn.json(&["part", "erase", &act, "--ground", "retention", "--dry-run"]),
    );
    keep(
        "backup",
        cn.json(&["backup", "--out", text(&pair.path("backup.tar"))]),
    );
    let failure = cn.run(&["--json", "case", "show", "nothing"]);
    keep("failure", serde_json::from_str(&failure.err).unwrap());
    drop(serving);
    insta::assert_json_snapshot!(Value::Object(shapes));
}
