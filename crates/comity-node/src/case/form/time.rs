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

/// The same the other way; seconds only where there are some.
#[must_use]
pub fn to_local(time: Time, offset_minutes: i16) -> String {
    let shifted = time
        .plus(i64::from(offset_minutes).saturating_mul(60))
        .to_string();
    let wall = shifted.trim_end_matches('Z');
    wall.strip_suffix(":00").unwrap_or(wall).to_owned()
}
