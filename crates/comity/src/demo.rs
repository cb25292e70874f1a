//! `demo`: two real nodes, from strangers to a report that both compute to the byte.
//!
//! Real keys, two SQLite stores, HTTPS with pinned keys on loopback. The one
//! thing that is driven is the nodes' clock: it starts weeks ago and ends at
//! the real now, so that time limits can run out in seconds, and every command
//! works on the homes afterwards. Every step checks its own result; the first
//! that fails ends the demo.
//!
//! One file a scene; [`stage`] has the two sides, the clock and the telling.
//! Where it is asked for, a year of [`history`] follows the story, and both
//! nodes go on afterwards ([`serve`]). The story comes first because one side
//! loses its store in it, with all that never leaves a house.

mod clock;
mod cut;
mod data;
mod doors;
mod history;
mod lost;
mod meet;
mod people;
mod police;
mod reports;
mod serve;
mod side;
mod silent;
mod stage;
mod takedown;

use std::path::PathBuf;

use crate::{
    args,
    commands::Env,
    exit::Exit,
    failure::{Failure, Outcome},
};
use stage::Stage;

/// Tells the whole story.
pub(crate) fn run(env: &Env, args: &args::Demo) -> Outcome {
    let dir = folder(args.dir.as_deref())?;
    let history = match (args.history, args.serve) {
        (Some(count), _) => count,
        (None, true) => history::CASES,
        (None, false) => 0,
    };
    // A program that waits for the doors reads one object and no steps.
    let tells = !(args.serve && env.screen.json);
    let mut stage = Stage::new(env, dir, history > 0, tells)?;
    stage.opening();
    meet::play(&mut stage)?;
    let takedown = takedown::play(&mut stage)?;
    let police = police::play(&mut stage)?;
    let silent = silent::play(&mut stage)?;
    cut::play(&mut stage, &silent)?;
    lost::play(&mut stage)?;
    let more = match history {
        0 => 0,
        count => history::play(&mut stage, count)?,
    };
    reports::play(&mut stage, more)?;
    stage.closing(&[&takedown, &police, &silent], args.serve)?;
    if args.serve {
        serve::run(env, stage)
    } else {
        stage.end()
    }
}

/// The folder for the two homes: the one named, or a new one; it must be empty.
fn folder(named: Option<&std::path::Path>) -> Outcome<PathBuf> {
    let dir = named.map_or_else(unused, std::path::Path::to_path_buf);
    std::fs::create_dir_all(&dir).map_err(|error| Failure::file(&dir, error))?;
    let mut entries = std::fs::read_dir(&dir).map_err(|error| Failure::file(&dir, error))?;
    if entries.next().is_some() {
        return Err(Failure::new(Exit::Usage, "demo-folder-not-empty").with("path", dir.display()));
    }
    dir.canonicalize()
        .map_err(|error| Failure::file(&dir, error))
}

/// `comity-demo`, or the first of `comity-demo-2`, `-3`, … that is not there, among the temporary files.
fn unused() -> PathBuf {
    let base = std::env::temp_dir();
    let first = std::iter::once(base.join("comity-demo"));
    let others = (2..10_000).map(|n| base.join(format!("comity-demo-{n}")));
    first
        .chain(others)
        .find(|dir| !dir.exists())
        .unwrap_or_else(|| base.join("comity-demo"))
}
