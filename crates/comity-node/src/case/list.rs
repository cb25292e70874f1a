//! The list of items of a request, and the list of fates of an answer, on their way through a draft.
//!
//! A draft keeps its list as CSV text; it becomes an attachment when the act
//! is said, and the envelope carries the counts. A list of fates says what
//! became of all items so far, so a draft adds to what we said before.

use comity_core::{
    act::ItemCounts,
    body::AttachmentPart,
    codes::{Ground, ItemFate, ItemKind},
    items::{FateList, Item, ItemAnswer, ItemList, ItemsError},
};
use serde_json::{Map, Value};

use super::{
    CaseError,
    import::{Found, Imported},
};

/// Kinds that carry a list of items.
const ITEMS: &[&str] = &["request.submit", "request.supplement", "spontaneous.report"];
/// Kinds that carry a list of fates.
const FATES: &[&str] = &["answer.partial", "answer.final", "items.progress"];

/// Which list a kind carries.
pub(crate) fn part(kind: &str) -> Option<AttachmentPart> {
    if ITEMS.contains(&kind) {
        Some(AttachmentPart::Items)
    } else if FATES.contains(&kind) {
        Some(AttachmentPart::Fates)
    } else {
        None
    }
}

/// A list in its one form, checked for a kind; fates are added to those said before.
pub(crate) fn canonical(
    kind: &str,
    text: &str,
    before: Option<FateList>,
) -> Result<String, CaseError> {
    let bytes = match part(kind) {
        Some(AttachmentPart::Items) => ItemList::from_csv(text.as_bytes())?.to_csv(),
        Some(AttachmentPart::Fates) => {
            let mut all = before.unwrap_or_default();
            all.update(&FateList::from_csv(text.as_bytes())?);
            all.to_csv()
        }
        None => return Err(CaseError::NoList(kind.to_owned())),
    };
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// How many items of each kind a draft's list holds; empty for a list of fates.
pub(crate) fn counts(kind: &str, list: &str) -> Result<ItemCounts, CaseError> {
    match part(kind) {
        Some(AttachmentPart::Items) if !list.is_empty() => {
            Ok(ItemList::from_csv(list.as_bytes())?.counts())
        }
        _ => Ok(ItemCounts::new()),
    }
}

/// Puts the counts of a draft's list into what the envelope says.
pub(crate) fn count_into(
    says: &mut Map<String, Value>,
    kind: &str,
    list: &str,
) -> Result<(), CaseError> {
    if list.is_empty() {
        return Ok(());
    }
    let counts = match part(kind) {
        Some(AttachmentPart::Items) => {
            serde_json::to_value(ItemList::from_csv(list.as_bytes())?.counts())
        }
        Some(AttachmentPart::Fates) => {
            serde_json::to_value(FateList::from_csv(list.as_bytes())?.counts())
        }
        None => return Err(CaseError::NoList(kind.to_owned())),
    };
    let counts = counts.map_err(|error| CaseError::Unwritten(error.to_string()))?;
    says.insert("items".to_owned(), counts);
    Ok(())
}

/// The highest number that a draft's list of fates names; 0 for another list.
pub(crate) fn highest(kind: &str, list: &str) -> Result<u32, CaseError> {
    match part(kind) {
        Some(AttachmentPart::Fates) if !list.is_empty() => {
            Ok(FateList::from_csv(list.as_bytes())?.highest())
        }
        _ => Ok(0),
    }
}

/// A list of items from what a file gave; what is no sound item is counted as passed over.
///
/// # Errors
/// Nothing of it is an item, or there are too many.
pub fn from_import(imported: &mut Imported) -> Result<ItemList, CaseError> {
    let (mut sound, mut unsound) = (Vec::new(), 0_u64);
    for found in &imported.found {
        let item = item(found);
        match ItemList::new(vec![item.clone()]) {
            Ok(_) => sound.push(item),
            Err(_) => unsound = unsound.saturating_add(1),
        }
    }
    if unsound > 0 {
        *imported.passed_over.entry("malformed").or_default() += unsound;
    }
    let before = sound.len();
    let mut known = std::collections::BTreeSet::new();
    sound.retain(|item| known.insert(item.clone()));
    if sound.len() < before {
        *imported.passed_over.entry("repeated").or_default() += (before - sound.len()) as u64;
    }
    Ok(ItemList::new(sound)?)
}

/// Domains and hashes in the case that lists have them in.
fn item(found: &Found) -> Item {
    let value = match found.kind {
        ItemKind::Domain => found.value.trim_end_matches('.').to_lowercase(),
        ItemKind::Hash => found.value.to_ascii_lowercase(),
        _ => found.value.clone(),
    };
    Item {
        kind: found.kind,
        value,
        port: found.port,
        at: found.at,
    }
}

/// A list of fates that says one thing of many items: `all`, or numbers and ranges such as `1-50,60`.
///
/// # Errors
/// Not such a list of numbers, or a ground that does not go with the fate.
pub fn bulk(
    total: u64,
    which: &str,
    fate: ItemFate,
    ground: Option<Ground>,
) -> Result<String, CaseError> {
    let total = u32::try_from(total).unwrap_or(u32::MAX);
    let mut list = FateList::default();
    for (from, to) in ranges(total, which).ok_or_else(|| CaseError::Numbers(which.to_owned()))? {
        for number in from..=to {
            list.set(number, ItemAnswer { fate, ground })?;
        }
    }
    if list.highest() == 0 {
        return Err(ItemsError::Empty.into());
    }
    Ok(String::from_utf8_lossy(&list.to_csv()).into_owned())
}

/// The same added to a list of fates that was begun before; empty where there is none yet.
///
/// # Errors
/// As [`bulk`], or the list of before is malformed.
pub fn bulk_onto(
    before: &str,
    total: u64,
    which: &str,
    fate: ItemFate,
    ground: Option<Ground>,
) -> Result<String, CaseError> {
    let added = bulk(total, which, fate, ground)?;
    if before.trim().is_empty() {
        return Ok(added);
    }
    let mut all = FateList::from_csv(before.as_bytes())?;
    all.update(&FateList::from_csv(added.as_bytes())?);
    Ok(String::from_utf8_lossy(&all.to_csv()).into_owned())
}

fn ranges(total: u32, which: &str) -> Option<Vec<(u32, u32)>> {
    if which == "all" {
        return (total > 0).then(|| vec![(1, total)]);
    }
    which
        .split(',')
        .map(|part| {
            let (from, to) = part
                .trim()
                .split_once('-')
                .unwrap_or((part.trim(), part.trim()));
            let (from, to): (u32, u32) = (from.parse().ok()?, to.parse().ok()?);
            (1 <= from && from <= to && to <= total).then_some((from, to))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::case::import;

    #[test]
    fn one_answer_for_many_is_added_to_those_given_before() {
        let first = bulk_onto("", 4, "1-2", ItemFate::Done, None).unwrap();
        let both = bulk_onto(&first, 4, "2-3", ItemFate::NotOurs, None).unwrap();
        assert_eq!(both, "n,fate,ground\n1,done,\n2,not_ours,\n3,not_ours,\n");
        assert!(bulk_onto("nonsense", 4, "all", ItemFate::Done, None).is_err());
    }

    #[test]
    fn counts_follow_the_list() {
        let list = canonical(
            "request.submit",
            "kind,value\nurl,https://a.example/x\ndomain,a.example\n",
            None,
        )
        .unwrap();
        let mut says = Map::new();
        count_into(&mut says, "request.submit", &list).unwrap();
        assert_eq!(says["items"], serde_json::json!({"domain": 1, "url": 1}));
        assert_eq!(
            canonical("remind", "kind,value\nurl,x", None)
                .unwrap_err()
                .code(),
            "items-no-list"
        );
        let error = canonical("request.submit", "kind,value\nurl,nonsense\n", None).unwrap_err();
        assert_eq!(error.code(), "items-field");
    }

    #[test]
    fn fates_add_to_those_said_before() {
        let before = FateList::from_csv(b"n,fate\n1,in_progress\n2,done\n").unwrap();
        let list = canonical(
            "answer.partial",
            "n,fate,ground\n1,done\n3,declined,R17\n",
            Some(before),
        )
        .unwrap();
        let mut says = Map::new();
        count_into(&mut says, "answer.partial", &list).unwrap();
        assert_eq!(
            says["items"],
            serde_json::json!({"fates": {"declined": 1, "done": 2}, "grounds": {"R17": 1}})
        );
        assert_eq!(highest("answer.partial", &list).unwrap(), 3);
    }

    #[test]
    fn many_items_are_answered_at_once() {
        assert_eq!(
            bulk(4, "all", ItemFate::Done, None)
                .unwrap()
                .lines()
                .count(),
            5
        );
        assert_eq!(
            bulk(9, "1-2, 7", ItemFate::NotOurs, None).unwrap(),
            "n,fate,ground\n1,not_ours,\n2,not_ours,\n7,not_ours,\n"
        );
        for wrong in ["0", "3-2", "10", "x", "1-", "", "-"] {
            assert_eq!(
                bulk(9, wrong, ItemFate::Done, None).unwrap_err().code(),
                "items-numbers",
                "{wrong}"
            );
        }
        assert_eq!(
            bulk(9, "1", ItemFate::Declined, None).unwrap_err().code(),
            "items-field"
        );
    }

    #[test]
    fn what_is_no_item_is_passed_over_and_counted() {
        let bundle = r#"{"type":"bundle","objects":[
            {"type":"indicator","pattern":"[domain-name:value='Login.Bank.Example.']"},
            {"type":"indicator","pattern":"[ipv4-addr:value='999.1.1.1']"},
            {"type":"indicator","pattern":"[file:hashes.'SHA-256' = 'AA']"}]}"#;
        let (_, mut imported) = import::read(bundle.as_bytes()).unwrap();
        let list = from_import(&mut imported).unwrap();
        assert_eq!(list.items()[0].value, "login.bank.example");
        assert_eq!(
            (list.items().len(), imported.passed_over["malformed"]),
            (1, 2)
        );
    }
}
