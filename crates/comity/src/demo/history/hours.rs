//! When people are at their desks, and when what they said is read on the other side.

/// Seconds of a day.
pub(super) const DAY: i64 = 86_400;
/// Seconds of an hour.
pub(super) const HOUR: i64 = 3_600;
/// How often the nodes exchange when nobody rings: the rhythm of their credentials, in seconds.
pub(super) const RHYTHM: i64 = DAY;
/// When that exchange is, in seconds of the day by UTC: after the one side's hours, before the other's.
const MEETS: i64 = 11 * HOUR;
/// How long an exchange takes to begin after the bell, in seconds.
pub(super) const BELL: i64 = 60;

/// The desk opens and closes at these seconds of the local day.
const OPENS: i64 = 8 * HOUR + HOUR / 2;
const CLOSES: i64 = 17 * HOUR + HOUR / 2;

/// This time, or the next at which an office is at work whose clock is `offset` seconds ahead of UTC.
///
/// Who comes to work does not do everything in the first minute: what waited is
/// spread over the first two hours, by the second at which it came.
pub(super) fn at_work(time: i64, offset: i64) -> i64 {
    let local = time.saturating_add(offset);
    let (day, second) = (local.div_euclid(DAY), local.rem_euclid(DAY));
    let spread = time.rem_euclid(2 * HOUR);
    let local = if weekend(day) || second >= CLOSES {
        let next = (1..4)
            .map(|ahead| day + ahead)
            .find(|day| !weekend(*day))
            .unwrap_or(day + 1);
        next * DAY + OPENS + spread
    } else if second < OPENS {
        day * DAY + OPENS + spread
    } else {
        local
    };
    local.saturating_sub(offset)
}

/// When the other side has what is said at this time: at the next exchange of
/// the rhythm, or at once where it presses.
pub(super) const fn crossed(time: i64, presses: bool) -> i64 {
    if presses {
        time + BELL
    } else {
        next_of_rhythm(time)
    }
}

/// The next exchange of the rhythm after this time.
pub(super) const fn next_of_rhythm(time: i64) -> i64 {
    ((time - MEETS).div_euclid(RHYTHM) + 1) * RHYTHM + MEETS
}

/// Day 0 was a Thursday.
const fn weekend(day: i64) -> bool {
    (day + 3).rem_euclid(7) >= 5
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Friday, 27 November 2026, 00:00 UTC.
    const FRIDAY: i64 = 1_795_737_600;
    const BEIJING: i64 = 8 * HOUR;

    #[test]
    fn an_office_at_work_acts_at_once() {
        let ten_in_beijing = FRIDAY + 2 * HOUR;
        assert_eq!(at_work(ten_in_beijing, BEIJING), ten_in_beijing);
    }

    #[test]
    fn what_comes_on_friday_night_waits_until_monday_morning() {
        let night = FRIDAY + 15 * HOUR;
        let monday = FRIDAY + 3 * DAY;
        let taken_up = at_work(night, BEIJING) + BEIJING - monday;
        assert!((OPENS..=OPENS + 2 * HOUR).contains(&taken_up), "{taken_up}");
    }

    #[test]
    fn what_presses_crosses_at_once_and_the_rest_with_the_rhythm() {
        assert_eq!(crossed(FRIDAY + 1, true), FRIDAY + 1 + BELL);
        assert_eq!(crossed(FRIDAY, false), FRIDAY + MEETS);
        assert_eq!(crossed(FRIDAY + MEETS, false), FRIDAY + MEETS + RHYTHM);
    }
}
