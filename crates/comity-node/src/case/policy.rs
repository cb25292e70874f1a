//! When a second person must release an act: the four-eyes rule of the house.
//!
//! The rule is the house's own (`[release]` in `comity.toml`) and never enters
//! an act. By default acts of weight in police and formal cases need a second
//! person with the role of releaser, technical ones do not.

use std::collections::BTreeSet;

use comity_core::{
    act::{Act, Handling, Opens, Submit, kind},
    codes::{Assistance, CaseType, DataClass, Profile, Tlp, Urgency},
};
use serde::Serialize;

use crate::config::Release;

/// Why a second person is needed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Because {
    /// Every act needs one.
    Always,
    /// The profile of the case.
    Profile,
    /// A type of assistance.
    Assistance,
    /// A data class.
    DataClass,
    /// The marking.
    Tlp,
    /// Offices must clear it first, and what they cleared another person releases.
    Clearance,
}

/// Kinds that bind nobody: they acknowledge, remind, report progress, or ask.
const LIGHT: &[&str] = &[
    "request.ack",
    "request.forward",
    "status.update",
    "items.progress",
    "evidence.receipt",
    "feedback.quality",
    "consult.open",
    "consult.close",
    "remind",
    "extension.ask",
    "query",
    "translation",
    "escalate",
    "elsewhere.confirm",
];

/// What the rule looks at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct About {
    /// The kind of act.
    pub kind: String,
    /// The type of the case; absent where it belongs to none.
    pub case_type: Option<CaseType>,
    /// The profile of the case.
    pub profile: Option<Profile>,
    /// The urgency of the case.
    pub urgency: Option<Urgency>,
    /// Types of assistance that the case asks for.
    pub assistance: BTreeSet<Assistance>,
    /// Data classes of what the act carries.
    pub classes: BTreeSet<DataClass>,
    /// Markings of the act and of its case.
    pub tlp: BTreeSet<Tlp>,
}

impl About {
    /// An act with the type of its case, the request that this opened with, and the classes of its attachments.
    #[must_use]
    pub fn new(
        act: &Act,
        case_type: Option<CaseType>,
        request: Option<&Submit>,
        attached: &[DataClass],
    ) -> Self {
        let own = match act {
            Act::RequestSubmit(says) => Some(says),
            _ => None,
        };
        let request = own.or(request);
        let mut about = Self {
            kind: act.code().to_owned(),
            case_type: match kind(act.code()).map(|kind| kind.opens) {
                Some(Opens::Dossier(opened)) => Some(opened),
                _ => case_type,
            },
            profile: request.map(|says| says.profile),
            urgency: request.map(|says| says.urgency),
            assistance: request
                .into_iter()
                .flat_map(|says| says.assistance.iter().copied())
                .collect(),
            classes: attached.iter().copied().collect(),
            tlp: request
                .into_iter()
                .chain(own)
                .map(|says| says.handling.tlp)
                .collect(),
        };
        about.classes.extend(classes(act));
        about.tlp.extend(marks(act).map(|marks| marks.tlp));
        about
    }
}

/// Whether acts of this kind bind nobody.
#[must_use]
pub fn is_light(kind: &str) -> bool {
    LIGHT.contains(&kind)
}

/// Whether a second person must release it, and why.
#[must_use]
pub fn second_person(rule: &Release, about: &About) -> Option<Because> {
    let listed = |list: &[String], code: &str| list.iter().any(|one| one == code);
    let weighty = !is_light(&about.kind);
    if rule.always {
        Some(Because::Always)
    } else if weighty
        && about
            .profile
            .is_some_and(|profile| listed(&rule.profile, profile.code()))
    {
        Some(Because::Profile)
    } else if weighty
        && about
            .assistance
            .iter()
            .any(|one| listed(&rule.assistance, one.code()))
    {
        Some(Because::Assistance)
    } else if about
        .classes
        .iter()
        .any(|class| listed(&rule.data_class, class.code()))
    {
        Some(Because::DataClass)
    } else if about.tlp.iter().any(|tlp| listed(&rule.tlp, tlp.code())) {
        Some(Because::Tlp)
    } else {
        None
    }
}

/// Classes of what the act itself hands over; data that are only sought do not count.
fn classes(act: &Act) -> Vec<DataClass> {
    match act {
        Act::AnswerPartial(says) | Act::AnswerFinal(says) => says.data.clone(),
        Act::EvidenceTransfer(says) => says.exhibits.iter().map(|exhibit| exhibit.class).collect(),
        _ => vec![],
    }
}

const fn marks(act: &Act) -> Option<&Handling> {
    match act {
        Act::RequestSubmit(says) => Some(&says.handling),
        Act::SpontaneousReport(says) => Some(&says.handling),
        Act::Query(says) => Some(&says.handling),
        Act::EvidenceTransfer(says) => Some(&says.handling),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn submit(profile: &str, assistance: &str, tlp: &str) -> Submit {
        let says = json!({"assistance": [assistance], "channel": "cert", "language": "en", "profile": profile, "status": "new", "urgency": "routine",
            "handling": {"court_use": "none", "onward": "none", "pap": "amber", "tlp": tlp}});
        serde_json::from_value(says).unwrap()
    }

    fn act(kind: &str, says: &Value) -> Act {
        Act::from_says(kind, says.as_object().unwrap()).unwrap()
    }

    fn check(
        rule: &str,
        kind: &str,
        says: &Value,
        request: Option<&Submit>,
        attached: &[DataClass],
    ) -> Option<Because> {
        let rule: Release = toml::from_str(rule).unwrap();
        let about = About::new(&act(kind, says), None, request, attached);
        second_person(&rule, &about)
    }

    #[test]
    fn by_default_police_and_formal_need_two_and_technical_does_not() {
        for (profile, because) in [
            ("police", Some(Because::Profile)),
            ("formal", Some(Because::Profile)),
            ("technical", None),
        ] {
            let request = submit(profile, "takedown", "amber");
            let says = serde_json::to_value(&request).unwrap();
            assert_eq!(
                check("", "request.submit", &says, None, &[]),
                because,
                "{profile}"
            );
            assert_eq!(
                check("", "decision.accept", &json!({}), Some(&request), &[]),
                because,
                "{profile}"
            );
            assert_eq!(
                check("", "request.ack", &json!({}), Some(&request), &[]),
                None,
                "{profile}"
            );
        }
    }

    #[test]
    fn the_house_may_ask_for_more() {
        let request = submit("technical", "malware_analysis", "red");
        let check =
            |rule, attached| check(rule, "answer.final", &json!({}), Some(&request), attached);
        assert_eq!(check("always = true", &[]), Some(Because::Always));
        assert_eq!(
            check("assistance = [\"malware_analysis\"]", &[]),
            Some(Because::Assistance)
        );
        assert_eq!(
            check("data_class = [\"sample\"]", &[DataClass::Sample]),
            Some(Because::DataClass)
        );
        assert_eq!(check("data_class = [\"sample\"]", &[]), None);
        assert_eq!(check("tlp = [\"red\"]", &[]), Some(Because::Tlp));
        assert_eq!(check("tlp = [\"amber\"]", &[]), None);
    }

    #[test]
    fn light_kinds_are_kinds() {
        for code in LIGHT {
            assert!(kind(code).is_some(), "{code}");
        }
    }
}
