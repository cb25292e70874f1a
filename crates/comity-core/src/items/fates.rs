//! What became of the items of a request: `n,fate,ground`.

use std::collections::BTreeMap;

use super::{ITEMS_MAX, ItemsError, records, write};
use crate::{
    act::Fates,
    codes::{Ground, ItemFate},
};

const COLUMNS: &[&str] = &["n", "fate", "ground"];

/// What became of one item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct ItemAnswer {
    /// The fate.
    pub fate: ItemFate,
    /// The ground, when it was declined and only then.
    pub ground: Option<Ground>,
}

/// What became of the items, by number; an item that is not named is still open.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FateList {
    answers: BTreeMap<u32, ItemAnswer>,
}

impl FateList {
    /// Reads a list from CSV.
    ///
    /// # Errors
    /// The first line that is wrong.
    pub fn from_csv(bytes: &[u8]) -> Result<Self, ItemsError> {
        let mut list = Self::default();
        let mut first: BTreeMap<u32, u64> = BTreeMap::new();
        for record in records(bytes, COLUMNS, 2, "n,fate,ground")? {
            let (line, fields) = record?;
            let (number, answer) = answer(line, &fields)?;
            if let Some(first) = first.insert(number, line) {
                return Err(ItemsError::Twice { line, first });
            }
            list.answers.insert(number, answer);
        }
        if list.answers.is_empty() {
            Err(ItemsError::Empty)
        } else {
            Ok(list)
        }
    }

    /// The one CSV form of the list, by number.
    #[must_use]
    pub fn to_csv(&self) -> Vec<u8> {
        write(
            COLUMNS,
            self.answers.iter().map(|(number, answer)| {
                vec![
                    number.to_string(),
                    answer.fate.code().to_owned(),
                    answer
                        .ground
                        .map(|ground| ground.code().to_owned())
                        .unwrap_or_default(),
                ]
            }),
        )
    }

    /// Says what became of one item; numbers run from 1.
    ///
    /// # Errors
    /// A number out of bounds, or a ground that does not go with the fate.
    pub fn set(&mut self, number: u32, answer: ItemAnswer) -> Result<(), ItemsError> {
        check(u64::from(number) + 1, number, answer)?;
        self.answers.insert(number, answer);
        Ok(())
    }

    /// Takes over what a later list says.
    pub fn update(&mut self, later: &Self) {
        self.answers.extend(
            later
                .answers
                .iter()
                .map(|(number, answer)| (*number, *answer)),
        );
    }

    /// What became of an item.
    #[must_use]
    pub fn get(&self, number: u32) -> Option<ItemAnswer> {
        self.answers.get(&number).copied()
    }

    /// All answers by number.
    pub fn iter(&self) -> impl Iterator<Item = (u32, ItemAnswer)> + '_ {
        self.answers
            .iter()
            .map(|(number, answer)| (*number, *answer))
    }

    /// The highest number named.
    #[must_use]
    pub fn highest(&self) -> u32 {
        self.answers
            .last_key_value()
            .map_or(0, |(number, _)| *number)
    }

    /// The counts, for the envelope.
    #[must_use]
    pub fn counts(&self) -> Fates {
        let mut counts = Fates::default();
        for answer in self.answers.values() {
            *counts.fates.entry(answer.fate).or_default() += 1;
            if let Some(ground) = answer.ground {
                *counts.grounds.entry(ground).or_default() += 1;
            }
        }
        counts
    }
}

fn answer(line: u64, fields: &[String]) -> Result<(u32, ItemAnswer), ItemsError> {
    let [number, fate, ground] = fields else {
        return Err(ItemsError::Csv { line });
    };
    let field = |column| ItemsError::Field { line, column };
    let number: u32 = number.parse().map_err(|_| field("n"))?;
    let fate = fate.parse().map_err(|_| field("fate"))?;
    let ground = match ground.as_str() {
        "" => None,
        code => Some(code.parse().map_err(|_| field("ground"))?),
    };
    let answer = ItemAnswer { fate, ground };
    check(line, number, answer)?;
    Ok((number, answer))
}

fn check(line: u64, number: u32, answer: ItemAnswer) -> Result<(), ItemsError> {
    let numbered = number >= 1 && usize::try_from(number).is_ok_and(|number| number <= ITEMS_MAX);
    if !numbered {
        return Err(ItemsError::Field { line, column: "n" });
    }
    if answer.ground.is_some() == (answer.fate == ItemFate::Declined) {
        Ok(())
    } else {
        Err(ItemsError::Field {
            line,
            column: "ground",
        })
    }
}
