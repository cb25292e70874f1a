//! `init`: a new node, with keys, credential, revocation and store.
//!
//! The seed of the credential key is shown once and kept nowhere.

use std::fs;

use comity_core::{Hash, PartyName};
use comity_node::{
    accounts::link,
    config::Config,
    home::Home,
    keys::{
        Keyring, Seed,
        file::{self, Protection},
        issue::{Issue, Issued, Profile},
        tls,
    },
    rng::SystemRandom,
};
use comity_peer::{
    credential::{LongShort, Office, OfficeNames, PartyNames},
    seal::Suite,
};
use comity_store::Store as _;
use comity_text::Args;
use serde::Serialize;

use super::{Env, naming, party};
use crate::{
    args,
    detail::Detail,
    failure::{Failure, Outcome},
    wiring::{House, house},
};

/// What `init` answers.
#[derive(Debug, Serialize)]
struct Made {
    party: PartyName,
    credential: Hash,
    serial: u32,
    home: String,
    credential_file: String,
    revocation_file: String,
    seed: String,
    /// Lets the first administrator in, once.
    link: String,
    /// Where that is done.
    address: String,
}

/// A node that was just made.
pub(crate) struct New {
    pub(crate) home: Home,
    pub(crate) keyring: Keyring,
    pub(crate) seed: Seed,
    pub(crate) issued: Issued,
}

pub(crate) fn run(env: &Env, args: args::Init) -> Outcome {
    let root = house::named(env.global.home.as_ref())?;
    let party = party(&args.name)?;
    let suites = suites(&args.suite)?;
    let profile = profile(&party, &args)?;
    let protection = match args.no_passphrase {
        true => Protection::FileRights,
        false => env.passphrase().for_new()?,
    };
    let made = make(
        &root,
        party.clone(),
        &suites,
        &profile,
        &protection,
        args.serial,
        env.clock.now(),
    );
    let new = made.map_err(|failure| with_value(failure, &args))?;
    // Opening it once makes the store and puts the credential into it.
    let house = House::with_keys(
        new.home.clone(),
        Config::default(),
        new.keyring,
        env.clock.clone(),
    )?;
    let (who, now) = (env.who(), house.now());
    let link = house
        .node
        .unfollowed()
        .write(move |tx| link::first(tx, &who, now, &mut SystemRandom))?;
    let made = Made {
        party,
        credential: new.issued.credential.fingerprint(),
        serial: args.serial,
        home: root.display().to_string(),
        credential_file: new.home.credential(args.serial).display().to_string(),
        revocation_file: new.home.revocation(args.serial).display().to_string(),
        seed: new.seed.to_line().to_string(),
        address: house
            .config
            .console
            .address(&format!("/sign-in/{}", link.to_text())),
        link: link.to_text(),
    };
    env.screen.answer(&made, |screen| {
        let args = Args::new()
            .with("party", made.party.to_string())
            .with("home", made.home.clone());
        screen.say("cli-init-made", &args);
        screen.say(
            "cli-init-credential",
            &naming("path", &made.credential_file),
        );
        screen.say(
            "cli-init-revocation",
            &naming("path", &made.revocation_file),
        );
        screen.say("cli-init-seed", &Args::new());
        screen.line(&format!("    {}", made.seed));
        screen.say("cli-link-first", &Args::new());
        screen.line(&format!("    {}", made.address));
        screen.say("cli-init-next", &Args::new());
        if made.serial > 1 {
            screen.say("cli-init-after-loss", &Args::new());
        }
    });
    Ok(())
}

/// A refused field of the credential, with the value that was typed for it.
fn with_value(failure: Failure, args: &args::Init) -> Failure {
    let field = failure.details.iter().find(|(name, _)| *name == "field");
    let value = match field.map(|(_, field)| field.as_str()) {
        Some("rhythm") => format!("--rhythm {}", args.rhythm),
        Some("endpoints") => format!("--endpoint {}", args.endpoint.join(" ")),
        Some("jurisdiction") => {
            format!(
                "--jurisdiction {}",
                args.jurisdiction.as_deref().unwrap_or("-")
            )
        }
        Some("offices") => format!("--office {}", args.office.join(" ")),
        _ => return failure,
    };
    Failure {
        detail: Some(Box::new(Detail::said(value.clone()))),
        ..failure.because(value)
    }
}

/// Makes keys and credential and writes them into a new home; a serial above 1 comes after a loss of all keys.
pub(crate) fn make(
    root: &std::path::Path,
    party: PartyName,
    suites: &[Suite],
    profile: &Profile,
    protection: &Protection,
    serial: u32,
    now: comity_core::Time,
) -> Outcome<New> {
    let home = Home::create(root)?;
    let tls = tls::draw()?;
    let pin = tls::pin(&tls)?;
    let (keyring, seed) = Keyring::draw_for(serial, party, suites, tls, &mut SystemRandom)?;
    let issue = Issue {
        keyring: &keyring,
        now,
        profile,
        serial,
        suites,
        tls: pin,
    };
    let issued = issue.first(&seed)?;
    // The keyring comes last: until it is there, there is no home, and init can be repeated.
    for (path, bytes) in [
        (home.credential(serial), issued.credential.bytes()),
        (home.revocation(serial), issued.revocation.bytes()),
    ] {
        fs::write(&path, bytes).map_err(|error| Failure::file(&path, error))?;
    }
    file::write(&home, &keyring, protection)?;
    Ok(New {
        home,
        keyring,
        seed,
        issued,
    })
}

/// Suites by name.
pub(crate) fn suites(names: &[String]) -> Outcome<Vec<Suite>> {
    let known = |name: &String| Suite::from_name(name).filter(|suite| *suite != Suite::StandIn);
    names
        .iter()
        .map(|name| known(name).ok_or_else(|| Failure::usage("cli-suite").with("name", name)))
        .collect()
}

fn profile(party: &PartyName, args: &args::Init) -> Outcome<Profile> {
    let name = |short: &Option<String>, long: &Option<String>| {
        let short = short.clone().unwrap_or_else(|| shortened(party));
        LongShort {
            long: long.clone().unwrap_or_else(|| party.to_string()),
            short,
        }
    };
    Ok(Profile {
        endpoints: args.endpoint.clone(),
        jurisdiction: args.jurisdiction.clone().unwrap_or_else(|| "-".to_owned()),
        names: PartyNames {
            en: name(&args.short_en, &args.long_en),
            zh_hans: name(&args.short_zh, &args.long_zh),
        },
        offices: args
            .office
            .iter()
            .map(|text| office(text))
            .collect::<Outcome<_>>()?,
        rhythm: args.rhythm,
        rules: vec![comity_core::RULES],
    })
}

/// A short name has at most 40 characters.
fn shortened(party: &PartyName) -> String {
    party.to_string().chars().take(40).collect()
}

/// `CODE=English/中文`.
fn office(text: &str) -> Outcome<Office> {
    let wrong = || Failure::usage("cli-office").with("text", text);
    let (code, names) = text.split_once('=').ok_or_else(wrong)?;
    let (en, zh_hans) = names.split_once('/').ok_or_else(wrong)?;
    Ok(Office {
        code: code.to_owned(),
        names: OfficeNames {
            en: en.to_owned(),
            zh_hans: zh_hans.to_owned(),
        },
    })
}
