//! The demo: every step holds, and the commands that it names work on the homes it leaves.

use std::{
    io::{BufRead as _, BufReader, Read as _},
    path::Path,
    process::{Child, Command, Stdio},
};

use comity_core::Time;
use comity_node::clock::{Clock as _, SystemClock};
use serde_json::Value;

use crate::support::{comity, text};

#[test]
fn every_step_of_the_demo_holds_and_its_homes_work() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("demo");
    let ran = comity()
        .args(["--json", "demo", "--dir", text(&folder)])
        .output()
        .unwrap();
    assert!(
        ran.status.success(),
        "{}",
        String::from_utf8_lossy(&ran.stderr)
    );
    let steps: Vec<Value> = String::from_utf8(ran.stdout)
        .unwrap()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    for (number, step) in (1..).zip(&steps) {
        assert_eq!(step["step"], number, "{step}");
        assert_eq!(step["ok"], true, "{step}");
    }
    let scenes: Vec<&str> = steps
        .iter()
        .map(|step| step["scene"].as_str().unwrap())
        .collect();
    for scene in [
        "meet", "takedown", "police", "silent", "cut", "lost", "reports", "closing",
    ] {
        assert!(scenes.contains(&scene), "{scene}");
    }
    let commands = steps.last().unwrap()["facts"]["try"]
        .as_array()
        .unwrap()
        .clone();
    assert!(commands.len() >= 6);
    for command in commands.iter().map(|command| command.as_str().unwrap()) {
        let words: Vec<&str> = command.split(' ').collect();
        if ["serve", "exchange"]
            .iter()
            .any(|verb| words.contains(verb))
        {
            continue; // They need each other; the other tests of this folder run them.
        }
        let ran = Command::new(words[0]).args(&words[1..]).output().unwrap();
        assert!(
            ran.status.success(),
            "{command}: {}",
            String::from_utf8_lossy(&ran.stderr)
        );
    }
    for party in ["cyber.cn.example", "cyber.us.example"] {
        let home = folder.join(party);
        let ran = comity()
            .args(["--json", "--home", text(&home), "audit", "--deep"])
            .output()
            .unwrap();
        let audit: Value = serde_json::from_slice(&ran.stdout).unwrap();
        assert_eq!(audit["found"], 0, "{audit}");
    }
    // The side that lost its store has noted it anew. Washington has two distances in a year.
    for (party, theirs) in [
        ("cyber.cn.example", [-300, -240].as_slice()),
        ("cyber.us.example", &[480]),
    ] {
        let trail = answer(&folder.join(party), "nobody", &["trail", "--limit", "1000"]);
        let trail = json(&trail);
        let rows = trail["rows"].as_array().unwrap();
        let noted = rows.iter().find(|row| row["did"] == "counterpart-zone-set");
        let minutes = noted.map(|row| row["what"]["minutes"].as_i64().unwrap());
        assert!(
            minutes.is_some_and(|minutes| theirs.contains(&minutes)),
            "{party} shows the clock of the other desk: {trail}"
        );
    }
}

#[test]
fn the_demo_never_writes_over_anything() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("mine"), "keep").unwrap();
    let ran = comity()
        .args(["--json", "demo", "--dir", text(dir.path())])
        .output()
        .unwrap();
    assert_eq!(ran.status.code(), Some(2));
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1);
}

#[test]
fn the_demo_narrates_in_chinese() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("demo");
    let ran = comity()
        .args(["--lang", "zh-Hans", "demo", "--dir", text(&folder)])
        .output()
        .unwrap();
    assert!(ran.status.success());
    let told = String::from_utf8(ran.stdout).unwrap();
    assert!(told.contains("逾期未答复凭据"), "{told}");
    assert!(
        !told.contains('['.to_string().as_str()) || !told.contains("[demo-"),
        "{told}"
    );
}

/// What a command answers on a home, to the byte.
fn answer(home: &Path, who: &str, args: &[&str]) -> String {
    let ran = comity()
        .args(["--json", "--home", text(home), "--as", who])
        .args(args)
        .output()
        .unwrap();
    let err = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "{args:?}: {err}");
    String::from_utf8(ran.stdout).unwrap()
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

