//! The safety number: 60 digits over two fingerprints, to be compared by voice.
//!
//! `docs/protocol.md`, section 2.1. Sixty digits come from 480 bits of
//! SHA-512, folded group by group, so that a look-alike credential must be
//! found among some 2^199 candidates.

use aws_lc_rs::digest;
use comity_core::Hash;

const LABEL: &str = "comity safety number v1\n";
const GROUP: usize = 5;
const GROUPS: usize = 12;

/// The safety number over two credential fingerprints, in any order: twelve
/// groups of five digits, separated by single blanks.
#[must_use]
pub fn safety_number(one: &Hash, other: &Hash) -> String {
    let (first, second) = if one <= other {
        (one, other)
    } else {
        (other, one)
    };
    let text = format!("{LABEL}{first}\n{second}\n");
    let digest = digest::digest(&digest::SHA512, text.as_bytes());
    let groups: Vec<_> = digest
        .as_ref()
        .chunks_exact(GROUP)
        .take(GROUPS)
        .map(digits)
        .collect();
    groups.join(" ")
}

fn digits(group: &[u8]) -> String {
    let number = group
        .iter()
        .fold(0_u64, |sum, byte| (sum << 8) | u64::from(*byte));
    format!("{:05}", number % 100_000)
}

#[cfg(test)]
mod tests {
    use super::*;
    use comity_tlog::hash::sha256;

    #[test]
    fn the_number_is_the_same_from_both_sides_and_another_for_another_key() {
        let (a, b, c) = (sha256(b"a"), sha256(b"b"), sha256(b"c"));
        let number = safety_number(&a, &b);
        assert_eq!(number, safety_number(&b, &a));
        assert_ne!(number, safety_number(&a, &c));
        assert_eq!(
            number.split(' ').map(str::len).collect::<Vec<_>>(),
            vec![5; 12]
        );
        assert!(number.chars().all(|c| c == ' ' || c.is_ascii_digit()));
    }
}
