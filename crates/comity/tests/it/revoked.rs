//! Proofs of what was said under a credential that is revoked now.

use serde_json::{Value, json};

use crate::{
    support::{Pair, text},
    third::{Third, export, said},
};

fn named<'a>(facts: &'a [Value], name: &str) -> Option<&'a Value> {
    facts.iter().find(|fact| fact["fact"] == name)
}

#[test]
fn a_proof_says_that_the_entry_came_before_the_revocation_was_recorded() {
    let pair = Pair::new();
    let act = said(&pair, &[]);
    let third = Third::new(&pair);
    let revocation = pair.cn.home.join("keys/revocation.1");
    pair.us.ok(&["credential", "revoke", text(&revocation)]);

    // Recorded, and not signed yet: the proof cannot show where.
    let early = pair.path("early.tar");
    export(&pair.us, &act, &early, &[]).ok();
    let facts = third.facts(&third.given(&early));
    let placed = named(&facts, "before-revocation").unwrap();
    assert_eq!(placed.get("recorded"), None, "{placed}");

    let pouch = pair.path("after.pouch");
    let signed = ["pouch", "export", pair.cn.party, "--out", text(&pouch)];
    pair.us.ok(&signed);
    pair.cn.ok(&["pouch", "open", text(&pouch)]);
    // The side whose key it was has it from the pouch, and shows the same.
    for (house, name) in [(&pair.us, "by-us.tar"), (&pair.cn, "by-cn.tar")] {
        let out = pair.path(name);
        export(house, &act, &out, &[]).ok();
        let given = third.given(&out);
        let facts = third.facts(&given);
        let record = named(&facts, "revoked").unwrap();
        assert_eq!(record["party"], pair.cn.party);
        let placed = named(&facts, "before-revocation").unwrap();
        assert_eq!(
            placed["recorded"],
            json!({"generation": 1, "index": record["index"]})
        );
        assert!(placed["by"].as_u64() < record["index"].as_u64(), "{placed}");
        for (lang, words) in [
            ("en", "which records the revocation"),
            ("zh-Hans", "且早于记载吊销的记录"),
        ] {
            let told = third.told(&given, lang);
            assert!(told.contains(words), "{told}");
        }
    }
}

#[test]
fn after_a_rotation_old_entries_are_proven_under_the_new_credential() {
    let pair = Pair::strangers();
    let seed = pair.reinit_cn();
    let pair = pair.trusting();
    let act = said(&pair, &[]);
    let third = Third::new(&pair);
    let serving = pair.us.serve();
    let ack = pair
        .us
        .json(&["case", "act", "request.ack", "US-2026-0001"]);
    let ack = ack["act"].as_str().unwrap().to_owned();
    pair.exchange();
    pair.cn.ok(&["credential", "rotate", "--seed", text(&seed)]);
    pair.exchange();
    // The new credential signs from the next entry on: what covers this act.
    let update = ["case", "act", "status.update", "US-2026-0001", "--set"];
    pair.us.ok(&[&update[..], &["stage=under_review"]].concat());
    pair.exchange();
    let revocation = pair.cn.home.join("keys/revocation.1");
    pair.us.ok(&["credential", "revoke", text(&revocation)]);
    pair.exchange();
    drop(serving);
    // What they said, and what they signed for of ours.
    for (act, kind) in [(&act, "said"), (&act, "delivered"), (&ack, "delivered")] {
        let out = pair.path(&format!("{kind}-{act}.tar"));
        let more = ["receipt", "export", act, "--kind", kind, "--out"];
        pair.us.ok(&[&more[..], &[text(&out)]].concat());
        let facts = third.facts(&third.given(&out));
        assert!(named(&facts, "revoked").is_some(), "{kind}");
        assert_eq!(named(&facts, "before-revocation"), None, "{kind}");
    }
}
