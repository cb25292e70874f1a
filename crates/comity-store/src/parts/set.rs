//! Which parts of an attachment are held: ranges, so that a stream of a million parts is one.

use serde::{Deserialize, Serialize};

/// A set of part numbers as ascending ranges that do not touch.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<(u64, u64)>", into = "Vec<(u64, u64)>")]
pub struct PartSet(Vec<(u64, u64)>);

impl PartSet {
    /// No parts.
    #[must_use]
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// The parts from 0 to `count`.
    #[must_use]
    pub fn first(count: u64) -> Self {
        let mut set = Self::new();
        set.insert(0, count);
        set
    }

    /// Adds the parts from `start` up to and without `end`.
    pub fn insert(&mut self, start: u64, end: u64) {
        if start >= end {
            return;
        }
        let (mut low, mut high) = (start, end);
        self.0.retain(|&(from, to)| {
            let apart = to < low || from > high;
            if !apart {
                (low, high) = (low.min(from), high.max(to));
            }
            apart
        });
        let place = self.0.partition_point(|&(from, _)| from < low);
        self.0.insert(place, (low, high));
    }

    /// Whether a part is held.
    #[must_use]
    pub fn contains(&self, part: u64) -> bool {
        self.0.iter().any(|&(from, to)| (from..to).contains(&part))
    }

    /// How many parts are held.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.0.iter().map(|(from, to)| to - from).sum()
    }

    /// The first part at or after `from` that is not held.
    #[must_use]
    pub fn first_missing(&self, from: u64) -> u64 {
        let inside = self
            .0
            .iter()
            .find(|(start, end)| (*start..*end).contains(&from));
        inside.map_or(from, |&(_, end)| end)
    }

    /// The ranges, ascending: from, up to and without.
    #[must_use]
    pub fn ranges(&self) -> &[(u64, u64)] {
        &self.0
    }
}

/// Ranges that are empty, touch, or go back are no set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("read ranges of parts that are not ascending and apart")]
pub struct NotRanges;

impl TryFrom<Vec<(u64, u64)>> for PartSet {
    type Error = NotRanges;

    fn try_from(ranges: Vec<(u64, u64)>) -> Result<Self, NotRanges> {
        let sound = ranges.iter().all(|(from, to)| from < to)
            && ranges.is_sorted_by(|before, after| before.1 < after.0);
        if sound {
            Ok(Self(ranges))
        } else {
            Err(NotRanges)
        }
    }
}

impl From<PartSet> for Vec<(u64, u64)> {
    fn from(set: PartSet) -> Self {
        set.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_join_whatever_the_order_of_arrival() {
        let mut set = PartSet::new();
        for (start, end) in [(8, 9), (0, 2), (4, 6), (6, 8), (2, 2), (5, 7)] {
            set.insert(start, end);
        }
        assert_eq!(set.ranges(), [(0, 2), (4, 9)]);
        assert_eq!(
            (set.count(), set.first_missing(0), set.first_missing(5)),
            (7, 2, 9)
        );
        assert_eq!((set.contains(3), set.contains(4)), (false, true));
        set.insert(2, 4);
        assert_eq!(set, PartSet::first(9));
    }

    #[test]
    fn agrees_with_a_plain_set_of_numbers() {
        let mut plain = std::collections::BTreeSet::new();
        let mut set = PartSet::new();
        for step in 0..200_u64 {
            let (start, length) = (step * 37 % 101, step % 4);
            set.insert(start, start + length);
            plain.extend(start..start + length);
            let held: Vec<u64> = (0..120).filter(|part| set.contains(*part)).collect();
            assert_eq!(held, plain.iter().copied().collect::<Vec<_>>());
            assert_eq!(PartSet::try_from(set.ranges().to_vec()), Ok(set.clone()));
        }
    }

    #[test]
    fn text_that_is_no_set_is_refused() {
        for wrong in ["[[1,1]]", "[[0,2],[2,3]]", "[[4,5],[0,1]]", "[[3,1]]"] {
            assert!(serde_json::from_str::<PartSet>(wrong).is_err(), "{wrong}");
        }
    }
}
