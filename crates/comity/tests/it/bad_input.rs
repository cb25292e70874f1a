//! Bad input, each with its code, its exit and its words.

use crate::support::{House, Pair, REQUEST, comity, text};

#[track_caller]
fn refused(house: &House, args: &[&str], code: &str, exit: i32) {
    let mut all = vec!["--json"];
    all.extend_from_slice(args);
    let ran = house.run(&all);
    assert_eq!(ran.failed(), code);
    assert_eq!(ran.code, exit, "{code}");
}

#[test]
fn what_is_off_is_said_with_a_code_and_an_exit() {
    let pair = Pair::new();
    let cn = &pair.cn;
    let nothing = pair.path("nothing");
    let garbage = pair.file("garbage", "this is none of ours");
    let half = pair.path("half.cred");
    let whole = std::fs::read(pair.path("US.cred")).unwrap();
    std::fs::write(&half, &whole[..whole.len() / 2]).unwrap();
    for (args, code, exit) in [
        (
            vec!["init", "cyber.cn.example", "--no-passphrase"],
            "home-exists",
            2,
        ),
        (
            vec!["credential", "trust", text(&nothing)],
            "cli-file-absent",
            2,
        ),
        (
            vec!["credential", "trust", text(&pair.path("CN.cred")), "--yes"],
            "node-not-theirs",
            2,
        ),
        (vec!["exchange", "nobody.example"], "node-no-channel", 2),
        (vec!["exchange", "Not A Name"], "name-not-a-party", 2),
        (
            vec!["exchange", "cyber.us.example"],
            "transport-unreachable",
            5,
        ),
        (vec!["pouch", "open", text(&garbage)], "node-file", 2),
        (vec!["case", "show", "CN-2026-9999"], "case-unknown", 2),
        (vec!["case", "submit", "d99"], "draft-unknown", 2),
        (
            vec!["case", "new", "cyber.us.example", "--file", text(&garbage)],
            "file-malformed",
            2,
        ),
        (
            vec!["case", "new", "cyber.us.example", "--from", text(&garbage)],
            "import-unrecognised",
            2,
        ),
        (
            vec!["receipt", "export", "no-id", "--out", text(&nothing)],
            "id-malformed",
            2,
        ),
        (
            vec!["report", "cyber.us.example", "--cut", "many"],
            "cli-cut",
            2,
        ),
        (vec!["serve", "--listen", "nowhere"], "cli-address", 2),
        (
            vec!["identity", "export", "--out", text(&nothing)],
            "cli-identity-guard",
            3,
        ),
        (
            vec!["person", "add", "x", "--office", "A", "--roles", "king"],
            "person-role",
            2,
        ),
        (
            vec!["record", "show", "cyber.us.example", "ours", "99"],
            "cli-no-entry",
            2,
        ),
        (vec!["restore", text(&garbage)], "backup-store-there", 3),
    ] {
        refused(cn, &args, code, exit);
    }
    assert_ne!(
        cn.run(&["credential", "trust", text(&half), "--yes"]).code,
        0
    );
}

#[test]
fn a_wrong_safety_number_is_not_trusted() {
    let pair = Pair::strangers();
    let file = pair.path("US.cred");
    let wrong = "1".repeat(60);
    refused(
        &pair.cn,
        &[
            "credential",
            "trust",
            text(&file),
            "--safety-number",
            &wrong,
        ],
        "node-safety-number",
        3,
    );
    // Without a person who compares it, nothing is trusted either.
    refused(
        &pair.cn,
        &["credential", "trust", text(&file)],
        "cli-not-confirmed",
        3,
    );
    assert_eq!(pair.cn.json(&["channel", "list"]), serde_json::json!([]));
}

