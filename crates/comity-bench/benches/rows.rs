//! Runs the rows and prints the table: `cargo bench -p comity-bench [-- [--quick] [--only ROW] [--cases N | --entries N] [--alone]]`.

use anyhow::Context as _;
use comity_bench::{
    Measured, Scale,
    clock::timed,
    rows::{
        acts, attachment, audit, callers, console, delivered, killed, list, record, recover,
        report, serve, strict,
    },
    table::table,
};
use comity_peer::seal::Suite;

type Row = (&'static str, fn(Scale) -> anyhow::Result<Vec<Measured>>);

const ROWS: &[Row] = &[
    ("record", record::run),
    ("callers", callers::run),
    ("strict", strict::run),
    ("acts-x25519", |scale| acts::run(scale, Suite::AgeX25519)),
    ("acts-hybrid", |scale| acts::run(scale, Suite::AgeHybrid)),
    ("delivered", delivered::run),
    ("attachment", attachment::run),
    ("killed", killed::run),
    ("audit", audit::run),
    ("recover", recover::run),
    ("serve", serve::run),
    ("list", list::run),
    ("report", report::run),
    ("console", console::run),
];

const USAGE: &str = "[--quick] [--only ROW] [--cases N | --entries N] [--alone]";

fn number(arguments: &mut impl Iterator<Item = String>) -> anyhow::Result<u64> {
    let value = arguments.next().context(USAGE)?;
    value.parse().context(USAGE)
}

fn main() -> anyhow::Result<()> {
    let mut scale = Scale::default();
    let mut only = None;
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--quick" => scale.quick = true,
            "--cases" => scale.cases = Some(number(&mut arguments)?),
            "--entries" => scale.entries = Some(number(&mut arguments)?),
            // The process that the row `killed` kills.
            "--transfer" => {
                return killed::transfer(arguments.next().context(USAGE)?.as_ref());
            }
            "--alone" => scale.alone = true,
            "--only" => only = Some(arguments.next().context(USAGE)?),
            // Cargo says it to every benchmark.
            "--bench" => {}
            _ => anyhow::bail!(USAGE),
        }
    }
    if let Some(only) = &only {
        let names: Vec<_> = ROWS.iter().map(|(name, _)| *name).collect();
        anyhow::ensure!(
            names.contains(&only.as_str()),
            "no such row; there are {}",
            names.join(", ")
        );
    }
    let mut measured = Vec::new();
    for (name, run) in ROWS {
        if only.as_ref().is_none_or(|only| only == name) {
            eprintln!("measuring {name}");
            let (rows, taken) = timed(|| run(scale));
            measured.extend(rows?);
            eprintln!("  {name} took {:.0} s", taken.as_secs_f64());
        }
    }
    print!("{}", table(&measured, scale.quick));
    Ok(())
}
