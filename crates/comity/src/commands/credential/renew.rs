//! `credential rotate` and `credential revoke`.
//!
//! Rotation: new keys and credential are on disk first, then every channel is
//! told by an act. A channel that could not be told is told by the next
//! rotation, or when the command is given again.

use std::path::Path;

use comity_core::PartyName;
use comity_node::{
    channel::renew::Speaker,
    home::HomeError,
    keys::{
        FolderMarks, Marks, Seed, file,
        issue::{Issue, IssueError, Profile, credential_key},
        tls,
    },
    node::Secrets,
    people,
    rng::SystemRandom,
    trail,
};
use comity_peer::{
    credential::{Credential, CredentialFile},
    revocation::RevocationFile,
    seal::Suite,
};
use comity_store::{Store as _, StoreError};
use serde::Serialize;
use serde_json::json;

use crate::{
    commands::{Env, init, naming, read},
    failure::{Failure, Outcome},
    wiring::{House, bell},
};

#[derive(Serialize)]
struct Rotated {
    credential: comity_core::Hash,
    serial: u32,
    credential_file: String,
    revocation_file: String,
    told: Vec<PartyName>,
}

pub(super) fn rotate(
    env: &Env,
    seed: &Path,
    suites: Option<&[String]>,
    endpoints: &[String],
) -> Outcome {
    let house = env.house()?;
    // A service has the old keys in memory and would go on signing with them.
    let _lock = house.home.lock_for_serving().map_err(served)?;
    let seed = read_seed(seed)?;
    let previous = house.node.own_credential()?;
    must_be_of(&previous, &seed)?;
    tell(env, &house)?;
    let next = issue(env, &house, &previous, &seed, suites, endpoints)?;
    let told = tell(env, &house)?;
    let serial = next.credential().serial;
    note(env, &house, &next)?;
    let rotated = Rotated {
        credential: next.fingerprint(),
        serial,
        credential_file: house.home.credential(serial).display().to_string(),
        revocation_file: house.home.revocation(serial).display().to_string(),
        told,
    };
    env.screen.answer(&rotated, |screen| {
        let args = comity_text::Args::new()
            .with("serial", serial.to_string())
            .count("count", rotated.told.len() as u64);
        screen.say("cli-rotated", &args);
        screen.say(
            "cli-init-revocation",
            &naming("path", &rotated.revocation_file),
        );
    });
    Ok(())
}

fn served(error: HomeError) -> Failure {
    match error {
        HomeError::Served => Failure::of("cli-rotate-served", error),
        error => error.into(),
    }
}

fn read_seed(path: &Path) -> Outcome<Seed> {
    let bytes = read(path)?;
    let text = String::from_utf8_lossy(&bytes);
    let seed = text.parse::<Seed>();
    seed.map_err(|error| Failure::of(error.code(), error))
}

/// Refuses a seed that did not make the credential that is to be followed.
fn must_be_of(previous: &CredentialFile, seed: &Seed) -> Outcome {
    let key = credential_key(seed).map_err(IssueError::from)?;
    let credential = previous.credential();
    if key.public() == credential.keys.credential {
        return Ok(());
    }
    Err(Failure::usage("keys-other-seed").with("serial", credential.serial))
}