#[test]
fn keys_under_a_passphrase_open_with_it_alone() {
    let dir = tempfile::tempdir().unwrap();
    let (home, right, wrong) = (
        dir.path().join("home"),
        dir.path().join("right"),
        dir.path().join("wrong"),
    );
    std::fs::write(&right, "correct horse battery\n").unwrap();
    std::fs::write(&wrong, "incorrect horse battery\n").unwrap();
    let run = |args: &[&str]| -> crate::support::Ran {
        comity()
            .args(["--json", "--home", text(&home)])
            .args(args)
            .output()
            .unwrap()
            .into()
    };
    run(&["init", "a.example", "--passphrase-file", text(&right)]).ok();
    run(&["status", "--passphrase-file", text(&right)]).ok();
    assert_eq!(
        run(&["status", "--passphrase-file", text(&wrong)]).failed(),
        "keys-wrong-passphrase"
    );
    assert_eq!(run(&["status"]).failed(), "keys-passphrase-needed");
}

#[test]
fn a_request_that_lacks_a_must_is_refused_field_by_field_in_both_languages() {
    let pair = Pair::new();
    let file = pair.file(
        "empty.toml",
        "language = \"en\"\n[says]\nassistance = [\"takedown\"]\n",
    );
    pair.cn
        .ok(&["case", "new", pair.us.party, "--file", text(&file)]);
    for (lang, words) in [("en", "Items"), ("zh-Hans", "项目")] {
        let ran = pair.cn.run(&["--lang", lang, "case", "submit", "d1"]);
        assert_eq!(ran.code, 3);
        assert!(ran.err.contains(words), "{}", ran.err);
        assert!(ran.err.contains("[request-lacks-musts]"), "{}", ran.err);
    }
}

#[test]
fn media_carry_what_was_not_erased() {
    let pair = Pair::new();
    let serving = pair.us.serve();
    pair.exchange();
    let request = pair.file("request.toml", REQUEST);
    let items = pair.file("items.csv", "kind,value\ndomain,a.example\n");
    let (file, list) = (text(&request), text(&items));
    pair.cn
        .ok(&["case", "new", pair.us.party, "--file", file, "--from", list]);
    pair.cn.ok(&["attach", "d1", file]);
    let said = pair.cn.json(&["case", "submit", "d1"]);
    let act = said["act"].as_str().unwrap();
    pair.exchange();
    let first = ["--ground", "mistake", "--attachment", "1"];
    pair.cn.ok(&[&["part", "erase", act], &first[..]].concat());
    let media = pair.path("media");
    let written = pair
        .cn
        .json(&["evidence", "export", "CN-2026-0001", "--to", text(&media)]);
    assert_eq!(written["files"].as_array().unwrap().len(), 1, "{written}");
    drop(serving);
}

/// A failure as people read it in both languages, with the words that must stand in it.
#[track_caller]
fn read_by_people(house: &House, args: &[&str], code: &str, words: [&[&str]; 2]) {
    for (lang, words) in ["en", "zh-Hans"].into_iter().zip(words) {
        let ran = house.run(&[&["--lang", lang], args].concat());
        assert!(ran.err.contains(&format!("[{code}]")), "{}", ran.err);
        for word in words {
            assert!(ran.err.contains(word), "{word}: {}", ran.err);
        }
    }
}

#[test]
fn the_place_of_a_fault_is_told_to_people() {
    let pair = Pair::new();
    let request = pair.file("request.toml", REQUEST);
    let items = pair.file("items.csv", "kind,value\ndomain,a.example\nwallet,x\n");
    let us = pair.us.party;
    let new = ["case", "new", us, "--file", text(&request)];
    read_by_people(
        &pair.cn,
        &[&new[..], &["--from", text(&items)]].concat(),
        "items-field",
        [
            &["Detail: line 3: kind is malformed"],
            &["详情：第3行kind列"],
        ],
    );
    let torn = pair.file("torn.toml", "kind = \"request\"\noffice = [\n");
    read_by_people(
        &pair.cn,
        &["case", "new", us, "--file", text(&torn)],
        "file-malformed",
        [&["Detail:", "line 2"], &["详情：", "line 2"]],
    );
}

