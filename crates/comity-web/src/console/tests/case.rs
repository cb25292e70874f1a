//! The page of a case, read whole in both languages, and the preview of a draft that answers its items.

use comity_core::{DossierId, PartyName, Time};
use comity_node::{
    case::{
        file::ActFile,
        flow::{SaidView, Submitted},
    },
    config::Config,
    fixtures::Masked,
    office::Office,
};
use comity_peer::fixtures::Seeded;
use comity_store::Store;
use comity_text::{Locale, catalogue};
use serde_json::{Value, json};

use super::{
    html::{self, Piece},
    world::{SITES, World, file, takedown},
};

/// Classes that say what something on the page is: an act's side, how a clock stands, what stays at home.
const MARKED: &[&str] = &[
    "ours", "theirs", "met", "near", "runs", "over", "silence", "home", "never", "note", "tag",
    "receipt", "waiting", "late", "early",
];

/// What a page shows between its bar and its foot: a text a line, and before it what marks it.
fn seen(page: &str) -> Vec<String> {
    let (_, main) = page.split_once("<main").unwrap();
    let (main, _) = main.split_once("</main>").unwrap();
    let mut lines = Vec::new();
    for piece in html::read(&format!("<main{main}")) {
        match piece {
            Piece::Open(tag) => {
                let class = tag.get("class").unwrap_or_default();
                let marks: Vec<&str> = class
                    .split(' ')
                    .filter(|one| MARKED.contains(one))
                    .collect();
                if !marks.is_empty() {
                    lines.push(format!("<{}>", marks.join(" ")));
                }
            }
            Piece::Text(text) => {
                let words: Vec<&str> = text.split_whitespace().collect();
                lines.push(words.join(" "));
            }
            Piece::Close(_) => {}
        }
    }
    lines
}

/// An officer writes an act and, where the house asks for it, a second person releases it.
fn say_in<S: Store>(
    office: &Office<'_, S>,
    them: &PartyName,
    act: ActFile,
    list: Option<&str>,
    now: Time,
) -> SaidView {
    let mut rng = Seeded::new(now.seconds().unsigned_abs());
    let draft = office.new_draft("officer", them, act, list, now).unwrap();
    match office.submit("officer", &draft.id, now, &mut rng).unwrap() {
        Submitted::Said(said) => said,
        Submitted::Waits { draft, .. } => {
            office.release("releaser", &draft, now, &mut rng).unwrap()
        }
    }
}

/// Says an act of A or of B a minute after the last one.
fn say(world: &World, ours: bool, act: ActFile, list: Option<&str>) -> SaidView {
    world.advance(60);
    let (node, them) = if ours {
        (&world.a, &world.b)
    } else {
        (&world.b, &world.a)
    };
    let office = Office {
        node: &node.node,
        parts: &node.parts,
        streams: &Masked,
        config: &Config::default(),
    };
    say_in(&office, them.name(), act, list, world.site.now())
}

/// Both nodes exchange, and attachments follow; what came for A lies where its console looks.
fn exchange(world: &World) {
    world.advance(60);
    let now = world.site.now();
    for _ in 0..2 {
        world.exchange();
        let (a, b) = (&world.a, &world.b);
        for row in a
            .store
            .read(|tx| tx.incomplete_attachments(None, 9))
            .unwrap()
        {
            let line = b.line(a, now);
            let root = &row.root;
            let parts = &*world.site.parts;
            // What was said before this test began is nowhere any more.
            a.node
                .fetch(parts, &line, b.name(), root, &mut |_| true)
                .ok();
        }
        for row in b
            .store
            .read(|tx| tx.incomplete_attachments(None, 9))
            .unwrap()
        {
            let line = a.line(b, now);
            let root = &row.root;
            b.node
                .fetch(&b.parts, &line, a.name(), root, &mut |_| true)
                .ok();
        }
    }
}

/// An act within a case, with a text in both languages.
fn within(case: &DossierId, kind: &str, says: Value) -> ActFile {
    let text = json!({"en": "As agreed by telephone.", "zh-Hans": "以电话商定的为准。"});
    ActFile {
        case: Some(case.clone()),
        ..file(json!({"kind": kind, "says": says, "text": text}))
    }
}

/// A case of ours: its request complete at the other side, received, accepted with a condition, and our
/// undertaking not sent yet; a note and a label of this house on it.
async fn a_case_of_ours(world: &World) -> String {
    let asked = say(world, true, takedown("Fake shops"), Some(SITES));
    let case = asked.case.clone().unwrap();
    exchange(world);
    say(world, false, within(&case, "request.ack", json!({})), None);
    let conditions = json!({"conditions": ["confidentiality"]});
    let accepted = within(&case, "decision.accept_with_conditions", conditions);
    let accepted = say(world, false, accepted, None);
    exchange(world);
    let undertaking = json!({"decision": accepted.act});
    let undertaking = within(&case, "condition.accept", undertaking);
    say(world, true, undertaking, None);
    let name = asked.reference.unwrap();
    for (what, form) in [("notes", "text=Ask+Ms+Wang."), ("labels", "label=bank")] {
        let path = format!("/cases/{name}/{what}");
        let kept = world.post(Some("officer"), &path, form).await;
        assert!(kept.status.is_redirection(), "{what}: {kept:?}");
    }
    name
}

