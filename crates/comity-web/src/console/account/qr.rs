//! A text as a QR code, drawn as one SVG path: no script, no picture from elsewhere.

use std::fmt::Write as _;

use qrcodegen::{QrCode, QrCodeEcc};

/// Modules of quiet zone on each side, as the standard asks.
const QUIET: i32 = 4;

/// A drawn code.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Qr {
    /// The edge of the picture in modules, quiet zone included.
    pub(super) size: i32,
    /// The dark modules, as the `d` of a path.
    pub(super) path: String,
}

impl Qr {
    /// Draws a text; nothing where it is too long for any code.
    pub(super) fn of(text: &str) -> Option<Self> {
        let code = QrCode::encode_text(text, QrCodeEcc::Medium).ok()?;
        let mut path = String::new();
        for y in 0..code.size() {
            for x in (0..code.size()).filter(|x| code.get_module(*x, y)) {
                // Writing to a text does not fail.
                let _: std::fmt::Result = write!(path, "M{},{}h1v1h-1z", x + QUIET, y + QUIET);
            }
        }
        Some(Self {
            size: code.size() + 2 * QUIET,
            path,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_begins_with_the_corner_of_its_finder_behind_the_quiet_zone() {
        let code = Qr::of("otpauth://totp/a:b?secret=ABC&issuer=a").unwrap();
        assert!(code.path.starts_with("M4,4h1v1h-1zM5,4h1v1h-1z"));
        assert!(
            code.path
                .bytes()
                .all(|byte| b"Mhvz,-0123456789".contains(&byte))
        );
        assert_eq!((code.size - 8 - 17) % 4, 0, "a size of the standard");
        assert_eq!(Qr::of(&"x".repeat(5000)), None);
    }
}
