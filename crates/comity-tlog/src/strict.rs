//! Readings that accept exactly one spelling of each value.
//!
//! All formats of this crate are compared and signed as bytes, so a second spelling of
//! one value (a leading zero, a `+` sign, stray bits at the end of base64, capitals in
//! hex) would be a second artefact that means the same. None is accepted.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// An unsigned decimal in ASCII without sign and without leading zeroes.
pub(crate) fn decimal(text: &str) -> Option<u64> {
    let plain = text.bytes().all(|byte| byte.is_ascii_digit());
    let leading = text.len() > 1 && text.starts_with('0');
    (plain && !leading).then(|| text.parse().ok()).flatten()
}

/// Standard base64 (RFC 4648, section 4) with its padding and with zero spare bits.
pub(crate) fn base64_decode(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text).ok()
}

/// The same base64, written.
pub(crate) fn base64_encode(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// Exactly `N` bytes as lower-case hex.
pub(crate) fn hex_decode<const N: usize>(text: &str) -> Option<[u8; N]> {
    let digits = text.as_bytes();
    if digits.len() != 2 * N {
        return None;
    }
    let mut bytes = [0; N];
    for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
        let [high, low] = pair else { return None };
        *byte = hex_digit(*high)? << 4 | hex_digit(*low)?;
    }
    Some(bytes)
}

/// The bytes as lower-case hex.
pub(crate) fn hex_encode(bytes: &[u8]) -> String {
    let digit = |nibble: u8| {
        char::from(if nibble < 10 {
            b'0' + nibble
        } else {
            b'a' + nibble - 10
        })
    };
    bytes
        .iter()
        .flat_map(|byte| [digit(byte >> 4), digit(byte & 0x0f)])
        .collect()
}

fn hex_digit(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_decimal_has_one_spelling() {
        for (text, value) in [("0", 0), ("7", 7), ("18446744073709551615", u64::MAX)] {
            assert_eq!(decimal(text), Some(value));
        }
        for text in [
            "",
            "00",
            "01",
            "+1",
            "-1",
            " 1",
            "1 ",
            "1e3",
            "18446744073709551616",
            "１",
        ] {
            assert_eq!(decimal(text), None, "{text:?}");
        }
    }

    #[test]
    fn base64_has_one_spelling() {
        assert_eq!(base64_decode("AA=="), Some(vec![0]));
        for text in ["AA", "AA=", "AB==", "AA==\n", "A A=", "AA-_"] {
            assert_eq!(base64_decode(text), None, "{text:?}");
        }
    }

    #[test]
    fn hex_is_lower_case_and_of_fixed_length() {
        assert_eq!(hex_decode("00ff"), Some([0, 255]));
        assert_eq!(hex_encode(&[0, 255, 0x5a]), "00ff5a");
        for text in ["00FF", "00f", "00ff0", "0g00", ""] {
            assert_eq!(hex_decode::<2>(text), None, "{text:?}");
        }
    }
}
