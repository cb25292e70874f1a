//! What holds for `says` beyond its shape: lists that are not empty, labels that are labels, numbers within bounds.

use super::request::{Handling, ItemCounts};

/// The longest list of codes or references in one `says`.
pub(super) const LIST_MAX: usize = 64;
/// The longest list of exhibits in one act.
pub(super) const EXHIBITS_MAX: usize = 64;
/// The most items that one case may carry.
pub(crate) const ITEMS_MAX: u64 = 100_000;

/// Why `says` is not what its kind needs.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SaysError {
    /// Unknown, missing or mistyped field, or a text that is no code.
    #[error("not of the shape of its kind: {0}")]
    Shape(String),
    /// A list that is empty, too long, or not in strictly ascending order.
    #[error("list {0} is empty, too long or not ascending")]
    List(&'static str),
    /// A text that is not a label: 1 to 64 characters of visible ASCII.
    #[error("{0} is no label")]
    Label(&'static str),
    /// A number out of its bounds.
    #[error("number {0} out of bounds")]
    Number(&'static str),
    /// A period that ends before it begins.
    #[error("period {0} ends before it begins")]
    Period(&'static str),
    /// Fields that do not go together.
    #[error("field {0} does not go with the others")]
    Together(&'static str),
}

impl SaysError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Shape(_) => "says-shape",
            Self::List(_) => "says-list",
            Self::Label(_) => "says-label",
            Self::Number(_) => "says-number",
            Self::Period(_) => "says-period",
            Self::Together(_) => "says-together",
        }
    }

    /// The field that is wrong, where one can be named.
    #[must_use]
    pub const fn field(&self) -> Option<&'static str> {
        match self {
            Self::Shape(_) => None,
            Self::List(field)
            | Self::Label(field)
            | Self::Number(field)
            | Self::Period(field)
            | Self::Together(field) => Some(field),
        }
    }
}

/// What a `says` checks of itself after its shape was read.
pub(super) trait Check {
    /// Whether the values go together.
    ///
    /// # Errors
    /// The first field that does not.
    fn check(&self) -> Result<(), SaysError> {
        Ok(())
    }
}

/// A list that must hold something, in strictly ascending order.
pub(super) fn some<T: Ord>(field: &'static str, list: &[T]) -> Result<(), SaysError> {
    if list.is_empty() {
        Err(SaysError::List(field))
    } else {
        ascending(field, list)
    }
}

/// A list in strictly ascending order.
pub(super) fn ascending<T: Ord>(field: &'static str, list: &[T]) -> Result<(), SaysError> {
    if list.len() <= LIST_MAX && list.is_sorted_by(|a, b| a < b) {
        Ok(())
    } else {
        Err(SaysError::List(field))
    }
}

/// A label: an office, an exhibit number, a class of another vocabulary.
pub(super) fn label(field: &'static str, text: &str) -> Result<(), SaysError> {
    let sound = (1..=64).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_graphic());
    if sound {
        Ok(())
    } else {
        Err(SaysError::Label(field))
    }
}

/// A number between bounds, both included.
pub(super) fn within(
    field: &'static str,
    number: u64,
    low: u64,
    high: u64,
) -> Result<(), SaysError> {
    if (low..=high).contains(&number) {
        Ok(())
    } else {
        Err(SaysError::Number(field))
    }
}

/// Counts of items: at least one in all, none of zero, within the limit.
pub(super) fn counts(items: &ItemCounts) -> Result<(), SaysError> {
    if items.values().any(|count| *count == 0) {
        return Err(SaysError::Number("items"));
    }
    let all = items
        .values()
        .fold(0_u64, |sum, count| sum.saturating_add(*count));
    within("items", all, 1, ITEMS_MAX)
}

impl Check for Handling {
    fn check(&self) -> Result<(), SaysError> {
        if self.reliability_source.is_some() == self.reliability_information.is_some() {
            Ok(())
        } else {
            Err(SaysError::Together("reliability_source"))
        }
    }
}
