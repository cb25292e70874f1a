//! Distances from UTC to choose from: those that clocks somewhere keep, in winter or in summer.

use comity_text::format::Offset;

/// Minutes east of UTC.
const KEPT: [i16; 40] = [
    -720, -660, -600, -570, -540, -480, -420, -360, -300, -240, -210, -180, -150, -120, -60, 0, 60,
    120, 180, 210, 240, 270, 300, 330, 345, 360, 390, 420, 480, 525, 540, 570, 600, 630, 660, 720,
    765, 780, 825, 840,
];

/// A distance from UTC that can be chosen.
pub(crate) struct Zone {
    /// Minutes east of UTC, as a form sends them; empty where nobody knows.
    pub(crate) minutes: String,
    /// As it is shown.
    pub(crate) words: String,
    pub(crate) chosen: bool,
}

/// All of them from west to east, with the one that is chosen even where no clock keeps it.
pub(crate) fn zones(chosen: Option<i16>) -> Vec<Zone> {
    let mut all: Vec<i16> = KEPT.into_iter().chain(chosen).collect();
    all.sort_unstable();
    all.dedup();
    let zone = |minutes: i16| {
        Some(Zone {
            minutes: minutes.to_string(),
            words: Offset::from_minutes(minutes)?.to_string(),
            chosen: chosen == Some(minutes),
        })
    };
    all.into_iter().filter_map(zone).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quarters_of_an_hour_that_clocks_keep_are_there_and_so_is_what_was_chosen() {
        let shown = |chosen| {
            let all = zones(chosen).into_iter();
            all.map(|zone| (zone.words, zone.chosen))
                .collect::<Vec<_>>()
        };
        let all = shown(None);
        assert_eq!(all.len(), KEPT.len());
        assert!(all.iter().all(|(_, chosen)| !chosen));
        for zone in [
            "UTC+05:45",
            "UTC+08:45",
            "UTC+12:45",
            "UTC\u{2212}09:30",
            "UTC",
        ] {
            assert!(all.contains(&(zone.to_owned(), false)), "{zone}");
        }
        assert!(shown(Some(345)).contains(&("UTC+05:45".to_owned(), true)));
        let odd = shown(Some(90));
        assert_eq!(odd.len(), KEPT.len() + 1);
        let at = odd
            .iter()
            .position(|(zone, _)| zone == "UTC+01:30")
            .unwrap();
        assert_eq!(
            (&*odd[at - 1].0, &*odd[at + 1].0),
            ("UTC+01:00", "UTC+02:00")
        );
    }
}
