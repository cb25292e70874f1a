//! The peer of the record: an append-only signed log from npm, run by `peer/peer.sh`.

use std::{path::Path, process::Command};

use anyhow::{Context as _, bail};
use serde_json::Value;

use crate::Scale;

/// What the peer did at one batch size.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Peer {
    /// Blocks in a batch.
    pub batch: u64,
    /// Blocks a second, appended here and verified there.
    pub replicated: f64,
}

/// Runs the peer for so many seconds a batch size; not at all where we are measured alone.
///
/// # Errors
/// There is no shell or node, the package cannot be installed, or the output is not as expected.
pub fn run(scale: Scale) -> anyhow::Result<Vec<Peer>> {
    if scale.alone {
        return Ok(vec![]);
    }
    let seconds = scale.pick(4, 1);
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("peer/peer.sh");
    let output = Command::new("bash")
        .arg(script)
        .arg(seconds.to_string())
        .output()?;
    if !output.status.success() {
        bail!("the peer ended with {}", output.status);
    }
    parse(&String::from_utf8(output.stdout)?)
}

fn parse(lines: &str) -> anyhow::Result<Vec<Peer>> {
    let one = |line: &str| {
        let value: Value = serde_json::from_str(line)?;
        Ok(Peer {
            batch: value
                .get("batch")
                .and_then(Value::as_u64)
                .context("batch")?,
            replicated: value
                .get("replicated_per_s")
                .and_then(Value::as_f64)
                .context("rate")?,
        })
    };
    lines.lines().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_of_the_peer_are_read() {
        let peers =
            parse("{\"batch\":10,\"appended_per_s\":9,\"replicated_per_s\":8,\"n\":7}\n").unwrap();
        assert_eq!(
            peers,
            [Peer {
                batch: 10,
                replicated: 8.0
            }]
        );
        assert!(parse("{}").is_err());
    }
}
