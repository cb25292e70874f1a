//! `exchange`: with one counterpart, now.

use comity_core::PartyName;
use comity_text::Args;
use serde::Serialize;

use super::{Env, party};
use crate::{
    args,
    failure::Outcome,
    wiring::{attachments::Moved, exchange, network, serve},
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
    house.node.channel(&them)?;
    let runtime = serve::runtime()?;
    let transport = network::transport(&house, runtime.handle().clone())?;
    let progress = env.screen.progress("cli-moving");
    let brought = exchange::run(
        &house.node,
        &*house.parts,
        &transport,
        &them,
        house.now(),
        &mut |bytes| {
            progress.set(bytes);
            true
        },
    );
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
