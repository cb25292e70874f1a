//! What happens to keys: credentials that contradict each other, and keys that are lost.

use std::process::Command;

use serde_json::Value;

use crate::{
    story::same_report,
    support::{House, Pair, REQUEST, Ran, comity, text},
};

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

#[test]
fn a_node_that_lost_its_keys_and_its_store_gets_its_past_back() {
    for suites in ["age-x25519", "age-hybrid,age-x25519"] {
        lose_everything(&Pair::strangers_with(suites).trusting(), suites);
    }
}

fn lose_everything(pair: &Pair, suites: &str) {
    let (cn, us) = (&pair.cn, &pair.us);
    let serving = us.serve();
    pair.exchange();
    let request = pair.file("request.toml", REQUEST);
    let items = pair.file("items.csv", "kind,value\ndomain,a.example\n");
    let file = ["--file", text(&request), "--from", text(&items)];
    cn.ok(&[&["case", "new", us.party], &file[..]].concat());
    cn.ok(&["case", "submit", "d1"]);
    pair.exchange();
    us.ok(&["case", "act", "request.ack", "US-2026-0001"]);
    pair.exchange();
    pair.exchange();
    let said = cn.json(&["case", "show", "CN-2026-0001"])["acts"].clone();
    drop(serving);

    std::fs::remove_dir_all(&cn.home).unwrap();
    come_back(pair, suites);
    let serving = us.serve();
    assert_eq!(
        cn.run(&["--json", "exchange", us.party]).failed(),
        "own-loss",
        "nothing is said before the past is back"
    );

    // A credential of somebody else in our name is not the one that signed the old log.
    let stranger = House {
        home: pair.path("stranger"),
        party: cn.party,
        port: cn.port,
    };
    stranger.ok(&[
        "init",
        cn.party,
        "--no-passphrase",
        "--office",
        "CN-1=Desk/值班室",
    ]);
    let theirs = stranger.home.join("keys/credential.1");
    let wrong = cn.run(&["--json", "recover", us.party, "--credential", text(&theirs)]);
    assert_eq!(
        (wrong.failed(), wrong.code),
        ("handover-not-ours".to_owned(), 4)
    );

    let old = pair.path("CN.cred");
    let back = cn.json(&["recover", us.party, "--credential", text(&old)]);
    let back = &back[0];
    assert_eq!(back["goes_on"], false, "{back}");
    assert_eq!(
        back["reopened"],
        serde_json::json!({"opened": 2, "closed": 0}),
        "{back}"
    );
    assert_eq!(back["own_credentials"][0]["serial"], 1);
    assert_eq!(back["handed_back"]["size"], back["ours"]);
    let shown = cn.ok(&["case", "show", "CN-2026-0001"]);
    assert!(shown.contains("Please take them down."), "{shown}");
    assert_eq!(cn.json(&["case", "show", "CN-2026-0001"])["acts"], said);
    let evidence = cn.json(&["evidence", "list", "CN-2026-0001"]);
    assert_eq!(evidence[0]["state"]["parts_held"], 1, "our list came back");
    assert_eq!(
        cn.run(&["--json", "exchange", us.party]).failed(),
        "own-loss",
        "nothing is signed in the generation of before"
    );

    // What the other side handed back, and an act of before, are proven with the old credential.
    let act = said[0]["content"]["body"]["id"].as_str().unwrap();
    proves(pair, cn, &[us.party, "--kind", "handed-back"], "back.tar");
    proves(
        pair,
        cn,
        &[act, "--kind", "delivered", "--body", "--unmask"],
        "act.tar",
    );

    for attempt in 2..4 {
        for (house, them) in [(cn, us.party), (us, cn.party)] {
            let opened = house.json(&["channel", "reopen", them, "--yes"]);
            assert_eq!(opened["generation"], attempt);
        }
        pair.exchange();
        if cn.json(&["channel", "show", us.party])["in_force"] == true {
            break;
        }
    }
    pair.exchange();
    let channel = cn.json(&["channel", "show", us.party]);
    assert_eq!(channel["in_force"], true, "{channel}");
    same_report(pair);
    us.ok(&["case", "act", "decision.accept", "US-2026-0001"]);
    pair.exchange();
    let status = cn.json(&["case", "show", "CN-2026-0001"])["status"].clone();
    assert_eq!(status, "accepted", "the old case goes on");
    same_report(pair);
    // Both sides still prove the old act to who knows nothing of the new credential.
    proves(pair, cn, &[act, "--kind", "delivered"], "cn-later.tar");
    proves(pair, us, &[act, "--kind", "delivered"], "us-later.tar");
    for house in [cn, us] {
        assert_eq!(house.json(&["audit", "--deep"])["found"], 0);
    }
    drop(serving);
}

/// A new home under the same name and a new credential, trusted anew by both.
fn come_back(pair: &Pair, suites: &str) {
    let (cn, us) = (&pair.cn, &pair.us);
    let endpoint = format!("https://127.0.0.1:{}", cn.port);
    cn.ok(&[
        "init",
        cn.party,
        "--serial",
        "2",
        "--no-passphrase",
        "--suite",
        suites,
        "--jurisdiction",
        "CN",
        "--short-en",
        "CN",
        "--short-zh",
        "CN",
        "--office",
        "CN-1=Desk/值班室",
        "--endpoint",
        &endpoint,
    ]);
    cn.allow_loopback();
    cn.hire_li();
    let new = pair.path("CN2.cred");
    cn.ok(&["credential", "show", "--out", text(&new)]);
    let theirs = pair.path("US.cred");
    let trusted = cn.json(&["credential", "trust", text(&theirs), "--yes"]);
    assert_eq!(trusted["recover_first"], true, "{trusted}");
    us.ok(&["credential", "trust", text(&new), "--yes"]);
}

/// Exports a proof and verifies it with the two credentials of the start.
fn proves(pair: &Pair, by: &House, what: &[&str], name: &str) {
    let proof = pair.path(name);
    let export = [&["receipt", "export"], what, &["--out", text(&proof)]].concat();
    by.ok(&export);
    let verified = comity()
        .args(["--json", "receipt", "verify", text(&proof)])
        .args(["--credential", text(&pair.path("CN.cred"))])
        .args(["--credential", text(&pair.path("US.cred"))])
        .output()
        .unwrap();
    Ran::from(verified).ok();
}

#[test]
fn an_audit_looks_at_credentials_as_they_lie() {
    let pair = Pair::new();
    let found = || {
        let ran = pair.cn.run(&["--json", "audit"]);
        let audit: Value = serde_json::from_str(&ran.out).unwrap();
        let findings = audit["findings"].as_array().unwrap();
        let about = findings
            .iter()
            .filter(|one| one["code"] == "audit-credential");
        let about = about.map(|one| one["about"].as_str().unwrap().to_owned());
        (ran.code, about.collect::<Vec<_>>())
    };
    assert_eq!(found(), (0, vec![]));
    let db = rusqlite::Connection::open(pair.cn.home.join("store.db")).unwrap();
    db.execute_batch("DELETE FROM credentials").unwrap();
    // What lies beside the keys is not put back on the way, so a second look finds the same.
    let gone = vec![pair.us.party.to_owned(), pair.cn.party.to_owned()];
    for _ in 0..2 {
        assert_eq!(found(), (4, gone.clone()));
    }
}
