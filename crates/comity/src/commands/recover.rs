//! `recover`: takes the record back from the counterparts' copies, after a loss of the store.

use comity_core::{Hash, PartyName, Time};
use comity_node::channel::handed_back::HandedBack;
use comity_peer::channel::Standing;
use comity_peer::credential::CredentialFile;
use comity_text::Args;
use serde::Serialize;

use super::{Env, party};
use crate::{
    args,
    failure::{Failure, Outcome},
    wiring::{House, attachments, exchange, network, serve},
};

#[derive(Debug, Serialize)]
struct Back {
    party: PartyName,
    /// Entries of our own log.
    ours: u64,
    /// Entries of theirs.
    theirs: u64,
    /// Whether the generation goes on; otherwise an administrator opens a new one.
    goes_on: bool,
    /// The counterpart's newly signed receipt over what it handed back.
    #[serde(skip_serializing_if = "Option::is_none")]
    handed_back: Option<Signed>,
}

/// What the counterpart signed when it handed our log back.
#[derive(Debug, Serialize)]
struct Signed {
    generation: u32,
    size: u64,
    root: Hash,
    at: Time,
    /// The serial of its credential.
    serial: u32,
    /// The kinds of keys of that credential which have signed.
    keys: Vec<&'static str>,
}

impl From<HandedBack> for Signed {
    fn from(back: HandedBack) -> Self {
        let second = back.both_keys.then_some("ml-dsa-44");
        Self {
            generation: back.generation,
            size: back.size,
            root: back.root,
            at: back.at,
            serial: back.serial,
            keys: std::iter::once("ed25519").chain(second).collect(),
        }
    }
}

pub(crate) fn run(env: &Env, args: &args::Recover) -> Outcome {
    let house = env.house()?;
    let parties = match &args.party {
        Some(name) => vec![party(name)?],
        None => known(&house)?,
    };
    for them in &parties {
        house.pin_again()?;
        house.node.recover_channel(them)?;
    }
    let runtime = serve::runtime()?;
    let transport = network::transport(&house, runtime.handle().clone())?;
    let progress = env.screen.progress("cli-recovering");
    let done: Outcome<Vec<Back>> = parties
        .into_iter()
        .map(|them| {
            let back = house.node.recover(&transport, &them, house.now())?;
            let goes_on = back.standing == Standing::AtMark;
            let mut theirs = 0;
            if goes_on {
                let line = exchange::Line::of(&house, &transport);
                let brought = exchange::run(line, &them, &mut |bytes| progress.set(bytes))?;
                theirs = brought.entries;
                attachments::take_back(&house.node, &*house.parts, &transport, &them)?;
            }
            house.node.rebuild_desk(&them)?;
            Ok(Back {
                party: them,
                ours: back.entries,
                theirs,
                goes_on,
                handed_back: back.handed_back.map(Signed::from),
            })
        })
        .collect();
    progress.end();
    serve::end(runtime);
    let done = done?;
    env.screen.answer(&done, |screen| {
        for back in &done {
            let args = Args::new()
                .with("party", back.party.to_string())
                .count("ours", back.ours)
                .count("theirs", back.theirs);
            screen.say(
                if back.goes_on {
                    "cli-recovered"
                } else {
                    "cli-recovered-short"
                },
                &args,
            );
            if let Some(signed) = &back.handed_back {
                let at = screen.words().time_exact(signed.at, screen.offset());
                let args = Args::new()
                    .with("party", back.party.to_string())
                    .with("time", at)
                    .with("keys", signed.keys.join(", "))
                    .with("serial", signed.serial.to_string())
                    .count("size", signed.size);
                screen.say("cli-handed-back", &args);
            }
        }
    });
    Ok(())
}

/// The counterparts whose credentials lie beside the keys.
fn known(house: &House) -> Outcome<Vec<PartyName>> {
    let mut parties = house.counterparts()?;
    for path in house.pinned_files()? {
        let bytes = std::fs::read(&path).map_err(|error| Failure::file(&path, error))?;
        parties.push(CredentialFile::parse(&bytes)?.credential().party.clone());
    }
    parties.sort();
    parties.dedup();
    Ok(parties)
}
