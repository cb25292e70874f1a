//! One case for one reader: the only ways in which these pages come to a case.

use comity_core::ActId;
use comity_node::{
    access::{self, Sight},
    case::show::{ActLine, CaseShow},
};

use crate::console::{Site, fault::Fault};

/// A case by reference, id, or a prefix of the id; one that may not be known of is not there.
pub(crate) fn case_of(site: &Site, sight: &Sight, name: &str) -> Result<CaseShow, Fault> {
    let found = site.node.store().read(|tx| access::find(tx, sight, name));
    let (_, dossier) = found?;
    Ok(site.office().show_case(&dossier.to_string(), site.now())?)
}

/// A case for who only looks at it, and whether it reaches the reader by itself: who is asked to clear
/// a draft of it may look at it too.
pub(crate) fn case_to_look_at(
    site: &Site,
    sight: &Sight,
    name: &str,
) -> Result<(CaseShow, bool), Fault> {
    let office = site.office();
    let (dossier, reached) = office.look_up_case(sight, name)?;
    Ok((office.show_case(&dossier.to_string(), site.now())?, reached))
}

/// An act of that case, by its id; of another case there is none here.
pub(crate) fn act_of<'a>(case: &'a CaseShow, act: &str) -> Result<&'a ActLine, Fault> {
    let id: ActId = act.parse().map_err(|_| Fault::absent())?;
    let mut acts = case.acts.iter();
    acts.find(|line| line.act == id).ok_or_else(Fault::absent)
}

/// Our reference, or the id.
pub(crate) fn name_of(case: &CaseShow) -> String {
    let id = || case.case.id.to_string();
    case.reference.clone().unwrap_or_else(id)
}
