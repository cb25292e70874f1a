//! Taking the personal fields out of a body, for export and for those who may not see them.

use serde_json::{Map, Value};

use super::{Body, schema};

/// What stands in place of a masked text.
pub const MASK: &str = "•••";

/// Replaces every personal text of a body with [`MASK`]; what is not known to be impersonal counts as personal.
pub fn mask(body: &mut Body) {
    let masked = serde_json::to_value(&*body).ok().and_then(|mut value| {
        mask_below(&mut value, &mut String::new());
        serde_json::from_value(value).ok()
    });
    // Every personal field is a text, so the masked form is always a body (a test walks them all);
    // should a field ever not be one, nothing of the content is shown.
    *body = masked.unwrap_or_else(|| Body::new(body.origin.clone(), body.id, body.language));
}

/// The same for a body that is not of the form of these rules: what its schema does not know is personal.
pub fn mask_fields(fields: &mut Map<String, Value>) {
    let mut value = Value::Object(std::mem::take(fields));
    mask_below(&mut value, &mut String::new());
    if let Value::Object(masked) = value {
        *fields = masked;
    }
}

/// Whether masking would take anything out.
#[must_use]
pub fn holds_personal(body: &Body) -> bool {
    let mut masked = body.clone();
    mask(&mut masked);
    masked != *body
}

fn mask_below(value: &mut Value, pointer: &mut String) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                below(pointer, &name.replace('~', "~0").replace('/', "~1"), member);
            }
        }
        Value::Array(elements) => {
            for (index, element) in elements.iter_mut().enumerate() {
                below(pointer, &index.to_string(), element);
            }
        }
        leaf => {
            let personal = schema::field(pointer).is_none_or(|field| field.personal);
            if personal && !is_pseudonym(pointer, leaf) {
                *leaf = Value::String(MASK.to_owned());
            }
        }
    }
}

/// The reference of a person, as `V-1`: one to three capitals, a hyphen and digits name no one.
fn is_pseudonym(pointer: &str, value: &Value) -> bool {
    let place = schema::field(pointer).is_some_and(|field| field.pointer == "/persons/*/reference");
    let parts = value.as_str().and_then(|text| text.split_once('-'));
    place
        && parts.is_some_and(|(capitals, digits)| {
            (1..=3).contains(&capitals.len())
                && capitals.bytes().all(|byte| byte.is_ascii_uppercase())
                && (1..=9).contains(&digits.len())
                && digits.bytes().all(|byte| byte.is_ascii_digit())
        })
}

fn below(pointer: &mut String, name: &str, value: &mut Value) {
    let before = pointer.len();
    pointer.push('/');
    pointer.push_str(name);
    mask_below(value, pointer);
    pointer.truncate(before);
}
