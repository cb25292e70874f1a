//! What leaves for others than counterparts: webhooks and the trail of a running service.

use std::{
    collections::BTreeMap,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpListener,
    time::Duration,
};

use serde_json::Value;

use crate::support::{House, Pair, query};

/// How long a test waits for what must come; nothing waits so long that goes well.
const PATIENCE: Duration = Duration::from_secs(60);

/// What a receiver of webhooks was sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Heard {
    pub(crate) headers: BTreeMap<String, String>,
    pub(crate) body: String,
}

impl Heard {
    fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap()
    }
}

/// A receiver on loopback that answers with this status; what it hears comes out here.
pub(crate) fn receiver(listener: &TcpListener, status: &str) -> Heard {
    let (mut stream, _) = listener.accept().unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    let mut lines = BufReader::new(stream.try_clone().unwrap());
    let mut headers = BTreeMap::new();
    let mut line = String::new();
    lines.read_line(&mut line).unwrap();
    loop {
        line.clear();
        lines.read_line(&mut line).unwrap();
        let Some((name, value)) = line.trim_end().split_once(": ") else {
            break;
        };
        headers.insert(name.to_lowercase(), value.to_owned());
    }
    let length: u64 = headers["content-length"].parse().unwrap();
    let mut body = String::new();
    lines.take(length).read_to_string(&mut body).unwrap();
    let answer = format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\n\r\n");
    stream.write_all(answer.as_bytes()).unwrap();
    Heard { headers, body }
}

/// A webhook of the second house to this receiver: its id and its secret.
pub(crate) fn hook(house: &House, listener: &TcpListener) -> (String, String) {
    hook_to(
        house,
        &format!("http://{}/hook", listener.local_addr().unwrap()),
    )
}

fn hook_to(house: &House, address: &str) -> (String, String) {
    let made = house.json(&[
        "webhook",
        "new",
        "board",
        "--address",
        address,
        "--owner",
        "office:US-1",
        "--kinds",
        "act.received",
    ]);
    let text = |name: &str| made[name].as_str().unwrap().to_owned();
    (text("id"), text("secret"))
}

/// Webhooks may go to this machine, in clear.
pub(crate) const LOOPBACK: &str = "[webhooks]\nallow = [\"127.0.0.0/8\"]\nplain_http = true\n\n\
     [registry]\nrule = [{ office = \"US-1\" }]\n";

#[test]
fn a_webhook_is_told_at_least_once_over_a_kill_and_never_what_was_said() {
    let pair = Pair::new();
    pair.us.configure(LOOPBACK);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let (id, _) = hook(&pair.us, &listener);
    let serving = pair.us.serve();
    pair.exchange();
    let asked = query(&pair.cn, pair.us.party, "Do you know this sample?").output();
    assert!(asked.unwrap().status.success());
    pair.exchange();
    // It was received and not answered for: the service is killed before it can note anything.
    let first = receiver(&listener, "503 Service Unavailable");
    serving.kill();
    let serving = pair.us.serve();
    pair.us.ok(&["webhook", "pause", &id]);
    pair.us.ok(&["webhook", "resume", &id]);
    let second = receiver(&listener, "204 No Content");
    assert_eq!(second.body, first.body);
    assert_eq!(second.headers["webhook-id"], first.headers["webhook-id"]);
    let body = second.json();
    assert_eq!(body["type"], "act.received");
    assert_eq!(body["data"]["channel"], pair.cn.party);
    assert!(!second.body.contains("sample"), "{body}");
    drop(serving);
    let shown = pair.us.json(&["webhook", "show", &id]);
    assert_eq!(shown["webhook"]["state"], "active", "{shown}");
}

