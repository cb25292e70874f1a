//! Roots and proofs of a log whose complete subtrees are kept somewhere.
//!
//! Source: RFC 6962, sections 2.1.1 (inclusion) and 2.1.2 (consistency). The reader
//! gives the root of any complete subtree; each function here asks it for O(log n) of
//! them. Checking what others have proven is in [`crate::proof`].

use thiserror::Error;

use crate::frontier::{Frontier, FrontierError};
use crate::hash::{Hash, empty_root, node_hash};

/// Where the roots of complete subtrees are kept.
pub trait HashReader {
    /// The root of the subtree over the entries from `index << level` to
    /// `(index + 1) << level`; `None` when the log does not reach that far.
    fn node(&self, level: u8, index: u64) -> Option<Hash>;
}

/// The root of the log at `size`.
///
/// # Errors
/// [`TreeError::Missing`] when the reader lacks a subtree.
pub fn root(reader: &impl HashReader, size: u64) -> Result<Hash, TreeError> {
    frontier_hashes(reader, size).map(|hashes| fold(&hashes))
}

/// The frontier that the log had at `size`: the roots of the subtrees left of entry
/// number `size`.
///
/// # Errors
/// [`TreeError::Missing`] when the reader lacks a subtree; [`TreeError::Frontier`] when
/// the size is beyond what a [`Frontier`] takes.
pub fn frontier_at(reader: &impl HashReader, size: u64) -> Result<Frontier, TreeError> {
    let hashes = frontier_hashes(reader, size)?;
    Ok(Frontier::from_parts(size, hashes)?)
}

/// The inclusion proof of entry `index` in the log at `size`, from the leaf's sibling
/// up to a child of the root (RFC 6962, section 2.1.1: PATH).
///
/// # Errors
/// [`TreeError::Beyond`] when there is no such entry; [`TreeError::Missing`].
pub fn inclusion(reader: &impl HashReader, index: u64, size: u64) -> Result<Vec<Hash>, TreeError> {
    if index >= size {
        return Err(TreeError::Beyond { index, size });
    }
    let mut proof = Vec::new();
    let mut range = Range { start: 0, size };
    while range.size > 1 {
        let (left, right) = range.split();
        let (inside, sibling) = if right.start <= index {
            (right, left)
        } else {
            (left, right)
        };
        proof.push(sibling.hash(reader)?);
        range = inside;
    }
    proof.reverse();
    Ok(proof)
}

/// The proof that the log at `new` extends the log at `old` (RFC 6962, section 2.1.2:
/// PROOF). Empty when the sizes are equal.
///
/// # Errors
/// [`TreeError::Shrinks`] when `old` is larger; [`TreeError::Empty`] when `old` is 0,
/// which every log extends and no proof can show; [`TreeError::Missing`].
pub fn consistency(reader: &impl HashReader, old: u64, new: u64) -> Result<Vec<Hash>, TreeError> {
    if old > new {
        return Err(TreeError::Shrinks { old, new });
    }
    if old == 0 {
        return Err(TreeError::Empty);
    }
    let mut proof = Vec::new();
    let mut range = Range {
        start: 0,
        size: new,
    };
    while range.start + range.size != old {
        let (left, right) = range.split();
        let (inside, sibling) = if right.start < old {
            (right, left)
        } else {
            (left, right)
        };
        proof.push(sibling.hash(reader)?);
        range = inside;
    }
    if range.start > 0 {
        proof.push(range.hash(reader)?);
    }
    proof.reverse();
    Ok(proof)
}

/// A node of the tree over `size` entries from `start`. It comes from splitting the
/// whole log, so `start` is a multiple of every power of two up to `size`.
#[derive(Clone, Copy)]
struct Range {
    start: u64,
    size: u64,
}

impl Range {
    /// Left child (the largest power of two below the size) and right child.
    const fn split(self) -> (Self, Self) {
        let left = 1 << (self.size - 1).ilog2();
        (
            Self {
                start: self.start,
                size: left,
            },
            Self {
                start: self.start + left,
                size: self.size - left,
            },
        )
    }

    fn hash(self, reader: &impl HashReader) -> Result<Hash, TreeError> {
        subtrees(reader, self.start, self.size).map(|hashes| fold(&hashes))
    }
}

fn frontier_hashes(reader: &impl HashReader, size: u64) -> Result<Vec<Hash>, TreeError> {
    subtrees(reader, 0, size)
}

/// The complete subtrees that make up `size` entries from `start`, the largest first.
fn subtrees(reader: &impl HashReader, start: u64, size: u64) -> Result<Vec<Hash>, TreeError> {
    let mut hashes = Vec::with_capacity(size.count_ones() as usize);
    let mut at = start;
    for level in (0..64_u8).rev().filter(|level| size >> level & 1 == 1) {
        let index = at >> level;
        hashes.push(
            reader
                .node(level, index)
                .ok_or(TreeError::Missing { level, index })?,
        );
        at = at.wrapping_add(1 << level);
    }
    Ok(hashes)
}

fn fold(hashes: &[Hash]) -> Hash {
    let from_right = hashes.iter().rev().copied();
    from_right
        .reduce(|right, left| node_hash(&left, &right))
        .unwrap_or_else(empty_root)
}

