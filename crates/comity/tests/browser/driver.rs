//! A browser, driven over the `WebDriver` protocol (W3C) and, for what that lacks, Chromium's own commands.
//!
//! Written out here since the clients that there are bring a licence or a cryptography that
//! `tidy.rs` does not admit; a test needs a dozen calls.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    path::PathBuf,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use serde_json::{Value, json};

/// How long a test waits for what should come at once.
const PATIENCE: Duration = Duration::from_secs(60);
/// How long the driver looks for an element, in milliseconds.
const IMPLICIT: u32 = 10_000;
/// How elements are named, unless by their path.
const CSS: &str = "css selector";
/// The key of an element in the protocol.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// Where Chromium's driver and axe-core are; nothing, with a line that says so, where one is absent.
pub(crate) fn tools() -> Option<Tools> {
    let axe = std::fs::read_to_string(judges().join("node_modules/axe-core/axe.min.js"));
    let driver = Command::new("chromedriver").arg("--version").output();
    match (axe, driver) {
        (Ok(axe), Ok(_)) => Some(Tools { axe }),
        (axe, driver) => {
            let absent = if driver.is_err() {
                "chromedriver"
            } else {
                "axe-core"
            };
            drop(axe);
            let required = std::env::var("COMITY_REQUIRE_CORPUS").is_ok_and(|value| value == "1");
            assert!(!required, "{absent} is absent: run .ci/install");
            println!("skipped for want of {absent}: tests of the console in a browser");
            None
        }
    }
}

/// The folder of tools that `.ci/install` brings and nobody ships.
pub(crate) fn judges() -> PathBuf {
    let judges = std::env::var_os("COMITY_JUDGES").map(PathBuf::from);
    judges.unwrap_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../target/judges"))
}

/// What the tests of a browser need.
pub(crate) struct Tools {
    /// The source of axe-core.
    pub(crate) axe: String,
}

/// A window of a browser of its own.
pub(crate) struct Browser {
    driver: Child,
    port: u16,
    session: String,
}

/// Starts a driver; nothing where it ends before it says its port.
fn start() -> Option<(Child, u16)> {
    let mut driver = Command::new("chromedriver")
        .arg("--port=0")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(driver.stdout.take().unwrap()).lines();
    let port = lines.find_map(|line| {
        let line = line.ok()?;
        line.split_once("started successfully on port ")?
            .1
            .trim_end_matches('.')
            .parse()
            .ok()
    });
    let Some(port) = port else {
        drop(driver.wait());
        return None;
    };
    thread::spawn(move || lines.for_each(drop));
    Some((driver, port))
}

/// Whether an element is of a document that is gone: the driver has no error of its own for one that
/// went while it was looked at.
fn is_of_another(answer: &Value) -> bool {
    let message = answer["message"].as_str().unwrap_or_default();
    message.contains("does not belong to the document")
}

