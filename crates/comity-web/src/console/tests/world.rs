//! Two houses over stores in memory, people of every role in one of them, and requests to its pages.

use std::{
    net::{Ipv4Addr, SocketAddr},
    sync::{Arc, Mutex},
};

use axum::{
    Extension,
    body::Body,
    http::{HeaderMap, Request, StatusCode, header, request},
};
use comity_core::Time;
use comity_node::{
    Node,
    access::{Assignment, Sight},
    accounts::{
        Secret, link,
        session::{self, How, Opening},
    },
    case::{file::ActFile, flow::Submitted, uploads::Turns},
    clock::Clock,
    config::Config,
    fixtures::{Masked, TestNode},
    home::Home,
    keys::Marks,
    node::{Limits, Secrets},
    office::Office,
    people::{self, Person, Role},
    rng::SystemRandom,
    translate::{About, Asked},
    webhooks,
};
use comity_peer::fixtures::{Seeded, StandInSealer};
use comity_store::{AnyStore, Store, parts::MemoryParts};
use comity_text::{Catalogue, Locale};
use http_body_util::BodyExt as _;
use serde_json::{Value, json};
use tokio::sync::watch;
use tower::ServiceExt as _;

use super::routes::Route;
use crate::{
    Turnstile,
    console::{Audits, Hosts, Passkeys, Shelf, Site, router, visit::SESSION},
};

/// The host name of the console.
pub(super) const HOST: &str = "officer.a.localhost";

/// Every role by its name, which is the name of a person in it too; one who has none, and an
/// officer of an office that has nothing to do with the cases.
pub(super) fn people() -> Vec<&'static str> {
    Role::ALL
        .iter()
        .map(|role| role.name())
        .chain(["newcomer", "stranger"])
        .collect()
}

/// What a takedown names.
pub(super) const SITES: &str = "kind,value\nurl,https://one.example/\ndomain,two.example\n";

pub(super) fn at(minutes: i64) -> Time {
    let start: Time = "2026-11-23T02:00:00Z".parse().unwrap();
    start.plus(60 * minutes)
}

/// A clock that a test sets.
pub(super) struct Set(Mutex<Time>);

impl Clock for Set {
    fn now(&self) -> Time {
        *self.0.lock().unwrap()
    }
}

/// House A, whose pages are asked for, and house B, its counterpart.
pub(super) struct World {
    pub(super) a: TestNode,
    pub(super) b: TestNode,
    pub(super) site: Arc<Site>,
    pub(super) clock: Arc<Set>,
    pub(super) news: watch::Sender<u64>,
    /// Our request, which was said.
    pub(super) ours: String,
    /// Theirs, which nobody answered and is overdue.
    pub(super) theirs: String,
    /// A draft that waits for release.
    pub(super) waits: String,
    /// A draft whose translation was asked for.
    pub(super) translated: String,
    /// Ends with the world.
    _folder: tempfile::TempDir,
}

impl World {
    /// A world in the languages of the program.
    pub(super) fn new() -> Self {
        Self::in_words(comity_text::catalogue)
    }

    /// A world in these words.
    pub(super) fn in_words(words: fn(Locale) -> &'static Catalogue) -> Self {
        let a = TestNode::new("a.example", 1, at(0));
        let b = TestNode::new("b.example", 2, at(0));
        a.trust(&b, at(0));
        b.trust(&a, at(0));
        enrol(&a);
        enrol(&b);
        let (news, heard) = watch::channel(0);
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(Set(Mutex::new(at(1))));
        let site = Arc::new(Site {
            node: Arc::new(node_of(&a)),
            parts: Arc::new(MemoryParts::default()),
            streams: Arc::new(Masked),
            home: Home::create(&folder.path().join("home")).unwrap(),
            config: Config::default(),
            clock: Arc::clone(&clock) as Arc<dyn Clock>,
            words,
            hosts: Hosts::new([HOST.to_owned()]),
            ring: Box::new(|_| {}),
            news: heard,
            stirred: watch::Sender::default(),
            failures: Mutex::default(),
            passkeys: Passkeys::default(),
            audits: Audits::default(),
            shelf: Shelf::default(),
            waiting: Turnstile::of_work(),
            following: Turnstile::of_streams(),
            uploads: Turns::default(),
        });
        let mut world = Self {
            a,
            b,
            site,
            clock,
            news,
            ours: String::new(),
            theirs: String::new(),
            waits: String::new(),
            translated: String::new(),
            _folder: folder,
        };
        world.exchange();
        world.ours = world.say(true, takedown("Phishing"), Some(SITES));
        world.theirs = world.say(false, takedown("Copies"), Some(SITES));
        world.waits = world.wait(police());
        world.translated = world.ask_translation();
        world.exchange();
        world.assign(&world.theirs);
        *world.clock.0.lock().unwrap() = at(3 * 24 * 60);
        world
    }

