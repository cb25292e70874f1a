//! A channel that is shown only in part, because something of it is missing in the store: said in words.

use super::support::with_a_case;

#[test]
fn a_channel_that_is_shown_in_part_is_named_with_what_to_do() {
    let (pair, _) = with_a_case();
    let db = rusqlite::Connection::open(pair.cn.home.join("store.db")).unwrap();
    let harm = "UPDATE sealed SET envelope = NULL; UPDATE desk_marks SET size = 0";
    db.execute_batch(harm).unwrap();
    let shown: [&[&str]; 6] = [
        &["status"],
        &["inbox"],
        &["case", "list"],
        &["case", "list", pair.us.party],
        &["channel", "show", pair.us.party],
        &["watch", "--once"],
    ];
    for (language, words) in [
        ("en", ["store-not-found", "Run“comityaudit--deep”"]),
        ("zh-Hans", ["store-not-found", "请运行“comityaudit--deep”"]),
    ] {
        for args in shown {
            let out = pair.cn.ok(&[&["--lang", language], args].concat());
            // Lines are broken at the width of a terminal, with a bar before each of a notice.
            let out: String = out.split_whitespace().filter(|word| *word != "|").collect();
            for word in words.iter().chain([&pair.us.party]) {
                assert!(out.contains(word), "{args:?} {word}: {out}");
            }
        }
    }
    let listed = pair.cn.json(&["case", "list"]);
    assert_eq!(listed["stalled"][0]["because"], "store-not-found");
    assert_eq!(listed["total"], 1);
    let id = listed["rows"][0]["case"]["id"].as_str().unwrap();
    let refused = pair.cn.run(&["--json", "case", "show", id]);
    assert_eq!(
        (refused.failed().as_str(), refused.code),
        ("node-desk-stalled", 4)
    );
    let refused = pair.cn.run(&["case", "show", id]);
    assert!(refused.err.contains(pair.us.party), "{}", refused.err);
}
