//! A draft on its way through an office and to its release, on the command line.

use std::io::Write as _;

use serde_json::{Value, json};

use crate::support::{House, Pair, REQUEST, Ran, comity, text};

/// A command of this person.
fn run(house: &House, who: &str, args: &[&str]) -> Ran {
    let output = comity()
        .arg("--home")
        .arg(&house.home)
        .args(["--as", who, "--json"])
        .args(args)
        .output();
    output.unwrap().into()
}

fn value(ran: Ran) -> Value {
    serde_json::from_str(&ran.ok()).unwrap()
}

#[test]
fn an_office_clears_what_it_saw_before_another_releases_it() {
    let pair = Pair::new();
    let serving = pair.us.serve();
    let cn = &pair.cn;
    cn.ok(&["exchange", pair.us.party]);
    for (name, role) in [("zhao", "counsel"), ("wang", "releaser")] {
        cn.ok(&["person", "add", name, "--office", "CN-1", "--roles", role]);
    }
    let mut config = std::fs::OpenOptions::new()
        .create(true)
        .append(true)
        .open(cn.home.join("comity.toml"))
        .unwrap();
    let rule = "\n[[clearance.rule]]\nsteps = [[{ office = \"CN-1\", hours = 24 }]]\n";
    config.write_all(rule.as_bytes()).unwrap();
    drop(config);
    cn.ok(&["config", "check"]);

    let request = pair.file("request.toml", REQUEST);
    let items = pair.file("items.csv", "kind,value\ndomain,a.example\n");
    let made = ["case", "new", pair.us.party, "--file", text(&request)];
    let draft = value(run(
        cn,
        "li",
        &[&made[..], &["--from", text(&items)]].concat(),
    ));
    assert_eq!(draft["clearance"][0]["stands"], "later", "{draft}");
    let waits = value(run(cn, "li", &["case", "submit", "d1"]));
    assert_eq!(waits["offices"], json!(["CN-1"]));
    let inbox = value(run(cn, "zhao", &["inbox"]));
    assert_eq!(
        (&inbox[0]["what"], &inbox[0]["office"]),
        (&json!("clear"), &json!("CN-1"))
    );

    let seen = value(run(cn, "zhao", &["case", "preview", "d1"]))["seen"]
        .as_str()
        .unwrap()
        .to_owned();
    let own = run(cn, "li", &["case", "clear", "d1"]);
    assert_eq!((own.failed().as_str(), own.code), ("clearance-own", 3));
    let early = run(cn, "wang", &["case", "release", "d1"]);
    assert_eq!(early.failed(), "draft-state");
    let back = ["case", "send-back", "d1", "--reason", "name the bank"];
    assert_eq!(value(run(cn, "zhao", &back))["state"], "draft");
    run(cn, "li", &["case", "submit", "d1"]).ok();
    let stale = run(cn, "zhao", &["case", "clear", "d1", "--seen", &seen]);
    assert_eq!((stale.failed().as_str(), stale.code), ("draft-changed", 3));
    let clear = ["case", "clear", "d1", "--remark", "as agreed"];
    assert_eq!(value(run(cn, "zhao", &clear))["state"], "submitted");

    // People read the same in words, in both languages.
    for (lang, words) in [
        ("en", ["cleared by zhao", "as agreed", "--seen "]),
        ("zh-Hans", ["zhao已会签", "as agreed", "--seen "]),
    ] {
        let paper = cn.ok(&["--lang", lang, "case", "preview", "d1"]);
        for word in words {
            assert!(paper.contains(word), "{word}: {paper}");
        }
    }
    assert_eq!(
        value(run(cn, "wang", &["case", "release", "d1"]))["outcome"],
        "said"
    );
    drop(serving);
}
