//! The demo: every step holds, and the commands that it names work on the homes it leaves.

use std::process::Command;

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
