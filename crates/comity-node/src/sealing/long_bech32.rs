//! Bech32 without the limit of 1,023 characters.
//!
//! Recipients of age's `mlkem768x25519` type have 1,959 characters
//! (age specification, *The mlkem768x25519 recipient type*), and the age
//! format asks for the checksum of BIP 173 without its limit on length.

use bech32::{Bech32, Checksum, Hrp, primitives::decode::CheckedHrpstring};

/// Bech32 as in BIP 173, but for the longest text.
enum LongBech32 {}

impl Checksum for LongBech32 {
    type MidstateRepr = u32;
    type CorrectionField = <Bech32 as Checksum>::CorrectionField;
    const ROOT_GENERATOR: Self::CorrectionField = Bech32::ROOT_GENERATOR;
    const ROOT_EXPONENTS: core::ops::RangeInclusive<usize> = Bech32::ROOT_EXPONENTS;
    const CODE_LENGTH: usize = 4096;
    const CHECKSUM_LENGTH: usize = Bech32::CHECKSUM_LENGTH;
    const GENERATOR_SH: [u32; 5] = Bech32::GENERATOR_SH;
    const TARGET_RESIDUE: u32 = Bech32::TARGET_RESIDUE;
}

/// The lower-case text of these bytes; `None` when the prefix is none.
pub(super) fn lower(prefix: &str, bytes: &[u8]) -> Option<String> {
    bech32::encode_lower::<LongBech32>(Hrp::parse(prefix).ok()?, bytes).ok()
}

/// The upper-case text of these bytes, as age writes identities.
pub(super) fn upper(prefix: &str, bytes: &[u8]) -> Option<String> {
    bech32::encode_upper::<LongBech32>(Hrp::parse(prefix).ok()?, bytes).ok()
}

/// The bytes of a text with this prefix, in one case throughout.
pub(super) fn read(prefix: &str, text: &str) -> Option<Vec<u8>> {
    let parsed = CheckedHrpstring::new::<LongBech32>(text).ok()?;
    (parsed.hrp() == Hrp::parse(prefix).ok()?).then(|| parsed.byte_iter().collect())
}
