//! Lists are read strictly and written in one form.

use proptest::prelude::*;

use super::{FateList, Item, ItemAnswer, ItemList, ItemsError};
use crate::codes::{Ground, ItemFate, ItemKind};

const LIST: &str = "kind,value,port,at
url,\"https://example.com/a,b\",,
address,2001:db8::1,443,2026-11-20T10:00:00Z
domain,例え.example,,
account,wang@example.com,,
hash,d41d8cd98f00b204e9800998ecf8427e,,
";

#[test]
fn a_list_is_written_as_it_was_read() {
    let list = ItemList::from_csv(LIST.as_bytes()).unwrap();
    assert_eq!(list.items().len(), 5);
    assert_eq!(String::from_utf8(list.to_csv()).unwrap(), LIST);
    assert_eq!(list.counts().get(&ItemKind::Url), Some(&1));
}

#[test]
fn later_columns_may_be_left_out_and_line_ends_may_differ() {
    let list = ItemList::from_csv(b"\xef\xbb\xbfkind,value\r\ndomain,a.example\r\n").unwrap();
    assert_eq!(list.to_csv(), b"kind,value,port,at\ndomain,a.example,,\n");
}

#[test]
fn every_error_names_its_line() {
    for (text, code, line) in [
        ("", "items-header", Some(1)),
        ("value,kind\n", "items-header", Some(1)),
        ("kind,value\n", "items-empty", None),
        (
            "kind,value\nurl,https://a\nurl,example.com\n",
            "items-field",
            Some(3),
        ),
        ("kind,value\nwallet,x\n", "items-field", Some(2)),
        ("kind,value\naddress,1.2.3\n", "items-field", Some(2)),
        (
            "kind,value,port\ndomain,a.example,443\n",
            "items-field",
            Some(2),
        ),
        (
            "kind,value,port\naddress,1.2.3.4,70000\n",
            "items-field",
            Some(2),
        ),
        (
            "kind,value,port,at\naddress,1.2.3.4,1,yesterday\n",
            "items-field",
            Some(2),
        ),
        (
            "kind,value\nhash,D41D8CD98F00B204E9800998ECF8427E\n",
            "items-field",
            Some(2),
        ),
        (
            "kind,value\naccount,a\naccount,b\naccount,a\n",
            "items-twice",
            Some(4),
        ),
        ("kind,value\naccount,a,,,,\n", "items-not-csv", Some(2)),
    ] {
        let error = ItemList::from_csv(text.as_bytes()).unwrap_err();
        assert_eq!((error.code(), error.line()), (code, line), "{text:?}");
    }
    let latin = ItemList::from_csv(b"kind,value\naccount,caf\xe9\n").unwrap_err();
    assert_eq!(latin, ItemsError::Csv { line: 2 });
}

#[test]
fn a_list_of_the_largest_size_is_read_and_one_more_is_not() {
    let mut text = "kind,value\n".to_owned();
    for number in 0..super::ITEMS_MAX {
        text.push_str(&format!("domain,a{number}.example\n"));
    }
    assert_eq!(
        ItemList::from_csv(text.as_bytes()).unwrap().items().len(),
        super::ITEMS_MAX
    );
    text.push_str("domain,one.more.example\n");
    assert_eq!(
        ItemList::from_csv(text.as_bytes()),
        Err(ItemsError::TooMany)
    );
}

#[test]
fn fates_are_counted_and_need_their_grounds() {
    let text = "n,fate,ground\n1,done,\n2,declined,R17\n5,in_progress,\n";
    let list = FateList::from_csv(text.as_bytes()).unwrap();
    assert_eq!(String::from_utf8(list.to_csv()).unwrap(), text);
    assert_eq!(
        (list.counts().total(), list.counts().ended(), list.highest()),
        (3, 2, 5)
    );
    for wrong in [
        "n,fate\n1,declined\n",
        "n,fate,ground\n1,done,R01\n",
        "n,fate\n0,done\n",
        "n,fate\n1,done\n1,done\n",
    ] {
        assert!(FateList::from_csv(wrong.as_bytes()).is_err(), "{wrong}");
    }
}

#[test]
fn a_later_list_replaces_item_by_item() {
    let mut list = FateList::from_csv(b"n,fate\n1,in_progress\n2,done\n").unwrap();
    list.update(&FateList::from_csv(b"n,fate,ground\n1,declined,R10\n3,not_ours,\n").unwrap());
    assert_eq!(
        list.get(1),
        Some(ItemAnswer {
            fate: ItemFate::Declined,
            ground: Some(Ground::R10)
        })
    );
    assert_eq!(list.iter().count(), 3);
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(values in prop::collection::btree_set("[a-z\",;\n 文]{1,12}", 1..20)) {
        let items: Vec<Item> = values.into_iter()
            .filter(|value| value.trim() == value && !value.chars().any(char::is_control) && !value.is_empty())
            .map(|value| Item { kind: ItemKind::Account, value, port: None, at: None })
            .collect();
        prop_assume!(!items.is_empty());
        let list = ItemList::new(items).unwrap();
        prop_assert_eq!(ItemList::from_csv(&list.to_csv()).unwrap(), list);
    }
}