/// `demo --serve` until it says where both nodes are.
fn served(folder: &Path) -> (Child, Value) {
    let mut child = comity()
        .args(["--json", "demo", "--serve", "--history", "12"])
        .args(["--dir", text(folder)])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut line = String::new();
    let mut out = BufReader::new(child.stdout.take().unwrap());
    out.read_line(&mut line).unwrap();
    if line.is_empty() {
        let mut err = String::new();
        let mut stream = child.stderr.take().unwrap();
        stream.read_to_string(&mut err).unwrap();
        panic!("no nodes: {err}");
    }
    (child, serde_json::from_str(&line).unwrap())
}

#[test]
fn a_history_has_every_kind_of_case_and_both_nodes_go_on_until_told_to_stop() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("demo");
    let (mut child, doors) = served(&folder);
    let nodes = doors["nodes"].as_array().unwrap();
    assert_eq!(nodes.len(), 2, "{doors}");
    for node in nodes {
        let peer = u16::try_from(node["peer"].as_u64().unwrap()).unwrap();
        std::net::TcpStream::connect(("127.0.0.1", peer)).unwrap();
        let operate = node["operate"].as_str().unwrap();
        let operate = operate.strip_prefix("http://").unwrap();
        std::net::TcpStream::connect(operate).unwrap();
    }

    let homes = ["cyber.cn.example", "cyber.us.example"].map(|party| folder.join(party));
    let [cn, us] = &homes;
    history_is_as_promised(cn, us);
    for (home, officer) in [(cn, "li.wei"), (us, "j.smith")] {
        drafts_wait(home, officer);
    }

    let pid = child.id().to_string();
    Command::new("kill").args(["-TERM", &pid]).status().unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(0));
    for home in &homes {
        let audit = json(&answer(home, "nobody", &["audit", "--deep"]));
        assert_eq!(audit["found"], 0, "{audit}");
    }
}

fn history_is_as_promised(cn: &Path, us: &Path) {
    // One cut and moment, so that nothing that the running nodes say comes between.
    let ours = json(&answer(cn, "li.wei", &["report", "cyber.us.example"]));
    let size = |place: usize| ours["cut"]["logs"][place]["size"].as_u64().unwrap();
    let cut = format!("{}:{}", size(0), size(1));
    let as_of = ours["as_of"].as_str().unwrap();
    let ask = |them| ["report", them, "--cut", &cut, "--as-of", as_of];
    let theirs = answer(us, "j.smith", &ask("cyber.cn.example"));
    let ours = answer(cn, "li.wei", &ask("cyber.us.example"));
    assert_eq!(ours, theirs);
    let ours = json(&ours);
    let ended: Time = ours["as_of"].as_str().unwrap().parse().unwrap();
    // The last word is the emergency of forty minutes before the end.
    assert!(SystemClock.now().since(ended) < 3_600, "{ended}");

    let sum = |field: &str, of: &str| -> u64 {
        let sides = ours["sides"].as_array().unwrap();
        let number = |side: &Value| side[field][of].as_u64().unwrap_or_default();
        sides.iter().map(number).sum()
    };
    assert_eq!(sum("cases", "all"), 3 + 12);
    assert!(sum("quality", "disputed") >= 1, "{ours}");
    assert!(sum("quality", "complete") >= 2, "{ours}");
    assert!(ours["overdue"].as_array().unwrap().len() >= 2, "{ours}");
    assert!(ours["silent"].as_array().unwrap().len() >= 2, "{ours}");

    let by_status = |status: &str| -> u64 {
        let sides = ours["sides"].as_array().unwrap();
        let number = |side: &Value| side["cases"]["by_status"][status].as_u64();
        sides.iter().filter_map(number).sum()
    };
    assert!(by_status("submitted") >= 5, "{ours}");
    assert!(by_status("closed") >= 5, "{ours}");
    assert!(by_status("returned") >= 1, "{ours}");
}

fn drafts_wait(home: &Path, officer: &str) {
    let drafts = json(&answer(home, officer, &["case", "drafts"]));
    let drafts = drafts.as_array().unwrap();
    let in_state = |state: &str| drafts.iter().filter(|one| one["state"] == state).count();
    assert!(in_state("clearing") >= 1, "{drafts:?}");
    assert!(in_state("submitted") >= 2, "{drafts:?}");
    assert!(in_state("draft") >= 2, "{drafts:?}");
    let waits = json(&answer(home, officer, &["translation", "list"]));
    let asked = waits
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["what"] == "draft");
    let asked = asked.unwrap_or_else(|| panic!("a draft waits for its translation: {waits}"));
    assert_eq!(
        (&asked["stale"], &asked["translated"]),
        (&1.into(), &0.into()),
        "{asked}"
    );
}
