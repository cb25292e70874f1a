//! `exchange`: with one counterpart, now, over the network or a spool folder.

use std::path::Path;

use comity_core::PartyName;
use comity_text::Args;
use serde::Serialize;

use super::{Env, naming, party};
use crate::{
    args,
    failure::Outcome,
    wiring::{
        House,
        attachments::Moved,
        exchange, network, serve,
        spool::{self, Spooled},
    },
};

#[derive(Serialize)]
struct Exchanged {
    party: PartyName,
    entries: u64,
    receipted: u64,
    attachments: Moved,
}

pub(crate) fn run(env: &Env, args: &args::Exchange) -> Outcome {
    let them = party(&args.party)?;
    let house = env.house()?;
    house.channel(&them)?;
    let folder = args.spool.clone().or_else(|| house.spools().remove(&them));
    if let Some(folder) = folder {
        return over_spool(env, &house, &them, &folder);
    }
    let runtime = serve::runtime()?;
    let transport = network::transport(&house, runtime.handle().clone())?;
    let progress = env.screen.progress("cli-moving");
    let line = exchange::Line::of(&house, &transport);
    let brought = exchange::run(line, &them, &mut |bytes| progress.set(bytes));
    progress.end();
    serve::end(runtime);
    let brought = brought?;
    let exchanged = Exchanged {
        party: them,
        entries: brought.entries,
        receipted: brought.receipted,
        attachments: brought.moved,
    };
    env.screen.answer(&exchanged, |screen| {
        let args = Args::new()
            .with("party", exchanged.party.to_string())
            .count("entries", exchanged.entries)
            .count("receipted", exchanged.receipted);
        screen.say("cli-exchanged", &args);
        let moved = exchanged.attachments;
        if moved.fetched + moved.pushed > 0 {
            let args = Args::new()
                .count("in", moved.fetched)
                .count("out", moved.pushed);
            screen.say("cli-exchanged-attachments", &args);
        }
    });
    Ok(())
}

#[derive(Serialize)]
struct OverSpool<'a> {
    party: &'a PartyName,
    #[serde(flatten)]
    spooled: Spooled,
}

fn over_spool(env: &Env, house: &House, them: &PartyName, folder: &Path) -> Outcome {
    let spooled = spool::run(&house.node, folder, them, house.now())?;
    let value = OverSpool {
        party: them,
        spooled,
    };
    env.screen.answer(&value, |screen| {
        let args = Args::new()
            .with("party", them.to_string())
            .count("pouches", value.spooled.opened)
            .count("entries", value.spooled.entries);
        screen.say("cli-spool-read", &args);
        for waiting in &value.spooled.waiting {
            let args = Args::new()
                .with("file", waiting.file.clone())
                .with("code", waiting.code.clone());
            screen.say("cli-spool-waits", &args);
        }
        if let Some(name) = &value.spooled.written {
            screen.say("cli-spool-written", &naming("path", name));
        }
    });
    Ok(())
}
