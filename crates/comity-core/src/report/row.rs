//! What one case says, in a form to be stored: without *as of*, without bodies, without acts called bad.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    act::{Act, Fates, ItemCounts},
    case::{CaseView, Effect, Role},
    clocks::{Span, spans},
    codes::{Assistance, CaseStatus, CaseType, Channel, Offence, Profile, Quality, Urgency},
    id::DossierId,
    record::{Position, Side},
    terms::Terms,
    time::Time,
};

/// Two of something: of the first side and of the second.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sided<T>(pub T, pub T);

/// The facts of one dossier that reports and desk lists need.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CaseRow {
    /// Who opened it.
    pub asker: Side,
    /// Types of assistance.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub assistance: Vec<Assistance>,
    /// What kind of dossier it is; absent when its opening act has no effect.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<CaseType>,
    /// The channel that it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub channel: Option<Channel>,
    /// Disputes said, by side.
    #[serde(default, skip_serializing_if = "nothing")]
    pub disputes: Sided<u64>,
    /// Its id.
    pub dossier: DossierId,
    /// Taken to the next tier.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub escalated: bool,
    /// An exercise.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub exercise: bool,
    /// What became of the items.
    #[serde(default, skip_serializing_if = "no_fates")]
    pub fates: Fates,
    /// Items sent.
    #[serde(default, skip_serializing_if = "ItemCounts::is_empty")]
    pub items: ItemCounts,
    /// The last entry of each side in it, and the time that it states.
    pub last: Sided<Option<(Position, Time)>>,
    /// Acts of later rules, by side.
    #[serde(default, skip_serializing_if = "nothing")]
    pub later: Sided<u64>,
    /// Technical notices, by side.
    #[serde(default, skip_serializing_if = "nothing")]
    pub notices: Sided<u64>,
    /// Categories of offences.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub offences: Vec<Offence>,
    /// When it was opened, by its asker's words.
    pub opened: Time,
    /// Its profile.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub profile: Option<Profile>,
    /// The asker's marks of answers.
    #[serde(default, skip_serializing_if = "Marks::is_empty")]
    pub quality: Marks,
    /// The round of dialogue in which it was raised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raised_in_round: Option<u32>,
    /// Its clocks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub spans: Vec<Span>,
    /// Its status.
    pub status: CaseStatus,
    /// How urgent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub urgency: Option<Urgency>,
    /// Void acts by rule, by side.
    #[serde(default, skip_serializing_if = "no_void")]
    pub void: Sided<BTreeMap<String, u64>>,
}

/// Marks of answers: the latest of each answer counts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Marks {
    /// Complete.
    pub complete: u64,
    /// Marks that the answerer disputes.
    pub disputed: u64,
    /// Insufficient.
    pub insufficient: u64,
    /// Not useful, whatever the completeness.
    pub not_useful: u64,
    /// Partial.
    pub partial: u64,
    /// Useful.
    pub useful: u64,
}

impl CaseRow {
    /// The row of a case; `None` when there is no dossier, or nothing in it but acts that
    /// their reader called bad, or that lie beyond a generation, which only one side may hold.
    #[must_use]
    pub fn of(view: &CaseView, terms: &Terms) -> Option<Self> {
        let dossier = view.dossier.clone()?;
        let first = view.acts.iter().find(|act| act.effect.is_common())?;
        let request = view.request();
        let items = view.items();
        Some(Self {
            asker: view.asker_side,
            assistance: request
                .map(|says| says.assistance.clone())
                .unwrap_or_default(),
            case: view.case_type(),
            channel: request.map(|says| says.channel),
            disputes: count(view, |act| matches!(act, Act::Dispute(_))),
            dossier,
            escalated: said(view, |act| matches!(act, Act::Escalate(_))),
            exercise: view.exercise(),
            fates: items.fates,
            items: items.sent,
            last: Sided(view.last_said(Side::First), view.last_said(Side::Second)),
            later: effects(view, |effect| effect == Effect::NotYetUnderstood),
            notices: count(view, |act| matches!(act, Act::Notice(_))),
            offences: offences(view),
            opened: view
                .opening()
                .map_or(first.stamp.at, |entry| entry.stamp.at),
            profile: request.map(|says| says.profile),
            quality: marks(view),
            raised_in_round: request.and_then(|says| says.raised_in_round),
            spans: spans(view, terms),
            status: view.status(),
            urgency: view.urgency(),
            void: void(view),
        })
    }

