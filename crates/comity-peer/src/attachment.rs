//! Attachments in parts: hashed as they are sealed, proven part by part, resumed after days.
//!
//! The sealed file is cut into parts of [`PART`] bytes, the leaves of an RFC
//! 6962 tree whose root and size stand in the envelope (`docs/protocol.md`,
//! section 4.3). A part travels with its inclusion proof and is verified as it
//! comes, so nothing of a wrong file is ever stored. A size that is declared
//! is bounded before the first part is asked for.
//!
//! Out of scope: sealing (the node streams age), disk and transport.

use comity_core::{
    Hash,
    envelope::{AttachmentRef, PART},
};
use comity_tlog::{
    hash::leaf_hash,
    proof::{self, ProofError},
    tree::{self, MemoryTree},
};
use serde::{Deserialize, Serialize};

/// The reader's default limit for evidence, sealed, in bytes.
pub const EVIDENCE_LIMIT: u64 = 2 << 40;
/// The reader's default limit for everything else, sealed, in bytes.
pub const OTHER_LIMIT: u64 = 100 << 20;

/// Why a part, or a declared attachment, is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PartError {
    /// An attachment has at least one byte.
    #[error("take an attachment of no bytes")]
    Empty,
    /// More is declared than the reader's limit: declined, not refused.
    #[error("take an attachment of {size} bytes when {limit} are allowed")]
    OverLimit {
        /// Bytes declared.
        size: u64,
        /// Bytes allowed.
        limit: u64,
    },
    /// There is no part of this number.
    #[error("find part {index} of {parts}")]
    Beyond {
        /// The part asked for.
        index: u64,
        /// How many there are.
        parts: u64,
    },
    /// The part is shorter or longer than the declared size makes it.
    #[error("take a part of {found} bytes for one of {expected}")]
    Length {
        /// Bytes that it must have.
        expected: u64,
        /// Bytes that came.
        found: u64,
    },
    /// The part does not belong under the root.
    #[error(transparent)]
    Proof(#[from] ProofError),
    /// Ranges that are not ascending, or reach beyond the parts.
    #[error("read ranges of parts")]
    Ranges,
}

impl PartError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "part-empty",
            Self::OverLimit { .. } => "part-over-limit",
            Self::Beyond { .. } => "part-beyond",
            Self::Length { .. } => "part-length",
            Self::Proof(error) => error.code(),
            Self::Ranges => "part-ranges",
        }
    }
}

/// How many parts an attachment of so many sealed bytes has.
#[must_use]
pub const fn parts(size: u64) -> u64 {
    size.div_ceil(PART)
}

/// How many bytes the part of this number has.
///
/// # Errors
/// [`PartError::Beyond`].
pub const fn part_length(size: u64, index: u64) -> Result<u64, PartError> {
    let parts = parts(size);
    if index >= parts {
        Err(PartError::Beyond { index, parts })
    } else if index + 1 < parts {
        Ok(PART)
    } else {
        Ok(size - index * PART)
    }
}

/// Checks what an envelope declares, before anything is asked for.
///
/// # Errors
/// [`PartError::Empty`], [`PartError::OverLimit`].
pub const fn check_declared(attachment: &AttachmentRef, limit: u64) -> Result<(), PartError> {
    match attachment.size {
        0 => Err(PartError::Empty),
        size if size > limit => Err(PartError::OverLimit { size, limit }),
        _ => Ok(()),
    }
}

/// Checks one part as it comes.
///
/// # Errors
/// [`PartError`]: nothing of it may be stored.
pub fn verify_part(
    attachment: &AttachmentRef,
    index: u64,
    bytes: &[u8],
    proof: &[Hash],
) -> Result<(), PartError> {
    let expected = part_length(attachment.size, index)?;
    let found = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    if found != expected {
        return Err(PartError::Length { expected, found });
    }
    let size = parts(attachment.size);
    Ok(proof::verify_inclusion(
        &leaf_hash(bytes),
        index,
        size,
        proof,
        &attachment.root,
    )?)
}

/// Hashes a sealed file as it streams by, holding at most one part.
#[derive(Debug, Default)]
pub struct PartHasher {
    part: Vec<u8>,
    size: u64,
    tree: MemoryTree,
}