#[test]
fn what_the_configuration_does_not_allow_is_not_called() {
    let pair = Pair::new();
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    pair.us
        .configure(&LOOPBACK.replace("127.0.0.0/8", "127.0.0.1/32"));
    let (refused, _) = hook_to(&pair.us, "http://127.0.0.2:1/hook");
    let (allowed, _) = hook(&pair.us, &listener);
    pair.us.ok(&["webhook", "test", &refused]);
    let serving = pair.us.serve();
    let tried = || {
        // Each test that is heard is a look at all webhooks.
        pair.us.ok(&["webhook", "test", &allowed]);
        let heard = receiver(&listener, "200 OK");
        assert_eq!(heard.json()["type"], "webhook.test");
        let shown = pair.us.json(&["webhook", "show", &refused]);
        shown["deliveries"].get(0).cloned()
    };
    let tried = (0..10).find_map(|_| tried()).unwrap();
    assert_eq!(tried["failure"], "outward-refused", "{tried}");
    drop(serving);

    // Nor what a counterpart's credential names.
    std::fs::remove_file(pair.cn.home.join("comity.toml")).unwrap();
    let refused = pair.cn.run(&["--json", "exchange", pair.us.party]);
    assert_eq!(refused.failed(), "transport-refused", "{}", refused.err);
}

#[test]
fn a_trail_is_cut_by_its_rule_and_says_so() {
    let pair = Pair::strangers();
    let plan = pair.cn.json(&["trail", "prune", "--dry-run"]);
    assert_eq!(plan["entries"], 0, "{plan}");
    assert_eq!(plan["keep_days"], 1096, "{plan}");
    let done = pair.cn.json(&["trail", "prune"]);
    assert_eq!(done["entries"], 0, "{done}");
    // Another rule is an entry when the service starts.
    pair.cn.configure("[trail]\nkeep_days = 30\n");
    drop(pair.cn.serve());
    let trail = pair.cn.json(&["trail"]);
    let rules: Vec<&Value> = trail["rows"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|row| row["did"] == "rule-changed")
        .map(|row| &row["what"]["rule"])
        .collect();
    assert_eq!(rules, ["network.private_endpoints", "trail.keep_days"]);
    assert_eq!(trail["check"]["first"], 0);
}

#[cfg(feature = "judges")]
mod judges {
    //! Stock receivers: the libraries of Standard Webhooks, a server of mail, a server of syslog.

    use std::{
        io::{BufRead as _, BufReader, Write as _},
        net::TcpListener,
        path::{Path, PathBuf},
        process::{Child, Command, Stdio},
    };

    use comity_web::outward::{
        letter::Letter,
        smtp::{Login, Server},
        trust::Trust,
    };
    use rcgen::{CertificateParams, KeyPair, PKCS_ECDSA_P256_SHA256};
    use serde_json::Value;

    use super::{LOOPBACK, hook, receiver};
    use crate::support::{Pair, port, text};

    fn python() -> PathBuf {
        let named = std::env::var_os("COMITY_JUDGES").map(PathBuf::from);
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/judges");
        named.unwrap_or(root).join("notices/bin/python")
    }

    /// A process that ends with the test.
    struct Judge(Child);

    impl Drop for Judge {
        fn drop(&mut self) {
            self.0.kill().ok();
            self.0.wait().ok();
        }
    }

    /// A certificate for localhost that is its own authority, and its key, as files.
    fn certificate(folder: &Path) -> (PathBuf, PathBuf) {
        let key = KeyPair::generate_for(&PKCS_ECDSA_P256_SHA256).unwrap();
        let params = CertificateParams::new(vec!["localhost".to_owned()]).unwrap();
        let certificate = params.self_signed(&key).unwrap();
        let paths = (folder.join("judge.pem"), folder.join("judge.key"));
        std::fs::write(&paths.0, certificate.pem()).unwrap();
        std::fs::write(&paths.1, key.serialize_pem()).unwrap();
        paths
    }

