//! What is said around a request: submit, acknowledge, return, supplement, forward, withdraw (domain.md 3.1, 3.2).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::check::{Check, SaysError, ascending, counts, label, some, within};
use crate::{
    codes::{
        Assistance, CertificationForm, Channel, CourtUse, DataClass, Field, ItemKind, Language,
        Offence, Onward, Pap, Profile, ReliabilityInformation, ReliabilitySource, RequestStatus,
        Tlp, TreatyBasis, Urgency, UseLimitation, WithdrawReason,
    },
    id::{ActId, DossierId},
    time::Time,
};

/// How many items of each kind.
pub type ItemCounts = BTreeMap<ItemKind, u64>;

/// `request.submit`: asks for assistance and opens the dossier.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Submit {
    /// Types of assistance asked for, ascending in the order of the list.
    pub assistance: Vec<Assistance>,
    /// The certification forms that the answer should come with.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub certification: Vec<CertificationForm>,
    /// The path of cooperation that it belongs to.
    pub channel: Channel,
    /// Classes of the data sought.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub data: Vec<DataClass>,
    /// By when the requester would need the answer; not a clock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deadline: Option<Time>,
    /// The subject is not to be told; reasons in the body.
    #[serde(default, skip_serializing_if = "is_false")]
    pub do_not_notify: bool,
    /// When the confidentiality is to be looked at again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub do_not_notify_until: Option<Time>,
    /// An exercise: marked everywhere, out of all statistics.
    #[serde(default, skip_serializing_if = "is_false")]
    pub exercise: bool,
    /// Markings.
    pub handling: Handling,
    /// How many items the list holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub items: Option<ItemCounts>,
    /// The authoritative language.
    pub language: Language,
    /// The loss claimed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub loss: Option<Loss>,
    /// The highest penalty for the offence under the requester's law, in months of deprivation of liberty.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max_penalty_months: Option<u32>,
    /// Whether a formal request will follow (preservation).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mla_intended: Option<bool>,
    /// When what is reported was seen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub observed: Option<Period>,
    /// Categories of the offences.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub offences: Vec<Offence>,
    /// By when the signed original follows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub original_by: Option<Time>,
    /// The time that the data sought concern.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub period: Option<Period>,
    /// A written pledge of reciprocity stands in the body.
    #[serde(default, skip_serializing_if = "is_false")]
    pub pledge: bool,
    /// The preservation that this follows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub preservation: Option<DossierId>,
    /// The earlier request that this continues.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub previous: Option<DossierId>,
    /// What the request must hold.
    pub profile: Profile,
    /// The round of dialogue in which it was raised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raised_in_round: Option<u32>,
    /// The class of the incident in the RSIT vocabulary, `fraud:phishing`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rsit: Option<String>,
    /// How it stands to earlier requests.
    pub status: RequestStatus,
    /// Number of systems concerned.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub systems: Option<u64>,
    /// The office that is asked, by its code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to_office: Option<String>,
    /// The text stands in one language; the translation follows by this time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub translation_by: Option<Time>,
    /// What it rests on between the states.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub treaty: Option<TreatyBasis>,
    /// How urgent.
    pub urgency: Urgency,
    /// What the answer will be used for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub use_limitation: Option<UseLimitation>,
    /// Number of victims.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub victims: Option<u64>,
}

/// Markings of what is sent (domain.md 3.8).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Handling {
    /// Use in court.
    pub court_use: CourtUse,
    /// When the markings lapse.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expires: Option<Time>,
    /// Passing on.
    pub onward: Onward,
    /// What may be done with it on a network.
    pub pap: Pap,
    /// Reliability of the information; with the source or not at all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reliability_information: Option<ReliabilityInformation>,
    /// Reliability of the source.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reliability_source: Option<ReliabilitySource>,
    /// The audience.
    pub tlp: Tlp,
}

/// From one time to another, the end included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// From.
    pub from: Time,
    /// Until.
    pub until: Time,
}

/// An amount of money in whole units of a currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Loss {
    /// Whole units.
    pub amount: u64,
    /// ISO 4217, three capitals.
    pub currency: String,
}

/// `request.ack`: a person or desk has it; the clock of acknowledgement stops.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ack {
    /// The office in charge, by its code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_charge: Option<String>,
}

/// `request.return`: incomplete; names what is missing, and the clocks pause.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Return {
    /// By when the supplement is expected; not a clock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Time>,
    /// The fields, ascending.
    pub missing: Vec<Field>,
}

/// `request.supplement`: completes a request, asked or unasked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Supplement {
    /// The fields that the body completes, ascending.
    pub fields: Vec<Field>,
    /// Items added to the list.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub items: Option<ItemCounts>,
    /// The return that it answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub returns: Option<ActId>,
}

/// `request.forward`: another office of the same party is in charge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Forward {
    /// That office, by its code.
    pub to_office: String,
}

/// `request.withdraw`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Withdraw {
    /// Why.
    pub reason: WithdrawReason,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde calls it with a reference"
)]
pub(super) const fn is_false(flag: &bool) -> bool {
    !*flag
}

impl Check for Period {
    fn check(&self) -> Result<(), SaysError> {
        if self.from <= self.until {
            Ok(())
        } else {
            Err(SaysError::Period("period"))
        }
    }
}

impl Check for Submit {
    fn check(&self) -> Result<(), SaysError> {
        some("assistance", &self.assistance)?;
        ascending("certification", &self.certification)?;
        ascending("data", &self.data)?;
        ascending("offences", &self.offences)?;
        self.handling.check()?;
        self.items.as_ref().map_or(Ok(()), counts)?;
        self.observed.as_ref().map_or(Ok(()), Check::check)?;
        self.period.as_ref().map_or(Ok(()), Check::check)?;
        self.rsit
            .as_deref()
            .map_or(Ok(()), |text| label("rsit", text))?;
        self.to_office
            .as_deref()
            .map_or(Ok(()), |text| label("to_office", text))?;
        self.max_penalty_months.map_or(Ok(()), |months| {
            within("max_penalty_months", u64::from(months), 1, 1200)
        })?;
        self.loss.as_ref().map_or(Ok(()), Check::check)?;
        if self.do_not_notify_until.is_some() && !self.do_not_notify {
            return Err(SaysError::Together("do_not_notify_until"));
        }
        Ok(())
    }
}

impl Check for Loss {
    fn check(&self) -> Result<(), SaysError> {
        let code =
            self.currency.len() == 3 && self.currency.bytes().all(|b| b.is_ascii_uppercase());
        if code {
            Ok(())
        } else {
            Err(SaysError::Label("currency"))
        }
    }
}

impl Check for Ack {
    fn check(&self) -> Result<(), SaysError> {
        self.in_charge
            .as_deref()
            .map_or(Ok(()), |text| label("in_charge", text))
    }
}

impl Check for Return {
    fn check(&self) -> Result<(), SaysError> {
        some("missing", &self.missing)
    }
}

impl Check for Supplement {
    fn check(&self) -> Result<(), SaysError> {
        some("fields", &self.fields)?;
        self.items.as_ref().map_or(Ok(()), counts)
    }
}

impl Check for Forward {
    fn check(&self) -> Result<(), SaysError> {
        label("to_office", &self.to_office)
    }
}

impl Check for Withdraw {}