impl PartHasher {
    /// A hasher that has seen nothing.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            part: Vec::new(),
            size: 0,
            tree: MemoryTree::new(),
        }
    }

    /// Takes the next bytes of the sealed file.
    pub fn update(&mut self, mut bytes: &[u8]) {
        self.size = self
            .size
            .saturating_add(u64::try_from(bytes.len()).unwrap_or(u64::MAX));
        while !bytes.is_empty() {
            let room = usize::try_from(PART).unwrap_or(usize::MAX) - self.part.len();
            let (now, later) = bytes.split_at(room.min(bytes.len()));
            if self.part.is_empty() && now.len() == room {
                self.tree.extend([leaf_hash(now)]);
            } else {
                self.part.extend_from_slice(now);
                if now.len() == room {
                    self.close_part();
                }
            }
            bytes = later;
        }
    }

    /// The tree over all parts.
    #[must_use]
    pub fn finish(mut self) -> PartTree {
        if !self.part.is_empty() {
            self.close_part();
        }
        PartTree {
            size: self.size,
            tree: self.tree,
        }
    }

    fn close_part(&mut self) {
        self.tree.extend([leaf_hash(&self.part)]);
        self.part.clear();
    }
}

/// The tree over the parts of one attachment: what its holder proves parts from.
#[derive(Debug, Clone)]
pub struct PartTree {
    size: u64,
    tree: MemoryTree,
}

impl PartTree {
    /// A tree from the kept leaf hashes of all parts.
    ///
    /// # Errors
    /// [`PartError::Beyond`] when there are more or fewer than the size makes.
    pub fn from_hashes(
        size: u64,
        hashes: impl IntoIterator<Item = Hash>,
    ) -> Result<Self, PartError> {
        let tree: MemoryTree = hashes.into_iter().collect();
        let (index, parts) = (tree.size(), parts(size));
        if index == parts {
            Ok(Self { size, tree })
        } else {
            Err(PartError::Beyond { index, parts })
        }
    }

    /// Root and size, as the envelope names them.
    ///
    /// # Errors
    /// [`PartError::Empty`] when there are no bytes.
    pub fn reference(&self) -> Result<AttachmentRef, PartError> {
        if self.size == 0 {
            return Err(PartError::Empty);
        }
        let root = tree::root(&self.tree, self.tree.size()).map_err(|_| PartError::Empty)?;
        Ok(AttachmentRef {
            root,
            size: self.size,
        })
    }

    /// The inclusion proof of a part.
    ///
    /// # Errors
    /// [`PartError::Beyond`].
    pub fn proof(&self, index: u64) -> Result<Vec<Hash>, PartError> {
        let parts = self.tree.size();
        tree::inclusion(&self.tree, index, parts).map_err(|_| PartError::Beyond { index, parts })
    }

    /// The leaf hashes of the parts, to be kept.
    pub fn hashes(&self) -> impl Iterator<Item = Hash> + '_ {
        (0..self.tree.size()).filter_map(|index| tree::HashReader::node(&self.tree, 0, index))
    }
}

/// Which parts are held, as half-open ranges, ascending and apart.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct HeldParts(Vec<(u64, u64)>);

impl HeldParts {
    /// Ranges as a counterpart states them, for an attachment of so many parts.
    ///
    /// # Errors
    /// [`PartError::Ranges`].
    pub fn stated(ranges: Vec<(u64, u64)>, parts: u64) -> Result<Self, PartError> {
        let rising = ranges.iter().all(|(from, to)| from < to && *to <= parts)
            && ranges
                .windows(2)
                .all(|pair| matches!(pair, [(_, to), (from, _)] if to < from));
        if rising {
            Ok(Self(ranges))
        } else {
            Err(PartError::Ranges)
        }
    }

    /// The ranges.
    #[must_use]
    pub fn ranges(&self) -> &[(u64, u64)] {
        &self.0
    }

    /// Notes a part as held.
    pub fn insert(&mut self, index: u64) {
        if self.holds(index) {
            return;
        }
        let at = self.0.partition_point(|(from, _)| *from < index);
        self.0.insert(at, (index, index + 1));
        self.0.dedup_by(|next, before| {
            let touches = before.1 == next.0;
            if touches {
                before.1 = next.1;
            }
            touches
        });
    }

    /// Whether a part is held.
    #[must_use]
    pub fn holds(&self, index: u64) -> bool {
        self.0
            .iter()
            .any(|(from, to)| (*from..*to).contains(&index))
    }

