//! `person`: who works here, in which office, with which roles.

mod access;
mod grant;
mod key;
mod moves;
mod office;
mod token;

use comity_core::Time;
use comity_node::{
    accounts::{
        AccessError,
        grant::{self as grants, What},
    },
    people::{self, PeopleError, Person, Role},
};
use comity_store::{ReadTx, Store as _};
use comity_text::render::{Block, Column, Document};

use super::{Env, naming};
use crate::{args, failure::Outcome};

pub(crate) fn run(env: &Env, args: args::Person) -> Outcome {
    match args {
        args::Person::Add {
            name,
            office,
            duty,
            roles,
        } => add(env, name, office, duty, &roles),
        args::Person::List => list(env),
        args::Person::Disable { name, enable } => disable(env, &name, !enable),
        args::Person::Ask { name, role } => grant::ask(env, &name, &role),
        args::Person::Confirm { name, role } => grant::confirm(env, &name, &role),
        args::Person::Remove { name, role } => grant::remove(env, &name, &role),
        args::Person::Move { name, office, .. } => moves::run(env, &name, office.as_deref()),
        args::Person::Lost { name } => access::lost(env, &name),
        args::Person::Link { name } => access::link(env, name.as_deref()),
        args::Person::Key(args) => key::run(env, args),
        args::Person::Office(args) => office::run(env, args),
        args::Person::Token(args) => token::run(env, args),
    }
}

fn add(env: &Env, name: String, office: String, duty: Option<String>, roles: &[String]) -> Outcome {
    let roles = roles
        .iter()
        .map(|role| role.parse::<Role>())
        .collect::<Result<Vec<_>, PeopleError>>()?;
    let house = env.house()?;
    house.must_have_office(&office)?;
    let person = Person {
        name,
        office,
        duty,
        roles,
        disabled: false,
    };
    let (kept, who, now) = (person.clone(), env.who(), house.now());
    house
        .node
        .unfollowed()
        .write(move |tx| people::add(tx, &kept, &who, now))?;
    env.screen.answer(&person, |screen| {
        screen.say("cli-person-added", &naming("name", &person.name));
    });
    Ok(())
}

fn list(env: &Env) -> Outcome {
    let people = env.house()?.node.unfollowed().read(people::list)?;
    env.screen.answer(&people, |screen| {
        let words = screen.words();
        let role = |role: &Role| words.plain(&format!("cli-role-{}", role.name()));
        let row = |person: &Person| {
            let roles: Vec<String> = person.roles.iter().map(role).collect();
            let state = if person.disabled {
                "cli-disabled"
            } else {
                "cli-active"
            };
            vec![
                person.name.clone(),
                person.office.clone(),
                person.duty.clone().unwrap_or_default(),
                words.list(&roles),
                words.plain(state),
            ]
        };
        let heads = [
            "cli-col-name",
            "cli-col-office",
            "cli-col-duty",
            "cli-col-roles",
            "cli-col-state",
        ];
        let table = Block::Table {
            caption: words.plain("cli-people"),
            columns: heads.map(|head| Column::words(words.plain(head))).into(),
            rows: people.iter().map(row).collect(),
        };
        screen.document(&Document::new(words.locale(), words.plain("cli-people")).with(table));
    });
    Ok(())
}

/// The roles of a person that a second person has yet to confirm.
fn roles_that_wait(tx: &dyn ReadTx, name: &str, now: Time) -> Result<Vec<Role>, AccessError> {
    let grants = grants::list(tx, now)?.into_iter();
    let own = grants.filter(|grant| grant.name == name);
    Ok(own
        .filter_map(|grant| match grant.what {
            What::Role(role) => Some(role),
            _ => None,
        })
        .collect())
}

fn disable(env: &Env, name: &str, disabled: bool) -> Outcome {
    let house = env.house()?;
    let (key, who, now) = (name.to_owned(), env.who(), house.now());
    let waiting = house.node.unfollowed().write(move |tx| {
        people::disable(tx, &key, disabled, &who, now)?;
        Ok::<_, AccessError>(match disabled {
            true => Vec::new(),
            false => roles_that_wait(&*tx, &key, now)?,
        })
    })?;
    let names: Vec<&str> = waiting.iter().map(|role| role.name()).collect();
    let value = serde_json::json!({"name": name, "disabled": disabled, "waiting": names});
    env.screen.answer(&value, |screen| {
        let done = match (disabled, waiting.is_empty()) {
            (true, _) => "cli-person-disabled",
            (false, true) => "cli-person-enabled",
            (false, false) => "cli-person-enabled-waits",
        };
        let words = screen.words();
        let roles: Vec<String> = names
            .iter()
            .map(|role| words.plain(&format!("cli-role-{role}")))
            .collect();
        let roles = words.list(&roles);
        screen.say(done, &naming("name", name).with("roles", roles));
    });
    Ok(())
}
