//! When a second person must release an act: the four-eyes rule of the house.
//!
//! The rule is the house's own (`[release]` in `comity.toml`) and never enters
//! an act. By default acts of weight in police and formal cases need a second
//! person with the role of releaser, technical ones do not.

use std::collections::BTreeSet;

use comity_core::{
    act::{Act, Handling, Submit},
    codes::{Assistance, DataClass, Profile, Tlp},
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
    /// The profile of the case.
    pub profile: Option<Profile>,
    /// Types of assistance that the case asks for.
    pub assistance: BTreeSet<Assistance>,
    /// Data classes of what the act carries.
    pub classes: BTreeSet<DataClass>,
    /// Markings of the act and of its case.
    pub tlp: BTreeSet<Tlp>,
}

impl About {
    /// An act with the request that its case opened with, and the classes of its attachments.
    #[must_use]
    pub fn new(act: &Act, request: Option<&Submit>, attached: &[DataClass]) -> Self {
        let own = match act {
            Act::RequestSubmit(says) => Some(says),
            _ => None,
        };
        let request = own.or(request);
        let mut about = Self {
            kind: act.code().to_owned(),
            profile: request.map(|says| says.profile),
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

/// Whether a second person must release it, and why.
#[must_use]
pub fn second_person(rule: &Release, about: &About) -> Option<Because> {
    let listed = |list: &[String], code: &str| list.iter().any(|one| one == code);
    let weighty = !LIGHT.contains(&about.kind.as_str());
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
    use comity_core::act::kind;
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
        second_person(&rule, &About::new(&act(kind, says), request, attached))
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
