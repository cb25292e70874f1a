//! A draft as it will cross: envelope, body and attachments, beside what stays at home.

use comity_core::body::Body;
use comity_store::Store;
use serde_json::{Map, Value};

use super::{
    CaseError, compose,
    draft::{DraftView, Kept},
    flow::author,
};
use crate::{
    access::Sight,
    clearance::version::{self, Before},
    office::Office,
    people,
};

/// A draft with all that will cross.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// The draft, with what it lacks and what was done with it.
    pub view: DraftView,
    /// What the envelope will say.
    pub says: Map<String, Value>,
    /// The body; its origin and id are set when it is sealed.
    pub body: Body,
    /// The office that will speak.
    pub office: Option<String>,
    /// The duty number that will speak.
    pub duty: Option<String>,
    /// What the reader, or else whoever sent it back, looked at before, where it said something else.
    pub before: Option<Before>,
    /// The list of items or fates as CSV, which will be one more attachment; empty when there is none.
    pub list: String,
}

impl<S: Store> Office<'_, S> {
    /// A draft in the form in which it will cross; one that may not be looked at is not there.
    ///
    /// # Errors
    /// No such draft, or a list in it that cannot be read.
    pub fn preview(&self, who: &str, id: &str, sight: &Sight) -> Result<Preview, CaseError> {
        self.may_look_at_draft(id, sight)?;
        let view = self.draft(who, id)?;
        self.node.store().read(|tx| {
            let actor = people::actor(tx, who)?;
            let Kept { row, draft } = Kept::find(tx, id)?;
            let before = version::before(tx, &row.id, &draft, &actor)?;
            let author = author(tx, &draft.steps, &actor);
            let (office, duty) = compose::speaks(&draft, &author);
            Ok(Preview {
                view,
                says: compose::says(&draft)?,
                body: compose::body(&draft, self.node.me(), &row.them),
                office,
                duty,
                before,
                list: draft.list,
            })
        })
    }
}
