//! `/administration/offices`: the tree of offices, each with its name in both languages.

use askama::Template;
use axum::{
    extract::{Path, Query},
    response::Response,
};
use comity_node::{
    accounts::{
        AccessError, Permission,
        grant::{self, Asked, Grant, Matter, What},
        office::{self, OfficeRow},
    },
    people::{self, Person},
};
use comity_store::Store as _;
use comity_text::Args;
use serde::Deserialize;

use super::{
    Done, Fault, Nothing, Page, Room, Sent, Visit, Way, Wrongs, again, back, escaped, html,
    roles::done, said, ways,
};

pub(super) const HERE: &str = "/administration/offices";

/// Which field a refusal is about.
const FIELDS: &[(&str, &str)] = &[
    ("person-label", "code"),
    ("access-label", "en"),
    ("office-unknown", "parent"),
    ("office-cycle", "parent"),
];

/// What may have been done just before.
const DONE: &[&str] = &[
    "declined",
    "office",
    "office-moved",
    "office-removed",
    "office-waits",
];

/// An office in the tree.
struct Line {
    office: OfficeRow,
    /// How far below the top.
    depth: usize,
    /// How many people belong to it.
    people: usize,
    /// Whether nothing belongs to it, so that it can go.
    empty: bool,
}

#[derive(Template)]
#[template(path = "administration/offices.html")]
struct OfficesPage {
    page: Page,
    ways: Vec<Way>,
    done: Option<String>,
    /// Places in the tree that wait for a second person.
    grants: Vec<Grant>,
    lines: Vec<Line>,
    entry: Entry,
    wrong: Wrongs,
}

impl OfficesPage {
    fn name<'a>(&self, office: &'a OfficeRow) -> &'a str {
        match self.page.words.locale() {
            comity_text::Locale::En => &office.en,
            comity_text::Locale::ZhHans => &office.zh_hans,
        }
    }

    fn removal(office: &OfficeRow) -> String {
        format!("{HERE}/{}/remove", escaped(&office.code))
    }

    fn address_of(grant: &Grant) -> String {
        format!("{HERE}/{}", escaped(&grant.name))
    }

    fn waits(&self, grant: &Grant) -> String {
        let above = match &grant.what {
            What::Under(office) => office.as_str(),
            _ => "",
        };
        let args = Args::new()
            .with("office", grant.name.as_str())
            .with("above", above)
            .with("by", grant.by.as_str())
            .with("at", self.page.time(grant.at));
        self.page.words.text("house-under-waits", &args)
    }

    fn is_mine(&self, grant: &Grant) -> bool {
        grant.by == self.page.reader()
    }
}

/// A new office, or a change of one.
#[derive(Debug, Clone, Default, Deserialize)]
pub(crate) struct Entry {
    code: String,
    #[serde(default)]
    parent: String,
    en: String,
    zh: String,
}

/// What the address asks for: the office to change, and what was done before.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    change: String,
    done: String,
}

/// `GET /administration/offices`
pub(crate) async fn show(visit: Visit, Query(wanted): Query<Wanted>) -> Result<Response, Fault> {
    visit.may(Permission::ReadPeople)?;
    let mut page = page(&visit, Entry::default(), Wrongs::default()).await?;
    let chosen = page
        .lines
        .iter()
        .find(|line| line.office.code == wanted.change);
    if let Some(Line { office, .. }) = chosen {
        page.entry = Entry {
            code: office.code.clone(),
            parent: office.parent.clone().unwrap_or_default(),
            en: office.en.clone(),
            zh: office.zh_hans.clone(),
        };
    }
    let done = Done { done: wanted.done };
    page.done = said(&done, &page.page, DONE);
    html(&page)
}

