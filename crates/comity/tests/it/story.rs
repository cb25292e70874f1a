//! One request from `init` to a proof that a third person checks, and the same record on both sides.

use std::path::Path;

use serde_json::Value;

use crate::support::{Pair, REQUEST, comity, text};

#[test]
fn a_request_crosses_is_answered_and_proven() {
    let pair = Pair::new();
    let serving = pair.us.serve();
    pair.exchange();
    let channel = pair.cn.json(&["channel", "list"]);
    assert_eq!(channel[0]["in_force"], true, "{channel}");

    let request = pair.file("request.toml", REQUEST);
    let items = pair.file(
        "items.csv",
        "kind,value\ndomain,a.example\ndomain,b.example\n",
    );
    let draft = pair.cn.json(&[
        "case",
        "new",
        pair.us.party,
        "--file",
        text(&request),
        "--from",
        text(&items),
    ]);
    assert_eq!(draft["missing"], serde_json::json!([]));
    let said = pair
        .cn
        .json(&["case", "submit", draft["id"].as_str().unwrap()]);
    assert_eq!(said["outcome"], "said");
    assert_eq!(said["reference"], "CN-2026-0001");
    let exchanged = pair.exchange();
    assert_eq!(
        exchanged["attachments"]["pushed"], 1,
        "the list of items went along"
    );

    let theirs = "US-2026-0001";
    assert_eq!(pair.us.json(&["inbox"])[0]["what"], "new");
    pair.us.ok(&["case", "act", "request.ack", theirs]);
    pair.us.ok(&["case", "act", "decision.accept", theirs]);
    pair.us.ok(&[
        "case",
        "act",
        "answer.final",
        theirs,
        "--fate",
        "done",
        "--which",
        "all",
        "--text-en",
        "Both are down.",
        "--text-zh",
        "均已处置。",
        "--attach",
        text(&request),
    ]);
    pair.exchange();
    let shown = pair.cn.json(&["case", "show", "CN-2026-0001"]);
    assert_eq!(shown["status"], "answered");
    assert_eq!(shown["fates"]["fates"]["done"], 2);

    let evidence = pair
        .cn
        .json(&["evidence", "list", "CN-2026-0001", "--unmask"]);
    let file = evidence
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["name"] == "request.toml")
        .unwrap();
    let opened = pair.path("opened.toml");
    let number = file["number"].to_string();
    pair.cn.ok(&[
        "evidence",
        "open",
        "CN-2026-0001",
        &number,
        "--out",
        text(&opened),
    ]);
    assert_eq!(std::fs::read_to_string(&opened).unwrap(), REQUEST);

    let act = shown["acts"][0]["act"].as_str().unwrap();
    proven(&pair, act);
    drop(serving);
    same_report(&pair);
    for house in [&pair.cn, &pair.us] {
        assert_eq!(house.json(&["audit", "--deep"])["found"], 0);
    }
}

fn proven(pair: &Pair, act: &str) {
    let proof = pair.path("proof.tar");
    pair.cn.ok(&[
        "receipt",
        "export",
        act,
        "--kind",
        "complete",
        "--out",
        text(&proof),
    ]);
    // No home, no store, no network: the file and two credentials.
    let verified = comity()
        .args(["--json", "receipt", "verify", text(&proof)])
        .args(["--credential", text(&pair.path("CN.cred"))])
        .args(["--credential", text(&pair.path("US.cred"))])
        .output()
        .unwrap();
    let report: Value = serde_json::from_slice(&verified.stdout).unwrap();
    assert_eq!(report["kind"], "complete");
    // What is wrong with the credentials that were given is not said of the proof.
    let given = |files: [&Path; 2]| {
        let mut command = comity();
        command.args(["--json", "receipt", "verify", text(&proof)]);
        for file in files {
            command.args(["--credential", text(file)]);
        }
        let ran = crate::support::Ran::from(command.output().unwrap());
        (ran.failed(), ran.code, ran.err)
    };
    let (cn, us) = (pair.path("CN.cred"), pair.path("US.cred"));
    let no_credential = pair.file("no.cred", "kind,value\n");
    let (code, exit, told) = given([&no_credential, &us]);
    assert_eq!((code.as_str(), exit), ("cli-not-a-credential", 2));
    assert!(told.contains("no.cred"), "{told}");
    for (twice, other) in [(&cn, pair.us.party), (&us, pair.cn.party)] {
        let (code, exit, told) = given([twice, twice]);
        assert_eq!((code.as_str(), exit), ("cli-credential-not-given", 2));
        assert!(told.contains(other), "{told}");
    }
    // A changed byte is found.
    let mut bytes = std::fs::read(&proof).unwrap();
    let place = bytes
        .windows(11)
        .position(|part| part == b"cyber.cn.ex")
        .unwrap();
    bytes[place] ^= 1;
    let forged = pair.path("forged.tar");
    std::fs::write(&forged, bytes).unwrap();
    let refused = comity()
        .args(["--json", "receipt", "verify", text(&forged)])
        .args(["--credential", text(&pair.path("CN.cred"))])
        .args(["--credential", text(&pair.path("US.cred"))])
        .output()
        .unwrap();
    assert_ne!(refused.status.code(), Some(0));
}

