//! `/drafts`: what is on its way: what waits for release, what was sent back, what is being written.

use std::collections::BTreeMap;

use askama::Template;
use axum::response::Response;
use comity_core::DossierId;
use comity_node::{
    accounts::Permission,
    case::draft::{Did, DraftView, SUBMITTED},
};

use crate::console::{
    Site,
    fault::{Fault, html},
    page::{Page, Room},
    visit::Visit,
};

/// Drafts under one heading.
struct Group {
    title: String,
    rows: Vec<DraftView>,
}

#[derive(Template)]
#[template(path = "drafts/list.html")]
struct ListPage {
    page: Page,
    groups: Vec<Group>,
    names: BTreeMap<DossierId, String>,
    me: String,
}

impl ListPage {
    fn case(&self, row: &DraftView) -> Option<(String, String)> {
        let case = row.case.as_ref()?;
        let name = self.names.get(case).cloned();
        let name = name.unwrap_or_else(|| case.id.to_string());
        Some((format!("/cases/{name}"), name))
    }

    fn state(&self, row: &DraftView) -> String {
        if row.state == SUBMITTED {
            let own = writers(row).any(|who| who == self.me);
            return self.page.t(if own {
                "drafts-waits-own"
            } else {
                "drafts-waits"
            });
        }
        match (row.missing.len(), &row.refused) {
            (0, None) => self.page.t("drafts-ready"),
            (0, Some(_)) => self.page.t("drafts-refused"),
            (count, _) => self.page.tn("drafts-lacks", count),
        }
    }

    /// Where one goes on: what waits is looked at, what is written is edited.
    fn address(row: &DraftView) -> String {
        if row.state == SUBMITTED {
            format!("/drafts/{}/preview", row.id)
        } else {
            format!("/drafts/{}", row.id)
        }
    }
}

/// Who wrote any of it, or handed it on.
pub(crate) fn writers(view: &DraftView) -> impl Iterator<Item = &str> {
    let wrote = view.steps.iter().filter(|step| step.did != Did::SentBack);
    wrote.map(|step| step.who.as_str())
}

/// Who sent it back last, and why, where it was not handed on since.
pub(crate) fn sent_back(view: &DraftView) -> Option<(&str, &str)> {
    let last = view
        .steps
        .iter()
        .rev()
        .find(|step| matches!(step.did, Did::SentBack | Did::Submitted))?;
    let back = last.did == Did::SentBack;
    back.then(|| {
        (
            last.who.as_str(),
            last.reason.as_deref().unwrap_or_default(),
        )
    })
}

/// `GET /drafts`
pub(crate) async fn show(visit: Visit) -> Result<Response, Fault> {
    visit.may(Permission::ReadCases)?;
    let me = visit.caller.name.clone();
    let (who, sight) = (me.clone(), visit.sight.clone());
    let (drafts, names) = visit
        .work(move |site| {
            let drafts = site.office().drafts(&who, &sight)?;
            let names = references(site, &drafts)?;
            Ok((drafts, names))
        })
        .await?;
    let page = visit.page(Room::Drafts, "");
    let (waiting, rest): (Vec<_>, Vec<_>) =
        drafts.into_iter().partition(|row| row.state == SUBMITTED);
    let (back, writing): (Vec<_>, Vec<_>) =
        rest.into_iter().partition(|row| sent_back(row).is_some());
    let mine = waiting
        .iter()
        .filter(|row| page.can(Permission::Release) && writers(row).all(|who| who != me))
        .count();
    let title = match mine {
        0 => page.tn("drafts-title", waiting.len() + back.len() + writing.len()),
        count => page.tn("drafts-waiting", count),
    };
    let groups = [
        ("drafts-group-release", waiting),
        ("drafts-group-back", back),
        ("drafts-group-writing", writing),
    ];
    let groups = groups.into_iter().filter(|(_, rows)| !rows.is_empty());
    let group = |(title, rows)| Group {
        title: page.t(title),
        rows,
    };
    html(&ListPage {
        groups: groups.map(group).collect(),
        page: Page { title, ..page },
        names,
        me,
    })
}

/// Our references of the cases that drafts belong to.
fn references(site: &Site, drafts: &[DraftView]) -> Result<BTreeMap<DossierId, String>, Fault> {
    site.node.store().read(|tx| {
        let mut names = BTreeMap::new();
        for draft in drafts {
            let Some(case) = &draft.case else { continue };
            let row = tx.dossier(&draft.them, case)?;
            if let Some(reference) = row.and_then(|row| row.reference) {
                names.insert(case.clone(), reference);
            }
        }
        Ok(names)
    })
}
