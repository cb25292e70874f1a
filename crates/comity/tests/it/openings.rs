//! One attachment shown to a third house, which has the proof, the two credentials, and nothing else.

use std::{fs, path::Path};

use comity_tlog::hash::{Hash, sha256};
use serde_json::{Value, json};

use crate::{
    support::{House, Pair, text},
    third::{Third, export, said},
};

/// What the two attachments hold.
const FILES: [(&str, &str); 2] = [
    ("connections.csv", "2026-11-20T08:00:00Z,192.0.2.7\n"),
    ("payments.csv", "2026-11-20T09:00:00Z,EXAMPLE-1\n"),
];

/// What was opened of attachments, and how many stayed closed.
#[track_caller]
fn opened(third: &Third, proof: &Path) -> (Vec<(u64, Hash)>, u64) {
    let facts = third.facts(proof);
    let named = |name: &'static str| facts.iter().filter(move |fact| fact["fact"] == name);
    let opened = named("opened-attachment").map(|fact| {
        let fingerprint = fact["sha256"].as_str().unwrap().parse().unwrap();
        (fact["number"].as_u64().unwrap(), fingerprint)
    });
    let closed = named("closed").filter(|fact| fact["part"] == "attachments");
    let closed = closed.map(|fact| fact["count"].as_u64().unwrap()).sum();
    assert!(
        named("closed").any(|fact| fact["part"] == "body"),
        "the body stays closed: {facts:?}"
    );
    (opened.collect(), closed)
}

/// Number and root of each attachment of the only case.
fn listed(house: &House) -> Vec<(u64, String, String)> {
    let listed = house.json(&["evidence", "list", "CN-2026-0001", "--unmask"]);
    let word = |value: &Value| value.as_str().unwrap().to_owned();
    let rows = listed.as_array().unwrap().iter();
    rows.map(|row| {
        let number = row["number"].as_u64().unwrap();
        (number, word(&row["name"]), word(&row["state"]["root"]))
    })
    .collect()
}

#[test]
fn one_attachment_is_opened_and_the_others_stay_closed() {
    let pair = Pair::new();
    let files = FILES.map(|(name, content)| pair.file(name, content));
    let act = said(&pair, &files);
    let third = Third::new(&pair);
    let rows = listed(&pair.cn);
    let (number, _, root) = rows.iter().find(|(_, name, _)| name == FILES[0].0).unwrap();
    let fingerprint = sha256(FILES[0].1.as_bytes());
    let others = rows.len() as u64 - 1;
    assert!(others > 0, "{rows:?}");

    for (name, which) in [
        ("number.tar", number.to_string()),
        ("root.tar", root.clone()),
    ] {
        let out = pair.path(name);
        let told = export(&pair.cn, &act, &out, &["--attachment", &which]).ok();
        let told: Value = serde_json::from_str(&told).unwrap();
        assert_eq!(told["beside"], json!([]));
        let (opened, closed) = opened(&third, &third.given(&out));
        assert_eq!(opened, [(*number, fingerprint)], "{which}");
        assert_eq!(closed, others);
    }

    // The reader shows the same of the same act.
    let out = pair.path("by-the-reader.tar");
    export(&pair.us, &act, &out, &["--attachment", root]).ok();
    assert_eq!(
        opened(&third, &third.given(&out)).0,
        [(*number, fingerprint)]
    );

    for wrong in [
        "99",
        "0",
        &format!("sha256:{}", "0".repeat(64)),
        "connections",
    ] {
        let ran = export(
            &pair.cn,
            &act,
            &pair.path("no.tar"),
            &["--attachment", wrong],
        );
        assert_eq!(ran.failed(), "prove-no-attachment", "{wrong}");
        assert_eq!(ran.code, 2);
    }
    assert!(!pair.path("no.tar").exists());
}

#[test]
fn a_sealed_attachment_may_lie_beside_its_proof() {
    let pair = Pair::new();
    // More than goes into a proof, and less than the limit of the protocol.
    let large = pair.path("large.bin");
    fs::write(&large, vec![7; 65 << 20]).unwrap();
    let small = pair.file(FILES[0].0, FILES[0].1);
    let act = said(&pair, &[small, large]);
    let third = Third::new(&pair);
    let rows = listed(&pair.cn);
    let number = |name: &str| rows.iter().find(|row| row.1 == name).unwrap().0;
    let (small, large) = (number(FILES[0].0), number("large.bin"));

    let out = pair.path("proof.tar");
    let both = [small.to_string(), large.to_string()];
    let more = ["--attachment", &both[0], "--attachment", &both[1]];
    let told = export(&pair.cn, &act, &out, &more).ok();
    let told: Value = serde_json::from_str(&told).unwrap();
    let beside = pair.path(&format!("proof.tar.1.attachment-{large}.age"));
    assert_eq!(told["beside"], json!([text(&beside)]));
    assert!(fs::metadata(&out).unwrap().len() < 1 << 20);

    let given = third.given(&out);
    let ran = third.verify(&given);
    assert_eq!((ran.failed().as_str(), ran.code), ("receipt-beside", 4));
    let sealed = third.given(&beside);
    let expected = [
        (small, sha256(FILES[0].1.as_bytes())),
        (large, sha256(&vec![7; 65 << 20])),
    ];
    assert_eq!(opened(&third, &given).0, expected);

    let mut bytes = fs::read(&sealed).unwrap();
    bytes[40 << 20] ^= 1;
    fs::write(&sealed, &bytes).unwrap();
    assert_eq!(third.verify(&given).failed(), "receipt-fingerprint");

    // A small one by choice; what is there is never overwritten, and nothing half stays.
    let out = pair.path("apart.tar");
    let more = ["--attachment", &both[0], "--beside"];
    export(&pair.cn, &act, &out, &more).ok();
    let given = third.given(&out);
    third.given(&pair.path(&format!("apart.tar.1.attachment-{small}.age")));
    assert_eq!(opened(&third, &given).0, expected[..1]);
    fs::remove_file(&out).unwrap();
    let sealed = pair.path(&format!("apart.tar.1.attachment-{small}.age"));
    assert_ne!(export(&pair.cn, &act, &out, &more).code, 0);
    assert!(!out.exists(), "no proof without what it rests on");
    fs::write(&out, "mine").unwrap();
    fs::remove_file(&sealed).unwrap();
    assert_ne!(export(&pair.cn, &act, &out, &more).code, 0);
    assert!(!sealed.exists() && fs::read(&out).unwrap() == b"mine");
}
