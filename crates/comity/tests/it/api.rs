//! The API of a running service: the example of its page, and a judge that reads its document.

use std::{path::PathBuf, process::Command};

use crate::support::{House, with_a_case};

/// A token of the one who acts in these tests, with all scopes.
fn token(house: &House) -> String {
    let scopes =
        "cases-read,cases-write,release,record-read,reports-read,counterparts,admin,events";
    let made = house.json(&["person", "token", "new", "test", "--scopes", scopes]);
    made["token"].as_str().unwrap().to_owned()
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

#[test]
fn the_example_of_the_page_works_as_printed() {
    let (pair, act) = with_a_case();
    let token = token(&pair.cn);
    let serving = pair.cn.serve();
    let page = std::fs::read_to_string(root().join("docs/api.md")).unwrap();
    let example = page.split("<!-- example -->\n```python\n").nth(1).unwrap();
    let example = example.split("```").next().unwrap();
    for _ in 0..2 {
        let ran = Command::new("python3")
            .args(["-c", example])
            .env("COMITY_URL", serving.pages())
            .env("COMITY_TOKEN", &token)
            .output()
            .unwrap();
        let told = String::from_utf8_lossy(&ran.stdout);
        assert!(
            ran.status.success(),
            "{}",
            String::from_utf8_lossy(&ran.stderr)
        );
        assert!(told.starts_with("li of cyber.cn.example\nCN-"), "{told}");
    }
    drop(serving);
    let case = pair.cn.json(&["case", "show", &act, "--unmask"]);
    let notes = case["notes"].as_array().unwrap();
    assert_eq!(notes.len(), 1, "the second run wrote no second note");
}

/// `.ci/install` brings it; a run of some hundred requests to each operation.
#[cfg(feature = "judges")]
#[test]
fn schemathesis_finds_nothing_that_the_document_does_not_say() {
    let (pair, act) = with_a_case();
    let serving = {
        let config = pair.cn.home.join("comity.toml");
        let before = std::fs::read_to_string(&config).unwrap_or_default();
        let more = "\n[console]\napi_per_minute = 1000000\n";
        std::fs::write(&config, before + more).unwrap();
        pair.cn.serve()
    };
    let token = token(&pair.cn);
    let settings = std::fs::read_to_string(
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/it/schemathesis.toml"),
    );
    let settings = settings.unwrap().replace("{case}", &act);
    // Pieces of uploads are bytes of a media type of their own.
    let hooks = "import schemathesis\nschemathesis.serializer.alias('application/offset+octet-stream', 'application/octet-stream')\n";
    let hooks = pair.file("hooks.py", hooks);
    let settings = settings.replace("{hooks}", &hooks.display().to_string());
    let settings = pair.file("schemathesis.toml", &settings);
    let judges =
        std::env::var_os("COMITY_JUDGES").map_or(root().join("target/judges"), PathBuf::from);
    let ran = Command::new(judges.join("schemathesis/bin/schemathesis"))
        .arg("--config-file")
        .arg(&settings)
        .arg("run")
        .arg(format!("{}/api/v1/openapi.json", serving.pages()))
        .args(["-H", &format!("Authorization: Bearer {token}")])
        .args([
            "--phases",
            "coverage,fuzzing,stateful",
            "-n",
            "25",
            "--seed",
            "1",
        ])
        // A stream never ends, and is tested by itself.
        .args(["--exclude-operation-id", "events-follow"])
        .args(["--continue-on-failure", "--warnings", "off"])
        .current_dir(pair.dir.path())
        .output()
        .unwrap();
    let told = String::from_utf8_lossy(&ran.stdout);
    assert!(
        ran.status.success(),
        "{told}{}",
        String::from_utf8_lossy(&ran.stderr)
    );
}
