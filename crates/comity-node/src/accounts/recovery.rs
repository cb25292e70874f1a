//! Recovery codes: ten, each opens once in the place of a one-time code.
//!
//! Each has 120 random bits, so that its SHA-256 can be stored like that of any other secret:
//! below 112 bits a slow hash would be needed (OWASP ASVS 5.0, 6.5.2).

use comity_core::Time;
use comity_peer::rng::{self, Random};
use comity_store::{ReadTx, StoreError, Tx};
use comity_tlog::hash::sha256;
use data_encoding::{BASE32_NOPAD, HEXLOWER};
use serde_json::json;

use crate::{kept, trail};

/// How many.
const COUNT: usize = 10;

const KIND: &str = "recovery";

/// Draws ten codes for a person in the place of those before; they are shown once.
///
/// # Errors
/// The store.
pub fn draw(
    tx: &mut dyn Tx,
    name: &str,
    now: Time,
    rng: &mut dyn Random,
) -> Result<Vec<String>, StoreError> {
    let codes: Vec<String> = (0..COUNT)
        .map(|_| grouped(&BASE32_NOPAD.encode(&rng::array::<15>(rng))))
        .collect();
    let hashes: Vec<String> = codes.iter().map(|code| hashed(code)).collect();
    kept::put(tx, KIND, name, &hashes)?;
    trail::note(tx, now, name, "recovery-drawn", json!({"person": name}))?;
    Ok(codes)
}

/// How many codes are left.
///
/// # Errors
/// The store.
pub fn left(tx: &dyn ReadTx, name: &str) -> Result<usize, StoreError> {
    let hashes: Option<Vec<String>> = kept::get(tx, KIND, name)?;
    Ok(hashes.map_or(0, |hashes| hashes.len()))
}

/// Takes a code: whether it was one of this person's that was not taken before.
///
/// # Errors
/// The store.
pub fn take(tx: &mut dyn Tx, name: &str, code: &str, now: Time) -> Result<bool, StoreError> {
    let hashes: Vec<String> = kept::get(&*tx, KIND, name)?.unwrap_or_default();
    let hash = hashed(code);
    let left: Vec<&String> = hashes.iter().filter(|one| **one != hash).collect();
    if left.len() == hashes.len() {
        return Ok(false);
    }
    kept::put(tx, KIND, name, &left)?;
    let what = json!({"person": name, "left": left.len()});
    trail::note(tx, now, name, "recovery-used", what)?;
    Ok(true)
}

/// Takes all codes of a person away.
///
/// # Errors
/// The store.
pub fn remove(tx: &mut dyn Tx, name: &str) -> Result<(), StoreError> {
    tx.unkeep(KIND, name)
}

/// In groups of four, which are easier to copy by hand.
fn grouped(code: &str) -> String {
    let mut out = String::new();
    for (at, c) in code.chars().enumerate() {
        if at > 0 && at % 4 == 0 {
            out.push('-');
        }
        out.push(c);
    }
    out
}

/// The hash of a code as it was typed: case, blanks and hyphens do not count.
fn hashed(code: &str) -> String {
    let plain: String = code
        .chars()
        .filter(|c| c.is_ascii_alphanumeric())
        .map(|c| c.to_ascii_uppercase())
        .take(100)
        .collect();
    HEXLOWER.encode(sha256(plain.as_bytes()).as_bytes())
}

#[cfg(test)]
mod tests {
    use comity_peer::fixtures::Seeded;
    use comity_store::{MemoryStore, Store as _};

    use super::*;
    use crate::accounts::tests::at;

    fn taken(store: &MemoryStore, name: &'static str, code: &str) -> bool {
        let code = code.to_owned();
        store.write(move |tx| take(tx, name, &code, at(1))).unwrap()
    }

    #[test]
    fn each_of_ten_opens_once() {
        let store = MemoryStore::new();
        let codes = store
            .write(|tx| draw(tx, "li", at(0), &mut Seeded::new(1)))
            .unwrap();
        assert_eq!((codes.len(), codes[0].len()), (10, 29));
        assert!(!taken(&store, "wang", &codes[0]));
        assert!(!taken(&store, "li", ""));
        assert!(taken(&store, "li", &codes[0]));
        assert!(!taken(&store, "li", &codes[0]));
        let sloppy = codes[1].to_lowercase().replace('-', " ");
        assert!(taken(&store, "li", &sloppy));
        assert_eq!(store.read(|tx| left(tx, "li")), Ok(8));
        let kept = store.read(|tx| tx.kept(KIND, "li")).unwrap().unwrap();
        assert!(!kept.contains(&codes[2].replace('-', "")));
    }

    #[test]
    fn new_ones_replace_the_old() {
        let store = MemoryStore::new();
        let draw_with = |seed| {
            store
                .write(move |tx| draw(tx, "li", at(0), &mut Seeded::new(seed)))
                .unwrap()
        };
        let old = draw_with(1);
        let new = draw_with(2);
        assert!(!taken(&store, "li", &old[0]));
        assert!(taken(&store, "li", &new[0]));
    }
}
