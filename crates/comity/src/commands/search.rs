//! `search`: cases by words of their content, their references and our notes.

use comity_node::access::Sight;
use comity_text::{
    Args,
    render::{Block, Document},
};

use super::{Env, case::list, inbox};
use crate::{args, failure::Outcome};

/// Cases that come into the index between two looks.
const STRETCH: usize = 1_000;

pub(crate) fn run(env: &Env, args: &args::Search) -> Outcome {
    let house = env.house()?;
    let office = house.office();
    while office.index(STRETCH)?.behind {}
    let words = args.words.join(" ");
    let per_page = usize::try_from(args.per_page.clamp(1, list::PAGE_MAX)).unwrap_or(usize::MAX);
    let page = u64::from(args.page.max(1));
    let found = office.search(&words, &Sight::All, page, per_page)?;
    env.screen.answer(&found, |screen| {
        let shown = found.rows.len() as u64;
        let caption = env.screen.words();
        let caption = caption.text("cli-search-found", &Args::new().count("count", shown));
        let mut document = Document::new(
            env.screen.words().locale(),
            env.screen.words().plain("cli-search"),
        )
        .with(list::table(env, caption, &found.rows));
        for one in &found.stalled {
            document = document.with(inbox::notice(env, one));
        }
        if found.more {
            let more = Args::new().with("page", (page + 1).to_string());
            let more = env.screen.words().text("cli-search-more", &more);
            document = document.with(Block::Text(more));
        }
        screen.document(&document);
    });
    Ok(())
}
