//! Homes, runs of the binary, and a service that ends with the test.

use std::{
    io::{BufRead as _, BufReader, Read as _},
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
};

use serde_json::Value;
use tempfile::TempDir;

/// The binary under test, in a clean environment.
pub(crate) fn comity() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_comity"));
    command
        .env_clear()
        .env("LANG", "en_US.UTF-8")
        .env("COLUMNS", "100")
        .stdin(Stdio::null());
    command
}

/// A run that ended.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

impl Ran {
    /// What it printed, when it ended well.
    #[track_caller]
    pub(crate) fn ok(self) -> String {
        assert_eq!(self.code, 0, "{}{}", self.out, self.err);
        self.out
    }

    /// The stable code of the failure in `--json`.
    #[track_caller]
    pub(crate) fn failed(&self) -> String {
        assert_ne!(self.code, 0, "{}", self.out);
        let value: Value = serde_json::from_str(self.err.lines().last().unwrap()).unwrap();
        value["error"]["code"].as_str().unwrap().to_owned()
    }
}

/// A node's home with its folder.
pub(crate) struct House {
    pub(crate) home: PathBuf,
    pub(crate) party: &'static str,
    pub(crate) port: u16,
}

impl House {
    pub(crate) fn command(&self, args: &[&str]) -> Command {
        let mut command = comity();
        command
            .arg("--home")
            .arg(&self.home)
            .args(["--as", "li"])
            .args(args);
        command
    }

    pub(crate) fn run(&self, args: &[&str]) -> Ran {
        self.command(args).output().unwrap().into()
    }

    #[track_caller]
    pub(crate) fn ok(&self, args: &[&str]) -> String {
        self.run(args).ok()
    }

    /// Counterparts are on this machine, which a configuration must allow.
    pub(crate) fn allow_loopback(&self) {
        self.configure("");
    }

    /// The same, with more sections.
    pub(crate) fn configure(&self, more: &str) {
        let config = format!("[network]\nprivate_endpoints = [\"127.0.0.0/8\"]\n{more}");
        std::fs::write(self.home.join("comity.toml"), config).unwrap();
    }

    /// The one who acts for CN in these tests.
    #[track_caller]
    pub(crate) fn hire_li(&self) {
        self.ok(&[
            "person",
            "add",
            "li",
            "--office",
            "CN-1",
            "--duty",
            "07",
            "--roles",
            "administrator,officer",
        ]);
    }

    #[track_caller]
    pub(crate) fn json(&self, args: &[&str]) -> Value {
        let mut all = vec!["--json"];
        all.extend_from_slice(args);
        serde_json::from_str(&self.run(&all).ok()).unwrap()
    }

    /// A service for this home, up and listening.
    pub(crate) fn serve(&self) -> Serving {
        self.serve_with(&[])
    }

    pub(crate) fn serve_with(&self, variables: &[(&str, &str)]) -> Serving {
        let listen = format!("127.0.0.1:{}", self.port);
        let mut child = self
            .command(&[
                "--json",
                "serve",
                "--listen",
                &listen,
                "--ops",
                "127.0.0.1:0",
                "--console",
                "127.0.0.1:0",
            ])
            .envs(variables.iter().copied())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        out.read_line(&mut line).unwrap();
        if line.is_empty() {
            let mut err = String::new();
            child
                .stderr
                .take()
                .unwrap()
                .read_to_string(&mut err)
                .unwrap();
            panic!("no service: {err}");
        }
        let here: Value = serde_json::from_str(&line).unwrap();
        let ops = here["operate"].as_str().unwrap().to_owned();
        let console = here["console"].as_str().unwrap().to_owned();
        Serving {
            child,
            ops,
            console,
        }
    }
}

/// A running service; killed when the test lets it go.
pub(crate) struct Serving {
    child: Child,
    pub(crate) ops: String,
    console: String,
}

impl Serving {
    /// Where its pages and its API answer, by a name that it answers to.
    pub(crate) fn pages(&self) -> String {
        let (_, port) = self.console.rsplit_once(':').unwrap();
        format!("http://localhost:{port}")
    }