/// `POST /administration/offices`
pub(crate) async fn put(sent: Sent<Entry>) -> Result<Response, Fault> {
    let (visit, form) = sent.by(Permission::ManagePeople).await?;
    let parent = form.parent.trim();
    let row = OfficeRow {
        code: form.code.trim().to_owned(),
        parent: (!parent.is_empty()).then(|| parent.to_owned()),
        en: form.en.trim().to_owned(),
        zh_hans: form.zh.trim().to_owned(),
    };
    let kept = done(&visit, move |tx, by, now| office::put(tx, &row, by, now)).await;
    match kept {
        Ok(Asked::Granted) => Ok(back(HERE, "office")),
        Ok(Asked::Waits) => Ok(back(HERE, "office-waits")),
        Err(fault) if fault.can_be_mended() => {
            let words = visit.page(Room::Administration, "").words;
            let wrong = Wrongs::of(&fault, words, FIELDS);
            again(&page(&visit, form, wrong).await?)
        }
        Err(fault) => Err(fault),
    }
}

/// `POST /administration/offices/{code}/remove`
pub(crate) async fn remove(
    Path(code): Path<String>,
    sent: Sent<Nothing>,
) -> Result<Response, Fault> {
    let (visit, Nothing {}) = sent.by(Permission::ManagePeople).await?;
    done(&visit, move |tx, by, now| {
        office::remove(tx, &code, by, now)
    })
    .await?;
    Ok(back(HERE, "office-removed"))
}

async fn page(visit: &Visit, entry: Entry, wrong: Wrongs) -> Result<OfficesPage, Fault> {
    let (offices, people, mut grants) = visit
        .work(|site| {
            let now = site.now();
            let store = site.node.unfollowed();
            let seen = store.read(|tx| {
                let grants = grant::list(tx, now)?;
                Ok::<_, AccessError>((office::list(tx)?, people::list(tx)?, grants))
            })?;
            Ok(seen)
        })
        .await?;
    grants.retain(|grant| grant.what.matter() == Matter::Under);
    let page = visit.page(Room::Administration, "");
    let title = page.tn("house-offices-title", offices.len());
    let page = Page { title, ..page };
    Ok(OfficesPage {
        ways: ways(&page),
        done: None,
        grants,
        lines: tree(&offices, &people),
        entry,
        wrong,
        page,
    })
}

/// The offices from the top down, each before those below it; a rule keeps cycles out.
fn tree(offices: &[OfficeRow], people: &[Person]) -> Vec<Line> {
    let below = |parent: Option<&str>| -> Vec<&OfficeRow> {
        let found = offices
            .iter()
            .filter(|office| office.parent.as_deref() == parent);
        found.rev().collect()
    };
    let mut lines = Vec::new();
    let mut next: Vec<(&OfficeRow, usize)> =
        below(None).into_iter().map(|office| (office, 0)).collect();
    while let Some((office, depth)) = next.pop() {
        let members = people.iter().filter(|one| one.office == office.code);
        let members = members.count();
        let under = below(Some(&office.code));
        let empty = members == 0 && under.is_empty();
        next.extend(under.into_iter().map(|one| (one, depth + 1)));
        lines.push(Line {
            office: office.clone(),
            depth,
            people: members,
            empty,
        });
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn office(code: &str, parent: Option<&str>) -> OfficeRow {
        OfficeRow {
            code: code.to_owned(),
            parent: parent.map(str::to_owned),
            en: code.to_owned(),
            zh_hans: code.to_owned(),
        }
    }

    #[test]
    fn the_tree_goes_from_the_top_down_in_the_order_of_the_codes() {
        let offices = [
            office("A", None),
            office("A1", Some("A")),
            office("A2", Some("A")),
            office("A11", Some("A1")),
            office("B", None),
        ];
        let lines = tree(&offices, &[]);
        let shown: Vec<String> = lines
            .iter()
            .map(|line| format!("{}{}", line.office.code, line.depth))
            .collect();
        assert_eq!(shown.join(" "), "A0 A11 A112 A21 B0");
        let empty = lines.iter().filter(|line| line.empty);
        let codes: Vec<&str> = empty.map(|line| line.office.code.as_str()).collect();
        assert_eq!(codes, ["A11", "A2", "B"]);
    }
}
