//! The form of an act: every kind from the one table of fields, no form written by hand.
//!
//! What is asked comes first, then particulars, text, lists, marking and who
//! speaks; what a request of its type does not need is not shown, and what
//! nobody needs waits below, closed.

mod field;
mod label;

use std::collections::{BTreeMap, BTreeSet};

use comity_core::{
    PartyName,
    codes::{Field, Must},
};
use comity_node::{
    accounts::office,
    case::{
        file::{ActFile, REQUEST},
        form::{self, FormField, Holds, Need, Shown},
        show::CaseShow,
    },
    people::{self, PeopleError},
};
use comity_store::Store as _;

pub(crate) use self::{
    field::{Choice, FieldView, choices},
    label::label,
};
use crate::console::{fault::Fault, page::Page, visit::Visit};

/// A part of a form under a heading of its own.
#[derive(Debug)]
pub(crate) struct Section {
    /// Its name in addresses.
    pub(crate) id: &'static str,
    pub(crate) title: String,
    pub(crate) hint: String,
    pub(crate) fields: Vec<FieldView>,
    /// What stands in it, where it is folded: what is usual, or was answered before.
    pub(crate) folded: Option<String>,
}

/// A form as its template needs it.
#[derive(Debug)]
pub(crate) struct FormView {
    pub(crate) sections: Vec<Section>,
    /// What can be said besides.
    pub(crate) more: Vec<FieldView>,
}

/// What fields may choose from, of the case that the act belongs to.
#[derive(Debug, Default)]
pub(crate) struct Context {
    acts: Vec<KnownAct>,
    exhibits: Vec<String>,
    asked: Vec<String>,
    /// Offices of this house that may speak, by code.
    offices: Vec<String>,
    /// Duty numbers of its people.
    duties: Vec<String>,
}

#[derive(Debug)]
struct KnownAct {
    id: String,
    entry: String,
    kind: String,
    ours: bool,
    words: String,
}

impl Context {
    /// Of a case.
    pub(crate) fn of(case: &CaseShow, page: &Page) -> Self {
        let act = |act: &comity_node::case::show::ActLine| KnownAct {
            id: act.act.to_string(),
            entry: format!("{}:{}", act.entry.generation, act.entry.index),
            kind: act.kind.clone(),
            ours: act.ours,
            words: format!("{} · {}", page.act(&act.kind), page.time(act.at)),
        };
        let opening = case.acts.first();
        let asked = opening.and_then(|act| act.says.get("assistance")?.as_array());
        let asked = asked.into_iter().flatten().filter_map(|code| code.as_str());
        Self {
            acts: case.acts.iter().map(act).collect(),
            exhibits: case
                .exhibits
                .iter()
                .map(|line| line.exhibit.number.clone())
                .collect(),
            asked: asked.map(str::to_owned).collect(),
            ..Self::default()
        }
    }

    /// With who may speak in this house.
    pub(crate) async fn with_house(self, visit: &Visit) -> Result<Self, Fault> {
        let (offices, people) = visit
            .work(|site| {
                let store = site.node.unfollowed();
                Ok(store
                    .read(|tx| Ok::<_, PeopleError>((office::known(tx)?, people::list(tx)?)))?)
            })
            .await?;
        let duties = people.into_iter().filter_map(|person| person.duty);
        let duties: BTreeSet<String> = duties.collect();
        Ok(Self {
            offices: offices.into_iter().collect(),
            duties: duties.into_iter().collect(),
            ..self
        })
    }

    /// What is offered for a field that anything can be typed into.
    fn known(&self, path: &str) -> Vec<String> {
        match path {
            "office" => self.offices.clone(),
            "duty" => self.duties.clone(),
            _ => Vec::new(),
        }
    }
}

/// All that a form is made of.
pub(crate) struct Maker<'a> {
    pub(crate) page: &'a Page,
    /// Whom it goes to.
    pub(crate) them: &'a PartyName,
    pub(crate) file: &'a ActFile,
    /// What its fields hold: what the draft says, or what was typed.
    pub(crate) values: &'a Shown,
    pub(crate) context: &'a Context,
    /// What is wrong, by field.
    pub(crate) wrong: &'a BTreeMap<String, String>,
    /// Fields that are missing.
    pub(crate) missing: &'a [(String, String)],
}

/// The parts of a form in their order: a request is its text, other acts are what they hand over.
const PARTS: [&str; 6] = ["what", "codes", "words", "details", "marking", "speaks"];
const HANDS_OVER: [&str; 6] = ["what", "codes", "details", "words", "marking", "speaks"];