/// Draws keys, issues the credential, and makes both durable: credential, then keyring, then the store.
fn issue(
    env: &Env,
    house: &House,
    previous: &CredentialFile,
    seed: &Seed,
    suites: Option<&[String]>,
    endpoints: &[String],
) -> Outcome<CredentialFile> {
    let before = previous.credential();
    let suites = match suites {
        Some(names) => init::suites(names)?,
        None => before
            .suites
            .iter()
            .filter_map(|one| Suite::from_name(&one.suite))
            .collect(),
    };
    let serial = before.serial.saturating_add(1);
    let mut keyring = house.keyring.clone();
    keyring.renew(serial, &suites, &mut SystemRandom)?;
    let issue = Issue {
        keyring: &keyring,
        now: house.now(),
        profile: &profile(before, endpoints),
        serial,
        suites: &suites,
        tls: tls::pin(&keyring.tls)?,
    };
    let issued = issue.next(previous, seed, seed)?;
    for (path, bytes) in [
        (house.home.credential(serial), issued.credential.bytes()),
        (house.home.revocation(serial), issued.revocation.bytes()),
    ] {
        std::fs::write(&path, bytes).map_err(|error| Failure::file(&path, error))?;
    }
    let protection = env.passphrase().again(&house.home, &house.config)?;
    file::write(&house.home, &keyring, &protection)?;
    let marks: std::sync::Arc<dyn Marks> =
        std::sync::Arc::new(FolderMarks::new(&house.home.high_water()));
    house.node.renew_secrets(Secrets::of(&keyring, &marks)?);
    house.node.keep_own_credential(&issued.credential)?;
    Ok(issued.credential)
}

/// What the party says of itself stays, but for new addresses.
fn profile(before: &Credential, endpoints: &[String]) -> Profile {
    let endpoints = match endpoints {
        [] => before.endpoints.clone(),
        new => new.to_vec(),
    };
    Profile {
        endpoints,
        jurisdiction: before.jurisdiction.clone(),
        names: before.names.clone(),
        offices: before.offices.clone(),
        rhythm: before.rhythm,
        rules: before.rules.clone(),
    }
}

/// Tells our newest credential where it is not known yet; the counterparts that were told now.
fn tell(env: &Env, house: &House) -> Outcome<Vec<PartyName>> {
    let speaker = speaker(env, house)?;
    let mut told = Vec::new();
    for them in house.counterparts()? {
        let (now, rng) = (house.now(), &mut SystemRandom);
        if house
            .node
            .announce_credential(&them, &speaker, now, rng)?
            .is_some()
        {
            bell::ring(&house.home, &them);
            told.push(them);
        }
    }
    Ok(told)
}

/// The office of whoever gives the command; else the first of our credential.
fn speaker(env: &Env, house: &House) -> Outcome<Speaker> {
    let who = env.who();
    let person = house
        .node
        .unfollowed()
        .read(|tx| people::actor(tx, &who))?
        .person;
    let own = house.node.own_credential()?;
    let first = own
        .credential()
        .offices
        .first()
        .map(|office| office.code.clone());
    Ok(Speaker {
        office: person
            .as_ref()
            .map(|person| person.office.clone())
            .or(first)
            .unwrap_or_else(|| "-".to_owned()),
        duty: person.and_then(|person| person.duty),
    })
}

fn note(env: &Env, house: &House, next: &CredentialFile) -> Outcome {
    let (who, now) = (env.who(), house.now());
    let what = json!({"credential": next.fingerprint(), "serial": next.credential().serial});
    let noted = house.node.unfollowed().write(move |tx| {
        trail::note(tx, now, &who, "credential-rotated", what)?;
        Ok::<_, StoreError>(())
    });
    Ok(noted?)
}

pub(super) fn revoke(env: &Env, path: &Path) -> Outcome {
    let file = RevocationFile::parse(&read(path)?)?;
    let house = env.house()?;
    if file.revocation().party == *house.node.me() {
        return Err(Failure::usage("cli-revoke-own"));
    }
    let speaker = speaker(env, &house)?;
    let (them, serial) = (file.revocation().party.clone(), file.revocation().serial);
    let (who, now) = (env.who(), house.now());
    house
        .node
        .record_revocation(&file, &speaker, now, &mut SystemRandom)?;
    let what = json!({"credential": file.revocation().credential, "party": them});
    let noted = house.node.unfollowed().write(move |tx| {
        trail::note(tx, now, &who, "credential-revoked", what)?;
        Ok::<_, StoreError>(())
    });
    noted?;
    bell::ring(&house.home, &them);
    let value = json!({"party": them, "serial": serial});
    env.screen.answer(&value, |screen| {
        let args = comity_text::Args::new()
            .with("party", them.to_string())
            .with("serial", serial.to_string());
        screen.say("cli-revoked", &args);
    });
    Ok(())
}
