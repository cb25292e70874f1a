//! Two houses over stores in memory, people with tokens in one of them, and calls to its API.

use std::sync::{Arc, Mutex};

use axum::{
    body::Body,
    http::{HeaderMap, Request, StatusCode, header},
};
use comity_core::{PartyName, Time};
use comity_node::{
    Node,
    access::rule::Rule,
    accounts::token::{self, Scope},
    case::{file::ActFile, flow::Submitted, uploads::Turns},
    clock::Clock,
    config::Config,
    fixtures::{Masked, TestNode},
    home::Home,
    node::Limits,
    office::Office,
    people::{self, Person, Role},
    rng::SystemRandom,
};
use comity_peer::fixtures::Seeded;
use comity_store::{AnyStore, Store as _, Tx, parts::MemoryParts};
use http_body_util::BodyExt as _;
use serde_json::{Value, json};
use tokio::sync::watch;
use tower::ServiceExt as _;

use crate::{
    Turnstile,
    console::{Hosts, Passkeys, Shelf, Site, router},
};

const HOST: &str = "api.a.localhost";

pub(super) fn at(minutes: i64) -> Time {
    let start: Time = "2026-11-23T02:00:00Z".parse().unwrap();
    start.plus(60 * minutes)
}

struct Fixed(Time);

impl Clock for Fixed {
    fn now(&self) -> Time {
        self.0
    }
}

/// House A, whose API is called, and house B.
pub(super) struct World {
    pub(super) a: TestNode,
    pub(super) b: TestNode,
    pub(super) site: Arc<Site>,
    pages: axum::Router,
    pub(super) news: watch::Sender<u64>,
    /// Whom the service was rung for.
    pub(super) rung: Arc<Mutex<Vec<PartyName>>>,
    /// Where its home lies, for as long as the world does.
    _folder: tempfile::TempDir,
}

/// An answer, read to its end.
#[derive(Debug)]
pub(super) struct Got {
    pub(super) status: StatusCode,
    pub(super) headers: HeaderMap,
    pub(super) bytes: Vec<u8>,
}

impl Got {
    pub(super) fn json(&self) -> Value {
        let text = String::from_utf8_lossy(&self.bytes);
        serde_json::from_slice(&self.bytes).unwrap_or_else(|error| panic!("{error}: {text}"))
    }

    pub(super) fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// The stable code of a problem.
    pub(super) fn code(&self) -> String {
        self.json()["code"].as_str().unwrap().to_owned()
    }
}

impl World {
    pub(super) fn new() -> Self {
        Self::with_calls(10_000)
    }

    /// A world in which one token may call so often in a minute.
    pub(super) fn with_calls(per_minute: u32) -> Self {
        let mut config = Config::default();
        config.console.api_per_minute = per_minute;
        Self::with(config)
    }

    /// A world under these rules of the house; those of the registry are its own.
    pub(super) fn with(mut config: Config) -> Self {
        let a = TestNode::new("a.example", 1, at(0));
        let b = TestNode::new("b.example", 2, at(0));
        a.trust(&b, at(0));
        b.trust(&a, at(0));
        enrol(&a);
        enrol(&b);
        let (news, heard) = watch::channel(0);
        let rung = Arc::new(Mutex::new(Vec::new()));
        let folder = tempfile::tempdir().unwrap();
        let node = Node::new(
            a.name().clone(),
            AnyStore::Memory(a.store.clone()),
            (*a.node.secrets()).clone(),
            Arc::new(a.marks.clone()),
            Limits::default(),
        );
        let ring = Arc::clone(&rung);
        // What comes in is of the office that everybody here is in.
        config.registry.rule = vec![Rule {
            case_type: None,
            category: None,
            words: vec![],
            office: "D-17".to_owned(),
            officer: None,
        }];
        let site = Arc::new(Site {
            node: Arc::new(node),
            parts: Arc::new(MemoryParts::default()),
            streams: Arc::new(Masked),
            home: Home::create(&folder.path().join("home")).unwrap(),
            config,
            clock: Arc::new(Fixed(at(60))),
            words: comity_text::catalogue,
            hosts: Hosts::new([HOST.to_owned()]),
            ring: Box::new(move |them: &PartyName| ring.lock().unwrap().push(them.clone())),
            news: heard,
            stirred: watch::Sender::default(),
            failures: Mutex::default(),
            passkeys: Passkeys::default(),
            audits: crate::console::Audits::default(),
            shelf: Shelf::default(),
            waiting: Turnstile::of_work(),
            following: Turnstile::of_streams(),
            uploads: Turns::default(),
        });
        let world = Self {
            a,
            b,
            pages: router(Arc::clone(&site)),
            site,
            news,
            rung,
            _folder: folder,
        };
        world.exchange();
        world
    }

    /// Both nodes speak until neither has anything to say.
    pub(super) fn exchange(&self) {
        let (now, them) = (at(60), self.b.name());
        for _ in 0..2 {
            let line = self.b.line(&self.a, now);
            self.a.node.exchange(&line, them, now).unwrap();
        }
        self.site.office().register(now).unwrap();
        self.news.send_modify(|count| *count += 1);
    }

