//! Small things of the house in the store's one table for them, each kind with a type of its own.
//!
//! A kind's name and the form of its JSON belong to the file that keeps it; nothing is shared.

use comity_store::{ReadTx, StoreError, Tx};
use serde::{Serialize, de::DeserializeOwned};

/// Rows read at once.
const BATCH: usize = 500;

/// One thing of a kind.
pub(crate) fn get<T: DeserializeOwned>(
    tx: &dyn ReadTx,
    kind: &str,
    key: &str,
) -> Result<Option<T>, StoreError> {
    tx.kept(kind, key)?.map(|json| read(&json)).transpose()
}

/// All things of a kind with their keys, in the order of the keys.
pub(crate) fn all<T: DeserializeOwned>(
    tx: &dyn ReadTx,
    kind: &str,
) -> Result<Vec<(String, T)>, StoreError> {
    let mut found = Vec::new();
    let mut after: Option<String> = None;
    loop {
        let batch = tx.kept_all(kind, after.as_deref(), BATCH)?;
        let more = batch.len() == BATCH;
        after = batch.last().map(|(key, _)| key.clone());
        for (key, json) in batch {
            found.push((key, read(&json)?));
        }
        if !more {
            return Ok(found);
        }
    }
}

/// Adds or replaces a thing of a kind.
pub(crate) fn put<T: Serialize>(
    tx: &mut dyn Tx,
    kind: &str,
    key: &str,
    thing: &T,
) -> Result<(), StoreError> {
    let json = serde_json::to_string(thing).map_err(|error| unread(&error))?;
    tx.keep(kind, key, &json)
}

fn read<T: DeserializeOwned>(json: &str) -> Result<T, StoreError> {
    serde_json::from_str(json).map_err(|error| unread(&error))
}

fn unread(error: &serde_json::Error) -> StoreError {
    StoreError::Format {
        table: "kept",
        detail: error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use comity_store::{MemoryStore, Store as _};

    use super::*;

    #[test]
    fn a_kind_of_many_batches_is_read_whole() {
        let store = MemoryStore::new();
        let count = BATCH * 2;
        store
            .write(move |tx| {
                (0..count).try_for_each(|number| put(tx, "n", &format!("{number:05}"), &number))
            })
            .unwrap();
        let numbers: Vec<(String, usize)> = store.read(|tx| all(tx, "n")).unwrap();
        assert!(numbers.into_iter().map(|(_, number)| number).eq(0..count));
    }

    #[test]
    fn another_form_is_no_value() {
        let store = MemoryStore::new();
        store.write(|tx| tx.keep("n", "a", "\"one\"")).unwrap();
        let read = store.read(|tx| get::<u32>(tx, "n", "a"));
        assert_eq!(read.map_err(|error| error.code()), Err("store-format"));
    }
}
