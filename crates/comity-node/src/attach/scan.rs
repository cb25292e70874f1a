//! The scan hook: a command of the house that sees each attachment before a person does.

use std::{
    path::Path,
    process::{Command, Stdio},
};

use comity_core::Time;
use comity_store::parts::ScanVerdict;

use super::AttachError;

/// How much of what the scanner wrote is kept, in characters.
const SAID: usize = 500;

/// Runs the command on a file: it ends with 0 for clean and 1 for infected.
///
/// # Errors
/// It did not run, or ended otherwise: then there is no verdict.
pub fn run(command: &[String], file: &Path, now: Time) -> Result<ScanVerdict, AttachError> {
    let Some((program, arguments)) = command.split_first() else {
        return Err(AttachError::Scan("no command".to_owned()));
    };
    let output = Command::new(program)
        .args(arguments)
        .arg(file)
        .stdin(Stdio::null())
        .output()
        .map_err(|error| AttachError::Scan(error.to_string()))?;
    let clean = match output.status.code() {
        Some(0) => true,
        Some(1) => false,
        _ => return Err(AttachError::Scan(output.status.to_string())),
    };
    let said = String::from_utf8_lossy(&output.stdout)
        .chars()
        .filter(|c| !c.is_control() || *c == '\n')
        .take(SAID)
        .collect();
    Ok(ScanVerdict {
        clean,
        at: now,
        said,
    })
}
