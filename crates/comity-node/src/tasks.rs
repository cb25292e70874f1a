//! What waits for one person beside the turns of cases: drafts to clear and to release, texts to
//! translate, and what a second person must confirm.

use std::collections::BTreeSet;

use comity_core::Time;
use comity_store::{ReadTx, Store};
use serde::Serialize;

use crate::{
    access::Sight,
    accounts::{
        Caller, Permission,
        grant::{self, Grant, What},
    },
    case::{CaseError, house::InboxRow},
    clearance::asked::{self, Asked, Returned},
    office::Office,
    people::Role,
    translate::TranslationLine,
    webhooks::{self, State, Webhook},
};

/// What waits for one person.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tasks {
    /// Drafts to clear, the nearest deadline first.
    pub clears: Vec<Asked>,
    /// Drafts to release.
    pub releases: Vec<InboxRow>,
    /// Drafts of one's own that were sent back, the last first.
    pub returned: Vec<Returned>,
    /// Texts to translate, the nearest deadline first; what has none comes last.
    pub translations: Vec<TranslationLine>,
    /// What others asked for, the oldest first.
    pub confirms: Vec<Confirm>,
}

impl Tasks {
    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        [
            self.clears.len(),
            self.releases.len(),
            self.returned.len(),
            self.translations.len(),
            self.confirms.len(),
        ]
        .iter()
        .sum()
    }
}

impl Tasks {
    /// Each by a name that stays the same while it waits, for who looks whether anything came.
    #[must_use]
    pub fn names(&self) -> BTreeSet<String> {
        let clears = self.clears.iter();
        let clears = clears.map(|one| format!("clear/{}/{}/{}", one.draft, one.office, one.since));
        let releases = self.releases.iter().filter_map(|row| match row {
            InboxRow::Release { draft, at, .. } => Some(format!("release/{draft}/{at}")),
            _ => None,
        });
        let returned = self.returned.iter();
        let returned = returned.map(|one| format!("returned/{}/{}", one.draft, one.at));
        let texts = self.translations.iter();
        let texts = texts.map(|line| format!("translate/{}", line.id));
        let confirms = self.confirms.iter();
        let confirms = confirms.map(|one| format!("confirm/{:?}/{}", one.matter, one.at));
        clears
            .chain(releases)
            .chain(returned)
            .chain(texts)
            .chain(confirms)
            .collect()
    }
}

/// Something that was asked for and waits until a second person confirms it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Confirm {
    /// What.
    #[serde(flatten)]
    pub matter: Matter,
    /// Who asked.
    pub by: String,
    /// When.
    pub at: Time,
}

/// What a second person is to confirm.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "is")]
pub enum Matter {
    /// A role of a person.
    Role {
        /// The person.
        person: String,
        /// The role.
        role: Role,
    },
    /// That a person is let in.
    Access {
        /// The person.
        person: String,
    },
    /// That a person belongs to another office.
    Move {
        /// The person.
        person: String,
        /// The office, by its code.
        office: String,
    },
    /// That an office stands below another one.
    Under {
        /// The office, by its code.
        office: String,
        /// The one above, by its code.
        above: String,
    },
    /// That a webhook tells.
    Webhook {
        /// Its id.
        webhook: String,
        /// What people call it.
        label: String,
    },
}

impl<S: Store> Office<'_, S> {
    /// What waits for whoever calls, as far as the roles and the way in permit it to be done.
    ///
    /// # Errors
    /// The store.
    pub fn tasks(&self, caller: &Caller, sight: &Sight, now: Time) -> Result<Tasks, CaseError> {
        let who = &caller.name;
        self.node.store().read(|tx| {
            let mut tasks = Tasks::default();
            if caller.can(Permission::Clear) {
                tasks.clears = asked::open_to(tx, who, now)?;
            }
            if caller.can(Permission::Release) {
                tasks.releases = asked::releasable_by(tx, who, sight, &self.config.clearance)?;
            }
            if caller.can(Permission::Draft) {
                tasks.returned = asked::returned_to(tx, who, sight)?;
            }
            if caller.can(Permission::Translate) {
                tasks.translations = self.texts_for(tx, &caller.person, sight)?;
            }
            if caller.can(Permission::ConfirmGrants) {
                tasks.confirms = confirms(tx, Some(who), now)?;
            }
            Ok(tasks)
        })
    }

    /// What waits for a second person: for this one, or for whoever it is.
    ///
    /// # Errors
    /// The store.
    pub fn awaiting_confirmation(
        &self,
        who: Option<&str>,
        now: Time,
    ) -> Result<Vec<InboxRow>, CaseError> {
        let found = self
            .node
            .unfollowed()
            .read(|tx| confirms(tx, who, now))?
            .into_iter();
        Ok(found.map(InboxRow::Confirm).collect())
    }
}

