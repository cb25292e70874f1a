//! `/peer/v1/parts/…`: which parts of an attachment are held; a part fetched, a part pushed.
//!
//! A part travels with its inclusion proof in the header `comity-proof`: hashes
//! in base64, separated by commas, none for an attachment of one part. Whether
//! the proof holds is judged above.

use comity_core::Hash;
use comity_peer::call::{Part, Request, Response, TransportError};
use hyper::{
    HeaderMap,
    header::{CONTENT_TYPE, HeaderName, HeaderValue},
};
use serde::{Deserialize, Serialize};

use super::{Ask, Fault, Route, Told, body_of, content, has_media, head, wrong};
use crate::limits::{HELD_RANGES, PROOF_HASHES};

const PROOF: HeaderName = HeaderName::from_static("comity-proof");
const BYTES: &str = "application/octet-stream";
const JSON: &str = "application/json";

pub(super) fn ask_put(root: Hash, index: u64, part: Part) -> Result<(Route, Ask), TransportError> {
    let proof = proof_to_header(&part.proof).ok_or_else(|| wrong("proof"))?;
    let (route, mut ask) = head(Route::PutPart { root, index }, part.bytes)?;
    ask.headers_mut()
        .insert(CONTENT_TYPE, HeaderValue::from_static(BYTES));
    ask.headers_mut().insert(PROOF, proof);
    Ok((route, ask))
}

pub(super) fn accept_put(
    root: Hash,
    index: u64,
    headers: &HeaderMap,
    bytes: Vec<u8>,
) -> Result<Request, Fault> {
    let proof = proof_of_header(headers).ok_or(Fault::Malformed)?;
    let part = Part { bytes, proof };
    Ok(Request::PutPart { root, index, part })
}

pub(super) fn tell_part(part: Part) -> Told {
    let Some(proof) = proof_to_header(&part.proof) else {
        return super::fault(Fault::Internal);
    };
    let mut told = content(BYTES, part.bytes);
    told.headers_mut().insert(PROOF, proof);
    told
}

pub(super) fn hear_part(told: Told) -> Result<Response, TransportError> {
    let proof = proof_of_header(told.headers()).ok_or_else(|| wrong("proof"))?;
    let bytes = body_of(told, BYTES)?;
    Ok(Response::Part(Part { bytes, proof }))
}

fn proof_to_header(proof: &[Hash]) -> Option<HeaderValue> {
    if proof.len() > PROOF_HASHES {
        return None;
    }
    let texts: Vec<String> = proof.iter().map(Hash::to_base64).collect();
    HeaderValue::try_from(texts.join(",")).ok()
}

fn proof_of_header(headers: &HeaderMap) -> Option<Vec<Hash>> {
    let mut lines = headers.get_all(PROOF).iter();
    let line = lines.next()?.to_str().ok()?;
    if lines.next().is_some() || line.split(',').count() > PROOF_HASHES {
        return None;
    }
    if line.is_empty() {
        return Some(Vec::new());
    }
    line.split(',')
        .map(|text| Hash::from_base64(text).ok())
        .collect()
}

/// The list of held parts, half-open ranges.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Held {
    held: Vec<(u64, u64)>,
    v: u32,
}

pub(super) fn tell_held(ranges: &[(u64, u64)]) -> Told {
    let held = ranges.iter().copied().take(HELD_RANGES).collect();
    serde_json::to_vec(&Held { held, v: 1 }).map_or_else(
        |_| super::fault(Fault::Internal),
        |body| content(JSON, body),
    )
}

pub(super) fn hear_held(told: &Told) -> Result<Response, TransportError> {
    let held: Held = Some(told)
        .filter(|told| has_media(told, JSON))
        .and_then(|told| serde_json::from_slice(told.body()).ok())
        .ok_or_else(|| wrong("held"))?;
    let fits = held.v == 1 && held.held.len() <= HELD_RANGES && are_apart(&held.held);
    fits.then_some(Response::Held(held.held))
        .ok_or_else(|| wrong("held"))
}

/// Ascending, none empty, none touching the one before it from the left.
fn are_apart(ranges: &[(u64, u64)]) -> bool {
    let mut end = None;
    ranges.iter().all(|&(from, to)| {
        let fits = from < to && end.is_none_or(|end| end <= from);
        end = Some(to);
        fits
    })
}
