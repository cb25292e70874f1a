//! What people do: answer for an office that is asked about a draft, and look at what they are asked.

use comity_core::Time;
use comity_store::{Store, Tx};
use serde_json::json;

use super::{
    ClearanceError,
    asked::{self, Asked},
    course::{Asker, Next, Verdict},
};
use crate::{
    access::Sight,
    accounts::Permission,
    case::{
        CaseError,
        draft::{CLEARING, Did, DraftView, Kept, SUBMITTED, Step, WRITING},
        house::InboxRow,
    },
    office::Office,
    people::{self, Actor, PeopleError, Person, Role},
    trail,
};

/// The longest remark or reason, in characters.
pub(crate) const TEXT_MAX: usize = 2_000;

/// Who decides on which draft, as it was seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deciding<'a> {
    /// Who, by name.
    pub who: &'a str,
    /// The draft.
    pub draft: &'a str,
    /// The office that is answered for; the only one that there is, where none is named.
    pub office: Option<&'a str>,
    /// The state that was looked at; whichever there is, where none is named.
    pub seen: Option<&'a str>,
}

impl<'a> Deciding<'a> {
    /// A decision on a draft as it is, whatever it is.
    #[must_use]
    pub const fn any(who: &'a str, draft: &'a str) -> Self {
        Self {
            who,
            draft,
            office: None,
            seen: None,
        }
    }

    pub(crate) fn owned(&self) -> Decided {
        Decided {
            who: self.who.to_owned(),
            draft: self.draft.to_owned(),
            office: self.office.map(str::to_owned),
            seen: self.seen.map(str::to_owned),
        }
    }
}

/// The same, for a transaction.
#[derive(Debug, Clone)]
pub(crate) struct Decided {
    pub(crate) who: String,
    pub(crate) draft: String,
    office: Option<String>,
    seen: Option<String>,
}

impl Decided {
    /// Refuses a draft that is not as it was looked at.
    pub(crate) fn must_have_seen(&self, kept: &Kept) -> Result<(), CaseError> {
        let seen = self.seen.as_deref();
        seen.map_or(Ok(()), |seen| kept.must_be_as_seen(seen))
    }
}

impl<S: Store> Office<'_, S> {
    /// Clears a draft for an office that is asked, with a remark or without.
    ///
    /// # Errors
    /// It does not wait for clearance or is not as it was seen, who gives the command may not
    /// answer for the office or wrote any of it, or the remark is too long.
    pub fn clear(
        &self,
        by: &Deciding<'_>,
        remark: Option<&str>,
        now: Time,
    ) -> Result<DraftView, CaseError> {
        let remark = remark.map(str::trim).filter(|remark| !remark.is_empty());
        let length = remark.map_or(0, |remark| remark.chars().count());
        if length > TEXT_MAX {
            return Err(CaseError::Text(length));
        }
        let (decided, remark) = (by.owned(), remark.map(str::to_owned));
        let cleared = move |tx: &mut dyn Tx| answer(tx, &decided, Verdict::Cleared, remark, now);
        self.node.store().write(cleared)?;
        self.draft(by.who, by.draft)
    }

    /// What this person is asked to clear, and may clear now: the nearest deadline first.
    ///
    /// # Errors
    /// The store.
    pub fn asked_to_clear(&self, who: &str, now: Time) -> Result<Vec<Asked>, CaseError> {
        self.node.store().read(|tx| asked::open_to(tx, who, now))
    }

    /// The drafts that wait for their release, may be seen, and are this person's to release.
    ///
    /// # Errors
    /// The store.
    pub fn asked_to_release(&self, who: &str, sight: &Sight) -> Result<Vec<InboxRow>, CaseError> {
        let rules = &self.config.clearance;
        self.node
            .store()
            .read(|tx| asked::releasable_by(tx, who, sight, rules))
    }
}

/// Takes the answer of an office to a draft that waits for it.
pub(crate) fn answer(
    tx: &mut dyn Tx,
    by: &Decided,
    verdict: Verdict,
    text: Option<String>,
    now: Time,
) -> Result<(), CaseError> {
    let person = clearer(people::actor(&*tx, &by.who)?)?;
    let mut kept = Kept::find(&*tx, &by.draft)?;
    by.must_have_seen(&kept)?;
    kept.must_be(CLEARING)?;
    if kept.written_by(&by.who) {
        return Err(ClearanceError::Own.into());
    }
    let course = kept.draft.course().ok_or(ClearanceError::NotAsked)?;
    // It cannot be written while it waits; but what is cleared is what was handed on.
    if course.plan.content != kept.draft.content()? {
        return Err(CaseError::DraftChanged);
    }
    let asker = Asker {
        name: &by.who,
        office: &person.office,
    };
    let (course, state) = match course.answer(asker, by.office.as_deref(), verdict, now)? {
        Next::Waits(course) => (course, CLEARING),
        Next::Done(course) => (course, SUBMITTED),
        Next::Back(course) => (course, WRITING),
    };
    let office = course.answers.last().map(|answer| answer.office.clone());
    let (did, noted) = match verdict {
        Verdict::Cleared => (Did::Cleared, "draft-cleared"),
        Verdict::SentBack => (Did::SentBack, "draft-sent-back"),
    };
    let step = Step {
        content: Some(course.plan.content),
        office: office.clone(),
        reason: text,
        ..Step::new(did, &by.who, now)
    };
    kept.step(tx, step, state)?;
    let what = json!({"draft": by.draft, "office": office});
    trail::note(tx, now, &by.who, noted, what)?;
    Ok(())
}

/// A registered person of a role that clears.
fn clearer(actor: Actor) -> Result<Person, PeopleError> {
    let clears = |person: &Person| {
        let mut roles = person.roles.iter();
        roles.any(|role| role.permits(Permission::Clear))
    };
    let refused = PeopleError::NotInRole {
        name: actor.name,
        role: Role::Officer,
    };
    actor.person.filter(clears).ok_or(refused)
}