/// The lines of one mark after the other, each with the text that follows it.
fn marked<'a>(lines: &'a [String], mark: &str) -> Vec<&'a str> {
    let marks = |line: &str| {
        let inner = line
            .strip_prefix('<')
            .and_then(|line| line.strip_suffix('>'));
        inner.is_some_and(|inner| inner.split(' ').any(|one| one == mark))
    };
    let pairs = lines.iter().zip(lines.iter().skip(1));
    pairs
        .filter(|(line, _)| marks(line))
        .map(|(_, text)| text.as_str())
        .collect()
}

#[tokio::test]
async fn a_case_of_ours_is_read_whole_in_both_languages() {
    let world = World::new();
    let name = a_case_of_ours(&world).await;
    for locale in Locale::ALL {
        let words = catalogue(locale);
        let page = world
            .get(Some("officer"), &format!("/cases/{name}"), locale)
            .await;
        let lines = seen(&page.body);
        // Receipts: theirs over all of our request, two acts that came, and one of ours on its way.
        let receipts = ["complete", "received", "received", "pending"]
            .map(|state| words.plain(&format!("case-page-{state}")));
        assert_eq!(marked(&lines, "receipt"), receipts, "{lines:#?}");
        let sides: Vec<&str> = lines
            .iter()
            .map(String::as_str)
            .filter(|line| ["<ours>", "<theirs>"].contains(line))
            .collect();
        assert_eq!(sides, ["<ours>", "<theirs>", "<theirs>", "<ours>"]);
        // What stays at home is marked, and stands nowhere else.
        let home = lines.iter().position(|line| line == "<home>").unwrap();
        assert!(lines[home..].contains(&words.plain("case-page-never")));
        for private in ["Ask Ms Wang.", "bank"] {
            let places: Vec<usize> = (0..lines.len())
                .filter(|at| lines[*at] == private)
                .collect();
            assert!(
                !places.is_empty() && places.iter().all(|at| *at > home),
                "{private}: {lines:#?}"
            );
        }
        insta::assert_snapshot!(format!("a_case_of_ours_{locale}"), lines.join("\n"));
    }
}

#[tokio::test]
async fn a_case_of_theirs_that_nobody_answered_says_so_in_both_languages() {
    let world = World::new();
    world.advance(24 * 60 * 60);
    for locale in Locale::ALL {
        let path = format!("/cases/{}", world.theirs);
        let page = world.get(Some("officer"), &path, locale).await;
        let lines = seen(&page.body);
        assert!(!marked(&lines, "over").is_empty(), "{lines:#?}");
        assert_eq!(marked(&lines, "silence").len(), 1, "{lines:#?}");
        insta::assert_snapshot!(format!("a_case_of_theirs_{locale}"), lines.join("\n"));
    }
}

#[tokio::test]
async fn a_draft_that_answers_stands_beside_the_items_that_it_answers() {
    let world = World::new();
    let asked = say(&world, false, takedown("Fake shops"), Some(SITES));
    let case = asked.case.unwrap();
    exchange(&world);
    world.assign(&case.id.to_string());
    let (office, now) = (world.site.office(), world.site.now());
    let answer = within(&case, "answer.final", json!({}));
    let fates = "n,fate,ground\n1,done,\n2,declined,R10\n";
    let draft = office
        .new_draft("officer", world.b.name(), answer, Some(fates), now)
        .unwrap();
    for locale in Locale::ALL {
        let words = catalogue(locale);
        let (done, declined) = (
            words.label("item-fate", "done"),
            words.label("item-fate", "declined"),
        );
        let ground = words.label("ground", "R10");
        let path = format!("/drafts/{}/preview", draft.id);
        let page = world.get(Some("officer"), &path, locale).await;
        let lines = seen(&page.body);
        let from = lines
            .iter()
            .position(|line| *line == words.plain("draft-answers-asked"))
            .unwrap_or_else(|| panic!("the items are there: {lines:#?}"));
        let rows: Vec<&str> = lines[from..].iter().map(String::as_str).collect();
        let (url, domain) = (
            words.label("item-kind", "url"),
            words.label("item-kind", "domain"),
        );
        let expected = [
            "1",
            &url,
            "https://one.example/",
            &done,
            "2",
            &domain,
            "two.example",
            &declined,
            &ground,
        ];
        let table = &rows[6..6 + expected.len()];
        assert_eq!(table, expected, "{locale}");
        // Where it is written they stand beside the form, with what was answered before.
        let path = format!("/drafts/{}", draft.id);
        let page = world.get(Some("officer"), &path, locale).await;
        for text in ["https://one.example/", "two.example"] {
            assert!(seen(&page.body).iter().any(|line| line == text), "{text}");
        }
    }
}
