//! What an act says in its envelope, name by name, in words.
//!
//! Works on the envelope's JSON, so that an act whose form breaks a rule can
//! be shown too; a field of later rules is shown as it is written.
//! Out of scope: the body, whose texts are in the parties' own words.

use comity_core::{Envelope, Time, record::Position};
use serde_json::{Map, Value};

use crate::{
    args::Args,
    catalogue::{Catalogue, key_of},
    format::{self, Offset},
};

/// What the envelope of an act says: names of fields and their values, in the order of the envelope.
#[must_use]
pub fn says(envelope: &Envelope, words: &Catalogue, offset: Offset) -> Vec<(String, String)> {
    said(&envelope.kind, &envelope.says, words, offset)
}

/// The same for a kind and what it says, before or after there is an envelope.
#[must_use]
pub fn said(
    kind: &str,
    says: &Map<String, Value>,
    words: &Catalogue,
    offset: Offset,
) -> Vec<(String, String)> {
    Reader {
        kind,
        words,
        offset,
    }
    .facts(says)
}

/// The number of an entry: `entry no. 417`, with its generation from the second one on.
#[must_use]
pub fn position(position: Position, words: &Catalogue) -> String {
    let args = Args::new().number("index", position.index);
    if position.generation <= 1 {
        return words.text("value-entry", &args);
    }
    words.text(
        "value-entry-generation",
        &args.number("generation", position.generation.into()),
    )
}

struct Reader<'a> {
    kind: &'a str,
    words: &'a Catalogue,
    offset: Offset,
}

impl Reader<'_> {
    fn facts(&self, says: &Map<String, Value>) -> Vec<(String, String)> {
        let mut facts = Vec::new();
        for (field, value) in says {
            match (field.as_str(), value) {
                ("handling", Value::Object(inner)) => facts.extend(self.facts(inner)),
                (_, Value::Array(items)) if items.iter().any(Value::is_object) => {
                    facts.extend(
                        items
                            .iter()
                            .map(|item| (self.name(field), self.value(field, item))),
                    );
                }
                _ => facts.push((self.name(field), self.value(field, value))),
            }
        }
        facts
    }

    fn name(&self, field: &str) -> String {
        let key = format!("says-{}", key_of(field));
        if self.words.has(&key, None) {
            self.words.plain(&key)
        } else {
            field.to_owned()
        }
    }

    fn value(&self, field: &str, value: &Value) -> String {
        match value {
            Value::Null => self.words.plain("format-list-none"),
            Value::Bool(true) => self.words.plain("value-yes"),
            Value::Bool(false) => self.words.plain("value-no"),
            Value::Number(number) => self.number(field, number),
            Value::String(text) => self.text(field, text),
            Value::Array(items) => {
                let items: Vec<String> = items.iter().map(|item| self.value(field, item)).collect();
                self.words.list(&items)
            }
            Value::Object(inner) => self.object(field, inner),
        }
    }

    fn number(&self, field: &str, number: &serde_json::Number) -> String {
        match (field, number.as_u64()) {
            ("seconds", Some(seconds)) => self.words.duration(seconds),
            (_, Some(number)) => format::number(number),
            (_, None) => number.to_string(),
        }
    }

    fn text(&self, field: &str, text: &str) -> String {
        if let Some(list) = list_of(self.kind, field) {
            return self.code(list, text);
        }
        match text.parse::<Time>() {
            Ok(time) => self.words.time(time, self.offset),
            Err(_) => text.to_owned(),
        }
    }

    /// The label of a code; a code of later rules as it is written.
    fn code(&self, list: &str, code: &str) -> String {
        let known = self
            .words
            .has(&format!("code-{list}-{}", key_of(code)), None);
        if known {
            self.words.label(list, code)
        } else {
            code.to_owned()
        }
    }

    fn object(&self, field: &str, inner: &Map<String, Value>) -> String {
        let time = |name: &str| self.value(name, inner.get(name).unwrap_or(&Value::Null));
        match field {
            "period" | "observed" => {
                let args = Args::new()
                    .with("from", time("from"))
                    .with("until", time("until"));
                self.words.text("value-period", &args)
            }
            "entry" => self.entry(inner),
            _ => self.pairs(field, inner),
        }
    }

    fn entry(&self, position: &Map<String, Value>) -> String {
        let number = |name: &str| {
            position
                .get(name)
                .and_then(Value::as_u64)
                .unwrap_or_default()
        };
        let generation = u32::try_from(number("generation")).unwrap_or(u32::MAX);
        self::position(
            Position {
                generation,
                index: number("index"),
            },
            self.words,
        )
    }

    /// Names and values in one line: counts by code, or the fields of a part.
    fn pairs(&self, field: &str, inner: &Map<String, Value>) -> String {
        let pair = |(name, value): (&String, &Value)| match value {
            Value::Object(deeper) => self.pairs(name, deeper),
            _ => {
                let args = Args::new()
                    .with("name", self.inner_name(field, name))
                    .with("value", self.value(name, value));
                self.words.text("value-pair", &args)
            }
        };
        let pairs: Vec<String> = inner.iter().map(pair).collect();
        self.words.parts(&pairs)
    }

    /// Inside counts the names are codes; elsewhere they are fields.
    fn inner_name(&self, field: &str, name: &str) -> String {
        match field {
            "items" => self.code("item-kind", name),
            "fates" => self.code("item-fate", name),
            "grounds" => self.code("ground", name),
            _ => self.name(name),
        }
    }
}

/// The list whose codes a field of a kind holds.
fn list_of(kind: &str, field: &str) -> Option<&'static str> {
    let list = match (kind, field) {
        ("request.withdraw", "reason") => "withdraw-reason",
        ("case.reopen", "reason") => "reopen-reason",
        ("escalate", "reason") => "escalate-reason",
        ("channel.suspend", "reason") => "suspend-reason",
        ("consult.close", "outcome") => "consult-outcome",
        ("feedback.quality", "outcome") => "proceedings",
        ("case.close", "outcome") => "close-outcome",
        (_, "assistance" | "accepted") => "assistance",
        (_, "certification") => "certification",
        (_, "channel") => "channel",
        (_, "claim") => "dispute-claim",
        (_, "class" | "data") => "data-class",
        (_, "clock" | "what") => "clock",
        (_, "condition") => "exhibit-condition",
        (_, "conditions") => "condition",
        (_, "court_use") => "court-use",
        (_, "fields" | "missing") => "field",
        (_, "form") => "original-form",
        (_, "ground") => "ground",
        (_, "known") => "known",
        (_, "language") => "language",
        (_, "level") => "translation-level",
        (_, "medium") => "medium",
        (_, "offences") => "offence",
        (_, "onward") => "onward",
        (_, "pap") => "pap",
        (_, "profile") => "profile",
        (_, "purpose") => "use-purpose",
        (_, "quality") => "quality",
        (_, "reasons") => "reasons",
        (_, "reliability_information") => "reliability-information",
        (_, "reliability_source") => "reliability-source",
        (_, "result") => "disposal-result",
        (_, "stage") => "stage",
        (_, "status") => "request-status",
        (_, "tlp") => "tlp",
        (_, "treaty") => "treaty",
        (_, "urgency") => "urgency",
        (_, "use_limitation") => "use-limitation",
        (_, "wish") => "disposal-wish",
        _ => return None,
    };
    Some(list)
}
