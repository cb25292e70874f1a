//! What a draft said when it was handed on, kept so that who looks again sees what is new.
//!
//! It never leaves the house, and goes with the draft: when the act is said or the draft thrown away.

use comity_core::Hash;
use comity_store::{ReadTx, StoreError, Tx};
use serde::{Deserialize, Serialize};

use crate::{
    case::{
        CaseError,
        draft::{Did, Draft, Step},
        file::ActFile,
    },
    kept,
    people::Actor,
};

/// The kind in the table of small things; the key is the draft and the name of the content.
const KIND: &str = "draft-version";
/// The most versions of a draft that are kept: the first and the last ones.
const MOST: usize = 10;

/// What a draft said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Version {
    /// What was written.
    pub file: ActFile,
    /// The list of items or fates as CSV.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub list: String,
    /// Its attachments.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<VersionFile>,
}

/// An attachment, without what opens it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VersionFile {
    /// Its name.
    pub name: String,
    /// SHA-256 of its plain bytes.
    pub sha256: Hash,
}

/// What somebody looked at before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Before {
    /// The step at which it was looked at.
    pub step: Step,
    /// What it said then.
    pub version: Version,
    /// What its attachments are now.
    pub attachments_now: Vec<VersionFile>,
}

fn key(draft: &str, content: &str) -> String {
    format!("{draft}/{content}")
}

fn attachments(draft: &Draft) -> Vec<VersionFile> {
    let all = draft.attachments.iter();
    all.map(|one| VersionFile {
        name: one.attachment.name.clone(),
        sha256: one.attachment.sha256,
    })
    .collect()
}

/// Keeps what a draft says under its name; of many versions those in the middle are let go.
pub(crate) fn keep(
    tx: &mut dyn Tx,
    id: &str,
    content: &str,
    draft: &Draft,
) -> Result<(), StoreError> {
    let version = Version {
        file: draft.file.clone(),
        list: draft.list.clone(),
        attachments: attachments(draft),
    };
    kept::put(tx, KIND, &key(id, content), &version)?;
    let mut all: Vec<&str> = Vec::new();
    for name in contents(&draft.steps).chain([content]) {
        if !all.contains(&name) {
            all.push(name);
        }
    }
    // What comes again is the last one again.
    all.retain(|name| *name != content);
    all.push(content);
    let surplus = all.len().saturating_sub(MOST);
    for name in all.into_iter().skip(1).take(surplus) {
        tx.unkeep(KIND, &key(id, name))?;
    }
    Ok(())
}

/// Lets go of all versions of a draft.
pub(crate) fn forget(tx: &mut dyn Tx, id: &str, steps: &[Step]) -> Result<(), StoreError> {
    contents(steps).try_for_each(|content| tx.unkeep(KIND, &key(id, content)))
}

fn contents(steps: &[Step]) -> impl Iterator<Item = &str> {
    steps.iter().filter_map(|step| step.content.as_deref())
}

/// What this reader looked at last, where it said something else than the draft does now; of who
/// never answered, what was sent back last; of what was never sent back, what was handed on first.
pub(crate) fn before(
    tx: &dyn ReadTx,
    id: &str,
    draft: &Draft,
    reader: &Actor,
) -> Result<Option<Before>, CaseError> {
    let now = draft.content()?;
    let office = reader.person.as_ref().map(|person| person.office.as_str());
    let other = |step: &&Step| step.content.as_ref().is_some_and(|content| *content != now);
    let own = |step: &&Step| {
        !step.did.writes()
            && (step.who == reader.name
                || (step.office.is_some() && step.office.as_deref() == office))
    };
    let others = || draft.steps.iter().filter(other);
    let found = others()
        .rev()
        .find(own)
        .or_else(|| others().rev().find(|step| step.did == Did::SentBack))
        .or_else(|| others().next());
    let Some(step) = found else { return Ok(None) };
    let content = step.content.as_deref().unwrap_or_default();
    let version = kept::get(tx, KIND, &key(id, content))?;
    Ok(version.map(|version| Before {
        step: step.clone(),
        version,
        attachments_now: attachments(draft),
    }))
}
