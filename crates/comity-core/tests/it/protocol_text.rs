//! `docs/protocol/acts.md` holds the tables of the code, kind by kind, code by code, rule by rule.

use comity_core::{
    act::{KINDS, Kind, Opens, Scope, Who},
    case::Rule,
    codes::{Clock, LISTS, Urgency},
    terms::Terms,
};

const TEXT: &str = include_str!("../../../../docs/protocol/acts.md");

/// Fails with the text that is missing, ready to be pasted.
fn holds(expected: &str) {
    assert!(
        TEXT.contains(expected),
        "docs/protocol/acts.md lacks:\n\n{expected}\n"
    );
}

fn kind_line(kind: &Kind) -> String {
    let who = match kind.who {
        Who::Asker => "asker",
        Who::Answerer => "answerer",
        Who::Either => "either",
    };
    let types = kind
        .types
        .iter()
        .map(|one| one.code())
        .collect::<Vec<_>>()
        .join(", ");
    let place = match (kind.scope, kind.opens) {
        (_, Opens::Dossier(_)) => format!("opens {types}"),
        (Scope::Dossier, Opens::No) => types,
        (Scope::Channel, Opens::No) => "channel".to_owned(),
        (Scope::Both, Opens::No) => format!("{types}, channel"),
    };
    let track = if kind.track { "track" } else { "side" };
    format!("| `{}` | {who} | {place} | {track} |", kind.code)
}

#[test]
fn the_table_of_kinds() {
    let lines: Vec<String> = KINDS.iter().map(kind_line).collect();
    holds(&lines.join("\n"));
}

#[test]
fn what_each_kind_says() {
    for kind in KINDS {
        holds(&format!("- `{}`: ", kind.code));
    }
}

#[test]
fn the_code_lists() {
    let lines: Vec<String> = LISTS
        .iter()
        .map(|(list, codes)| {
            format!(
                "| `{list}` | {} |",
                codes
                    .iter()
                    .map(|code| format!("`{code}`"))
                    .collect::<Vec<_>>()
                    .join(" ")
            )
        })
        .collect();
    holds(&lines.join("\n"));
}

#[test]
fn the_rules() {
    for rule in Rule::ALL {
        holds(&format!("| `{}` | ", rule.code()));
    }
}

#[test]
fn the_default_clocks() {
    let terms = Terms::default();
    let lines: Vec<String> = Urgency::ALL
        .iter()
        .map(|urgency| {
            let cells = Clock::ALL.iter().map(|clock| {
                terms
                    .target(*urgency, *clock)
                    .map_or_else(|| "–".to_owned(), |seconds| seconds.to_string())
            });
            format!(
                "| `{urgency}` | {} |",
                cells.collect::<Vec<_>>().join(" | ")
            )
        })
        .collect();
    holds(&lines.join("\n"));
}
