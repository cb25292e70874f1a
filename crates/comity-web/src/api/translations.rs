//! Translations: what waits, segment by segment, and as files for translators' tools.

mod ask;
mod drop;
mod export;
mod finish;
mod import;
mod list;
mod save;
mod show;

use comity_node::translate::TranslationView;

use super::{
    call::{Answer, Call},
    endpoint::Endpoint,
};
use crate::console::{Fault, Site};

/// The operations of this room.
pub(super) fn endpoints() -> Vec<Endpoint> {
    vec![
        list::endpoint(),
        ask::endpoint(),
        show::endpoint(),
        save::endpoint(),
        drop::endpoint(),
        finish::endpoint(),
        export::endpoint(),
        import::endpoint(),
    ]
}

/// The text that the path names: the one way in which operations read one.
fn text_of(call: &Call, site: &Site) -> Result<TranslationView, Fault> {
    let sight = call.sight(site)?;
    Ok(site
        .office()
        .translation(call.place("translation"), &sight)?)
}

/// A text, with the name of its state.
fn answer(view: &TranslationView) -> Result<Answer, Fault> {
    Ok(Answer::json(view)?.at_version(&view.version))
}