#[test]
fn a_command_line_that_is_off_is_told_whole_in_both_languages() {
    let pair = Pair::new();
    let cn = &pair.cn;
    read_by_people(
        cn,
        &["case", "act"],
        "cli-words",
        [
            &["Missing: <KIND>", "comity case act"],
            &["缺少：<KIND>", "comity case act"],
        ],
    );
    read_by_people(
        cn,
        &["case", "list", "--sort", "updatd"],
        "cli-words",
        [
            &[
                "“updatd” is not a value",
                "Allowed: deadline, updated, opened",
                "Meant perhaps: updated",
            ],
            &[
                "“updatd”不是",
                "可用：deadline, updated, opened",
                "是否指：updated",
            ],
        ],
    );
    read_by_people(
        cn,
        &["inbx"],
        "cli-words",
        [
            &["“inbx” is not a command", "inbox"],
            &["没有“inbx”这一命令", "inbox"],
        ],
    );
    read_by_people(
        cn,
        &["inbox", "--new"],
        "cli-words",
        [&["“--new” is not known"], &["没有“--new”"]],
    );
    read_by_people(
        cn,
        &["record", "list", "cyber.us.example", "--limit", "many"],
        "cli-words",
        [
            &["“many” is not a value of “--limit <LIMIT>”", "The rule: "],
            &["“many”不是“--limit <LIMIT>”", "规则："],
        ],
    );
}

#[test]
fn a_language_without_texts_is_refused() {
    let pair = Pair::new();
    refused(&pair.cn, &["--lang", "fr", "status"], "lang-unknown", 2);
    refused(&pair.cn, &["status", "--lang=fr"], "lang-unknown", 2);
    let chosen = |lang| {
        let mut status = pair.cn.command(&["status"]);
        status.env("COMITY_LANG", lang).output().unwrap()
    };
    let french = chosen("fr");
    let err = String::from_utf8_lossy(&french.stderr);
    assert_eq!(french.status.code(), Some(2), "{err}");
    assert!(err.contains("[lang-unknown]"), "{err}");
    assert!(err.contains("English and Simplified Chinese"), "{err}");
    for lang in ["", "en", "zh_CN.UTF-8"] {
        assert!(chosen(lang).status.success(), "{lang}");
    }
    // What the system says is no mistake of the reader.
    let ran = pair
        .cn
        .command(&["status"])
        .env("LANG", "fr_FR.UTF-8")
        .output();
    assert!(ran.unwrap().status.success());
}

#[test]
fn punctuation_and_numbers_are_those_of_the_language() {
    let pair = Pair::new();
    let pouch = pair.path("one.pouch");
    pair.cn
        .ok(&["pouch", "export", pair.us.party, "--out", text(&pouch)]);
    let told = pair.us.ok(&["pouch", "open", text(&pouch)]);
    assert!(told.contains("brought 1 entry."), "{told}");

    let empty = "language = \"en\"\n[says]\nassistance = [\"takedown\"]\n";
    let empty = pair.file("empty.toml", empty);
    pair.cn
        .ok(&["case", "new", pair.us.party, "--file", text(&empty)]);
    let ran = pair.cn.run(&["--lang", "zh-Hans", "case", "check", "d1"]);
    let lines: Vec<&str> = ran
        .err
        .lines()
        .filter(|line| line.starts_with("  - "))
        .collect();
    assert!(!lines.is_empty(), "{}", ran.err);
    for line in lines {
        assert!(line.contains('：') && !line.contains(": "), "{line}");
    }

    let request = pair.file("request.toml", REQUEST);
    let items = pair.file("items.csv", "kind,value\ndomain,a.example\n");
    let with = ["--file", text(&request), "--from", text(&items)];
    let serving = pair.us.serve();
    pair.exchange();
    pair.cn
        .ok(&[&["case", "new", pair.us.party][..], &with].concat());
    pair.cn.ok(&["case", "submit", "d2"]);
    pair.exchange();
    drop(serving);
    let inbox = pair.us.ok(&["--lang", "zh-Hans", "inbox"]);
    assert!(inbox.contains("新的协助请求（"), "{inbox}");
}

