//! Entry bundles: up to 256 entries, each behind its length in two bytes.
//!
//! Source: *tlog-tiles*, section *Log entries*.

use thiserror::Error;

use super::WIDTH;

/// The bytes of a bundle of these entries.
///
/// # Errors
/// [`BundleError::EntryTooLong`] above 65,535 bytes, [`BundleError::TooMany`] above 256
/// entries.
pub fn encode_bundle<'a>(
    entries: impl IntoIterator<Item = &'a [u8]>,
) -> Result<Vec<u8>, BundleError> {
    let mut bytes = Vec::new();
    for (count, entry) in entries.into_iter().enumerate() {
        if count >= usize::from(WIDTH) {
            return Err(BundleError::TooMany);
        }
        let length = u16::try_from(entry.len())
            .map_err(|_| BundleError::EntryTooLong { bytes: entry.len() })?;
        bytes.extend_from_slice(&length.to_be_bytes());
        bytes.extend_from_slice(entry);
    }
    Ok(bytes)
}

/// The entries of a bundle, which must be exactly `width` (1 to 256).
///
/// # Errors
/// [`BundleError::Truncated`] when bytes are missing, [`BundleError::WrongCount`].
pub fn decode_bundle(bytes: &[u8], width: u16) -> Result<Vec<&[u8]>, BundleError> {
    let limit = usize::from(width) + 1;
    let entries: Vec<_> = bundle_entries(bytes)
        .take(limit)
        .collect::<Result<_, _>>()?;
    if entries.len() != usize::from(width) {
        return Err(BundleError::WrongCount {
            expected: width,
            found: entries.len(),
        });
    }
    Ok(entries)
}

/// The entries of a bundle one by one, however many there are.
///
/// Ends after the first error, which is [`BundleError::Truncated`].
pub fn bundle_entries(bytes: &[u8]) -> impl Iterator<Item = Result<&[u8], BundleError>> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let split = rest.split_first_chunk().and_then(|(length, after)| {
            after.split_at_checked(usize::from(u16::from_be_bytes(*length)))
        });
        let (entry, after) = split
            .map_or((Err(BundleError::Truncated), &[][..]), |(entry, after)| {
                (Ok(entry), after)
            });
        rest = after;
        Some(entry)
    })
}

/// Why bytes are no bundle, or entries do not fit into one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum BundleError {
    /// An entry ends after the bundle does.
    #[error("read an entry bundle that is cut off")]
    Truncated,
    /// Another number of entries than the tile's path says.
    #[error("read {found} entries in a bundle of {expected}")]
    WrongCount {
        /// The width in the path.
        expected: u16,
        /// How many there were (counting stops one above).
        found: usize,
    },
    /// More than 256 entries.
    #[error("write more than 256 entries into a bundle")]
    TooMany,
    /// An entry above 65,535 bytes.
    #[error("write an entry of {bytes} bytes into a bundle")]
    EntryTooLong {
        /// Its length.
        bytes: usize,
    },
}

impl BundleError {
    /// The stable code of this error.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Truncated => "bundle-truncated",
            Self::WrongCount { .. } => "bundle-wrong-count",
            Self::TooMany => "bundle-too-many",
            Self::EntryTooLong { .. } => "bundle-entry-too-long",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_stand_behind_their_lengths() {
        let bytes = encode_bundle([&b"one"[..], b"", b"three"]).unwrap();
        assert_eq!(bytes, b"\0\x03one\0\0\0\x05three");
        assert_eq!(
            decode_bundle(&bytes, 3),
            Ok(vec![&b"one"[..], b"", b"three"])
        );
    }

    #[test]
    fn a_bundle_is_read_whole_or_not_at_all() {
        let bytes = encode_bundle([&b"one"[..], b"two"]).unwrap();
        assert_eq!(
            decode_bundle(&bytes, 1),
            Err(BundleError::WrongCount {
                expected: 1,
                found: 2
            })
        );
        assert_eq!(
            decode_bundle(&bytes, 3),
            Err(BundleError::WrongCount {
                expected: 3,
                found: 2
            })
        );
        for cut in [1, 2, 4, 6, 9] {
            assert_eq!(
                decode_bundle(&bytes[..cut], 2),
                Err(BundleError::Truncated),
                "{cut}"
            );
        }
    }

    #[test]
    fn what_does_not_fit_is_refused() {
        let long = vec![0; 65_536];
        assert_eq!(
            encode_bundle([&long[..]]),
            Err(BundleError::EntryTooLong { bytes: 65_536 })
        );
        assert!(encode_bundle([&long[..65_535]]).is_ok());
        assert_eq!(
            encode_bundle(vec![&b""[..]; 257]),
            Err(BundleError::TooMany)
        );
        assert!(encode_bundle(vec![&b""[..]; 256]).is_ok());
    }
}
