//! Tiles: a log as files of 256 hashes and bundles of 256 entries.
//!
//! Source: *tlog-tiles*, sections *Merkle Tree*, *Partial Tiles* and *Log entries*.
//! Names and bytes only; pruning and HTTP are out of scope.

mod bundle;
mod path;

pub use bundle::{BundleError, bundle_entries, decode_bundle, encode_bundle};
pub use path::{Content, PathError, TilePath};

use crate::hash::Hash;
use crate::tree::{HashReader, TreeError};

/// How many hashes or entries a full tile has.
pub const WIDTH: u16 = 256;

/// A tile's height in levels of the tree: 2^8 hashes.
pub const HEIGHT: u8 = 8;

/// All tiles and entry bundles of a log of `size` entries.
///
/// Level by level, entry bundles first; the last of each level may be partial.
pub fn tiles_of(size: u64) -> impl Iterator<Item = TilePath> {
    tiles_between(0, size)
}

/// The tiles and entry bundles that a log of `new` entries has and one of `old` had not,
/// or had with fewer hashes.
pub fn tiles_between(old: u64, new: u64) -> impl Iterator<Item = TilePath> {
    let hashes = (0..HEIGHT).map(Content::Hashes);
    std::iter::once(Content::Entries)
        .chain(hashes)
        .flat_map(move |content| row(content, count_at(content, old), count_at(content, new)))
}

/// How many hashes of a row a log of `size` has (*Partial Tiles*: s / 256^l).
const fn count_at(content: Content, size: u64) -> u64 {
    match content {
        Content::Entries => size,
        Content::Hashes(level) if level < 8 => size >> (HEIGHT * level),
        Content::Hashes(_) => 0,
    }
}

fn row(content: Content, old: u64, new: u64) -> impl Iterator<Item = TilePath> {
    let width = u64::from(WIDTH);
    let range = if new > old {
        old / width..new.div_ceil(width)
    } else {
        0..0
    };
    range.filter_map(move |index| {
        let filled = u16::try_from(new - index * width)
            .unwrap_or(WIDTH)
            .min(WIDTH);
        TilePath::new(content, index, filled).ok()
    })
}

/// The bytes of a tile of hashes, read from the subtrees of a log.
///
/// # Errors
/// [`TreeError::Missing`] when the log does not reach that far, or the path names an
/// entry bundle, which has no hashes.
pub fn hash_tile(reader: &impl HashReader, path: &TilePath) -> Result<Vec<u8>, TreeError> {
    let first = path.index().wrapping_mul(u64::from(WIDTH));
    let level = match path.content() {
        Content::Hashes(level) if level < 8 => level * HEIGHT,
        _ => {
            return Err(TreeError::Missing {
                level: u8::MAX,
                index: first,
            });
        }
    };
    let mut bytes = Vec::with_capacity(usize::from(path.width()) * Hash::LEN);
    for index in (0..u64::from(path.width())).map(|offset| first.wrapping_add(offset)) {
        let hash = reader
            .node(level, index)
            .ok_or(TreeError::Missing { level, index })?;
        bytes.extend_from_slice(hash.as_bytes());
    }
    Ok(bytes)
}

/// The hashes of a tile from its bytes, which must be exactly as many as the path says.
///
/// `None` when they are not.
pub fn parse_hash_tile(path: &TilePath, bytes: &[u8]) -> Option<Vec<Hash>> {
    let fits = bytes.len() == usize::from(path.width()) * Hash::LEN;
    fits.then(|| {
        bytes
            .chunks_exact(Hash::LEN)
            .filter_map(|hash| Hash::from_slice(hash).ok())
            .collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hash::leaf_hash;
    use crate::tree::MemoryTree;

    fn paths(tiles: impl Iterator<Item = TilePath>) -> Vec<String> {
        tiles.map(|tile| tile.to_string()).collect()
    }

    #[test]
    fn a_tree_of_70_000_has_the_tiles_that_the_specification_counts() {
        let count = |content, full: bool| {
            let same =
                |tile: &TilePath| tile.content() == content && (tile.width() == WIDTH) == full;
            tiles_of(70_000).filter(same).count()
        };
        assert_eq!(
            (
                count(Content::Hashes(0), true),
                count(Content::Hashes(0), false)
            ),
            (273, 1)
        );
        assert_eq!(
            (
                count(Content::Hashes(1), true),
                count(Content::Hashes(1), false)
            ),
            (1, 1)
        );
        assert_eq!(
            (
                count(Content::Hashes(2), true),
                count(Content::Hashes(2), false)
            ),
            (0, 1)
        );
        assert_eq!(
            tiles_of(70_000)
                .filter(|tile| tile.content() == Content::Entries)
                .count(),
            274
        );
        let partial = paths(tiles_of(70_000).filter(|tile| tile.width() < WIDTH));
        let names = [
            "tile/entries/273.p/112",
            "tile/0/273.p/112",
            "tile/1/001.p/17",
            "tile/2/000.p/1",
        ];
        assert_eq!(partial, names);
    }

    #[test]
    fn a_tree_of_256_has_a_full_tile_and_one_hash_above() {
        assert_eq!(
            paths(tiles_of(256)),
            ["tile/entries/000", "tile/0/000", "tile/1/000.p/1"]
        );
        assert_eq!(paths(tiles_of(0)), [""; 0]);
    }

    #[test]
    fn growth_names_only_what_changed() {
        let names = ["tile/entries/001.p/2", "tile/0/001.p/2"];
        assert_eq!(paths(tiles_between(257, 258)), names);
        assert_eq!(paths(tiles_between(258, 258)), [""; 0]);
        assert_eq!(paths(tiles_between(258, 257)), [""; 0]);
    }

    #[test]
    fn the_bytes_of_a_tile_are_its_hashes_in_order() {
        let tree: MemoryTree = (0..600_u64).map(|n| leaf_hash(&n.to_be_bytes())).collect();
        for path in tiles_of(600).filter(|path| path.content() != Content::Entries) {
            let bytes = hash_tile(&tree, &path).unwrap();
            let hashes = parse_hash_tile(&path, &bytes).unwrap();
            assert_eq!(hashes.len(), usize::from(path.width()));
            let Content::Hashes(level) = path.content() else {
                unreachable!()
            };
            for (index, hash) in (path.index() * 256..).zip(hashes) {
                assert_eq!(tree.node(8 * level, index), Some(hash));
            }
            assert_eq!(parse_hash_tile(&path, &bytes[1..]), None);
        }
        let beyond = TilePath::new(Content::Hashes(0), 2, 89).unwrap();
        assert_eq!(
            hash_tile(&tree, &beyond),
            Err(TreeError::Missing {
                level: 0,
                index: 600
            })
        );
    }
}
