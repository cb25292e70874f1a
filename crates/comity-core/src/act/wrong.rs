//! Which field of what somebody wrote is wrong, and what may stand there: for the author, not for a judgement.
//!
//! A reader of an act needs the verdict alone ([`super::SaysError`]). An author
//! wants the field by name. It is found by taking fields out one by one: the
//! one without which the error is another is the one. Out of scope: acts that
//! came from a counterpart; for those this would be work that they choose.

use serde_json::{Map, Value};

use super::{Act, ActError, SaysError};
use crate::codes::{LISTS, UnknownCode};

/// The first field that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("take the field {field}: {error}")]
pub struct WrongField {
    /// Its name, with those of what it lies in: `handling.tlp`.
    pub field: String,
    /// What is wrong with it.
    pub wrong: Wrong,
    /// The error of the whole.
    pub error: SaysError,
}

/// What is wrong with a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wrong {
    /// It holds no code of its list.
    Code {
        /// What it holds.
        text: String,
        /// The codes that it may hold.
        known: &'static [&'static str],
    },
    /// It must be there and is not.
    Missing,
    /// There is none of this name.
    Unknown {
        /// Those that there are in its place.
        known: Vec<String>,
    },
    /// It breaks another rule, which the error names.
    Other,
}

impl WrongField {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self.wrong {
            Wrong::Code { .. } => "says-code",
            Wrong::Missing => "says-missing",
            Wrong::Unknown { .. } => "says-unknown",
            Wrong::Other => self.error.code(),
        }
    }

    /// What may stand in its place, or beside it.
    #[must_use]
    pub fn known(&self) -> Vec<&str> {
        match &self.wrong {
            Wrong::Code { known, .. } => known.to_vec(),
            Wrong::Unknown { known } => known.iter().map(String::as_str).collect(),
            Wrong::Missing | Wrong::Other => Vec::new(),
        }
    }
}

/// The field for which what is said is not of the shape of its kind; none when it is, or the kind is not known.
#[must_use]
pub fn wrong_field(kind: &str, says: &Map<String, Value>) -> Option<WrongField> {
    let error = error(kind, says)?;
    let SaysError::Shape(told) = &error else {
        let field = error.field().unwrap_or_default().to_owned();
        return Some(WrongField {
            field,
            wrong: Wrong::Other,
            error,
        });
    };
    let (field, wrong) = if told.starts_with("missing field") {
        (quoted(told).next().unwrap_or_default(), Wrong::Missing)
    } else {
        let mut places = Vec::new();
        let value = culprit(kind, &Value::Object(says.clone()), told, &mut places);
        let wrong = wrong(told, value.as_ref(), places.last());
        if matches!(&wrong, Wrong::Code { text, .. } if places.last() == Some(text)) {
            // The code stands as a name; the field is what it stands in.
            places.pop();
        }
        let names: Vec<&str> = places
            .iter()
            .filter(|place| place.parse::<usize>().is_err())
            .map(String::as_str)
            .collect();
        (names.join("."), wrong)
    };
    Some(WrongField {
        field,
        wrong,
        error,
    })
}

fn error(kind: &str, says: &Map<String, Value>) -> Option<SaysError> {
    match Act::from_says(kind, says) {
        Err(ActError::Malformed(error)) => Some(error),
        Ok(_) | Err(ActError::NotUnderstood(_)) => None,
    }
}

fn wrong(told: &str, value: Option<&Value>, name: Option<&String>) -> Wrong {
    if told.starts_with("unknown field") {
        let known = quoted(told).skip(1).collect();
        return Wrong::Unknown { known };
    }
    // A code stands as a value, or as a name (counts by kind).
    let held = value.and_then(Value::as_str);
    let texts = [held, name.map(String::as_str)];
    let code = texts.into_iter().flatten().find_map(|text| {
        let known = list_that_lacks(text, told)?;
        let text = text.chars().take(64).collect();
        Some(Wrong::Code { text, known })
    });
    code.unwrap_or(Wrong::Other)
}

/// The codes of the list of which this error says that it has no such code.
fn list_that_lacks(text: &str, told: &str) -> Option<&'static [&'static str]> {
    let code: String = text.chars().take(64).collect();
    let of = |list: &'static str| {
        let code = code.clone();
        UnknownCode { list, code }.to_string() == told
    };
    LISTS
        .iter()
        .find(|(list, _)| of(list))
        .map(|(_, codes)| *codes)
}