    /// B asks A; the id of the case.
    pub(super) fn asked(&self) -> String {
        let parts = MemoryParts::default();
        let config = Config::default();
        let office = Office {
            node: &self.b.node,
            parts: &parts,
            streams: &Masked,
            config: &config,
        };
        let act: ActFile = serde_json::from_value(takedown()).unwrap();
        let draft = office.new_draft("officer", self.a.name(), act, Some(SITES), at(60));
        let draft = draft.unwrap();
        let mut rng = Seeded::new(100 + *self.news.borrow());
        let said = office.submit("officer", &draft.id, at(60), &mut rng);
        let Submitted::Said(said) = said.unwrap() else {
            panic!("a takedown needs no second person");
        };
        self.exchange();
        said.case.unwrap().id.to_string()
    }

    /// A token of this person with these scopes.
    pub(super) fn token(&self, name: &str, scopes: &[Scope]) -> String {
        let (name, scopes) = (name.to_owned(), scopes.to_vec());
        let make = move |tx: &mut dyn Tx| {
            let wanted = token::Wanted {
                name: &name,
                label: "test",
                scopes: &scopes,
                days: 1,
            };
            token::make(tx, &wanted, at(60), &mut SystemRandom)
        };
        self.site.node.unfollowed().write(make).unwrap().0
    }

    /// A token of this person with all scopes.
    pub(super) fn every(&self, name: &str) -> String {
        self.token(name, &Scope::ALL)
    }

    /// Calls an operation.
    pub(super) async fn call(
        &self,
        method: &str,
        path: &str,
        token: Option<&str>,
        headers: &[(&str, &str)],
        body: Body,
    ) -> Got {
        let response = self.open(method, path, token, headers, body).await;
        let (parts, body) = response.into_parts();
        let bytes = body.collect().await.unwrap().to_bytes();
        Got {
            status: parts.status,
            headers: parts.headers,
            bytes: bytes.to_vec(),
        }
    }

    /// The same with an answer that is not read.
    pub(super) async fn open(
        &self,
        method: &str,
        path: &str,
        token: Option<&str>,
        headers: &[(&str, &str)],
        body: Body,
    ) -> axum::response::Response {
        let mut request = Request::builder()
            .method(method)
            .uri(format!("{}{path}", super::super::BASE))
            .header(header::HOST, HOST);
        if let Some(token) = token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(body).unwrap();
        self.pages.clone().oneshot(request).await.unwrap()
    }

    pub(super) async fn get(&self, path: &str, token: &str) -> Got {
        self.call("GET", path, Some(token), &[], Body::empty())
            .await
    }

    /// Sends JSON.
    pub(super) async fn send(
        &self,
        method: &str,
        path: &str,
        token: &str,
        headers: &[(&str, &str)],
        json: &Value,
    ) -> Got {
        let headers = [headers, &[("content-type", "application/json")]].concat();
        let body = Body::from(json.to_string());
        self.call(method, path, Some(token), &headers, body).await
    }

    /// A draft of the officer, by the API.
    pub(super) async fn draft(&self, act: Value) -> Got {
        let token = self.every("officer");
        let items = (act == takedown()).then_some(SITES);
        let new = json!({"them": "b.example", "act": act, "items": items});
        let made = self.send("POST", "/drafts", &token, &[], &new).await;
        assert_eq!(made.status, StatusCode::CREATED, "{made:?}");
        made
    }
}

/// One person of each role, by its name.
fn enrol(node: &TestNode) {
    let roles = Role::ALL.iter().map(|role| (role.name(), vec![*role]));
    // The administrator comes first, and gives the others their roles.
    let mut all: Vec<(&str, Vec<Role>)> = roles.collect();
    all.sort_by_key(|(name, _)| (*name != "administrator", *name == "security"));
    for (name, roles) in all {
        let person = Person {
            name: name.to_owned(),
            office: "D-17".to_owned(),
            duty: Some("07".to_owned()),
            roles,
            disabled: false,
        };
        let add = move |tx: &mut dyn Tx| people::add(tx, &person, "administrator", at(0));
        node.node.unfollowed().write(add).unwrap();
    }
}

/// What is to be taken down.
pub(super) const SITES: &str =
    "kind,value\nurl,https://one.example/\nurl,https://two.example/\ndomain,three.example\n";

/// A takedown request, complete with [`SITES`].
pub(super) fn takedown() -> Value {
    let both = |en: &str| json!({"en": en, "zh-Hans": "请求"});
    json!({
        "says": {
            "assistance": ["takedown"],
            "observed": {"from": "2026-11-22T00:00:00Z", "until": "2026-11-23T00:00:00Z"},
        },
        "request": {
            "subject": both("Phishing"), "asked": both("Take down"),
            "observed": both("Copies a bank"),
            "contacts": [{
                "role": "requesting", "office": "Duty desk",
                "hours": "00:00-24:00", "offset": "+00:00",
            }],
        },
    })
}
