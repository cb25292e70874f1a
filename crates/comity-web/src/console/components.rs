//! `/components`: the tokens and components that pages are made of, each with its name, for
//! whoever adds a page and for the tests that look at all of them.

use askama::Template;
use axum::response::Response;
use comity_node::accounts::Permission;

use super::{
    fault::{Fault, html},
    page::{Page, Room},
    visit::Visit,
    wrong::Wrongs,
};

/// The colours of the style, which also are the classes that show them here.
const COLOURS: [&str; 15] = [
    "paper",
    "surface",
    "ink",
    "ink-2",
    "line",
    "line-2",
    "ours",
    "ours-bg",
    "theirs",
    "theirs-bg",
    "good",
    "good-bg",
    "soon-bg",
    "late",
    "late-bg",
];

#[derive(Template)]
#[template(path = "components.html")]
struct ComponentsPage {
    page: Page,
    wrong: Wrongs,
}

impl ComponentsPage {
    fn colours() -> [&'static str; 15] {
        COLOURS
    }
}

/// `GET /components`
pub(crate) async fn show(visit: Visit) -> Result<Response, Fault> {
    visit.may(Permission::OwnAccount)?;
    let page = visit.page(Room::None, "");
    let title = page.t("components-title");
    let page = Page { title, ..page };
    let refusal = Fault::new(
        axum::http::StatusCode::UNPROCESSABLE_ENTITY,
        "access-password",
    );
    let wrong = Wrongs::of(&refusal, page.words, &[("access-password", "sample")]);
    html(&ComponentsPage { page, wrong })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_colour_is_a_token_of_the_style_and_has_a_swatch() {
        let style = include_str!("../../static/console.css");
        for colour in COLOURS {
            assert!(style.contains(&format!("--{colour}: #")), "{colour}");
            let swatch = format!(".swatch.{colour} {{ background: var(--{colour}); }}");
            assert!(style.contains(&swatch), "{swatch}");
        }
    }
}
