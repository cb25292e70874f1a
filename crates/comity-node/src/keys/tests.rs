//! The keyring from drawing to signing, through its file, and through a rotation.

use age::secrecy::SecretString;
use comity_core::{PartyName, Time};
use comity_peer::{
    credential::{LongShort, Office, OfficeNames, PartyNames},
    fixtures::Seeded,
    seal::{Recipients, Sealer, Suite},
    signer::Signer,
    statement::{verify_checkpoint, verify_receipt},
};
use comity_tlog::{checkpoint::Checkpoint, hash::sha256};

use super::{
    file::{self, Protection},
    issue::{Issue, Profile},
    *,
};
use crate::{home::Home, sealing::AgeSealer};

const SUITES: [Suite; 2] = [Suite::AgeHybrid, Suite::AgeX25519];

fn party() -> PartyName {
    "a.example".parse().unwrap()
}

fn now() -> Time {
    "2026-11-23T02:00:00Z".parse().unwrap()
}

fn profile() -> Profile {
    let name = || LongShort {
        long: "A".to_owned(),
        short: "A".to_owned(),
    };
    Profile {
        endpoints: vec!["https://a.example:7443".to_owned()],
        jurisdiction: "AA".to_owned(),
        names: PartyNames {
            en: name(),
            zh_hans: name(),
        },
        offices: vec![Office {
            code: "D-17".to_owned(),
            names: OfficeNames {
                en: "Duty".to_owned(),
                zh_hans: "值班".to_owned(),
            },
        }],
        rhythm: 3600,
        rules: vec![1],
    }
}

fn drawn() -> (Keyring, Seed) {
    let tls = tls::draw().unwrap();
    Keyring::draw(party(), &SUITES, tls, &mut Seeded::new(1)).unwrap()
}

fn request<'a>(keyring: &'a Keyring, profile: &'a Profile, serial: u32) -> Issue<'a> {
    Issue {
        keyring,
        now: now(),
        profile,
        serial,
        suites: &SUITES,
        tls: tls::pin(&keyring.tls).unwrap(),
    }
}

#[test]
fn the_keyring_is_read_back_under_its_passphrase_only() {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::create(folder.path()).unwrap();
    let (keyring, _) = drawn();
    let passphrase = SecretString::from("correct horse".to_owned());
    file::write(&home, &keyring, &Protection::Passphrase(passphrase.clone())).unwrap();
    assert_eq!(file::read(&home, Some(&passphrase)).unwrap(), keyring);
    let code =
        |passphrase: Option<&SecretString>| file::read(&home, passphrase).unwrap_err().code();
    assert_eq!(code(None), "keys-passphrase-needed");
    assert_eq!(
        code(Some(&SecretString::from("wrong".to_owned()))),
        "keys-wrong-passphrase"
    );
    std::fs::write(home.sealed_keyring(), b"age-encryption.org/v1\n").unwrap();
    assert_eq!(code(Some(&passphrase)), "keys-damaged");
}

#[test]
fn the_keyring_without_a_passphrase_is_plain_and_shows_no_secret() {
    let folder = tempfile::tempdir().unwrap();
    let home = Home::create(folder.path()).unwrap();
    let (keyring, seed) = drawn();
    file::write(&home, &keyring, &Protection::FileRights).unwrap();
    assert_eq!(file::read(&home, None).unwrap(), keyring);
    assert_eq!(
        keyring.credential, None,
        "the credential key's seed is not kept"
    );
    let shown = format!("{keyring:?}{seed:?}");
    assert!(
        !shown.contains("SECRET") && !shown.contains("0x"),
        "{shown}"
    );
}

#[test]
fn a_credential_certifies_the_keys_that_sign() {
    let (keyring, seed) = drawn();
    let profile = profile();
    let issued = request(&keyring, &profile, 1).first(&seed).unwrap();
    let credential = issued.credential.credential();
    issued.revocation.verify(&issued.credential).unwrap();
    let keys = keyring.speaking(1).unwrap();
    let signer = KeySigner::new(party(), keys, MemoryMarks::default()).unwrap();
    let ours = Checkpoint {
        origin: "a.example/to/b.example/1".to_owned(),
        size: 3,
        root: sha256(b"root"),
    };
    let theirs = Checkpoint {
        origin: "b.example/to/a.example/1".to_owned(),
        ..ours.clone()
    };
    let note = signer.checkpoint(&ours, now()).unwrap().encode();
    let checked = verify_checkpoint(&note, credential, &ours.origin.parse().unwrap()).unwrap();
    assert_eq!((checked.size, checked.at), (3, now()));
    let note = signer.receipt(&theirs, now()).unwrap().encode();
    verify_receipt(&note, credential, &theirs.origin.parse().unwrap()).unwrap();
}

