//! What a person sees, in both languages, with ids, times and paths taken out.

use crate::support::{Pair, REQUEST, text};

/// A transcript of commands and their answers.
fn transcript(lang: &str) -> String {
    let pair = Pair::new();
    let serving = pair.us.serve();
    let request = pair.file("request.toml", REQUEST);
    let items = pair.file(
        "items.csv",
        "kind,value\ndomain,a.example\ndomain,b.example\n",
    );
    let empty = pair.file(
        "empty.toml",
        "language = \"en\"\n[says]\nassistance = [\"takedown\"]\n",
    );
    let mut told = String::new();
    let mut run = |house: &crate::support::House, args: &[&str]| {
        let mut all = vec!["--lang", lang];
        all.extend_from_slice(args);
        let ran = house.run(&all);
        told.push_str(&format!(
            "$ comity {}\n{}{}",
            args.join(" "),
            ran.out,
            ran.err
        ));
        if ran.code != 0 {
            told.push_str(&format!("exit {}\n", ran.code));
        }
        told.push('\n');
    };
    let (cn, us) = (&pair.cn, &pair.us);
    run(cn, &["exchange", us.party]);
    run(cn, &["channel", "list"]);
    run(cn, &["case", "new", us.party, "--file", text(&empty)]);
    run(cn, &["case", "submit", "d1"]);
    run(
        cn,
        &[
            "case",
            "new",
            us.party,
            "--file",
            text(&request),
            "--from",
            text(&items),
        ],
    );
    run(cn, &["case", "submit", "d2"]);
    run(cn, &["exchange", us.party]);
    run(us, &["inbox"]);
    run(us, &["case", "act", "request.ack", "US-2026-0001"]);
    run(us, &["case", "act", "request.ack", "US-2026-0001"]);
    run(
        us,
        &[
            "case",
            "act",
            "answer.final",
            "US-2026-0001",
            "--fate",
            "done",
            "--which",
            "all",
            "--text-en",
            "Done.",
        ],
    );
    run(cn, &["exchange", us.party]);
    run(cn, &["case", "list"]);
    run(cn, &["case", "items", "CN-2026-0001"]);
    run(cn, &["case", "show", "CN-2026-0002"]);
    drop(serving);
    told.replace(pair.dir.path().to_str().unwrap(), "DIR")
}

fn check(lang: &str, name: &str) {
    let told = transcript(lang);
    insta::with_settings!({filters => vec![
        (r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}", "[id]"),
        (r"sha256:[0-9a-f]{64}", "[fingerprint]"),
        (r"\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d UTC", "[time]"),
        (r"\d{4}年\d{1,2}月\d{1,2}日\d\d:\d\d（UTC）", "[time]"),
        (r" +\n", "\n"),
        (r"-{5,}", "-----"),
        (r"(CN|US)-20\d\d-", "$1-[year]-"),
    ]}, {
        insta::assert_snapshot!(name, told);
    });
}

#[test]
fn a_request_is_told_in_english() {
    check("en", "english");
}

#[test]
fn a_request_is_told_in_chinese() {
    check("zh-Hans", "chinese");
}
