//! Which fields a request of its type must hold, before anything else is written in it.

use std::collections::BTreeMap;

use comity_core::{
    ActId, Origin,
    act::Submit,
    body::Body,
    case::musts,
    codes::{Field, Language, Must},
};
use serde_json::{Map, Value, json};

use crate::case::file::{ActFile, REQUEST};

/// What decides which fields are needed.
const DECIDES: &[&str] = &[
    "assistance",
    "channel",
    "do_not_notify",
    "profile",
    "status",
    "treaty",
    "urgency",
];

/// The fields that a request of this type must hold, each with the reason; of another act none.
///
/// What `musts` of the core asks of a request that says nothing but its type.
#[must_use]
pub fn needs(file: &ActFile) -> BTreeMap<Field, Must> {
    if file.kind != REQUEST {
        return BTreeMap::new();
    }
    let mut whole = file.clone();
    whole.complete();
    let mut says: Map<String, Value> = whole.says;
    says.retain(|name, _| DECIDES.contains(&name.as_str()));
    let mut needs = BTreeMap::new();
    // Once with the treaty basis, which decides on the pledge, and once without, since it is needed itself.
    for treaty in [true, false] {
        let mut says = says.clone();
        if !treaty {
            says.remove("treaty");
        }
        needs.extend(asked(says, whole.language));
    }
    needs
}

fn asked(mut says: Map<String, Value>, language: Language) -> BTreeMap<Field, Must> {
    says.insert("language".to_owned(), json!(language));
    let marks = json!({"tlp": "amber", "pap": "amber", "court_use": "none", "onward": "none"});
    says.insert("handling".to_owned(), marks);
    let request: Option<Submit> = serde_json::from_value(Value::Object(says)).ok();
    let origin: Option<Origin> = "asks.example/to/asked.example/1".parse().ok();
    let body = origin.map(|origin| Body::new(origin, ActId::new(0, &[0; 10]), language));
    let missing = request
        .zip(body)
        .map(|(says, body)| musts(&says, &body, None));
    let missing = missing.unwrap_or_default().into_iter();
    missing.map(|one| (one.field, one.why)).collect()
}
