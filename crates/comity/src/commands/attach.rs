//! `attach`: seals a file into a draft.

use super::{
    Env,
    case::act::{Attaching, attach, code},
    case::draft,
};
use crate::{args, failure::Outcome};

pub(crate) fn run(env: &Env, args: &args::Attach) -> Outcome {
    let house = env.house()?;
    let one = Attaching {
        draft: &args.draft,
        path: &args.file,
        class: code(&args.data_class)?,
        media_type: args.media_type.clone(),
        exhibit: args.exhibit.clone(),
    };
    let view = attach(env, &house, &one)?;
    draft::answer(env, &view);
    Ok(())
}
