//! `receipt`: proofs for third parties. `verify` needs the file and two credentials, and nothing of this node.

use std::{
    fs,
    path::{Path, PathBuf},
};

use comity_core::{ActId, Hash};
use comity_node::{
    case::disclose::Disclosure,
    prove::{
        Claim, Open, ProveError, Proven,
        beside::{BesideFiles, BesideProof},
    },
    sealing::AgeSealer,
};
use comity_peer::{
    credential::CredentialFile,
    proof::{self, ProofError},
};
use comity_text::{
    Args,
    render::{Directory, proof as paper},
};

use super::{Env, create_new, party, read, write_new};
use crate::{
    args::{ProofKind, Receipt, ReceiptExport},
    exit::Exit,
    failure::{Failure, Outcome},
    wiring::house::{self, House},
};

pub(crate) fn run(env: &Env, args: &Receipt) -> Outcome {
    match args {
        Receipt::Export(args) => export(env, args),
        Receipt::Verify { file, credential } => verify(env, file, credential),
    }
}

fn export(env: &Env, args: &ReceiptExport) -> Outcome {
    let house = env.house()?;
    let claim = claim(args)?;
    let open = Open {
        envelope: !args.closed,
        body: args.body,
        attachments: attachments(&house, &claim, &args.attachment)?,
        beside: args.beside,
        unmask: args.unmask,
    };
    let Proven { bytes, beside } = house.office().prove(&claim, &open)?;
    if let Some(what) = disclosed(&claim, &open) {
        house.office().disclose(&env.who(), &what, house.now())?;
    }
    let mut written = Vec::new();
    let all = write_all(&house, &args.out, &bytes, &beside, &mut written);
    if let Err(failure) = all {
        // No sealed file stays without the proof that it belongs to.
        written.iter().for_each(|path| drop(fs::remove_file(path)));
        return Err(failure);
    }
    let value = serde_json::json!({"path": args.out, "bytes": bytes.len(), "beside": written});
    env.screen.answer(&value, |screen| {
        let path = args.out.display().to_string();
        screen.say("cli-proof-written", &Args::new().with("path", path));
        for path in written {
            let path = path.display().to_string();
            screen.say("cli-proof-beside", &Args::new().with("path", path));
        }
    });
    Ok(())
}

/// The sealed files that lie beside a proof, and then the proof: where it lies, all is there that it rests on.
fn write_all(
    house: &House,
    out: &Path,
    bytes: &[u8],
    beside: &[BesideProof],
    written: &mut Vec<PathBuf>,
) -> Outcome {
    let proof = BesideFiles {
        proof: out.to_owned(),
    };
    for file in beside {
        let path = proof.path(&file.name);
        write_sealed(house, file, &path)?;
        written.push(path);
    }
    write_new(out, bytes)
}

/// The numbers of the attachments that were named by number or root.
fn attachments(house: &House, claim: &Claim, named: &[String]) -> Outcome<Vec<usize>> {
    let number = |text: &String| match (text.parse(), claim) {
        (Ok(number), _) => Ok(number),
        (Err(_), Claim::Act { act, .. }) => {
            let none = |_| Failure::from(ProveError::NoAttachment(text.clone()));
            let root = text.parse::<Hash>().map_err(none)?;
            Ok(house.office().attachment_number(*act, &root)?)
        }
        (Err(_), _) => Err(ProveError::NoAttachment(text.clone()).into()),
    };
    named.iter().map(number).collect()
}

/// A sealed attachment as a file beside the proof; half a file does not stay.
fn write_sealed(house: &House, file: &BesideProof, path: &Path) -> Outcome {
    let mut out = create_new(path)?;
    let written = house.office().write_beside(file, &mut out);
    let synced = written.and_then(|()| Ok(out.sync_all()?));
    if let Err(error) = synced {
        fs::remove_file(path).ok();
        return Err(error.into());
    }
    Ok(())
}

/// What a proof opens beside envelopes; those hold no personal field.
fn disclosed(claim: &Claim, open: &Open) -> Option<Disclosure> {
    let Claim::Act { act, .. } = claim else {
        return None;
    };
    let more = open.body || !open.attachments.is_empty();
    more.then(|| Disclosure::Proof {
        act: *act,
        body: open.body,
        attachments: open.attachments.clone(),
    })
}

fn claim(args: &ReceiptExport) -> Outcome<Claim> {
    let kind = match args.kind {
        ProofKind::Said => proof::ProofKind::Said,
        ProofKind::Delivered => proof::ProofKind::Delivered,
        ProofKind::Complete => proof::ProofKind::Complete,
        ProofKind::Opened => proof::ProofKind::Opened,
        ProofKind::Silent => {
            return Ok(Claim::Silent {
                case: args.what.clone(),
            });
        }
        ProofKind::Timing => {
            return Ok(Claim::Timing {
                answer: act(&args.what)?,
            });
        }
        ProofKind::HandedBack => {
            return Ok(Claim::HandedBack {
                them: party(&args.what)?,
            });
        }
        ProofKind::Fork => {
            return Ok(Claim::Fork {
                them: party(&args.what)?,
                number: args.number,
            });
        }
    };
    Ok(Claim::Act {
        act: act(&args.what)?,
        kind,
    })
}

/// The id of an act as it was typed.
pub(crate) fn act(text: &str) -> Outcome<ActId> {
    text.parse().map_err(|error: comity_core::id::IdError| {
        Failure::of("id-malformed", error).with("text", text)
    })
}

fn verify(env: &Env, file: &Path, credentials: &[PathBuf]) -> Outcome {
    let bytes = read(file)?;
    let mut pinned = Vec::with_capacity(credentials.len());
    for path in credentials {
        pinned.push(CredentialFile::parse(&read(path)?)?);
    }
    let sealer = AgeSealer::new(Vec::new());
    let beside = BesideFiles {
        proof: file.to_owned(),
    };
    let report = proof::verify_with(&bytes, &pinned, &sealer, &beside).map_err(inside)?;
    let value = serde_json::to_value(&report).map_err(|error| Failure::of("proof-facts", error))?;
    let names = pinned.iter().fold(Directory::default(), |names, file| {
        let credential = file.credential();
        names.with(credential.party.clone(), house::called(credential))
    });
    let words = env.screen.words();
    let document = paper::document(&value, &names, words, env.screen.offset())?;
    env.screen
        .answer(&report, |screen| screen.document(&document));
    Ok(())
}

/// What cannot be read inside a proof: the proof is damaged, and nobody here wrote that file.
fn inside(error: ProofError) -> Failure {
    let code = error.code();
    // A proof of a later version is told as such.
    if code == "json-unknown-version" || Exit::of_code(code) == Exit::Contradiction {
        error.into()
    } else {
        Failure::of("receipt-archive", error)
    }
}
