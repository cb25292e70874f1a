//! How much one person may have open at once, of what lasts as long as somebody else likes.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use axum::http::StatusCode;

use crate::console::Fault;

/// Counts who is inside: so many at most, and so many of each person.
#[derive(Debug, Clone)]
pub struct Turnstile {
    each: usize,
    all: usize,
    inside: Arc<Mutex<BTreeMap<String, usize>>>,
}

impl Turnstile {
    /// For work that waits for whoever sends, or for a program of the house: each has a thread.
    #[must_use]
    pub fn of_work() -> Self {
        Self::new(8, 64)
    }

    /// For streams of events: each has a connection, of which pages are to have most, and what its
    /// reader was told of.
    #[must_use]
    pub fn of_streams() -> Self {
        Self::new(128, 512)
    }

    fn new(each: usize, all: usize) -> Self {
        Self {
            each,
            all,
            inside: Arc::default(),
        }
    }

    /// Lets this person in, until what is given back is dropped.
    pub(crate) fn enter(&self, who: &str) -> Result<Inside, Fault> {
        let mut inside = self.inside();
        let mine = inside.get(who).copied().unwrap_or_default();
        let all: usize = inside.values().sum();
        if mine >= self.each || all >= self.all {
            let status = StatusCode::TOO_MANY_REQUESTS;
            return Err(Fault::new(status, "console-too-many-at-once").with("most", self.each));
        }
        inside.insert(who.to_owned(), mine + 1);
        Ok(Inside {
            turnstile: self.clone(),
            who: who.to_owned(),
        })
    }

    fn inside(&self) -> MutexGuard<'_, BTreeMap<String, usize>> {
        self.inside.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Somebody is inside as long as this is kept.
#[derive(Debug)]
pub(crate) struct Inside {
    turnstile: Turnstile,
    who: String,
}

impl Drop for Inside {
    fn drop(&mut self) {
        let mut inside = self.turnstile.inside();
        let left = inside
            .get(&self.who)
            .map_or(0, |mine| mine.saturating_sub(1));
        if left == 0 {
            inside.remove(&self.who);
        } else {
            inside.insert(self.who.clone(), left);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn so_many_of_each_person_and_of_all() {
        let turnstile = Turnstile::new(2, 3);
        let first = turnstile.enter("li").unwrap();
        let _second = turnstile.enter("li").unwrap();
        assert!(turnstile.enter("li").is_err(), "a third of one person");
        let _third = turnstile.enter("wang").unwrap();
        assert!(turnstile.enter("zhao").is_err(), "a fourth of all");
        drop(first);
        let fault = turnstile.enter("li").map(drop);
        assert_eq!(fault, Ok(()), "one left");
        assert_eq!(turnstile.inside().len(), 2);
    }
}
