//! Passwords of breaches: a list that the operator has, looked through where it lies.
//!
//! The list is in the form of the Pwned Passwords downloads that are ordered by hash: lines of a
//! SHA-1 in hex, a colon and a count. It has tens of gigabytes, so it is neither loaded nor
//! walked through: each question halves what is left of it, and reads some forty lines. Nothing
//! is asked from outside.

use std::{
    cmp::Ordering,
    fs::File,
    io,
    os::unix::fs::FileExt as _,
    path::{Path, PathBuf},
};

use aws_lc_rs::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};
use data_encoding::HEXUPPER;

use crate::{
    config::{Accounts, Config},
    home::Home,
};

/// Characters of a hash.
const HASH: usize = 40;
/// The longest line, with its end.
const LINE: usize = 64;
/// Places that are looked at to see whether a list is one.
const PLACES: u64 = 1000;

/// A list of breached passwords.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breached {
    path: PathBuf,
}

/// Why a list cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum BreachedError {
    /// The file cannot be read.
    #[error("read {path}: {source}")]
    Io {
        /// The file.
        path: PathBuf,
        /// Why.
        source: io::Error,
    },
    /// It is no list of hashes and counts in the order of hashes.
    #[error("find a line of hash and count, in the order of hashes, at byte {at} of {path}")]
    Shape {
        /// The file.
        path: PathBuf,
        /// Where, in bytes from its start.
        at: u64,
    },
}

impl BreachedError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Io { .. } => "config-breached-io",
            Self::Shape { .. } => "config-breached-shape",
        }
    }

    /// The file.
    #[must_use]
    pub fn path(&self) -> &Path {
        match self {
            Self::Io { path, .. } | Self::Shape { path, .. } => path,
        }
    }
}

/// What a search meets.
enum Met {
    Io(io::Error),
    Shape(u64),
}

/// A line: where it begins, where the next one does, and its hash in capitals.
struct Line {
    start: u64,
    end: u64,
    hash: [u8; HASH],
}

/// Reads bytes at a place, fewer at the end only.
type Read<'a> = &'a mut dyn FnMut(u64, &mut [u8]) -> io::Result<usize>;

impl Breached {
    /// The list of a configuration, where it names one.
    #[must_use]
    pub fn of(home: &Home, accounts: &Accounts) -> Option<Self> {
        let path = accounts.breached.as_deref()?;
        Some(Self {
            path: Config::resolve(home, path),
        })
    }

    /// Whether a password is on the list; reads the disk some forty times.
    ///
    /// # Errors
    /// The list cannot be read, or is none.
    pub fn holds(&self, password: &str) -> Result<bool, BreachedError> {
        let digest = digest(&SHA1_FOR_LEGACY_USE_ONLY, password.as_bytes());
        let wanted = HEXUPPER.encode(digest.as_ref());
        self.with(|read, length| find(read, length, wanted.as_bytes()))
    }

    /// Looks at a thousand places whether this is such a list.
    ///
    /// # Errors
    /// The list cannot be read, or is none.
    pub fn check(&self) -> Result<(), BreachedError> {
        self.with(check)
    }

