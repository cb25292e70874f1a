//! Bad input as an officer meets it: what is said, in both languages, with the code and the exit.
//!
//! `docs/bad-input.md` lists every kind; those that no command can bring about
//! from outside are tested below, and here only their words.

use std::{fs, path::Path};

use comity_node::{attach::AttachError, backup::BackupError, home::HomeError};
use comity_text::{Args, Locale, catalogue};

use crate::support::{House, Pair, REQUEST, comity, text};

/// Runs the command in each language and holds it to the code, the exit and a word of the message.
#[track_caller]
fn told(house: &House, args: &[&str], code: &str, exit: i32, words: [&str; 2]) {
    for (lang, words) in ["en", "zh-Hans"].into_iter().zip(words) {
        let mut all = vec!["--lang", lang];
        all.extend_from_slice(args);
        let ran = house.run(&all);
        assert_eq!(ran.code, exit, "{}", ran.err);
        assert!(ran.err.contains(&format!("[{code}]")), "{}", ran.err);
        assert!(ran.err.contains(words), "{}", ran.err);
        if lang == "zh-Hans" {
            assert_eq!(english(&ran.err), None, "{}", ran.err);
        }
    }
}

/// A stretch of a Chinese message that reads like an English sentence: four words on end,
/// outside of what is quoted.
fn english(err: &str) -> Option<String> {
    let mut unquoted = String::new();
    let mut depth = 0_usize;
    for c in err.chars() {
        match c {
            '“' => depth += 1,
            '”' => depth = depth.saturating_sub(1),
            _ if depth == 0 => unquoted.push(c),
            _ => {}
        }
    }
    let words: Vec<&str> = unquoted.split_whitespace().collect();
    let is_word = |word: &&str| word.chars().all(|c| c.is_ascii_alphabetic());
    let found = words.windows(4).find(|four| four.iter().all(is_word));
    found.map(|four| four.join(" "))
}

#[test]
fn what_the_system_and_a_list_say_is_told_in_the_language_of_the_reader() {
    let pair = Pair::new();
    let request = pair.file("request.toml", REQUEST);
    let new = |items: &str| {
        let items = pair.file("items.csv", items);
        let (request, items) = (text(&request).to_owned(), text(&items).to_owned());
        let all = [
            "case",
            "new",
            pair.us.party,
            "--file",
            &request,
            "--from",
            &items,
        ];
        all.map(str::to_owned)
    };
    for (items, code, words) in [
        (
            "kind,value\ncar,x\n",
            "items-field",
            ["line 2", "第2行kind列"],
        ),
        ("x\n", "items-header", ["kind,value", "kind,value"]),
        (
            "kind,value\ndomain,a.example\ndomain,a.example\n",
            "items-twice",
            ["line 3", "第3行与第2行相同"],
        ),
    ] {
        let args = new(items);
        let args: Vec<&str> = args.iter().map(String::as_str).collect();
        told(&pair.cn, &args, code, 2, words);
    }
    let file = pair.file("file", "x");
    let out = file.join("p");
    let export = ["pouch", "export", pair.us.party, "--out", text(&out)];
    let words = ["Not a directory", "路径中有一处不是文件夹"];
    told(&pair.cn, &export, "cli-file-io", 5, words);
}

fn exported(from: &House, to: &str, file: &Path) {
    from.ok(&["pouch", "export", to, "--out", text(file)]);
}

#[test]
fn a_pouch_under_a_key_that_nobody_trusts_is_refused() {
    let pair = Pair::new();
    let (right, wrong) = (pair.path("right.pouch"), pair.path("wrong.pouch"));
    exported(&pair.cn, pair.us.party, &right);
    // The same party with new keys, which US has not compared.
    pair.reinit_cn();
    pair.cn
        .ok(&["credential", "trust", text(&pair.path("US.cred")), "--yes"]);
    exported(&pair.cn, pair.us.party, &wrong);
    told(
        &pair.us,
        &["pouch", "open", text(&wrong)],
        "refuse-signature",
        4,
        ["do not verify", "签名验证不通过"],
    );
    assert_eq!(pair.us.json(&["pouch", "open", text(&right)])["entries"], 1);
}

