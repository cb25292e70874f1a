//! `person link` and `person lost`: one-time links for who has no key, or lost it.

use comity_core::Time;
use comity_node::{
    accounts::{AccessError, grant, link},
    rng::SystemRandom,
};
use comity_store::Store as _;
use comity_text::Args;
use serde::Serialize;

use crate::{
    commands::{Env, naming},
    failure::Outcome,
};

#[derive(Debug, Serialize)]
struct Made {
    /// Absent for the first administrator, who is not registered yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    link: String,
    /// Where it is used, on this machine.
    address: String,
    ends: Time,
}

pub(super) fn link(env: &Env, name: Option<&str>) -> Outcome {
    let house = env.house()?;
    let (key, who, now) = (name.map(str::to_owned), env.who(), house.now());
    let secret = house.node.unfollowed().write(move |tx| match key {
        Some(name) => link::issue(tx, &name, &who, now, &mut SystemRandom),
        None => link::first(tx, &who, now, &mut SystemRandom),
    })?;
    let made = Made {
        name: name.map(str::to_owned),
        address: house
            .config
            .console
            .address(&format!("/sign-in/{}", secret.to_text())),
        link: secret.to_text(),
        ends: now.plus(link::GOOD_FOR),
    };
    env.screen.answer(&made, |screen| {
        match &made.name {
            Some(name) => screen.say("cli-link-made", &naming("name", name)),
            None => screen.say("cli-link-first", &Args::new()),
        }
        screen.line(&format!("    {}", made.address));
    });
    Ok(())
}

pub(super) fn lost(env: &Env, name: &str) -> Outcome {
    let house = env.house()?;
    let (key, who, now) = (name.to_owned(), env.who(), house.now());
    house
        .node
        .unfollowed()
        .write(move |tx| -> Result<(), AccessError> { grant::ask_access(tx, &key, &who, now) })?;
    let value = serde_json::json!({"name": name});
    env.screen.answer(&value, |screen| {
        screen.say("cli-person-lost", &naming("name", name));
    });
    Ok(())
}
