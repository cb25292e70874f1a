//! What the system says of processes and files, and the program that is measured from outside.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::Context as _;

/// The folder that the build writes to.
///
/// # Errors
/// Nobody knows where this program lies.
pub fn target() -> anyhow::Result<PathBuf> {
    let here = env::current_exe()?;
    let target = here.ancestors().nth(3);
    Ok(target.context("the folder of the build")?.to_owned())
}

/// The program `comity`, built as released.
///
/// # Errors
/// It cannot be built.
pub fn program() -> anyhow::Result<PathBuf> {
    let built = Command::new(env!("CARGO"))
        .args([
            "build",
            "--quiet",
            "--release",
            "-p",
            "comity",
            "--target-dir",
        ])
        .arg(target()?)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .status()?;
    anyhow::ensure!(built.success(), "the program cannot be built");
    Ok(target()?.join("release/comity"))
}

/// A figure of `/proc/PID/status` in bytes, as `VmRSS` or `VmHWM`.
///
/// # Errors
/// The process is gone.
pub fn memory(process: u32, what: &str) -> anyhow::Result<u64> {
    let text = fs::read_to_string(format!("/proc/{process}/status"))?;
    let line = text.lines().find_map(|line| line.strip_prefix(what));
    let kib = line.and_then(|line| line.trim_matches([':', '\t', ' ']).strip_suffix(" kB"));
    Ok(kib.context("memory of a process")?.trim().parse::<u64>()? * 1_024)
}

/// Forgets the highest memory that this process had.
///
/// # Errors
/// The system does not allow it.
pub fn forget_peak() -> anyhow::Result<()> {
    Ok(fs::write("/proc/self/clear_refs", "5")?)
}

/// Drops a file from the cache of the system, so that the next reader reads the disk.
///
/// # Errors
/// There is no `dd`, or no such file.
pub fn cool(file: &Path) -> anyhow::Result<()> {
    let mut of = std::ffi::OsString::from("of=");
    of.push(file);
    let done = Command::new("dd")
        .arg(of)
        .args([
            "oflag=nocache",
            "conv=notrunc,fdatasync",
            "count=0",
            "status=none",
        ])
        .status()?;
    anyhow::ensure!(done.success(), "the cache keeps {}", file.display());
    Ok(())
}
