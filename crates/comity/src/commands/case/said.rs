//! What became of a draft: said, or waiting for a second person; the service is rung.

use comity_node::case::flow::{SaidView, Submitted};
use comity_text::Args;

use crate::{
    commands::Env,
    wiring::{House, bell},
};

/// Shows what became of it, and rings.
pub(crate) fn submitted(env: &Env, house: &House, submitted: &Submitted) {
    match submitted {
        Submitted::Said(view) => said(env, house, view),
        Submitted::Waits {
            draft,
            because,
            offices,
        } => {
            env.screen.answer(submitted, |screen| {
                let words = screen.words();
                let why = serde_json::to_value(because).unwrap_or_default();
                let why = words.plain(&format!(
                    "case-because-{}",
                    why.as_str().unwrap_or_default()
                ));
                let args = Args::new().with("draft", draft.clone()).with("why", why);
                screen.say("case-waits", &args);
                if !offices.is_empty() {
                    let args = args.with("offices", words.list(offices));
                    screen.say("case-clears", &args);
                }
            });
        }
    }
}

/// Shows an act that was said, and rings.
pub(crate) fn said(env: &Env, house: &House, view: &SaidView) {
    bell::ring(&house.home, &view.them);
    // A submitted and a released draft answer in one form.
    let value = Submitted::Said(view.clone());
    env.screen.answer(&value, |screen| {
        let words = screen.words();
        let case = view
            .reference
            .clone()
            .or_else(|| view.case.as_ref().map(ToString::to_string))
            .unwrap_or_default();
        let args = Args::new()
            .with("act", words.act_label(&view.kind))
            .with("case", case)
            .with("party", view.them.to_string())
            .with("entry", view.entry.index.to_string())
            .with("id", view.act.to_string());
        screen.say(
            if view.case.is_some() {
                "case-said"
            } else {
                "case-said-channel"
            },
            &args,
        );
    });
}
