//! The report over all cases of a large store, by a process that was just begun.

use std::process::{Command, Stdio};

use crate::{
    Measured, Scale, Want,
    big::big,
    clock::{median, ms, timed},
    system,
};

/// Measures the row: from the command to its last byte, projections built, the store in the cache.
///
/// # Errors
/// The program cannot be built, or refuses.
pub fn run(scale: Scale) -> anyhow::Result<Vec<Measured>> {
    let big = big(scale)?;
    drop(big.open()?);
    let program = system::program()?;
    let mut times = Vec::new();
    for _ in 0..scale.pick(5, 3) {
        let mut command = Command::new(&program);
        command
            .arg("--home")
            .arg(big.home())
            .args(["report", "b.example", "--form", "data"])
            .stdout(Stdio::null());
        let (done, taken) = timed(|| command.status());
        anyhow::ensure!(done?.success(), "there is no report");
        times.push(ms(taken));
    }
    Ok(vec![Measured {
        what: format!("report by an empty process, {}", big.size()),
        ours: median(times),
        beside: None,
        unit: "ms",
        want: Want::Below(2_000.0),
    }])
}
