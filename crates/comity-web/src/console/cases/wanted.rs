//! What the address of a list asks for, read from it and written into it again.

use std::fmt::Write as _;

use comity_node::access::{Held, Sight};
use comity_store::desk::{DossierFilter, DossierSort};
use serde::Deserialize;

use crate::console::{administration::escaped, fault::Fault};

/// The longest value of a field, in bytes: longer than any code or name that narrows.
const VALUE_MAX: usize = 255;

/// What the address asks for; empty fields ask for nothing.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    /// Whose cases: a code of [`Held`].
    pub(crate) held: String,
    /// With which counterpart.
    pub(crate) them: String,
    pub(crate) status: String,
    pub(crate) urgency: String,
    pub(crate) category: String,
    pub(crate) sort: String,
    /// Which page, counted from 1.
    pub(crate) page: String,
    /// What was just done, for the page that follows a form.
    pub(crate) done: String,
}

impl Wanted {
    /// What narrows and sorts: its fields with their values, those that ask for nothing too.
    pub(crate) fn fields(&self) -> [(&'static str, &str); 6] {
        [
            ("held", &self.held),
            ("them", &self.them),
            ("status", &self.status),
            ("urgency", &self.urgency),
            ("category", &self.category),
            ("sort", &self.sort),
        ]
    }

    /// The same as the query of an address, without the page.
    pub(crate) fn asked(&self) -> String {
        let mut asked = String::new();
        for (name, value) in self.fields().iter().filter(|(_, value)| !value.is_empty()) {
            let between = if asked.is_empty() { "" } else { "&" };
            // Writing to a text does not fail.
            let _: std::fmt::Result = write!(asked, "{between}{name}={}", escaped(value));
        }
        asked
    }

    /// Whether it narrows beyond whose cases they are.
    pub(crate) fn narrows(&self) -> bool {
        let fields = [&self.them, &self.status, &self.urgency, &self.category];
        fields.iter().any(|field| !field.is_empty())
    }

    /// Whose cases.
    pub(crate) fn whose(&self) -> Option<Held> {
        Held::from_code(&self.held)
    }

    /// What passes, of what this reader may know of.
    pub(crate) fn filter(&self, sight: &Sight) -> Result<DossierFilter, Fault> {
        if self
            .fields()
            .iter()
            .any(|(_, value)| value.len() > VALUE_MAX)
        {
            return Err(Fault::unread());
        }
        let some = |text: &String| (!text.is_empty()).then(|| text.clone());
        let them = some(&self.them).map(|text| text.parse());
        let filter = DossierFilter {
            them: them.transpose().map_err(|_| Fault::unread())?,
            status: some(&self.status),
            urgency: some(&self.urgency),
            category: some(&self.category),
            ..DossierFilter::default()
        };
        let filter = match self.whose() {
            Some(held) => held.narrow(sight, filter),
            None => filter,
        };
        Ok(sight.limit(filter))
    }

    /// The order.
    pub(crate) fn order(&self) -> DossierSort {
        match self.sort.as_str() {
            "updated" => DossierSort::Updated,
            "opened" => DossierSort::Opened,
            _ => DossierSort::NextDue,
        }
    }

    /// The page, counted from 1.
    pub(crate) fn number(&self) -> u64 {
        self.page.parse().unwrap_or(1).max(1)
    }

    /// The same with one field changed, as the query of an address.
    pub(crate) fn held(&self, held: &str) -> String {
        let other = Self {
            held: held.to_owned(),
            ..self.clone()
        };
        other.asked()
    }
}

/// The address of a list that is asked for this.
pub(crate) fn address(asked: &str) -> String {
    if asked.is_empty() {
        "/cases".to_owned()
    } else {
        format!("/cases?{asked}")
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use comity_store::access::Who;

    use super::*;

    fn sight() -> Sight {
        Sight::Of {
            name: "li.wei".to_owned(),
            offices: ["D-1".to_owned()].into(),
            registry: false,
        }
    }

    #[test]
    fn what_is_asked_for_is_written_as_an_address_that_leads_nowhere_else() {
        let wanted = Wanted {
            held: "mine".to_owned(),
            status: "a b&sort=x#/".to_owned(),
            page: "7".to_owned(),
            done: "assigned".to_owned(),
            ..Wanted::default()
        };
        assert_eq!(wanted.asked(), "held=mine&status=a%20b%26sort%3Dx%23%2F");
        assert_eq!(wanted.held(""), "status=a%20b%26sort%3Dx%23%2F");
        assert_eq!(wanted.number(), 7);
        assert_eq!(address(&Wanted::default().asked()), "/cases");
        assert!(wanted.narrows() && !Wanted::default().narrows());
    }

    #[test]
    fn whatever_is_asked_for_no_more_is_seen_than_reaches_the_reader() {
        for held in ["", "mine", "office", "nobody", "everybody"] {
            let wanted = Wanted {
                held: held.to_owned(),
                ..Wanted::default()
            };
            let filter = wanted.filter(&sight()).unwrap();
            let mine = [
                Who::Office("D-1".to_owned()),
                Who::Person("li.wei".to_owned()),
            ];
            assert_eq!(filter.seen_by, Some(BTreeSet::from(mine)), "{held}");
        }
    }

    #[test]
    fn a_counterpart_that_is_none_and_a_value_without_end_are_told() {
        let none = Wanted {
            them: "no party".to_owned(),
            ..Wanted::default()
        };
        let long = Wanted {
            status: "x".repeat(VALUE_MAX + 1),
            ..Wanted::default()
        };
        for wanted in [none, long] {
            let fault = wanted.filter(&sight()).unwrap_err();
            assert_eq!(fault.code(), "console-form-unread");
        }
    }
}
