//! Strict Ed25519: signatures about which no two verifiers can disagree.
//!
//! RFC 8032, section 5.1.7, leaves verifiers room: second encodings of a point, points
//! of small order, and whether the cofactor is multiplied in. Two honest programs may
//! then judge one signature differently, which evidence must not allow.
//! On the 914 published edge cases the library alone (aws-lc-rs 1.19) refuses every second
//! encoding and whatever holds only with the cofactor, and takes 129 in which A or R is of
//! small order. Those are refused here; the rule on encodings is checked here too, so that
//! it does not hang on how the library is built.
//! What remains is accepted under every reading of the RFC: the rules of ed25519-dalek's
//! `verify_strict`, which a test holds this module to. Points of mixed order that pass the
//! stricter equation are among it, since no verifier refuses them.

use aws_lc_rs::signature::{ED25519, UnparsedPublicKey};

/// Whether `signature` (64 bytes) is valid beyond doubt for `message` under the key
/// `public` (32 bytes); any other length is not.
pub fn verify_strict(public: &[u8], message: &[u8], signature: &[u8]) -> bool {
    let Some((r, _)) = signature.split_at_checked(32) else {
        return false;
    };
    is_sound_point(public)
        && is_sound_point(r)
        && UnparsedPublicKey::new(&ED25519, public)
            .verify(message, signature)
            .is_ok()
}

/// Whether the encoding is the only one of its point and the point not of small order.
/// (Whether it is on the curve is left to the library.)
pub fn is_sound_point(encoding: &[u8]) -> bool {
    <&[u8; 32]>::try_from(encoding).is_ok_and(|bytes| is_reduced(bytes) && !is_small_order(bytes))
}

/// The field's prime, 2^255 − 19, little-endian.
const PRIME: [u8; 32] = {
    let mut prime = [0xff; 32];
    prime[0] = 0xed;
    prime[31] = 0x7f;
    prime
};

/// Whether the y coordinate, without the sign bit, is below the prime.
fn is_reduced(encoding: &[u8; 32]) -> bool {
    without_sign(encoding).iter().rev().lt(PRIME.iter().rev())
}

/// The y coordinates of the eight points of small order, little-endian.
///
/// Each stands for both signs: the order is that of y and of its mirror image alike, and
/// where x is zero (y = 1, y = −1) the second sign is a second encoding.
const SMALL_ORDER_Y: [[u8; 32]; 5] = [
    [0; 32],
    {
        let mut one = [0; 32];
        one[0] = 1;
        one
    },
    {
        let mut minus_one = PRIME;
        minus_one[0] = 0xec;
        minus_one
    },
    [
        0x26, 0xe8, 0x95, 0x8f, 0xc2, 0xb2, 0x27, 0xb0, 0x45, 0xc3, 0xf4, 0x89, 0xf2, 0xef, 0x98,
        0xf0, 0xd5, 0xdf, 0xac, 0x05, 0xd3, 0xc6, 0x33, 0x39, 0xb1, 0x38, 0x02, 0x88, 0x6d, 0x53,
        0xfc, 0x05,
    ],
    [
        0xc7, 0x17, 0x6a, 0x70, 0x3d, 0x4d, 0xd8, 0x4f, 0xba, 0x3c, 0x0b, 0x76, 0x0d, 0x10, 0x67,
        0x0f, 0x2a, 0x20, 0x53, 0xfa, 0x2c, 0x39, 0xcc, 0xc6, 0x4e, 0xc7, 0xfd, 0x77, 0x92, 0xac,
        0x03, 0x7a,
    ],
];

fn is_small_order(encoding: &[u8; 32]) -> bool {
    SMALL_ORDER_Y.contains(&without_sign(encoding))
}

fn without_sign(encoding: &[u8; 32]) -> [u8; 32] {
    let mut y = *encoding;
    if let Some(last) = y.last_mut() {
        *last &= 0x7f;
    }
    y
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_reduced_y_is_below_the_prime() {
        let mut below = PRIME;
        below[0] = 0xeb;
        assert!(is_sound_point(&below));
        for first in 0xed..=0xff {
            let mut second = PRIME;
            second[0] = first;
            assert!(!is_reduced(&second), "{first:x}");
        }
    }

    #[test]
    fn both_signs_of_small_order_points_are_refused() {
        for y in SMALL_ORDER_Y {
            let mut negative = y;
            negative[31] |= 0x80;
            assert!(!is_sound_point(&y));
            assert!(!is_sound_point(&negative));
        }
    }

    #[test]
    fn another_length_is_no_point_and_no_signature() {
        assert!(!is_sound_point(&[2; 31]));
        assert!(!is_sound_point(&[2; 33]));
        assert!(!verify_strict(&[2; 32], b"", &[2; 31]));
    }
}
