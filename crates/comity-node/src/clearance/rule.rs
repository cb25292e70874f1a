//! The home's rules of clearance (`[clearance]` in `comity.toml`): which acts go to which offices, in which order.

use std::{collections::BTreeSet, fmt::Display, str::FromStr};

use comity_core::{
    act::kind,
    codes::{Assistance, CaseType, DataClass, Profile, Tlp, Urgency},
};
use comity_store::access::Who;
use serde::{Deserialize, Serialize};

use crate::{
    case::policy::{About, is_light},
    people::check_label,
};

/// The longest time that an office may have, in hours: a year.
const HOURS_MAX: u32 = 24 * 366;

/// Clearance's part of the configuration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Clearance {
    /// Whether a releaser who cleared a draft for an office may release it too.
    pub clearer_may_release: bool,
    /// Rules; the first that fits an act decides.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub rule: Vec<Rule>,
}

impl Default for Clearance {
    fn default() -> Self {
        Self {
            clearer_may_release: true,
            rule: vec![],
        }
    }
}

/// A rule: all that it names must fit, of each list one code.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Types of the case.
    #[serde(default, rename = "type", skip_serializing_if = "Vec::is_empty")]
    pub case_type: Vec<String>,
    /// Profiles of the case.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub profile: Vec<String>,
    /// Types of assistance that the case asks for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub assistance: Vec<String>,
    /// Urgencies of the case.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub urgency: Vec<String>,
    /// Kinds of act; where none is named, acts of weight.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub kind: Vec<String>,
    /// Data classes of what the act carries.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub data_class: Vec<String>,
    /// Markings of the act and its case.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tlp: Vec<String>,
    /// The offices: one step after the other, those of one step at once.
    pub steps: Vec<Vec<Desk>>,
}

/// An office that is asked, with its time and its deputy.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Desk {
    /// The office, by its code.
    pub office: String,
    /// How long it has, in hours by the node's clock, from when its turn comes.
    pub hours: u32,
    /// Who answers in its place, as `office:D-01` or `person:li`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deputy: Option<String>,
    /// Whether the deputy may answer from the start, and not only when the time has run out.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub deputy_at_once: bool,
}

impl Desk {
    /// The deputy, as who it is.
    #[must_use]
    pub fn deputy(&self) -> Option<Who> {
        self.deputy.as_deref()?.parse().ok()
    }
}

impl Clearance {
    /// The key of what cannot be used, when something cannot.
    #[must_use]
    pub fn unfit(&self) -> Option<&'static str> {
        self.rule.iter().find_map(Rule::unfit)
    }

    /// The steps that an act must go through; none where no rule fits.
    #[must_use]
    pub fn steps(&self, about: &About) -> Option<&[Vec<Desk>]> {
        let rule = self.rule.iter().find(|rule| rule.fits(about))?;
        Some(&rule.steps)
    }
}

impl Rule {
    fn unfit(&self) -> Option<&'static str> {
        fn unknown<T: FromStr>(list: &[String]) -> bool {
            list.iter().any(|code| code.parse::<T>().is_err())
        }
        let desks = || self.steps.iter().flatten();
        let mut offices = BTreeSet::new();
        let checks = [
            (unknown::<CaseType>(&self.case_type), "clearance.rule.type"),
            (unknown::<Profile>(&self.profile), "clearance.rule.profile"),
            (
                unknown::<Assistance>(&self.assistance),
                "clearance.rule.assistance",
            ),
            (unknown::<Urgency>(&self.urgency), "clearance.rule.urgency"),
            (
                self.kind.iter().any(|code| kind(code).is_none()),
                "clearance.rule.kind",
            ),
            (
                unknown::<DataClass>(&self.data_class),
                "clearance.rule.data_class",
            ),
            (unknown::<Tlp>(&self.tlp), "clearance.rule.tlp"),
            (
                self.steps.is_empty() || self.steps.iter().any(Vec::is_empty),
                "clearance.rule.steps",
            ),
            // An office answers once: it may not be asked twice.
            (
                desks().any(|desk| check_label(&desk.office).is_err())
                    || !desks().all(|desk| offices.insert(&desk.office)),
                "clearance.rule.steps.office",
            ),
            (
                desks().any(|desk| !(1..=HOURS_MAX).contains(&desk.hours)),
                "clearance.rule.steps.hours",
            ),
            (
                desks().any(|desk| match desk.deputy() {
                    Some(Who::Office(code)) => code == desk.office || check_label(&code).is_err(),
                    Some(Who::Person(name)) => name.trim().is_empty(),
                    Some(Who::Nobody) => true,
                    None => desk.deputy.is_some() || desk.deputy_at_once,
                }),
                "clearance.rule.steps.deputy",
            ),
        ];
        let broken = checks.into_iter().find(|(broken, _)| *broken);
        broken.map(|(_, key)| key)
    }

    fn fits(&self, about: &About) -> bool {
        let kind = if self.kind.is_empty() {
            // As in `[release]`: what an act carries or how it is marked counts for light acts too.
            !is_light(&about.kind) || !self.data_class.is_empty() || !self.tlp.is_empty()
        } else {
            self.kind.contains(&about.kind)
        };
        kind && one_of(&self.case_type, &about.case_type)
            && one_of(&self.profile, &about.profile)
            && one_of(&self.assistance, &about.assistance)
            && one_of(&self.urgency, &about.urgency)
            && one_of(&self.data_class, &about.classes)
            && one_of(&self.tlp, &about.tlp)
    }
}

