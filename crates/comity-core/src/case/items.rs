//! Items of a case: how many there are, and what became of them. The lists stand in attachments (`crate::items`).

use super::{
    rules::NOTHING,
    track::{CaseView, Entry},
};
use crate::{
    act::{Act, Fates, ItemCounts},
    codes::ItemFate,
};

/// The items of a case with their fates, as both tracks have it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ItemsView {
    /// How many items of each kind were sent.
    pub sent: ItemCounts,
    /// What became of them, by the answerer's latest counts.
    pub fates: Fates,
}

impl ItemsView {
    /// All items.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.sent
            .values()
            .fold(0, |sum, count| sum.saturating_add(*count))
    }

    /// Those with an end.
    #[must_use]
    pub fn ended(&self) -> u64 {
        self.fates.ended()
    }
}

impl CaseView {
    /// The items of the case.
    #[must_use]
    pub fn items(&self) -> ItemsView {
        let sent = sent(&self.asker);
        let view = ItemsView {
            sent,
            fates: Fates::default(),
        };
        let fates = latest(&self.answerer, view.total());
        ItemsView { fates, ..view }
    }
}

fn sent(asker: &[Entry]) -> ItemCounts {
    let mut all = ItemCounts::new();
    for entry in asker {
        let counts = match &entry.act {
            Act::RequestSubmit(says) => says.items.as_ref(),
            Act::SpontaneousReport(says) => says.items.as_ref(),
            Act::RequestSupplement(says) => says.items.as_ref(),
            _ => None,
        };
        for (kind, count) in counts.into_iter().flatten() {
            let sum = all.entry(*kind).or_default();
            *sum = sum.saturating_add(*count);
        }
    }
    all
}

/// All items that a track sent.
pub(super) fn total(asker: &[Entry]) -> u64 {
    sent(asker)
        .values()
        .fold(0, |sum, count| sum.saturating_add(*count))
}

/// The latest counts of fates on the answerer's track.
pub(super) fn latest(answerer: &[Entry], total: u64) -> Fates {
    answerer
        .iter()
        .fold(Fates::default(), |fates, entry| match &entry.act {
            Act::AnswerPartial(says) | Act::AnswerFinal(says) => {
                says.items.clone().unwrap_or(fates)
            }
            Act::ItemsProgress(says) => says.items.clone(),
            Act::AnswerNothingFound(_) => rest_not_found(fates, total),
            _ => fates,
        })
}

fn rest_not_found(mut fates: Fates, total: u64) -> Fates {
    let rest = total.saturating_sub(fates.ended());
    fates.fates.remove(&ItemFate::InProgress);
    if rest > 0 {
        let sum = fates.fates.entry(NOTHING).or_default();
        *sum = sum.saturating_add(rest);
    }
    fates
}
