//! Who holds a case, and `POST /cases/{case}/assign`, `/refer`, `/let-in` and `/shut-out`: it never leaves the house.

use std::collections::BTreeMap;

use axum::{
    extract::Path,
    response::{IntoResponse as _, Redirect, Response},
};
use comity_node::{
    access::{self, AccessError, Assignment, Held, Holding},
    accounts::{Permission, office},
    case::{CaseError, show::CaseShow},
    people,
};
use comity_store::{Store as _, StoreError, access::Who};
use comity_text::Locale;
use serde::Deserialize;

use super::{
    one::{case_of, name_of},
    show,
};
use crate::console::{
    Site,
    fault::Fault,
    page::Page,
    visit::{Sent, Visit},
    wrong::Wrongs,
};

/// What is done with a case inside the house.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Deed {
    Assign,
    Refer,
    LetIn,
    ShutOut,
}

impl Deed {
    /// Which field of its form a refusal is about.
    const fn fields(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Assign => &[
                ("person-unknown", "assign-officer"),
                ("access-cannot-read", "assign-officer"),
                ("person-label", "assign-office"),
                ("office-unknown", "assign-office"),
                ("access-deputy-of-nobody", "assign-deputy"),
            ],
            Self::Refer => &[
                ("person-unknown", "refer-officer"),
                ("access-cannot-read", "refer-officer"),
                ("person-label", "refer-office"),
                ("office-unknown", "refer-office"),
                ("access-nobody", "refer-office"),
                ("access-same-holder", "refer-office"),
                ("case-text", "refer-reason"),
            ],
            Self::LetIn | Self::ShutOut => &[
                ("person-unknown", "let-in-who"),
                ("access-cannot-read", "let-in-who"),
                ("person-label", "let-in-who"),
                ("office-unknown", "let-in-who"),
                ("access-nobody", "let-in-who"),
                ("access-not-holder", "let-in-who"),
            ],
        }
    }
}

/// What was typed into one of the forms.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Entry {
    office: String,
    officer: String,
    deputy: String,
    reason: String,
    /// Whom: `office:CODE` or `person:NAME`.
    who: String,
}

impl Entry {
    fn to(&self) -> Assignment {
        let some = |text: &String| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        Assignment {
            office: some(&self.office),
            officer: some(&self.officer),
            deputy: some(&self.deputy),
        }
    }
}

/// An office or a person to be chosen.
pub(crate) struct Choice {
    pub(crate) code: String,
    pub(crate) words: String,
}

/// Somebody who was let in.
pub(crate) struct Guest {
    pub(crate) who: String,
    pub(crate) words: String,
}

/// The panel as it is shown.
pub(crate) struct Panel {
    pub(crate) office: Option<String>,
    pub(crate) officer: Option<String>,
    pub(crate) deputy: Option<String>,
    pub(crate) guests: Vec<Guest>,
    pub(crate) nobodys: bool,
    /// Whether this reader gives cases to others.
    pub(crate) gives: bool,
    pub(crate) offices: Vec<Choice>,
    pub(crate) people: Vec<Choice>,
    /// Which form was refused, with what was typed into it.
    deed: Option<Deed>,
    pub(crate) entry: Entry,
    pub(crate) wrong: Wrongs,
}

impl Panel {
    /// Whether a form stands open.
    pub(crate) fn open(&self, form: &str) -> bool {
        match form {
            "assign" => self.deed == Some(Deed::Assign) || self.nobodys && self.deed.is_none(),
            "refer" => self.deed == Some(Deed::Refer),
            _ => matches!(self.deed, Some(Deed::LetIn | Deed::ShutOut)),
        }
    }

    /// What stands in a field: what was typed into this form, else who holds the case now.
    pub(crate) fn value(&self, form: &str, field: &str) -> &str {
        let typed = self.deed.is_some() && self.open(form);
        let (entry, now) = match field {
            "office" => (&self.entry.office, &self.office),
            "officer" => (&self.entry.officer, &self.officer),
            "deputy" => (&self.entry.deputy, &self.deputy),
            "who" => (&self.entry.who, &None),
            _ => (&self.entry.reason, &None),
        };
        if typed {
            entry
        } else if form == "assign" {
            now.as_deref().unwrap_or_default()
        } else {
            ""
        }
    }

