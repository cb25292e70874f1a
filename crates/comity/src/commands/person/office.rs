//! `person office`: the tree of offices that people belong to.

use comity_node::accounts::{
    grant::{self, Asked},
    office::{self, OfficeRow},
};
use comity_store::Store as _;
use comity_text::render::{Block, Column, Document};

use crate::{
    args::PersonOffice,
    commands::{Env, naming},
    failure::Outcome,
};

pub(super) fn run(env: &Env, args: PersonOffice) -> Outcome {
    match args {
        PersonOffice::Add {
            code,
            parent,
            en,
            zh,
        } => {
            let office = OfficeRow {
                code,
                parent,
                en,
                zh_hans: zh,
            };
            add(env, &office)
        }
        PersonOffice::Confirm { code } => confirm(env, &code),
        PersonOffice::List => list(env),
        PersonOffice::Remove { code } => remove(env, &code),
    }
}

fn add(env: &Env, office: &OfficeRow) -> Outcome {
    let house = env.house()?;
    let (kept, who, now) = (office.clone(), env.who(), house.now());
    let asked = house
        .node
        .unfollowed()
        .write(move |tx| office::put(tx, &kept, &who, now))?;
    let done = match asked {
        Asked::Waits => "cli-office-waits",
        Asked::Granted => "cli-office-added",
    };
    env.screen.answer(&office, |screen| {
        screen.say(done, &naming("code", &office.code));
    });
    Ok(())
}

fn confirm(env: &Env, code: &str) -> Outcome {
    let house = env.house()?;
    let (key, who, now) = (code.to_owned(), env.who(), house.now());
    let parent = house
        .node
        .unfollowed()
        .write(move |tx| grant::confirm_under(tx, &key, &who, now))?;
    let value = serde_json::json!({"code": code, "parent": parent});
    env.screen.answer(&value, |screen| {
        let args = naming("code", code).with("parent", parent);
        screen.say("cli-office-moved", &args);
    });
    Ok(())
}

fn list(env: &Env) -> Outcome {
    let offices = env.house()?.node.unfollowed().read(office::list)?;
    env.screen.answer(&offices, |screen| {
        let words = screen.words();
        let row = |office: &OfficeRow| {
            vec![
                office.code.clone(),
                office.parent.clone().unwrap_or_default(),
                office.en.clone(),
                office.zh_hans.clone(),
            ]
        };
        let heads = ["cli-col-code", "cli-col-parent", "cli-col-en", "cli-col-zh"];
        let table = Block::Table {
            caption: words.plain("cli-offices"),
            columns: heads.map(|head| Column::words(words.plain(head))).into(),
            rows: offices.iter().map(row).collect(),
        };
        screen.document(&Document::new(words.locale(), words.plain("cli-offices")).with(table));
    });
    Ok(())
}

fn remove(env: &Env, code: &str) -> Outcome {
    let house = env.house()?;
    let (key, who, now) = (code.to_owned(), env.who(), house.now());
    house
        .node
        .unfollowed()
        .write(move |tx| office::remove(tx, &key, &who, now))?;
    let value = serde_json::json!({"code": code});
    env.screen.answer(&value, |screen| {
        screen.say("cli-office-removed", &naming("code", code));
    });
    Ok(())
}