    #[test]
    fn the_library_of_standard_webhooks_verifies_what_is_sent() {
        const VERIFY: &str = "import json, sys\n\
            from standardwebhooks.webhooks import Webhook, WebhookVerificationError\n\
            one = json.load(sys.stdin)\n\
            for secret in one['right']:\n    Webhook(secret).verify(one['body'], one['headers'])\n\
            for body in (one['body'] + ' ', one['body'].replace('test', 'tesf')):\n\
            \x20   try:\n        Webhook(one['right'][0]).verify(body, one['headers'])\n\
            \x20   except WebhookVerificationError:\n        continue\n\
            \x20   sys.exit('a change was not seen')\n\
            print('verified')\n";
        let pair = Pair::new();
        pair.us.configure(LOOPBACK);
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let (id, secret) = hook(&pair.us, &listener);
        let rotated = pair.us.json(&["webhook", "rotate", &id]);
        pair.us.ok(&["webhook", "test", &id]);
        let serving = pair.us.serve();
        let heard = receiver(&listener, "200 OK");
        drop(serving);
        let mut judge = Command::new(python())
            .args(["-c", VERIFY])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let all = serde_json::json!({
            "right": [secret, rotated["secret"]],
            "headers": heard.headers,
            "body": heard.body,
        });
        let mut given = judge.stdin.take().unwrap();
        given.write_all(all.to_string().as_bytes()).unwrap();
        drop(given);
        let ran = judge.wait_with_output().unwrap();
        assert!(ran.status.success());
        assert_eq!(String::from_utf8_lossy(&ran.stdout).trim(), "verified");
    }

    #[test]
    fn a_server_of_mail_takes_a_notice_and_reads_it_whole() {
        const SERVE: &str = "import email, email.policy, json, ssl, sys\n\
            from aiosmtpd.controller import Controller\n\
            from aiosmtpd.smtp import AuthResult\n\
            class Take:\n\
            \x20   async def handle_DATA(self, server, session, envelope):\n\
            \x20       mail = email.message_from_bytes(envelope.content, policy=email.policy.default)\n\
            \x20       print(json.dumps({'to': envelope.rcpt_tos, 'subject': mail['subject'],\n\
            \x20           'text': mail.get_content(), 'defects': [str(d) for d in mail.defects],\n\
            \x20           'auto': mail['auto-submitted']}), flush=True)\n\
            \x20       return '250 OK'\n\
            def auth(server, session, envelope, mechanism, data):\n\
            \x20   return AuthResult(success=(data.login, data.password) == (b'comity', b's3cret'), handled=False)\n\
            tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)\n\
            tls.load_cert_chain(sys.argv[1], sys.argv[2])\n\
            Controller(Take(), hostname='127.0.0.1', port=int(sys.argv[3]), tls_context=tls,\n\
            \x20   require_starttls=True, authenticator=auth, auth_required=True).start()\n\
            print('ready', flush=True)\n\
            sys.stdin.read()\n";
        let folder = tempfile::tempdir().unwrap();
        let (certificate, key) = certificate(folder.path());
        let port = port();
        let mut judge = Command::new(python())
            .args([
                "-c",
                SERVE,
                text(&certificate),
                text(&key),
                &port.to_string(),
            ])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut told = BufReader::new(judge.stdout.take().unwrap()).lines();
        let _judge = Judge(judge);
        assert_eq!(told.next().unwrap().unwrap(), "ready");
        let server = |password: &str| Server {
            host: "localhost".to_owned(),
            port,
            trust: Trust {
                authorities: certificate.clone(),
                identity: None,
            },
            login: Some(Login {
                user: "comity".to_owned(),
                password: password.to_owned(),
            }),
        };
        let letter = Letter {
            from: "comity@house.example",
            to: "li@house.example",
            subject: "desk.example有待办事项 / Something waits for you at desk.example",
            text: "系统中有待办事项。\n\n.first\n..second\n",
            at: "2026-11-23T02:00:00Z".parse().unwrap(),
            id: "n1",
        };
        let hand_in = |password: &str| {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .unwrap();
            let server = server(password);
            runtime.block_on(server.hand_in(letter.from, letter.to, &letter.to_bytes()))
        };
        hand_in("s3cret").unwrap();
        let mail: Value = serde_json::from_str(&told.next().unwrap().unwrap()).unwrap();
        assert_eq!(mail["to"], serde_json::json!([letter.to]));
        assert_eq!(mail["subject"], letter.subject);
        assert_eq!(
            mail["text"].as_str().unwrap().replace("\r\n", "\n"),
            letter.text
        );
        assert_eq!(mail["defects"], serde_json::json!([]));
        assert_eq!(mail["auto"], "auto-generated");
        assert_eq!(
            hand_in("wrong").unwrap_err().to_string(),
            "have the other end take it: it answered 535"
        );
    }

