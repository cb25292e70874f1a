//! `GET /reports/{party}/cases`: the cases of the joint report, as CSV.

use axum::http::StatusCode;
use comity_node::accounts::{Permission, token::Scope};

use super::{ask, asking};
use crate::{
    api::{
        call::{Answer, Call},
        endpoint::Endpoint,
        schema::Shape,
    },
    console::{Fault, Site},
};

pub(super) fn endpoint() -> Endpoint {
    let endpoint = Endpoint::get("reports-cases", "/reports/{party}/cases", work);
    asking(endpoint)
        .needs(Permission::Report, Scope::ReportsRead)
        .gives_as(StatusCode::OK, "text/csv; charset=utf-8", Shape::text())
}

fn work(call: &Call, site: &Site) -> Result<Answer, Fault> {
    let office = site.office();
    Ok(Answer::bytes(office.report_cases(
        &call.them()?,
        &ask(call),
        &call.sight(site)?,
    )?))
}
