//! What the demo's requests are made of: real published material with its sources, and fictional words around it.
//!
//! Sources and licences stand in `demo/SOURCES.md`.

use comity_core::Time;
use comity_node::case::{CaseError, file::ActFile};
use serde_json::json;

use crate::failure::Outcome;

/// Attack flow of a ransomware attack on a university.
pub(crate) const FLOW: &[u8] = include_bytes!("../../demo/maastricht-university-ransomware.afb");
/// Indicators of an investigation, as a STIX bundle.
pub(crate) const BUNDLE: &[u8] = include_bytes!("../../demo/wintego-helios.stix2.json");
/// Domains of the same investigation, one a line.
const DOMAINS: &str = include_str!("../../demo/takedown-domains.txt");
/// How many of them the request names.
pub(crate) const ITEMS: usize = 120;

const TAKEDOWN: &str = include_str!("../../demo/request-takedown.toml");
const POLICE: &str = include_str!("../../demo/request-police.toml");
const SILENT: &str = include_str!("../../demo/request-silent.toml");

/// The list of domains as CSV.
pub(crate) fn domains() -> String {
    let rows = DOMAINS
        .lines()
        .take(ITEMS)
        .map(|domain| format!("domain,{domain}\n"));
    std::iter::once("kind,value\n".to_owned())
        .chain(rows)
        .collect()
}

/// The takedown request: seen in the week before.
pub(crate) fn takedown(now: Time) -> Outcome<ActFile> {
    with(
        TAKEDOWN,
        "observed",
        json!({"from": now.plus(-7 * 86_400), "until": now.plus(-86_400)}),
    )
}

/// The police request: about the two months before.
pub(crate) fn police(now: Time) -> Outcome<ActFile> {
    with(
        POLICE,
        "period",
        json!({"from": now.plus(-60 * 86_400), "until": now.plus(-86_400)}),
    )
}

/// The request that meets silence.
pub(crate) fn silent(now: Time) -> Outcome<ActFile> {
    with(
        SILENT,
        "period",
        json!({"from": now.plus(-30 * 86_400), "until": now.plus(-86_400)}),
    )
}

fn with(text: &str, field: &str, value: serde_json::Value) -> Outcome<ActFile> {
    let mut file = ActFile::read(text.as_bytes()).map_err(CaseError::from)?;
    file.says.insert(field.to_owned(), value);
    Ok(file)
}

/// Connection records that the answer brings; addresses of documentation (RFC 5737).
pub(crate) fn connections(from: Time) -> Vec<u8> {
    let row = |n: i64| {
        format!(
            "{},198.51.100.{},203.0.113.7,443\n",
            from.plus(n * 3_600),
            n % 250
        )
    };
    std::iter::once("time,source,destination,port\n".to_owned())
        .chain((0..400).map(row))
        .collect::<String>()
        .into_bytes()
}