    /// The name of an office beside its code, where the tree of offices has one.
    pub(crate) fn named<'a>(&'a self, code: &'a str) -> &'a str {
        let found = self.offices.iter().find(|office| office.code == code);
        found.map_or(code, |office| &office.words)
    }

    /// With a form that was refused.
    pub(crate) fn refused(self, deed: Deed, entry: Entry, fault: &Fault, page: &Page) -> Self {
        Self {
            deed: Some(deed),
            entry,
            wrong: Wrongs::of(fault, page.words, deed.fields()),
            ..self
        }
    }
}

/// The offices and people of the house, for choices.
pub(crate) struct House {
    offices: Vec<office::OfficeRow>,
    people: Vec<people::Person>,
}

impl House {
    /// As they are now.
    pub(crate) fn of(site: &Site) -> Result<Self, Fault> {
        let store = site.node.unfollowed();
        Ok(store.read(|tx| {
            Ok::<_, StoreError>(Self {
                offices: office::list(tx)?,
                people: people::list(tx).unwrap_or_default(),
            })
        })?)
    }

    /// An office by its code and, where the tree of offices has one, its name.
    pub(crate) fn named(&self, code: &str, page: &Page) -> String {
        let all = self.offices(page).into_iter();
        let mut found = all.filter(|office| office.code == code);
        found
            .next()
            .map_or_else(|| code.to_owned(), |office| office.words)
    }

    /// All offices by code: those of the tree by name, and those that people belong to.
    pub(crate) fn offices(&self, page: &Page) -> Vec<Choice> {
        let mut all: BTreeMap<&str, String> = BTreeMap::new();
        for person in self.people.iter().filter(|person| !person.disabled) {
            all.insert(&person.office, person.office.clone());
        }
        for office in &self.offices {
            let name = match page.words.locale() {
                Locale::En => &office.en,
                Locale::ZhHans => &office.zh_hans,
            };
            all.insert(&office.code, format!("{} {name}", office.code));
        }
        let choice = |(code, words): (&str, String)| Choice {
            code: code.to_owned(),
            words,
        };
        all.into_iter().map(choice).collect()
    }

    /// Whom a translation can be asked of: offices, and people who translate; as `office:CODE`, `person:NAME`.
    pub(crate) fn translators(&self, page: &Page) -> Vec<Choice> {
        let office = |one: Choice| Choice {
            code: Who::Office(one.code).to_string(),
            words: one.words,
        };
        let translates = |person: &&people::Person| {
            let roles = &person.roles;
            !person.disabled && roles.iter().any(|role| role.permits(Permission::Translate))
        };
        let person = |one: &people::Person| Choice {
            code: Who::Person(one.name.clone()).to_string(),
            words: one.name.clone(),
        };
        let people = self.people.iter().filter(translates).map(person);
        self.offices(page)
            .into_iter()
            .map(office)
            .chain(people)
            .collect()
    }

    /// All people who may act and read cases, each with the office.
    pub(crate) fn people(&self) -> Vec<Choice> {
        let reads = |role: &people::Role| role.permits(Permission::ReadCases);
        let there = self.people.iter();
        let there = there.filter(|one| !one.disabled && one.roles.iter().any(reads));
        let choice = |person: &people::Person| Choice {
            code: person.name.clone(),
            words: format!("{} · {}", person.name, person.office),
        };
        there.map(choice).collect()
    }
}

/// The panel of a case, for this page.
pub(crate) fn panel(holding: &Holding, house: &House, page: &Page) -> Panel {
    let mut panel = Panel {
        office: holding.office.clone(),
        officer: holding.officer.clone(),
        deputy: holding.deputy.clone(),
        guests: Vec::new(),
        nobodys: holding.is_nobodys(),
        gives: page.can(Permission::Assign),
        offices: house.offices(page),
        people: house.people(),
        deed: None,
        entry: Entry::default(),
        wrong: Wrongs::default(),
    };
    let offices = holding.offices_let_in.iter().map(|code| Guest {
        who: Who::Office(code.clone()).to_string(),
        words: panel.named(code).to_owned(),
    });
    let persons = holding.persons_let_in.iter().map(|name| Guest {
        who: Who::Person(name.clone()).to_string(),
        words: name.clone(),
    });
    let guests = offices.chain(persons).collect();
    panel.guests = guests;
    panel
}

