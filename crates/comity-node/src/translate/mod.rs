//! Translation in the house: what is to be translated, by when, and segment by segment.
//!
//! Three kinds of text wait in one queue: a **draft** whose author asked for it, an act of
//! ours that was said with *translation follows by* (**owed**), and an act of theirs
//! that came in one language (for the **house**). The first ends in the draft as its
//! second language, the second in a draft of the act `translation`, the third
//! stays with our notes and never leaves. Which language is authoritative is never changed.
//!
//! A text is cut into segments (`comity_core::segments`). What was translated is kept
//! with the source that it was translated from, and compared with the source
//! whenever somebody looks: a segment whose source is another one now is *stale*.
//!
//! Who may see the case or draft sees its text here; so does whom it was asked of, who
//! sees nothing else of it.

mod ask;
mod error;
mod fields;
mod find;
mod finish;
mod given;
mod job;
mod queue;
mod segments;
mod shown;
mod xliff;

#[cfg(test)]
mod tests;

pub use self::{
    ask::{About, Asked},
    error::TranslationError,
    fields::lacks_language,
    given::Given,
    job::{Done, What},
    segments::{SegmentView, UnitView},
    shown::{HouseTranslation, TranslationLine, TranslationPlace, TranslationView},
    xliff::{Edge, Refused, Taken, Why},
};
pub(crate) use self::{
    job::{draft_of, forget, is_kept},
    queue::follow_case,
    shown::{of_act, of_draft},
};
pub use comity_xliff::{LIMIT as FILE_LIMIT, State};
pub(crate) use finish::said;
