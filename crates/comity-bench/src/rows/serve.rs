//! Start of `serve` on a large store until it says where it listens, and its memory when idle.

use std::{
    io::{BufRead as _, BufReader},
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use anyhow::Context as _;

use crate::{
    Measured, Scale, Want,
    big::{Big, big},
    clock::{median, ms, timed},
    system,
};

/// How long an idle service is left alone before its memory is read.
const IDLE: Duration = Duration::from_secs(5);

/// Measures the rows: the start with the store dropped from the cache and with it in the cache, and the memory.
///
/// # Errors
/// The program cannot be built or does not serve.
pub fn run(scale: Scale) -> anyhow::Result<Vec<Measured>> {
    let big = big(scale)?;
    // The write-ahead log is folded into the file when the last connection is closed.
    drop(big.open()?);
    let program = system::program()?;
    let (mut cold, mut warm, mut idle) = (vec![], vec![], vec![]);
    for round in 0..scale.pick(7, 3) {
        system::cool(&big.home().join("store.db"))?;
        for starts in [&mut cold, &mut warm] {
            let (served, taken) = timed(|| Served::start(&program, &big));
            starts.push(ms(taken));
            let served = served?;
            if round == 0 {
                wait(IDLE);
                idle.push(served.memory()?);
            }
        }
    }
    let measured = |what: &str, ours, unit, limit| Measured {
        what: format!("{what}, {}", big.size()),
        ours,
        beside: None,
        unit,
        want: Want::Below(limit),
    };
    Ok(vec![
        measured("start of serve, cold", median(cold), "ms", 300.0),
        measured("start of serve, warm", median(warm), "ms", 300.0),
        measured("memory of serve, idle", median(idle), "MiB", 60.0),
    ])
}

#[expect(
    clippy::disallowed_methods,
    reason = "a process of its own has no simulated clock"
)]
fn wait(time: Duration) {
    thread::sleep(time);
}

/// A service that is ended when this is dropped.
struct Served(Child);

impl Served {
    fn start(program: &std::path::Path, big: &Big) -> anyhow::Result<Self> {
        let child = Command::new(program)
            .arg("--home")
            .arg(big.home())
            .args([
                "--json",
                "serve",
                "--listen",
                "127.0.0.1:0",
                "--ops",
                "127.0.0.1:0",
                "--console",
                "127.0.0.1:0",
            ])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let mut served = Self(child);
        let out = served.0.stdout.take().context("output of the service")?;
        let mut line = String::new();
        BufReader::new(out).read_line(&mut line)?;
        anyhow::ensure!(line.contains("127.0.0.1"), "the service said {line:?}");
        Ok(served)
    }

    #[expect(clippy::cast_precision_loss, reason = "far below 2^52 bytes")]
    fn memory(&self) -> anyhow::Result<f64> {
        Ok(system::memory(self.0.id(), "VmRSS")? as f64 / f64::from(1 << 20))
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // Asked to end, so that the store is closed; it has nothing to lose either way.
        let asked = Command::new("kill").arg(self.0.id().to_string()).status();
        if asked.is_err() {
            self.0.kill().ok();
        }
        self.0.wait().ok();
    }
}
