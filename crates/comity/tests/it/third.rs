//! A third house that is given proofs and credentials, and two houses that have something to show it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::Value;

use crate::support::{House, Pair, REQUEST, Ran, port, text};

/// A request with these attachments and a list of items, signed by both; the act.
pub(crate) fn said(pair: &Pair, files: &[PathBuf]) -> String {
    let request = pair.file("request.toml", REQUEST);
    let items = pair.file("items.csv", "kind,value\ndomain,a.example\n");
    let serving = pair.us.serve();
    pair.exchange();
    let with = ["--file", text(&request), "--from", text(&items)];
    pair.cn
        .ok(&[&["case", "new", pair.us.party][..], &with].concat());
    for file in files {
        pair.cn.ok(&["attach", "d1", text(file)]);
    }
    let said = pair.cn.json(&["case", "submit", "d1"]);
    pair.exchange();
    drop(serving);
    said["act"].as_str().unwrap().to_owned()
}

/// A house of a third party, which trusts nobody and is given files in a folder of its own.
pub(crate) struct Third {
    house: House,
    folder: PathBuf,
    credentials: [PathBuf; 2],
}

impl Third {
    pub(crate) fn new(pair: &Pair) -> Self {
        let folder = pair.path("third");
        fs::create_dir(&folder).unwrap();
        let house = House {
            home: folder.join("home"),
            party: "court.example",
            port: port(),
        };
        let init = ["init", house.party, "--no-passphrase", "--jurisdiction"];
        house.ok(&[&init[..], &["EX", "--office", "EX-1=Desk/值班室"]].concat());
        let credentials = ["CN.cred", "US.cred"].map(|name| {
            let given = folder.join(name);
            fs::copy(pair.path(name), &given).unwrap();
            given
        });
        Self {
            house,
            folder,
            credentials,
        }
    }

    /// Takes a file along.
    pub(crate) fn given(&self, file: &Path) -> PathBuf {
        let given = self.folder.join(file.file_name().unwrap());
        fs::copy(file, &given).unwrap();
        given
    }

    pub(crate) fn verify(&self, proof: &Path) -> Ran {
        let [one, other] = self.credentials.each_ref().map(|path| text(path));
        let verify = ["--json", "receipt", "verify", text(proof), "--credential"];
        self.house
            .run(&[&verify[..], &[one, "--credential", other]].concat())
    }

    /// What a verified proof says in a language, with its lines joined.
    #[track_caller]
    pub(crate) fn told(&self, proof: &Path, lang: &str) -> String {
        let [one, other] = self.credentials.each_ref().map(|path| text(path));
        let verify = ["--lang", lang, "receipt", "verify", text(proof)];
        let with = ["--credential", one, "--credential", other];
        let told = self.house.ok(&[&verify[..], &with].concat());
        let lines: Vec<_> = told.lines().map(str::trim).collect();
        lines.join(if lang == "en" { " " } else { "" })
    }

    /// The facts of a proof that holds.
    #[track_caller]
    pub(crate) fn facts(&self, proof: &Path) -> Vec<Value> {
        let report: Value = serde_json::from_str(&self.verify(proof).ok()).unwrap();
        report["facts"].as_array().unwrap().clone()
    }
}

/// Exports a proof that opens an act.
pub(crate) fn export(house: &House, act: &str, out: &Path, more: &[&str]) -> Ran {
    let export = ["--json", "receipt", "export", act, "--kind", "opened"];
    house.run(&[&export[..], &["--out", text(out)], more].concat())
}
