//! Saved views: lists that a person comes back to, each a name and what the list is asked for.
//!
//! They are the person's own: nobody else sees or uses them.

use comity_core::Time;
use comity_store::{ReadTx, StoreError, Tx};
use serde::{Deserialize, Serialize};

use crate::kept;

const KIND: &str = "view";
/// Views of one person.
const MOST: usize = 40;
/// The longest name, in characters.
const NAME_MAX: usize = 60;
/// The longest question, in bytes.
const ASKED_MAX: usize = 500;

/// A saved view.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct View {
    /// Its name, unique among the views of a person.
    pub name: String,
    /// What the list is asked for: fields and values as in an address, without the place of the list.
    pub asked: String,
    /// When it was saved.
    pub at: Time,
}

/// Why a view was not saved.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ViewError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Not a name of 1 to 60 characters, none of them a control character.
    #[error("save a view under this name")]
    Name,
    /// What is asked for is too long, or holds what belongs in no address.
    #[error("save a view that asks for this")]
    Asked,
    /// So many views are there already.
    #[error("save more than {MOST} views")]
    TooMany,
}

impl ViewError {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Store(error) => error.code(),
            Self::Name => "view-name",
            Self::Asked => "view-asked",
            Self::TooMany => "view-too-many",
        }
    }
}

/// The views of a person, in the order of their names.
///
/// # Errors
/// The store.
pub fn of(tx: &dyn ReadTx, who: &str) -> Result<Vec<View>, StoreError> {
    Ok(kept::get(tx, KIND, who)?.unwrap_or_default())
}

/// Saves a view; one of the same name is replaced.
///
/// # Errors
/// The name or what is asked for is none, or there are too many.
pub fn save(tx: &mut dyn Tx, who: &str, view: View) -> Result<(), ViewError> {
    let length = view.name.chars().count();
    let plain = !view.name.chars().any(char::is_control) && view.name.trim() == view.name;
    if !plain || !(1..=NAME_MAX).contains(&length) {
        return Err(ViewError::Name);
    }
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~%=&+".contains(&byte);
    if view.asked.len() > ASKED_MAX || !view.asked.bytes().all(fits) {
        return Err(ViewError::Asked);
    }
    let mut views = of(&*tx, who)?;
    views.retain(|one| one.name != view.name);
    if views.len() >= MOST {
        return Err(ViewError::TooMany);
    }
    views.push(view);
    views.sort_by(|one, other| one.name.cmp(&other.name));
    Ok(kept::put(tx, KIND, who, &views)?)
}

/// Removes a view; nothing happens where there is none of this name.
///
/// # Errors
/// The store.
pub fn remove(tx: &mut dyn Tx, who: &str, name: &str) -> Result<(), StoreError> {
    let mut views = of(&*tx, who)?;
    views.retain(|one| one.name != name);
    if views.is_empty() {
        tx.unkeep(KIND, who)
    } else {
        kept::put(tx, KIND, who, &views)
    }
}

#[cfg(test)]
mod tests {
    use comity_store::{MemoryStore, Store as _};

    use super::*;

    fn view(name: &str, asked: &str) -> View {
        View {
            name: name.to_owned(),
            asked: asked.to_owned(),
            at: Time::from_seconds(0),
        }
    }

    fn names(store: &MemoryStore, who: &str) -> Vec<String> {
        let views = store.read(|tx| of(tx, who)).unwrap();
        views.into_iter().map(|view| view.name).collect()
    }

    fn keep(store: &MemoryStore, who: &'static str, view: View) -> Result<(), ViewError> {
        store.write(move |tx| save(tx, who, view))
    }

    #[test]
    fn views_are_a_persons_own_and_one_of_the_same_name_is_replaced() {
        let store = MemoryStore::new();
        for (name, asked) in [("乙", "held=mine"), ("a", ""), ("a", "status=open")] {
            keep(&store, "li.wei", view(name, asked)).unwrap();
        }
        assert_eq!(names(&store, "li.wei"), ["a", "乙"]);
        assert_eq!(names(&store, "zhao.min"), [""; 0]);
        let views = store.read(|tx| of(tx, "li.wei")).unwrap();
        assert_eq!(views[0].asked, "status=open");
        for name in ["a", "nobody's", "乙"] {
            store.write(move |tx| remove(tx, "li.wei", name)).unwrap();
        }
        assert_eq!(names(&store, "li.wei"), [""; 0]);
    }

    #[test]
    fn what_is_no_name_and_what_leads_elsewhere_is_refused() {
        let store = MemoryStore::new();
        let long = "长".repeat(NAME_MAX + 1);
        for name in ["", " a", "a\u{7}", long.as_str()] {
            let error = keep(&store, "li.wei", view(name, "")).unwrap_err();
            assert_eq!(error.code(), "view-name", "{name:?}");
        }
        let long = "a".repeat(ASKED_MAX + 1);
        for asked in ["/x", "#x", "a b", "a\"b", "//e.example", long.as_str()] {
            let error = keep(&store, "li.wei", view("a", asked)).unwrap_err();
            assert_eq!(error.code(), "view-asked", "{asked}");
        }
        for number in 0..MOST {
            keep(&store, "li.wei", view(&format!("v{number}"), "")).unwrap();
        }
        let error = keep(&store, "li.wei", view("one more", "")).unwrap_err();
        assert_eq!(error.code(), "view-too-many");
        keep(&store, "li.wei", view("v1", "held=mine")).unwrap();
    }
}
