//! Items from the attributes of a MISP event in JSON.
//!
//! Attributes that the event marks as not for detection (`to_ids` false) or as
//! deleted are context and are passed over.

use comity_core::{Time, codes::ItemKind};
use serde_json::Value;

use super::{Found, Gather, Imported};

/// How deep events, objects and lists may lie in one another.
const DEPTH: usize = 6;

/// The items of an event, a list of events, or an answer that holds them; `None` for other JSON.
pub(super) fn read(json: &Value) -> Option<Imported> {
    let mut gather = Gather::default();
    let known = walk(json, DEPTH, &mut gather);
    known.then_some(gather.imported)
}

fn walk(json: &Value, depth: usize, gather: &mut Gather) -> bool {
    if depth == 0 {
        return false;
    }
    if let Some(list) = json.as_array() {
        let known: Vec<bool> = list
            .iter()
            .map(|each| walk(each, depth - 1, gather))
            .collect();
        return known.contains(&true);
    }
    let attributes = json.get("Attribute").and_then(Value::as_array);
    for attribute in attributes.map(Vec::as_slice).unwrap_or_default() {
        take(attribute, gather);
    }
    ["Event", "response", "Object"]
        .into_iter()
        .fold(attributes.is_some(), |known, name| {
            json.get(name)
                .is_some_and(|inner| walk(inner, depth - 1, gather))
                || known
        })
}

fn take(attribute: &Value, gather: &mut Gather) {
    let field = |name| attribute.get(name).and_then(Value::as_str);
    let flag = |name| attribute.get(name).and_then(Value::as_bool);
    let (Some(form), Some(value)) = (field("type"), field("value")) else {
        return gather.pass_over("malformed");
    };
    if flag("deleted") == Some(true) {
        return gather.pass_over("deleted");
    }
    if flag("to_ids") == Some(false) {
        return gather.pass_over("context");
    }
    let at = field("last_seen")
        .or_else(|| field("first_seen"))
        .and_then(time);
    let before = gather.imported.found.len();
    for mut found in items(form, value.trim()) {
        found.at = at;
        gather.add(found);
    }
    if gather.imported.found.len() == before && items(form, value).is_empty() {
        gather.pass_over("other-type");
    }
}

/// What an attribute type holds; types of two values are joined by `|`.
fn items(form: &str, value: &str) -> Vec<Found> {
    let (left, right) = value.split_once('|').unwrap_or((value, ""));
    match form {
        "url" | "uri" => vec![Found::new(ItemKind::Url, value)],
        "domain" | "hostname" => vec![Found::new(ItemKind::Domain, value)],
        "hostname|port" => vec![Found::new(ItemKind::Domain, left)],
        "domain|ip" => vec![
            Found::new(ItemKind::Domain, left),
            Found::new(ItemKind::Address, right),
        ],
        "ip-src" | "ip-dst" => vec![Found::new(ItemKind::Address, value)],
        "ip-src|port" | "ip-dst|port" => vec![Found {
            port: right.parse().ok(),
            ..Found::new(ItemKind::Address, left)
        }],
        "email" | "email-src" | "email-reply-to" | "github-username" | "jabber-id"
        | "twitter-id" => vec![Found::new(ItemKind::Account, value)],
        "md5" | "sha1" | "sha256" | "sha512" => vec![Found::new(ItemKind::Hash, value)],
        "filename|md5" | "filename|sha1" | "filename|sha256" | "filename|sha512"
        | "malware-sample" => vec![Found::new(ItemKind::Hash, right)],
        _ => vec![],
    }
}

/// A time of MISP, which may have a fraction and an offset.
fn time(text: &str) -> Option<Time> {
    let instant: jiff::Timestamp = text.parse().ok()?;
    Some(Time::from_seconds(instant.as_second()))
}
