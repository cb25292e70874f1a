//! Runs the rows and prints the table: `cargo bench -p comity-bench [-- [--quick] [--only ROW]]`.

use comity_bench::{
    Measured, Scale,
    rows::{acts, callers, record, strict},
    table::table,
};
use comity_peer::seal::Suite;

type Row = (&'static str, fn(Scale) -> anyhow::Result<Measured>);

const ROWS: &[Row] = &[
    ("record", record::run),
    ("callers", callers::run),
    ("strict", strict::run),
    ("acts-x25519", |scale| acts::run(scale, Suite::AgeX25519)),
    ("acts-hybrid", |scale| acts::run(scale, Suite::AgeHybrid)),
];

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let quick = arguments.iter().any(|argument| argument == "--quick");
    let only = arguments
        .iter()
        .skip_while(|argument| *argument != "--only")
        .nth(1);
    if let Some(only) = only {
        let names: Vec<_> = ROWS.iter().map(|(name, _)| *name).collect();
        anyhow::ensure!(
            names.contains(&only.as_str()),
            "no such row; there are {}",
            names.join(", ")
        );
    }
    let mut measured = Vec::new();
    for (name, run) in ROWS {
        if only.is_none_or(|only| only == name) {
            eprintln!("measuring {name}");
            measured.push(run(Scale { quick })?);
        }
    }
    print!("{}", table(&measured, quick));
    Ok(())
}
