//! `serve`: answers and calls counterparts until it is told to stop.

use std::{io::IsTerminal as _, net::SocketAddr, sync::Arc};

use comity_text::Args;
use comity_web::ops::OpsError;
use tracing_subscriber::{EnvFilter, fmt};

use super::Env;
use crate::{
    args,
    failure::{Failure, Outcome},
    wiring::serve::{self, Listening},
};

pub(crate) fn run(env: &Env, args: &args::Serve) -> Outcome {
    trace(env, "info");
    let house = Arc::new(env.house()?);
    let at = Listening {
        listen: address(args.listen.as_deref(), house.config.network.listen)?,
        operate: address(args.ops.as_deref(), house.config.network.operate)?,
        console: address(args.console.as_deref(), house.config.console.listen)?,
    };
    if !at.operate.ip().is_loopback() {
        return Err(OpsError::NotLoopback.into());
    }
    if !at.console.ip().is_loopback() {
        return Err(Failure::usage("console-not-loopback").with("address", at.console));
    }
    let screen = env.screen;
    let started = move |here: Listening| {
        screen.answer(&here, |screen| {
            let args = Args::new()
                .with("listen", here.listen.to_string())
                .with("operate", here.operate.to_string())
                .with("console", here.console.to_string());
            screen.say("cli-serving", &args);
        });
    };
    let runtime = serve::runtime()?;
    let stop = {
        let _inside = runtime.enter();
        serve::asked_to_stop()
    };
    let served = runtime.block_on(serve::run(house, at, started, stop));
    serve::end(runtime);
    served
}

fn address(text: Option<&str>, default: SocketAddr) -> Outcome<SocketAddr> {
    text.map_or(Ok(default), |text| {
        text.parse()
            .map_err(|error| Failure::of("cli-address", error).with("text", text))
    })
}

/// Traces go to standard error, from this level on; `COMITY_TRACE` chooses others, as in `comity=debug`.
pub(crate) fn trace(env: &Env, level: &str) {
    let filter = EnvFilter::try_from_env("COMITY_TRACE").unwrap_or_else(|_| EnvFilter::new(level));
    // Colours are for a terminal; a file or the journal gets plain lines.
    let traces = fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    // Another subscriber is there only in tests of one process.
    if env.screen.json {
        traces.json().try_init().ok();
    } else {
        traces.try_init().ok();
    }
}
