//! Credential files, their succession, and revocations.

use comity_core::Hash;
use comity_peer::{
    credential::{CredentialError, CredentialFile, verify_successor},
    fixtures::Party,
    revocation::RevocationFile,
};
use serde::{Deserialize, Serialize};

use super::vectors;

#[derive(Serialize, Deserialize)]
struct Credentials {
    valid: Vec<Valid>,
    refused: Vec<Refused>,
    successors_refused: Vec<SuccessorRefused>,
    revocations: Vec<Revocation>,
}

#[derive(Serialize, Deserialize)]
struct Valid {
    file: String,
    fingerprint: Hash,
    party: String,
    serial: u32,
    /// Follows the credential before it in this list.
    follows: bool,
}

#[derive(Serialize, Deserialize)]
struct Refused {
    file: String,
    code: String,
}

#[derive(Serialize, Deserialize)]
struct SuccessorRefused {
    previous: String,
    next: String,
    code: String,
}

#[derive(Serialize, Deserialize)]
struct Revocation {
    of: String,
    file: String,
    /// Absent when it revokes that credential.
    #[serde(skip_serializing_if = "Option::is_none")]
    code: Option<String>,
}

fn text(party: &Party) -> String {
    String::from_utf8(party.file.bytes().to_vec()).unwrap()
}

fn make() -> Credentials {
    let first = Party::new("a.example", 1);
    let second = first.rotated(2);
    let classic = Party::with_credential(first.name(), 3, None, |credential| {
        credential.keys.log.ml_dsa_44 = None;
    });
    let valid = |party: &Party, follows| Valid {
        file: text(party),
        fingerprint: party.file.fingerprint(),
        party: party.name().to_string(),
        serial: party.file.credential().serial,
        follows,
    };
    let plain = text(&first);
    let last = plain.lines().last().unwrap().to_owned();
    let refuse = |file: String, code: &str| Refused {
        file,
        code: code.to_owned(),
    };
    let follow = |previous: &Party, next: &Party, code: &str| SuccessorRefused {
        previous: text(previous),
        next: text(next),
        code: code.to_owned(),
    };
    let stranger = Party::new("a.example", 9);
    let stolen = Party::with_credential(first.name(), 4, Some(&stranger), |credential| {
        credential.previous = Some(first.file.fingerprint());
    });
    let revocation = String::from_utf8(first.revocation().bytes().to_vec()).unwrap();
    Credentials {
        valid: vec![
            valid(&first, false),
            valid(&second, true),
            valid(&classic, false),
        ],
        refused: vec![
            refuse(
                plain.replace("index 0", "index 1"),
                "credential-not-one-leaf",
            ),
            refuse(
                plain.replace("a.example/credential/1\n1\n", "a.example/credential/2\n1\n"),
                "credential-not-one-leaf",
            ),
            refuse(plain.replace(&format!("{last}\n"), ""), "signature-missing"),
            refuse(
                plain.replace("tlog-proof@v1", "tlog-proof@v2"),
                "tlog-proof-header",
            ),
            refuse(revocation.clone(), "json-malformed"),
        ],
        successors_refused: vec![
            follow(&first, &stranger.rotated(2), "credential-not-next"),
            follow(&first, &second.rotated(3), "credential-not-next"),
            follow(&first, &stolen, "signature-missing"),
            follow(&first, &stranger, "fork-two-credentials"),
        ],
        revocations: vec![
            Revocation {
                of: plain,
                file: revocation.clone(),
                code: None,
            },
            Revocation {
                of: text(&second),
                file: revocation,
                code: Some("credential-not-next".into()),
            },
        ],
    }
}

fn read(text: &str) -> Result<CredentialFile, CredentialError> {
    CredentialFile::parse(text.as_bytes())
}

#[test]
fn credential_files_are_read_and_refused() {
    let cases: Credentials = vectors("credentials.json", make);
    let mut before: Option<CredentialFile> = None;
    for case in &cases.valid {
        let file = read(&case.file).unwrap();
        assert_eq!(file.fingerprint(), case.fingerprint);
        assert_eq!(
            (file.credential().party.as_str(), file.credential().serial),
            (&*case.party, case.serial)
        );
        let follows = before
            .as_ref()
            .is_some_and(|before| verify_successor(before, &file).is_ok());
        assert_eq!(follows, case.follows);
        before = Some(file);
    }
    for case in &cases.refused {
        assert_eq!(read(&case.file).unwrap_err().code(), case.code);
    }
    for case in &cases.successors_refused {
        let (previous, next) = (read(&case.previous).unwrap(), read(&case.next).unwrap());
        assert_eq!(
            verify_successor(&previous, &next).unwrap_err().code(),
            case.code
        );
    }
    for case in &cases.revocations {
        let verdict = RevocationFile::parse(case.file.as_bytes())
            .unwrap()
            .verify(&read(&case.of).unwrap());
        assert_eq!(
            verdict.err().map(|error| error.code()),
            case.code.as_deref()
        );
    }
}
