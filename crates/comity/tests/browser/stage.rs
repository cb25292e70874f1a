//! Both nodes of the demo, running, and the ways in to their consoles.

use std::{
    io::{BufRead as _, BufReader},
    path::PathBuf,
    process::{Child, Command, Stdio},
};

use serde_json::Value;
use tempfile::TempDir;

use crate::driver::Browser;

/// The two nodes after the story of the demo.
pub(crate) struct Stage {
    /// Ends with the test.
    _folder: TempDir,
    child: Child,
    nodes: Vec<Value>,
}

impl Stage {
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut child = comity()
            .args(["--json", "demo", "--serve", "--history", "30", "--dir"])
            .arg(folder.path().join("demo"))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        out.read_line(&mut line).unwrap();
        let doors: Value = serde_json::from_str(&line).expect("the demo says where its nodes are");
        Self {
            _folder: folder,
            child,
            nodes: doors["nodes"].as_array().unwrap().clone(),
        }
    }

    fn node(&self, party: &str) -> &Value {
        let found = self.nodes.iter().find(|node| node["party"] == party);
        found.unwrap_or_else(|| panic!("no node of {party}"))
    }

    /// The door of the person of this role.
    fn door(&self, party: &str, role: &str) -> &Value {
        let people = self.node(party)["people"].as_array().unwrap();
        people.iter().find(|door| door["role"] == role).unwrap()
    }

    /// What the person of this role is called.
    pub(crate) fn name(&self, party: &str, role: &str) -> &str {
        self.door(party, role)["name"].as_str().unwrap()
    }

    /// The link that lets the person of this role in once.
    pub(crate) fn link(&self, party: &str, role: &str) -> &str {
        self.door(party, role)["sign_in"].as_str().unwrap()
    }

    /// Signs the person of this role in by the link of the demo; the origin of the console.
    pub(crate) fn sign_in(&self, browser: &Browser, party: &str, role: &str) -> String {
        let link = self.link(party, role);
        let (origin, _) = link.split_once("/sign-in").unwrap();
        browser.go(link);
        browser.click("main button");
        Browser::wait("the desk after sign-in", || {
            browser.address() == format!("{origin}/")
        });
        origin.to_owned()
    }

    /// A command of the person of this role on the home of this party.
    pub(crate) fn command(&self, party: &str, role: &str) -> Command {
        let home = PathBuf::from(self.node(party)["home"].as_str().unwrap());
        let mut command = comity();
        command.args(["--json", "--home"]).arg(home);
        command.args(["--as", self.door(party, role)["name"].as_str().unwrap()]);
        command
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

fn comity() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_comity"));
    command
        .env_clear()
        .env("LANG", "en_US.UTF-8")
        .stdin(Stdio::null());
    command
}
