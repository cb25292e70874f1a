//! Several processes on one home: writers beside a service, two services, and services that are killed.

use std::{process::Stdio, thread};

use crate::support::{Pair, query};

/// Rounds of killing; the full check makes a hundred.
const ROUNDS: usize = if cfg!(feature = "judges") { 100 } else { 12 };

#[test]
fn thirty_writers_beside_a_service_lose_nothing_and_make_no_fork() {
    let pair = Pair::new();
    let (us, cn) = (pair.us.serve(), pair.cn.serve());
    pair.exchange();
    let writers: Vec<_> = (0..30)
        .map(|n| {
            query(&pair.cn, pair.us.party, &format!("Do you know sample {n}?"))
                .stdout(Stdio::null())
                .spawn()
                .unwrap()
        })
        .collect();
    for mut writer in writers {
        assert!(writer.wait().unwrap().success());
    }
    pair.exchange();
    drop((us, cn));
    for house in [&pair.cn, &pair.us] {
        assert_eq!(
            house.json(&["case", "list", "--per-page", "100"])["total"],
            30
        );
        assert_eq!(house.json(&["audit"])["found"], 0);
        let them = if house.party == pair.cn.party {
            pair.us.party
        } else {
            pair.cn.party
        };
        let channel = house.json(&["channel", "show", them]);
        assert_eq!(channel["evidence"], serde_json::json!([]));
        assert!(channel.get("frozen").is_none(), "{channel}");
    }
}

#[test]
fn a_second_service_on_one_home_refuses() {
    let pair = Pair::new();
    let first = pair.us.serve();
    let second = pair.us.run(&[
        "--json",
        "serve",
        "--listen",
        "127.0.0.1:0",
        "--ops",
        "127.0.0.1:0",
        "--console",
        "127.0.0.1:0",
    ]);
    assert_eq!(second.failed(), "home-served");
    assert_eq!(second.code, 5);
    drop(first);
    // The lock goes with the process, however it ended.
    drop(pair.us.serve());
}

#[test]
fn a_service_that_is_asked_to_end_ends_well() {
    let pair = Pair::new();
    let ended = pair.us.serve().stop();
    assert_eq!(ended.code, 0, "{}", ended.err);
}

#[test]
fn killed_at_any_instant_nothing_delivered_is_lost() {
    let pair = Pair::new();
    let mut said = 0_u64;
    for round in 0..ROUNDS {
        let serving = pair.us.serve();
        let mut writer = query(&pair.cn, pair.us.party, "Do you know it?")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        if round == 0 {
            // Before the channel is in force nothing can be said.
            writer.wait().unwrap();
            pair.exchange();
            continue;
        }
        let mut caller = pair
            .cn
            .command(&["exchange", pair.us.party])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        wait_a_little(round);
        match round % 3 {
            0 => serving.kill(),
            1 => caller.kill().unwrap(),
            _ => writer.kill().unwrap(),
        }
        caller.wait().unwrap();
        said += u64::from(writer.wait().unwrap().success());
    }
    let serving = pair.us.serve();
    pair.exchange();
    drop(serving);
    let total = |house: &crate::support::House| {
        house.json(&["case", "list", "--per-page", "1"])["total"]
            .as_u64()
            .unwrap()
    };
    // A writer that was killed may have said its act all the same.
    assert!(total(&pair.cn) >= said);
    assert_eq!(total(&pair.cn), total(&pair.us));
    for house in [&pair.cn, &pair.us] {
        assert_eq!(house.json(&["audit"])["found"], 0);
        assert!(house.json(&["channel", "list"])[0].get("frozen").is_none());
    }
}

/// An instant that differs from round to round, without a clock.
fn wait_a_little(round: usize) {
    for _ in 0..(round * 7919) % 60_000 {
        thread::yield_now();
    }
}

#[test]
fn no_plain_text_leaves_the_house_or_gets_into_traces() {
    const CANARY: &str = "CANARY-4e1f-nobody-may-read-this";
    let pair = Pair::new();
    let serving = pair.us.serve_with(&[("COMITY_TRACE", "trace")]);
    pair.exchange();
    query(&pair.cn, pair.us.party, CANARY).output().unwrap();
    let caller = pair
        .cn
        .command(&["exchange", pair.us.party])
        .env("COMITY_TRACE", "trace")
        .output()
        .unwrap();
    let metrics = fetch(&serving.ops, "/metrics") + &fetch(&serving.ops, "/healthz");
    let pouch = pair.path("there.pouch");
    pair.cn.ok(&[
        "pouch",
        "export",
        pair.us.party,
        "--out",
        crate::support::text(&pouch),
    ]);
    let traces = serving.stop().err;
    assert!(traces.contains("/peer/v1/pouch"), "traces were written");
    assert!(!traces.contains('\u{1b}'), "no colours outside a terminal");
    assert!(
        metrics.contains("comity") && metrics.contains("store-readable"),
        "{metrics}"
    );
    let told = [
        traces,
        metrics,
        String::from_utf8_lossy(&caller.stderr).into_owned(),
    ]
    .concat();
    assert!(!told.contains(CANARY));
    // Our own store had the draft, at home; theirs holds what came over the wire.
    let mut files = vec![pouch];
    files.extend(["store.db", "store.db-wal"].map(|name| pair.us.home.join(name)));
    for path in files.iter().filter(|path| path.exists()) {
        let bytes = std::fs::read(path).unwrap();
        let found = bytes
            .windows(CANARY.len())
            .any(|part| part == CANARY.as_bytes());
        assert!(!found, "{}", path.display());
    }
    // It did arrive.
    let case = pair.us.json(&["case", "list"])["rows"][0]["case"].clone();
    let id = format!(
        "{}/{}",
        case["by"].as_str().unwrap(),
        case["id"].as_str().unwrap()
    );
    let shown = pair.us.json(&["case", "show", &id, "--unmask"]).to_string();
    assert!(shown.contains(CANARY));
}

/// A plain GET on loopback.
pub(crate) fn fetch(address: &str, path: &str) -> String {
    use std::io::{Read as _, Write as _};
    let mut line = std::net::TcpStream::connect(address).unwrap();
    write!(
        line,
        "GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n"
    )
    .unwrap();
    let mut text = String::new();
    line.read_to_string(&mut text).unwrap();
    text
}
