//! Points in time as people write them in a form: by the clock on their wall.

use comity_core::Time;

/// Reads `2026-11-23T10:00`, with seconds or without, at this many minutes east of UTC.
#[must_use]
pub fn from_local(text: &str, offset_minutes: i16) -> Option<Time> {
    let text = text.trim();
    // What a browser sends, and nothing else that a calendar library can read.
    let whole = match text.len() {
        16 => format!("{text}:00Z"),
        19 => format!("{text}Z"),
        _ => return None,
    };
    let wall: jiff::Timestamp = whole.parse().ok()?;
    let east = i64::from(offset_minutes).checked_mul(60)?;
    Some(Time::from_seconds(wall.as_second().checked_sub(east)?))
}

/// Whether a text says when an office is open: `08:30-17:30`, `00:00-24:00`, `20:00-06:00`.
#[must_use]
pub fn is_office_hours(text: &str) -> bool {
    let ends = text.split_once('-');
    ends.is_some_and(|(from, until)| match (minutes(from), minutes(until)) {
        (Some(from), Some(until)) => from < 24 * 60 && until <= 24 * 60 && from != until,
        _ => false,
    })
}

/// Whether a text says how far a clock is from UTC: `+08:00`, `-05:00`, no farther than clocks are.
#[must_use]
pub fn is_offset(text: &str) -> bool {
    let (most, rest) = match (text.strip_prefix('+'), text.strip_prefix('-')) {
        (Some(rest), _) => (14 * 60, rest),
        (_, Some(rest)) => (12 * 60, rest),
        _ => return false,
    };
    minutes(rest).is_some_and(|minutes| minutes <= most)
}

/// The minutes of `08:30`.
fn minutes(text: &str) -> Option<u16> {
    let (hours, minutes) = text.split_once(':')?;
    let two = |part: &str| {
        let plain = part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        part.parse::<u16>().ok().filter(|_| plain)
    };
    let minutes = two(minutes).filter(|minutes| *minutes < 60)?;
    two(hours)?.checked_mul(60)?.checked_add(minutes)
}

/// What [`from_local`] reads, the other way; seconds only where there are some.
#[must_use]
pub fn to_local(time: Time, offset_minutes: i16) -> String {
    let shifted = time
        .plus(i64::from(offset_minutes).saturating_mul(60))
        .to_string();
    let wall = shifted.trim_end_matches('Z');
    wall.strip_suffix(":00").unwrap_or(wall).to_owned()
}
