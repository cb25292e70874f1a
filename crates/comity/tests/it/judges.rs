//! Stock tools as judges of what the binary writes: age, tar, sqlite3, npm age-encryption, and two log libraries that are not ours.
//!
//! Behind the feature `judges`: `.ci/install` brings the tools.

use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use comity_core::Hash;
use comity_tlog::note::{KeyKind, KeyName, VerifierKey};
use signed_note::Verifier as _;
use tlog_tiles::tlog as judge;

use crate::support::{Pair, query, text};

/// Two nodes with one query said and exchanged; everything of the record as files under `record`.
fn recorded(suite: &str) -> (Pair, PathBuf, PathBuf) {
    let pair = Pair::with_suite(suite);
    let serving = pair.us.serve();
    pair.exchange();
    for line in ["Do you know this sample?", "And this one?"] {
        assert!(
            query(&pair.cn, pair.us.party, line)
                .output()
                .unwrap()
                .status
                .success()
        );
    }
    pair.exchange();
    drop(serving);
    let (record, identity) = (pair.path("record"), pair.path("identity"));
    pair.us
        .ok(&["record", "export", pair.cn.party, "--to", text(&record)]);
    pair.us.ok(&[
        "identity",
        "export",
        "--out",
        text(&identity),
        "--i-understand",
    ]);
    let log = record.join("cyber.cn.example/to/cyber.us.example/1");
    (pair, log, identity)
}