    /// Both nodes speak until neither has anything to say.
    pub(super) fn exchange(&self) {
        let (now, them) = (self.site.now(), self.b.name());
        for _ in 0..2 {
            let line = self.b.line(&self.a, now);
            self.a.node.exchange(&line, them, now).unwrap();
        }
    }

    /// Says an act of A, or of B; the case, by its reference here.
    pub(super) fn say(&self, ours: bool, file: ActFile, list: Option<&str>) -> String {
        let config = Config::default();
        let parts = MemoryParts::default();
        let (node, them) = if ours {
            (&self.a, &self.b)
        } else {
            (&self.b, &self.a)
        };
        let office = Office {
            node: &node.node,
            parts: &parts,
            streams: &Masked,
            config: &config,
        };
        let now = self.site.now();
        let draft = office
            .new_draft("officer", them.name(), file, list, now)
            .unwrap();
        let mut rng = Seeded::new(if ours { 11 } else { 12 });
        let said = match office.submit("officer", &draft.id, now, &mut rng).unwrap() {
            Submitted::Said(said) => said,
            Submitted::Waits { draft, .. } => {
                office.release("releaser", &draft, now, &mut rng).unwrap()
            }
        };
        said.case.unwrap().id.to_string()
    }

    /// A webhook that waits for a second person.
    pub(super) fn webhook(&self) -> String {
        let store = self.site.node.unfollowed();
        if let Some(known) = store.read(webhooks::list).unwrap().first() {
            return known.id.clone();
        }
        let wanted = webhooks::Wanted {
            label: "Phishing".to_owned(),
            address: "https://b.example/07".to_owned(),
            kinds: webhooks::Kind::ALL.to_vec(),
            owner: "office:D-17".parse().unwrap(),
        };
        let (office, now) = (self.site.office(), self.site.now());
        let made = office.make_webhook("administrator", wanted, now, &mut Seeded::new(14));
        made.unwrap().1.id
    }

    /// Gives a case to the officer and the office that all but one are of.
    pub(super) fn assign(&self, case: &str) {
        let to = Assignment {
            office: Some("D-17".to_owned()),
            officer: Some("officer".to_owned()),
            deputy: None,
        };
        let (office, now) = (self.site.office(), self.site.now());
        office
            .assign("registry", &Sight::All, case, to, now)
            .unwrap();
    }

    /// A draft of A in one language, whose translation is asked for.
    fn ask_translation(&self) -> String {
        let (office, now) = (self.site.office(), self.site.now());
        let query = file(json!({"kind": "query", "text": {"en": "Phishing. Copies."}}));
        let draft = office.new_draft("officer", self.b.name(), query, None, now);
        let about = About::Draft(draft.unwrap().id);
        let asked = office.ask_translation("officer", &Sight::All, &about, Asked::default(), now);
        asked.unwrap().id
    }

    /// Submits a draft of A that waits for release.
    pub(super) fn wait(&self, file: ActFile) -> String {
        let office = self.site.office();
        let now = self.site.now();
        let draft = office
            .new_draft("officer", self.b.name(), file, None, now)
            .unwrap();
        let submitted = office.submit("officer", &draft.id, now, &mut SystemRandom);
        assert!(
            matches!(submitted, Ok(Submitted::Waits { .. })),
            "{submitted:?}"
        );
        draft.id
    }

    /// Lets seconds pass.
    pub(super) fn advance(&self, seconds: i64) {
        let mut now = self.clock.0.lock().unwrap();
        *now = now.plus(seconds);
    }

    /// A fresh session of this person.
    pub(super) fn session(&self, name: &str) -> Secret {
        self.session_by(name, How::Certificate)
    }

    /// A fresh session of this person, who came in this way.
    pub(super) fn session_by(&self, name: &str, how: How) -> Secret {
        let (name, now) = (name.to_owned(), self.site.now());
        let open = move |tx: &mut dyn comity_store::Tx| {
            let opening = Opening {
                name: &name,
                how,
                agent: "",
                before: None,
            };
            session::open(tx, &opening, now, &mut SystemRandom)
        };
        self.site.node.unfollowed().write(open).unwrap().secret
    }