pub(crate) fn same_report(pair: &Pair) {
    let ours = pair.cn.ok(&["report", pair.us.party, "--form", "data"]);
    let report: Value = serde_json::from_str(&ours).unwrap();
    let sizes: Vec<String> = report["cut"]["logs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|log| log["size"].to_string())
        .collect();
    let cut = sizes.join(":");
    let as_of = report["as_of"].as_str().unwrap();
    let theirs = pair.us.ok(&[
        "report",
        pair.cn.party,
        "--form",
        "data",
        "--cut",
        &cut,
        "--as-of",
        as_of,
    ]);
    assert_eq!(ours, theirs);
}

#[test]
fn a_pouch_is_carried_in_parts_and_opened_twice() {
    let pair = Pair::new();
    let there = pair.path("there.pouch");
    let written = pair.cn.json(&[
        "pouch",
        "export",
        pair.us.party,
        "--out",
        text(&there),
        "--max-size",
        "2000",
    ]);
    let files: Vec<&str> = written["files"]
        .as_array()
        .unwrap()
        .iter()
        .map(|file| file.as_str().unwrap())
        .collect();
    assert!(files.len() > 1, "{files:?}");
    let inspected = pair.us.json(&["pouch", "inspect", files[0]]);
    assert_eq!(inspected["from"], pair.cn.party);
    assert_eq!(pair.us.json(&["pouch", "open", files[0]])["entries"], 1);
    assert_eq!(pair.us.json(&["pouch", "open", files[0]])["entries"], 0);
    // It is for US alone.
    assert_eq!(
        pair.cn.run(&["--json", "pouch", "open", files[0]]).failed(),
        "open-not-for-us"
    );

    let back = pair.path("back.pouch");
    pair.us
        .ok(&["pouch", "export", pair.cn.party, "--out", text(&back)]);
    pair.cn.ok(&["pouch", "open", text(&back)]);
    assert_eq!(pair.cn.json(&["channel", "list"])[0]["in_force"], true);
}

#[test]
fn an_exchange_goes_over_two_folders() {
    let pair = Pair::new();
    let (here, there) = (pair.path("here"), pair.path("there"));
    let carry = |from: &Path, to: &Path| {
        for file in std::fs::read_dir(from.join("outbox")).unwrap() {
            let path = file.unwrap().path();
            let arrived = to.join("inbox").join(path.file_name().unwrap());
            std::fs::rename(path, arrived).unwrap();
        }
    };
    let config = format!(
        "[exchange.spool]\n\"{}\" = {:?}\n",
        pair.us.party,
        text(&here)
    );
    std::fs::write(pair.cn.home.join("comity.toml"), config).unwrap();
    let cn = || pair.cn.json(&["exchange", pair.us.party]);
    let us = || {
        pair.us
            .json(&["exchange", pair.cn.party, "--spool", text(&there)])
    };
    assert_eq!(cn()["opened"], 0);
    us();
    carry(&here, &there);
    let brought = us();
    assert_eq!(
        (&brought["opened"], &brought["entries"]),
        (&1.into(), &1.into())
    );
    assert!(brought["written"].as_str().unwrap().ends_with(".pouch"));
    carry(&there, &here);
    cn();
    assert_eq!(pair.cn.json(&["channel", "list"])[0]["in_force"], true);
    let inbox = here.join("inbox");
    let name = format!("{}.to.{}.000000000001.pouch", pair.us.party, pair.cn.party);
    std::fs::write(inbox.join(&name), "half").unwrap();
    let said = pair.cn.ok(&["--lang", "en", "exchange", pair.us.party]);
    assert!(
        said.contains(&name) && said.contains("spool-incomplete"),
        "{said}"
    );
}

#[test]
fn a_lost_store_comes_back_from_the_counterpart() {
    let pair = Pair::new();
    let serving = pair.us.serve();
    pair.exchange();
    let request = pair.file("request.toml", REQUEST);
    let items = pair.file("items.csv", "kind,value\ndomain,a.example\n");
    pair.cn.ok(&[
        "case",
        "new",
        pair.us.party,
        "--file",
        text(&request),
        "--from",
        text(&items),
    ]);
    pair.cn.ok(&["case", "submit", "d1"]);
    pair.exchange();
    pair.us.ok(&["case", "act", "request.ack", "US-2026-0001"]);
    pair.exchange();
    let before = pair.cn.ok(&["report", pair.us.party, "--form", "data"]);
    let held = pair.cn.json(&["channel", "list"])[0]["theirs"].clone();

    for name in ["store.db", "store.db-wal", "store.db-shm"] {
        std::fs::remove_file(pair.cn.home.join(name)).ok();
    }
    std::fs::remove_dir_all(pair.cn.home.join("parts")).unwrap();
    assert_eq!(
        pair.cn.run(&["--json", "exchange", pair.us.party]).failed(),
        "own-store-lost"
    );
    let status = pair.cn.json(&["status"]);
    assert_eq!(status["channels"][0]["stands"], "own-store-lost");
    let told = pair.cn.run(&["case", "list"]);
    assert!(told.err.contains("comity recover"), "{}", told.err);
    let own = pair.cn.serve();
    let health = crate::together::fetch(&own.ops, "/healthz");
    assert!(
        health.contains("\"stands-at-high-water\":false"),
        "{health}"
    );
    own.stop();
    let back = pair.cn.json(&["recover"]);
    assert_eq!(back[0]["goes_on"], true, "{back}");
    assert_eq!(back[0]["theirs"], held, "{back}");
    handed_back(&pair, &back[0]);
    let report: Value = serde_json::from_str(&before).unwrap();
    let logs = report["cut"]["logs"].as_array().unwrap();
    let cut = format!("{}:{}", logs[0]["size"], logs[1]["size"]);
    let as_of = report["as_of"].as_str().unwrap();
    let after = pair.cn.ok(&[
        "report",
        pair.us.party,
        "--form",
        "data",
        "--cut",
        &cut,
        "--as-of",
        as_of,
    ]);
    assert_eq!(before, after);
    let evidence = pair
        .cn
        .json(&["evidence", "list", "CN-2026-0001", "--unmask"]);
    assert_eq!(
        evidence[0]["state"]["parts_held"], 1,
        "our own list came back too"
    );
    assert_eq!(pair.cn.json(&["audit", "--deep"])["found"], 0);
    drop(serving);
}

#[test]
fn a_backup_replaces_the_blank_store_that_a_command_made() {
    let pair = Pair::new();
    let backup = pair.path("cn.backup");
    pair.cn.ok(&["backup", "--out", text(&backup)]);
    for name in ["store.db", "store.db-wal", "store.db-shm"] {
        std::fs::remove_file(pair.cn.home.join(name)).ok();
    }
    let lost = pair.cn.json(&["channel", "list"]);
    assert_eq!(lost[0]["stands"], "own-store-lost", "{lost}");
    let broken = pair.file("broken", "no backup");
    pair.cn.run(&["--json", "restore", text(&broken)]).failed();
    assert!(
        pair.cn.home.join("store.db").exists(),
        "the blank one is back"
    );
    pair.cn.ok(&["restore", text(&backup)]);
    let people = pair.cn.json(&["person", "list"]);
    assert_eq!(people[0]["name"], "li", "{people}");
    assert!(!pair.cn.home.join("store.db.blank").exists());
    let again = pair.cn.run(&["--json", "restore", text(&backup)]);
    assert_eq!(again.failed(), "backup-store-there");
}

#[test]
fn a_request_that_a_new_generation_leaves_behind_is_named_and_found() {
    let pair = Pair::new();
    let serving = pair.us.serve();
    pair.exchange();
    pair.exchange();
    drop(serving);
    let request = pair.file("request.toml", REQUEST);
    let items = pair.file("items.csv", "kind,value\ndomain,a.example\n");
    let file = ["--file", text(&request), "--from", text(&items)];
    pair.cn
        .ok(&[&["case", "new", pair.us.party][..], &file].concat());
    pair.cn.ok(&["case", "submit", "d1"]);
    let guard = pair.cn.run(&["channel", "reopen", pair.us.party]);
    assert_eq!(guard.code, 3);
    assert!(guard.err.contains("CN-2026-0001"), "{}", guard.err);
    let reopened = pair.cn.json(&["channel", "reopen", pair.us.party, "--yes"]);
    assert_eq!(reopened["void"][0]["kind"], "request.submit", "{reopened}");
    assert_eq!(
        pair.cn.json(&["case", "list"])["rows"],
        serde_json::json!([])
    );
    let channel = pair.cn.json(&["channel", "show", pair.us.party]);
    assert_eq!(channel["left_behind"], reopened["void"], "{channel}");
    let found = pair.cn.json(&["case", "show", "CN-2026-0001"]);
    assert_eq!(found["reference"], "CN-2026-0001");
    assert_eq!(found["status"], "void", "{found}");
    let waiting = pair.cn.json(&["inbox"]);
    assert_eq!(waiting[0]["what"], "say-again", "{waiting}");
    assert_eq!(waiting[0]["reference"], "CN-2026-0001");
    for (lang, words) in [("en", "to be said again"), ("zh-Hans", "须重新发出")] {
        let inbox = pair.cn.ok(&["--lang", lang, "inbox"]);
        assert!(inbox.contains(words), "{inbox}");
    }
    let note = ["case", "note", "CN-2026-0001", "no longer needed"];
    pair.cn.ok(&note);
    assert_eq!(pair.cn.json(&["inbox"]), serde_json::json!([]));
    let shown = pair.cn.ok(&["case", "show", "CN-2026-0001"]);
    assert!(shown.contains("Void"), "{shown}");
}

/// The counterpart's fresh signature over what it handed back is shown, kept and proven.
fn handed_back(pair: &Pair, back: &Value) {
    let signed = &back["handed_back"];
    assert_eq!(
        (&signed["size"], &signed["generation"], &signed["serial"]),
        (&back["ours"], &1.into(), &1.into())
    );
    assert_eq!(
        signed["keys"],
        serde_json::json!(["ed25519", "ml-dsa-44"]),
        "{signed}"
    );
    let proof = pair.path("handed-back.tar");
    pair.cn.ok(&[
        "receipt",
        "export",
        pair.us.party,
        "--kind",
        "handed-back",
        "--out",
        text(&proof),
    ]);
    let verify = |form: &[&str]| {
        let verified = comity()
            .args(form)
            .args(["receipt", "verify", text(&proof)])
            .args(["--credential", text(&pair.path("CN.cred"))])
            .args(["--credential", text(&pair.path("US.cred"))])
            .output()
            .unwrap();
        crate::support::Ran::from(verified).ok()
    };
    let report: Value = serde_json::from_str(&verify(&["--json"])).unwrap();
    let fact = &report["facts"][0];
    assert_eq!(
        (
            &fact["fact"],
            &fact["signed"]["size"],
            &fact["signed"]["at"]
        ),
        (&"handed-back".into(), &signed["size"], &signed["at"])
    );
    assert!(verify(&["--lang", "en"]).contains("knew of no more"));
    assert!(verify(&["--lang", "zh-Hans"]).contains("未知更多"));
}

#[test]
fn keys_rotate_are_revoked_and_a_new_generation_opens() {
    let pair = Pair::strangers();
    let seed = pair.reinit_cn();
    let pair = pair.trusting();
    let serving = pair.us.serve();
    pair.exchange();
    let rotated = pair
        .cn
        .json(&["credential", "rotate", "--seed", text(&seed)]);
    assert_eq!(rotated["serial"], 2);
    assert_eq!(rotated["told"], serde_json::json!([pair.us.party]));
    pair.exchange();
    let request = pair.file("request.toml", REQUEST);
    let items = pair.file("items.csv", "kind,value\ndomain,a.example\n");
    let new = [
        "case",
        "new",
        pair.us.party,
        "--file",
        text(&request),
        "--from",
        text(&items),
    ];
    pair.cn.ok(&new);
    pair.cn.ok(&["case", "submit", "d1"]);
    pair.exchange();
    pair.us.ok(&["case", "act", "request.ack", "US-2026-0001"]);
    pair.exchange();
    assert_eq!(
        pair.cn.json(&["case", "show", "CN-2026-0001"])["status"],
        "received"
    );

    // A new generation: both administrators agreed, and nothing of the old one is lost.
    assert_eq!(
        pair.cn
            .run(&["--json", "channel", "reopen", pair.us.party])
            .failed(),
        "cli-reopen-guard"
    );
    for (house, them) in [(&pair.cn, pair.us.party), (&pair.us, pair.cn.party)] {
        assert_eq!(
            house.json(&["channel", "reopen", them, "--yes"])["generation"],
            2
        );
    }
    pair.exchange();
    let channel = pair.cn.json(&["channel", "show", pair.us.party]);
    assert_eq!(
        (&channel["generation"], &channel["in_force"]),
        (&2.into(), &true.into())
    );
    assert_eq!(
        pair.cn.json(&["case", "show", "CN-2026-0001"])["status"],
        "received"
    );

    // The old key is stolen: its revocation was made in advance and is recorded by the other side.
    let revocation = pair.cn.home.join("keys/revocation.2");
    pair.us.ok(&["credential", "revoke", text(&revocation)]);
    let refused = pair.cn.run(&["--json", "exchange", pair.us.party]);
    assert_eq!(refused.failed(), "refuse-revoked");
    drop(serving);
}
