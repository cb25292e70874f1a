//! The scan hook: a command of the house that sees each attachment before a person does.

use std::{
    io::Read,
    path::Path,
    process::{Child, ChildStdout, Command, ExitStatus, Stdio},
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};

use comity_core::Time;
use comity_store::parts::ScanVerdict;

use super::AttachError;

/// How much of what the scanner wrote is kept, in characters.
const SAID: usize = 500;
/// How much of it is read, in bytes; the rest is passed over.
const HEARD: u64 = 64 << 10;
/// A scanner that has not ended by then has no verdict.
const LONGEST: Duration = Duration::from_secs(30 * 60);
/// How long is waited for the last words of a scanner that has ended: a child of its own may keep
/// its output open.
const LAST_WORDS: Duration = Duration::from_secs(2);
/// The longest time between two looks at whether it has ended.
const LOOK: Duration = Duration::from_millis(100);

/// Runs the command on a file: it ends with 0 for clean and 1 for infected.
///
/// # Errors
/// It did not run, ended otherwise, or not within half an hour: then there is no verdict.
pub fn run(command: &[String], file: &Path, now: Time) -> Result<ScanVerdict, AttachError> {
    within(LONGEST, command, file, now)
}

fn within(
    longest: Duration,
    command: &[String],
    file: &Path,
    now: Time,
) -> Result<ScanVerdict, AttachError> {
    let failed = |why: String| AttachError::Scan(why);
    let Some((program, arguments)) = command.split_first() else {
        return Err(failed("no command".to_owned()));
    };
    let mut child = Command::new(program)
        .args(arguments)
        .arg(file)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| failed(error.to_string()))?;
    let said = child.stdout.take().map(heard);
    let status = ended(&mut child, longest).map_err(failed)?;
    let clean = match status.code() {
        Some(0) => true,
        Some(1) => false,
        _ => return Err(failed(status.to_string())),
    };
    let said = said.and_then(|said| said.recv_timeout(LAST_WORDS).ok());
    let said = said.unwrap_or_default();
    let said = String::from_utf8_lossy(&said)
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

/// Reads what it writes, so that it never waits for a reader.
fn heard(mut output: ChildStdout) -> mpsc::Receiver<Vec<u8>> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        let mut bytes = Vec::new();
        // What broke off was said up to there.
        output.by_ref().take(HEARD).read_to_end(&mut bytes).ok();
        std::io::copy(&mut output, &mut std::io::sink()).ok();
        sender.send(bytes).ok();
    });
    receiver
}

/// Waits for its end; ends it when it takes too long.
#[expect(
    clippy::disallowed_methods,
    reason = "a program of the house ends by no clock of ours, and no signal tells of it"
)]
fn ended(child: &mut Child, longest: Duration) -> Result<ExitStatus, String> {
    let begun = Instant::now();
    let mut pause = Duration::from_millis(1);
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return Ok(status),
            Ok(None) if begun.elapsed() < longest => {}
            Ok(None) => {
                child.kill().ok();
                child.wait().ok();
                return Err(format!("no verdict after {} s", longest.as_secs()));
            }
            Err(error) => return Err(error.to_string()),
        }
        thread::sleep(pause);
        pause = (pause * 2).min(LOOK);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn scanned(script: &str, longest: Duration) -> Result<ScanVerdict, AttachError> {
        let command = ["sh", "-c", script].map(str::to_owned);
        let now = Time::from_seconds(0);
        within(longest, &command, Path::new("/dev/null"), now)
    }

    #[test]
    fn what_a_scanner_says_is_kept_in_part_and_read_whole() {
        let script = "head -c 1000000 /dev/zero | tr '\\0' x; exit 1";
        let verdict = scanned(script, LONGEST).unwrap();
        assert!(!verdict.clean);
        assert_eq!(verdict.said.len(), SAID);
    }

    #[test]
    fn a_scanner_without_end_is_ended_and_has_no_verdict() {
        let error = scanned("exec sleep 600", Duration::from_millis(50)).unwrap_err();
        assert_eq!(error.code(), "attachment-scan");
    }
}