#[test]
fn a_pouch_under_a_revoked_credential_is_refused() {
    let pair = Pair::new();
    let (early, late) = (pair.path("early.pouch"), pair.path("late.pouch"));
    exported(&pair.cn, pair.us.party, &early);
    pair.us.ok(&["pouch", "open", text(&early)]);
    let back = pair.path("back.pouch");
    exported(&pair.us, pair.cn.party, &back);
    pair.cn.ok(&["pouch", "open", text(&back)]);
    let revocation = pair.cn.home.join("keys/revocation.1");
    pair.us.ok(&["credential", "revoke", text(&revocation)]);
    for (lang, words) in [
        ("en", "credential 1 is revoked"),
        ("zh-Hans", "第1号身份凭证已吊销"),
    ] {
        for command in [&["status"][..], &["channel", "list"]] {
            let told = pair.us.ok(&[&["--lang", lang], command].concat());
            assert!(told.contains(words), "{told}");
        }
    }
    told(
        &pair.cn,
        &["credential", "revoke", text(&revocation)],
        "cli-revoke-own",
        2,
        ["our own credential", "我方自己"],
    );
    exported(&pair.cn, pair.us.party, &late);
    told(
        &pair.us,
        &["pouch", "open", text(&late)],
        "refuse-revoked",
        3,
        ["revoked credential", "已经吊销"],
    );
}

#[test]
fn a_pouch_that_is_damaged_cut_or_none_at_all_is_refused() {
    let pair = Pair::new();
    let whole = pair.path("whole.pouch");
    exported(&pair.cn, pair.us.party, &whole);
    let bytes = fs::read(&whole).unwrap();
    let (cut, changed) = (pair.path("cut.pouch"), pair.path("changed.pouch"));
    fs::write(&cut, &bytes[..bytes.len() - 600]).unwrap();
    let mut other = bytes.clone();
    let last = other.len() - 50;
    other[last] ^= 1;
    fs::write(&changed, other).unwrap();
    for file in [&cut, &changed] {
        told(
            &pair.us,
            &["pouch", "open", text(file)],
            "open-damaged",
            4,
            ["damaged", "已经损坏"],
        );
    }
    told(
        &pair.us,
        &["pouch", "open", text(&pair.path("US.cred"))],
        "node-file",
        2,
        ["not what it should be", "不符合要求"],
    );
    // Its own maker cannot open it: it is sealed for someone else.
    told(
        &pair.cn,
        &["pouch", "open", text(&whole)],
        "open-not-for-us",
        2,
        ["someone else", "其他接收方"],
    );
    assert_eq!(pair.us.json(&["pouch", "open", text(&whole)])["entries"], 1);
}

#[test]
fn names_that_look_like_others_are_refused() {
    let pair = Pair::new();
    // Cyrillic, full-width, and a letter of no width.
    for name in [
        "сyber.us.example",
        "ｃyber.us.example",
        "cyber\u{200b}.us.example",
    ] {
        told(
            &pair.cn,
            &["exchange", name],
            "name-not-a-party",
            2,
            ["look-alike letters", "形似字符"],
        );
    }
    let request = pair.file("request.toml", REQUEST);
    pair.cn
        .ok(&["case", "new", pair.us.party, "--file", text(&request)]);
    let turned = pair.file("invoice\u{202e}fdp.exe", "x");
    told(
        &pair.cn,
        &["attach", "d1", text(&turned)],
        "attachment-name-unseen",
        2,
        ["not seen", "不可见字符"],
    );
}

#[test]
fn an_attachment_over_the_limit_is_refused() {
    let pair = Pair::new();
    let request = pair.file("request.toml", REQUEST);
    pair.cn
        .ok(&["case", "new", pair.us.party, "--file", text(&request)]);
    fs::write(
        pair.cn.home.join("comity.toml"),
        "[attachments]\nother_bytes = 1000\n",
    )
    .unwrap();
    let large = pair.file("large.bin", &"x".repeat(1_001));
    told(
        &pair.cn,
        &["attach", "d1", text(&large)],
        "attachment-too-large",
        3,
        ["larger than the limit", "超过大小上限"],
    );
}

/// `/sys` takes no new folder from anybody, root included.
#[test]
fn a_folder_that_cannot_be_written_is_said() {
    let pair = Pair::new();
    for (lang, words) in [("en", "cannot be written"), ("zh-Hans", "不可写")] {
        let ran = comity()
            .args(["--lang", lang, "--home", "/sys/comity", "init", "a.example"])
            .arg("--no-passphrase")
            .output()
            .unwrap();
        let err = String::from_utf8_lossy(&ran.stderr).into_owned();
        assert_eq!(ran.status.code(), Some(5), "{err}");
        assert!(
            err.contains("[home-not-writable]") && err.contains(words),
            "{err}"
        );
    }
    // A file where a folder should be.
    let file = pair.file("file", "x");
    told(
        &pair.cn,
        &[
            "pouch",
            "export",
            pair.us.party,
            "--out",
            text(&file.join("p")),
        ],
        "cli-file-io",
        5,
        ["could not be read or written", "无法读写该文件"],
    );
    told(
        &pair.cn,
        &["backup", "--out", text(&file.join("b"))],
        "backup-io",
        5,
        ["cannot be read or written", "无法读写备份"],
    );
}

