//! What happens to keys: credentials that contradict each other.

use std::process::Command;

use serde_json::Value;

use crate::support::{House, Pair, comity, text};

#[test]
fn a_second_credential_of_one_serial_freezes_and_is_proven() {
    let pair = Pair::strangers();
    let seed = pair.reinit_cn();
    let pair = pair.trusting();
    let serving = pair.us.serve();
    pair.exchange();
    // Whoever has the seed and a copy of the home makes a second serial 2.
    let twin = House {
        home: pair.path("twin"),
        party: pair.cn.party,
        port: pair.cn.port,
    };
    let copied = Command::new("cp")
        .arg("-r")
        .args([&pair.cn.home, &twin.home])
        .status();
    assert!(copied.unwrap().success());
    for house in [&pair.cn, &twin] {
        let rotated = house.json(&["credential", "rotate", "--seed", text(&seed)]);
        assert_eq!(rotated["serial"], 2);
    }
    pair.exchange();
    let other = twin.home.join("keys/credential.2");
    // No safety number is asked for: this is no matter of trust any more.
    let refused = pair
        .us
        .run(&["--json", "credential", "trust", text(&other)]);
    assert_eq!(refused.failed(), "fork-two-credentials");
    assert_eq!(refused.code, 4);
    let channel = pair.us.json(&["channel", "show", pair.cn.party]);
    assert_eq!(channel["frozen"], "fork-two-credentials");
    assert_eq!(channel["evidence"][0]["code"], "fork-two-credentials");
    for (lang, words) in [
        ("en", "two credentials of one party carry the same serial"),
        ("zh-Hans", "序号相同"),
    ] {
        let shown = pair
            .us
            .ok(&["--lang", lang, "channel", "show", pair.cn.party]);
        let flat = shown.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(flat.contains(words), "{shown}");
    }
    let exchanged = pair.cn.run(&["--json", "exchange", pair.us.party]);
    assert_ne!(exchanged.code, 0, "nothing is signed any more");
    drop(serving);

    let proof = pair.path("fork.tar");
    pair.us.ok(&[
        "receipt",
        "export",
        pair.cn.party,
        "--kind",
        "fork",
        "--out",
        text(&proof),
    ]);
    let verified = comity()
        .args(["--json", "receipt", "verify", text(&proof)])
        .args(["--credential", text(&pair.path("CN.cred"))])
        .args(["--credential", text(&pair.path("US.cred"))])
        .output()
        .unwrap();
    let report: Value = serde_json::from_slice(&verified.stdout).unwrap();
    assert_eq!(report["kind"], "fork");
    let fact = &report["facts"][0];
    assert_eq!(
        (&fact["kind"], &fact["owner"], &fact["at"]),
        (&"two-credentials".into(), &pair.cn.party.into(), &2.into())
    );
}
