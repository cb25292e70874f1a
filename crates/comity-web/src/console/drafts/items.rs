//! The part of a form for a list: of items that are sent, or of answers to those of a case.

use comity_core::{
    DossierId,
    body::AttachmentPart,
    codes::{Ground, ItemFate},
    items::{FateList, Item, ItemList},
};
use comity_node::case::form::{self, Shown};
use comity_text::format;

use super::form::{Choice, choices};
use crate::console::{fault::Fault, page::Page, visit::Visit};

/// The part of a form for a list of items or of answers.
#[derive(Debug)]
pub(crate) struct Items {
    pub(crate) answers: bool,
    pub(crate) text: String,
    /// Its size in words, where it is too long for a page.
    pub(crate) long: Option<String>,
    /// How many there are, in words; empty where there are none.
    pub(crate) count: String,
    pub(crate) which: String,
    pub(crate) fates: Vec<Choice>,
    pub(crate) grounds: Vec<Choice>,
    /// What is answered to, the first of them.
    pub(crate) asked: Vec<ItemLine>,
}

/// An item of a case with what was said of it so far.
#[derive(Debug, Clone)]
pub(crate) struct ItemLine {
    pub(crate) number: usize,
    pub(crate) kind: &'static str,
    pub(crate) value: String,
    pub(crate) fate: Option<&'static str>,
}

/// The most items of a case that are shown in a page.
const ITEMS: usize = 200;

/// The items that an act of this kind answers to, the first of them; of other kinds none.
pub(crate) async fn items_of(
    visit: &Visit,
    kind: &str,
    case: &DossierId,
) -> Result<Vec<ItemLine>, Fault> {
    if form::list_part(kind) != Some(AttachmentPart::Fates) {
        return Ok(Vec::new());
    }
    let name = case.to_string();
    visit
        .work(move |site| {
            let office = site.office();
            let Some(list) = office.items(&name)? else {
                return Ok(Vec::new());
            };
            let fates = office.fates(&name)?.unwrap_or_default();
            let line = |(number, item): (usize, &Item)| ItemLine {
                number,
                kind: item.kind.code(),
                value: item.value.clone(),
                fate: u32::try_from(number)
                    .ok()
                    .and_then(|number| Some(fates.get(number)?.fate.code())),
            };
            Ok((1..).zip(list.items()).map(line).take(ITEMS).collect())
        })
        .await
}

/// The items that a draft sends, the first of them, and how many there are; of one that sends none nothing.
pub(crate) fn sent(list: &str) -> (Vec<ItemLine>, usize) {
    let Ok(list) = ItemList::from_csv(list.as_bytes()) else {
        return (Vec::new(), 0);
    };
    let line = |(number, item): (usize, &Item)| ItemLine {
        number,
        kind: item.kind.code(),
        value: item.value.clone(),
        fate: None,
    };
    let first = (1..).zip(list.items()).map(line).take(ITEMS);
    (first.collect(), list.items().len())
}

/// An item of a case with what a draft answers to it.
#[derive(Debug)]
pub(crate) struct AnswerLine {
    pub(crate) item: ItemLine,
    pub(crate) fate: Option<&'static str>,
    pub(crate) ground: Option<&'static str>,
}

/// What a draft answers to the items of its case, the first of them; of a draft that answers to none nothing.
pub(crate) async fn answers(
    visit: &Visit,
    kind: &str,
    case: &DossierId,
    list: &str,
) -> Result<Vec<AnswerLine>, Fault> {
    let Ok(fates) = FateList::from_csv(list.as_bytes()) else {
        return Ok(Vec::new());
    };
    let line = |item: ItemLine| {
        let number = u32::try_from(item.number).ok();
        let answer = number.and_then(|number| fates.get(number));
        AnswerLine {
            fate: answer.map(|answer| answer.fate.code()),
            ground: answer.and_then(|answer| answer.ground).map(Ground::code),
            item,
        }
    };
    // A list that has not arrived yet cannot stand beside it; the draft is shown all the same.
    let items = items_of(visit, kind, case).await.unwrap_or_default();
    Ok(items.into_iter().map(line).collect())
}

/// The longest list that is shown in a page.
const LIST: usize = 64 << 10;

impl Items {
    /// Of an act of this kind; of a kind without list none.
    pub(crate) fn of(
        page: &Page,
        kind: &str,
        list: &str,
        values: &Shown,
        asked: Vec<ItemLine>,
    ) -> Option<Self> {
        let part = form::list_part(kind)?;
        let text = values.get("items").map_or(list, String::as_str);
        let get = |name: &str| values.get(name).cloned().unwrap_or_default();
        let long = text.len() > LIST;
        let lines = list.lines().skip(1).filter(|line| !line.is_empty()).count();
        Some(Self {
            asked,
            answers: part == AttachmentPart::Fates,
            long: long.then(|| format::size(u64::try_from(text.len()).unwrap_or(u64::MAX))),
            text: if long { String::new() } else { text.to_owned() },
            count: match lines {
                0 => String::new(),
                lines => page.tn("draft-items-count", lines),
            },
            which: get("which"),
            fates: choices(page, ItemFate::LIST, ItemFate::CODES, &get("fate")),
            grounds: choices(page, Ground::LIST, Ground::CODES, &get("fate_ground")),
        })
    }
}