impl Browser {
    /// A browser whose reader prefers this language, with scripting on or off.
    pub(crate) fn open(language: &str, scripting: bool) -> Self {
        // The driver takes a free port on one loopback address and ends where another program has
        // just taken the same number on the other.
        let (driver, port) = (0..5)
            .find_map(|_| start())
            .expect("the driver says its port");
        let mut browser = Self {
            driver,
            port,
            session: String::new(),
        };
        let scripts = if scripting { 1 } else { 2 };
        let wanted = json!({"capabilities": {"alwaysMatch": {
            "timeouts": {"implicit": IMPLICIT, "script": 60000},
            "goog:loggingPrefs": {"browser": "ALL"},
            "goog:chromeOptions": {
                "args": ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                    "--disable-background-networking", "--hide-scrollbars", format!("--lang={language}")],
                "prefs": {
                    "intl.accept_languages": language,
                    "profile.managed_default_content_settings.javascript": scripts,
                },
            },
        }}});
        let made = browser.call("POST", "/session", Some(&wanted));
        made["sessionId"]
            .as_str()
            .unwrap()
            .clone_into(&mut browser.session);
        browser
    }

    /// Goes to an address and waits until it is loaded.
    pub(crate) fn go(&self, address: &str) {
        self.ask("POST", "/url", &json!({"url": address}));
    }

    /// The address that is shown.
    pub(crate) fn address(&self) -> String {
        self.call("GET", &format!("/session/{}/url", self.session), None)
            .as_str()
            .unwrap()
            .to_owned()
    }

    /// Runs a script in the page and gives what it returns.
    pub(crate) fn run(&self, script: &str) -> Value {
        self.ask(
            "POST",
            "/execute/sync",
            &json!({"script": script, "args": []}),
        )
    }

    /// The same for a script that calls its last argument when it is done.
    pub(crate) fn run_to_end(&self, script: &str) -> Value {
        self.ask(
            "POST",
            "/execute/async",
            &json!({"script": script, "args": []}),
        )
    }

    /// Clicks the first element of this selector.
    pub(crate) fn click(&self, selector: &str) {
        self.on(CSS, selector, "POST", "click", Some(&json!({})));
    }

    /// Types into the first element of this selector.
    pub(crate) fn write(&self, selector: &str, text: &str) {
        self.on(CSS, selector, "POST", "value", Some(&json!({"text": text})));
    }

    /// Clicks the first element of this path (`XPath`).
    pub(crate) fn click_path(&self, path: &str) {
        self.on("xpath", path, "POST", "click", Some(&json!({})));
    }

    /// Whether there is an element of this path (`XPath`) now.
    pub(crate) fn is_there(&self, path: &str) -> bool {
        // Without the wait for what may still come.
        self.ask("POST", "/timeouts", &json!({"implicit": 0}));
        let found = self.ask(
            "POST",
            "/elements",
            &json!({"using": "xpath", "value": path}),
        );
        self.ask("POST", "/timeouts", &json!({"implicit": IMPLICIT}));
        found.as_array().is_some_and(|found| !found.is_empty())
    }

    /// Puts a value into the first field of this selector whose keys depend on the language of the
    /// browser, as those of days do.
    pub(crate) fn put(&self, selector: &str, value: &str) {
        let page = self.chromium("DOM.getDocument", &json!({"depth": 0}));
        let within = json!({"nodeId": page["root"]["nodeId"], "selector": selector});
        let found = self.chromium("DOM.querySelector", &within);
        let set = json!({"nodeId": found["nodeId"], "name": "value", "value": value});
        self.chromium("DOM.setAttributeValue", &set);
    }

    /// The text of the first element of this selector, as it is seen.
    pub(crate) fn text(&self, selector: &str) -> String {
        let text = self.on(CSS, selector, "GET", "text", None);
        text.as_str().unwrap().to_owned()
    }

    /// Gives the browser a passkey to be: one that knows its holder, who says yes to everything.
    pub(crate) fn holds_key(&self) {
        let key = json!({
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": true,
            "hasUserVerification": true,
            "isUserConsenting": true,
            "isUserVerified": true,
        });
        self.ask("POST", "/webauthn/authenticator", &key);
    }

    /// Chooses the language of pages, as the form of the console does.
    pub(crate) fn speak(&self, tag: &str) {
        // A cookie of secure origins, of which loopback is one; its address must say so here.
        let url = self.address().replace("http://", "https://");
        let cookie = json!({"name": "__Host-comity-language", "value": tag, "url": url, "path": "/", "secure": true});
        let set = self.chromium("Network.setCookie", &cookie);
        assert_eq!(set["success"], true, "{set}");
    }

    /// The window becomes so wide.
    pub(crate) fn width(&self, width: u32) {
        let params =
            json!({"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false});
        self.chromium("Emulation.setDeviceMetricsOverride", &params);
    }

    /// The reader prefers a dark page, or a light one.
    pub(crate) fn dark(&self, dark: bool) {
        let value = if dark { "dark" } else { "light" };
        let features = json!({"features": [{"name": "prefers-color-scheme", "value": value}]});
        self.chromium("Emulation.setEmulatedMedia", &features);
    }

    /// A picture of the upper part of the page, so wide and high, as PNG in base64.
    pub(crate) fn picture(&self, width: u32, height: u32) -> String {
        let clip = json!({"clip": {"x": 0, "y": 0, "width": width, "height": height, "scale": 1}});
        let made = self.chromium("Page.captureScreenshot", &clip);
        made["data"].as_str().unwrap().to_owned()
    }

    /// What the browser sends takes its time: so many bytes a second, or as fast as it goes.
    pub(crate) fn sends(&self, bytes_per_second: Option<u32>) {
        let most = bytes_per_second.map_or(-1, i64::from);
        let params = json!({
            "offline": false, "latency": 0, "downloadThroughput": -1, "uploadThroughput": most,
        });
        self.chromium("Network.emulateNetworkConditions", &params);
    }

    /// What the page complained of since it was last asked.
    pub(crate) fn complaints(&self) -> Vec<String> {
        let log = self.ask("POST", "/se/log", &json!({"type": "browser"}));
        let entries = log.as_array().unwrap().iter();
        entries
            .map(|entry| entry["message"].as_str().unwrap().to_owned())
            .collect()
    }

    /// Waits until something holds; how long that took.
    #[track_caller]
    pub(crate) fn wait(what: &str, holds: impl Fn() -> bool) -> Duration {
        let start = Instant::now();
        while !holds() {
            assert!(start.elapsed() < PATIENCE, "waited in vain: {what}");
            thread::sleep(Duration::from_millis(50));
        }
        start.elapsed()
    }

    /// Does something with the first element that is found. One that a region which was fetched
    /// anew took along is looked for again.
    #[track_caller]
    fn on(&self, how: &str, what: &str, method: &str, act: &str, body: Option<&Value>) -> Value {
        let start = Instant::now();
        loop {
            let found = self.ask("POST", "/element", &json!({"using": how, "value": what}));
            let element = found[ELEMENT].as_str().unwrap();
            let path = format!("/session/{}/element/{element}/{act}", self.session);
            let value = self.try_call(method, &path, body);
            let gone = value["error"] == "stale element reference" || is_of_another(&value);
            if !gone || start.elapsed() > PATIENCE {
                assert!(
                    value.get("error").is_none(),
                    "{method} {what} {act}: {value}"
                );
                return value;
            }
        }
    }

    fn chromium(&self, command: &str, params: &Value) -> Value {
        self.ask(
            "POST",
            "/goog/cdp/execute",
            &json!({"cmd": command, "params": params}),
        )
    }

    #[track_caller]
    fn ask(&self, method: &str, path: &str, body: &Value) -> Value {
        self.call(
            method,
            &format!("/session/{}{path}", self.session),
            Some(body),
        )
    }

    /// One call to the driver; its value.
    #[track_caller]
    fn call(&self, method: &str, path: &str, body: Option<&Value>) -> Value {
        let value = self.try_call(method, path, body);
        assert!(value.get("error").is_none(), "{method} {path}: {value}");
        value
    }

    /// The same, where an error may be one that passes.
    fn try_call(&self, method: &str, path: &str, body: Option<&Value>) -> Value {
        let body = body.map(Value::to_string).unwrap_or_default();
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream
            .set_read_timeout(Some(Duration::from_secs(120)))
            .unwrap();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            self.port,
            body.len()
        )
        .unwrap();
        let mut answer = BufReader::new(stream);
        let mut length = 0;
        loop {
            let mut line = String::new();
            answer.read_line(&mut line).unwrap();
            let line = line.trim_end().to_ascii_lowercase();
            if line.is_empty() {
                break;
            }
            if let Some(value) = line.strip_prefix("content-length:") {
                length = value.trim().parse().unwrap();
            }
        }
        let mut bytes = vec![0; length];
        answer.read_exact(&mut bytes).unwrap();
        let mut answer: Value = serde_json::from_slice(&bytes).unwrap();
        answer["value"].take()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if !self.session.is_empty() && !thread::panicking() {
            self.call("DELETE", &format!("/session/{}", self.session), None);
        }
        // The driver takes its browser with it.
        self.driver.kill().ok();
        self.driver.wait().ok();
    }
}