    /// `kill -9`.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks it to end, and gives its exit code and its traces.
    pub(crate) fn stop(mut self) -> Ran {
        let pid = self.child.id().to_string();
        Command::new("kill").args(["-TERM", &pid]).status().unwrap();
        let mut err = String::new();
        self.child
            .stderr
            .take()
            .unwrap()
            .read_to_string(&mut err)
            .unwrap();
        let code = self.child.wait().unwrap().code().unwrap_or(-1);
        Ran {
            code,
            out: String::new(),
            err,
        }
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // Ended already where the test said so.
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// Two homes in one folder.
pub(crate) struct Pair {
    pub(crate) dir: TempDir,
    pub(crate) cn: House,
    pub(crate) us: House,
}

/// A port that is free now.
pub(crate) fn port() -> u16 {
    TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port()
}

impl Pair {
    /// Two nodes that know nothing of each other.
    pub(crate) fn strangers() -> Self {
        Self::strangers_with("age-hybrid,age-x25519")
    }

    /// Two nodes that trust each other and seal with these suites.
    #[cfg(feature = "judges")]
    pub(crate) fn with_suite(suite: &str) -> Self {
        Self::strangers_with(suite).trusting()
    }

    pub(crate) fn strangers_with(suite: &str) -> Self {
        let dir = tempfile::tempdir().unwrap();
        let house = |party: &'static str, label: &str| {
            let house = House {
                home: dir.path().join(party),
                party,
                port: port(),
            };
            let endpoint = format!("https://127.0.0.1:{}", house.port);
            let office = format!("{label}-1=Desk/值班室");
            house.ok(&[
                "init",
                party,
                "--no-passphrase",
                "--suite",
                suite,
                "--jurisdiction",
                label,
                "--short-en",
                label,
                "--short-zh",
                label,
                "--office",
                &office,
                "--endpoint",
                &endpoint,
            ]);
            house.allow_loopback();
            house.ok(&[
                "person",
                "add",
                "li",
                "--office",
                &format!("{label}-1"),
                "--duty",
                "07",
                "--roles",
                "administrator,officer",
            ]);
            house.ok(&[
                "credential",
                "show",
                "--out",
                dir.path().join(format!("{label}.cred")).to_str().unwrap(),
            ]);
            house
        };
        let (cn, us) = (
            house("cyber.cn.example", "CN"),
            house("cyber.us.example", "US"),
        );
        Self { dir, cn, us }
    }

    /// Two nodes that trust each other; nothing was exchanged yet.
    pub(crate) fn new() -> Self {
        Self::strangers().trusting()
    }

    /// Makes the first node anew, keeping the seed of its credential key in a file.
    pub(crate) fn reinit_cn(&self) -> PathBuf {
        std::fs::remove_dir_all(&self.cn.home).unwrap();
        std::fs::remove_file(self.path("CN.cred")).unwrap();
        let made = self.cn.json(&[
            "init",
            self.cn.party,
            "--no-passphrase",
            "--jurisdiction",
            "CN",
            "--office",
            "CN-1=Desk/值班室",
            "--endpoint",
            &format!("https://127.0.0.1:{}", self.cn.port),
        ]);
        self.cn.allow_loopback();
        self.cn
            .ok(&["credential", "show", "--out", text(&self.path("CN.cred"))]);
        self.cn.hire_li();
        self.file("seed", made["seed"].as_str().unwrap())
    }

    pub(crate) fn trusting(self) -> Self {
        let pair = self;
        pair.cn.ok(&[
            "credential",
            "trust",
            pair.path("US.cred").to_str().unwrap(),
            "--yes",
        ]);
        pair.us.ok(&[
            "credential",
            "trust",
            pair.path("CN.cred").to_str().unwrap(),
            "--yes",
        ]);
        pair
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub(crate) fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    /// CN calls US.
    #[track_caller]
    pub(crate) fn exchange(&self) -> Value {
        self.cn.json(&["exchange", self.us.party])
    }
}

/// A path as an argument.
pub(crate) fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

/// A technical request for two domains.
pub(crate) const REQUEST: &str = r#"
language = "en"
[says]
assistance = ["takedown"]
observed = { from = 2026-11-20T08:00:00+08:00, until = 2026-11-23T10:00:00+08:00 }
[request.subject]
en = "Phishing sites"
zh-Hans = "钓鱼网站"
[request.asked]
en = "Please take them down."
zh-Hans = "请予处置。"
[request.observed]
en = "They copy a login page."
zh-Hans = "仿冒登录页。"
[[request.contacts]]
role = "requesting"
office = "Desk"
hours = "08:30-17:30"
offset = "+08:00"
"#;

/// Says a query to the counterpart; the id of the act.
pub(crate) fn query(house: &House, them: &str, line: &str) -> Command {
    house.command(&[
        "--json",
        "case",
        "act",
        "query",
        "--party",
        them,
        "--set",
        "language=en",
        "--text-en",
        line,
        "--text-zh",
        line,
    ])
}

/// A case of CN that US holds; its reference at both, and the id of its opening act.
pub(crate) fn with_a_case() -> (Pair, String) {
    let pair = Pair::new();
    let serving = pair.us.serve();
    pair.exchange();
    let request = pair.file("request.toml", REQUEST);
    let items = pair.file("items.csv", "kind,value\ndomain,a.example\n");
    let with = ["--file", text(&request), "--from", text(&items)];
    pair.cn
        .ok(&[&["case", "new", pair.us.party][..], &with].concat());
    let said = pair.cn.json(&["case", "submit", "d1"]);
    pair.exchange();
    drop(serving);
    (pair, said["act"].as_str().unwrap().to_owned())
}
