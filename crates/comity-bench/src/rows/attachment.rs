//! An attachment sealed and opened, beside stock `age` and two passes of SHA-256, and the memory that it takes.

use std::{
    fs::File,
    io::Read as _,
    path::Path,
    process::{Command, Stdio},
};

use comity_tlog::hash::sha256;

use crate::{
    Measured, Scale, Want,
    attached::{generate, keep, sealed, streams},
    clock::{median, time},
    side::{Pair, start},
    system,
};

/// Measures both rows; rounds of ours and of the floors alternate.
///
/// # Errors
/// There is no `age`, or the disk is full.
pub fn run(scale: Scale) -> anyhow::Result<Vec<Measured>> {
    let folder = tempfile::tempdir_in(crate::big::cache_made()?)?;
    let pair = Pair::open(folder.path(), comity_peer::seal::Suite::AgeX25519)?;
    let bytes = scale.pick(1 << 30, 64 << 20);
    let plain = folder.path().join("plain");
    generate(&plain, bytes)?;
    let idle = system::memory(std::process::id(), "VmRSS")?;
    let (mut ours, mut age, mut hashed) = (vec![], vec![], vec![]);
    let mut most = 0;
    for _ in 0..scale.pick(3, 2) {
        system::forget_peak()?;
        ours.push(time(|| there_and_back(&pair, &plain))?.as_secs_f64());
        most = most.max(system::memory(std::process::id(), "VmHWM")?);
        age.push(time(|| stock(folder.path(), &plain))?.as_secs_f64());
        hashed.push(time(|| twice(&plain))?.as_secs_f64());
    }
    let mib = bytes as f64 / f64::from(1 << 20);
    let rate = |seconds: Vec<f64>| mib / median(seconds);
    let (age, hashed) = (rate(age), rate(hashed));
    eprintln!("  stock age {age:.0} MiB/s, two passes of SHA-256 {hashed:.0} MiB/s");
    Ok(vec![
        Measured {
            what: format!(
                "attachment of {mib:.0} MiB sealed and opened, durable; floor: the slower of stock age and two SHA-256 passes"
            ),
            ours: rate(ours),
            beside: Some(age.min(hashed)),
            unit: "MiB/s",
            want: Want::AtLeast(0.8),
        },
        Measured {
            what: format!("memory beyond idle, attachment of {mib:.0} MiB"),
            ours: most.saturating_sub(idle) as f64 / f64::from(1 << 20),
            beside: None,
            unit: "MiB",
            want: Want::Below(64.0),
        },
    ])
}

fn there_and_back(pair: &Pair, plain: &Path) -> anyhow::Result<()> {
    let side = &pair.a;
    let sealed = sealed(side, &mut File::open(plain)?)?;
    keep(side, &sealed)?;
    let out = plain.with_extension("out");
    let attachment = &sealed.attachment;
    side.node
        .open_file(&side.parts, &streams(), attachment, &[], &out, start())?;
    anyhow::ensure!(
        std::fs::metadata(&out)?.len() == std::fs::metadata(plain)?.len(),
        "opened something else"
    );
    std::fs::remove_file(&out)?;
    let root = comity_store::parts::PartFile::Sealed(&attachment.root);
    Ok(comity_store::parts::PartBytes::remove(&side.parts, root)?)
}

/// Stock `age` seals to a file and opens to another, both made durable.
fn stock(folder: &Path, plain: &Path) -> anyhow::Result<()> {
    let (key, sealed, out) = (
        folder.join("key"),
        folder.join("sealed.age"),
        folder.join("stock.out"),
    );
    if !key.exists() {
        run_it(Command::new("age-keygen").arg("-o").arg(&key))?;
    }
    let text = std::fs::read_to_string(&key)?;
    let recipient = text
        .lines()
        .find_map(|line| line.strip_prefix("# public key: "))
        .unwrap_or_default();
    let seal = ["-r", recipient, "-o"];
    run_it(Command::new("age").args(seal).arg(&sealed).arg(plain))?;
    File::open(&sealed)?.sync_all()?;
    let open = Command::new("age")
        .arg("-d")
        .arg("-i")
        .arg(&key)
        .arg("-o")
        .args([&out, &sealed])
        .stderr(Stdio::null())
        .status()?;
    anyhow::ensure!(open.success(), "age does not open its file");
    File::open(&out)?.sync_all()?;
    std::fs::remove_file(&sealed)?;
    Ok(std::fs::remove_file(&out)?)
}

fn run_it(command: &mut Command) -> anyhow::Result<()> {
    let done = command.stderr(Stdio::null()).status()?;
    anyhow::ensure!(done.success(), "{command:?} failed");
    Ok(())
}

/// Two passes of SHA-256 over a file, in pieces of a part.
fn twice(plain: &Path) -> anyhow::Result<()> {
    let mut buffer = vec![0; 1 << 20];
    for _ in 0..2 {
        let mut file = File::open(plain)?;
        loop {
            let read = file.read(&mut buffer)?;
            if read == 0 {
                break;
            }
            std::hint::black_box(sha256(buffer.get(..read).unwrap_or_default()));
        }
    }
    Ok(())
}