    /// The last entry of a side in the dossier.
    #[must_use]
    pub const fn last_said(&self, side: Side) -> Option<(Position, Time)> {
        *self.last.of(side)
    }
}

impl<T> Sided<T> {
    /// That of a side.
    #[must_use]
    pub const fn of(&self, side: Side) -> &T {
        match side {
            Side::First => &self.0,
            Side::Second => &self.1,
        }
    }

    /// That of a side, to be changed.
    pub const fn of_mut(&mut self, side: Side) -> &mut T {
        match side {
            Side::First => &mut self.0,
            Side::Second => &mut self.1,
        }
    }
}

impl Marks {
    /// Whether nothing was marked.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Adds the marks of another case.
    pub const fn add(&mut self, other: &Self) {
        self.complete = self.complete.saturating_add(other.complete);
        self.disputed = self.disputed.saturating_add(other.disputed);
        self.insufficient = self.insufficient.saturating_add(other.insufficient);
        self.not_useful = self.not_useful.saturating_add(other.not_useful);
        self.partial = self.partial.saturating_add(other.partial);
        self.useful = self.useful.saturating_add(other.useful);
    }
}

fn offences(view: &CaseView) -> Vec<Offence> {
    match view.opening().map(|entry| &entry.act) {
        Some(Act::RequestSubmit(says)) => says.offences.clone(),
        Some(Act::SpontaneousReport(says)) => says.offences.clone(),
        _ => Vec::new(),
    }
}

fn said(view: &CaseView, test: impl Fn(&Act) -> bool) -> bool {
    view.asker
        .iter()
        .chain(&view.answerer)
        .any(|entry| test(&entry.act))
}

fn count(view: &CaseView, test: impl Fn(&Act) -> bool) -> Sided<u64> {
    let of = |side| {
        let track = view.track(view.role(side));
        track.iter().filter(|entry| test(&entry.act)).count() as u64
    };
    Sided(of(Side::First), of(Side::Second))
}

fn effects(view: &CaseView, test: impl Fn(Effect) -> bool) -> Sided<u64> {
    let of = |side| {
        view.acts
            .iter()
            .filter(|act| act.side == side && test(act.effect))
            .count() as u64
    };
    Sided(of(Side::First), of(Side::Second))
}

fn void(view: &CaseView) -> Sided<BTreeMap<String, u64>> {
    let mut counts = Sided::<BTreeMap<String, u64>>::default();
    for act in &view.acts {
        if let (Effect::Void(broken), true) = (act.effect, act.effect.is_common()) {
            *counts
                .of_mut(act.side)
                .entry(broken.code().to_owned())
                .or_default() += 1;
        }
    }
    counts
}

/// The latest mark of each answer; a dispute of the entry that marked counts against it.
fn marks(view: &CaseView) -> Marks {
    let mut latest = BTreeMap::new();
    for entry in &view.asker {
        if let Act::FeedbackQuality(says) = &entry.act {
            latest.insert(says.answer, (says, entry.stamp.position));
        }
    }
    let mut marks = Marks::default();
    for (says, position) in latest.values() {
        match says.quality {
            Quality::Complete => marks.complete += 1,
            Quality::Partial => marks.partial += 1,
            Quality::Insufficient => marks.insufficient += 1,
        }
        if says.useful {
            marks.useful += 1;
        } else {
            marks.not_useful += 1;
        }
        let disputed = view
            .track(Role::Answerer)
            .iter()
            .any(|entry| match &entry.act {
                Act::Dispute(dispute) => dispute.entry == *position,
                _ => false,
            });
        marks.disputed += u64::from(disputed);
    }
    marks
}

fn nothing(counts: &Sided<u64>) -> bool {
    *counts == Sided::default()
}

fn no_fates(fates: &Fates) -> bool {
    fates.fates.is_empty() && fates.grounds.is_empty()
}

fn no_void(counts: &Sided<BTreeMap<String, u64>>) -> bool {
    counts.0.is_empty() && counts.1.is_empty()
}
