//! Cases: lists, one case, its acts and items, what the house notes on it, and what is taken out of it.

mod act;
mod attachment;
mod holding;
mod inbox;
mod items;
mod label;
mod list;
mod note;
mod proof;
mod search;
mod show;
mod silence;

use comity_node::case::{disclose::Disclosure, show::CaseShow};

use super::{call::Call, endpoint::Endpoint};
use crate::console::{self, Fault, Site};

/// The operations of this room.
pub(super) fn endpoints() -> Vec<Endpoint> {
    vec![
        inbox::endpoint(),
        list::endpoint(),
        search::endpoint(),
        show::endpoint(),
        act::endpoint(),
        items::endpoint(),
        note::endpoint(),
        label::put(),
        label::remove(),
        holding::assign(),
        holding::refer(),
        holding::let_in(),
        holding::shut_out(),
        attachment::endpoint(),
        proof::endpoint(),
        silence::endpoint(),
    ]
}

/// The case that the path names, with all that is shown of it, for what changes it.
fn case_of(call: &Call, site: &Site) -> Result<CaseShow, Fault> {
    console::case_of(site, &call.sight(site)?, call.place("case"))
}

/// The same for what reads it: also for who is only asked to clear a draft of it.
fn case_to_look_at(call: &Call, site: &Site) -> Result<CaseShow, Fault> {
    let found = console::case_to_look_at(site, &call.sight(site)?, call.place("case"));
    Ok(found?.0)
}

/// The same without personal fields, unless the caller asks for them: who did stands in the trail first.
fn shown(call: &Call, site: &Site) -> Result<(CaseShow, bool), Fault> {
    let mut case = case_to_look_at(call, site)?;
    let masked = !call.flag("unmask").unwrap_or_default();
    if masked {
        case.mask();
    } else {
        let what = Disclosure::Case {
            case: case.case.clone(),
        };
        site.office().disclose(call.who(), &what, site.now())?;
    }
    Ok((case, masked))
}
