//! `/administration/health`: whether the node can do its work, each check in words.

use askama::Template;
use axum::response::Response;
use comity_node::{
    accounts::Permission,
    health::{self, Check},
};

use super::{Fault, Page, Room, Visit, Way, html, ways};

#[derive(Template)]
#[template(path = "administration/health.html")]
struct HealthPage {
    page: Page,
    ways: Vec<Way>,
    checks: Vec<Check>,
}

impl HealthPage {
    fn what(&self, check: &Check) -> String {
        self.page.t(&format!("health-{}", check.code))
    }

    /// How it stands, and what to do where it does not.
    fn said(&self, check: &Check) -> String {
        let part = if check.good { "good" } else { "bad" };
        let key = format!("health-{}", check.code);
        let since = check.since.map(|at| self.page.time(at));
        let args = comity_text::Args::new()
            .count("count", check.count.unwrap_or(0))
            .with("since", since.unwrap_or_default());
        self.page.words.attribute(&key, part, &args)
    }
}

/// `GET /administration/health`
pub(crate) async fn show(visit: Visit) -> Result<Response, Fault> {
    visit.may(Permission::ReadHealth)?;
    let checks = visit
        .work(|site| Ok(health::all(&site.node, &site.config, site.now())))
        .await?;
    let page = visit.page(Room::Administration, "");
    let bad = checks.iter().filter(|check| !check.good).count();
    let title = page.tn("house-health-title", bad);
    let page = Page { title, ..page };
    html(&HealthPage {
        ways: ways(&page),
        checks,
        page,
    })
}

#[cfg(test)]
mod tests {
    use comity_text::{Locale, catalogue};

    use super::*;

    #[test]
    fn every_check_has_words_for_good_and_bad() {
        for locale in Locale::ALL {
            let words = catalogue(locale);
            for code in health::CODES {
                let key = format!("health-{code}");
                for part in [None, Some("good"), Some("bad")] {
                    assert!(words.has(&key, part), "{locale}: {key} {part:?}");
                }
            }
        }
    }
}