/// Whether one of these codes is wanted; an empty list wants nothing in particular.
fn one_of<'a, T: Display + 'a>(wanted: &[String], there: impl IntoIterator<Item = &'a T>) -> bool {
    let is = |code: &T| wanted.iter().any(|wanted| *wanted == code.to_string());
    wanted.is_empty() || there.into_iter().any(is)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clearance(rules: &str) -> Clearance {
        toml::from_str(&format!("rule = [{rules}]")).unwrap()
    }

    fn decision() -> About {
        About {
            kind: "decision.accept".to_owned(),
            case_type: Some(CaseType::Request),
            profile: Some(Profile::Formal),
            urgency: Some(Urgency::Formal),
            assistance: [Assistance::Subscriber].into(),
            classes: BTreeSet::new(),
            tlp: [Tlp::Amber].into(),
        }
    }

    const STEPS: &str = "steps = [[{ office = \"L-02\", hours = 24 }]]";

    #[test]
    fn a_rule_fits_when_all_that_it_names_does() {
        for (names, fits) in [
            ("", true),
            ("profile = [\"formal\", \"police\"],", true),
            ("profile = [\"technical\"],", false),
            ("type = [\"request\"], urgency = [\"formal\"],", true),
            ("type = [\"request\"], urgency = [\"urgent\"],", false),
            ("assistance = [\"subscriber\"],", true),
            ("assistance = [\"takedown\"],", false),
            ("kind = [\"decision.accept\"],", true),
            ("kind = [\"answer.final\"],", false),
            ("tlp = [\"amber\"],", true),
            ("data_class = [\"sample\"],", false),
        ] {
            let rules = clearance(&format!("{{ {names} {STEPS} }}"));
            assert_eq!(rules.unfit(), None, "{names}");
            assert_eq!(rules.steps(&decision()).is_some(), fits, "{names}");
        }
    }

    #[test]
    fn without_a_kind_light_acts_pass_unless_a_marking_or_data_class_is_named() {
        let light = About {
            kind: "request.ack".to_owned(),
            ..decision()
        };
        let fits = |names: &str| {
            let rules = clearance(&format!("{{ {names} {STEPS} }}"));
            rules.steps(&light).is_some()
        };
        assert!(!fits("profile = [\"formal\"],"));
        assert!(fits("profile = [\"formal\"], tlp = [\"amber\"],"));
        assert!(fits("kind = [\"request.ack\"],"));
    }

    #[test]
    fn the_first_rule_that_fits_decides() {
        let rules = clearance(&format!(
            "{{ urgency = [\"urgent\"], {STEPS} }}, {{ steps = [[{{ office = \"S-01\", hours = 8 }}]] }}"
        ));
        let steps = rules.steps(&decision()).unwrap();
        assert_eq!(steps[0][0].office, "S-01");
    }

    #[test]
    fn what_cannot_be_used_is_named() {
        let desk = |desk: &str| format!("{{ steps = [[{{ {desk} }}]] }}");
        for (rule, key) in [
            (format!("{{ type = [\"x\"], {STEPS} }}"), "type"),
            (format!("{{ kind = [\"x\"], {STEPS} }}"), "kind"),
            (format!("{{ tlp = [\"x\"], {STEPS} }}"), "tlp"),
            ("{ steps = [] }".to_owned(), "steps"),
            ("{ steps = [[]] }".to_owned(), "steps"),
            (desk("office = \" \", hours = 1"), "steps.office"),
            (desk("office = \"L-02\", hours = 0"), "steps.hours"),
            (
                desk("office = \"L-02\", hours = 1, deputy = \"zhao\""),
                "steps.deputy",
            ),
            (
                desk("office = \"L-02\", hours = 1, deputy = \"office:L-02\""),
                "steps.deputy",
            ),
            (
                desk("office = \"L-02\", hours = 1, deputy_at_once = true"),
                "steps.deputy",
            ),
            (
                "{ steps = [[{ office = \"A\", hours = 1 }], [{ office = \"A\", hours = 1 }]] }"
                    .to_owned(),
                "steps.office",
            ),
        ] {
            let key = format!("clearance.rule.{key}");
            assert_eq!(clearance(&rule).unfit(), Some(&*key), "{rule}");
        }
    }
}
