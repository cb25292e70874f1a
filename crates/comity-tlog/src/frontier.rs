//! The right edge of a growing tree: all that is needed to append and to know the root.
//!
//! A tree of size *n* is a row of complete subtrees, one for each bit that is set in
//! *n*, the largest first. Their roots are the *frontier* (elsewhere: compact range from
//! zero, or peaks). At most 64 hashes stand for a log of any size; entries and inner
//! nodes may lie anywhere or nowhere.
//!
//! Source: RFC 6962, section 2.1. Keeping the inner nodes is the caller's matter: they
//! are handed out as they come into being.

use thiserror::Error;

use crate::hash::{Hash, empty_root, node_hash};

/// The largest tree that this crate builds: 2^63 − 1 entries.
pub const MAX_SIZE: u64 = i64::MAX as u64;

/// Size of a log and the roots of its complete subtrees from left to right.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Frontier {
    size: u64,
    hashes: Vec<Hash>,
}

impl Frontier {
    /// The frontier of the empty log.
    pub const fn new() -> Self {
        Self {
            size: 0,
            hashes: Vec::new(),
        }
    }

    /// A frontier that was kept, or that a proof names, from its two parts.
    ///
    /// # Errors
    /// When the number of hashes is not the number of bits set in `size`, or `size` is
    /// beyond [`MAX_SIZE`]. Whether the hashes are right shows only in the root.
    pub fn from_parts(size: u64, hashes: Vec<Hash>) -> Result<Self, FrontierError> {
        if size > MAX_SIZE {
            return Err(FrontierError::TooLarge { size });
        }
        let expected = size.count_ones() as usize;
        if hashes.len() != expected {
            return Err(FrontierError::WrongCount {
                expected,
                found: hashes.len(),
            });
        }
        Ok(Self { size, hashes })
    }

    /// How many entries the log has.
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// The roots of the complete subtrees, the largest (leftmost) first.
    pub fn hashes(&self) -> &[Hash] {
        &self.hashes
    }

    /// Appends one leaf.
    ///
    /// Calls `on_node(level, index, hash)` for each complete subtree that this leaf
    /// completes, from the leaf (level 0) upwards: the subtree covers the entries from
    /// `index << level` to `(index + 1) << level`. A store that keeps these can answer
    /// every question of [`crate::tree`].
    pub fn push(&mut self, leaf_hash: Hash, mut on_node: impl FnMut(u8, u64, Hash)) {
        let (mut level, mut index, mut hash) = (0, self.size, leaf_hash);
        on_node(level, index, hash);
        while index & 1 == 1
            && let Some(left) = self.hashes.pop()
        {
            (level, index, hash) = (level + 1, index >> 1, node_hash(&left, &hash));
            on_node(level, index, hash);
        }
        self.hashes.push(hash);
        self.size += 1;
    }

    /// The root of the log (RFC 6962, section 2.1: MTH).
    pub fn root(&self) -> Hash {
        let from_right = self.hashes.iter().rev().copied();
        from_right
            .reduce(|right, left| node_hash(&left, &right))
            .unwrap_or_else(empty_root)
    }
}

/// Why size and hashes are not a frontier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum FrontierError {
    /// One hash for each bit set in the size, no more and no fewer.
    #[error("take {found} hashes for a frontier of {expected}")]
    WrongCount {
        /// How many the size asks for.
        expected: usize,
        /// How many there were.
        found: usize,
    },
    /// The size is beyond [`MAX_SIZE`].
    #[error("take a log of {size} entries")]
    TooLarge {
        /// The size.
        size: u64,
    },
}

impl FrontierError {
    /// The stable code of this error.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::WrongCount { .. } => "frontier-wrong-count",
            Self::TooLarge { .. } => "frontier-too-large",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash::leaf_hash;

    #[test]
    fn the_parts_must_fit_the_size() {
        let hash = leaf_hash(b"a");
        assert!(Frontier::from_parts(0, vec![]).is_ok());
        assert!(Frontier::from_parts(5, vec![hash; 2]).is_ok());
        assert_eq!(
            Frontier::from_parts(5, vec![hash; 3]),
            Err(FrontierError::WrongCount {
                expected: 2,
                found: 3
            })
        );
        assert_eq!(
            Frontier::from_parts(1 << 63, vec![hash]),
            Err(FrontierError::TooLarge { size: 1 << 63 })
        );
    }

    #[test]
    fn four_leaves_complete_seven_nodes_in_order() {
        let mut seen = Vec::new();
        let mut frontier = Frontier::new();
        for entry in [b"a", b"b", b"c", b"d"] {
            frontier.push(leaf_hash(entry), |level, index, _| {
                seen.push((level, index));
            });
        }
        assert_eq!(
            seen,
            [(0, 0), (0, 1), (1, 0), (0, 2), (0, 3), (1, 1), (2, 0)]
        );
        assert_eq!(frontier.hashes(), [frontier.root()]);
    }

    #[test]
    fn three_leaves_hash_as_rfc_6962_draws_them() {
        let [a, b, c] = [b"a", b"b", b"c"].map(|entry| leaf_hash(entry));
        let mut frontier = Frontier::new();
        assert_eq!(frontier.root(), empty_root());
        for leaf in [a, b, c] {
            frontier.push(leaf, |_, _, _| ());
        }
        assert_eq!(frontier.root(), node_hash(&node_hash(&a, &b), &c));
    }
}
