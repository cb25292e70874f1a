//! The two fictional parties of the demo: names, offices, and a person for every role.

use comity_node::people::{Person, Role};

/// The place of the office that the story speaks of.
pub(crate) const CYBER: usize = 0;
/// The place of the office of lawyers.
pub(crate) const LEGAL: usize = 1;
/// The place of the office of technicians.
pub(crate) const TECHNICAL: usize = 2;
/// The place of the duty desk.
pub(crate) const DUTY: usize = 3;

/// Who a side is.
#[derive(Debug)]
pub(crate) struct Who {
    pub(crate) party: &'static str,
    pub(crate) jurisdiction: &'static str,
    /// Short and long names, English then Chinese.
    pub(crate) names: [(&'static str, &'static str); 2],
    /// Code and names of each office, at the places that the constants of this file name.
    pub(crate) offices: &'static [(&'static str, &'static str, &'static str)],
    pub(crate) administrator: &'static str,
    pub(crate) officer: &'static str,
    pub(crate) releaser: &'static str,
    pub(crate) counsel: &'static str,
    pub(crate) analyst: &'static str,
    pub(crate) duty: &'static str,
    pub(crate) auditor: &'static str,
    pub(crate) registry: &'static str,
    pub(crate) translator: &'static str,
    pub(crate) security: &'static str,
    /// Minutes east of UTC.
    pub(crate) zone: i16,
    /// The language of its people.
    pub(crate) language: &'static str,
}

/// China's side.
pub(crate) const CN: Who = Who {
    party: "cyber.cn.example",
    jurisdiction: "CN",
    names: [
        ("China", "Cyber desk of China (fictional)"),
        ("中方", "中方网络处（虚构）"),
    ],
    offices: &[
        ("CYBER-1", "Cyber desk", "网络处"),
        ("LAW-1", "Legal desk", "法律处"),
        ("TECH-1", "Technical desk", "技术处"),
        ("DUTY-1", "Duty room", "值班室"),
    ],
    administrator: "zhou.ning",
    officer: "li.wei",
    releaser: "zhao.min",
    counsel: "wang.fang",
    analyst: "chen.jing",
    duty: "liu.yang",
    auditor: "sun.li",
    registry: "he.jie",
    translator: "xu.yan",
    security: "gao.feng",
    zone: 8 * 60,
    language: "zh-Hans",
};

/// The side of the United States.
pub(crate) const US: Who = Who {
    party: "cyber.us.example",
    jurisdiction: "US",
    names: [
        (
            "United States",
            "Cyber division of the United States (fictional)",
        ),
        ("美方", "美方网络司（虚构）"),
    ],
    offices: &[
        ("CYBER-2", "Cyber division", "网络司"),
        ("LAW-2", "Legal office", "法律办公室"),
        ("TECH-2", "Technical center", "技术中心"),
        ("DUTY-2", "Duty desk", "值班台"),
    ],
    administrator: "m.brown",
    officer: "j.smith",
    releaser: "a.jones",
    counsel: "k.davis",
    analyst: "t.miller",
    duty: "d.clark",
    auditor: "e.young",
    registry: "r.wilson",
    translator: "l.garcia",
    security: "s.lee",
    zone: -5 * 60,
    language: "en",
};

impl Who {
    /// The people of the house; the administrator comes first and registers the others.
    pub(crate) fn people(&self) -> Vec<Person> {
        [
            (self.administrator, CYBER, "02", Role::Administrator),
            (self.releaser, CYBER, "01", Role::Releaser),
            (self.officer, CYBER, "07", Role::Officer),
            (self.counsel, LEGAL, "11", Role::Counsel),
            (self.analyst, TECHNICAL, "14", Role::Analyst),
            (self.duty, DUTY, "20", Role::Duty),
            (self.registry, CYBER, "05", Role::Registry),
            (self.translator, CYBER, "06", Role::Translator),
            (self.auditor, LEGAL, "30", Role::Auditor),
            // While there is no security officer, the administrator gives roles alone.
            (self.security, LEGAL, "31", Role::Security),
        ]
        .into_iter()
        .map(|(name, office, duty, role)| Person {
            name: name.to_owned(),
            office: self.office(office).to_owned(),
            duty: Some(duty.to_owned()),
            roles: vec![role],
            disabled: false,
        })
        .collect()
    }

    /// The code of an office by its place.
    pub(crate) fn office(&self, place: usize) -> &'static str {
        self.offices.get(place).map_or("", |(code, _, _)| code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_has_its_own_person_in_an_office_on_both_sides() {
        for who in [CN, US] {
            let people = who.people();
            for role in Role::ALL {
                let of_role = people.iter().filter(|one| one.roles == [role]).count();
                assert_eq!(of_role, 1, "{} {}", who.party, role.name());
            }
            assert!(people.iter().all(|one| !one.office.is_empty()));
        }
    }
}