/// What waits for a second person, the oldest first; nobody confirms what was asked by or for oneself.
fn confirms(tx: &dyn ReadTx, who: Option<&str>, now: Time) -> Result<Vec<Confirm>, CaseError> {
    let is_mine = |name: &str| who == Some(name);
    let grants = grant::list(tx, now)?.into_iter();
    let grants = grants.filter(|one| {
        let of_office = matches!(one.what, What::Under(_));
        !is_mine(&one.by) && (of_office || !is_mine(&one.name))
    });
    let webhooks = webhooks::list(tx)?.into_iter();
    let webhooks = webhooks.filter(|one| one.state == State::Proposed && !is_mine(&one.by));
    let mut found: Vec<Confirm> = grants
        .map(Confirm::from)
        .chain(webhooks.map(Confirm::from))
        .collect();
    found.sort_by_key(|one| one.at);
    Ok(found)
}

impl From<Grant> for Confirm {
    fn from(grant: Grant) -> Self {
        let name = grant.name;
        let matter = match grant.what {
            What::Role(role) => Matter::Role { person: name, role },
            What::Access => Matter::Access { person: name },
            What::Move(office) => Matter::Move {
                person: name,
                office,
            },
            What::Under(above) => Matter::Under {
                office: name,
                above,
            },
        };
        Self {
            matter,
            by: grant.by,
            at: grant.at,
        }
    }
}

impl From<Webhook> for Confirm {
    fn from(webhook: Webhook) -> Self {
        Self {
            matter: Matter::Webhook {
                webhook: webhook.id,
                label: webhook.label,
            },
            by: webhook.by,
            at: webhook.since,
        }
    }
}

#[cfg(test)]
mod tests {
    use comity_store::{MemoryStore, StoreError, Tx};

    use super::*;

    const NOW: Time = Time::from_seconds(1_800_000_000);

    fn ask(
        tx: &mut dyn Tx,
        name: &str,
        what: What,
        by: &str,
        after: i64,
    ) -> Result<(), StoreError> {
        grant::wait(tx, name, what, by, NOW.plus(after))
    }

    #[test]
    fn nobody_confirms_what_was_asked_by_or_for_oneself() {
        let store = MemoryStore::new();
        store
            .write(|tx| {
                ask(tx, "D-2", What::Under("D-1".to_owned()), "root", 3)?;
                ask(tx, "li", What::Role(Role::Duty), "root", 1)?;
                ask(tx, "li", What::Access, "chen", 2)?;
                ask(tx, "chen", What::Move("D-2".to_owned()), "root", 4)
            })
            .unwrap();
        let of = |who, after| {
            let found = store.read(|tx| confirms(tx, who, NOW.plus(after)));
            let found = found.unwrap().into_iter();
            let name = |one: Confirm| match one.matter {
                Matter::Role { .. } => "role",
                Matter::Access { .. } => "access",
                Matter::Move { .. } => "move",
                Matter::Under { .. } => "under",
                Matter::Webhook { .. } => "webhook",
            };
            found.map(name).collect::<Vec<_>>()
        };
        assert_eq!(of(None, 10), ["role", "access", "under", "move"]);
        assert_eq!(of(Some("chen"), 10), ["role", "under"]);
        assert_eq!(of(Some("sun"), 10), ["role", "access", "under", "move"]);
        assert_eq!(of(None, grant::ASKED_FOR + 2), ["under", "move"]);
    }
}