    /// The first part that is not held, of so many.
    #[must_use]
    pub fn first_missing(&self, parts: u64) -> Option<u64> {
        let first = match self.0.first() {
            Some((0, to)) => *to,
            _ => 0,
        };
        (first < parts).then_some(first)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const MIB: usize = 1 << 20;

    fn file(size: usize) -> Vec<u8> {
        (0..size)
            .map(|at| u8::try_from(at % 251).unwrap())
            .collect()
    }

    fn hashed(file: &[u8], step: usize) -> PartTree {
        let mut hasher = PartHasher::new();
        file.chunks(step).for_each(|chunk| hasher.update(chunk));
        hasher.finish()
    }

    #[test]
    fn the_tree_does_not_depend_on_how_the_file_streams_by() {
        let file = file(3 * MIB + 17);
        let reference = hashed(&file, MIB).reference().unwrap();
        for step in [MIB - 1, MIB + 1, 2 * MIB, 100_003, file.len()] {
            assert_eq!(
                hashed(&file, step).reference().unwrap(),
                reference,
                "{step}"
            );
        }
        assert_eq!(reference.size, file.len() as u64);
    }

    #[test]
    fn every_part_is_verified_and_no_other() {
        let file = file(2 * MIB + 5);
        let tree = hashed(&file, MIB);
        let reference = tree.reference().unwrap();
        let parts: Vec<_> = file.chunks(MIB).collect();
        for (index, part) in (0..).zip(&parts) {
            let proof = tree.proof(index).unwrap();
            verify_part(&reference, index, part, &proof).unwrap();
            let mut changed = part.to_vec();
            changed[0] ^= 1;
            assert_eq!(
                verify_part(&reference, index, &changed, &proof)
                    .unwrap_err()
                    .code(),
                "proof-root-mismatch"
            );
        }
        let proof = tree.proof(0).unwrap();
        let code = |index, bytes| {
            verify_part(&reference, index, bytes, &proof)
                .unwrap_err()
                .code()
        };
        assert_eq!(code(1, parts[0]), "proof-root-mismatch");
        assert_eq!(code(0, &parts[0][1..]), "part-length");
        assert_eq!(code(2, parts[0]), "part-length");
        assert_eq!(code(3, parts[0]), "part-beyond");
        assert_eq!(tree.proof(3).unwrap_err().code(), "part-beyond");
    }

    #[test]
    fn a_kept_tree_is_the_same() {
        let tree = hashed(&file(MIB + 1), MIB);
        let kept = PartTree::from_hashes(MIB as u64 + 1, tree.hashes()).unwrap();
        assert_eq!(kept.reference(), tree.reference());
        assert!(PartTree::from_hashes(MIB as u64, tree.hashes()).is_err());
    }

    #[test]
    fn what_is_declared_is_bounded() {
        let declared = |size| AttachmentRef {
            root: leaf_hash(b""),
            size,
        };
        assert_eq!(check_declared(&declared(0), 10), Err(PartError::Empty));
        assert_eq!(
            check_declared(&declared(11), 10).unwrap_err().code(),
            "part-over-limit"
        );
        assert_eq!(check_declared(&declared(10), 10), Ok(()));
        assert_eq!(hashed(b"", 1).reference(), Err(PartError::Empty));
        assert_eq!((parts(u64::MAX), parts(0)), (1 << 44, 0));
    }

    #[test]
    fn stated_ranges_are_ascending_and_apart() {
        assert!(HeldParts::stated(vec![(0, 2), (3, 5)], 5).is_ok());
        for wrong in [
            vec![(0, 0)],
            vec![(2, 1)],
            vec![(0, 2), (2, 3)],
            vec![(3, 4), (0, 1)],
            vec![(0, 6)],
        ] {
            assert_eq!(HeldParts::stated(wrong, 5), Err(PartError::Ranges));
        }
    }

    proptest! {
        #[test]
        fn held_parts_are_a_set(indices in prop::collection::vec(0u64..40, 0..60)) {
            let mut held = HeldParts::default();
            indices.iter().for_each(|index| held.insert(*index));
            for index in 0..40 {
                prop_assert_eq!(held.holds(index), indices.contains(&index));
            }
            let missing = (0..40).find(|index| !indices.contains(index));
            prop_assert_eq!(held.first_missing(40), missing);
            prop_assert_eq!(HeldParts::stated(held.ranges().to_vec(), 40).unwrap(), held);
        }
    }
}
