//! Places in a file: looked up, set and emptied by their dotted names.

use serde_json::{Map, Value};

/// What stands at a place.
pub(super) fn at<'a>(file: &'a Value, path: &str) -> Option<&'a Value> {
    path.split('.').try_fold(file, |value, part| match value {
        Value::Object(fields) => fields.get(part),
        Value::Array(list) => list.get(part.parse::<usize>().ok()?),
        _ => None,
    })
}

/// Puts a value at a place among names; takes it away where there is none, and with it what is then empty.
pub(super) fn put(file: &mut Map<String, Value>, path: &str, value: Option<Value>) {
    let Some((outer, inner)) = path.split_once('.') else {
        match value {
            Some(value) => drop(file.insert(path.to_owned(), value)),
            None => drop(file.remove(path)),
        }
        return;
    };
    if value.is_none() && !file.contains_key(outer) {
        return;
    }
    let nested = file
        .entry(outer)
        .or_insert_with(|| Value::Object(Map::new()));
    if !nested.is_object() {
        *nested = Value::Object(Map::new());
    }
    if let Value::Object(fields) = nested {
        put(fields, inner, value);
        // What the envelope says is there even when it is empty.
        if fields.is_empty() && outer != "says" {
            file.remove(outer);
        }
    }
}
