//! What was asked beside what a draft says: type by type, class by class, and what differs.

use comity_node::case::show::CaseShow;
use comity_text::{Args, render::act};
use serde_json::{Map, Value, json};

use crate::console::page::Page;

/// A line of the comparison.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) name: String,
    pub(crate) asked: String,
    pub(crate) said: String,
    /// Whether what is said is not what was asked.
    pub(crate) differs: bool,
}

/// Fields that are compared: the request's, and those of acts that answer to it.
const FIELDS: &[(&str, &[&str])] = &[
    ("data", &["data"]),
    ("deadline", &["expected", "until", "by"]),
];

/// The comparison; nothing where the draft does not answer to a request.
pub(crate) fn lines(
    page: &Page,
    case: &CaseShow,
    kind: &str,
    says: &Map<String, Value>,
) -> Vec<Line> {
    let answers = kind.starts_with("decision.") || kind.starts_with("answer.");
    let opening = case.acts.first();
    let Some(opening) = opening.filter(|opening| answers && !opening.ours) else {
        return Vec::new();
    };
    let mut lines = types(page, &opening.says, kind, says);
    for (field, answers) in FIELDS {
        let said = answers
            .iter()
            .find_map(|name| Some((*name, says.get(*name)?)));
        let asked = opening.says.get(*field);
        let Some(asked) = asked.filter(|_| said.is_some() || *field == "data") else {
            continue;
        };
        if *field == "data" && !kind.starts_with("answer.") {
            continue;
        }
        let asked_words = value(page, "request.submit", field, asked);
        lines.push(Line {
            differs: said.is_none_or(|(_, said)| later(field, asked, said)),
            name: asked_words.0,
            asked: asked_words.1,
            said: said.map_or_else(
                || page.t("draft-asked-not"),
                |(name, said)| value(page, kind, name, said).1,
            ),
        });
    }
    if let Some(items) = opening.says.get("items") {
        let (name, asked) = value(page, "request.submit", "items", items);
        let said = says
            .get("items")
            .map(|items| value(page, kind, "items", items).1);
        if kind.starts_with("answer.") {
            lines.push(Line {
                name,
                asked,
                differs: said.is_none(),
                said: said.unwrap_or_else(|| page.t("draft-asked-not")),
            });
        }
    }
    lines
}

/// Of a time, whether it is later than asked; of anything else, whether it is another.
fn later(field: &str, asked: &Value, said: &Value) -> bool {
    match field {
        "deadline" => said.as_str() > asked.as_str(),
        _ => said != asked,
    }
}

/// Each type of assistance with what a decision says of it.
fn types(
    page: &Page,
    asked: &Map<String, Value>,
    kind: &str,
    says: &Map<String, Value>,
) -> Vec<Line> {
    if !kind.starts_with("decision.") {
        return Vec::new();
    }
    let asked = asked.get("assistance").and_then(Value::as_array);
    let asked = asked.into_iter().flatten().filter_map(Value::as_str);
    let line = |code: &str| {
        let (said, differs) = fate(page, code, kind, says);
        Line {
            name: page.t("says-assistance"),
            asked: page.label("assistance", code),
            said,
            differs,
        }
    };
    asked.map(line).collect()
}

fn fate(page: &Page, code: &str, kind: &str, says: &Map<String, Value>) -> (String, bool) {
    let list = |name: &str| {
        says.get(name)
            .and_then(Value::as_array)
            .into_iter()
            .flatten()
    };
    let given = page.t("draft-asked-given");
    let declined = |ground: &str| {
        let ground = page.label("ground", ground);
        page.words
            .text("draft-asked-declined", &Args::new().with("ground", ground))
    };
    match kind {
        "decision.accept" => (given, false),
        "decision.accept_in_part" if list("accepted").any(|one| one == code) => (given, false),
        "decision.accept_in_part" => {
            let part = list("declined").find(|part| part.get("assistance") == Some(&json!(code)));
            let ground = part.and_then(|part| part.get("ground")?.as_str());
            (
                ground.map_or_else(|| page.t("draft-asked-not"), declined),
                true,
            )
        }
        "decision.decline" => {
            let ground = says
                .get("ground")
                .and_then(Value::as_str)
                .unwrap_or_default();
            (declined(ground), true)
        }
        kind => (page.act(kind), true),
    }
}

/// Name and value of one field in words.
fn value(page: &Page, kind: &str, field: &str, value: &Value) -> (String, String) {
    let mut says = Map::new();
    says.insert(field.to_owned(), value.clone());
    let mut said = act::said(kind, &says, page.words, page.offset).into_iter();
    said.next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::console::drafts::form::tests::page;

    #[test]
    fn each_type_asked_for_stands_beside_what_is_given_of_it() {
        let says = |value: Value| value.as_object().cloned().unwrap();
        let asked = says(json!({"assistance": ["subscriber", "takedown", "expert"]}));
        let part = says(json!({
            "accepted": ["takedown"],
            "declined": [{"assistance": "subscriber", "ground": "R10"}],
        }));
        let told = |kind: &str, part: &Map<String, Value>| -> Vec<(String, bool)> {
            let lines = types(&page(), &asked, kind, part).into_iter();
            lines.map(|line| (line.said, line.differs)).collect()
        };
        let declined = "declined: Data not held or already deleted".to_owned();
        assert_eq!(
            told("decision.accept_in_part", &part),
            [
                (declined, true),
                ("given".to_owned(), false),
                ("not named".to_owned(), true),
            ]
        );
        let all = told("decision.accept", &Map::new());
        assert!(
            all.iter()
                .all(|(said, differs)| said == "given" && !differs)
        );
        assert_eq!(told("answer.final", &Map::new()), []);
    }

    #[test]
    fn a_later_time_differs_and_an_earlier_one_does_not() {
        let (early, late) = (json!("2026-11-01T00:00:00Z"), json!("2026-12-01T00:00:00Z"));
        assert!(later("deadline", &early, &late));
        assert!(!later("deadline", &late, &early));
        assert!(later("data", &json!(["traffic"]), &json!(["subscriber"])));
    }
}
