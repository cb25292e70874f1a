//! The list of items of a request: `kind,value,port,at`.

use std::{collections::BTreeMap, net::IpAddr};

use super::{ITEMS_MAX, ItemsError, VALUE_MAX, records, write};
use crate::{act::ItemCounts, codes::ItemKind, time::Time};

const COLUMNS: &[&str] = &["kind", "value", "port", "at"];

/// One item.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Item {
    /// What it is.
    pub kind: ItemKind,
    /// URL, address, domain, account or fingerprint.
    pub value: String,
    /// The port of an address.
    pub port: Option<u16>,
    /// When it was seen.
    pub at: Option<Time>,
}

/// The items of a request in their order; none twice.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ItemList {
    items: Vec<Item>,
}

impl ItemList {
    /// A list of items, each of which must be sound and stand once.
    ///
    /// # Errors
    /// The first item that is not, by its place from 1 as the line less the header.
    pub fn new(items: Vec<Item>) -> Result<Self, ItemsError> {
        if items.len() > ITEMS_MAX {
            return Err(ItemsError::TooMany);
        }
        if items.is_empty() {
            return Err(ItemsError::Empty);
        }
        let mut first = BTreeMap::new();
        for (line, item) in (2..).zip(&items) {
            check(item, line)?;
            if let Some(first) = first.insert(item, line) {
                return Err(ItemsError::Twice { line, first });
            }
        }
        Ok(Self { items })
    }

    /// Reads a list from CSV; later columns may be left out, a byte order mark is passed over.
    ///
    /// # Errors
    /// The first line that is wrong.
    pub fn from_csv(bytes: &[u8]) -> Result<Self, ItemsError> {
        let mut items: Vec<Item> = Vec::new();
        let mut first: BTreeMap<Item, u64> = BTreeMap::new();
        for record in records(bytes, COLUMNS, 2, "kind,value,port,at")? {
            let (line, fields) = record?;
            let item = item(line, &fields)?;
            if items.len() == ITEMS_MAX {
                return Err(ItemsError::TooMany);
            }
            if let Some(first) = first.insert(item.clone(), line) {
                return Err(ItemsError::Twice { line, first });
            }
            items.push(item);
        }
        if items.is_empty() {
            Err(ItemsError::Empty)
        } else {
            Ok(Self { items })
        }
    }

    /// The one CSV form of the list.
    #[must_use]
    pub fn to_csv(&self) -> Vec<u8> {
        write(
            COLUMNS,
            self.items.iter().map(|item| {
                vec![
                    item.kind.code().to_owned(),
                    item.value.clone(),
                    item.port.map(|port| port.to_string()).unwrap_or_default(),
                    item.at.map(|at| at.to_string()).unwrap_or_default(),
                ]
            }),
        )
    }

    /// The items; the first is number 1.
    #[must_use]
    pub fn items(&self) -> &[Item] {
        &self.items
    }

    /// How many of each kind, for the envelope.
    #[must_use]
    pub fn counts(&self) -> ItemCounts {
        let mut counts = ItemCounts::new();
        for item in &self.items {
            *counts.entry(item.kind).or_default() += 1;
        }
        counts
    }
}

fn item(line: u64, fields: &[String]) -> Result<Item, ItemsError> {
    let [kind, value, port, at] = fields else {
        return Err(ItemsError::Csv { line });
    };
    let field = |column| ItemsError::Field { line, column };
    let item = Item {
        kind: kind.parse().map_err(|_| field("kind"))?,
        value: value.clone(),
        port: optional(port).map_err(|()| field("port"))?,
        at: optional(at).map_err(|()| field("at"))?,
    };
    check(&item, line)?;
    Ok(item)
}

fn optional<T: std::str::FromStr>(text: &str) -> Result<Option<T>, ()> {
    if text.is_empty() {
        Ok(None)
    } else {
        text.parse().map(Some).map_err(|_| ())
    }
}

/// Whether the value is of its kind, and a port stands only with an address.
fn check(item: &Item, line: u64) -> Result<(), ItemsError> {
    let value = &item.value;
    let seen =
        !value.is_empty() && value.len() <= VALUE_MAX && !value.chars().any(char::is_control);
    let sound = seen
        && value.trim() == value
        && match item.kind {
            ItemKind::Url => is_url(value),
            ItemKind::Address => value.parse::<IpAddr>().is_ok(),
            ItemKind::Domain => is_domain(value),
            ItemKind::Account => true,
            ItemKind::Hash => is_hash(value),
        };
    if !sound {
        return Err(ItemsError::Field {
            line,
            column: "value",
        });
    }
    let port = item
        .port
        .is_none_or(|port| port > 0 && item.kind == ItemKind::Address);
    if port {
        Ok(())
    } else {
        Err(ItemsError::Field {
            line,
            column: "port",
        })
    }
}

/// A scheme, `://`, something after it, and no blanks.
fn is_url(value: &str) -> bool {
    value.split_once("://").is_some_and(|(scheme, rest)| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"+-.".contains(&b))
            && !rest.is_empty()
            && !value.contains(char::is_whitespace)
    })
}

/// Labels of up to 63 characters with dots between them; names in other scripts as they are or in their ASCII form.
fn is_domain(value: &str) -> bool {
    value.len() <= 253
        && value.contains('.')
        && value.split('.').all(|label| {
            (1..=63).contains(&label.len())
                && !label.starts_with('-')
                && !label.ends_with('-')
                && label
                    .chars()
                    .all(|c| c.is_alphanumeric() || c == '-' || c == '_')
        })
}

/// MD5, SHA-1, SHA-256, SHA-384 or SHA-512 in lower-case hexadecimal.
fn is_hash(value: &str) -> bool {
    matches!(value.len(), 32 | 40 | 64 | 96 | 128)
        && value
            .bytes()
            .all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}
