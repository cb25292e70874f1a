//! People of a house on the command line: a first link, two persons for a role, a token.

use serde_json::Value;
use tempfile::TempDir;

use crate::support::{Ran, comity};

fn run(folder: &TempDir, who: &str, args: &[&str]) -> Ran {
    let output = comity()
        .arg("--home")
        .arg(folder.path().join("home"))
        .args(["--as", who, "--json"])
        .args(args)
        .output();
    output.unwrap().into()
}

fn json(folder: &TempDir, who: &str, args: &[&str]) -> Value {
    serde_json::from_str(&run(folder, who, args).ok()).unwrap()
}

#[test]
fn a_role_takes_two_and_a_secret_is_shown_once() {
    let folder = TempDir::new().unwrap();
    let made = json(&folder, "root", &["init", "a.example", "--no-passphrase"]);
    let first = made["link"].as_str().unwrap();
    let again = json(&folder, "root", &["person", "link"]);
    assert_ne!(again["link"].as_str().unwrap(), first);

    let add = |who: &str, name: &str, roles: &[&str]| {
        let mut args = vec!["person", "add", name, "--office", "desk"];
        args.extend_from_slice(roles);
        run(&folder, who, &args)
    };
    add("root", "zhao", &["--roles", "administrator"]).ok();
    add("zhao", "sun", &["--roles", "security"]).ok();
    let refused = add("zhao", "li", &["--roles", "officer"]);
    assert_eq!(
        (refused.failed().as_str(), refused.code),
        ("person-takes-two", 3)
    );
    add("zhao", "li", &[]).ok();

    let role = |who: &str, verb: &str| run(&folder, who, &["person", verb, "li", "officer"]);
    role("zhao", "ask").ok();
    assert_eq!(role("zhao", "confirm").failed(), "access-denied");
    role("sun", "confirm").ok();

    // So does letting somebody in, and showing somebody other cases.
    let link = |who: &str| run(&folder, who, &["person", "link", "li"]);
    assert_eq!(link("zhao").failed(), "access-denied");
    run(&folder, "zhao", &["person", "lost", "li"]).ok();
    let link: Value = serde_json::from_str(&link("sun").ok()).unwrap();
    let there = ["person", "move", "li", "--office", "law"];
    assert_eq!(json(&folder, "zhao", &there)["moved"], false);
    let confirm = ["person", "move", "li", "--confirm"];
    assert_eq!(run(&folder, "zhao", &confirm).failed(), "access-denied");
    let moved = json(&folder, "sun", &confirm);
    assert_eq!(
        (&moved["office"], &moved["moved"]),
        (&"law".into(), &true.into())
    );
    let office = |code: &'static str, above: &[&'static str]| {
        let mut args = vec![
            "person", "office", "add", code, "--en", "Law", "--zh", "法律",
        ];
        args.extend_from_slice(above);
        run(&folder, "zhao", &args).ok();
    };
    office("desk", &[]);
    office("law", &["--parent", "desk"]);
    let listed = json(&folder, "zhao", &["person", "office", "list"]);
    assert_eq!(listed[1].get("parent"), None, "{listed}");
    let confirm = ["person", "office", "confirm", "law"];
    assert_eq!(run(&folder, "zhao", &confirm).failed(), "access-denied");
    assert_eq!(json(&folder, "sun", &confirm)["parent"], "desk");

    assert_eq!(
        json(&folder, "sun", &["person", "key", "list", "li"]),
        serde_json::json!([])
    );
    let none = ["person", "key", "remove", "li", "0123456789abcdef"];
    assert_eq!(run(&folder, "sun", &none).failed(), "access-unknown");
    assert_eq!(
        run(&folder, "li", &["person", "key", "list", "sun"]).failed(),
        "access-denied"
    );

    let new = [
        "person",
        "token",
        "new",
        "nightly",
        "--scopes",
        "cases-read",
    ];
    let token = json(&folder, "li", &new);
    let listed = run(&folder, "li", &["person", "token", "list"]).ok();
    assert!(listed.contains(token["id"].as_str().unwrap()));

    // Who may act again has no role that takes two until a second person confirms it.
    let ended = json(&folder, "zhao", &["person", "disable", "li"]);
    assert_eq!(ended["waiting"], serde_json::json!([]));
    let enable = ["person", "disable", "li", "--enable"];
    let enabled = json(&folder, "zhao", &enable);
    assert_eq!(enabled["waiting"], serde_json::json!(["officer"]));
    role("sun", "confirm").ok();
    let already = json(&folder, "zhao", &enable);
    assert_eq!(already["waiting"], serde_json::json!([]));

    let trail = run(&folder, "sun", &["trail"]).ok();
    for secret in [
        &made["link"],
        &again["link"],
        &link["link"],
        &token["token"],
    ] {
        let secret = secret.as_str().unwrap();
        assert!(!trail.contains(secret) && !listed.contains(secret));
    }
    for did in ["link-made", "grant-asked", "role-granted", "token-made"] {
        assert!(trail.contains(did), "{did}");
    }
}