    #[test]
    fn a_server_of_syslog_takes_the_trail_in_order_over_a_restart() {
        let pair = Pair::strangers();
        let folder = pair.dir.path();
        let (certificate, key) = certificate(folder);
        let (port, pipe) = (port(), folder.join("trail.pipe"));
        assert!(
            Command::new("mkfifo")
                .arg(&pipe)
                .status()
                .unwrap()
                .success()
        );
        let rules = folder.join("rsyslog.conf");
        std::fs::write(
            &rules,
            format!(
                "global(workDirectory=\"{dir}\" defaultNetstreamDriver=\"gtls\" \
                 defaultNetstreamDriverCAFile=\"{pem}\" defaultNetstreamDriverCertFile=\"{pem}\" \
                 defaultNetstreamDriverKeyFile=\"{key}\")\n\
                 module(load=\"imtcp\" streamDriver.name=\"gtls\" streamDriver.mode=\"1\" streamDriver.authMode=\"anon\")\n\
                 input(type=\"imtcp\" port=\"{port}\" address=\"127.0.0.1\")\n\
                 template(name=\"seen\" type=\"string\" string=\"%hostname% %app-name% %msgid% %structured-data% %msg%\\n\")\n\
                 action(type=\"ompipe\" pipe=\"{pipe}\" template=\"seen\")\n",
                dir = folder.display(),
                pem = certificate.display(),
                key = key.display(),
                pipe = pipe.display(),
            ),
        )
        .unwrap();
        let judge = Command::new("rsyslogd")
            .args([
                "-n",
                "-f",
                text(&rules),
                "-i",
                text(&folder.join("rsyslog.pid")),
            ])
            .spawn()
            .unwrap();
        let _judge = Judge(judge);
        pair.cn.configure(&format!(
            "[syslog]\nserver = \"localhost:{port}\"\nca = \"{}\"\n",
            certificate.display()
        ));
        let serving = pair.cn.serve();
        let mut lines = BufReader::new(std::fs::File::open(&pipe).unwrap()).lines();
        let mut take = |count: usize| -> Vec<String> {
            let ours = lines.by_ref().map(|line| line.unwrap());
            let ours = ours.filter(|line| line.contains(" comity "));
            ours.take(count).collect()
        };
        let entries = pair.cn.json(&["trail"])["rows"].as_array().unwrap().len();
        let first = take(entries);
        serving.kill();
        pair.cn.ok(&[
            "person", "add", "wang", "--office", "CN-1", "--roles", "officer",
        ]);
        let serving = pair.cn.serve();
        let trail = pair.cn.json(&["trail"]);
        let rows = trail["rows"].as_array().unwrap();
        let mut seen = first;
        // What the server had taken before the kill may come twice.
        while !seen
            .iter()
            .any(|line| line.contains(&format!("number=\"{}\"", rows.len() - 1)))
        {
            seen.extend(take(1));
        }
        drop(serving);
        let mut known = 0;
        for line in &seen {
            let number: usize = line
                .split("number=\"")
                .nth(1)
                .unwrap()
                .split('"')
                .next()
                .unwrap()
                .parse()
                .unwrap();
            assert!(number <= known, "entry {known} is missing: {seen:#?}");
            known = known.max(number + 1);
            let row = &rows[number];
            let link = row["link"].as_str().unwrap();
            assert!(
                line.starts_with(&format!(
                    "{} comity {} ",
                    pair.cn.party,
                    row["did"].as_str().unwrap()
                )),
                "{line}"
            );
            assert!(line.contains(&format!("link=\"{link}\"")), "{line}");
        }
        assert_eq!(known, rows.len());
    }
}
