//! Reading a pouch: members in their order, each bounded before it is read.

use std::io::Read;

use comity_core::{
    Hash, Leaf,
    canonical::{self, CanonicalError},
    leaf,
};
use comity_tlog::{note::MAX_NOTE_LEN, tile, tlog_proof::MAX_PROOF_LEN};

use super::{
    CREDENTIALS_LIMIT, Content, Entry, Header, Kind, Pouch, PouchError, Tombstone,
    ustar::{self, Member, Next, TarError},
};
use crate::act::{SEALED_BODY_LIMIT, SEALED_ENVELOPE_LIMIT};

/// No consistency proof of this tree has more hashes.
const MAX_HASHES: usize = 128;
/// The longest tombstone in bytes.
const TOMBSTONE_LIMIT: usize = 512;

/// Reads a pouch of at most `limit` bytes.
///
/// # Errors
/// The first thing that is not as it must be.
pub fn read(source: impl Read, limit: u64) -> Result<Pouch, PouchError> {
    let mut members = Members {
        source: source.take(limit.saturating_add(1)),
        peeked: None,
    };
    let result = read_members(&mut members);
    if members.source.limit() == 0 {
        Err(PouchError::OverLimit("pouch"))
    } else {
        result
    }
}

fn read_members(members: &mut Members<impl Read>) -> Result<Pouch, PouchError> {
    let header = members.required("pouch.json", Header::LIMIT)?;
    let header = Header::parse(&header)?;
    let checkpoint = members.required("checkpoint", MAX_NOTE_LEN)?;
    let consistency = members.optional("consistency", MAX_HASHES * 45)?;
    let consistency = consistency.map_or(Ok(vec![]), |bytes| hashes(&bytes))?;
    let receipt = members.optional("receipt", MAX_NOTE_LEN)?;
    let credentials = read_credentials(members, &header)?;
    let mut entries = read_leaves(members, &header)?;
    for entry in &mut entries {
        read_contents(members, header.kind, entry)?;
    }
    members.end()?;
    Ok(Pouch {
        header,
        checkpoint,
        consistency,
        receipt,
        credentials,
        entries,
    })
}

/// Credentials that the entries of this pouch do not issue yet, ascending by the entry that does.
fn read_credentials(
    members: &mut Members<impl Read>,
    header: &Header,
) -> Result<Vec<(u64, Vec<u8>)>, PouchError> {
    let (mut files, mut from) = (Vec::new(), header.end());
    while let Next::Member(Member { name, size }) = members.peek()? {
        let Some(index) = index_of(name, "credential") else {
            break;
        };
        let size = *size;
        if header.kind != Kind::Exchange || index < from {
            return Err(PouchError::Malformed("credential"));
        }
        if files.len() >= CREDENTIALS_LIMIT {
            return Err(PouchError::OverLimit("credential"));
        }
        files.push((index, members.take(size, MAX_PROOF_LEN, "credential")?));
        from = index.saturating_add(1);
    }
    Ok(files)
}

fn hashes(bytes: &[u8]) -> Result<Vec<Hash>, PouchError> {
    let malformed = || PouchError::Malformed("consistency");
    let text = std::str::from_utf8(bytes)
        .ok()
        .and_then(|text| text.strip_suffix('\n'));
    text.ok_or_else(malformed)?
        .split('\n')
        .map(|line| Hash::from_base64(line).map_err(|_| malformed()))
        .collect()
}

fn read_leaves(
    members: &mut Members<impl Read>,
    header: &Header,
) -> Result<Vec<Entry>, PouchError> {
    if header.count == 0 {
        return Ok(vec![]);
    }
    let count = usize::try_from(header.count).map_err(|_| PouchError::OverLimit("entries"))?;
    let bundle = members.required("leaves", count.saturating_mul(leaf::LIMIT + 2))?;
    let mut entries = Vec::with_capacity(count);
    for (index, bytes) in (header.start..).zip(tile::bundle_entries(&bundle)) {
        let bytes = bytes.map_err(|_| PouchError::Malformed("leaves"))?;
        entries.push(Entry {
            index,
            leaf: Leaf::parse(bytes).map_err(leaf_error)?,
            leaf_bytes: bytes.to_vec(),
            envelope: None,
            body: None,
        });
    }
    if entries.len() == count {
        Ok(entries)
    } else {
        Err(PouchError::Malformed("leaves"))
    }
}

