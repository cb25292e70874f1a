//! Which credentials are sound: limits of fields, and no key in two roles.

use std::collections::BTreeSet;

use comity_tlog::note::{KeyKind, KeyName};

use super::{Credential, CredentialError};

/// Longest rhythm: thirty-one days.
const RHYTHM: std::ops::RangeInclusive<u32> = 60..=31 * 86_400;

/// Checks what the types alone do not say.
pub(super) fn check(credential: &Credential) -> Result<(), CredentialError> {
    let sound = [
        (
            "serial",
            // A later one without a predecessor comes after a loss of all keys.
            credential.serial > 1 || (credential.serial == 1 && credential.previous.is_none()),
        ),
        ("rhythm", RHYTHM.contains(&credential.rhythm)),
        ("jurisdiction", is_name(&credential.jurisdiction, 32)),
        ("names", names_are_sound(credential)),
        ("offices", offices_are_sound(credential)),
        ("endpoints", endpoints_are_sound(credential)),
        ("suites", suites_are_sound(credential)),
        (
            "rules",
            !credential.rules.is_empty()
                && credential.rules.len() <= 64
                && credential.rules.is_sorted_by(|a, b| a < b),
        ),
    ];
    match sound.into_iter().find(|(_, sound)| !sound) {
        Some((field, _)) => Err(CredentialError::Limit(field)),
        None => keys_are_sound(credential),
    }
}

fn names_are_sound(credential: &Credential) -> bool {
    let names = &credential.names;
    [&names.en, &names.zh_hans]
        .into_iter()
        .all(|name| is_name(&name.long, 200) && is_name(&name.short, 40))
}

fn offices_are_sound(credential: &Credential) -> bool {
    let codes: BTreeSet<_> = credential
        .offices
        .iter()
        .map(|office| &office.code)
        .collect();
    codes.len() == credential.offices.len()
        && codes.len() <= 256
        && credential.offices.iter().all(|office| {
            is_code(&office.code)
                && is_name(&office.names.en, 200)
                && is_name(&office.names.zh_hans, 200)
        })
}

fn endpoints_are_sound(credential: &Credential) -> bool {
    credential.endpoints.len() <= 16
        && credential.endpoints.iter().all(|endpoint| {
            endpoint.starts_with("https://")
                && endpoint.len() <= 512
                && endpoint.bytes().all(|byte| byte.is_ascii_graphic())
        })
}

fn suites_are_sound(credential: &Credential) -> bool {
    let suites: BTreeSet<_> = credential.suites.iter().map(|entry| &entry.suite).collect();
    let recipient = |text: &String| {
        !text.is_empty() && text.len() <= 4096 && text.bytes().all(|byte| byte.is_ascii_graphic())
    };
    suites.len() == credential.suites.len()
        && (1..=8).contains(&suites.len())
        && credential.suites.iter().all(|entry| {
            is_code(&entry.suite)
                && (1..=8).contains(&entry.recipients.len())
                && entry.recipients.iter().all(recipient)
        })
}

/// Every key is of its length and strong, and no two places hold one key.
fn keys_are_sound(credential: &Credential) -> Result<(), CredentialError> {
    let keys = &credential.keys;
    let name = KeyName::new(credential.party.as_str())?;
    for role in [&keys.credential, &keys.holds, &keys.log] {
        role.verifiers(&name, KeyKind::Ed25519)?;
    }
    comity_tlog::note::VerifierKey::new(name, KeyKind::Ed25519, keys.fresh.ed25519.bytes())?;
    let different: BTreeSet<_> = keys.all().collect();
    if different.len() == keys.all().count() {
        Ok(())
    } else {
        Err(CredentialError::SharedKey)
    }
}

fn is_code(text: &str) -> bool {
    (1..=64).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic())
}

/// Printable, not blank at an end, and without characters that reorder or hide others.
fn is_name(text: &str, limit: usize) -> bool {
    let hidden = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
    };
    !text.is_empty()
        && text.chars().count() <= limit
        && text.trim() == text
        && !text.contains(hidden)
}