    /// A link that lets the officer in once.
    pub(super) fn link(&self) -> Secret {
        let now = self.site.now();
        let make =
            move |tx: &mut dyn comity_store::Tx| link::visit(tx, "officer", now, &mut SystemRandom);
        self.site.node.unfollowed().write(make).unwrap()
    }

    /// An address with what stands for its parts put in; a new part needs a line here.
    pub(super) fn fill(&self, pattern: &str) -> String {
        let mut address = String::new();
        for (n, part) in pattern.split(['{', '}']).enumerate() {
            let filled = match (n % 2, part) {
                (0, text) => text.to_owned(),
                (_, "case") => self.theirs.clone(),
                (_, "id") if address == "/drafts/" => self.waits.clone(),
                (_, "id") if address == "/administration/webhooks/" => self.webhook(),
                (_, "link") => self.link().to_text(),
                (_, "path") => {
                    let address = super::super::assets::address("console.css");
                    address.trim_start_matches("/assets/").to_owned()
                }
                (_, "party") => self.b.name().to_string(),
                (_, "log") => "ours".to_owned(),
                (_, "entry") => "1".to_owned(),
                (_, "kind") => "request.ack".to_owned(),
                (_, "topic") => "desk".to_owned(),
                (_, "translation") => self.translated.clone(),
                (_, "code") => "D-99".to_owned(),
                (_, "name") => "analyst".to_owned(),
                (_, "role") => "duty".to_owned(),
                // Of these there is none here.
                (_, "id" | "act" | "number" | "fingerprint" | "upload") => "1".to_owned(),
                (_, other) => panic!("say what stands for {{{other}}} in World::fill"),
            };
            address.push_str(&filled);
        }
        address
    }

    /// What the page says to this person, or to nobody.
    pub(super) async fn get(&self, who: Option<&str>, path: &str, locale: Locale) -> Answer {
        let request = match who {
            Some(name) => signed(Request::get(path), &self.session(name)),
            None => Request::get(path),
        };
        let request = request.header(header::ACCEPT_LANGUAGE, locale.tag());
        self.call(request.body(Body::empty()).unwrap()).await
    }

    /// Sends a form of a page of this person, or of nobody.
    pub(super) async fn post(&self, who: Option<&str>, path: &str, form: &str) -> Answer {
        let (request, form) = match who {
            Some(name) => {
                let session = self.session(name);
                let form = format!("csrf={}&{form}", session.forms());
                (signed(Request::post(path), &session), form)
            }
            None => (Request::post(path), form.to_owned()),
        };
        let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.call(request.body(Body::from(form)).unwrap()).await
    }

    /// Asks as a script of a page of this person does, or of nobody, with nothing in it.
    pub(super) async fn say_as(&self, who: Option<&str>, method: &str, path: &str) -> Answer {
        let request = Request::builder().method(method).uri(path);
        let request = match who {
            Some(name) => {
                let session = self.session(name);
                signed(request, &session).header("x-csrf-token", session.forms())
            }
            None => request,
        };
        let request = request.header("tus-resumable", "1.0.0");
        self.call(request.body(Body::empty()).unwrap()).await
    }

    /// Sends a form of this person as its address takes it.
    pub(super) async fn send(
        &self,
        who: Option<&str>,
        path: &str,
        form: &str,
        route: &Route,
    ) -> Answer {
        let session = who.map(|name| self.session(name));
        let token = session
            .as_ref()
            .map(|session| format!("csrf={}&", session.forms()));
        let (media, body) = route.body(&format!("{}{form}", token.unwrap_or_default()));
        let request = match &session {
            Some(session) => signed(Request::post(path), session),
            None => Request::post(path),
        };
        let request = request
            .header(header::CONTENT_TYPE, media)
            .header(header::ORIGIN, format!("http://{HOST}"));
        self.call(request.body(Body::from(body)).unwrap()).await
    }