fn leaf_error(error: CanonicalError) -> PouchError {
    PouchError::of("leaf")(error)
}

/// The sealed bytes of an entry, or tombstones in their place, as its leaf asks for.
fn read_contents(
    members: &mut Members<impl Read>,
    kind: Kind,
    entry: &mut Entry,
) -> Result<(), PouchError> {
    if entry.leaf.act.is_none() {
        return Ok(());
    }
    let (index, erased) = (entry.index, kind == Kind::Copy);
    let envelope = members.sealed("envelope", index, SEALED_ENVELOPE_LIMIT)?;
    entry.envelope = Some(envelope.ok_or(PouchError::Missing("envelope"))?);
    entry.body = match members.sealed("body", index, SEALED_BODY_LIMIT)? {
        Some(bytes) => Some(Content::Sealed(bytes)),
        None if erased => members
            .sealed("erased", index, TOMBSTONE_LIMIT)?
            .map(tombstone)
            .transpose()?,
        None => None,
    };
    Ok(())
}

fn tombstone(bytes: Vec<u8>) -> Result<Content, PouchError> {
    let tombstone: Tombstone =
        canonical::from_bytes(&bytes, TOMBSTONE_LIMIT).map_err(PouchError::of("erased"))?;
    Ok(Content::Erased(tombstone))
}

/// The members one by one, with a look at the name of the next.
struct Members<R> {
    source: std::io::Take<R>,
    peeked: Option<Next>,
}

impl<R: Read> Members<R> {
    fn peek(&mut self) -> Result<&Next, PouchError> {
        let next = match self.peeked.take() {
            Some(next) => next,
            None => ustar::next(&mut self.source).map_err(tar_error)?,
        };
        Ok(self.peeked.insert(next))
    }

    fn optional(
        &mut self,
        name: &'static str,
        limit: usize,
    ) -> Result<Option<Vec<u8>>, PouchError> {
        let size = match self.peek()? {
            Next::Member(member) if member.name == name => member.size,
            _ => return Ok(None),
        };
        self.take(size, limit, name).map(Some)
    }

    fn required(&mut self, name: &'static str, limit: usize) -> Result<Vec<u8>, PouchError> {
        self.optional(name, limit)?
            .ok_or(PouchError::Malformed(name))
    }

    fn sealed(
        &mut self,
        folder: &'static str,
        index: u64,
        limit: usize,
    ) -> Result<Option<Vec<u8>>, PouchError> {
        let size = match self.peek()? {
            Next::Member(Member { name, size }) if is_of(name, folder, index) => *size,
            _ => return Ok(None),
        };
        self.take(size, limit, folder).map(Some)
    }

    fn take(&mut self, size: u64, limit: usize, name: &'static str) -> Result<Vec<u8>, PouchError> {
        if usize::try_from(size).map_or(true, |size| size > limit) {
            return Err(PouchError::OverLimit(name));
        }
        self.peeked = None;
        ustar::content(&mut self.source, size).map_err(tar_error)
    }

    fn end(&mut self) -> Result<(), PouchError> {
        match self.peek()? {
            Next::End => Ok(()),
            Next::Member(_) => Err(PouchError::Malformed("a member that does not belong here")),
        }
    }
}

fn is_of(name: &str, folder: &str, index: u64) -> bool {
    index_of(name, folder) == Some(index)
}

fn index_of(name: &str, folder: &str) -> Option<u64> {
    let number = name.strip_prefix(folder)?.strip_prefix('/')?;
    let plain = number == "0" || !number.starts_with(['+', '0']);
    number.parse().ok().filter(|_| plain)
}

fn tar_error(error: TarError) -> PouchError {
    match error {
        TarError::Cut => PouchError::Missing("the end"),
        TarError::Header => PouchError::Malformed("a tar header"),
        TarError::Trailing => PouchError::Malformed("bytes after the end"),
        TarError::Io(error) => PouchError::Io(error),
    }
}
