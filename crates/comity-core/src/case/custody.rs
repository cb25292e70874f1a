//! Custody of exhibits: who handed what over, who signed for it, what went back (domain.md 3.9).

use super::track::{CaseView, Entry, Role, Stamp};
use crate::{
    act::{Act, Exhibit},
    codes::{CustodyStep, ExhibitCondition},
    id::ActId,
};

/// An exhibit and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExhibitView {
    /// What it is.
    pub exhibit: Exhibit,
    /// Who handed it over.
    pub by: Role,
    /// The act that did.
    pub transfer: ActId,
    /// The steps of its custody, oldest first: step, act, and the state in which it was signed for.
    pub steps: Vec<(CustodyStep, Stamp, Option<ExhibitCondition>)>,
}

impl CaseView {
    /// Every exhibit with its custody: those of the asker first, each side's in the order of its log.
    #[must_use]
    pub fn exhibits(&self) -> Vec<ExhibitView> {
        [Role::Asker, Role::Answerer]
            .into_iter()
            .flat_map(|by| self.exhibits_of(by))
            .collect()
    }

    fn exhibits_of(&self, by: Role) -> Vec<ExhibitView> {
        let mut found = Vec::new();
        for entry in self.track(by) {
            if let Act::EvidenceTransfer(says) = &entry.act {
                found.extend(says.exhibits.iter().map(|exhibit| ExhibitView {
                    exhibit: exhibit.clone(),
                    by,
                    transfer: entry.stamp.id,
                    steps: self.steps(by, entry, exhibit),
                }));
            }
        }
        found
    }

    fn steps(
        &self,
        by: Role,
        transfer: &Entry,
        exhibit: &Exhibit,
    ) -> Vec<(CustodyStep, Stamp, Option<ExhibitCondition>)> {
        let mut steps = vec![(CustodyStep::HandedOver, transfer.stamp, None)];
        let holder = self.track(by.other());
        steps.extend(signed(
            holder,
            transfer.stamp.id,
            exhibit,
            CustodyStep::SignedFor,
        ));
        let back = holder.iter().find(|entry| match &entry.act {
            Act::EvidenceReturn(says) => {
                says.transfer == transfer.stamp.id && says.exhibits.contains(&exhibit.number)
            }
            _ => false,
        });
        if let Some(back) = back {
            steps.push((CustodyStep::Returned, back.stamp, None));
            steps.extend(signed(
                self.track(by),
                back.stamp.id,
                exhibit,
                CustodyStep::ReturnSignedFor,
            ));
        }
        steps
    }
}

fn signed(
    track: &[Entry],
    transfer: ActId,
    exhibit: &Exhibit,
    step: CustodyStep,
) -> Option<(CustodyStep, Stamp, Option<ExhibitCondition>)> {
    track.iter().find_map(|entry| match &entry.act {
        Act::EvidenceReceipt(says)
            if says.transfer == transfer && says.exhibits.contains(&exhibit.number) =>
        {
            Some((step, entry.stamp, Some(says.condition)))
        }
        _ => None,
    })
}
