//! Credentials: what is accepted, what is refused with which code, and who governs what.

use comity_core::record::Position;

use super::*;
use crate::{fixtures::Party, revocation::RevocationFile};

fn refused(change: impl FnOnce(&mut Credential)) -> &'static str {
    let mut credential = Party::new("a.example", 1).file.credential().clone();
    change(&mut credential);
    credential.to_bytes().unwrap_err().code()
}

#[test]
fn a_file_is_read_back_and_names_its_fingerprint() {
    let file = Party::new("a.example", 1).file;
    let read = CredentialFile::parse(file.bytes()).unwrap();
    assert_eq!(read, file);
    let json = file.credential().to_bytes().unwrap();
    assert_eq!(file.fingerprint(), comity_tlog::hash::sha256(&json));
    let proof = comity_tlog::tlog_proof::TlogProof::parse(file.bytes()).unwrap();
    assert_eq!(proof.extra(), Some(&json[..]));
    assert_eq!(
        proof.verify_inclusion(&comity_tlog::hash::leaf_hash(&json)),
        Ok(())
    );
    assert_eq!(proof.note().signatures().len(), 2);
}

#[test]
fn a_changed_file_is_refused() {
    let text = String::from_utf8(Party::new("a.example", 1).file.bytes().to_vec()).unwrap();
    let other = String::from_utf8(Party::new("a.example", 2).file.bytes().to_vec()).unwrap();
    let note = |text: &str| text.split_once("\n\n").unwrap().1.to_owned();
    let swapped = text.replace(&note(&text), &note(&other));
    let last = text.lines().last().unwrap();
    let without_ml_dsa = text.replace(&format!("{last}\n"), "");
    for (wrong, code) in [
        (
            text.replace("index 0", "index 1"),
            "credential-not-one-leaf",
        ),
        (
            text.replace("/credential/1", "/credential/2"),
            "credential-not-one-leaf",
        ),
        (swapped, "credential-not-one-leaf"),
        (without_ml_dsa, "signature-missing"),
        (text.replace("@v1", "@v2"), "tlog-proof-header"),
    ] {
        assert_eq!(
            CredentialFile::parse(wrong.as_bytes()).unwrap_err().code(),
            code,
            "{wrong:.80}"
        );
    }
}

#[test]
fn fields_have_limits_and_no_key_has_two_roles() {
    assert_eq!(
        refused(|c| c.keys.fresh.ed25519 = c.keys.log.ed25519.clone()),
        "credential-shared-key"
    );
    assert_eq!(
        refused(|c| c.keys.holds.ml_dsa_44 = c.keys.log.ml_dsa_44.clone()),
        "credential-shared-key"
    );
    assert_eq!(
        refused(|c| c.keys.fresh.ed25519 = PublicKey::new(&[0; 32])),
        "key-weak-public"
    );
    assert_eq!(
        refused(|c| c.keys.fresh.ed25519 = PublicKey::new(&[0; 31])),
        "key-public-length"
    );
    assert_eq!(refused(|c| c.serial = 0), "credential-limit");
    assert_eq!(refused(|c| c.previous = Some(c.tls)), "credential-limit");
    assert_eq!(refused(|c| c.rhythm = 0), "credential-limit");
    assert_eq!(refused(|c| c.rules = vec![2, 1]), "credential-limit");
    assert_eq!(refused(|c| c.suites.clear()), "credential-limit");
    assert_eq!(
        refused(|c| c.suites.push(c.suites[0].clone())),
        "credential-limit"
    );
    assert_eq!(
        refused(|c| c.offices.push(c.offices[0].clone())),
        "credential-limit"
    );
    assert_eq!(
        refused(|c| c.endpoints.push("http://a.example".into())),
        "credential-limit"
    );
    assert_eq!(
        refused(|c| c.names.en.short = "a\u{202e}b".into()),
        "credential-limit"
    );
    assert_eq!(
        refused(|c| c.jurisdiction = "x".repeat(33)),
        "credential-limit"
    );
}

#[test]
fn nobody_signs_under_another_meaning_of_a_receipt() {
    let json = Party::new("a.example", 1)
        .file
        .credential()
        .to_bytes()
        .unwrap();
    let text = String::from_utf8(json).unwrap();
    assert!(text.contains(STATES_ZH_HANS));
    for wrong in [
        text.replace("not acceptance", "acceptance"),
        text.replace("\"v\":1", "\"v\":2"),
        text.replace("\"v\":1", "\"v\":1,\"w\":1"),
    ] {
        assert!(
            matches!(
                Credential::parse(wrong.as_bytes()),
                Err(CredentialError::Json(_))
            ),
            "{wrong:.60}"
        );
    }
}

