//! `recover`: takes the record back from the counterparts' copies, after a loss of the store.

use comity_core::{Hash, PartyName, Time};
use comity_node::channel::handed_back::HandedBack;
use comity_peer::channel::Standing;
use comity_peer::credential::CredentialFile;
use comity_text::Args;
use serde::Serialize;

use super::{Env, party, read};
use crate::{
    args,
    failure::{Failure, Outcome},
    screen::Screen,
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
    /// After a loss of keys: what became of the acts of before.
    #[serde(skip_serializing_if = "Option::is_none")]
    reopened: Option<Acts>,
    /// Credentials of our own that only the counterpart knew: to be compared.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    own_credentials: Vec<Own>,
    /// Bodies of ours that it calls erased without anything that shows it.
    #[serde(skip_serializing_if = "is_none_withheld")]
    withheld: u64,
}

/// Acts that were sealed to keys that are lost.
#[derive(Debug, Serialize)]
struct Acts {
    opened: u64,
    closed: u64,
}

/// A credential of ours, as the counterpart names it.
#[derive(Debug, Serialize)]
struct Own {
    serial: u32,
    fingerprint: Hash,
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

impl From<&CredentialFile> for Own {
    fn from(file: &CredentialFile) -> Self {
        Self {
            serial: file.credential().serial,
            fingerprint: file.fingerprint(),
        }
    }
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
    let house = env.house_as_found()?;
    let parties = match &args.party {
        Some(name) => vec![party(name)?],
        None => counterparts(&house)?,
    };
    let mut known = Vec::with_capacity(args.credential.len());
    for path in &args.credential {
        known.push(CredentialFile::parse(&read(path)?)?);
    }
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
            let now = house.now();
            let back = house.node.recover_with(&transport, &them, &known, now)?;
            let goes_on = back.standing == Standing::AtMark;
            let mut theirs = back.theirs;
            if goes_on {
                let line = exchange::Line::of(&house, &transport);
                let brought = exchange::run(line, &them, &mut |bytes| progress.set(bytes))?;
                theirs = theirs.saturating_add(brought.entries);
            }
            if goes_on || back.reopened.is_some() {
                attachments::take_back(&house.node, &*house.parts, &transport, &them)?;
            }
            Ok(Back {
                party: them,
                ours: back.entries,
                theirs,
                goes_on,
                handed_back: back.handed_back.map(Signed::from),
                reopened: back.reopened.map(|acts| Acts {
                    opened: acts.opened,
                    closed: acts.closed,
                }),
                own_credentials: back.ours_by_them.iter().map(Own::from).collect(),
                withheld: back.withheld,
            })
        })
        .collect();
    progress.end();
    serve::end(runtime);
    let done = done?;
    env.screen.answer(&done, |screen| {
        for back in &done {
            told(screen, back);
        }
    });
    Ok(())
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands over a reference"
)]
const fn is_none_withheld(withheld: &u64) -> bool {
    *withheld == 0
}

/// What came back from one counterpart, in words.
fn told(screen: Screen, back: &Back) {
    let about = || Args::new().with("party", back.party.to_string());
    let args = about()
        .count("ours", back.ours)
        .count("theirs", back.theirs);
    screen.say(
        if back.goes_on {
            "cli-recovered"
        } else if back.reopened.is_some() {
            "cli-recovered-lost"
        } else {
            "cli-recovered-short"
        },
        &args,
    );
    if let Some(acts) = &back.reopened {
        let args = about()
            .count("opened", acts.opened)
            .count("closed", acts.closed);
        screen.say("cli-reopened-acts", &args);
    }
    if back.withheld > 0 {
        let args = about().count("withheld", back.withheld);
        screen.say("cli-recovered-withheld", &args);
    }
    for own in &back.own_credentials {
        let args = about()
            .with("serial", own.serial.to_string())
            .with("fingerprint", own.fingerprint.to_string());
        screen.say("cli-own-by-them", &args);
    }
    if let Some(signed) = &back.handed_back {
        let at = screen.words().time_exact(signed.at, screen.offset());
        let args = about()
            .with("time", at)
            .with("keys", signed.keys.join(", "))
            .with("serial", signed.serial.to_string())
            .count("size", signed.size);
        screen.say("cli-handed-back", &args);
    }
}

/// The counterparts whose credentials lie beside the keys.
fn counterparts(house: &House) -> Outcome<Vec<PartyName>> {
    let mut parties = house.counterparts()?;
    for path in house.pinned_files()? {
        let bytes = std::fs::read(&path).map_err(|error| Failure::file(&path, error))?;
        parties.push(CredentialFile::parse(&bytes)?.credential().party.clone());
    }
    parties.sort();
    parties.dedup();
    Ok(parties)
}
