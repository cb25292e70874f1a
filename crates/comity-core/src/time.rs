//! Points in time on the record: whole seconds, UTC, one spelling.

use std::{fmt, str::FromStr};

/// A point in time in whole seconds since the Unix epoch.
///
/// Its only text form is `2026-11-23T02:00:00Z`, from year 0001 to 9999;
/// fractions, offsets and second 60 are refused, so that equal instants have equal bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Time(i64);

/// A text that is not a [`Time`] in its one spelling.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not a time of the form 2026-11-23T02:00:00Z: {0:?}")]
pub struct TimeError(pub String);

/// 0001-01-01T00:00:00Z.
const FIRST: i64 = -62_135_596_800;
/// 9999-12-31T23:59:59Z less a day, the range that the calendar library can show in every offset.
const LAST: i64 = 253_402_207_200;

impl Time {
    /// The time so many seconds after the Unix epoch, held within the years 0001 to 9999.
    #[must_use]
    pub const fn from_seconds(seconds: i64) -> Self {
        if seconds < FIRST {
            Self(FIRST)
        } else if seconds > LAST {
            Self(LAST)
        } else {
            Self(seconds)
        }
    }

    /// Seconds since the Unix epoch.
    #[must_use]
    pub const fn seconds(self) -> i64 {
        self.0
    }

    /// Seconds since the Unix epoch as the cosignature formats carry them; times before it give 0.
    #[must_use]
    pub const fn posix(self) -> u64 {
        if self.0 < 0 { 0 } else { self.0.unsigned_abs() }
    }

    /// The time of a POSIX time stamp, held within the years that [`Time`] can show.
    #[must_use]
    pub fn from_posix(seconds: u64) -> Self {
        Self::from_seconds(i64::try_from(seconds).unwrap_or(i64::MAX))
    }

    /// This time and so many seconds (may be negative).
    #[must_use]
    pub const fn plus(self, seconds: i64) -> Self {
        Self::from_seconds(self.0.saturating_add(seconds))
    }

    /// Seconds from `earlier` to this time; negative when it lies before.
    #[must_use]
    pub const fn since(self, earlier: Self) -> i64 {
        self.0 - earlier.0
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let instant = jiff::Timestamp::from_second(self.0).map_err(|_| fmt::Error)?;
        write!(f, "{instant}")
    }
}

impl FromStr for Time {
    type Err = TimeError;

    fn from_str(text: &str) -> Result<Self, TimeError> {
        let wrong = || TimeError(text.chars().take(40).collect());
        let instant: jiff::Timestamp = text.parse().map_err(|_| wrong())?;
        let time = Self::from_seconds(instant.as_second());
        if time.to_string() == text {
            Ok(time)
        } else {
            Err(wrong())
        }
    }
}

impl serde::Serialize for Time {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Time {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_has_one_spelling() {
        let time: Time = "2026-11-23T02:00:00Z".parse().unwrap();
        assert_eq!(time.to_string(), "2026-11-23T02:00:00Z");
        for wrong in [
            "2026-11-23T02:00:00+00:00",
            "2026-11-23 02:00:00Z",
            "2026-11-23T02:00:00.0Z",
            "2026-11-23T02:00:00.5Z",
            "2026-11-23T02:00:60Z",
            "2026-11-23T02Z",
            "2026-11-23t02:00:00z",
            "",
        ] {
            assert!(wrong.parse::<Time>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn arithmetic_stays_within_the_calendar() {
        assert_eq!(
            Time::from_seconds(i64::MAX)
                .plus(i64::MAX)
                .to_string()
                .len(),
            20
        );
        assert_eq!(
            Time::from_seconds(i64::MIN).plus(i64::MIN).to_string(),
            "0001-01-01T00:00:00Z"
        );
    }
}