#[test]
fn a_backup_that_is_cut_leaves_no_store_behind() {
    let pair = Pair::new();
    let whole = pair.path("whole.tar");
    pair.cn.ok(&["backup", "--keys", "--out", text(&whole)]);
    let bytes = fs::read(&whole).unwrap();
    let cut = pair.path("cut.tar");
    fs::write(&cut, &bytes[..bytes.len() / 2]).unwrap();
    let home = pair.path("again");
    for (lang, words) in [("en", "backup"), ("zh-Hans", "备份")] {
        let ran = comity()
            .args(["--lang", lang, "--home", text(&home), "restore", text(&cut)])
            .output()
            .unwrap();
        let err = String::from_utf8_lossy(&ran.stderr).into_owned();
        assert_ne!(ran.status.code(), Some(0), "{err}");
        assert!(err.contains("[backup-") && err.contains(words), "{err}");
        assert!(!home.join("store.db").exists());
    }
    let ran = comity()
        .args(["--home", text(&home), "restore", text(&whole)])
        .output()
        .unwrap();
    assert!(
        ran.status.success(),
        "{}",
        String::from_utf8_lossy(&ran.stderr)
    );
}

#[test]
fn an_answer_that_is_lost_on_a_full_disk_is_no_success() {
    let pair = Pair::new();
    for (lang, words) in [("en", "could not be written"), ("zh-Hans", "没有写出")] {
        let full = fs::File::create("/dev/full").unwrap();
        let ran = pair
            .cn
            .command(&["--lang", lang, "channel", "list"])
            .stdout(full)
            .output()
            .unwrap();
        let err = String::from_utf8_lossy(&ran.stderr).into_owned();
        assert_eq!(ran.status.code(), Some(5), "{err}");
        assert!(
            err.contains("[cli-answer-lost]") && err.contains(words),
            "{err}"
        );
    }
}

/// `/dev/full` is a disk without room for every user.
#[test]
fn a_full_disk_is_told_as_one() {
    let full = || fs::write("/dev/full", b"x").unwrap_err();
    let path = Path::new("/dev/full").to_owned();
    let home = HomeError::Io {
        path: path.clone(),
        source: full(),
    };
    let backup = BackupError::Io {
        path,
        source: full(),
    };
    assert_eq!(home.code(), "home-disk-full");
    assert_eq!(backup.code(), "backup-disk-full");
    assert_eq!(AttachError::Io(full()).code(), "attachment-disk-full");
}

/// What stands in `docs/bad-input.md` beside codes that need a lying counterpart, a wrong clock or a full disk.
const WORDS: &[(&str, &str, &str)] = &[
    (
        "refuse-from-the-future",
        "ahead of our clock",
        "超前于我方时钟",
    ),
    ("own-clock", "clock has jumped", "时钟发生跳变"),
    (
        "void-wrong-credential",
        "not in force for this entry",
        "对本记录不适用",
    ),
    ("refuse-malformed", "cannot be read", "无法读取"),
    ("refuse-over-limit", "larger than the limits", "超过限额"),
    ("refuse-quota", "Nothing was appended", "没有写入任何记录"),
    ("refuse-missing-bytes", "did not arrive", "没有随包到达"),
    ("refuse-not-for-us", "another party", "收件方不是我方"),
    (
        "attachment-not-as-said",
        "not what the act says",
        "与文书所载不符",
    ),
    ("attachment-wrong-part", "does not belong", "不属于该附件"),
    ("attachment-disk-full", "disk became full", "磁盘已满"),
    ("backup-disk-full", "does not fit", "备份"),
    ("home-disk-full", "The disk is full", "磁盘已满"),
    ("home-served", "Another process serves", "另一个进程正在"),
    ("store-full", "nothing was written", "没有写入任何内容"),
    ("store-read-only", "cannot be written", "存储不可写"),
];

#[test]
fn what_no_command_brings_about_has_its_words_too() {
    for (code, english, chinese) in WORDS {
        for (locale, words) in [(Locale::En, english), (Locale::ZhHans, chinese)] {
            let told = catalogue(locale).explain(code, &Args::new());
            assert!(told.what.contains(words), "{code}: {}", told.what);
            assert!(!told.why.is_empty() && !told.next.is_empty(), "{code}");
        }
    }
}

