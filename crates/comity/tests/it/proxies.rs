//! The proxies of `packaging/`, as they are shipped, before a running console: what goes through, what does not.
//!
//! Nginx, Caddy, curl and openssl are Debian's; `.ci/install` brings them.

use std::{
    fs,
    io::{BufRead as _, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use tempfile::TempDir;

use crate::support::{Pair, REQUEST, Serving, port, query, text};

/// The name that the shipped configurations speak of.
const NAME: &str = "console.example";
/// The header in which a proxy hands a certificate over.
const HEADER: &str = "X-Client-Certificate";

/// A house whose console is reached through a proxy with smart cards.
struct House {
    pair: Pair,
    serving: Serving,
    token: String,
    /// The address that lets the person of the certificate in once.
    link: String,
}

/// A house that trusts certificates of a proxy; its channel is in force.
fn house() -> House {
    let pair = Pair::new();
    let us = pair.us.serve();
    pair.exchange();
    drop(us);
    let rules = format!(
        "[console]\nhosts = [\"{NAME}\"]\n[accounts]\ncertificate_header = \"{HEADER}\"\naddress_header = \"X-Forwarded-For\"\n"
    );
    fs::write(pair.cn.home.join("comity.toml"), rules).unwrap();
    pair.cn.ok(&[
        "person", "add", "wang", "--office", "CN-1", "--duty", "08", "--roles", "officer",
    ]);
    let made = pair.cn.json(&["person", "link", "wang"]);
    let scopes = "cases-read,cases-write";
    let token = pair
        .cn
        .json(&["person", "token", "new", "test", "--scopes", scopes]);
    House {
        link: format!("/sign-in/{}", made["link"].as_str().unwrap()),
        token: token["token"].as_str().unwrap().to_owned(),
        serving: pair.cn.serve(),
        pair,
    }
}

/// Where the console listens: address and port.
fn upstream(house: &House) -> String {
    house
        .serving
        .pages()
        .replace("http://localhost", "127.0.0.1")
}

/// Turns on what a shipped configuration has commented out below a mark that speaks of smart cards.
fn with_smart_cards(shipped: &str) -> String {
    let mut lines: Vec<&str> = Vec::new();
    let mut on = false;
    for line in shipped.lines() {
        match line.trim_start().strip_prefix("# ") {
            Some("Smart cards:") => on = true,
            Some("Smart cards, in place of the line above:") => {
                lines.pop();
                on = true;
            }
            Some(rest) if on => lines.push(rest),
            _ => {
                on = false;
                lines.push(line);
            }
        }
    }
    lines.join("\n")
}

/// A shipped configuration with smart cards, and these places put in for its own.
fn configured(file: &str, places: &[(&str, &str)]) -> String {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..");
    let shipped = fs::read_to_string(root.join("packaging").join(file)).unwrap();
    let mut text = with_smart_cards(&shipped);
    for (shipped, ours) in places {
        assert!(text.contains(shipped), "{file} does not say {shipped}");
        text = text.replace(shipped, ours);
    }
    text
}

fn ran(command: &mut Command) -> String {
    let ran = command.output().unwrap();
    let err = String::from_utf8_lossy(&ran.stderr);
    assert!(ran.status.success(), "{command:?}: {err}");
    String::from_utf8_lossy(&ran.stdout).into_owned()
}

/// Keys and certificates in a folder: `console` for the proxy, `people` who issue, `li` who has a card.
fn certificates(folder: &Path) {
    let openssl = |args: &str| {
        ran(Command::new("openssl")
            .args(args.split(' '))
            .current_dir(folder));
    };
    let key = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2";
    openssl(&format!(
        "req -x509 {key} -keyout console.key -out console.pem -subj /CN={NAME} -addext subjectAltName=DNS:{NAME}"
    ));
    openssl(&format!(
        "req -x509 {key} -keyout people.key -out people.pem -subj /CN=people"
    ));
    openssl(
        &format!("req {key} -keyout wang.key -out wang.csr -subj /CN=wang").replace(" -days 2", ""),
    );
    openssl(
        "x509 -req -in wang.csr -CA people.pem -CAkey people.key -CAcreateserial -days 2 -out wang.pem",
    );
}

/// A proxy, and what speaks through it.
struct Proxy {
    folder: TempDir,
    /// Of TLS, and of what is in clear.
    ports: (u16, u16),
    /// Absent where the proxy runs by itself and is told to end.
    child: Option<Child>,
}

impl Proxy {
    fn nginx(house: &House) -> Self {
        let (folder, ports) = (tempfile::tempdir().unwrap(), (port(), port()));
        certificates(folder.path());
        let here = text(folder.path());
        let site = configured(
            "nginx.conf",
            &[
                ("listen 80;", &format!("listen 127.0.0.1:{};", ports.1)),
                ("listen 443 ", &format!("listen 127.0.0.1:{} ", ports.0)),
                ("/etc/ssl/comity", here),
                ("127.0.0.1:7470", &upstream(house)),
            ],
        );
        fs::write(folder.path().join("site.conf"), site).unwrap();
        // Who is not root is ignored here, and needs no other user.
        let mut all = format!(
            "user root;\npid {here}/pid;\nerror_log {here}/errors;\nevents {{}}\nhttp {{\naccess_log off;\n"
        );
        for of in ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"] {
            all += &format!("{of}_temp_path {here}/{of};\n");
        }
        all += &format!("include {here}/site.conf;\n}}\n");
        fs::write(folder.path().join("nginx.conf"), all).unwrap();
        let proxy = Self {
            folder,
            ports,
            child: None,
        };
        // It returns when its sockets are bound.
        ran(proxy.command_of_nginx().env("PATH", "/usr/sbin:/usr/bin"));
        proxy
    }

    fn command_of_nginx(&self) -> Command {
        let mut command = Command::new("/usr/sbin/nginx");
        command
            .args(["-e", "stderr", "-c"])
            .arg(self.folder.path().join("nginx.conf"));
        command
    }

    fn caddy(house: &House) -> Self {
        let (folder, ports) = (tempfile::tempdir().unwrap(), (port(), port()));
        certificates(folder.path());
        let options = format!(
            "auto_https disable_redirects\nadmin off\ndefault_bind 127.0.0.1\nhttps_port {}\nhttp_port {}",
            ports.0, ports.1
        );
        let site = configured(
            "Caddyfile",
            &[
                ("auto_https disable_redirects", &options),
                ("/etc/ssl/comity", text(folder.path())),
                ("127.0.0.1:7470", &upstream(house)),
            ],
        );
        fs::write(folder.path().join("Caddyfile"), site).unwrap();
        let mut child = Command::new("caddy")
            .args(["run", "--adapter", "caddyfile", "--config"])
            .arg(folder.path().join("Caddyfile"))
            .env("HOME", folder.path())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut said = BufReader::new(child.stderr.take().unwrap()).lines();
        let mut before = Vec::new();
        loop {
            let line = said
                .next()
                .unwrap_or_else(|| panic!("{before:#?}"))
                .unwrap();
            if line.contains("serving initial configuration") {
                break;
            }
            before.push(line);
        }
        std::thread::spawn(move || said.for_each(drop));
        Self {
            folder,
            ports,
            child: Some(child),
        }
    }

    /// Curl with these arguments, to this path.
    fn curl(&self, args: &[&str], path: &str) -> Command {
        let mut command = Command::new("curl");
        command
            .args(["--silent", "--show-error", "--max-time", "30", "--cacert"])
            .arg(self.file("console.pem"))
            .args(["--resolve", &format!("{NAME}:{}:127.0.0.1", self.ports.0)])
            .args(args)
            .arg(format!("https://{NAME}:{}{path}", self.ports.0));
        command
    }

    /// The status of an answer and its head, in small letters, and then its body.
    fn get(&self, args: &[&str], path: &str) -> String {
        ran(self.curl(&["--include"], path).args(args)).replace("\r\n", "\n")
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        match &mut self.child {
            Some(child) => {
                child.kill().ok();
                child.wait().ok();
            }
            None => {
                self.command_of_nginx().args(["-s", "stop"]).output().ok();
            }
        }
    }
}

/// The status of an answer that [`Proxy::get`] gave.
fn status(answer: &str) -> u16 {
    answer.split(' ').nth(1).unwrap().parse().unwrap()
}

/// The token of the forms of a page.
fn token_of(page: &str) -> &str {
    let (_, rest) = page.split_once("name=\"csrf\" value=\"").unwrap();
    rest.split('"').next().unwrap()
}

/// The person of the link comes in by it and adds the certificate of the card.
fn add_a_card(proxy: &Proxy, house: &House) {
    let jar = proxy.file("first");
    let (jar, card) = (
        text(&jar),
        fs::read_to_string(proxy.file("wang.pem")).unwrap(),
    );
    let cookies = ["--cookie", jar, "--cookie-jar", jar];
    let entered = proxy.get(&[&cookies[..], &["--data", ""]].concat(), &house.link);
    assert_eq!(status(&entered), 303, "{entered}");
    let page = proxy.get(&cookies, "/account/certificates");
    let csrf = format!("csrf={}", token_of(&page));
    let card = format!("certificate={card}");
    let form = [
        "--data-urlencode",
        &csrf,
        "--data-urlencode",
        "label=card",
        "--data-urlencode",
        &card,
    ];
    let added = proxy.get(&[&cookies[..], &form].concat(), "/account/certificates");
    assert_eq!(status(&added), 303, "{added}");
}

/// What holds for every proxy.
fn stands_before_the_console(proxy: &Proxy, house: &House) {
    // Pages, told to be asked for over TLS alone from now on.
    let page = proxy.get(&[], "/sign-in");
    assert_eq!(status(&page), 200, "{page}");
    let lower = page.to_ascii_lowercase();
    assert!(
        lower.contains("\nstrict-transport-security: max-age=63072000; includesubdomains\n"),
        "{page}"
    );
    assert!(lower.contains("\ncontent-security-policy: "), "{page}");
    // In clear people are led away, and programs are not.
    for (path, answer) in [("/cases", "308"), ("/api/v1/me", "403")] {
        let told = ran(Command::new("curl")
            .args(["--silent", "--write-out", "%{http_code}", "--output"])
            .arg(proxy.file("ignored"))
            .args(["--resolve", &format!("{NAME}:{}:127.0.0.1", proxy.ports.1)])
            .arg(format!("http://{NAME}:{}{path}", proxy.ports.1)));
        assert_eq!(told, answer, "{path}");
    }
    let traced = proxy.get(&["--request", "TRACE"], "/sign-in");
    assert!(matches!(status(&traced), 403 | 405), "{traced}");

    // A card lets in; its number in a header that came from outside does not.
    add_a_card(proxy, house);
    let jar = proxy.file("card");
    let jar = ["--cookie", text(&jar), "--cookie-jar", text(&jar)];
    let fingerprint = ran(Command::new("openssl")
        .args(["x509", "-noout", "-fingerprint", "-sha256", "-in"])
        .arg(proxy.file("wang.pem")));
    let fingerprint = fingerprint.trim().split_once('=').unwrap().1.to_owned();
    let forged = format!("{HEADER}: {fingerprint}");
    let refused = proxy.get(
        &["--data", "to=/", "--header", &forged],
        "/sign-in/certificate",
    );
    assert!(
        status(&refused) >= 400 && !refused.contains("__Host-comity="),
        "{refused}"
    );
    let (cert, key) = (proxy.file("wang.pem"), proxy.file("wang.key"));
    let card = ["--cert", text(&cert), "--key", text(&key)];
    let entered = proxy.get(
        &[&card[..], &jar, &["--data", "to=/"]].concat(),
        "/sign-in/certificate",
    );
    assert_eq!(status(&entered), 303, "{entered}");
    // The same header from this machine, past the proxy, would have let in: it is the proxy that takes it out.
    let past = ran(Command::new("curl")
        .args([
            "--silent",
            "--include",
            "--data",
            "to=/",
            "--header",
            &forged,
        ])
        .args(["--header", &format!("Host: {NAME}")])
        .arg(format!("http://{}/sign-in/certificate", upstream(house))));
    assert_eq!(status(&past), 303, "{past}");

    // Many failures from one address slow that address down, whatever it says of itself.
    let tried = |from: &str, name: usize| {
        let form = format!("name=n{name}&password=x&code=0");
        let told = format!("X-Forwarded-For: 192.0.2.{name}");
        let sent = ["--interface", from, "--header", &told, "--data", &form];
        let answer = proxy.get(&sent, "/sign-in");
        let refused = answer.split("role=\"alert\"").nth(1);
        refused.unwrap_or_else(|| panic!("{answer}")).to_owned()
    };
    // A wait ends when its second does, so the first answer that tells of one may be any after the tenth.
    let refused = |told: &str| told.split("</").next().unwrap().to_owned();
    let first = refused(&tried("127.0.0.2", 0));
    let waits = (1..20).any(|name| refused(&tried("127.0.0.2", name)) != first);
    assert!(waits, "an address may fail as often as it likes");
    assert_eq!(refused(&tried("127.0.0.3", 20)), first);

    // An event comes while the stream is open.
    let mut stream = proxy
        .curl(
            &[&jar[..], &["--no-buffer", "--include"]].concat(),
            "/events",
        )
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(stream.stdout.take().unwrap())
        .lines()
        .map(Result::unwrap);
    assert!(lines.any(|line| line.is_empty()), "a stream has a head");
    let said = query(&house.pair.cn, house.pair.us.party, "Do you know it?")
        .output()
        .unwrap();
    assert!(said.status.success(), "{said:?}");
    assert!(
        lines.any(|line| line == "event: act"),
        "the event came before the stream ended"
    );
    stream.kill().unwrap();
    stream.wait().unwrap();

    // A file that is larger than what proxies let through by default.
    let request = house.pair.file("request.toml", REQUEST);
    let draft = house
        .pair
        .cn
        .json(&["case", "new", house.pair.us.party, "--file", text(&request)]);
    let file = proxy.file("log.bin");
    fs::write(&file, vec![7_u8; 3 << 20]).unwrap();
    let bearer = format!("Authorization: Bearer {}", house.token);
    let path = format!(
        "/api/v1/drafts/{}/attachments/log.bin?data_class=indicator",
        draft["id"].as_str().unwrap()
    );
    let sent = proxy.get(&["--header", &bearer, "--upload-file", text(&file)], &path);
    let sent = sent.trim_start_matches("HTTP/1.1 100 Continue\n\n");
    assert_eq!(status(sent), 200, "{sent}");
}

#[test]
fn nginx_passes_on_what_it_must_and_takes_out_what_it_must() {
    let house = house();
    let proxy = Proxy::nginx(&house);
    stands_before_the_console(&proxy, &house);
    // Who tries over and over waits before the node is asked.
    let waits = (0..60).any(|_| status(&proxy.get(&[], "/sign-in")) == 429);
    assert!(waits, "an address may try as often as it likes");
}

#[test]
fn caddy_passes_on_what_it_must_and_takes_out_what_it_must() {
    let house = house();
    let proxy = Proxy::caddy(&house);
    stands_before_the_console(&proxy, &house);
}
