//! `credential`: show ours, trust theirs, replace and revoke.

mod renew;

use comity_core::{Hash, PartyName};
use comity_peer::credential::CredentialFile;
use comity_text::{
    Args,
    render::{Block, Document},
};
use serde::Serialize;

use super::{Env, naming, read, write_new};
use crate::{
    args::Credential,
    exit::Exit,
    failure::{Failure, Outcome},
    wiring::{House, bell},
};

pub(crate) fn run(env: &Env, args: Credential) -> Outcome {
    match args {
        Credential::Show { file, out } => show(env, file.as_deref(), out.as_deref()),
        Credential::Trust {
            file,
            safety_number,
            yes,
        } => trust(env, &file, safety_number, yes),
        Credential::Rotate {
            seed,
            suite,
            endpoint,
        } => renew::rotate(env, &seed, suite.as_deref(), &endpoint),
        Credential::Revoke { file } => renew::revoke(env, &file),
    }
}

#[derive(Serialize)]
struct Shown<'a> {
    credential: &'a comity_peer::credential::Credential,
    fingerprint: Hash,
}

fn show(env: &Env, file: Option<&std::path::Path>, out: Option<&std::path::Path>) -> Outcome {
    let file = match file {
        Some(path) => CredentialFile::parse(&read(path)?)?,
        None => env.house()?.node.own_credential()?,
    };
    if let Some(path) = out {
        write_new(path, file.bytes())?;
    }
    let shown = Shown {
        credential: file.credential(),
        fingerprint: file.fingerprint(),
    };
    env.screen.answer(&shown, |screen| {
        screen.document(&paper(env, &file));
        if let Some(path) = out {
            screen.say("cli-written", &naming("path", path.display()));
        }
    });
    Ok(())
}

fn paper(env: &Env, file: &CredentialFile) -> Document {
    let (words, credential) = (env.screen.words(), file.credential());
    let names = match env.screen.locale {
        comity_text::Locale::En => &credential.names.en,
        comity_text::Locale::ZhHans => &credential.names.zh_hans,
    };
    let suites: Vec<&str> = credential
        .suites
        .iter()
        .map(|one| one.suite.as_str())
        .collect();
    let offices: Vec<String> = credential
        .offices
        .iter()
        .map(|office| {
            let name = match env.screen.locale {
                comity_text::Locale::En => &office.names.en,
                comity_text::Locale::ZhHans => &office.names.zh_hans,
            };
            let args = Args::new()
                .with("name", office.code.clone())
                .with("more", name.clone());
            words.text("cli-with-more", &args)
        })
        .collect();
    let facts = [
        ("cli-fact-party", credential.party.to_string()),
        (
            "cli-fact-name",
            words.text(
                "cli-with-more",
                &Args::new()
                    .with("name", names.long.clone())
                    .with("more", names.short.clone()),
            ),
        ),
        ("cli-fact-serial", credential.serial.to_string()),
        (
            "cli-fact-issued",
            words.time(credential.issued, env.screen.offset()),
        ),
        ("cli-fact-fingerprint", file.fingerprint().to_string()),
        ("cli-fact-suites", suites.join(", ")),
        ("cli-fact-endpoints", credential.endpoints.join(", ")),
        ("cli-fact-offices", offices.join(", ")),
        (
            "cli-fact-rhythm",
            words.duration(u64::from(credential.rhythm)),
        ),
    ];
    let facts = facts.map(|(key, value)| (words.plain(key), value));
    Document::new(words.locale(), words.plain("cli-credential-title"))
        .with(Block::Facts(facts.into()))
        .with(Block::Notice(words.plain("legal-receipt-any")))
}

#[derive(Serialize)]
struct Trusted {
    party: PartyName,
    fingerprint: Hash,
    safety_number: String,
    trusted: bool,
    /// Our earlier keys are lost: what was said with them must come back before anything is said.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    recover_first: bool,
}

fn trust(env: &Env, path: &std::path::Path, compared: Option<String>, yes: bool) -> Outcome {
    let file = CredentialFile::parse(&read(path)?)?;
    let house = env.house()?;
    let number = house.node.safety_number(&file)?;
    house.node.hold_against(&file, house.now())?;
    let them = file.credential().party.clone();
    let given = match (compared, yes) {
        (Some(digits), _) => Some(digits),
        (None, true) => Some(number.clone()),
        (None, false) => ask(env, &them, &number)?,
    };
    if let Some(given) = &given {
        let (who, now) = (env.who(), house.now());
        house.node.trust_for(&house.home, &who, &file, given, now)?;
    }
    let trusted = Trusted {
        party: them.clone(),
        fingerprint: file.fingerprint(),
        safety_number: number.clone(),
        trusted: given.is_some(),
        recover_first: given.is_some() && recovers_first(&house, &them)?,
    };
    env.screen.answer(&trusted, |screen| {
        if trusted.recover_first {
            screen.say("cli-trusted-recover", &naming("party", &them));
        } else if trusted.trusted {
            screen.say("cli-trusted", &naming("party", &them));
        } else {
            let args = Args::new()
                .with("party", them.to_string())
                .with("number", number.clone());
            screen.say("cli-safety-number", &args);
        }
    });
    if given.is_some() {
        bell::ring(&house.home, &them);
        return Ok(());
    }
    Err(Failure::new(Exit::Refused, "cli-not-confirmed"))
}

/// Whether our earlier keys are lost, and nothing of this channel is here.
fn recovers_first(house: &House, them: &PartyName) -> Outcome<bool> {
    let state = house.node.channel(them)?;
    Ok(house.node.has_lost_keys() && state.old.is_empty() && state.current.opening.is_none())
}

/// Shows the number to a person and takes the last two groups as proof that it was compared.
fn ask(env: &Env, them: &PartyName, number: &str) -> Outcome<Option<String>> {
    use std::io::{BufRead as _, IsTerminal as _, Write as _};
    if env.screen.json || !std::io::stdin().is_terminal() {
        return Ok(None);
    }
    let args = Args::new()
        .with("party", them.to_string())
        .with("number", number);
    env.screen.say("cli-safety-number", &args);
    write!(
        std::io::stderr(),
        "{} ",
        env.screen.words().plain("cli-safety-confirm")
    )
    .ok();
    let mut line = String::new();
    std::io::stdin()
        .lock()
        .read_line(&mut line)
        .map_err(|error| Failure::file(std::path::Path::new("-"), error))?;
    let agreed = matches!(line.trim(), "y" | "yes" | "是");
    Ok(agreed.then(|| number.to_owned()))
}
