//! Leaves, envelopes, tags, padding, safety numbers: values that everybody computes alike.

use comity_core::{Envelope, Hash, Leaf, id::DossierKey};
use comity_peer::{
    act::{pad, unpad},
    credential::safety_number,
};
use comity_tlog::hash::{leaf_hash, sha256};
use serde::{Deserialize, Serialize};

use super::{bytes, hex, unhex, vectors};

#[derive(Serialize, Deserialize)]
struct Basics {
    leaves: Vec<LeafCase>,
    leaves_refused: Vec<Refused>,
    envelopes: Vec<String>,
    envelopes_refused: Vec<Refused>,
    tags: Vec<TagCase>,
    padding: Vec<PaddingCase>,
    padding_refused: Vec<String>,
    safety_numbers: Vec<SafetyCase>,
}

#[derive(Serialize, Deserialize)]
struct LeafCase {
    leaf: String,
    leaf_hash: Hash,
}

#[derive(Serialize, Deserialize)]
struct Refused {
    bytes: String,
    code: String,
}

#[derive(Serialize, Deserialize)]
struct TagCase {
    dossier_key: String,
    act: Hash,
    re: Hash,
}

#[derive(Serialize, Deserialize)]
struct PaddingCase {
    length: usize,
    padded: usize,
}

#[derive(Serialize, Deserialize)]
struct SafetyCase {
    fingerprints: [Hash; 2],
    number: String,
}

const ROOT: &str = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

fn make() -> Basics {
    let act = sha256(b"act");
    let opening = format!(
        r#"{{"at":"2026-11-23T02:00:00Z","open":{{"credentials":[{{"credential":"{act}","party":"a.example"}},{{"credential":"{ROOT}","party":"b.example"}}],"previous":[]}},"seen":{{"root":"{ROOT}","size":0}},"v":1}}"#
    );
    let said = format!(
        r#"{{"act":"{act}","at":"2026-11-23T02:00:00Z","re":"{ROOT}","seen":{{"root":"{ROOT}","size":17}},"size":2048,"v":1}}"#
    );
    let receipt = format!(
        r#"{{"at":"2026-11-23T02:00:00Z","bad":[3,5],"held":["{act}"],"seen":{{"root":"{ROOT}","size":17}},"v":1}}"#
    );
    let envelope = format!(
        r#"{{"body":{{"sha256":"{act}","size":1234}},"credential":"{ROOT}","dossier":{{"by":"a.example","id":"019ab000-0000-7000-8000-000000000001"}},"duty":"07","id":"019ab000-0000-7000-8000-000000000001","key":"{}","kind":"request.submit","office":"D-17","origin":"a.example/to/b.example/1","rules":1,"says":{{}},"v":1}}"#,
        "07".repeat(32)
    );
    let refuse = |text: String, code: &str| Refused {
        bytes: super::base64(text.as_bytes()),
        code: code.to_owned(),
    };
    Basics {
        leaves_refused: vec![
            refuse(said.replace(":17", ": 17"), "json-not-canonical"),
            refuse(said.replace("\"v\":1", "\"v\":2"), "json-unknown-version"),
            refuse(said.replace("\"v\":1", "\"v\":1,\"v\":1"), "json-malformed"),
            refuse(said.replace("\"v\":1", "\"v\":1,\"x\":1"), "json-malformed"),
            refuse(said.replace(",\"size\":2048", ""), "json-malformed"),
            refuse(
                said.replace(":17", ":9007199254740993"),
                "json-not-canonical",
            ),
            refuse(
                said.replace("02:00:00Z", "02:00:00+00:00"),
                "json-malformed",
            ),
            refuse(receipt.replace("[3,5]", "[5,3]"), "json-malformed"),
            refuse(format!("\u{feff}{said}"), "json-malformed"),
            refuse(format!("{said}{}", " ".repeat(4096)), "json-too-long"),
        ],
        leaves: [opening, said, receipt]
            .into_iter()
            .map(|leaf| LeafCase {
                leaf_hash: leaf_hash(leaf.as_bytes()),
                leaf,
            })
            .collect(),
        envelopes_refused: vec![
            refuse(envelope.replace("D-17", "D 17"), "json-malformed"),
            refuse(
                envelope.replace("0001\",\"key\"", "0002\",\"key\""),
                "json-malformed",
            ),
            refuse(
                envelope.replace("\"duty\":\"07\",", "\"duty\":null,"),
                "json-not-canonical",
            ),
            refuse(
                envelope.replace("\"says\":{}", "\"says\":{\"a\":\"\\ud800\"}"),
                "json-malformed",
            ),
            refuse(envelope.replace("-7000-", "-4000-"), "json-malformed"),
        ],
        envelopes: vec![envelope],
        tags: [[0; 32], [7; 32]]
            .map(|key| TagCase {
                dossier_key: hex(&key),
                act,
                re: DossierKey::new(key).tag(&act),
            })
            .into(),
        padding: [0, 1, 1024, 1025, 2048, 49_152]
            .map(|length| PaddingCase {
                length,
                padded: pad(vec![b'x'; length]).len(),
            })
            .into(),
        padding_refused: [1013, 2038]
            .map(|newlines| super::base64(&[vec![b'x'; 10], vec![b'\n'; newlines]].concat()))
            .into(),
        safety_numbers: vec![SafetyCase {
            fingerprints: [sha256(b"a"), sha256(b"b")],
            number: safety_number(&sha256(b"b"), &sha256(b"a")),
        }],
    }
}

#[test]
fn everybody_computes_these_alike() {
    let read: Basics = vectors("basics.json", make);
    let made = serde_json::to_value(make()).unwrap();
    assert_eq!(
        serde_json::to_value(&read).unwrap(),
        made,
        "the file holds what we compute"
    );
    for case in &read.leaves {
        let leaf = Leaf::parse(case.leaf.as_bytes()).unwrap();
        assert_eq!(leaf.to_bytes().unwrap(), case.leaf.as_bytes());
    }
    for case in &read.leaves_refused {
        assert_eq!(
            Leaf::parse(&bytes(&case.bytes)).unwrap_err().code(),
            case.code
        );
    }
    for text in &read.envelopes {
        assert_eq!(
            Envelope::parse(text.as_bytes())
                .unwrap()
                .to_bytes()
                .unwrap(),
            text.as_bytes()
        );
    }
    for case in &read.envelopes_refused {
        assert_eq!(
            Envelope::parse(&bytes(&case.bytes)).unwrap_err().code(),
            case.code
        );
    }
    for case in &read.tags {
        assert_eq!(
            DossierKey::new(unhex(&case.dossier_key)).tag(&case.act),
            case.re
        );
    }
    for padded in &read.padding_refused {
        assert_eq!(unpad(&bytes(padded)), None);
    }
}