/// `POST /cases/{case}/assign`
pub(crate) async fn assign(path: Path<String>, sent: Sent<Entry>) -> Result<Response, Fault> {
    run(path, sent, Deed::Assign).await
}

/// `POST /cases/{case}/refer`
pub(crate) async fn refer(path: Path<String>, sent: Sent<Entry>) -> Result<Response, Fault> {
    run(path, sent, Deed::Refer).await
}

/// `POST /cases/{case}/let-in`
pub(crate) async fn let_in(path: Path<String>, sent: Sent<Entry>) -> Result<Response, Fault> {
    run(path, sent, Deed::LetIn).await
}

/// `POST /cases/{case}/shut-out`
pub(crate) async fn shut_out(path: Path<String>, sent: Sent<Entry>) -> Result<Response, Fault> {
    run(path, sent, Deed::ShutOut).await
}

/// How a deed ended.
enum Ended {
    /// The reader still sees the case of this name.
    Here(String),
    /// It is with others now, who did not let the reader in.
    Gone,
    /// That is for the form.
    Refused(Fault),
}

async fn run(Path(name): Path<String>, sent: Sent<Entry>, deed: Deed) -> Result<Response, Fault> {
    let may = |visit: &Visit| {
        visit.may(Permission::Assign)?;
        visit.may(Permission::ReadCases)
    };
    let (visit, form) = sent.when(may).await?;
    let (case, entry, caller) = (name.clone(), form.clone(), visit.clone());
    let ended = visit
        .work(move |site| {
            let found = case_of(site, &caller.sight, &case)?;
            match done(site, &caller, &found, deed, &entry) {
                Ok(()) => after(site, &caller, &found),
                Err(error) => {
                    let fault = Fault::from(error);
                    if fault.can_be_mended() {
                        Ok(Ended::Refused(fault))
                    } else {
                        Err(fault)
                    }
                }
            }
        })
        .await?;
    let to = match ended {
        Ended::Here(case) => format!("/cases/{case}#holding"),
        Ended::Gone if Held::Nobody.is_for(&visit.sight) => {
            "/cases?held=nobody&done=assigned".to_owned()
        }
        Ended::Gone => "/cases?done=assigned".to_owned(),
        Ended::Refused(fault) => {
            return show::not_held(&visit, name, deed, form, &fault).await;
        }
    };
    Ok(Redirect::to(&to).into_response())
}

fn done(
    site: &Site,
    visit: &Visit,
    case: &CaseShow,
    deed: Deed,
    entry: &Entry,
) -> Result<(), CaseError> {
    let (office, now) = (site.office(), site.now());
    let (by, sight, case) = (&visit.caller.name, &visit.sight, case.case.id.to_string());
    let who = || {
        let who: Result<Who, _> = entry.who.parse();
        who.map_err(|_| CaseError::Access(AccessError::Nobody))
    };
    match deed {
        Deed::Assign => office.assign(by, sight, &case, entry.to(), now),
        Deed::Refer => office.refer(by, sight, &case, entry.to(), &entry.reason, now),
        Deed::LetIn => office.door(by, sight, &case, who()?, true, now),
        Deed::ShutOut => office.door(by, sight, &case, who()?, false, now),
    }?;
    Ok(())
}

/// Where the reader stands after it: a case that is given away may not be seen any more.
fn after(site: &Site, visit: &Visit, case: &CaseShow) -> Result<Ended, Fault> {
    let store = site.node.unfollowed();
    let sees = store.read(|tx| access::may_see(tx, &visit.sight, &case.them, &case.case))?;
    Ok(if sees {
        Ended::Here(name_of(case))
    } else {
        Ended::Gone
    })
}
