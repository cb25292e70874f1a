//! `person ask`, `confirm`, `remove`: roles, which take two to give and one to take.

use comity_node::{
    accounts::grant::{self, Asked},
    people::{PeopleError, Role},
};
use comity_store::Store as _;
use comity_text::Args;
use serde_json::json;

use crate::{commands::Env, failure::Outcome};

pub(super) fn ask(env: &Env, name: &str, role: &str) -> Outcome {
    let role = parsed(role)?;
    let house = env.house()?;
    let (key, who, now) = (name.to_owned(), env.who(), house.now());
    let asked = house
        .node
        .unfollowed()
        .write(move |tx| grant::ask(tx, &key, role, &who, now))?;
    let done = match asked {
        Asked::Waits => "cli-role-waits",
        Asked::Granted => "cli-role-granted",
    };
    say(env, name, role, done, asked == Asked::Granted);
    Ok(())
}

pub(super) fn confirm(env: &Env, name: &str, role: &str) -> Outcome {
    let role = parsed(role)?;
    let house = env.house()?;
    let (key, who, now) = (name.to_owned(), env.who(), house.now());
    house
        .node
        .unfollowed()
        .write(move |tx| grant::confirm(tx, &key, role, &who, now))?;
    say(env, name, role, "cli-role-granted", true);
    Ok(())
}

pub(super) fn remove(env: &Env, name: &str, role: &str) -> Outcome {
    let role = parsed(role)?;
    let house = env.house()?;
    let (key, who, now) = (name.to_owned(), env.who(), house.now());
    house
        .node
        .unfollowed()
        .write(move |tx| grant::remove(tx, &key, role, &who, now))?;
    say(env, name, role, "cli-role-removed", false);
    Ok(())
}

fn parsed(role: &str) -> Result<Role, PeopleError> {
    role.parse()
}

fn say(env: &Env, name: &str, role: Role, done: &str, held: bool) {
    let value = json!({"name": name, "role": role, "held": held});
    env.screen.answer(&value, |screen| {
        let role = screen.words().plain(&format!("cli-role-{}", role.name()));
        let args = Args::new().with("name", name.to_owned()).with("role", role);
        screen.say(done, &args);
    });
}