    /// Answers a request as it stands; one without a host name asks for ours.
    pub(super) async fn call(&self, mut request: Request<Body>) -> Answer {
        let host = HOST.parse().unwrap();
        request.headers_mut().entry(header::HOST).or_insert(host);
        let from = SocketAddr::from((Ipv4Addr::LOCALHOST, 40_000));
        let pages = router(Arc::clone(&self.site)).layer(Extension(from));
        let answer = pages.oneshot(request).await.unwrap();
        let (parts, body) = answer.into_parts();
        let endless = parts.headers.get(header::CONTENT_TYPE);
        let endless = endless.is_some_and(|media| media == "text/event-stream");
        let bytes = if endless {
            Vec::new()
        } else {
            body.collect().await.unwrap().to_bytes().to_vec()
        };
        Answer {
            status: parts.status,
            headers: parts.headers,
            body: String::from_utf8_lossy(&bytes).into_owned(),
            bytes,
        }
    }
}

/// An answer, read to its end.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) body: String,
    /// The body as it came.
    pub(super) bytes: Vec<u8>,
}

impl Answer {
    /// A header, as text; nothing where it is not there.
    pub(super) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }
}

/// A request that carries a session.
pub(super) fn signed(request: request::Builder, session: &Secret) -> request::Builder {
    request.header(header::COOKIE, format!("{SESSION}={}", session.to_text()))
}

/// The node of a house on the store of its fixture, as the program would open it.
fn node_of(of: &TestNode) -> Node<AnyStore> {
    let marks: Arc<dyn Marks> = Arc::new(of.marks.clone());
    let mut secrets = Secrets::of(&of.keyring, &marks).unwrap();
    secrets.sealer = Arc::new(StandInSealer::new(&of.keyring.stand_in(), 7));
    Node::new(
        of.name().clone(),
        of.store.clone().into(),
        secrets,
        marks,
        Limits::default(),
    )
}

/// Registers a person of each role. The security officer comes last: from then on a role takes two.
fn enrol(node: &TestNode) {
    let mut roles: Vec<Role> = Role::ALL.to_vec();
    roles.sort_by_key(|role| match role {
        Role::Administrator => 0,
        Role::Security => 2,
        _ => 1,
    });
    let mut all: Vec<Person> = roles
        .into_iter()
        .map(|role| person(role.name(), vec![role]))
        .collect();
    all.insert(1, person("newcomer", Vec::new()));
    let stranger = person("stranger", vec![Role::Officer]);
    let office = "D-99".to_owned();
    all.insert(1, Person { office, ..stranger });
    for person in all {
        let add =
            move |tx: &mut dyn comity_store::Tx| people::add(tx, &person, "administrator", at(0));
        node.node.unfollowed().write(add).unwrap();
    }
}

fn person(name: &str, roles: Vec<Role>) -> Person {
    Person {
        name: name.to_owned(),
        office: "D-17".to_owned(),
        duty: Some("07".to_owned()),
        roles,
        disabled: false,
    }
}

/// A takedown request with this subject, complete.
pub(super) fn takedown(subject: &str) -> ActFile {
    let both = |text: &str| json!({"en": text, "zh-Hans": text});
    file(json!({
        "says": {"assistance": ["takedown"], "observed": {"from": "2026-11-22T00:00:00Z", "until": "2026-11-23T00:00:00Z"}},
        "request": {
            "subject": both(subject), "asked": both("Phishing"), "observed": both("Phishing"),
            "contacts": [{"role": "requesting", "office": "Phishing", "hours": "00:00-24:00", "offset": "+00:00"}],
        },
    }))
}

/// A request that a second person must release.
pub(super) fn police() -> ActFile {
    let both = |text: &str| json!({"en": text, "zh-Hans": text});
    file(json!({
        "says": {
            "assistance": ["subscriber"], "data": ["subscriber"], "offences": ["ict_fraud"], "max_penalty_months": 84,
            "treaty": "mlaa_2000", "use_limitation": "purpose_only",
            "period": {"from": "2026-11-01T00:00:00Z", "until": "2026-11-20T00:00:00Z"},
        },
        "request": {
            "subject": both("Phishing"), "facts": both("Phishing"), "purpose": both("Phishing"), "relation": both("Phishing"),
            "contacts": [{"role": "requesting", "office": "Phishing", "hours": "08:30-17:30", "offset": "+08:00"}],
            "legal_basis": [{"law": "CPL", "article": "139"}], "provisions": [{"law": "CL", "article": "266"}],
            "data_sought": [{"class": "subscriber", "identifiers": [{"kind": "account", "value": "x@mail.example"}]}],
        },
    }))
}

pub(super) fn file(value: Value) -> ActFile {
    serde_json::from_value(value).unwrap()
}
