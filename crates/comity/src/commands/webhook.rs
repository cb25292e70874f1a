//! `webhook`: programs of the house that are told when something happened.

use comity_node::{
    rng::SystemRandom,
    webhooks::{
        self, Kind, State, Wanted, Webhook, WebhookError,
        queue::{self, Delivery, Progress},
    },
};
use comity_store::Store as _;
use comity_text::{
    Args,
    render::{Block, Column, Document},
};
use serde::Serialize;

use super::{Env, naming};
use crate::{args, failure::Outcome, screen::Screen, wiring::House};

#[derive(Serialize)]
struct Made {
    /// Shown once.
    secret: String,
    #[serde(flatten)]
    row: Webhook,
}

#[derive(Serialize)]
struct Shown {
    webhook: Webhook,
    #[serde(flatten)]
    progress: Progress,
}

pub(crate) fn run(env: &Env, args: args::Webhook) -> Outcome {
    use args::Webhook as W;
    match args {
        W::New {
            label,
            address,
            owner,
            kinds,
        } => {
            let kinds = kinds.iter().map(|kind| Kind::parse(kind));
            let wanted = Wanted {
                label,
                address,
                kinds: kinds.collect::<Result<_, _>>()?,
                owner: owner.parse()?,
            };
            new(env, wanted)
        }
        W::List => list(env),
        W::Show { id } => show(env, &id),
        W::Rotate { id } => rotate(env, &id),
        W::Confirm { id } => act(env, &id, "cli-webhook-confirmed", |house, by, id| {
            house.office().confirm_webhook(by, id, house.now())
        }),
        W::Pause { id } => act(env, &id, "cli-webhook-paused", |house, by, id| {
            house.office().pause_webhook(by, id, house.now())
        }),
        W::Resume { id } => act(env, &id, "cli-webhook-resumed", |house, by, id| {
            house.office().resume_webhook(by, id, house.now())
        }),
        W::Test { id } => act(env, &id, "cli-webhook-tested", |house, by, id| {
            house.office().test_webhook(by, id, house.now())
        }),
        W::Remove { id } => act(env, &id, "cli-webhook-removed", |house, by, id| {
            house.office().remove_webhook(by, id, house.now())
        }),
    }
}

fn new(env: &Env, wanted: Wanted) -> Outcome {
    let house = env.house()?;
    let (office, now) = (house.office(), house.now());
    let (secret, row) = office.make_webhook(&env.who(), wanted, now, &mut SystemRandom)?;
    let made = Made { secret, row };
    env.screen.answer(&made, |screen| {
        screen.say("cli-webhook-made", &naming("id", &made.row.id));
        screen.line(&format!("    {}", made.secret));
        if made.row.state == State::Proposed {
            screen.say("cli-webhook-waits", &Args::new());
        }
    });
    Ok(())
}

fn rotate(env: &Env, id: &str) -> Outcome {
    let house = env.house()?;
    let (office, now) = (house.office(), house.now());
    let secret = office.rotate_webhook(&env.who(), id, now, &mut SystemRandom)?;
    let value = serde_json::json!({"id": id, "secret": secret});
    env.screen.answer(&value, |screen| {
        screen.say("cli-webhook-rotated", &naming("id", id));
        screen.line(&format!("    {secret}"));
    });
    Ok(())
}

fn act(
    env: &Env,
    id: &str,
    done: &'static str,
    work: impl FnOnce(&House, &str, &str) -> Result<(), WebhookError>,
) -> Outcome {
    let house = env.house()?;
    work(&house, &env.who(), id)?;
    let value = serde_json::json!({"id": id});
    env.screen
        .answer(&value, |screen| screen.say(done, &naming("id", id)));
    Ok(())
}

fn list(env: &Env) -> Outcome {
    let rows = env.house()?.node.unfollowed().read(webhooks::list)?;
    env.screen.answer(&rows, |screen| {
        table(screen, "cli-webhooks", &rows, &HEADS, |row| {
            line(screen, row)
        });
    });
    Ok(())
}

fn show(env: &Env, id: &str) -> Outcome {
    let shown = env.house()?.node.unfollowed().read(|tx| {
        Ok::<_, WebhookError>(Shown {
            webhook: webhooks::find(tx, id)?,
            progress: queue::progress(tx, id)?,
        })
    })?;
    env.screen.answer(&shown, |screen| {
        let one = std::slice::from_ref(&shown.webhook);
        table(screen, "cli-webhooks", one, &HEADS, |row| line(screen, row));
        let sent = &shown.progress.deliveries;
        let heads = [
            "cli-col-time",
            "cli-col-kind",
            "cli-col-answer",
            "cli-col-id",
        ];
        table(screen, "cli-webhook-sent", sent, &heads, |row| {
            try_line(screen, row)
        });
    });
    Ok(())
}

const HEADS: [&str; 7] = [
    "cli-col-id",
    "cli-col-label",
    "cli-col-state",
    "cli-col-since",
    "cli-col-owner",
    "cli-col-kinds",
    "cli-col-address",
];

fn line(screen: Screen, row: &Webhook) -> Vec<String> {
    let words = screen.words();
    let kinds: Vec<&str> = row.kinds.iter().map(|kind| kind.name()).collect();
    vec![
        row.id.clone(),
        row.label.clone(),
        words.plain(&format!("hook-state-{}", row.state.name())),
        words.time(row.since, screen.offset()),
        row.owner.to_string(),
        kinds.join(","),
        row.address.clone(),
    ]
}

fn try_line(screen: Screen, row: &Delivery) -> Vec<String> {
    let words = screen.words();
    let answer = match (&row.failure, row.status) {
        (Some(code), _) => words.explain(code, &Args::new()).what,
        (None, status) => status.map(|status| status.to_string()).unwrap_or_default(),
    };
    vec![
        words.time(row.at, screen.offset()),
        row.kind.clone(),
        answer,
        row.id.clone(),
    ]
}

fn table<T>(
    screen: Screen,
    caption: &str,
    rows: &[T],
    heads: &[&str],
    line: impl Fn(&T) -> Vec<String>,
) {
    let words = screen.words();
    let heads = heads.iter().map(|head| Column::words(words.plain(head)));
    let table = Block::Table {
        caption: words.plain(caption),
        columns: heads.collect(),
        rows: rows.iter().map(line).collect(),
    };
    screen.document(&Document::new(words.locale(), words.plain(caption)).with(table));
}
