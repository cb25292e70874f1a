//! The story of the demo on two consoles at once: a police request from its first field to its end.
//!
//! Composed, previewed, submitted, released, arrived, assigned, returned, supplemented, accepted
//! under a condition, undertaken, answered in part with an attachment, rated, answered, closed:
//! by clicks and keys alone, once with scripting and once without, each side in its own language.

use std::path::{Path, PathBuf};

use comity_text::{Catalogue, Locale, catalogue};

use crate::{
    driver::{Browser, tools},
    stage::Stage,
};

const CN: &str = "cyber.cn.example";
const US: &str = "cyber.us.example";

/// What the request is about, in both languages; no generated case is about the same.
const SUBJECT: [&str; 2] = ["Payment diverted, sheet 4711", "货款被骗案（第4711号）"];

/// What is put into a field.
enum Put<'a> {
    /// Typed.
    Text(&'a str),
    /// A box or a radio is clicked.
    Tick,
    /// An option is chosen.
    Choose(&'a str),
    /// A day and time.
    At(&'a str),
    /// A file is attached.
    File(&'a Path),
}

/// All that a request for subscriber data needs, by the ids of its fields.
const REQUEST: &[(&str, Put<'static>)] = &[
    ("says.data:subscriber", Put::Tick),
    ("says.period.from", Put::At("2026-11-01T00:00")),
    ("says.period.until", Put::At("2026-11-20T00:00")),
    ("says.offences:ict_fraud", Put::Tick),
    ("says.max_penalty_months", Put::Text("84")),
    ("says.treaty", Put::Choose("mlaa_2000")),
    ("says.use_limitation", Put::Choose("purpose_only")),
    ("request.subject.en", Put::Text(SUBJECT[0])),
    ("request.subject.zh-Hans", Put::Text(SUBJECT[1])),
    (
        "request.facts.en",
        Put::Text("V-1 paid into a changed account."),
    ),
    (
        "request.facts.zh-Hans",
        Put::Text("V-1向被更改的账户付款。"),
    ),
    ("request.purpose.en", Put::Text("Investigation of a fraud.")),
    ("request.purpose.zh-Hans", Put::Text("对诈骗案的刑事侦查。")),
    (
        "request.relation.en",
        Put::Text("The account was opened there."),
    ),
    (
        "request.relation.zh-Hans",
        Put::Text("账号在贵方辖区开立。"),
    ),
    ("request.contacts.0.role", Put::Choose("requesting")),
    ("request.contacts.0.office", Put::Text("Desk")),
    ("request.contacts.0.hours", Put::Text("08:30-17:30")),
    ("request.contacts.0.offset", Put::Text("+08:00")),
    ("request.legal_basis.0.law", Put::Text("CPL")),
    ("request.legal_basis.0.article", Put::Text("139")),
    ("request.provisions.0.law", Put::Text("CL")),
    ("request.provisions.0.article", Put::Text("266")),
    ("request.data_sought.0.class", Put::Choose("subscriber")),
    (
        "request.data_sought.0.identifiers.0.kind",
        Put::Choose("account"),
    ),
    (
        "request.data_sought.0.identifiers.0.value",
        Put::Text("x@mail.example"),
    ),
];

/// Somebody at a console.
struct Person {
    browser: Browser,
    origin: String,
    words: &'static Catalogue,
    scripting: bool,
}

impl Person {
    fn new(stage: &Stage, party: &str, role: &str, speaks: Locale, scripting: bool) -> Self {
        let browser = Browser::open(speaks.tag(), scripting);
        let origin = stage.sign_in(&browser, party, role);
        browser.speak(speaks.tag());
        let words = catalogue(speaks);
        Self {
            browser,
            origin,
            words,
            scripting,
        }
    }

    fn go(&self, path: &str) {
        self.browser.go(&format!("{}{path}", self.origin));
    }

    /// The path that is shown.
    fn path(&self) -> String {
        let address = self.browser.address();
        address.strip_prefix(&self.origin).unwrap().to_owned()
    }

    fn fill(&self, fields: &[(&str, Put<'_>)]) {
        for (id, put) in fields {
            let field = format!("[id=\"{id}\"]");
            match put {
                Put::Text(text) => self.browser.write(&field, text),
                Put::Tick => self.browser.click(&field),
                Put::Choose(code) => self
                    .browser
                    .click(&format!("{field} option[value=\"{code}\"]")),
                Put::At(time) => self.browser.put(&field, time),
                Put::File(path) => self.browser.write(&field, path.to_str().unwrap()),
            }
        }
    }

    /// Clicks, and waits until a page is shown whose path is as wanted.
    #[track_caller]
    fn press(&self, selector: &str, leads: impl Fn(&str) -> bool) {
        self.browser.click(selector);
        Browser::wait(selector, || leads(&self.path()));
    }

    /// Waits for an act of this kind on the page of a case: with scripting it comes by itself.
    #[track_caller]
    fn sees(&self, case: &str, kind: &str) {
        let label = self.words.act_label(kind);
        if self.scripting {
            let tracks = "const tracks = document.getElementById('tracks'); return tracks ? tracks.textContent : ''";
            Browser::wait(kind, || {
                self.browser
                    .run(tracks)
                    .as_str()
                    .unwrap_or_default()
                    .contains(&label)
            });
        } else {
            Browser::wait(kind, || {
                self.go(case);
                self.browser.text("#tracks").contains(&label)
            });
        }
    }

    /// The status of a case, as its page says it.
    #[track_caller]
    fn stands(&self, case: &str, status: &str) {
        self.go(case);
        let head = self.browser.text(".head");
        let label = self.words.label("case-status", status);
        assert!(head.contains(&label), "{head} does not say {label}");
    }
}

/// A house with those of its people who speak.
struct Side {
    officer: Person,
    releaser: Person,
    /// The page of the case here.
    case: String,
}

impl Side {
    fn new(stage: &Stage, party: &str, speaks: Locale, scripting: bool) -> Self {
        Self {
            officer: Person::new(stage, party, "officer", speaks, scripting),
            releaser: Person::new(stage, party, "releaser", speaks, scripting),
            case: String::new(),
        }
    }

    /// From the form that is shown to the record: preview, submission, and release by a second
    /// person where one is asked for.
    #[track_caller]
    fn send(&self) {
        let officer = &self.officer;
        officer.press("button.primary[name=then][value=preview]", |path| {
            path.ends_with("/preview")
        });
        let preview = officer.path();
        officer
            .browser
            .click("main form[action$=\"/submit\"] button");
        let waits = self.officer.words.plain("draft-waits-own");
        Browser::wait("the draft went on", || {
            officer.path().starts_with("/cases/") || officer.browser.text("main").contains(&waits)
        });
        if officer.path() == preview {
            self.releaser.go(&preview);
            self.releaser
                .press("main form[action$=\"/release\"] button", |path| {
                    path.starts_with("/cases/")
                });
        }
    }

    /// Says an act in the case, which the other side then sees.
    #[track_caller]
    fn say(&self, them: &Self, kind: &str, fields: &[(&str, Put<'_>)]) {
        if them.officer.scripting {
            them.officer.go(&them.case);
        }
        self.officer.go(&format!("{}/acts/{kind}", self.case));
        self.officer.fill(fields);
        self.send();
        them.officer.sees(&them.case, kind);
    }
}

/// A new request of the police profile, from the choice of whom and what to its release.
fn request(side: &mut Side, them: &str) {
    let officer = &side.officer;
    officer.go("/drafts/new");
    officer.fill(&[("what:police", Put::Tick)]);
    officer.press("main form button.primary", |path| {
        path.contains(&format!("them={them}"))
    });
    officer.fill(&[("assistance:subscriber", Put::Tick)]);
    officer.press("main form[method=post] button.primary", |path| {
        path.starts_with("/drafts/d")
    });
    let draft = officer.path();
    // What is missing is shown, and what was typed is kept, before anything is complete.
    let missing = |person: &Person| person.browser.text("#missing-title");
    let before = missing(officer);
    officer.fill(&REQUEST[..7]);
    officer
        .browser
        .click(".do:not([data-plain-upload]) > button[name=then][value=stay]");
    Browser::wait("the draft is saved", || {
        officer.path().starts_with(&draft) && missing(officer) != before
    });
    officer.fill(&REQUEST[7..]);
    officer.press("button.primary[name=then][value=preview]", |path| {
        path.ends_with("/preview")
    });
    let crosses = officer.browser.text(".crosses");
    for text in SUBJECT {
        assert!(crosses.contains(text), "{crosses}");
    }
    officer.go(&draft);
    side.send();
    side.case = side.releaser.path();
}

/// The request is on the registry's desk, which gives it to the officer.
fn assign(stage: &Stage, side: &mut Side, party: &str, registry: &Person) {
    let subject =
        SUBJECT.map(|text| format!("//section[@id='needs']//tr[contains(., '{text}')]//a"));
    let link = subject.join(" | ");
    let stayed = "return window.stayed";
    Browser::wait("the request on the desk", || {
        if !registry.scripting {
            registry.go("/");
        }
        registry.browser.is_there(&link)
    });
    if registry.scripting {
        assert_eq!(
            registry.browser.run(stayed),
            true,
            "the desk was loaded anew"
        );
    }
    registry.browser.click_path(&link);
    Browser::wait("the case", || registry.path().starts_with("/cases/"));
    side.case = registry.path();
    let officer = stage.name(party, "officer");
    registry
        .browser
        .click("details:has(form[action$=\"/assign\"]) summary");
    registry.fill(&[("assign-officer", Put::Choose(officer))]);
    registry.press("form[action$=\"/assign\"] button", |path| {
        path.starts_with("/cases/")
    });
    side.officer.stands(&side.case, "submitted");
}

fn story(asks: &str, answers: &str, speak: [Locale; 2], scripting: bool) {
    if tools().is_none() {
        return;
    }
    let stage = Stage::new();
    let mut asker = Side::new(&stage, asks, speak[0], scripting);
    let mut answerer = Side::new(&stage, answers, speak[1], scripting);
    let registry = Person::new(&stage, answers, "registry", speak[1], scripting);
    registry.go("/");
    if scripting {
        registry.browser.run("window.stayed = true;");
    }

    request(&mut asker, answers);
    assign(&stage, &mut answerer, answers, &registry);

    let words = || {
        [
            ("text.en", Put::Text("In words.")),
            ("text.zh-Hans", Put::Text("如文。")),
        ]
    };
    let with = |first: (&'static str, Put<'static>)| {
        let [en, zh] = words();
        [first, en, zh]
    };
    answerer.say(&asker, "request.ack", &[]);
    answerer.say(
        &asker,
        "request.return",
        &with(("says.missing:data_sought", Put::Tick)),
    );
    asker.officer.stands(&asker.case, "returned");
    asker.say(
        &answerer,
        "request.supplement",
        &with(("says.fields:data_sought", Put::Tick)),
    );
    answerer.officer.stands(&answerer.case, "supplemented");
    answerer.say(
        &asker,
        "decision.accept_with_conditions",
        &with(("says.conditions:purpose_only", Put::Tick)),
    );
    asker.officer.stands(&asker.case, "accepted_conditional");
    asker.say(&answerer, "condition.accept", &words());
    answerer.officer.stands(&answerer.case, "accepted");

    let records = folder().join("records.csv");
    std::fs::write(&records, "time,source\n2026-11-02T08:00:00Z,198.51.100.7\n").unwrap();
    let [en, zh] = words();
    let attached = [
        ("says.data:subscriber", Put::Tick),
        en,
        zh,
        ("attach_class", Put::Choose("subscriber")),
        ("file", Put::File(&records)),
    ];
    answerer.say(&asker, "answer.partial", &attached);
    // The file follows the act, and is then there to be saved.
    Browser::wait("the attachment", || {
        asker.officer.go(&asker.case);
        let file = "//ul[@class='files']//a[contains(., 'records.csv')]";
        asker.officer.browser.is_there(file)
    });
    let rating = [
        ("says.quality", Put::Choose("partial")),
        ("says.useful", Put::Choose("yes")),
    ];
    asker.say(&answerer, "feedback.quality", &rating);
    answerer.say(&asker, "answer.final", &words());
    asker.say(
        &answerer,
        "case.close",
        &[("says.outcome", Put::Choose("settled_in_part"))],
    );
    answerer.officer.stands(&answerer.case, "closed");
    asker.officer.stands(&asker.case, "closed");

    for person in [
        &asker.officer,
        &asker.releaser,
        &answerer.officer,
        &answerer.releaser,
        &registry,
    ] {
        assert_eq!(person.browser.complaints(), Vec::<String>::new());
    }
}

/// Where a test lays files that a browser attaches.
fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_TARGET_TMPDIR"))
}

#[test]
fn a_request_goes_its_whole_way_with_scripting_from_english_to_chinese() {
    story(US, CN, [Locale::En, Locale::ZhHans], true);
}

#[test]
fn a_request_goes_its_whole_way_without_scripting_from_english_to_chinese_the_other_way_round() {
    story(CN, US, [Locale::En, Locale::ZhHans], false);
}
