//! Two houses with a channel between them, and what their people do.

use comity_core::{Time, codes::ItemFate};
use comity_peer::fixtures::Seeded;
use comity_store::{MemoryStore, Store};
use serde_json::{Value, json};

use crate::{
    case::{
        CaseError,
        file::ActFile,
        flow::{SaidView, Submitted},
        list,
    },
    config::Config,
    fixtures::{Masked, TestNode},
    office::Office,
    people::{self, Person, Role},
};

pub(crate) fn at(minutes: i64) -> Time {
    let start: Time = "2026-11-23T02:00:00Z".parse().unwrap();
    start.plus(60 * minutes)
}

/// Two houses, A and B, each with an officer `li` and a releaser `wang`.
pub(crate) struct World {
    pub(crate) a: TestNode,
    pub(crate) b: TestNode,
    pub(crate) config: Config,
}

impl World {
    pub(crate) fn new() -> Self {
        let a = TestNode::new("a.example", 1, at(0));
        let b = TestNode::new("b.example", 2, at(0));
        a.trust(&b, at(0));
        b.trust(&a, at(0));
        let world = Self {
            a,
            b,
            config: Config::default(),
        };
        for node in [&world.a, &world.b] {
            for (name, roles) in [
                ("root", vec![Role::Administrator]),
                ("li", vec![Role::Officer]),
                ("wang", vec![Role::Releaser, Role::Officer]),
            ] {
                let person = Person {
                    name: name.to_owned(),
                    office: "D-17".to_owned(),
                    duty: Some("07".to_owned()),
                    roles,
                    disabled: false,
                };
                let add =
                    move |tx: &mut dyn comity_store::Tx| people::add(tx, &person, "root", at(0));
                node.node.unfollowed().write(add).unwrap();
            }
        }
        world.exchange(1);
        world
    }

    pub(crate) fn office<'a>(&'a self, node: &'a TestNode) -> Office<'a, MemoryStore> {
        Office {
            node: &node.node,
            parts: &node.parts,
            streams: &Masked,
            config: &self.config,
        }
    }

    /// Both sides speak until neither has anything to say; attachments follow.
    pub(crate) fn exchange(&self, minutes: i64) {
        let (now, them) = (at(minutes), self.b.name());
        for _ in 0..2 {
            self.a
                .node
                .exchange(&self.b.line(&self.a, now), them, now)
                .unwrap();
            for (to, from) in [(&self.a, &self.b), (&self.b, &self.a)] {
                let line = from.line(to, now);
                let missing = to
                    .store
                    .read(|tx| tx.incomplete_attachments(None, 100))
                    .unwrap();
                for row in missing {
                    let done = to
                        .node
                        .fetch(&to.parts, &line, from.name(), &row.root, &mut |_| true);
                    assert!(done.unwrap().complete);
                }
            }
        }
    }

    /// Makes and submits an act; what the house does with it.
    pub(crate) fn try_act(
        &self,
        node: &TestNode,
        file: ActFile,
        list: Option<&str>,
        minutes: i64,
    ) -> Result<Submitted, CaseError> {
        let them = if node.name() == self.a.name() {
            self.b.name()
        } else {
            self.a.name()
        };
        let office = self.office(node);
        let draft = office.new_draft("li", them, file, list, at(minutes))?;
        let mut rng = Seeded::new(u64::try_from(minutes).unwrap());
        office.submit("li", &draft.id, at(minutes), &mut rng)
    }

    /// Makes, submits and, where the house asks for it, releases an act.
    pub(crate) fn act(
        &self,
        node: &TestNode,
        file: ActFile,
        list: Option<&str>,
        minutes: i64,
    ) -> SaidView {
        match self.try_act(node, file, list, minutes).unwrap() {
            Submitted::Said(said) => said,
            Submitted::Waits { draft, .. } => {
                let mut rng = Seeded::new(1000 + u64::try_from(minutes).unwrap());
                self.office(node)
                    .release("wang", &draft, at(minutes), &mut rng)
                    .unwrap()
            }
        }
    }
}

/// A takedown request, complete.
pub(crate) fn takedown() -> ActFile {
    let both = |en: &str| json!({"en": en, "zh-Hans": "请求"});
    file(json!({
        "says": {"assistance": ["takedown"], "observed": {"from": "2026-11-22T00:00:00Z", "until": "2026-11-23T00:00:00Z"}},
        "request": {
            "subject": both("Phishing"), "asked": both("Take down"), "observed": both("Copies a bank"),
            "contacts": [{"role": "requesting", "office": "Duty desk", "hours": "00:00-24:00", "offset": "+00:00"}],
        },
    }))
}

/// A request for subscriber data in the police profile, complete.
pub(crate) fn police() -> ActFile {
    let both = |en: &str| json!({"en": en, "zh-Hans": "请求"});
    file(json!({
        "says": {
            "assistance": ["subscriber"], "data": ["subscriber"], "offences": ["ict_fraud"], "max_penalty_months": 84,
            "treaty": "mlaa_2000", "use_limitation": "purpose_only",
            "period": {"from": "2026-11-01T00:00:00Z", "until": "2026-11-20T00:00:00Z"},
        },
        "request": {
            "subject": both("Fraud"), "facts": both("Facts"), "purpose": both("Investigation"), "relation": both("Same address"),
            "contacts": [{"role": "requesting", "office": "Unit 3", "hours": "08:30-17:30", "offset": "+08:00"}],
            "legal_basis": [{"law": "CPL", "article": "139"}], "provisions": [{"law": "CL", "article": "266"}],
            "data_sought": [{"class": "subscriber", "identifiers": [{"kind": "account", "value": "x@mail.example"}]}],
        },
    }))
}

pub(crate) fn file(value: Value) -> ActFile {
    serde_json::from_value(value).unwrap()
}

/// An act in a case.
pub(crate) fn within(said: &SaidView, kind: &str, says: Value) -> ActFile {
    let says = says.as_object().cloned().unwrap();
    ActFile {
        case: said.case.clone(),
        says,
        ..ActFile::new(kind)
    }
}

pub(crate) const SITES: &str =
    "kind,value\nurl,https://one.example/\nurl,https://two.example/\ndomain,three.example\n";

pub(crate) fn all(fate: ItemFate) -> String {
    list::bulk(3, "all", fate, None).unwrap()
}
