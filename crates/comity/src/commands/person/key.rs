//! `person key`: passkeys of a person, as when a device is lost. They are made in a browser alone.

use comity_node::accounts::passkey::{self, Passkey};
use comity_store::Store as _;
use comity_text::render::{Block, Column, Document};
use serde_json::json;

use crate::{
    args::PersonKey,
    commands::{Env, naming},
    failure::Outcome,
};

pub(super) fn run(env: &Env, args: PersonKey) -> Outcome {
    match args {
        PersonKey::List { name } => list(env, &name),
        PersonKey::Remove { name, id } => remove(env, &name, &id),
    }
}

fn list(env: &Env, name: &str) -> Outcome {
    let (key, who) = (name.to_owned(), env.who());
    let keys = env
        .house()?
        .node
        .unfollowed()
        .read(|tx| passkey::list_for(tx, &key, &who))?;
    let values: Vec<_> = keys.iter().map(value).collect();
    env.screen.answer(&values, |screen| {
        let words = screen.words();
        let row = |key: &Passkey| {
            let used = key.used.map(|used| words.time(used, screen.offset()));
            vec![
                key.id.clone(),
                key.label.clone(),
                key.host.clone(),
                words.time(key.added, screen.offset()),
                used.unwrap_or_default(),
            ]
        };
        let heads = [
            "cli-col-id",
            "cli-col-label",
            "cli-col-host",
            "cli-col-added",
            "cli-col-used",
        ];
        let table = Block::Table {
            caption: words.plain("cli-passkeys"),
            columns: heads.map(|head| Column::words(words.plain(head))).into(),
            rows: keys.iter().map(row).collect(),
        };
        screen.document(&Document::new(words.locale(), words.plain("cli-passkeys")).with(table));
    });
    Ok(())
}

/// A key without what checks its answers, which says nothing to a reader.
fn value(key: &Passkey) -> serde_json::Value {
    json!({
        "id": key.id,
        "name": key.name,
        "label": key.label,
        "host": key.host,
        "added": key.added,
        "used": key.used,
    })
}

fn remove(env: &Env, name: &str, id: &str) -> Outcome {
    let house = env.house()?;
    let (key, place, who, now) = (name.to_owned(), id.to_owned(), env.who(), house.now());
    house
        .node
        .unfollowed()
        .write(move |tx| passkey::remove(tx, &key, &place, &who, now))?;
    env.screen
        .answer(&json!({"name": name, "id": id}), |screen| {
            screen.say("cli-passkey-removed", &naming("id", id));
        });
    Ok(())
}
