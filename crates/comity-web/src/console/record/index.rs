//! `/record`: which logs there are, and how the last audit ended.

use askama::Template;
use axum::response::Response;
use comity_node::{
    accounts::Permission,
    audit::{Audit, Finding},
    channel::line::Health,
};
use comity_text::{Args, format};

use super::audit::Standing;
use crate::console::{
    counterparts::state::{self, End},
    fault::{Fault, html},
    page::{Page, Room},
    visit::Visit,
};

#[derive(Template)]
#[template(path = "record/index.html")]
struct RecordPage {
    page: Page,
    lines: Vec<Health>,
    audit: Standing,
}

impl RecordPage {
    fn ends(&self, line: &Health) -> [End; 2] {
        state::ends(line, &self.page)
    }

    fn facts(&self, audit: &Audit) -> Vec<(String, String)> {
        let facts = [
            ("cli-audit-entries", audit.entries),
            ("cli-audit-contents", audit.contents),
            ("cli-audit-erased", audit.erased),
            ("cli-audit-notes", audit.notes),
            ("cli-audit-credentials", audit.credentials),
            ("cli-audit-attachments", audit.attachments),
        ];
        let facts = facts.map(|(key, number)| (self.page.t(key), format::number(number)));
        facts.into()
    }

    fn count(&self, audit: &Audit) -> String {
        self.page.tn("record-audit-found", audit.found)
    }

    fn found(&self, finding: &Finding) -> String {
        self.page.words.explain(finding.code, &Args::new()).what
    }
}

/// `GET /record`
pub(crate) async fn show(visit: Visit) -> Result<Response, Fault> {
    visit.may(Permission::ReadRecord)?;
    let lines = visit
        .work(|site| {
            let lines = site.node.channels()?.into_iter();
            let lines: Result<Vec<_>, _> =
                lines.map(|them| site.node.channel_health(&them)).collect();
            Ok(lines?)
        })
        .await?;
    let audit = visit.site.audits.standing();
    let page = visit.page(Room::Record, "");
    let title = match &audit {
        Standing::Runs { .. } => page.t("record-title-audit"),
        Standing::Ended { audit, .. } if !audit.is_clean() => page.t("record-title-found"),
        _ => page.t("record-title"),
    };
    html(&RecordPage {
        page: Page { title, ..page },
        lines,
        audit,
    })
}
