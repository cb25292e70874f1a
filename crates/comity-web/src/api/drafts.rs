//! Drafts: what the house writes before anything of it is said, and on which way it is said.

mod attach;
mod check;
mod detach;
mod discard;
mod edit;
mod list;
mod make;
mod release;
mod send_back;
mod show;
mod submit;
mod uploads;

use comity_node::{
    access,
    case::{draft::DraftView, file::ActFile},
};

use super::{
    call::{Answer, Call},
    endpoint::Endpoint,
};
use crate::console::{Fault, Site};

/// The longest list of items that is handed in with a draft, in bytes.
const ITEMS: usize = 3 << 20;

/// The operations of this room.
pub(super) fn endpoints() -> Vec<Endpoint> {
    vec![
        list::endpoint(),
        make::endpoint(),
        show::endpoint(),
        edit::endpoint(),
        discard::endpoint(),
        check::endpoint(),
        attach::endpoint(),
        detach::endpoint(),
        submit::endpoint(),
        release::endpoint(),
        send_back::endpoint(),
        uploads::begin::endpoint(),
        uploads::options::endpoint(),
        uploads::look::endpoint(),
        uploads::go_on::endpoint(),
        uploads::drop::endpoint(),
    ]
}

/// The draft that the path names: the one way in which operations read a draft.
fn draft_of(call: &Call, site: &Site) -> Result<DraftView, Fault> {
    let (office, id) = (site.office(), call.place("draft"));
    office.must_see_draft(id, &call.sight(site)?)?;
    Ok(office.draft(call.who(), id)?)
}

/// Refuses an act of a case that the caller may not know of, as if there were none.
fn case_is_known(call: &Call, site: &Site, act: &ActFile) -> Result<(), Fault> {
    if let Some(case) = &act.case {
        let (sight, case) = (call.sight(site)?, case.to_string());
        site.node
            .store()
            .read(|tx| access::find(tx, &sight, &case))?;
    }
    Ok(())
}

/// A draft, with the name of its state.
fn answer(draft: &DraftView) -> Result<Answer, Fault> {
    Ok(Answer::json(draft)?.at_version(&draft.version))
}
