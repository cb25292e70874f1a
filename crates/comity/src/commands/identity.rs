//! `identity export`: the age identities of this node, for stock tools. No proof ever needs them.

use std::path::Path;

use super::{Env, naming};
use crate::{
    args::Identity,
    exit::Exit,
    failure::{Failure, Outcome},
};

pub(crate) fn run(env: &Env, args: &Identity) -> Outcome {
    let Identity::Export { out, i_understand } = args;
    if !i_understand {
        return Err(Failure::new(Exit::Refused, "cli-identity-guard"));
    }
    let house = env.house()?;
    let identities = house.keyring.identities()?;
    let lines: Vec<String> = identities
        .iter()
        .map(|identity| identity.to_text().to_string())
        .collect();
    write_private(out, format!("{}\n", lines.join("\n")).as_bytes())?;
    let value = serde_json::json!({"path": out, "identities": lines.len()});
    env.screen.answer(&value, |screen| {
        screen.say("cli-identity-written", &naming("path", out.display()));
    });
    Ok(())
}

/// A new file that only its owner can read.
fn write_private(path: &Path, bytes: &[u8]) -> Outcome {
    use std::io::Write as _;
    use std::os::unix::fs::OpenOptionsExt as _;
    let written = std::fs::File::options()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)
        .and_then(|mut file| file.write_all(bytes).and_then(|()| file.sync_all()));
    written.map_err(|error| Failure::file(path, error))
}
