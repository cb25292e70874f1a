//! The one spelling of a tar member that a pouch may have (POSIX ustar; `docs/protocol.md`, section 6).
//!
//! A header is fully determined by name and size, so a reader takes both out
//! of the bytes, writes the header again and compares: links, folders, other
//! modes, prefixes, extensions and odd numbers all fall under that one rule.

use std::io::{self, Read, Write};

/// Bytes of a block: a header, or the unit that content is filled up to.
pub(crate) const BLOCK: usize = 512;

/// Names of members are shorter than the field, so that a NUL ends each.
const NAME: usize = 100;

/// What stood at the place of a header.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Next {
    /// A member.
    Member(Member),
    /// The two blocks of zeroes, and nothing after them.
    End,
}

/// Name and size of a member.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Member {
    pub(crate) name: String,
    pub(crate) size: u64,
}

/// Why the next member cannot be read.
#[derive(Debug)]
pub(crate) enum TarError {
    /// The archive ends before its end.
    Cut,
    /// Not a header, or not in its one spelling.
    Header,
    /// Something stands after the end.
    Trailing,
    /// The source failed.
    Io(io::Error),
}

impl From<io::Error> for TarError {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::UnexpectedEof => Self::Cut,
            _ => Self::Io(error),
        }
    }
}

/// The header of a regular file of this name and size.
pub(crate) fn header(name: &str, size: u64) -> Option<[u8; BLOCK]> {
    if name.is_empty() || name.len() >= NAME || size >= 1 << 33 {
        return None;
    }
    let mut block = [0; BLOCK];
    put(&mut block, 0, name.as_bytes());
    put(&mut block, 100, b"0000644\0");
    put(&mut block, 108, b"0000000\0");
    put(&mut block, 116, b"0000000\0");
    put(&mut block, 124, &octal::<12>(size));
    put(&mut block, 136, b"00000000000\0");
    put(&mut block, 148, b"        ");
    put(&mut block, 156, b"0");
    put(&mut block, 257, b"ustar\x0000");
    let sum = block.iter().map(|byte| u64::from(*byte)).sum();
    put(&mut block, 148, &octal::<7>(sum));
    Some(block)
}

/// `N - 1` octal digits and a NUL.
fn octal<const N: usize>(mut value: u64) -> [u8; N] {
    let mut digits = [0; N];
    for digit in digits.iter_mut().rev().skip(1) {
        *digit = b'0' + u8::try_from(value & 7).unwrap_or_default();
        value >>= 3;
    }
    digits
}

fn put(block: &mut [u8; BLOCK], at: usize, bytes: &[u8]) {
    for (to, from) in block.iter_mut().skip(at).zip(bytes) {
        *to = *from;
    }
}

/// Reads the next header.
pub(crate) fn next(source: &mut impl Read) -> Result<Next, TarError> {
    let mut block = [0; BLOCK];
    source.read_exact(&mut block)?;
    if block == [0; BLOCK] {
        source.read_exact(&mut block)?;
        let ends = block == [0; BLOCK] && source.read(&mut [0])? == 0;
        return if ends {
            Ok(Next::End)
        } else {
            Err(TarError::Trailing)
        };
    }
    let member = parse(&block).ok_or(TarError::Header)?;
    match header(&member.name, member.size) {
        Some(expected) if expected == block => Ok(Next::Member(member)),
        _ => Err(TarError::Header),
    }
}

fn parse(block: &[u8; BLOCK]) -> Option<Member> {
    let name = block.get(..NAME)?.split(|byte| *byte == 0).next()?;
    let digits = std::str::from_utf8(block.get(124..135)?).ok()?;
    Some(Member {
        name: std::str::from_utf8(name).ok()?.to_owned(),
        size: u64::from_str_radix(digits, 8).ok()?,
    })
}

/// Reads the content of a member whose size has been bounded, and the zeroes after it.
pub(crate) fn content(source: &mut impl Read, size: u64) -> Result<Vec<u8>, TarError> {
    let room = usize::try_from(size).map_err(|_| TarError::Header)?;
    // Room for what is really there, should the size be a lie.
    let mut bytes = Vec::with_capacity(room.min(1 << 20));
    if io::Read::take(&mut *source, size).read_to_end(&mut bytes)? < room {
        return Err(TarError::Cut);
    }
    let mut rest = [0; BLOCK];
    let fill = rest.get_mut(..filling(room)).unwrap_or_default();
    source.read_exact(fill)?;
    if fill.iter().all(|byte| *byte == 0) {
        Ok(bytes)
    } else {
        Err(TarError::Header)
    }
}

