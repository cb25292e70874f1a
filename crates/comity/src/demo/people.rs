//! The two fictional parties of the demo: names, offices, and a person for every role.

use comity_core::Time;
use comity_node::people::{Person, Role};

use super::stage::DAY;

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
    /// Minutes east of UTC in winter.
    winter: i16,
    /// Whether its clocks are set forward in summer, as those of Washington are.
    summer_time: bool,
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
    winter: 8 * 60,
    summer_time: false,
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
    winter: -5 * 60,
    summer_time: true,
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

    /// Minutes east of UTC on the day of this moment.
    pub(crate) fn zone(&self, now: Time) -> i16 {
        let summer = self.summer_time && is_summer(now.plus(i64::from(self.winter) * 60));
        self.winter + if summer { 60 } else { 0 }
    }

    /// The other side.
    pub(crate) fn other(&self) -> &'static Self {
        if self.party == CN.party { &US } else { &CN }
    }

    /// The code of an office by its place.
    pub(crate) fn office(&self, place: usize) -> &'static str {
        self.offices.get(place).map_or("", |(code, _, _)| code)
    }
}

/// Whether clocks of the United States show summer time on the day of this local time: from the
/// second Sunday of March to the first one of November.
fn is_summer(local: Time) -> bool {
    let text = local.to_string();
    let number = |range: std::ops::Range<usize>| -> i64 {
        let digits = text.get(range).and_then(|digits| digits.parse().ok());
        digits.unwrap_or(0)
    };
    let (month, day) = (number(5..7), number(8..10));
    // The epoch began on a Thursday.
    let since_sunday = (local.seconds().div_euclid(DAY) + 4).rem_euclid(7);
    match month {
        4..=10 => true,
        // The last Sunday, today's included, is the second one of the month or a later one.
        3 => day - since_sunday > 7,
        // No Sunday of the month has been yet.
        11 => day - since_sunday <= 0,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clock_of_each_side_is_the_one_of_the_day() {
        for (day, minutes) in [
            ("2026-01-15", -300),
            ("2026-03-07", -300),
            ("2026-03-08", -240),
            ("2026-07-01", -240),
            ("2026-10-31", -240),
            ("2026-11-01", -300),
            ("2027-03-13", -300),
            ("2027-03-14", -240),
            ("2028-11-04", -240),
            ("2028-11-05", -300),
        ] {
            let noon: Time = format!("{day}T17:00:00Z").parse().unwrap();
            assert_eq!(US.zone(noon), minutes, "{day}");
            assert_eq!(CN.zone(noon), 480, "{day}");
        }
        assert_eq!((CN.other().party, US.other().party), (US.party, CN.party));
    }

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
