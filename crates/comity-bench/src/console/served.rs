//! The program as released, serving a large house.

use std::{
    io::{BufRead as _, BufReader},
    net::SocketAddr,
    path::Path,
    process::{Child, Command, Stdio},
};

use anyhow::Context as _;
use serde_json::Value;

use crate::system;

/// A service that is ended when this is dropped.
pub struct Served {
    child: Child,
    /// Where counterparts call.
    pub peer: SocketAddr,
    /// Where people work.
    pub console: SocketAddr,
}

impl Served {
    /// Starts it on free ports of loopback.
    ///
    /// # Errors
    /// The program cannot be built or does not serve.
    pub fn start(home: &Path) -> anyhow::Result<Self> {
        let program = system::program()?;
        let free = ["127.0.0.1:0"; 3];
        let [peer, ops, console] = free;
        let mut child = Command::new(program)
            .arg("--home")
            .arg(home)
            .args(["--json", "serve", "--listen", peer, "--ops", ops])
            .args(["--console", console])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let out = child.stdout.take().context("output of the service")?;
        let mut line = String::new();
        BufReader::new(out).read_line(&mut line)?;
        let said: Value = serde_json::from_str(&line).context("where the service listens")?;
        let address = |name: &str| -> anyhow::Result<SocketAddr> {
            let text = said
                .get(name)
                .and_then(Value::as_str)
                .context("an address")?;
            Ok(text.parse()?)
        };
        Ok(Self {
            peer: address("listen")?,
            console: address("console")?,
            child,
        })
    }

    /// What it has in memory, in MiB.
    ///
    /// # Errors
    /// It is gone.
    #[expect(clippy::cast_precision_loss, reason = "far below 2^52 bytes")]
    pub fn memory(&self) -> anyhow::Result<f64> {
        Ok(system::memory(self.child.id(), "VmRSS")? as f64 / f64::from(1 << 20))
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        // Asked to end, so that the store is closed; it has nothing to lose either way.
        let asked = Command::new("kill")
            .arg(self.child.id().to_string())
            .status();
        if asked.is_err() {
            self.child.kill().ok();
        }
        self.child.wait().ok();
    }
}
