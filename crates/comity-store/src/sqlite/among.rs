//! That a row is among those of known numbers: a condition of a statement.

use rusqlite::ToSql;

use super::tx::{SqlTx, from_json, get, to_json};
use crate::error::Result;

/// The most bytes that numbers are marked in, a byte a number.
const MARKS: usize = 1 << 20;

/// Numbers of rows, in order and each once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Among(Vec<i64>);

/// How rows come before such a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Compared {
    /// They are met one by one, and the number of each is looked at.
    OneByOne,
    /// They are sought by their numbers.
    Sought,
}

impl Among {
    pub(super) fn new(mut numbers: Vec<i64>) -> Self {
        numbers.sort_unstable();
        numbers.dedup();
        Self(numbers)
    }

    pub(super) const fn len(&self) -> usize {
        self.0.len()
    }

    /// Those that are among these, too.
    pub(super) fn and(&self, others: &Self) -> Self {
        let mut others = others.0.iter().copied().peekable();
        let both = self.0.iter().copied().filter(|number| {
            while others.next_if(|other| other < number).is_some() {}
            others.peek() == Some(number)
        });
        Self(both.collect())
    }

    /// That a column is among them.
    ///
    /// Where each row is looked at, it is a mark at the place of its number: a third of what a
    /// search among the numbers costs, and a page in the middle of a list passes over half of all rows.
    pub(super) fn condition(
        &self,
        column: &str,
        compared: Compared,
    ) -> Result<(String, Box<dyn ToSql>)> {
        if compared == Compared::OneByOne
            && let Some(marks) = self.marks()
        {
            let marked = format!("substr(?, {column} + 1, 1) = x'01'");
            return Ok((marked, Box::new(marks)));
        }
        let among = format!("{column} IN (SELECT value FROM json_each(?))");
        Ok((among, Box::new(self.to_text()?)))
    }

    /// As a statement takes them.
    pub(super) fn to_text(&self) -> Result<String> {
        to_json(&self.0, "numbers")
    }

    /// A byte for each number up to the last of these, 1 for those among them; none where that is long.
    fn marks(&self) -> Option<Vec<u8>> {
        let places = self.0.iter().map(|number| usize::try_from(*number).ok());
        let places: Vec<usize> = places.collect::<Option<_>>()?;
        let length = places.last().map_or(0, |last| last.saturating_add(1));
        let mut marks = vec![0; Some(length).filter(|length| *length <= MARKS)?];
        for place in places {
            *marks.get_mut(place)? = 1;
        }
        Some(marks)
    }
}

impl SqlTx<'_> {
    /// The numbers that a statement gathers into one text: handing them up row by row costs ten times as much.
    pub(super) fn gathered(
        &self,
        sql: &str,
        values: impl IntoIterator<Item = Box<dyn ToSql>>,
    ) -> Result<Among> {
        let values = rusqlite::params_from_iter(values);
        let text = self.one(sql, values, |row| get::<String>(row, 0))?;
        let numbers = text.map(|text| from_json(&text, "numbers")).transpose()?;
        Ok(Among::new(numbers.unwrap_or_default()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn among(numbers: &[i64]) -> Among {
        Among::new(numbers.to_vec())
    }

    #[test]
    fn what_two_have_in_common_is_in_order_and_once() {
        let both = among(&[9, 1, 4, 4, 7]).and(&among(&[4, 2, 9, 10]));
        assert_eq!(both, among(&[4, 9]));
        for (one, two) in [(&among(&[]), &both), (&both, &among(&[]))] {
            assert_eq!(one.and(two), among(&[]));
        }
    }

    #[test]
    fn numbers_are_marked_at_their_places_while_that_is_short() {
        assert_eq!(among(&[]).marks(), Some(vec![]));
        assert_eq!(among(&[4, 1]).marks(), Some(vec![0, 1, 0, 0, 1]));
        let last = i64::try_from(MARKS).unwrap() - 1;
        assert_eq!(among(&[last]).marks().map(|marks| marks.len()), Some(MARKS));
        assert_eq!(among(&[last + 1]).marks(), None);
        assert_eq!(among(&[-1]).marks(), None);
        for (number, compared, marked) in [
            (3, Compared::OneByOne, true),
            (last + 1, Compared::OneByOne, false),
            (3, Compared::Sought, false),
        ] {
            let (condition, _) = among(&[number]).condition("group_id", compared).unwrap();
            assert_eq!(condition.starts_with("substr"), marked, "{condition}");
        }
    }
}
