//! `POST /translations/{translation}/finish`: the text goes where it belongs.

use comity_node::accounts::{Permission, token::Scope};

use crate::{
    api::{
        call::{Answer, Call},
        endpoint::Endpoint,
        schema::Shape,
    },
    console::{Fault, Site},
};

pub(super) fn endpoint() -> Endpoint {
    let path = "/translations/{translation}/finish";
    Endpoint::post("translations-finish", path, work)
        .needs(Permission::Translate, Scope::CasesWrite)
        .gives(Shape::named("TranslationLine"))
}

fn work(call: &Call, site: &Site) -> Result<Answer, Fault> {
    let (sight, id) = (call.sight(site)?, call.place("translation"));
    let line = site
        .office()
        .finish_translation(call.who(), &sight, id, None, site.now())?;
    Answer::json(&line)
}