/// A case of CN that US holds.
fn with_a_case() -> Pair {
    let pair = Pair::new();
    let serving = pair.us.serve();
    pair.exchange();
    let request = pair.file("request.toml", REQUEST);
    let items = pair.file("items.csv", "kind,value\ndomain,a.example\n");
    let (file, list) = (text(&request), text(&items));
    let us = pair.us.party;
    pair.cn
        .ok(&["case", "new", us, "--file", file, "--from", list]);
    pair.cn.ok(&["case", "submit", "d1"]);
    pair.exchange();
    drop(serving);
    pair
}

#[test]
fn a_kind_of_act_that_there_is_not_is_told_with_the_closest() {
    let pair = with_a_case();
    let (case, us) = ("US-2026-0001", &pair.us);
    let act = ["case", "act", "request.akc", case];
    for words in [
        ["“request.akc”", "“request.akc”"],
        [
            "closest that may be said now: request.ack",
            "相近文书：request.ack",
        ],
        ["decision.accept", "decision.accept"],
    ] {
        told(us, &act, "cli-kind-unknown", 2, words);
    }
    // Only what may be said: the asker's side of a case that was just sent.
    let asker = pair.cn.run(&["case", "act", "request.akc", "CN-2026-0001"]);
    assert!(!asker.err.contains("request.ack"), "{}", asker.err);
    assert!(asker.err.contains("request.withdraw"), "{}", asker.err);
    let party = ["case", "act", "qeury", "--party", pair.cn.party];
    told(
        us,
        &party,
        "cli-kind-unknown",
        2,
        ["now: query", "相近文书：query"],
    );
    assert_eq!(us.json(&["case", "drafts"]), serde_json::json!([]));
}

#[test]
fn a_draft_of_a_kind_that_there_is_not_is_told_with_the_closest() {
    let pair = with_a_case();
    let us = &pair.us;
    // Within a case, and one that would open one.
    let case = us.json(&["case", "show", "US-2026-0001"])["case"].clone();
    let place = format!("case = {{ by = {}, id = {} }}", case["by"], case["id"]);
    let within = pair.file("act.toml", &format!("kind = \"request.akc\"\n{place}\n"));
    let opening = pair.file("new.toml", "kind = \"qeury\"\nlanguage = \"en\"\n");
    for (file, closest) in [
        (&within, ["now: request.ack", "相近文书：request.ack"]),
        (&opening, ["now: query", "相近文书：query"]),
    ] {
        let new = ["case", "new", pair.cn.party, "--file", text(file)];
        let draft = us.json(&new)["id"].as_str().unwrap().to_owned();
        for command in ["check", "submit"] {
            told(
                us,
                &["case", command, &draft],
                "cli-kind-unknown",
                2,
                closest,
            );
        }
    }
}

#[test]
fn a_field_that_is_wrong_is_told_by_name_with_what_may_stand_there() {
    let pair = with_a_case();
    let us = &pair.us;
    let act = |set: &'static [&'static str]| {
        let mut all = vec!["case", "act", "decision.decline", "US-2026-0001"];
        for set in set {
            all.extend(["--set", set]);
        }
        all
    };
    let (wrong, unknown) = (act(&["ground=WRONG", "reasons=given"]), act(&["grond=R01"]));
    for words in [
        ["“ground”", "“ground”"],
        ["“WRONG”", "“WRONG”"],
        ["R01, R02", "R01, R02"],
    ] {
        told(us, &wrong, "says-code", 2, words);
    }
    for words in [["no field “grond”", "没有“grond”项"], ["ground", "ground"]] {
        told(us, &unknown, "says-unknown", 2, words);
    }
    told(
        us,
        &act(&[]),
        "says-missing",
        2,
        ["lacks the field “ground”", "缺少“ground”项"],
    );
    let number = act(&["ground=7", "reasons=given"]);
    told(us, &number, "says-shape", 2, ["“ground”", "“ground”"]);

    // A code that has an option of its own.
    let fate = [
        "case",
        "act",
        "answer.final",
        "US-2026-0001",
        "--fate",
        "gone",
    ];
    for words in [
        ["“gone”", "“gone”"],
        ["done, in_progress", "done, in_progress"],
    ] {
        told(us, &fate, "code-unknown", 2, words);
    }

    let done = &[&fate[..5], &["done"]].concat();
    let words = ["which items", "哪些项目"];
    told(us, done, "cli-which", 2, words);
    assert_eq!(us.json(&["case", "drafts"]), serde_json::json!([]));

    // The same of a draft that is only looked at.
    let draft = us.json(&[&wrong[..], &["--draft"]].concat());
    assert_eq!(draft["refused"], "says-code");
    assert_eq!(draft["wrong"]["field"], "ground");
    let id = draft["id"].as_str().unwrap();
    told(
        us,
        &["case", "check", id],
        "says-code",
        2,
        ["“ground”", "“ground”"],
    );
}

