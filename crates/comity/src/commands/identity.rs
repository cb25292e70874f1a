//! `identity export`: the age identities of this node, for stock tools. No proof ever needs them.

use std::{
    fs::File,
    io::{self, Write as _},
    path::Path,
};

use comity_node::{
    people::{self, PeopleError},
    trail,
};
use comity_store::Store as _;

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
    let (who, now) = (env.who(), house.now());
    let store = house.node.unfollowed();
    store.read(|tx| people::must_administer(tx, &who))?;
    let identities = house.keyring.identities()?;
    let count = identities.len();
    let lines: Vec<String> = identities
        .iter()
        .map(|identity| identity.to_text().to_string())
        .collect();
    let file = new_private(out)?;
    // Before any of them is outside: no export is missing from the trail.
    let noted = store.write(move |tx| {
        people::must_administer(&*tx, &who)?;
        let what = serde_json::json!({"identities": count});
        trail::note(tx, now, &who, "identity-exported", what)?;
        Ok::<_, PeopleError>(())
    });
    if noted.is_err() {
        // Empty; why there is nothing in it is said below.
        std::fs::remove_file(out).ok();
    }
    noted?;
    fill(file, format!("{}\n", lines.join("\n")).as_bytes())
        .map_err(|error| Failure::file(out, error))?;
    let value = serde_json::json!({"path": out, "identities": count});
    env.screen.answer(&value, |screen| {
        screen.say("cli-identity-written", &naming("path", out.display()));
    });
    Ok(())
}

/// A new file that only its owner can read.
fn new_private(path: &Path) -> Outcome<File> {
    use std::os::unix::fs::OpenOptionsExt as _;
    let mut options = File::options();
    options.write(true).create_new(true).mode(0o600);
    options
        .open(path)
        .map_err(|error| Failure::file(path, error))
}

fn fill(mut file: File, bytes: &[u8]) -> io::Result<()> {
    file.write_all(bytes)?;
    file.sync_all()
}
