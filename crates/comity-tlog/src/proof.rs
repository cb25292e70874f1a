//! Checking inclusion and consistency proofs with nothing but the two roots.
//!
//! Source: RFC 6962, sections 2.1.1 and 2.1.2; the procedures are those that RFC 9162,
//! sections 2.1.3.2 and 2.1.4.2, spells out for the same trees.
//! A proof has exactly one right length for its sizes, so it is checked first: what
//! follows cannot run short or leave hashes over.

use thiserror::Error;

use crate::hash::{Hash, node_hash};

/// Checks that `leaf` is the leaf hash of entry `index` in the log of `size` entries
/// with this `root`.
///
/// # Errors
/// Which part does not fit; none of them says who is at fault.
pub fn verify_inclusion(
    leaf: &Hash,
    index: u64,
    size: u64,
    proof: &[Hash],
    root: &Hash,
) -> Result<(), ProofError> {
    if index >= size {
        return Err(ProofError::IndexBeyondSize { index, size });
    }
    let inner = inner_length(index, size);
    check_length(inner + left_of(index, inner), proof)?;
    let (inside, border) = proof.split_at(inner);
    let below = inside
        .iter()
        .enumerate()
        .fold(*leaf, |seed, (level, sibling)| {
            if index >> level & 1 == 0 {
                node_hash(&seed, sibling)
            } else {
                node_hash(sibling, &seed)
            }
        });
    check_root(border_left(below, border), root)
}

/// Checks that the log of `new_size` entries with `new_root` begins with the log of
/// `old_size` entries with `old_root`.
///
/// # Errors
/// As [`verify_inclusion`]; also [`ProofError::Empty`] when `old_size` is 0, since every
/// log extends the empty one and a proof would show nothing.
pub fn verify_consistency(
    old_size: u64,
    new_size: u64,
    proof: &[Hash],
    old_root: &Hash,
    new_root: &Hash,
) -> Result<(), ProofError> {
    if old_size > new_size {
        return Err(ProofError::SizesReversed {
            old: old_size,
            new: new_size,
        });
    }
    if old_size == 0 {
        return Err(ProofError::Empty);
    }
    if old_size == new_size {
        check_length(0, proof)?;
        return check_root(*old_root, new_root);
    }
    consistency_of_growth(old_size, new_size, proof, old_root, new_root)
}

/// The case `0 < old_size < new_size`.
///
/// The walk starts at the subtree that ends at the old edge: the last complete subtree
/// of the old log. When that is the whole old log, its root is not repeated in the proof.
fn consistency_of_growth(
    old_size: u64,
    new_size: u64,
    proof: &[Hash],
    old_root: &Hash,
    new_root: &Hash,
) -> Result<(), ProofError> {
    let shift = old_size.trailing_zeros() as usize;
    let last = old_size - 1;
    let inner = inner_length(last, new_size).saturating_sub(shift);
    let repeated = usize::from(!old_size.is_power_of_two());
    check_length(repeated + inner + left_of(last, inner + shift), proof)?;
    let (seed, path) = match (old_size.is_power_of_two(), proof.split_first()) {
        (false, Some((first, rest))) => (*first, rest),
        _ => (*old_root, proof),
    };
    let (inside, border) = path.split_at(inner);
    let steps = inside
        .iter()
        .enumerate()
        .map(|(level, sibling)| (last >> (level + shift) & 1 == 1, sibling));
    let (mut old, mut new) = (seed, seed);
    for (sibling_is_left, sibling) in steps {
        if sibling_is_left {
            (old, new) = (node_hash(sibling, &old), node_hash(sibling, &new));
        } else {
            new = node_hash(&new, sibling);
        }
    }
    check_root(border_left(old, border), old_root)?;
    check_root(border_left(new, border), new_root)
}

/// How many levels the path of entry `index` climbs until it reaches the right edge of
/// a tree of `size` entries; from there on all siblings lie to the left.
const fn inner_length(index: u64, size: u64) -> usize {
    (u64::BITS - (index ^ (size - 1)).leading_zeros()) as usize
}

/// How many siblings lie to the left of entry `index` above `level`.
const fn left_of(index: u64, level: usize) -> usize {
    if level >= 64 {
        0
    } else {
        (index >> level).count_ones() as usize
    }
}