impl Maker<'_> {
    /// The form.
    pub(crate) fn make(&self) -> FormView {
        let needs = form::needs(self.file);
        let mut parts: BTreeMap<&str, Vec<FieldView>> = BTreeMap::new();
        let mut more = Vec::new();
        for one in form::fields(&self.file.kind) {
            let there = self.there(one.path);
            match self.place(one, &needs, there) {
                Place::Away => {}
                Place::More => more.push(self.field(one.path, one.path, one, false)),
                Place::In(part) => {
                    let needed = one.need != Need::May;
                    let view = self.field(one.path, one.path, one, needed);
                    parts.entry(part).or_default().push(view);
                }
            }
        }
        let section = |id: &'static str| {
            let fields = parts.remove(id)?;
            let hint = format!("draft-part-{id}-hint");
            let hint = self.page.words.has(&hint, None).then(|| self.page.t(&hint));
            Some(Section {
                folded: self.folded(id, &fields),
                id,
                title: self.page.t(&format!("draft-part-{id}")),
                hint: hint.unwrap_or_default(),
                fields,
            })
        };
        let order = if self.file.kind == REQUEST {
            PARTS
        } else {
            HANDS_OVER
        };
        FormView {
            sections: order.into_iter().filter_map(section).collect(),
            more,
        }
    }

    /// What a folded part holds, in a line; a part in which something is to be done is open.
    fn folded(&self, id: &str, fields: &[FieldView]) -> Option<String> {
        let answered = match id {
            "what" => self.file.kind == REQUEST,
            "marking" | "speaks" => true,
            _ => false,
        };
        let to_do = |field: &FieldView| {
            !field.error.is_empty() || self.missing.iter().any(|(name, _)| *name == field.name)
        };
        let words: Vec<String> = fields.iter().flat_map(FieldView::said).collect();
        (answered && !fields.iter().any(to_do)).then(|| words.join(" · "))
    }

    /// Whether a field holds anything, or is wrong.
    fn there(&self, path: &str) -> bool {
        let belongs = |name: &str| {
            let rest = name.strip_prefix(path);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', ':']))
        };
        let said = |(name, value): (&String, &String)| belongs(name) && !value.is_empty();
        self.values.iter().any(said) || self.wrong.keys().any(|name| belongs(name))
    }

    fn place(&self, one: &FormField, needs: &BTreeMap<Field, Must>, there: bool) -> Place {
        let request = self.file.kind == REQUEST;
        let part = part_of(one);
        match one.need {
            Need::Must => Place::In(part),
            // Said by nobody else, so asked in every form that has them.
            Need::When(Field::Language | Field::Office | Field::Duty | Field::Translation) => {
                Place::In(part)
            }
            Need::When(field) if there || needs.contains_key(&field) => Place::In(part),
            Need::When(_) if request => Place::Away,
            Need::When(_) => Place::More,
            Need::May if there => Place::In(part),
            Need::May => {
                let aside = request
                    || matches!(one.holds, Holds::Rows(_))
                    || part == "marking"
                    || one.path.starts_with("translator.") && self.file.kind != "translation";
                if aside { Place::More } else { Place::In(part) }
            }
        }
    }
}

enum Place {
    In(&'static str),
    More,
    Away,
}

fn part_of(one: &FormField) -> &'static str {
    const WHAT: &[&str] = &[
        "says.assistance",
        "says.profile",
        "says.urgency",
        "says.channel",
        "says.status",
    ];
    match (one.path, one.holds) {
        (path, _) if WHAT.contains(&path) => "what",
        (path, _) if path.starts_with("says.handling.") => "marking",
        ("says.translation_by", _) | (_, Holds::Texts) => "words",
        (_, Holds::Rows(_)) => "details",
        ("language" | "office" | "duty", _) => "speaks",
        _ => "codes",
    }
}

/// The field of a form that a missing field of a request stands in.
pub(crate) fn anchor(kind: &str, field: Field) -> String {
    let stands = |one: &&&FormField| one.need == Need::When(field);
    let fields = form::fields(kind);
    let found = fields.iter().find(stands).map(|one| one.path);
    match field {
        Field::Hours => "request.contacts",
        Field::Items => "items",
        Field::Attachments => "attachments",
        Field::Handling => "says.handling.tlp",
        Field::Persons => "persons",
        _ => found.unwrap_or("work"),
    }
    .to_owned()
}

#[cfg(test)]
pub(crate) mod tests;