#[test]
fn a_signer_refuses_what_it_must_not_state() {
    let (keyring, _) = drawn();
    let keys = keyring.speaking(1).unwrap();
    let marks = MemoryMarks::default();
    let signer = KeySigner::new(party(), keys, marks.clone()).unwrap();
    let at = |origin: &str, size| Checkpoint {
        origin: origin.to_owned(),
        size,
        root: sha256(b"root"),
    };
    let (ours, theirs) = ("a.example/to/b.example/1", "b.example/to/a.example/1");
    signer.checkpoint(&at(ours, 5), now()).unwrap();
    let refused =
        |checkpoint: &Checkpoint, time| signer.checkpoint(checkpoint, time).unwrap_err().code();
    assert_eq!(refused(&at(ours, 4), now()), "signer-shrinks");
    assert_eq!(
        refused(&at(ours, 5), now().plus(-1)),
        "signer-time-went-back"
    );
    assert_eq!(refused(&at(theirs, 6), now()), "signer-unfit");
    assert_eq!(refused(&at("nonsense", 6), now()), "signer-unfit");
    assert_eq!(refused(&at(ours, 6), Time::from_seconds(0)), "signer-unfit");
    assert_eq!(
        signer.receipt(&at(ours, 6), now()).unwrap_err().code(),
        "signer-unfit"
    );
    let kept = marks.load(&"b.example".parse().unwrap()).unwrap();
    assert_eq!(
        kept.checkpoints
            .values()
            .map(|mark| mark.size)
            .collect::<Vec<_>>(),
        [5]
    );
}

#[test]
fn a_turn_raises_both_marks_or_none() {
    let (keyring, seed) = drawn();
    let profile = profile();
    let issued = request(&keyring, &profile, 1).first(&seed).unwrap();
    let credential = issued.credential.credential();
    let marks = MemoryMarks::default();
    let signer = KeySigner::new(party(), keyring.speaking(1).unwrap(), marks.clone()).unwrap();
    let at = |origin: &str, size| Checkpoint {
        origin: origin.to_owned(),
        size,
        root: sha256(b"root"),
    };
    let (ours, theirs) = ("a.example/to/b.example/1", "b.example/to/a.example/1");
    let turn = |own, their| signer.turn((&at(ours, own), now()), (&at(theirs, their), now()));
    let (checkpoint, receipt) = turn(5, 7).unwrap();
    verify_checkpoint(&checkpoint.encode(), credential, &ours.parse().unwrap()).unwrap();
    verify_receipt(&receipt.encode(), credential, &theirs.parse().unwrap()).unwrap();
    let sizes = || {
        let kept = marks.load(&"b.example".parse().unwrap()).unwrap();
        let all = kept
            .checkpoints
            .into_values()
            .chain(kept.receipts.into_values());
        all.map(|mark| mark.size).collect::<Vec<_>>()
    };
    assert_eq!(sizes(), [5, 7]);
    assert_eq!(turn(6, 6).unwrap_err().code(), "signer-shrinks");
    assert_eq!(sizes(), [5, 7]);
    let another = at("c.example/to/a.example/1", 1);
    let mixed = signer.turn((&at(ours, 6), now()), (&another, now()));
    assert_eq!(mixed.unwrap_err().code(), "signer-unfit");
    assert_eq!(sizes(), [5, 7]);
}

#[test]
fn a_rotation_needs_the_old_seed_and_keeps_the_old_identities() {
    let (mut keyring, seed) = drawn();
    let profile = profile();
    let first = request(&keyring, &profile, 1).first(&seed).unwrap();
    let old = first
        .credential
        .credential()
        .recipients("age-x25519")
        .unwrap()
        .to_vec();
    keyring.renew(2, &SUITES, &mut Seeded::new(2)).unwrap();
    let next = request(&keyring, &profile, 2);
    let fresh = Seed::new([9; 32]);
    let issued = next.next(&first.credential, &seed, &fresh).unwrap();
    assert_eq!(
        issued.credential.credential().previous,
        Some(first.credential.fingerprint())
    );
    assert!(
        next.next(&first.credential, &fresh, &fresh).is_err(),
        "the wrong seed"
    );
    let new = issued
        .credential
        .credential()
        .recipients("age-x25519")
        .unwrap()
        .to_vec();
    assert_ne!(old, new);
    let sealer = AgeSealer::new(keyring.identities().unwrap());
    for reader in [old, new] {
        let to = Recipients {
            suite: Suite::AgeX25519,
            reader,
            own: vec![],
        };
        let sealed = sealer.seal(&to, b"x").unwrap();
        assert_eq!(sealer.open(&sealed).unwrap().plain, b"x");
    }
}
