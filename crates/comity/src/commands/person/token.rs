//! `person token`: tokens of the interface, one's own.

use comity_node::{
    accounts::token::{self, Scope, Token, Wanted},
    rng::SystemRandom,
};
use comity_store::Store as _;
use comity_text::{
    Args, Offset,
    render::{Block, Column, Document},
};
use serde::Serialize;

use crate::{
    args::PersonToken,
    commands::{Env, naming},
    failure::Outcome,
};

#[derive(Debug, Serialize)]
struct Made {
    /// Shown once.
    token: String,
    #[serde(flatten)]
    row: Token,
}

pub(super) fn run(env: &Env, args: PersonToken) -> Outcome {
    match args {
        PersonToken::New {
            label,
            scopes,
            days,
        } => new(env, label, &scopes, days),
        PersonToken::List => list(env),
        PersonToken::Revoke { id } => revoke(env, &id),
    }
}

fn new(env: &Env, label: String, scopes: &[String], days: u16) -> Outcome {
    let scopes = scopes
        .iter()
        .map(|scope| Scope::parse(scope))
        .collect::<Result<Vec<_>, _>>()?;
    let house = env.house()?;
    let (name, now) = (env.who(), house.now());
    let (token, row) = house.node.unfollowed().write(move |tx| {
        let wanted = Wanted {
            name: &name,
            label: &label,
            scopes: &scopes,
            days,
        };
        token::make(tx, &wanted, now, &mut SystemRandom)
    })?;
    let made = Made { token, row };
    env.screen.answer(&made, |screen| {
        screen.say("cli-token-made", &Args::new());
        screen.line(&format!("    {}", made.token));
    });
    Ok(())
}

fn list(env: &Env) -> Outcome {
    let who = env.who();
    let tokens = env
        .house()?
        .node
        .unfollowed()
        .read(|tx| token::list(tx, Some(&who)))?;
    env.screen.answer(&tokens, |screen| {
        let words = screen.words();
        let row = |token: &Token| {
            let scopes: Vec<&str> = token.scopes.iter().map(|scope| scope.name()).collect();
            vec![
                token.id.clone(),
                token.label.clone(),
                scopes.join(","),
                words.time(token.ends, screen.offset()),
                token
                    .used
                    .map(|used| words.date(used, Offset::UTC))
                    .unwrap_or_default(),
            ]
        };
        let heads = [
            "cli-col-id",
            "cli-col-label",
            "cli-col-scopes",
            "cli-col-ends",
            "cli-col-used",
        ];
        let table = Block::Table {
            caption: words.plain("cli-tokens"),
            columns: heads.map(|head| Column::words(words.plain(head))).into(),
            rows: tokens.iter().map(row).collect(),
        };
        screen.document(&Document::new(words.locale(), words.plain("cli-tokens")).with(table));
    });
    Ok(())
}

fn revoke(env: &Env, id: &str) -> Outcome {
    let house = env.house()?;
    let (key, who, now) = (id.to_owned(), env.who(), house.now());
    house
        .node
        .unfollowed()
        .write(move |tx| token::revoke(tx, &key, &who, now))?;
    let value = serde_json::json!({"id": id});
    env.screen.answer(&value, |screen| {
        screen.say("cli-token-revoked", &naming("id", id));
    });
    Ok(())
}