    fn with<T>(
        &self,
        work: impl FnOnce(Read<'_>, u64) -> Result<T, Met>,
    ) -> Result<T, BreachedError> {
        let file = File::open(&self.path);
        let met = file.and_then(|file| {
            let length = file.metadata()?.len();
            Ok((file, length))
        });
        let done = met.map_err(Met::Io).and_then(|(file, length)| {
            let mut read = |at, into: &mut [u8]| filled(&file, at, into);
            work(&mut read, length)
        });
        let path = self.path.clone();
        done.map_err(|met| match met {
            Met::Io(source) => BreachedError::Io { path, source },
            Met::Shape(at) => BreachedError::Shape { path, at },
        })
    }
}

/// Halves the list until the line is found or there is no place left for it.
fn find(read: Read<'_>, length: u64, wanted: &[u8]) -> Result<bool, Met> {
    // The line, if there is one, begins at or after `low`, and before `high`.
    let (mut low, mut high) = (0, length);
    while low < high {
        let middle = low + (high - low) / 2;
        match line_from(read, middle)? {
            Some(line) if line.start < high => match line.hash.as_slice().cmp(wanted) {
                Ordering::Equal => return Ok(true),
                Ordering::Less => low = line.end,
                Ordering::Greater => high = middle,
            },
            _ => high = middle,
        }
    }
    Ok(false)
}

fn check(read: Read<'_>, length: u64) -> Result<(), Met> {
    let mut before: Option<Line> = None;
    for place in 0..PLACES {
        // Divided first: a list may have more bytes than a thousandth of all numbers.
        let at = length / PLACES * place + length % PLACES * place / PLACES;
        let Some(line) = line_from(read, at)? else {
            break;
        };
        if let Some(before) = &before {
            let same = line.start == before.start;
            if !same && line.hash <= before.hash {
                return Err(Met::Shape(line.start));
            }
        }
        before = Some(line);
    }
    before.map(drop).ok_or(Met::Shape(0))
}

/// The first line that begins at this place or after it.
fn line_from(read: Read<'_>, at: u64) -> Result<Option<Line>, Met> {
    // A line begins behind the end of another one, which may be the byte before.
    let from = at.saturating_sub(1);
    let mut bytes = [0; 2 * LINE];
    let read = read(from, &mut bytes).map_err(Met::Io)?;
    let met = bytes.get(..read).unwrap_or_default();
    let end = met.iter().take(LINE).position(|byte| *byte == b'\n');
    let skipped = match end {
        _ if at == 0 => 0,
        Some(end) => end + 1,
        // The last line has no end, and begins before this place.
        None if read < LINE => return Ok(None),
        None => return Err(Met::Shape(from)),
    };
    let start = from + skipped as u64;
    let rest = met.get(skipped..).unwrap_or_default();
    if rest.is_empty() {
        return Ok(None);
    }
    let text = rest.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let shaped = hash_of(text).filter(|_| text.len() < LINE);
    let hash = shaped.ok_or(Met::Shape(start))?;
    Ok(Some(Line {
        start,
        end: start + text.len() as u64 + 1,
        hash,
    }))
}

/// The hash of a line of hash, colon and count.
fn hash_of(line: &[u8]) -> Option<[u8; HASH]> {
    let line = line.strip_suffix(b"\r").unwrap_or(line);
    let (hash, rest) = line.split_first_chunk::<HASH>()?;
    let count = rest.strip_prefix(b":")?;
    let shaped = hash.iter().all(u8::is_ascii_hexdigit)
        && !count.is_empty()
        && count.iter().all(u8::is_ascii_digit);
    shaped.then(|| hash.to_ascii_uppercase().try_into().ok())?
}

/// Reads until the buffer is full or the file ends.
fn filled(file: &File, at: u64, into: &mut [u8]) -> io::Result<usize> {
    let mut done = 0;
    while let Some(rest) = into.get_mut(done..).filter(|rest| !rest.is_empty()) {
        match file.read_at(rest, at + done as u64) {
            Ok(0) => break,
            Ok(read) => done += read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(done)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn hash(password: &str) -> String {
        let digest = digest(&SHA1_FOR_LEGACY_USE_ONLY, password.as_bytes());
        HEXUPPER.encode(digest.as_ref())
    }

    /// A list of these passwords, with counts of several lengths.
    fn list(passwords: &[String], end: &str) -> String {
        let mut hashes: Vec<String> = passwords.iter().map(|one| hash(one)).collect();
        hashes.sort_unstable();
        let lines = hashes.iter().enumerate();
        let lines = lines.map(|(n, hash)| format!("{hash}:{}{end}", 7_u64.pow(n as u32 % 12)));
        lines.collect()
    }

    fn written(text: &str) -> (tempfile::TempDir, Breached) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("pwned.txt");
        fs::write(&path, text).unwrap();
        (folder, Breached { path })
    }

    fn words(count: usize) -> Vec<String> {
        (0..count).map(|n| format!("correct horse {n}")).collect()
    }

    #[test]
    fn the_hash_is_the_one_of_the_downloads() {
        // FIPS 180-2, appendix A.
        assert_eq!(hash("abc"), "A9993E364706816ABA3E25717850C26C9CD0D89D");
    }

    #[test]
    fn what_is_on_the_list_is_found_and_nothing_else() {
        for count in [1, 2, 3, 10, 500] {
            for end in ["\n", "\r\n"] {
                let known = words(count);
                let whole = list(&known, end);
                for text in [whole.as_str(), whole.trim_end(), &whole.to_lowercase()] {
                    let (_folder, breached) = written(text);
                    breached.check().unwrap();
                    for word in &known {
                        assert!(breached.holds(word).unwrap(), "{count} {word}");
                    }
                    for n in 0..100 {
                        let other = format!("brilliant light {n}");
                        assert!(!breached.holds(&other).unwrap(), "{count} {other}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_list_of_any_size_is_read_in_some_forty_places() {
        // As many lines as nobody has: each is made when it is read.
        const LINES: u64 = 1 << 40;
        const WIDTH: u64 = 43;
        let line = |n: u64| format!("{:040X}:1\n", u128::from(n) << 80);
        let mut reads = 0;
        let mut read = |at: u64, into: &mut [u8]| {
            reads += 1;
            let first = at / WIDTH;
            let text: String = (first..LINES.min(first + 5)).map(line).collect();
            let rest = text.as_bytes().get((at % WIDTH) as usize..).unwrap_or(b"");
            let length = rest.len().min(into.len());
            into[..length].copy_from_slice(&rest[..length]);
            Ok(length)
        };
        for n in [0, 1, 12_345_678_901, LINES / 2, LINES - 1] {
            let wanted = &line(n)[..HASH];
            let found = find(&mut read, LINES * WIDTH, wanted.as_bytes());
            assert!(found.is_ok_and(|found| found), "{n}");
            let wanted = format!("{}1", &wanted[..HASH - 1]);
            let found = find(&mut read, LINES * WIDTH, wanted.as_bytes());
            assert!(found.is_ok_and(|found| !found), "{n}");
        }
        assert!(check(&mut read, LINES * WIDTH).is_ok());
        assert!(reads <= 10 * 50 + 1000, "{reads}");
    }

    #[test]
    fn what_is_no_such_list_is_said() {
        let good = list(&words(300), "\n");
        let mut lines: Vec<&str> = good.lines().collect();
        lines.reverse();
        let turned = lines.join("\n");
        let cut: String = good
            .lines()
            .map(|line| format!("{}\n", &line[1..]))
            .collect();
        let bare: String = good
            .lines()
            .map(|line| format!("{}\n", &line[..HASH]))
            .collect();
        for text in [
            "",
            "\n",
            "password\n",
            &"A".repeat(10_000),
            &"0".repeat(10_000),
            &turned,
            &cut,
            &bare,
            &good.replace(':', ","),
            &good.replace('\n', ""),
        ] {
            let (_folder, breached) = written(text);
            let refused = breached.check().unwrap_err();
            let beginning: String = text.chars().take(50).collect();
            assert_eq!(refused.code(), "config-breached-shape", "{beginning}");
        }
        let (folder, breached) = written(&good);
        for path in [folder.path().join("other.txt"), folder.path().to_owned()] {
            let elsewhere = Breached { path };
            for refused in [
                elsewhere.check().unwrap_err(),
                elsewhere.holds("correct horse 1").unwrap_err(),
            ] {
                assert_eq!(refused.code(), "config-breached-io");
                assert_eq!(refused.path(), elsewhere.path);
            }
        }
        assert!(breached.check().is_ok());
    }
}
