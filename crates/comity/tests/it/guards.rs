//! What may leave a home, by whose hand, and what the trail says of it.

use std::os::unix::fs::PermissionsExt as _;

use crate::support::{Pair, text};

#[test]
fn identities_leave_by_an_administrator_and_stand_in_the_trail_first() {
    let pair = Pair::strangers();
    let us = &pair.us;
    let add = ["person", "add", "wang", "--office", "US-1"];
    us.ok(&[&add[..], &["--roles", "officer"]].concat());
    let out = pair.path("identity");
    let export = ["identity", "export", "--out", text(&out), "--i-understand"];
    let as_wang = [&["--json", "--as", "wang"][..], &export].concat();
    let mut command = crate::support::comity();
    let refused = command.arg("--home").arg(&us.home).args(&as_wang);
    let refused: crate::support::Ran = refused.output().unwrap().into();
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