/// How many zeroes follow so many bytes.
pub(crate) const fn filling(size: usize) -> usize {
    (BLOCK - size % BLOCK) % BLOCK
}

/// Writes a member.
pub(crate) fn write(to: &mut impl Write, name: &str, parts: &[&[u8]]) -> io::Result<()> {
    let size: usize = parts.iter().map(|part| part.len()).sum();
    let block = u64::try_from(size).ok().and_then(|size| header(name, size));
    to.write_all(&block.ok_or(io::ErrorKind::InvalidInput)?)?;
    for part in parts {
        to.write_all(part)?;
    }
    to.write_all([0; BLOCK].get(..filling(size)).unwrap_or_default())
}

/// Writes the end.
pub(crate) fn finish(to: &mut impl Write) -> io::Result<()> {
    to.write_all(&[0; 2 * BLOCK])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn archive() -> Vec<u8> {
        let mut bytes = Vec::new();
        write(&mut bytes, "pouch.json", &[b"{", b"}"]).unwrap();
        write(&mut bytes, "envelope/17", &[&[7; 512]]).unwrap();
        finish(&mut bytes).unwrap();
        bytes
    }

    #[test]
    fn the_tar_library_reads_what_is_written() {
        let bytes = archive();
        let mut archive = tar::Archive::new(&bytes[..]);
        let found: Vec<_> = archive
            .entries()
            .unwrap()
            .map(|entry| {
                let mut entry = entry.unwrap();
                let mut content = Vec::new();
                entry.read_to_end(&mut content).unwrap();
                let header = entry.header();
                assert_eq!((header.mode().unwrap(), header.uid().unwrap()), (0o644, 0));
                assert!(header.as_ustar().is_some() && header.entry_type().is_file());
                (entry.path().unwrap().to_str().unwrap().to_owned(), content)
            })
            .collect();
        assert_eq!(
            found,
            [
                ("pouch.json".to_owned(), b"{}".to_vec()),
                ("envelope/17".to_owned(), vec![7; 512])
            ]
        );
    }

    #[test]
    fn members_are_read_back() {
        let bytes = archive();
        let mut source = &bytes[..];
        for (name, size) in [("pouch.json", 2), ("envelope/17", 512)] {
            let member = Member {
                name: name.to_owned(),
                size,
            };
            assert_eq!(next(&mut source).unwrap(), Next::Member(member));
            assert_eq!(content(&mut source, size).unwrap().len() as u64, size);
        }
        assert_eq!(next(&mut source).unwrap(), Next::End);
    }

    #[test]
    fn every_changed_byte_of_a_header_is_refused() {
        let bytes = archive();
        for at in 0..BLOCK {
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            assert!(next(&mut &changed[..]).is_err(), "{at}");
        }
    }

    #[test]
    fn other_kinds_of_members_are_refused() {
        for kind in [
            tar::EntryType::Symlink,
            tar::EntryType::Link,
            tar::EntryType::Directory,
        ] {
            let mut header = tar::Header::new_ustar();
            header.set_path("envelope/1").unwrap();
            header.set_link_name("/etc/passwd").unwrap();
            header.set_entry_type(kind);
            header.set_size(0);
            header.set_mode(0o644);
            header.set_cksum();
            assert!(matches!(
                next(&mut &header.as_bytes()[..]),
                Err(TarError::Header)
            ));
        }
    }

    #[test]
    fn an_archive_ends_where_it_says() {
        let bytes = archive();
        let end = bytes.len() - 2 * BLOCK;
        for (tail, cut) in [
            (&bytes[end..end + 512], true),
            (&bytes[end..bytes.len() - 1], true),
        ] {
            assert_eq!(matches!(next(&mut &tail[..]), Err(TarError::Cut)), cut);
        }
        let longer = [&bytes[end..], b"x"].concat();
        assert!(matches!(next(&mut &longer[..]), Err(TarError::Trailing)));
    }
}
