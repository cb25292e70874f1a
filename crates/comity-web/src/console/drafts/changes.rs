//! What a draft says now beside what it said when it was looked at before, field by field.

use std::collections::{BTreeMap, BTreeSet};

use comity_node::{
    case::{
        draft::Did,
        file::ActFile,
        form::{self, FormField},
    },
    clearance::version::{Before, Version, VersionFile},
};
use comity_text::{Args, render::act};

use super::edit::label_of;
use crate::console::page::Page;

/// The difference, with since when.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Changes {
    pub(crate) since: String,
    pub(crate) lines: Vec<Line>,
}

/// A field that says something else.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Line {
    pub(crate) name: String,
    pub(crate) before: String,
    pub(crate) now: String,
}

/// The difference between what was looked at and what a draft says now.
pub(crate) fn of(page: &Page, before: &Before, file: &ActFile, list: &str) -> Changes {
    let Before {
        step,
        version,
        attachments_now,
    } = before;
    let mut lines = fields(page, &version.file, file);
    lines.extend(rows(page, &version.list, list));
    lines.extend(files(page, version, attachments_now));
    let args = Args::new()
        .with("who", step.who.clone())
        .with("at", page.time(step.at));
    let since = match step.did {
        Did::Cleared => "draft-changes-since-cleared",
        Did::SentBack => "draft-changes-since-sent-back",
        Did::Made | Did::Edited | Did::Submitted | Did::Translated => {
            "draft-changes-since-submitted"
        }
    };
    Changes {
        since: page.words.text(since, &args),
        lines,
    }
}

/// Codes, numbers and dates as they are read; words and persons place by place.
fn fields(page: &Page, before: &ActFile, now: &ActFile) -> Vec<Line> {
    let said = |file: &ActFile| act::said(&file.kind, &file.says, page.words, page.offset);
    let placed = |file: &ActFile| -> Vec<(String, String)> {
        let fields = form::fields(&file.kind);
        let words: Vec<&FormField> = fields
            .into_iter()
            .filter(|field| !field.path.starts_with("says."))
            .collect();
        form::shown(file, &words, 0).into_iter().collect()
    };
    let mut lines = compared(&said(before), &said(now), str::to_owned);
    let name = |path: &str| named(page, path);
    lines.extend(compared(&placed(before), &placed(now), name));
    lines
}

/// What a place of the file is called: its label, its row and its language.
fn named(page: &Page, path: &str) -> String {
    let mut name = label_of(page, path);
    let parts = path.split('.');
    for part in parts {
        let more = match part {
            "en" | "zh-Hans" => page.label("language", part),
            _ => match part.parse::<usize>() {
                Ok(row) => page.t1("draft-row", "number", row.saturating_add(1)),
                Err(_) => continue,
            },
        };
        let args = Args::new().with("name", name).with("more", more);
        name = page.words.text("draft-changes-part", &args);
    }
    name
}

fn compared(
    before: &[(String, String)],
    now: &[(String, String)],
    name: impl Fn(&str) -> String,
) -> Vec<Line> {
    let value = |all: &[(String, String)], key: &str| -> String {
        let of = all.iter().filter(|(known, _)| known == key);
        of.map(|(_, value)| value.as_str())
            .collect::<Vec<_>>()
            .join("\n")
    };
    let mut seen = BTreeSet::new();
    let keys = now.iter().chain(before).map(|(key, _)| key.as_str());
    let keys = keys.filter(|key| seen.insert(*key)).collect::<Vec<_>>();
    let line = |key: &str| Line {
        name: name(key),
        before: value(before, key),
        now: value(now, key),
    };
    let lines = keys.into_iter().map(line);
    lines.filter(|line| line.before != line.now).collect()
}

/// How many rows of the list are no longer there, and how many are new.
fn rows(page: &Page, before: &str, now: &str) -> Option<Line> {
    if before == now {
        return None;
    }
    let count = |list: &str| {
        let rows = list.lines().skip(1).filter(|row| !row.is_empty());
        rows.count()
    };
    let set =
        |list: &str| -> BTreeSet<String> { list.lines().skip(1).map(str::to_owned).collect() };
    let (old, new) = (set(before), set(now));
    let args = Args::new()
        .count("rows", u64::try_from(count(now)).unwrap_or(u64::MAX))
        .count("added", new.difference(&old).count() as u64)
        .count("gone", old.difference(&new).count() as u64);
    Some(Line {
        name: page.t("draft-list-file"),
        before: page.tn("draft-items-count", count(before)),
        now: page.words.text("draft-changes-list", &args),
    })
}

/// Files by name: what went, what came, and what has other bytes under the same name.
fn files(page: &Page, before: &Version, now: &[VersionFile]) -> Vec<Line> {
    let of = |all: &[VersionFile]| -> BTreeMap<String, String> {
        let one = |file: &VersionFile| (file.name.clone(), file.sha256.to_string());
        all.iter().map(one).collect()
    };
    let (old, new) = (of(&before.attachments), of(now));
    let names: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
    let there = |there: bool| {
        let key = if there {
            "draft-changes-file"
        } else {
            "draft-changes-no-file"
        };
        page.t(key)
    };
    let line = |name: &&String| {
        let (was, is) = (old.get(*name), new.get(*name));
        let now = match (was, is) {
            (Some(was), Some(is)) if was != is => page.t("draft-changes-other-file"),
            _ => there(is.is_some()),
        };
        (was != is).then(|| Line {
            name: (*name).clone(),
            before: there(was.is_some()),
            now,
        })
    };
    names.iter().filter_map(line).collect()
}
