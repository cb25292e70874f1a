//! `/administration/retention`: erases content by order, after showing what would go, and
//! puts cases on hold. The record stays verifiable; what it says about content is a fingerprint.

use std::borrow::Borrow;

use askama::Template;
use axum::{
    extract::Query,
    response::{IntoResponse as _, Redirect, Response},
};
use comity_core::ActId;
use comity_node::{
    access::{self, Sight},
    accounts::Permission,
    erase::{Erasure, Ground, What},
    people::Role,
};
use comity_text::format;
use serde::Deserialize;

use super::{
    Done, Fault, Page, Room, Sent, Visit, Way, Wrongs, again, back, escaped, html, said, ways,
};

const HERE: &str = "/administration/retention";

/// Which field a refusal is about.
const FIELDS: &[(&str, &str)] = &[
    ("erase-no-act", "act"),
    ("house-act-unread", "act"),
    ("erase-on-hold", "act"),
    ("erase-undelivered", "act"),
    ("case-unknown", "case"),
];

/// What is to be erased; as the address asks for a dry run, and as the form asks for the deed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Wanted {
    act: String,
    body: String,
    attachments: String,
    ground: String,
    done: String,
}

impl Wanted {
    fn act(&self) -> Result<ActId, Fault> {
        let status = axum::http::StatusCode::UNPROCESSABLE_ENTITY;
        let act = self.act.trim().parse();
        act.map_err(|_| Fault::new(status, "house-act-unread"))
    }

    fn what(&self) -> What {
        What {
            body: !self.body.is_empty(),
            attachments: vec![],
            all_attachments: !self.attachments.is_empty(),
        }
    }

    fn asks_for_nothing(&self) -> bool {
        self.body.is_empty() && self.attachments.is_empty()
    }
}

/// A legal hold to put or to lift.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Holding {
    case: String,
    reason: String,
    lift: String,
}

#[derive(Template)]
#[template(path = "administration/retention.html")]
struct RetentionPage {
    page: Page,
    ways: Vec<Way>,
    done: Option<String>,
    wanted: Wanted,
    /// What would be erased.
    plan: Option<Erasure>,
    holding: Holding,
    wrong: Wrongs,
}

impl RetentionPage {
    fn grounds(&self) -> Vec<(&'static str, String, bool)> {
        let all = Ground::ALL.map(|ground| {
            let words = self.page.t(&format!("house-ground-{}", ground.name()));
            (ground.name(), words, self.wanted.ground == ground.name())
        });
        all.into()
    }

    fn size(bytes: impl Borrow<u64>) -> String {
        format::size(*bytes.borrow())
    }

    /// Whether anything of the plan is still there and may go.
    fn can_go(plan: &Erasure) -> bool {
        let pieces = plan.body.iter().chain(&plan.attachments);
        plan.hold.is_none() && pieces.into_iter().any(|piece| !piece.erased)
    }
}

/// `GET /administration/retention`: with an act, a dry run.
pub(crate) async fn show(visit: Visit, Query(wanted): Query<Wanted>) -> Result<Response, Fault> {
    visit.may(Permission::Erase)?;
    let done = Done {
        done: wanted.done.clone(),
    };
    let mut shown = page(&visit, wanted.clone(), Wrongs::default());
    shown.done = said(&done, &shown.page, &["erased", "hold", "hold-lifted"]);
    if wanted.act.is_empty() {
        return html(&shown);
    }
    match plan(&visit, &wanted).await {
        Ok(plan) => html(&RetentionPage {
            plan: Some(plan),
            ..shown
        }),
        Err(fault) if fault.can_be_mended() => {
            let wrong = Wrongs::of(&fault, shown.page.words, FIELDS);
            again(&RetentionPage { wrong, ..shown })
        }
        Err(fault) => Err(fault),
    }
}