fn border_left(seed: Hash, siblings: &[Hash]) -> Hash {
    siblings
        .iter()
        .fold(seed, |seed, sibling| node_hash(sibling, &seed))
}

const fn check_length(expected: usize, proof: &[Hash]) -> Result<(), ProofError> {
    if proof.len() == expected {
        Ok(())
    } else {
        Err(ProofError::WrongLength {
            expected,
            found: proof.len(),
        })
    }
}

fn check_root(computed: Hash, root: &Hash) -> Result<(), ProofError> {
    if computed == *root {
        Ok(())
    } else {
        Err(ProofError::RootMismatch {
            computed,
            claimed: *root,
        })
    }
}

/// Why a proof proves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ProofError {
    /// The log has no entry of this number.
    #[error("find entry {index} in a log of {size}")]
    IndexBeyondSize {
        /// The number of the entry, from 0.
        index: u64,
        /// The size of the log.
        size: u64,
    },
    /// The earlier size is the larger.
    #[error("extend a log of {old} to {new}")]
    SizesReversed {
        /// The size that is to be extended.
        old: u64,
        /// The size that is to extend it.
        new: u64,
    },
    /// A proof from the empty log shows nothing.
    #[error("prove anything from an empty log")]
    Empty,
    /// For these sizes a proof has another number of hashes.
    #[error("take {found} hashes for a proof of {expected}")]
    WrongLength {
        /// How many the sizes ask for.
        expected: usize,
        /// How many there were.
        found: usize,
    },
    /// The hashes lead to another root.
    #[error("reach the root {claimed}, the proof leads to {computed}")]
    RootMismatch {
        /// What the proof leads to.
        computed: Hash,
        /// What it should lead to.
        claimed: Hash,
    },
}

impl ProofError {
    /// The stable code of this error.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::IndexBeyondSize { .. } => "proof-index-beyond-size",
            Self::SizesReversed { .. } => "proof-sizes-reversed",
            Self::Empty => "proof-empty-log",
            Self::WrongLength { .. } => "proof-wrong-length",
            Self::RootMismatch { .. } => "proof-root-mismatch",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash::leaf_hash;
    use crate::tree::{self, MemoryTree};

    const SIZE: u64 = 40;

    fn leaf(number: u64) -> Hash {
        leaf_hash(&number.to_be_bytes())
    }

    fn whole() -> MemoryTree {
        (0..SIZE).map(leaf).collect()
    }

    #[test]
    fn every_entry_is_proven_at_every_size_and_at_no_other_place() {
        let log = whole();
        for size in 1..=SIZE {
            let root = tree::root(&log, size).unwrap();
            for index in 0..size {
                let proof = tree::inclusion(&log, index, size).unwrap();
                assert_eq!(
                    verify_inclusion(&leaf(index), index, size, &proof, &root),
                    Ok(())
                );
                for other in (0..=size).filter(|other| *other != index) {
                    assert!(verify_inclusion(&leaf(index), other, size, &proof, &root).is_err());
                }
            }
        }
    }

    #[test]
    fn every_growth_is_proven_and_no_other_root() {
        let log = whole();
        for new in 1..=SIZE {
            let new_root = tree::root(&log, new).unwrap();
            for old in 1..=new {
                let old_root = tree::root(&log, old).unwrap();
                let proof = tree::consistency(&log, old, new).unwrap();
                assert_eq!(
                    verify_consistency(old, new, &proof, &old_root, &new_root),
                    Ok(())
                );
                assert!(verify_consistency(old, new, &proof, &leaf(99), &new_root).is_err());
                assert!(verify_consistency(old, new, &proof, &old_root, &leaf(99)).is_err());
            }
        }
    }

    #[test]
    fn the_largest_sizes_do_not_overflow() {
        let hash = leaf(0);
        let max = u64::MAX;
        for (index, size) in [(max - 1, max), (0, max), (1 << 63, max)] {
            for length in 0..130 {
                let proof = vec![hash; length];
                assert!(verify_inclusion(&hash, index, size, &proof, &hash).is_err());
                assert!(verify_consistency(index, size, &proof, &hash, &leaf(1)).is_err());
            }
        }
        assert_eq!(
            verify_inclusion(&hash, max, max, &[], &hash),
            Err(ProofError::IndexBeyondSize {
                index: max,
                size: max
            })
        );
    }
}
