//! From a file to the fields of a form: the way back of `fill`.

use std::collections::{BTreeMap, BTreeSet};

use comity_core::{DossierId, codes::Language};
use serde_json::Value;

use super::{FormField, Holds, place, time};
use crate::case::file::ActFile;

/// The fields of a form by name.
pub type Shown = BTreeMap<String, String>;

/// What the file says of these fields, as a form holds it.
#[must_use]
pub fn shown(file: &ActFile, fields: &[&FormField], offset_minutes: i16) -> Shown {
    let whole = super::value(file);
    let mut form = Form {
        offset_minutes,
        shown: Shown::new(),
    };
    for field in fields {
        form.field(&whole, field.path, field);
    }
    form.shown
}

/// The numbers of the rows of a group that a form holds, ascending.
#[must_use]
pub fn rows(shown: &Shown, group: &str) -> BTreeSet<usize> {
    let start = format!("{group}.");
    let names = shown.keys().filter_map(|name| {
        let name = name.strip_prefix("has:").unwrap_or(name);
        name.strip_prefix(&start)
    });
    names
        .filter_map(|rest| rest.split('.').next()?.parse().ok())
        .collect()
}

struct Form {
    offset_minutes: i16,
    shown: Shown,
}

impl Form {
    fn field(&mut self, within: &Value, name: &str, field: &FormField) {
        if field.holds == Holds::Parts {
            return self.parts(within, name);
        }
        let Some(value) = place::at(within, field.path) else {
            return;
        };
        match (field.holds, value) {
            (Holds::Texts, Value::Object(texts)) => {
                for language in Language::CODES {
                    if let Some(text) = texts.get(*language).and_then(Value::as_str) {
                        self.put(&format!("{name}.{language}"), text);
                    }
                }
            }
            (Holds::Rows(columns), Value::Array(rows)) => {
                for (index, row) in rows.iter().enumerate() {
                    for column in columns {
                        self.field(row, &format!("{name}.{index}.{}", column.path), column);
                    }
                }
            }
            (Holds::Codes(_) | Holds::Exhibits, Value::Array(codes)) => {
                for code in codes.iter().filter_map(Value::as_str) {
                    self.put(&format!("{name}:{code}"), "on");
                }
            }
            (Holds::Flag, Value::Bool(true)) => self.put(name, "on"),
            (holds, value) => {
                if let Some(text) = self.single(holds, value) {
                    self.put(name, &text);
                }
            }
        }
    }

    fn single(&self, holds: Holds, value: &Value) -> Option<String> {
        Some(match holds {
            Holds::Time => {
                let time = value.as_str()?.parse().ok()?;
                time::to_local(time, self.offset_minutes)
            }
            Holds::Choice => {
                let word = if value.as_bool()? { "yes" } else { "no" };
                word.to_owned()
            }
            Holds::Hours => value.as_u64()?.div_ceil(3600).to_string(),
            Holds::Sha256 => value.as_str()?.trim_start_matches("sha256:").to_owned(),
            Holds::Case => {
                let case: DossierId = serde_json::from_value(value.clone()).ok()?;
                case.to_string()
            }
            Holds::Entry => {
                let part = |name: &str| value.get(name).and_then(Value::as_u64);
                format!("{}:{}", part("generation")?, part("index")?)
            }
            Holds::Lines => {
                let lines: Vec<&str> = value.as_array()?.iter().filter_map(Value::as_str).collect();
                lines.join("\n")
            }
            _ => match value {
                Value::String(text) => text.clone(),
                Value::Number(number) => number.to_string(),
                _ => return None,
            },
        })
    }

    fn parts(&mut self, within: &Value, name: &str) {
        let accepted = place::at(within, "says.accepted").and_then(Value::as_array);
        for code in accepted.into_iter().flatten().filter_map(Value::as_str) {
            self.put(&format!("{name}:{code}"), "accept");
        }
        let declined = place::at(within, "says.declined").and_then(Value::as_array);
        for part in declined.into_iter().flatten() {
            let text = |field: &str| part.get(field).and_then(Value::as_str);
            if let (Some(code), Some(ground)) = (text("assistance"), text("ground")) {
                self.put(&format!("{name}:{code}"), ground);
            }
        }
    }

    fn put(&mut self, name: &str, text: &str) {
        self.shown.insert(name.to_owned(), text.to_owned());
    }
}
