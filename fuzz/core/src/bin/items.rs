//! Lists of items and of their ends that are read are written back to the same lists.
#![no_main]

use comity_core::items::{FateList, ItemList};

libfuzzer_sys::fuzz_target!(|data: &[u8]| {
    if let Ok(list) = ItemList::from_csv(data) {
        assert_eq!(ItemList::from_csv(&list.to_csv()), Ok(list));
    }
    if let Ok(fates) = FateList::from_csv(data) {
        assert_eq!(FateList::from_csv(&fates.to_csv()), Ok(fates));
    }
});
