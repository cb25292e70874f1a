//! `/drafts`: what is on its way: what waits for release, what was sent back, what is being written.

use std::collections::BTreeMap;

use askama::Template;
use axum::response::Response;
use comity_core::DossierId;
use comity_node::{
    accounts::Permission,
    case::draft::{self, CLEARING, DraftView, SUBMITTED, WRITING},
};

use super::clearance::{self, Line};
use crate::console::{
    Site,
    cases::{House, short},
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
    house: House,
    me: String,
}

impl ListPage {
    fn case(&self, row: &DraftView) -> Option<(String, String)> {
        let case = row.case.as_ref()?;
        let name = self.names.get(case).cloned();
        let name = name.unwrap_or_else(|| case.id.to_string());
        Some((format!("/cases/{name}"), name))
    }

    /// What it is about, where it says so.
    fn subject(&self, row: &DraftView) -> Option<String> {
        let subject = row.file.subject()?;
        Some(short(&self.page.own(&subject)))
    }

    /// Whether the reader may look at its translation.
    fn translates(&self) -> bool {
        self.page.can(Permission::Translate)
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

    /// The offices of a draft that is being cleared, each with where it stands and its clock.
    fn offices(&self, row: &DraftView) -> Vec<Line> {
        if row.state == CLEARING {
            clearance::lines(&self.page, row, &self.house)
        } else {
            Vec::new()
        }
    }

    /// How far its translation is, where one was asked for.
    fn translation(&self, row: &DraftView) -> Option<String> {
        let line = row.translation.as_ref()?;
        let done = line.done.as_ref().filter(|_| !line.is_open());
        Some(match done {
            Some(done) => self.page.t1("drafts-translated", "who", &done.by),
            None if line.stale > 0 => self.page.t("drafts-translation-stale"),
            None => self.page.t("drafts-translation-asked"),
        })
    }

    /// Where one goes on: what waits is looked at, what is written is edited.
    fn address(row: &DraftView) -> String {
        if row.state != WRITING {
            format!("/drafts/{}/preview", row.id)
        } else {
            format!("/drafts/{}", row.id)
        }
    }
}

/// Who wrote any of it, or handed it on.
pub(crate) fn writers(view: &DraftView) -> impl Iterator<Item = &str> {
    let wrote = view.steps.iter().filter(|step| step.did.writes());
    wrote.map(|step| step.who.as_str())
}

/// Who sent it back last, and why, where it was not handed on since.
pub(crate) fn sent_back(view: &DraftView) -> Option<(&str, &str)> {
    let step = draft::sent_back(&view.steps)?;
    Some((
        step.who.as_str(),
        step.reason.as_deref().unwrap_or_default(),
    ))
}

/// `GET /drafts`
pub(crate) async fn show(visit: Visit) -> Result<Response, Fault> {
    visit.may(Permission::ReadCases)?;
    let me = visit.caller.name.clone();
    let (who, sight) = (me.clone(), visit.sight.clone());
    let (drafts, asked, names, house) = visit
        .work(move |site| {
            let office = site.office();
            let drafts = office.drafts(&who, &sight)?;
            let asked = office.asked_to_clear(&who, site.now())?;
            let names = references(site, &drafts)?;
            Ok((drafts, asked, names, House::of(site)?))
        })
        .await?;
    let page = visit.page(Room::Drafts, "");
    let (waiting, rest): (Vec<_>, Vec<_>) =
        drafts.into_iter().partition(|row| row.state == SUBMITTED);
    let (clearing, rest): (Vec<_>, Vec<_>) =
        rest.into_iter().partition(|row| row.state == CLEARING);
    let (back, writing): (Vec<_>, Vec<_>) =
        rest.into_iter().partition(|row| sent_back(row).is_some());
    let mine = waiting
        .iter()
        .filter(|row| page.can(Permission::Release) && writers(row).all(|who| who != me))
        .count();
    let all = waiting.len() + clearing.len() + back.len() + writing.len();
    let clears = asked.len() * usize::from(page.can(Permission::Clear));
    let title = match (mine, clears) {
        (0, 0) => page.tn("drafts-title", all),
        (0, count) => page.tn("drafts-to-clear", count),
        (count, _) => page.tn("drafts-waiting", count),
    };
    let mut groups = [
        ("drafts-group-release", waiting),
        ("drafts-group-clearing", clearing),
        ("drafts-group-back", back),
        ("drafts-group-writing", writing),
    ];
    // What the reader is asked comes first.
    if mine == 0 && clears > 0 {
        groups.swap(0, 1);
    }
    let groups = groups.into_iter().filter(|(_, rows)| !rows.is_empty());
    let group = |(title, rows)| Group {
        title: page.t(title),
        rows,
    };
    html(&ListPage {
        groups: groups.map(group).collect(),
        page: Page { title, ..page },
        names,
        house,
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
