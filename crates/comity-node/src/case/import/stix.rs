//! Items from the indicators of a STIX bundle (STIX 2.1, sections 4.7 and 9).
//!
//! Only indicators speak of what is to be acted on; observed objects and
//! context are counted and passed over. Revoked indicators are left out.

use comity_core::codes::ItemKind;
use serde_json::Value;

use super::{Found, Gather, Imported, pattern};

pub(super) fn is_bundle(json: &Value) -> bool {
    json.get("type").and_then(Value::as_str) == Some("bundle")
}

pub(super) fn read(bundle: &Value) -> Imported {
    let mut gather = Gather::default();
    let objects = bundle.get("objects").and_then(Value::as_array);
    for object in objects.map(Vec::as_slice).unwrap_or_default() {
        let field = |name| object.get(name).and_then(Value::as_str);
        if field("type") != Some("indicator") {
            gather.pass_over("not-an-indicator");
        } else if object.get("revoked").and_then(Value::as_bool) == Some(true) {
            gather.pass_over("revoked");
        } else if field("pattern_type").is_some_and(|kind| kind != "stix") {
            gather.pass_over("other-pattern-language");
        } else if let Some(text) = field("pattern") {
            indicator(text, &mut gather);
        } else {
            gather.pass_over("malformed");
        }
    }
    gather.imported
}

fn indicator(text: &str, gather: &mut Gather) {
    let compared = pattern::comparisons(text);
    for (path, value) in &compared.equal {
        match kind(path) {
            Some(kind) => {
                let mut found = Found::new(kind, value.trim());
                if kind == ItemKind::Address {
                    found.port = only_port(&compared.equal);
                }
                gather.add(found);
            }
            None if path == "network-traffic:dst_port" => {}
            None => gather.pass_over("other-object"),
        }
    }
    for _ in 0..compared.others {
        gather.pass_over("no-equality");
    }
}

/// The port that a pattern gives beside its one address.
fn only_port(equal: &[(String, String)]) -> Option<u16> {
    let mut addresses = equal
        .iter()
        .filter(|(path, _)| kind(path) == Some(ItemKind::Address));
    let mut ports = equal
        .iter()
        .filter(|(path, _)| path == "network-traffic:dst_port");
    match (
        addresses.next(),
        addresses.next(),
        ports.next(),
        ports.next(),
    ) {
        (Some(_), None, Some((_, port)), None) => port.parse().ok(),
        _ => None,
    }
}

fn kind(path: &str) -> Option<ItemKind> {
    match path {
        "url:value" => Some(ItemKind::Url),
        "domain-name:value" => Some(ItemKind::Domain),
        "ipv4-addr:value" | "ipv6-addr:value" | "network-traffic:dst_ref.value" => {
            Some(ItemKind::Address)
        }
        "email-addr:value" | "user-account:account_login" | "user-account:user_id" => {
            Some(ItemKind::Account)
        }
        _ => {
            let hash = path
                .strip_prefix("file:hashes.")?
                .replace('-', "")
                .to_ascii_lowercase();
            matches!(hash.as_str(), "md5" | "sha1" | "sha256" | "sha512").then_some(ItemKind::Hash)
        }
    }
}
