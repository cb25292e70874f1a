//! Attachments: generated files, sealed among the parts of a side, and what the store says of them.

use std::{
    fs::File,
    io::{self, Read, Write as _},
    path::Path,
};

use comity_core::{codes::DataClass, envelope::PART};
use comity_node::attach::{AgeStreams, Plain, Sealed, seal};
use comity_peer::{fixtures::Seeded, rng::Random as _, seal::Suite};
use comity_store::{
    Store as _,
    parts::{AttachmentRow, PartSet},
};

use crate::side::Side;

/// Bytes that are no pattern of a small period, as many as wanted, made without cost worth naming.
#[derive(Debug)]
pub struct Generated {
    block: Vec<u8>,
    left: u64,
    at: u64,
}

impl Generated {
    /// So many bytes.
    #[must_use]
    pub fn new(bytes: u64) -> Self {
        // A prime number of them, so that no block repeats at a power of two.
        let mut block = vec![0; 1_048_573];
        Seeded::new(7).fill(&mut block);
        Self {
            block,
            left: bytes,
            at: 0,
        }
    }
}

impl Read for Generated {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let from = usize::try_from(self.at % self.block.len() as u64).unwrap_or_default();
        let rest = self.block.get(from..).unwrap_or_default();
        let left = usize::try_from(self.left).unwrap_or(usize::MAX);
        let count = buffer.len().min(rest.len()).min(left);
        for (to, from) in buffer.iter_mut().zip(rest).take(count) {
            *to = *from;
        }
        self.at += count as u64;
        self.left -= count as u64;
        Ok(count)
    }
}

/// Writes a generated file, durably.
///
/// # Errors
/// It cannot be written.
pub fn generate(file: &Path, bytes: u64) -> anyhow::Result<()> {
    let mut to = io::BufWriter::with_capacity(1 << 20, File::create(file)?);
    io::copy(&mut Generated::new(bytes), &mut to)?;
    to.flush()?;
    Ok(to.get_ref().sync_all()?)
}

/// The streams that real attachments are sealed with.
#[must_use]
pub const fn streams() -> AgeStreams {
    AgeStreams {
        suite: Suite::AgeX25519,
    }
}

/// Seals a file among the parts of a side.
///
/// # Errors
/// Reading or writing fails.
pub fn sealed(side: &Side, plain: &mut dyn Read) -> anyhow::Result<Sealed> {
    let plain = Plain {
        name: "image.raw".to_owned(),
        media_type: "application/octet-stream".to_owned(),
        data_class: DataClass::Sample,
        exhibit: None,
        part: None,
        limit: u64::MAX,
        bytes: plain,
    };
    Ok(seal(&side.parts, &streams(), &mut Seeded::new(11), plain)?)
}

/// Lets the store of the side that sealed it speak of it.
///
/// # Errors
/// The store fails.
pub fn keep(side: &Side, sealed: &Sealed) -> anyhow::Result<()> {
    let (reference, hashes) = (sealed.reference, sealed.hashes.clone());
    Ok(side.node.unfollowed().write(move |tx| {
        tx.put_attachment(&AttachmentRow {
            root: reference.root,
            size: reference.size,
            held: PartSet::first(reference.size.div_ceil(PART)),
            complete: true,
            scan: None,
        })?;
        tx.put_part_hashes(&reference.root, &hashes)
    })?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_bytes_are_generated_as_wanted_and_the_same_each_time() {
        let read = |bytes| {
            let mut all = Vec::new();
            Generated::new(bytes).read_to_end(&mut all).unwrap();
            all
        };
        let long = read(2_500_000);
        assert_eq!(long.len(), 2_500_000);
        assert_eq!(read(1_000), long[..1_000]);
        assert_eq!(long[..1_000], long[1_048_573..][..1_000]);
    }
}
