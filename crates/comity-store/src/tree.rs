//! Roots and proofs of a stored log, read from its tiles.
//!
//! Only the hashes at the foot of each tile are stored (*tlog-tiles*, section *Merkle
//! Tree*); the seven levels above them inside a tile are computed here. Tiles that were
//! read are kept for the life of a [`LogTree`], so that a proof reads each once.

use std::{cell::RefCell, collections::BTreeMap};

use comity_core::{Hash, Origin};
use comity_tlog::{
    frontier::Frontier,
    hash::node_hash,
    tile::HEIGHT,
    tree::{self, HashReader, TreeError},
};

use crate::{
    error::{Result, StoreError},
    logs::ReadLogs,
};

/// The hash tree of one log within one transaction.
pub struct LogTree<'tx, R: ReadLogs + ?Sized> {
    tx: &'tx R,
    origin: &'tx Origin,
    tiles: RefCell<BTreeMap<(u8, u64), Vec<Hash>>>,
    failed: RefCell<Option<StoreError>>,
}

impl<'tx, R: ReadLogs + ?Sized> LogTree<'tx, R> {
    /// The tree of this log.
    pub const fn new(tx: &'tx R, origin: &'tx Origin) -> Self {
        Self {
            tx,
            origin,
            tiles: RefCell::new(BTreeMap::new()),
            failed: RefCell::new(None),
        }
    }

    /// The root at `size`; `None` when the log is shorter.
    ///
    /// # Errors
    /// The store could not be read.
    pub fn root(&self, size: u64) -> Result<Option<Hash>> {
        self.ask(|tree| tree::root(tree, size))
    }

    /// The frontier at `size`; `None` when the log is shorter.
    ///
    /// # Errors
    /// The store could not be read.
    pub fn frontier(&self, size: u64) -> Result<Option<Frontier>> {
        self.ask(|tree| tree::frontier_at(tree, size))
    }

    /// The inclusion proof of an entry at `size`; `None` when the log or `size` is shorter.
    ///
    /// # Errors
    /// The store could not be read.
    pub fn inclusion(&self, index: u64, size: u64) -> Result<Option<Vec<Hash>>> {
        self.ask(|tree| tree::inclusion(tree, index, size))
    }

    /// The consistency proof between two sizes; `None` when the log is shorter, or there is
    /// nothing to prove (from 0, or backwards).
    ///
    /// # Errors
    /// The store could not be read.
    pub fn consistency(&self, old: u64, new: u64) -> Result<Option<Vec<Hash>>> {
        self.ask(|tree| tree::consistency(tree, old, new))
    }

    /// A question of `comity-tlog`; what went wrong in the store comes first.
    fn ask<T>(
        &self,
        question: impl FnOnce(&Self) -> std::result::Result<T, TreeError>,
    ) -> Result<Option<T>> {
        let answer = question(self);
        match self.failed.take() {
            Some(error) => Err(error),
            None => Ok(answer.ok()),
        }
    }

    /// Hash number `index` of a row of tiles.
    fn foot(&self, level: u8, index: u64) -> Option<Hash> {
        let (tile, place) = (index >> HEIGHT, usize::try_from(index & 0xff).ok()?);
        let mut tiles = self.tiles.borrow_mut();
        if let Some(hashes) = tiles.get(&(level, tile)) {
            return hashes.get(place).copied();
        }
        match self.tx.tile(self.origin, level, tile) {
            Ok(hashes) => {
                let hash = hashes.get(place).copied();
                tiles.insert((level, tile), hashes);
                hash
            }
            Err(error) => {
                self.failed.borrow_mut().get_or_insert(error);
                None
            }
        }
    }
}

impl<R: ReadLogs + ?Sized> HashReader for LogTree<'_, R> {
    fn node(&self, level: u8, index: u64) -> Option<Hash> {
        let (row, above) = (level / HEIGHT, level % HEIGHT);
        let first = index.checked_shl(u32::from(above))?;
        let feet = (0..1_u64 << above).map(|offset| self.foot(row, first + offset));
        tile_root(&feet.collect::<Option<Vec<_>>>()?)
    }
}

/// The root over a power of two of hashes; `None` over another number.
pub(crate) fn tile_root(hashes: &[Hash]) -> Option<Hash> {
    let mut row = hashes.to_vec();
    while row.len() > 1 {
        let (pairs, []) = row.as_chunks::<2>() else {
            return None;
        };
        row = pairs
            .iter()
            .map(|[left, right]| node_hash(left, right))
            .collect();
    }
    row.pop()
}
