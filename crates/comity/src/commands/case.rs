//! `case`: requests for assistance, from the template to the last word.

pub(crate) mod act;
mod closest;
mod decide;
pub(crate) mod draft;
pub(crate) mod holding;
mod keep;
pub(crate) mod list;
pub(crate) mod said;
pub(crate) mod show;

use self::decide::Decision;
use super::Env;
use crate::{args::Case, failure::Outcome};

pub(crate) fn run(env: &Env, args: Case) -> Outcome {
    match args {
        Case::New(args) => draft::new(env, &args),
        Case::Edit { draft, file, items } => {
            draft::edit(env, &draft, file.as_deref(), items.as_deref())
        }
        Case::Check { draft } => draft::check(env, &draft),
        Case::Submit { draft } => draft::submit(env, &draft),
        Case::Preview { draft } => decide::preview(env, &draft),
        Case::Clear {
            draft,
            office,
            remark,
            seen,
        } => {
            let by = Decision::new(&draft, office.as_deref(), seen.as_deref());
            decide::clear(env, by, remark.as_deref())
        }
        Case::Release { draft, seen } => {
            decide::release(env, Decision::new(&draft, None, seen.as_deref()))
        }
        Case::SendBack {
            draft,
            reason,
            office,
            seen,
        } => {
            let by = Decision::new(&draft, office.as_deref(), seen.as_deref());
            decide::send_back(env, by, &reason)
        }
        Case::Discard { draft } => draft::discard(env, &draft),
        Case::Drafts => draft::list(env),
        Case::List(args) => list::run(env, &args),
        Case::Show { case, unmask } => show::run(env, &case, unmask),
        Case::Items { case } => show::items(env, &case),
        Case::Note { case, text } => keep::note(env, &case, &text),
        Case::Label {
            case,
            label,
            remove,
        } => keep::label(env, &case, &label, !remove),
        Case::Assign(args) => holding::assign(env, &args),
        Case::Refer(args) => holding::refer(env, &args),
        Case::LetIn(args) => holding::let_in(env, &args),
        Case::Act(args) => act::run(env, *args),
    }
}
