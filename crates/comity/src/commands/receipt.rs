//! `receipt`: proofs for third parties. `verify` needs the file and two credentials, and nothing of this node.

use std::path::{Path, PathBuf};

use comity_core::ActId;
use comity_node::{
    case::disclose::Disclosure,
    prove::{Claim, Open},
    sealing::AgeSealer,
};
use comity_peer::{credential::CredentialFile, proof};
use comity_text::{
    Args,
    render::{Directory, proof as paper},
};

use super::{Env, party, read, write_new};
use crate::{
    args::{ProofKind, Receipt, ReceiptExport},
    failure::{Failure, Outcome},
    wiring::house,
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
        attachments: args.attachment.clone(),
        unmask: args.unmask,
    };
    let bytes = house.office().prove(&claim, &open)?;
    if let Some(what) = disclosed(&claim, &open) {
        house.office().disclose(&env.who(), &what, house.now())?;
    }
    write_new(&args.out, &bytes)?;
    let value = serde_json::json!({"path": args.out, "bytes": bytes.len()});
    env.screen.answer(&value, |screen| {
        let path = args.out.display().to_string();
        screen.say("cli-proof-written", &Args::new().with("path", path));
    });
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
    let report = proof::verify(&bytes, &pinned, &sealer)?;
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
