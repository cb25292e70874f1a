//! `completions`: for a shell, on standard output.

use std::io::Write as _;

use clap::CommandFactory as _;

use super::Env;
use crate::{args, failure::Outcome, help, screen};

pub(crate) fn run(env: &Env, args: &args::Completions) -> Outcome {
    let mut command = help::localised(args::Cli::command(), env.screen.words());
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, "comity", &mut script);
    let mut out = std::io::stdout();
    if let Err(error) = out.write_all(&script).and_then(|()| out.flush()) {
        screen::lose(error);
    }
    Ok(())
}
