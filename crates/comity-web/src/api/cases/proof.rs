//! `GET /cases/{case}/acts/{act}/proof`: a proof of an act, for whoever has both credentials.
//!
//! It opens the envelope and nothing more; what opens bodies is taken out on the command line,
//! where somebody answers for it.

use axum::http::{StatusCode, header};
use comity_node::{
    accounts::{Permission, token::Scope},
    prove::{Claim, Open},
};
use comity_peer::proof::ProofKind;

use super::case_to_look_at;
use crate::{
    api::{
        call::{Answer, Call},
        endpoint::Endpoint,
        schema::{Kind, Shape},
    },
    console::{Fault, Site},
};

/// The media type of a proof.
pub(super) const MEDIA: &str = "application/x-tar";

pub(super) fn endpoint() -> Endpoint {
    let kinds = Kind::Choice(&["said", "delivered", "complete", "opened", "timing"]);
    Endpoint::get("cases-proof", "/cases/{case}/acts/{act}/proof", work)
        .needs(Permission::Prove, Scope::RecordRead)
        .must("kind", kinds)
        .gives_as(StatusCode::OK, MEDIA, Shape::anything())
}

fn work(call: &Call, site: &Site) -> Result<Answer, Fault> {
    let case = case_to_look_at(call, site)?;
    let named = call.place("act");
    let mut acts = case.acts.iter();
    let act = acts.find(|line| line.act.to_string() == named);
    let act = act.ok_or_else(Fault::absent)?.act;
    let claim = match call.text("kind") {
        Some("timing") => Claim::Timing { answer: act },
        kind => Claim::Act {
            act,
            kind: match kind {
                Some("delivered") => ProofKind::Delivered,
                Some("complete") => ProofKind::Complete,
                Some("opened") => ProofKind::Opened,
                _ => ProofKind::Said,
            },
        },
    };
    let open = Open {
        envelope: true,
        ..Open::default()
    };
    let proven = site.office().prove(&claim, &open)?;
    Ok(saved(proven.bytes))
}

/// An archive to be saved.
pub(super) fn saved(bytes: Vec<u8>) -> Answer {
    let disposition = "attachment; filename=\"proof.tar\"".to_owned();
    Answer::bytes(bytes).with(header::CONTENT_DISPOSITION, disposition)
}