#[test]
fn keys_are_not_replaced_beside_a_service() {
    let pair = Pair::new();
    let seed = pair.reinit_cn();
    let serving = pair.cn.serve();
    let rotate = ["credential", "rotate", "--seed", text(&seed)];
    for words in [
        ["Stop the service", "请先停止该服务"],
        ["comity serve", "comity serve"],
    ] {
        told(&pair.cn, &rotate, "cli-rotate-served", 5, words);
    }
    drop(serving);
    assert_eq!(pair.cn.json(&rotate)["serial"], 2);
}

#[test]
fn an_office_that_our_credential_does_not_name_is_refused() {
    let pair = with_a_case();
    let us = &pair.us;
    let add = ["person", "add", "wang", "--office", "nodesk"];
    let add = [&add[..], &["--roles", "officer"]].concat();
    let act = ["case", "act", "request.ack", "US-2026-0001"];
    let act = [&act[..], &["--office", "nodesk"]].concat();
    for words in [["“nodesk”", "“nodesk”"], ["US-1", "US-1"]] {
        told(us, &add, "cli-office-unknown", 2, words);
        told(us, &act, "cli-office-unknown", 2, words);
    }
    assert_eq!(us.json(&["person", "list"]).as_array().unwrap().len(), 1);
    let named = [&act[..5], &["US-1"]].concat();
    assert_eq!(us.json(&named)["outcome"], "said");
}

#[test]
fn a_seed_of_another_credential_is_named_as_such() {
    let pair = Pair::new();
    let seed = pair.reinit_cn();
    let other = pair.file("other.seed", &"ab".repeat(32));
    told(
        &pair.cn,
        &["credential", "rotate", "--seed", text(&other)],
        "keys-other-seed",
        2,
        ["not the seed of credential 1", "不是序号1身份凭证的种子"],
    );
    let rotate = ["credential", "rotate", "--seed", text(&seed)];
    assert_eq!(pair.cn.json(&rotate)["serial"], 2);
}

#[test]
fn health_is_not_served_beyond_this_machine() {
    let pair = Pair::new();
    for ops in ["0.0.0.0:0", "[::]:0"] {
        let serve = [
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--ops",
            ops,
            "--console",
            "127.0.0.1:0",
        ];
        let words = ["on this machine only", "只能在本机提供"];
        told(&pair.cn, &serve, "ops-not-loopback", 2, words);
    }
    // From the configuration too.
    let config = pair.cn.home.join("comity.toml");
    fs::write(&config, "[network]\noperate = \"0.0.0.0:7480\"\n").unwrap();
    let serve = ["serve", "--listen", "127.0.0.1:0"];
    told(
        &pair.cn,
        &serve,
        "ops-not-loopback",
        2,
        ["127.0.0.1", "127.0.0.1"],
    );
}

#[test]
fn pipes_devices_and_links_are_not_read() {
    let pair = Pair::new();
    let cn = &pair.cn;
    let request = pair.file("request.toml", REQUEST);
    cn.ok(&["case", "new", pair.us.party, "--file", text(&request)]);
    let pipe = pair.path("pipe");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.unwrap().success());
    for path in [&pipe, Path::new("/dev/zero")] {
        for args in [
            &["case", "new", pair.us.party, "--file", text(path)][..],
            &["attach", "d1", text(path)],
            &["credential", "trust", text(path)],
        ] {
            let words = ["no plain file", "不是普通文件"];
            told(cn, args, "cli-file-not-plain", 2, words);
        }
    }
    // A file of more than the limit that takes no room on the disk.
    let long = pair.path("long");
    let sparse = fs::File::create(&long).unwrap();
    sparse.set_len((1 << 30) + 1).unwrap();
    let args = ["pouch", "open", text(&long)];
    told(cn, &args, "cli-file-too-long", 2, ["too long", "文件过长"]);
    let link = pair.path("link.txt");
    std::os::unix::fs::symlink(cn.home.join("keys/keyring.json"), &link).unwrap();
    let keyring = "keys/keyring.json";
    told(
        cn,
        &["attach", "d1", text(&link)],
        "cli-file-link",
        2,
        [keyring, keyring],
    );
    let attached = cn.json(&["attach", "d1", text(&request)]);
    assert_eq!(attached["attachments"].as_array().unwrap().len(), 1);
}