async fn plan(visit: &Visit, wanted: &Wanted) -> Result<Erasure, Fault> {
    let act = wanted.act()?;
    let what = match wanted.asks_for_nothing() {
        // A dry run without boxes shows everything that there is.
        true => What {
            body: true,
            attachments: vec![],
            all_attachments: true,
        },
        false => wanted.what(),
    };
    let sight = sight(visit);
    visit
        .work(move |site| {
            site.office().must_see_act(act, &sight)?;
            Ok(site.office().erasure(act, &what)?)
        })
        .await
}

/// Which cases the visitor may erase of: an administrator keeps the house and reads no case, so
/// all; counsel those that he or she may know of.
fn sight(visit: &Visit) -> Sight {
    if visit.caller.roles().contains(&Role::Administrator) {
        Sight::All
    } else {
        visit.sight.clone()
    }
}

/// `POST /administration/retention`: erases, for good.
pub(crate) async fn erase(sent: Sent<Wanted>) -> Result<Response, Fault> {
    let (visit, form) = sent.by(Permission::Erase).await?;
    let (by, sight) = (visit.caller.name.clone(), sight(&visit));
    let wanted = form.clone();
    let done = match (wanted.act(), Ground::from_name(&wanted.ground)) {
        (Ok(act), Some(ground)) if !wanted.asks_for_nothing() => {
            visit
                .work(move |site| {
                    let now = site.now();
                    site.office().must_see_act(act, &sight)?;
                    let erased = site.office().erase(&by, act, &wanted.what(), ground, now)?;
                    Ok(erased)
                })
                .await
        }
        (Err(fault), _) => Err(fault),
        _ => {
            let status = axum::http::StatusCode::UNPROCESSABLE_ENTITY;
            Err(Fault::new(status, "house-erase-what"))
        }
    };
    match done {
        Ok(_) => {
            let to = format!("{HERE}?act={}&done=erased", escaped(form.act.trim()));
            Ok(Redirect::to(&to).into_response())
        }
        Err(fault) if fault.can_be_mended() => {
            let words = visit.page(Room::Administration, "").words;
            let wrong = Wrongs::of(&fault, words, FIELDS);
            let plan = plan(&visit, &form).await.ok();
            let page = page(&visit, form, wrong);
            again(&RetentionPage { plan, ..page })
        }
        Err(fault) => Err(fault),
    }
}

/// `POST /administration/retention/hold`: puts a case on hold, or lifts the hold.
pub(crate) async fn hold(sent: Sent<Holding>) -> Result<Response, Fault> {
    let (visit, form) = sent.by(Permission::Erase).await?;
    let (by, sight) = (visit.caller.name.clone(), sight(&visit));
    let lift = !form.lift.is_empty();
    let (case, reason) = (form.case.trim().to_owned(), form.reason.trim().to_owned());
    let done = if reason.is_empty() && !lift {
        let status = axum::http::StatusCode::UNPROCESSABLE_ENTITY;
        Err(Fault::new(status, "house-hold-reason"))
    } else {
        visit
            .work(move |site| {
                let reason = (!lift).then_some(reason.as_str());
                let found = site.node.store().read(|tx| access::find(tx, &sight, &case));
                let case = found?.1.to_string();
                Ok(site.office().set_hold(&by, &case, reason, site.now())?)
            })
            .await
    };
    match done {
        Ok(()) => Ok(back(HERE, if lift { "hold-lifted" } else { "hold" })),
        Err(fault) if fault.can_be_mended() => {
            let words = visit.page(Room::Administration, "").words;
            let fields = [FIELDS, &[("house-hold-reason", "reason")]].concat();
            let wrong = Wrongs::of(&fault, words, &fields);
            let page = page(&visit, Wanted::default(), wrong);
            again(&RetentionPage {
                holding: form,
                ..page
            })
        }
        Err(fault) => Err(fault),
    }
}

fn page(visit: &Visit, wanted: Wanted, wrong: Wrongs) -> RetentionPage {
    let page = visit.page(Room::Administration, "");
    let title = page.t("house-retention-title");
    let page = Page { title, ..page };
    RetentionPage {
        ways: ways(&page),
        done: None,
        wanted,
        plan: None,
        holding: Holding::default(),
        wrong,
        page,
    }
}
