//! Drafts: what the house writes before anything of it is said, and on which way it is said.

mod attach;
mod check;
mod clear;
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

use axum::http::StatusCode;
use comity_node::{
    access,
    case::{draft::DraftView, file::ActFile},
    clearance::answer::Deciding,
};

use super::{
    call::{Answer, Call},
    endpoint::Endpoint,
    serve::not_as_seen,
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
        clear::endpoint(),
        release::endpoint(),
        send_back::endpoint(),
        uploads::begin::endpoint(),
        uploads::options::endpoint(),
        uploads::look::endpoint(),
        uploads::go_on::endpoint(),
        uploads::drop::endpoint(),
    ]
}

/// The draft that the path names, for whoever may change it.
fn draft_of(call: &Call, site: &Site) -> Result<DraftView, Fault> {
    let (office, id) = (site.office(), call.place("draft"));
    office.must_see_draft(id, &call.sight(site)?)?;
    Ok(office.draft(call.who(), id)?)
}

/// The same, for who looks at it or decides on it: also who is only asked to clear it.
fn draft_to_look_at(call: &Call, site: &Site) -> Result<DraftView, Fault> {
    let (office, id) = (site.office(), call.place("draft"));
    office.may_look_at_draft(id, &call.sight(site)?)?;
    Ok(office.draft(call.who(), id)?)
}

/// A decision on a draft as the caller saw it; `office` is answered for, where one is named.
///
/// Who decides names what was looked at: `*`, any state (RFC 9110, section 13.1.1), names nothing.
fn deciding<'a>(
    call: &'a Call,
    draft: &'a str,
    office: Option<&'a str>,
) -> Result<Deciding<'a>, Fault> {
    let seen = call.seen.as_deref().filter(|seen| *seen != "*");
    Ok(Deciding {
        who: call.who(),
        draft,
        office,
        seen: Some(seen.ok_or_else(not_as_seen)?),
    })
}

/// What was seen is there no more.
fn changed(fault: Fault) -> Fault {
    match fault.is("draft-changed") {
        true => fault.with_status(StatusCode::PRECONDITION_FAILED),
        false => fault,
    }
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