#[test]
fn the_reader_chooses_the_suite() {
    let listing = |names: &[&str]| {
        let mut credential = Party::new("a.example", 1).file.credential().clone();
        credential.suites = names
            .iter()
            .map(|name| SuiteRecipients {
                recipients: vec![format!("r-{name}")],
                suite: (*name).to_owned(),
            })
            .collect();
        credential
    };
    let both = listing(&["age-hybrid", "age-x25519"]);
    let reversed = listing(&["age-x25519", "age-hybrid"]);
    let classic = listing(&["sm2", "age-x25519"]);
    let new = listing(&["sm2"]);
    assert_eq!(both.suite_for(&reversed), Some(Suite::AgeHybrid));
    assert_eq!(reversed.suite_for(&both), Some(Suite::AgeX25519));
    assert_eq!(classic.suite_for(&both), Some(Suite::AgeX25519));
    assert_eq!(
        new.suite_for(&classic),
        None,
        "a suite that this program does not know"
    );
    let to = both.seal_to(&classic).unwrap();
    assert_eq!(
        (to.reader, to.own),
        (
            vec!["r-age-x25519".to_owned()],
            vec!["r-age-x25519".to_owned()]
        )
    );
}

#[test]
fn a_successor_is_signed_by_the_key_before() {
    let first = Party::new("a.example", 1);
    let second = first.rotated(2);
    let third = second.rotated(3);
    let stranger = Party::new("a.example", 9).rotated(2);
    assert_eq!(verify_successor(&first.file, &second.file), Ok(()));
    let code = |previous: &Party, next: &Party| {
        verify_successor(&previous.file, &next.file)
            .unwrap_err()
            .code()
    };
    assert_eq!(code(&first, &third), "credential-not-next");
    assert_eq!(code(&second, &first), "credential-not-next");
    assert_eq!(code(&first, &stranger), "credential-not-next");
    assert_eq!(
        code(&first, &Party::new("b.example", 1)),
        "credential-not-next"
    );
    assert_eq!(
        code(&first, &Party::new("a.example", 9)),
        "fork-two-credentials"
    );
    let stolen = Party::with_credential(
        first.name(),
        4,
        Some(&Party::new("a.example", 9)),
        |credential| {
            credential.previous = Some(first.file.fingerprint());
        },
    );
    assert_eq!(
        code(&first, &stolen),
        "signature-missing",
        "names the one before, signed by another key"
    );
    let early = Party::with_credential(first.name(), 4, Some(&first), |credential| {
        credential.issued = first.file.credential().issued.plus(-1);
    });
    assert_eq!(code(&first, &early), "credential-not-next");
}

fn position(generation: u32, index: u64) -> Position {
    Position { generation, index }
}

#[test]
fn a_credential_governs_after_the_entry_that_issues_it() {
    let first = Party::new("a.example", 1);
    let second = first.rotated(2);
    let mut chain = CredentialChain::new(first.file.clone(), 1);
    assert_eq!(chain.issue(second.file.clone(), position(1, 7)), Ok(()));
    let serial = |position| chain.at(position).unwrap().credential().serial;
    assert_eq!(
        (
            serial(position(1, 7)),
            serial(position(1, 8)),
            serial(position(2, 0))
        ),
        (1, 2, 2)
    );
    let size = |size| chain.for_size(1, size).unwrap().credential().serial;
    assert_eq!((size(0), size(8), size(9)), (1, 1, 2));
    assert_eq!(chain.last().file, second.file);
}

#[test]
fn a_later_serial_without_a_predecessor_comes_after_a_loss_and_follows_nothing() {
    let first = Party::new("a.example", 1);
    let anew = Party::with_credential(first.name(), 5, None, |credential| credential.serial = 2);
    let read = CredentialFile::parse(anew.file.bytes()).unwrap();
    assert_eq!(read.credential().previous, None);
    assert_eq!(
        verify_successor(&first.file, &read).unwrap_err().code(),
        "credential-not-next"
    );
    let mut chain = CredentialChain::new(first.file, 1);
    assert_eq!(chain.trust_anew(read, 2), Ok(()));
}

#[test]
fn lost_keys_are_replaced_for_a_new_generation_only() {
    let first = Party::new("a.example", 1);
    let anew = Party::new("a.example", 5).rotated(6);
    let mut chain = CredentialChain::new(first.file.clone(), 1);
    assert_eq!(
        chain
            .clone()
            .issue(anew.file.clone(), position(1, 3))
            .unwrap_err()
            .code(),
        "credential-not-next"
    );
    assert_eq!(
        chain.clone().trust_anew(anew.file.clone(), 1),
        Err(ChainError::Order)
    );
    assert_eq!(chain.trust_anew(anew.file.clone(), 2), Ok(()));
    assert_eq!(chain.at(position(1, 900)), Some(&first.file));
    assert_eq!(chain.at(position(2, 0)), Some(&anew.file));
    let other = Party::new("a.example", 7).rotated(8);
    assert_eq!(
        chain.trust_anew(other.file, 3).unwrap_err().code(),
        "fork-two-credentials"
    );
}

#[test]
fn a_revocation_means_a_credential_of_the_chain_and_is_signed_by_its_key() {
    let party = Party::new("a.example", 1);
    let chain = CredentialChain::new(party.file.clone(), 1);
    let revocation = RevocationFile::parse(party.revocation().bytes()).unwrap();
    assert_eq!(chain.verify_revocation(&revocation), Ok(()));
    let other = Party::new("a.example", 2);
    assert_eq!(
        chain.verify_revocation(&other.revocation()),
        Err(ChainError::Unknown)
    );
    assert_eq!(
        revocation.verify(&other.file).unwrap_err().code(),
        "credential-not-next"
    );
}
