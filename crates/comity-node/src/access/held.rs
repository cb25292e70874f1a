//! Whose cases a list shows: one's own, those of one's office, or those that nobody holds yet.

use std::collections::BTreeSet;

use comity_store::{access::Who, desk::DossierFilter};

use super::Sight;

/// Whose cases a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Held {
    /// Of which the reader is the officer or the deputy.
    Mine,
    /// Held by the reader's office or one below it.
    Office,
    /// Held by nobody yet: what the registry gives out.
    Nobody,
}

impl Held {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Mine, Self::Office, Self::Nobody];

    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Mine => "mine",
            Self::Office => "office",
            Self::Nobody => "nobody",
        }
    }

    /// The one of this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.code() == code)
    }

    /// Whether a reader of this sight is shown such a list: who must not see what nobody
    /// holds would find it empty whatever comes in.
    #[must_use]
    pub const fn is_for(self, sight: &Sight) -> bool {
        !matches!(
            (self, sight),
            (
                Self::Nobody,
                Sight::Of {
                    registry: false,
                    ..
                }
            )
        )
    }

    /// The filter with this asked for too, for a reader of this sight. Who sees all as the house
    /// itself is nobody in particular: to the house nothing is *mine*.
    #[must_use]
    pub fn narrow(self, sight: &Sight, filter: DossierFilter) -> DossierFilter {
        let (name, offices) = match sight {
            Sight::All => (String::new(), BTreeSet::new()),
            Sight::Of { name, offices, .. } => (name.clone(), offices.clone()),
        };
        match self {
            Self::Mine => DossierFilter {
                officer: Some(name),
                ..filter
            },
            Self::Office => DossierFilter {
                held_by: Some(offices.into_iter().map(Who::Office).collect()),
                ..filter
            },
            Self::Nobody => DossierFilter {
                held_by: Some([Who::Nobody].into()),
                ..filter
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sight(registry: bool) -> Sight {
        Sight::Of {
            name: "li.wei".to_owned(),
            offices: ["D-1".to_owned(), "D-1-2".to_owned()].into(),
            registry,
        }
    }

    #[test]
    fn each_list_has_a_code_and_asks_for_its_holders() {
        for one in Held::ALL {
            assert_eq!(Held::from_code(one.code()), Some(one));
        }
        assert_eq!(Held::from_code("all"), None);
        let narrow = |held: Held| held.narrow(&sight(false), DossierFilter::default());
        assert_eq!(narrow(Held::Mine).officer.as_deref(), Some("li.wei"));
        let offices = ["D-1", "D-1-2"].map(|code| Who::Office(code.to_owned()));
        assert_eq!(narrow(Held::Office).held_by, Some(offices.into()));
        assert_eq!(narrow(Held::Nobody).held_by, Some([Who::Nobody].into()));
    }

    #[test]
    fn what_nobody_holds_is_offered_to_those_who_may_see_it() {
        assert!(!Held::Nobody.is_for(&sight(false)));
        assert!(Held::Nobody.is_for(&sight(true)));
        assert!(Held::Nobody.is_for(&Sight::All));
        assert!(Held::Mine.is_for(&sight(false)) && Held::Office.is_for(&sight(false)));
    }
}