/// The sealed bodies of a log.
fn bodies(log: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(log.join("body"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    files
}

fn run(program: &str, args: &[&str]) -> Vec<u8> {
    let ran = Command::new(program).args(args).output().unwrap();
    assert!(
        ran.status.success(),
        "{program}: {}",
        String::from_utf8_lossy(&ran.stderr)
    );
    ran.stdout
}

#[test]
fn stock_age_opens_acts_and_stock_tar_lists_a_pouch() {
    let (pair, log, identity) = recorded("age-x25519");
    let bodies = bodies(&log);
    assert_eq!(bodies.len(), 2);
    let opened = run(
        "age",
        &["--decrypt", "-i", text(&identity), text(&bodies[0])],
    );
    assert!(String::from_utf8_lossy(&opened).contains("Do you know this sample?"));

    let pouch = pair.path("a.pouch");
    pair.cn
        .ok(&["pouch", "export", pair.us.party, "--out", text(&pouch)]);
    let archive = pair.path("a.tar");
    run(
        "age",
        &[
            "--decrypt",
            "-i",
            text(&identity),
            "-o",
            text(&archive),
            text(&pouch),
        ],
    );
    let listed = String::from_utf8(run("tar", &["-tf", text(&archive)])).unwrap();
    let first: Vec<&str> = listed.lines().take(2).collect();
    assert_eq!(first, ["pouch.json", "checkpoint"]);
}

#[test]
fn npm_age_opens_hybrid_acts() {
    let (_pair, log, identity) = recorded("age-hybrid,age-x25519");
    let script = "import { Decrypter } from 'age-encryption';\
        import { readFileSync } from 'node:fs';\
        const lines = readFileSync(process.argv[2], 'utf8').trim().split('\\n');\
        const d = new Decrypter();\
        for (const line of lines.filter((l) => l.startsWith('AGE-SECRET-KEY-PQ-'))) d.addIdentity(line);\
        process.stdout.write(await d.decrypt(readFileSync(process.argv[3]), 'text'));";
    let folder = judges();
    let file = folder.join("open.mjs");
    std::fs::write(&file, script).unwrap();
    let opened = run(
        "node",
        &[text(&file), text(&identity), text(&bodies(&log)[0])],
    );
    assert!(String::from_utf8_lossy(&opened).contains("Do you know this sample?"));
}

/// Where `.ci/install` put the npm package.
fn judges() -> PathBuf {
    let named = std::env::var_os("COMITY_JUDGES").map(PathBuf::from);
    named.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/judges"))
}

#[test]
fn another_log_implementation_verifies_checkpoint_and_tree() {
    let (pair, log, _) = recorded("age-x25519");
    let note = std::fs::read(log.join("checkpoint")).unwrap();
    let signed = signed_note::Note::from_bytes(&note).unwrap();
    let origin = "cyber.cn.example/to/cyber.us.example/1";
    let key = log_key(&pair, origin);
    let verifier = signed_note::StandardVerifier::new(&key).unwrap();
    assert_eq!(verifier.name(), origin);
    let known = signed_note::VerifierList::new(vec![Box::new(verifier)]);
    assert_eq!(signed.verify(&known).unwrap().0.len(), 1);

    let checkpoint = tlog_tiles::checkpoint::Checkpoint::from_bytes(signed.text()).unwrap();
    let leaves = leaves(&log);
    assert_eq!(checkpoint.size(), leaves.len() as u64);
    let stored = Stored::of(&leaves);
    let root = judge::tree_hash(checkpoint.size(), &stored).unwrap();
    assert_eq!(root, *checkpoint.hash());
    // The tile that we wrote holds the hashes that it computes.
    let tile = std::fs::read(log.join(format!("tile/0/000.p/{}", leaves.len()))).unwrap();
    let hashes: Vec<u8> = leaves
        .iter()
        .flat_map(|leaf| judge::record_hash(leaf).0)
        .collect();
    assert_eq!(tile, hashes);
}

/// The log key of CN as a verifier key, from the credential as it is shown.
fn log_key(pair: &Pair, origin: &str) -> String {
    let shown = pair.cn.json(&["credential", "show"]);
    let public = shown["credential"]["keys"]["log"]["ed25519"]
        .as_str()
        .unwrap();
    let public = run("sh", &["-c", &format!("printf %s {public} | base64 -d")]);
    let name = KeyName::new(origin).unwrap();
    VerifierKey::new(name, KeyKind::Ed25519, &public)
        .unwrap()
        .to_string()
}

/// The entries of the one bundle.
fn leaves(log: &Path) -> Vec<Vec<u8>> {
    let folder = log.join("tile/entries/000.p");
    let bundle = std::fs::read_dir(folder)
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    let mut bytes = &*std::fs::read(bundle).unwrap();
    let mut leaves = Vec::new();
    while let Some((length, rest)) = bytes.split_first_chunk::<2>() {
        let (leaf, rest) = rest.split_at(u16::from_be_bytes(*length).into());
        leaves.push(leaf.to_vec());
        bytes = rest;
    }
    leaves
}

/// All hashes of a small tree, as the other implementation numbers them.
struct Stored(Vec<judge::Hash>);

impl Stored {
    fn of(leaves: &[Vec<u8>]) -> Self {
        let mut stored = Self(Vec::new());
        for (number, leaf) in leaves.iter().enumerate() {
            let new = judge::stored_hashes(number as u64, leaf, &stored).unwrap();
            stored.0.extend(new);
        }
        stored
    }
}

impl judge::HashReader for Stored {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<judge::Hash>, judge::Error> {
        Ok(indexes
            .iter()
            .map(|index| self.0[usize::try_from(*index).unwrap()])
            .collect())
    }
}

#[test]
fn sqlite3_reads_the_store_and_its_bytes() {
    let (pair, log, _) = recorded("age-x25519");
    let store = pair.us.home.join("store.db");
    let sql = "SELECT hex(envelope) FROM sealed ORDER BY id";
    let rows = String::from_utf8(run("sqlite3", &[text(&store), sql])).unwrap();
    let exported = std::fs::read(log.join("envelope/2.age")).unwrap();
    let hex: String = exported.iter().map(|byte| format!("{byte:02X}")).collect();
    assert!(rows.lines().any(|row| row == hex));
    let check = run("sqlite3", &[text(&store), "PRAGMA integrity_check"]);
    assert_eq!(check, b"ok\n");
}

#[test]
fn a_proof_is_made_of_stock_parts() {
    let (pair, _, _) = recorded("age-x25519");
    let case = pair.cn.json(&["case", "list"])["rows"][0]["reference"]
        .as_str()
        .unwrap()
        .to_owned();
    let act = pair.cn.json(&["case", "show", &case])["acts"][0]["act"]
        .as_str()
        .unwrap()
        .to_owned();
    let proof = pair.path("proof.tar");
    pair.cn
        .ok(&["receipt", "export", &act, "--out", text(&proof)]);
    let listed = String::from_utf8(run("tar", &["-tf", text(&proof)])).unwrap();
    for name in [
        "proof.json",
        "states.txt",
        "1/said.tlog-proof",
        "1/delivered.tlog-proof",
        "1/envelope.age",
    ] {
        assert!(listed.lines().any(|line| line == name), "{name}: {listed}");
    }
    let said = Command::new("tar")
        .args(["-xOf", text(&proof), "1/said.tlog-proof"])
        .stderr(Stdio::null())
        .output()
        .unwrap();
    assert!(said.stdout.starts_with(b"c2sp.org/tlog-proof@v1\n"));
}

/// Our hash type prints as the fingerprint that everything else uses.
#[test]
fn sha256sum_agrees_on_a_fingerprint() {
    let (_pair, log, _) = recorded("age-x25519");
    let file = log.join("envelope/2.age");
    let told = String::from_utf8(run("sha256sum", &[text(&file)])).unwrap();
    let leaf = String::from_utf8(leaves(&log)[2].clone()).unwrap();
    let hash: Hash = format!("sha256:{}", &told[..64]).parse().unwrap();
    assert!(leaf.contains(&hash.to_string()), "{leaf}");
}

/// What `translate-toolkit` (`PyPI`) reads of a file: languages, then id, source, target and state of each segment.
const READ_XLIFF: &str = "
import sys, json
from translate.storage import xliff2
store = xliff2.Xliff2File.parsefile(sys.argv[1])
units = [[u.getid(), u.source, u.target or '', u.xmlelement.get('state')] for u in store.units if u.xmlelement.tag.endswith('segment')]
print(json.dumps([store.sourcelanguage, store.targetlanguage, units]))
";

/// The same tool writes a translation of each segment.
const WRITE_XLIFF: &str = "
import sys
from translate.storage import xliff2
store = xliff2.Xliff2File.parsefile(sys.argv[1])
for unit in store.units:
    unit.target = '译：' + unit.source
    unit.marktranslated()
store.savefile(sys.argv[2])
";

#[test]
fn a_translators_tool_reads_our_xliff_and_we_read_what_it_writes() {
    let pair = Pair::new();
    let act = pair.file(
        "query.toml",
        "kind = \"query\"\n[text]\nen = \"Do you know <this> & that? It spreads.\\n\\nPlease answer.\"\n",
    );
    pair.cn
        .ok(&["case", "new", pair.us.party, "--file", text(&act)]);
    pair.cn.ok(&["translation", "ask", "d1"]);
    let (out, back) = (pair.path("d1.xlf"), pair.path("back.xlf"));
    pair.cn
        .ok(&["translation", "export", "d1", "--out", text(&out)]);
    let python = judges().join("translate-toolkit/bin/python");
    let read = run(text(&python), &["-c", READ_XLIFF, text(&out)]);
    let read: serde_json::Value = serde_json::from_slice(&read).unwrap();
    assert_eq!((&read[0], &read[1]), (&"en".into(), &"zh-Hans".into()));
    let segments = read[2].as_array().unwrap();
    let sources: Vec<&str> = segments.iter().filter_map(|one| one[1].as_str()).collect();
    assert_eq!(
        sources,
        [
            "Do you know <this> & that?",
            "It spreads.",
            "Please answer."
        ]
    );
    assert!(segments.iter().all(|one| one[3] == "initial"), "{read}");
    run(text(&python), &["-c", WRITE_XLIFF, text(&out), text(&back)]);
    let taken = pair.cn.json(&["translation", "import", "d1", text(&back)]);
    assert_eq!(taken["taken"], 3, "{taken}");
    pair.cn.ok(&["translation", "done", "d1"]);
    let drafts = pair.cn.json(&["case", "drafts"]);
    assert_eq!(
        drafts[0]["file"]["text"]["zh-Hans"],
        "译：Do you know <this> & that?译：It spreads.\n\n译：Please answer."
    );
}
