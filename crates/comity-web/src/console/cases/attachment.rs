//! `/cases/{case}/acts/{act}/attachments/{number}`: an attachment, opened and scanned, as a file to be saved.

use axum::{extract::Path, response::Response};
use comity_node::{accounts::Permission, attach::Unnamed, rng::SystemRandom};
use comity_peer::rng::Random as _;

use super::one::{act_of, case_to_look_at};
use crate::console::{download, fault::Fault, visit::Visit};

/// `GET /cases/{case}/acts/{act}/attachments/{number}`
pub(crate) async fn save(
    visit: Visit,
    Path((case, act, number)): Path<(String, String, usize)>,
) -> Result<Response, Fault> {
    visit.may(Permission::ReadCases)?;
    let sight = visit.sight.clone();
    let (name, size, file) = visit
        .work(move |site| {
            let case = case_to_look_at(site, &sight, &case)?.0;
            let line = act_of(&case, &act)?;
            let place = number.checked_sub(1).ok_or_else(Fault::absent)?;
            let body = line.content.body().ok_or_else(Fault::absent)?;
            let attachment = body.attachments.get(place).ok_or_else(Fault::absent)?;
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
        })
        .await?;
    Ok(download::file(&name, size, file))
}

/// A name that nobody else uses.
fn nobody_elses() -> String {
    let mut bytes = [0; 16];
    SystemRandom.fill(&mut bytes);
    format!("{:032x}", u128::from_be_bytes(bytes))
}
