//! `completions`: for a shell, on standard output.

use clap::CommandFactory as _;

use super::Env;
use crate::{args, failure::Outcome, help};

pub(crate) fn run(env: &Env, args: &args::Completions) -> Outcome {
    let mut command = help::localised(args::Cli::command(), env.screen.words());
    clap_complete::generate(args.shell, &mut command, "comity", &mut std::io::stdout());
    Ok(())
}