#[test]
fn a_field_of_the_credential_beyond_its_limits_is_told_with_its_value() {
    let dir = tempfile::tempdir().unwrap();
    let home = House {
        home: dir.path().join("home"),
        party: "a.example",
        port: 0,
    };
    let init = ["init", "a.example", "--no-passphrase"];
    for (option, value, words) in [
        (
            "--endpoint",
            "http://x",
            [
                &["“https://”", "--endpoint http://x"][..],
                &["“https://”", "http://x"],
            ],
        ),
        (
            "--rhythm",
            "0",
            [
                &["from 60 to 2678400", "--rhythm 0"],
                &["60秒至2678400秒", "--rhythm 0"],
            ],
        ),
    ] {
        let args = [&init[..], &[option, value]].concat();
        read_by_people(&home, &args, "credential-limit", words);
    }
    // Without a terminal nobody can be asked.
    read_by_people(
        &home,
        &init[..2],
        "cli-passphrase-none",
        [
            &["No passphrase was given", "--no-passphrase"],
            &["没有提供口令", "--no-passphrase"],
        ],
    );
    refused(&home, &init[..2], "cli-passphrase-none", 2);
    home.ok(&init);
}

#[test]
fn what_is_there_is_neither_overwritten_nor_mixed() {
    let pair = Pair::new();
    let (cn, us) = (&pair.cn, pair.us.party);
    let backup = pair.file("b1.tar", "mine");
    refused(
        cn,
        &["backup", "--out", text(&backup)],
        "cli-file-exists",
        2,
    );
    assert_eq!(std::fs::read_to_string(&backup).unwrap(), "mine");

    let folder = pair.path("folder");
    cn.ok(&["record", "export", us, "--to", text(&folder)]);
    let again = ["record", "export", us, "--to", text(&folder)];
    refused(cn, &again, "cli-folder-not-empty", 2);
    let empty = pair.path("empty");
    std::fs::create_dir(&empty).unwrap();
    cn.ok(&["record", "export", us, "--to", text(&empty)]);
}

#[test]
fn what_a_draft_lacks_is_told_with_the_keys_of_its_file() {
    let pair = Pair::new();
    let (cn, us) = (&pair.cn, pair.us.party);
    let lacking = "language = \"en\"\n[says]\nassistance = [\"takedown\"]\n";
    let lacking = pair.file("lacking.toml", lacking);
    cn.ok(&["case", "new", us, "--file", text(&lacking)]);
    read_by_people(
        cn,
        &["case", "check", "d1"],
        "request-lacks-musts",
        [&["(observed): "], &["（observed）："]],
    );
    // A code that there is not is told when the draft is made, not at its check only.
    let wrong = pair.file(
        "wrong.toml",
        "language = \"en\"\n[says]\nassistance = [\"x\"]\n",
    );
    for (lang, words) in [("en", "cannot be sent as it is"), ("zh-Hans", "尚不能发出")] {
        let told = cn.ok(&["--lang", lang, "case", "new", us, "--file", text(&wrong)]);
        assert!(
            told.contains(words) && told.contains("“assistance”"),
            "{told}"
        );
    }
    read_by_people(
        cn,
        &["case", "check", "d99"],
        "draft-unknown",
        [&["comity case drafts"], &["comity case drafts"]],
    );
    let items = pair.file("items.csv", "value,kind\na.example,domain\n");
    let new = ["case", "new", us, "--file", text(&lacking), "--from"];
    read_by_people(
        cn,
        &[&new[..], &[text(&items)]].concat(),
        "items-header",
        [&["columns are not kind,value"], &["详情：kind,value"]],
    );
}