/// The innermost value without which the error is another; its place is written down on the way.
fn culprit(kind: &str, says: &Value, told: &str, places: &mut Vec<String>) -> Option<Value> {
    let here = at(says, places)?;
    let names: Vec<String> = match here {
        Value::Object(fields) => fields.keys().cloned().collect(),
        Value::Array(list) => (0..list.len()).map(|index| index.to_string()).collect(),
        _ => return Some(here.clone()),
    };
    for name in names {
        let without = without(says, places, &name);
        let after = without.as_object().and_then(|says| error(kind, says));
        if after.is_none_or(|after| after != SaysError::Shape(told.to_owned())) {
            places.push(name);
            return culprit(kind, says, told, places);
        }
    }
    Some(here.clone())
}

fn at<'a>(says: &'a Value, places: &[String]) -> Option<&'a Value> {
    places.iter().try_fold(says, |value, place| match value {
        Value::Object(fields) => fields.get(place),
        Value::Array(list) => list.get(place.parse::<usize>().ok()?),
        _ => None,
    })
}

fn without(says: &Value, places: &[String], name: &str) -> Value {
    let mut all = says.clone();
    let inside = places
        .iter()
        .try_fold(&mut all, |value, place| match value {
            Value::Object(fields) => fields.get_mut(place),
            Value::Array(list) => list.get_mut(place.parse::<usize>().ok()?),
            _ => None,
        });
    match inside {
        Some(Value::Object(fields)) => drop(fields.remove(name)),
        Some(Value::Array(list)) => {
            if let Some(index) = name.parse().ok().filter(|index| *index < list.len()) {
                list.remove(index);
            }
        }
        _ => {}
    }
    all
}

/// The names between backticks, as the parser quotes fields.
fn quoted(told: &str) -> impl Iterator<Item = String> {
    told.split('`').skip(1).step_by(2).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn check(kind: &str, says: Value, code: &str, field: &str, known: &[&str]) {
        let Value::Object(says) = says else {
            panic!("an object")
        };
        let found = wrong_field(kind, &says).expect("something is wrong");
        assert_eq!(
            (found.code(), found.field.as_str()),
            (code, field),
            "{says:?}"
        );
        let there = found.known();
        for known in known {
            assert!(there.contains(known), "{known} in {there:?}");
        }
        assert_eq!(there.is_empty(), known.is_empty(), "{there:?}");
    }

    #[test]
    fn a_wrong_code_is_named_with_its_field_and_the_codes_of_its_list() {
        let handling =
            json!({"tlp": "amber", "pap": "amber", "court_use": "none", "onward": "none"});
        let decline = json!({"ground": "R99", "reasons": "given"});
        check("decision.decline", decline, "says-code", "ground", &["R01"]);
        let mut marked = handling.clone();
        marked["tlp"] = json!("purple");
        check(
            "query",
            json!({"handling": marked, "language": "en", "urgency": "routine"}),
            "says-code",
            "handling.tlp",
            &["red", "clear"],
        );
        let exhibits = json!([
            {"class": "traffic", "medium": "object", "number": "E-1"},
            {"class": "traffic", "medium": "pigeon", "number": "E-2"},
        ]);
        check(
            "evidence.transfer",
            json!({"exhibits": exhibits, "handling": handling}),
            "says-code",
            "exhibits.medium",
            &["attachment", "media", "object"],
        );
        check(
            "items.progress",
            json!({"items": {"fates": {"finished": 2}}}),
            "says-code",
            "items.fates",
            &["done"],
        );
    }

    #[test]
    fn a_field_that_is_missing_unknown_or_of_another_form_is_named() {
        check(
            "preservation.confirm",
            json!({}),
            "says-missing",
            "until",
            &[],
        );
        check(
            "decision.decline",
            json!({"grond": "R01"}),
            "says-unknown",
            "grond",
            &["ground"],
        );
        check(
            "preservation.confirm",
            json!({"until": "tomorrow"}),
            "says-shape",
            "until",
            &[],
        );
        check(
            "evidence.return",
            json!({"exhibits": [], "transfer": "0192f0c1-2c00-7000-8000-000000000001"}),
            "says-list",
            "exhibits",
            &[],
        );
    }

    #[test]
    fn nothing_is_wrong_with_what_is_right_or_not_known() {
        assert_eq!(wrong_field("request.ack", &Map::new()), None);
        assert_eq!(wrong_field("future.act", &Map::new()), None);
    }
}
