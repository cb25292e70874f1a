//! What may leave a home, by whose hand, and what the trail says of it.

use std::os::unix::fs::PermissionsExt as _;

use crate::support::{Pair, Ran, comity, text, with_a_case};

#[test]
fn identities_leave_by_an_administrator_and_stand_in_the_trail_first() {
    let pair = Pair::strangers();
    let us = &pair.us;
    let add = ["person", "add", "wang", "--office", "US-1"];
    us.ok(&[&add[..], &["--roles", "officer"]].concat());
    let out = pair.path("identity");
    let export = ["identity", "export", "--out", text(&out), "--i-understand"];
    let as_wang = [&["--json", "--as", "wang"][..], &export].concat();
    let mut command = comity();
    let refused = command.arg("--home").arg(&us.home).args(&as_wang);
    let refused: Ran = refused.output().unwrap().into();
    assert_eq!(refused.failed(), "person-not-in-role");
    assert!(!out.exists());

    us.ok(&export);
    let mode = std::fs::metadata(&out).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let trail = us.json(&["trail"]);
    let rows = trail["rows"].as_array().unwrap().iter();
    let told: Vec<_> = rows
        .filter(|row| row["did"] == "identity-exported")
        .map(|row| {
            (
                row["who"].as_str().unwrap(),
                row["what"]["identities"].as_u64(),
            )
        })
        .collect();
    let lines = std::fs::read_to_string(&out).unwrap().lines().count();
    assert_eq!(told, [("li", Some(lines as u64))]);
    // A file that is there already is left alone, and nothing is noted of it.
    us.run(&[&["--json"][..], &export].concat()).failed();
    assert_eq!(us.json(&["trail"])["rows"], trail["rows"]);
}

/// The archive with some bytes of one member replaced by as many others.
fn with_member(archive: &[u8], name: &str, from: &str, to: &str) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let find = |after: usize, what: &str| {
        let mut places = archive[after..].windows(what.len());
        after + places.position(|part| part == what.as_bytes()).unwrap()
    };
    // Headers are no part of what is said, and come before their content.
    let place = find(find(0, name) + 512 - name.len(), from);
    let mut changed = archive.to_vec();
    changed[place..place + to.len()].copy_from_slice(to.as_bytes());
    changed
}

#[test]
fn a_proof_in_which_something_cannot_be_read_is_told_as_damaged() {
    let (pair, act) = with_a_case();
    let proof = pair.path("proof.tar");
    pair.cn
        .ok(&["receipt", "export", &act, "--out", text(&proof)]);
    let bytes = std::fs::read(&proof).unwrap();
    let (ours, theirs) = (pair.path("CN.cred"), pair.path("US.cred"));
    let pinned = ["--credential", text(&ours), "--credential", text(&theirs)];
    let verify = |bytes: &[u8]| {
        let wrong = pair.file("wrong.tar", "");
        std::fs::write(&wrong, bytes).unwrap();
        let words = ["--json", "receipt", "verify", text(&wrong)];
        pair.us.run(&[&words[..], &pinned].concat())
    };
    verify(&bytes).ok();
    let credential = format!("credentials/{}.1", pair.cn.party);
    for (name, from, to, code) in [
        ("proof.json", "\"v\":1", "\"x\":1", "receipt-archive"),
        ("proof.json", "{", "[", "receipt-archive"),
        (&credential, "c2sp.org", "c2sq.org", "tlog-proof-header"),
    ] {
        let wrong = with_member(&bytes, name, from, to);
        let refused = verify(&wrong);
        assert_eq!(refused.failed(), code, "{name}");
        assert_eq!(refused.code, 4);
    }
    // A later version is no damage.
    let later = with_member(&bytes, "proof.json", "\"v\":1", "\"v\":2");
    assert_eq!(verify(&later).failed(), "json-unknown-version");
}

#[test]
fn a_home_that_others_may_use_is_found_and_named() {
    let pair = Pair::strangers();
    let us = &pair.us;
    assert_eq!(
        us.json(&["config", "check"])["exposed"],
        serde_json::json!([])
    );
    let open = |path: &std::path::Path, mode| {
        let rights = std::fs::Permissions::from_mode(mode);
        std::fs::set_permissions(path, rights).unwrap();
    };
    let keyring = us.home.join("keys/keyring.json");
    open(&us.home, 0o777);
    open(&keyring, 0o666);
    let checked = us.run(&["--json", "config", "check"]);
    assert_eq!(
        (checked.failed().as_str(), checked.code),
        ("config-exposed", 3)
    );
    let told: serde_json::Value = serde_json::from_str(&checked.out).unwrap();
    let expected = serde_json::json!([
        {"place": text(&us.home), "mode": "0777"},
        {"place": text(&keyring), "mode": "0666"},
    ]);
    assert_eq!(told["exposed"], expected);
    for lang in ["en", "zh-Hans"] {
        let said = us.run(&["--lang", lang, "config", "check"]).err;
        let flat: String = said.split_whitespace().collect();
        assert!(flat.contains(text(&keyring)), "{said}");
    }
}

#[test]
fn a_folder_of_marks_that_was_removed_is_made_again() {
    let pair = Pair::new();
    let serving = pair.us.serve();
    let marks = pair.cn.home.join("keys/high-water");
    std::fs::remove_dir_all(&marks).unwrap();
    pair.exchange();
    let rights = std::fs::metadata(&marks).unwrap().permissions().mode();
    assert_eq!(rights & 0o777, 0o700);
    // The same when the store is lost with them.
    std::fs::remove_dir_all(&marks).unwrap();
    for name in ["store.db", "store.db-wal", "store.db-shm"] {
        std::fs::remove_file(pair.cn.home.join(name)).ok();
    }
    let recovered = pair.cn.run(&["--json", "recover"]);
    assert!(marks.is_dir(), "{recovered:?}");
    for code in ["home-io", "signer-mark"] {
        assert!(!recovered.err.contains(code), "{recovered:?}");
    }
    drop(serving);
}

#[test]
fn a_list_of_breached_passwords_that_is_none_is_found_and_named() {
    let pair = Pair::strangers();
    let us = &pair.us;
    assert_eq!(us.json(&["config", "check"])["breached"], false);
    let config = us.home.join("comity.toml");
    let before = std::fs::read_to_string(&config).unwrap_or_default();
    assert!(!before.contains("[accounts]"), "{before}");
    let rule = "\n[accounts]\nbreached = \"pwned.txt\"\n";
    std::fs::write(&config, format!("{before}{rule}")).unwrap();
    let list = us.home.join("pwned.txt");
    let check = || us.run(&["--json", "config", "check"]);
    assert_eq!(check().failed(), "config-breached-io", "it is missing");
    let good = [
        "000000005AD76BD555C1D6D771DE417A4B87E4B4:10",
        "98DECC62ECE399A22ED30D490EF333BE7FDE7385:3",
    ];
    for wrong in ["", "password\n", &format!("{}\n{}\n", good[1], good[0])] {
        std::fs::write(&list, wrong).unwrap();
        assert_eq!(check().failed(), "config-breached-shape", "{wrong}");
        for lang in ["en", "zh-Hans"] {
            let said = us.run(&["--lang", lang, "config", "check"]).err;
            let flat: String = said.split_whitespace().collect();
            assert!(flat.contains(text(&list)), "{said}");
        }
    }
    std::fs::write(&list, good.join("\r\n")).unwrap();
    assert_eq!(us.json(&["config", "check"])["breached"], true);
}
