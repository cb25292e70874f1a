//! `POST /translations`: a translation is asked for, or handed to others.

use comity_core::Time;
use comity_node::{
    accounts::{Permission, token::Scope},
    translate::{About, Asked},
};
use serde::Deserialize;

use crate::{
    api::{
        call::{Answer, Call},
        endpoint::Endpoint,
        schema::{
            Is::{Always, Sometimes},
            Shape,
        },
    },
    console::{Fault, Site},
};

pub(super) fn endpoint() -> Endpoint {
    Endpoint::post("translations-ask", "/translations", work)
        .needs(Permission::Translate, Scope::CasesWrite)
        .takes(Shape::form([
            ("about", Always, Shape::long(80)),
            (
                "of",
                Sometimes,
                Shape::fitting("^(office|person):.{1,100}$"),
            ),
            ("due", Sometimes, Shape::time()),
        ]))
        .gives(Shape::named("TranslationLine"))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct New {
    /// The draft or act.
    about: String,
    /// Of whom: `office:D-17` or `person:li`.
    #[serde(default)]
    of: Option<String>,
    /// By when.
    #[serde(default)]
    due: Option<Time>,
}

fn work(call: &Call, site: &Site) -> Result<Answer, Fault> {
    let New { about, of, due } = call.form()?;
    let of = of
        .map(|of| of.parse())
        .transpose()
        .map_err(|_| Fault::unread())?;
    let asked = Asked { of, due };
    let (sight, about) = (call.sight(site)?, About::of_id(&about));
    let line = site
        .office()
        .ask_translation(call.who(), &sight, &about, asked, site.now())?;
    Answer::json(&line)
}