/// Why a root or a proof cannot be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum TreeError {
    /// The reader lacks this subtree: the log is shorter than asked, or damaged.
    #[error("find subtree {index} of level {level}")]
    Missing {
        /// Height of the subtree: it covers 2^level entries.
        level: u8,
        /// Number of the subtree at its level, from the left.
        index: u64,
    },
    /// There is no entry of this number.
    #[error("find entry {index} in a log of {size}")]
    Beyond {
        /// The number asked for, from 0.
        index: u64,
        /// The size of the log.
        size: u64,
    },
    /// The later size is smaller.
    #[error("prove that a log of {new} extends one of {old}")]
    Shrinks {
        /// The size that is to be extended.
        old: u64,
        /// The size that is to extend it.
        new: u64,
    },
    /// A consistency proof from the empty log shows nothing.
    #[error("prove anything from an empty log")]
    Empty,
    /// The size is beyond what a frontier takes.
    #[error(transparent)]
    Frontier(#[from] FrontierError),
}

impl TreeError {
    /// The stable code of this error.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Missing { .. } => "tree-missing-node",
            Self::Beyond { .. } => "tree-beyond-size",
            Self::Shrinks { .. } => "tree-shrinks",
            Self::Empty => "tree-empty",
            Self::Frontier(error) => error.code(),
        }
    }
}

/// A whole tree in memory, for tests and for logs of a few entries.
#[derive(Clone, Debug, Default)]
pub struct MemoryTree {
    frontier: Frontier,
    levels: Vec<Vec<Hash>>,
}

impl MemoryTree {
    /// The empty tree.
    pub const fn new() -> Self {
        Self {
            frontier: Frontier::new(),
            levels: Vec::new(),
        }
    }

    /// Appends the hash of a leaf.
    pub fn push(&mut self, leaf_hash: Hash) {
        let levels = &mut self.levels;
        self.frontier.push(leaf_hash, |level, _, hash| {
            match levels.get_mut(usize::from(level)) {
                Some(nodes) => nodes.push(hash),
                None => levels.push(vec![hash]),
            }
        });
    }

    /// How many leaves there are.
    pub const fn size(&self) -> u64 {
        self.frontier.size()
    }

    /// The root over all leaves.
    pub fn root(&self) -> Hash {
        self.frontier.root()
    }

    /// The right edge.
    pub const fn frontier(&self) -> &Frontier {
        &self.frontier
    }
}

impl Extend<Hash> for MemoryTree {
    fn extend<T: IntoIterator<Item = Hash>>(&mut self, leaf_hashes: T) {
        leaf_hashes.into_iter().for_each(|hash| self.push(hash));
    }
}

impl FromIterator<Hash> for MemoryTree {
    fn from_iter<T: IntoIterator<Item = Hash>>(leaf_hashes: T) -> Self {
        let mut tree = Self::new();
        tree.extend(leaf_hashes);
        tree
    }
}

impl HashReader for MemoryTree {
    fn node(&self, level: u8, index: u64) -> Option<Hash> {
        let index = usize::try_from(index).ok()?;
        self.levels.get(usize::from(level))?.get(index).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash::leaf_hash;

    fn tree(size: u64) -> MemoryTree {
        (0..size)
            .map(|number| leaf_hash(&number.to_be_bytes()))
            .collect()
    }

    #[test]
    fn every_earlier_size_keeps_its_root_and_frontier() {
        let whole = tree(70);
        for size in 0..=70 {
            let part = tree(size);
            assert_eq!(root(&whole, size), Ok(part.root()));
            assert_eq!(frontier_at(&whole, size).as_ref(), Ok(part.frontier()));
        }
        assert_eq!(
            root(&whole, 71),
            Err(TreeError::Missing {
                level: 0,
                index: 70
            })
        );
    }

    #[test]
    fn the_proofs_of_seven_entries_are_those_of_rfc_6962() {
        // RFC 6962, section 2.1.3, names the nodes of its example a to l.
        let seven = tree(7);
        let leaf = |number: u64| leaf_hash(&number.to_be_bytes());
        let [g, h, i, k] = [(1, 0), (1, 1), (1, 2), (2, 0)].map(|(l, n)| seven.node(l, n).unwrap());
        let (b, c, d, f, j) = (leaf(1), leaf(2), leaf(3), leaf(5), leaf(6));
        let l = node_hash(&i, &j);
        assert_eq!(inclusion(&seven, 0, 7), Ok(vec![b, h, l]));
        assert_eq!(inclusion(&seven, 3, 7), Ok(vec![c, g, l]));
        assert_eq!(inclusion(&seven, 4, 7), Ok(vec![f, j, k]));
        assert_eq!(inclusion(&seven, 6, 7), Ok(vec![i, k]));
        assert_eq!(consistency(&seven, 3, 7), Ok(vec![c, d, g, l]));
        assert_eq!(consistency(&seven, 4, 7), Ok(vec![l]));
        assert_eq!(consistency(&seven, 6, 7), Ok(vec![i, j, k]));
        assert_eq!(consistency(&seven, 7, 7), Ok(vec![]));
    }

    #[test]
    fn what_cannot_be_proven_says_why() {
        let seven = tree(7);
        assert_eq!(
            inclusion(&seven, 7, 7),
            Err(TreeError::Beyond { index: 7, size: 7 })
        );
        assert_eq!(
            consistency(&seven, 7, 6),
            Err(TreeError::Shrinks { old: 7, new: 6 })
        );
        assert_eq!(consistency(&seven, 0, 6), Err(TreeError::Empty));
        assert!(matches!(
            inclusion(&seven, 3, u64::MAX),
            Err(TreeError::Missing { .. })
        ));
        assert!(matches!(
            consistency(&seven, 3, u64::MAX),
            Err(TreeError::Missing { .. })
        ));
    }
}
