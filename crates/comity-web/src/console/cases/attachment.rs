//! `/cases/{case}/acts/{act}/attachments/{number}`: an attachment, opened and scanned, as a file to be saved.

use std::fs::File;

use axum::{extract::Path, response::Response};
use comity_core::body::Attachment;
use comity_node::{accounts::Permission, attach::Unnamed, rng::SystemRandom};
use comity_peer::rng::Random as _;

use super::one::{act_of, case_to_look_at};
use crate::console::{Site, download, fault::Fault, visit::Visit};

/// `GET /cases/{case}/acts/{act}/attachments/{number}`
pub(crate) async fn save(
    visit: Visit,
    Path((case, act, number)): Path<(String, String, usize)>,
) -> Result<Response, Fault> {
    visit.may(Permission::ReadCases)?;
    let sight = visit.sight.clone();
    // The house's scanner may take its time.
    let (name, size, file) = visit
        .waiting_work(move |site| {
            let case = case_to_look_at(site, &sight, &case)?.0;
            let line = act_of(&case, &act)?;
            let place = number.checked_sub(1).ok_or_else(Fault::absent)?;
            let body = line.content.body().ok_or_else(Fault::absent)?;
            let attachment = body.attachments.get(place).ok_or_else(Fault::absent)?;
            opened_attachment(site, attachment)
        })
        .await?;
    Ok(download::file(&name, size, file))
}

/// Name, size and bytes of an attachment, opened and scanned.
pub(crate) fn opened_attachment(
    site: &Site,
    attachment: &Attachment,
) -> Result<(String, u64, File), Fault> {
    let folder = site.home.opening();
    let file = site.node.open_unnamed(
        &*site.parts,
        &*site.streams,
        attachment,
        &site.config.attachments.scan,
        &Unnamed {
            folder: &folder,
            name: &nobody_elses(),
        },
        site.now(),
    )?;
    Ok((attachment.name.clone(), attachment.size, file))
}

/// A name that nobody else uses.
fn nobody_elses() -> String {
    let mut bytes = [0; 16];
    SystemRandom.fill(&mut bytes);
    format!("{:032x}", u128::from_be_bytes(bytes))
}
