//! `completions`: for a shell, on standard output.

use std::io::Write as _;

use clap::CommandFactory as _;

use super::Env;
use crate::{args, failure::Outcome, help};

pub(crate) fn run(env: &Env, args: &args::Completions) -> Outcome {
    let mut command = help::localised(args::Cli::command(), env.screen.words());
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, "comity", &mut script);
    // A reader that went away is no failure of the command.
    std::io::stdout().write_all(&script).ok();
    Ok(())
}
