//! `DELETE /translations/{translation}`: a text that needs no translation leaves the queue.

use comity_node::accounts::{Permission, token::Scope};

use crate::{
    api::{
        call::{Answer, Call},
        endpoint::Endpoint,
    },
    console::{Fault, Site},
};

pub(super) fn endpoint() -> Endpoint {
    Endpoint::delete("translations-drop", "/translations/{translation}", work)
        .needs(Permission::Translate, Scope::CasesWrite)
}

fn work(call: &Call, site: &Site) -> Result<Answer, Fault> {
    let (sight, id) = (call.sight(site)?, call.place("translation"));
    site.office()
        .drop_translation(call.who(), &sight, id, site.now())?;
    Ok(Answer::done())
}
