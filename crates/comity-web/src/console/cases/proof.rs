//! `/cases/{case}/acts/{act}/proof` and `/cases/{case}/silence`: proofs as files, for those who hold both credentials.

use axum::{extract::Path, response::Response};
use comity_core::ActId;
use comity_node::{
    accounts::Permission,
    case::show::{ActLine, Delivery},
    prove::{Claim, Open},
};
use comity_peer::proof::ProofKind;

use super::one::{act_of, case_to_look_at, name_of};
use crate::console::{download, fault::Fault, visit::Visit};

/// `GET /cases/{case}/acts/{act}/proof`: the most that the record proves of an act; its body stays sealed.
pub(crate) async fn act(
    visit: Visit,
    Path((case, act)): Path<(String, String)>,
) -> Result<Response, Fault> {
    visit.may(Permission::ReadCases)?;
    visit.may(Permission::Prove)?;
    let sight = visit.sight.clone();
    let (name, bytes) = visit
        .work(move |site| {
            let case = case_to_look_at(site, &sight, &case)?.0;
            let line = act_of(&case, &act)?;
            let kind = kind_of(line);
            let claim = Claim::Act {
                act: line.act,
                kind,
            };
            let open = Open {
                envelope: true,
                ..Open::default()
            };
            let proven = site.office().prove(&claim, &open)?;
            Ok((file_name(&name_of(&case), line.act, kind), proven.bytes))
        })
        .await?;
    Ok(download::bytes(&name, bytes))
}

/// `GET /cases/{case}/silence`: that nothing answers the request of this case.
pub(crate) async fn silence(visit: Visit, Path(case): Path<String>) -> Result<Response, Fault> {
    visit.may(Permission::ReadCases)?;
    visit.may(Permission::Prove)?;
    let sight = visit.sight.clone();
    let (name, bytes) = visit
        .work(move |site| {
            let case = case_to_look_at(site, &sight, &case)?.0;
            let claim = Claim::Silent {
                case: case.case.id.to_string(),
            };
            let proven = site.office().prove(&claim, &Open::default())?;
            Ok((name_of(&case) + ".silent.tar", proven.bytes))
        })
        .await?;
    Ok(download::bytes(&name, bytes))
}

/// The most that can be proven of an act by what is held.
fn kind_of(line: &ActLine) -> ProofKind {
    match line.delivery {
        Delivery::Pending | Delivery::Received => ProofKind::Said,
        Delivery::Complete if !line.attachments.is_empty() => ProofKind::Complete,
        Delivery::Delivered | Delivery::Complete => ProofKind::Delivered,
    }
}

fn file_name(case: &str, act: ActId, kind: ProofKind) -> String {
    let kind = match kind {
        ProofKind::Complete => "complete",
        ProofKind::Delivered => "delivered",
        _ => "said",
    };
    format!("{case}.{act}.{kind}.tar")
}
