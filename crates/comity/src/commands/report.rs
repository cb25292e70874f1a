//! `report`: the joint status report of a channel, as text, page, table or its canonical JSON.

use std::str::FromStr as _;

use comity_core::{Time, record::Side};
use comity_node::{access::Sight, report::Ask};
use comity_text::render::{bound_html, bound_text, report as paper};

use super::{Env, naming, party, write_new};
use crate::{
    args::{self, ReportForm},
    failure::{Failure, Outcome},
    wiring::House,
};

/// The width of a printed page.
const COLUMNS: usize = 100;

pub(crate) fn run(env: &Env, args: &args::Report) -> Outcome {
    let them = party(&args.party)?;
    let house = env.house()?;
    let ask = ask(args)?;
    let first = first(&house, args, &them)?;
    let bytes = form(env, &house, args, &them, &ask, first)?;
    match &args.out {
        Some(path) => {
            write_new(path, &bytes)?;
            let value = serde_json::json!({"path": path, "bytes": bytes.len()});
            env.screen.answer(&value, |screen| {
                screen.say("cli-written", &naming("path", path.display()));
            });
        }
        None => env.screen.line(String::from_utf8_lossy(&bytes).trim_end()),
    }
    Ok(())
}

/// Standard output in JSON is the canonical JSON itself, so that it can be compared byte by byte.
fn form(
    env: &Env,
    house: &House,
    args: &args::Report,
    them: &comity_core::PartyName,
    ask: &Ask,
    first: Side,
) -> Outcome<Vec<u8>> {
    let form = match (env.screen.json, args.form) {
        (true, ReportForm::Text) => ReportForm::Data,
        (_, form) => form,
    };
    let report = || {
        house
            .office()
            .report(them, ask, &Sight::All)
            .map(|made| made.report)
    };
    Ok(match form {
        ReportForm::Data => report()?
            .to_bytes()
            .map_err(|error| Failure::of(error.code(), error))?,
        ReportForm::Csv => house.office().report_cases(them, ask, &Sight::All)?,
        ReportForm::Text | ReportForm::Html => {
            let names = house.names(them)?;
            let original = paper::original(&report()?, &names, first, env.screen.locale)
                .map_err(|error| Failure::of(error.code(), error))?;
            match form {
                ReportForm::Html => bound_html(&original),
                _ => bound_text(&original, COLUMNS),
            }
            .into_bytes()
        }
    })
}

fn ask(args: &args::Report) -> Outcome<Ask> {
    let cut = args.cut.as_deref().map(|text| {
        let (first, second) = text.split_once(':')?;
        Some((first.parse().ok()?, second.parse().ok()?))
    });
    let cut = match cut {
        Some(None) => return Err(Failure::usage("cli-cut")),
        Some(Some(cut)) => Some(cut),
        None => None,
    };
    Ok(Ask {
        cut,
        as_of: args.as_of.as_deref().map(time).transpose()?,
        period: comity_core::report::Span {
            from: args.from.as_deref().map(time).transpose()?,
            until: args.until.as_deref().map(time).transpose()?,
        },
    })
}

/// A time as it was typed.
pub(crate) fn time(text: &str) -> Outcome<Time> {
    Time::from_str(text).map_err(|error| Failure::of("time-malformed", error).with("text", text))
}

/// The side that this original names first: ours, unless another was asked for.
fn first(house: &House, args: &args::Report, them: &comity_core::PartyName) -> Outcome<Side> {
    let first = match &args.first {
        Some(name) => party(name)?,
        None => house.node.me().clone(),
    };
    let smaller = house.node.me().min(them);
    Ok(if first == *smaller {
        Side::First
    } else {
        Side::Second
    })
}
