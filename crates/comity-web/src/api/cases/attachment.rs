//! `GET /cases/{case}/acts/{act}/attachments/{number}`: an attachment, opened after its scan.

use axum::http::{StatusCode, header};
use comity_node::{
    accounts::{Permission, token::Scope},
    attach::Unnamed,
    case::disclose::Disclosure,
    rng::SystemRandom,
};
use comity_peer::rng;
use data_encoding::HEXLOWER;

use super::case_to_look_at;
use crate::{
    api::{
        call::{Answer, Call, Content},
        endpoint::Endpoint,
        schema::Shape,
    },
    console::{Fault, Site},
};

/// Whatever it is, nobody is to render it.
const MEDIA: &str = "application/octet-stream";

pub(super) fn endpoint() -> Endpoint {
    let path = "/cases/{case}/acts/{act}/attachments/{number}";
    Endpoint::get("cases-attachment", path, work)
        .needs(Permission::ReadCases, Scope::CasesRead)
        .gives_as(StatusCode::OK, MEDIA, Shape::anything())
}

fn work(call: &Call, site: &Site) -> Result<Answer, Fault> {
    let case = case_to_look_at(call, site)?;
    let named = call.place("act");
    let mut acts = case.acts.iter();
    let act = acts.find(|line| line.act.to_string() == named);
    let act = act.ok_or_else(Fault::absent)?;
    let number = call.whole("number").unwrap_or_default();
    let place = usize::try_from(number)
        .ok()
        .and_then(|number| number.checked_sub(1));
    let place = place.ok_or_else(Fault::absent)?;
    let body = act.content.body();
    let attachment = body.and_then(|body| body.attachments.get(place));
    let attachment = attachment.ok_or_else(Fault::absent)?;
    let disclosed = Disclosure::Case {
        case: case.case.clone(),
    };
    site.office().disclose(call.who(), &disclosed, site.now())?;
    let name = HEXLOWER.encode(&rng::array::<16>(&mut SystemRandom));
    let within = Unnamed {
        folder: &site.home.opening(),
        name: &name,
    };
    let scan = &site.config.attachments.scan;
    let file = site.node.open_unnamed(
        &*site.parts,
        &*site.streams,
        attachment,
        scan,
        &within,
        site.now(),
    )?;
    let answer = Answer {
        body: Content::File(file),
        ..Answer::done()
    };
    Ok(answer
        .with(header::CONTENT_LENGTH, attachment.size.to_string())
        .with(header::CONTENT_DISPOSITION, "attachment".to_owned()))
}
