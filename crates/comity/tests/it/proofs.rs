//! Proofs as people make them: acts named by what the screens show, and nothing written that does not verify.

use std::path::Path;

use crate::support::{House, Pair, Ran, comity, text, with_a_case};

fn export(house: &House, what: &str, kind: &str, out: &Path) -> Ran {
    let words = ["--json", "receipt", "export", what, "--kind", kind];
    house.run(&[&words[..], &["--out", text(out)]].concat())
}

/// What a third person gets out of a proof.
#[track_caller]
fn verified(pair: &Pair, proof: &Path) {
    let ran = comity()
        .args(["--json", "receipt", "verify", text(proof)])
        .args(["--credential", text(&pair.path("CN.cred"))])
        .args(["--credential", text(&pair.path("US.cred"))])
        .output()
        .unwrap();
    Ran::from(ran).ok();
}

#[test]
fn the_id_of_an_act_stands_where_people_look_for_it() {
    let (pair, act) = with_a_case();
    let entry = pair.us.json(&["case", "show", "US-2026-0001"])["acts"][0]["entry"]["index"]
        .as_u64()
        .unwrap()
        .to_string();
    for lang in ["en", "zh-Hans"] {
        let case = ["--lang", lang, "case", "show", "US-2026-0001"];
        let record = ["--lang", lang, "record", "show", pair.cn.party, "theirs"];
        for told in [
            pair.us.ok(&case),
            pair.us.ok(&[&record[..], &[&entry]].concat()),
        ] {
            assert!(told.contains(&act), "{told}");
        }
    }
    // The reference of a case names the act that opened it.
    let (by_case, by_id) = (pair.path("case.tar"), pair.path("id.tar"));
    export(&pair.us, "US-2026-0001", "said", &by_case).ok();
    export(&pair.us, &act, "said", &by_id).ok();
    assert_eq!(
        std::fs::read(&by_case).unwrap(),
        std::fs::read(&by_id).unwrap()
    );
    verified(&pair, &by_case);
}

#[test]
fn no_proof_of_silence_or_time_is_written_that_does_not_verify() {
    let (pair, act) = with_a_case();
    let (cn, us) = (&pair.cn, &pair.us);
    let out = pair.path("out.tar");
    // While something is owed, silence can be shown.
    let early = pair.path("early.tar");
    let silent = export(cn, "CN-2026-0001", "silent", &early);
    silent.ok();
    verified(&pair, &early);

    let serving = us.serve();
    for kind in ["request.ack", "decision.accept"] {
        us.ok(&["case", "act", kind, "US-2026-0001"]);
    }
    let answer = [
        "case",
        "act",
        "answer.final",
        "US-2026-0001",
        "--fate",
        "done",
        "--which",
        "all",
    ];
    let answer = us.json(&answer)["act"].as_str().unwrap().to_owned();
    pair.exchange();
    drop(serving);

    let refused = |what: &str, kind: &str, code: &str, words: [&str; 2]| {
        for (lang, words) in ["en", "zh-Hans"].into_iter().zip(words) {
            let ran = cn.run(&[
                "--lang",
                lang,
                "receipt",
                "export",
                what,
                "--kind",
                kind,
                "--out",
                text(&out),
            ]);
            assert_eq!(ran.code, 3, "{}", ran.err);
            assert!(ran.err.contains(&format!("[{code}]")), "{}", ran.err);
            assert!(ran.err.contains(words), "{}", ran.err);
            assert!(!out.exists());
        }
    };
    let of_log = cn.json(&["case", "show", "CN-2026-0001"])["acts"]
        .as_array()
        .unwrap()
        .iter()
        .find(|one| one["act"] == answer.as_str())
        .unwrap()["entry"]["index"]
        .to_string();
    refused(
        "CN-2026-0001",
        "silent",
        "prove-answered",
        [
            &format!("Entry {of_log} of its log"),
            &format!("对方记录第{of_log}号"),
        ],
    );
    for request in [&*act, "CN-2026-0001"] {
        refused(
            request,
            "timing",
            "prove-not-an-answer",
            ["Name the answer, not the request", "而不是请求的编号"],
        );
    }
    export(cn, &answer, "timing", &out).ok();
    verified(&pair, &out);
}
