//! Times, spans, sizes, shares and lists as each language writes them.
//!
//! Words and order come from `format.ftl`; arithmetic is done here. There are
//! no city zones: a time is shown in UTC or at an offset from it.

use std::{fmt, str::FromStr};

use comity_core::Time;

use crate::{args::Args, catalogue::Catalogue};

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// The minus sign.
const MINUS: char = '\u{2212}';

/// A distance from UTC that times are shown at, in minutes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Offset(i16);

/// A text that is not an offset from UTC.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not an offset of the form UTC or +08:00: {0:?}")]
pub struct OffsetError(pub String);

impl OffsetError {
    /// The stable code of this error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "offset-malformed"
    }
}

impl Offset {
    /// No distance.
    pub const UTC: Self = Self(0);

    /// An offset in minutes east of UTC; `None` beyond 14 hours east or 12 hours west, the widest in use.
    #[must_use]
    pub const fn from_minutes(minutes: i16) -> Option<Self> {
        if minutes >= -12 * 60 && minutes <= 14 * 60 {
            Some(Self(minutes))
        } else {
            None
        }
    }

    /// Minutes east of UTC.
    #[must_use]
    pub const fn minutes(self) -> i16 {
        self.0
    }
}

impl fmt::Display for Offset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 == 0 {
            return f.write_str("UTC");
        }
        // The sign and no hyphen: no line breaks between it and its digits.
        let sign = if self.0 < 0 { MINUS } else { '+' };
        let minutes = self.0.unsigned_abs();
        write!(f, "UTC{sign}{:02}:{:02}", minutes / 60, minutes % 60)
    }
}

impl FromStr for Offset {
    type Err = OffsetError;

    /// Reads `UTC`, `Z`, `+08:00` or `UTC+08:00`; west of it with the sign or with a hyphen.
    fn from_str(text: &str) -> Result<Self, OffsetError> {
        let wrong = || OffsetError(text.chars().take(40).collect());
        let rest = text.strip_prefix("UTC").unwrap_or(text);
        if matches!(text, "UTC" | "Z") {
            return Ok(Self::UTC);
        }
        let (sign, digits) = if let Some(digits) = rest.strip_prefix('+') {
            (1, digits)
        } else {
            (-1, rest.strip_prefix(['-', MINUS]).ok_or_else(wrong)?)
        };
        let (hours, minutes) = digits.split_once(':').ok_or_else(wrong)?;
        let two = |part: &str| {
            let fits = part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit());
            if fits { part.parse::<i16>().ok() } else { None }
        };
        let (hours, minutes) = two(hours).zip(two(minutes)).ok_or_else(wrong)?;
        if minutes > 59 {
            return Err(wrong());
        }
        Self::from_minutes(sign * (hours * 60 + minutes)).ok_or_else(wrong)
    }
}

/// A whole number in groups of three digits: `1,234,567`.
#[must_use]
pub fn number(n: u64) -> String {
    let digits = n.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

/// A share given in thousandths: `937` gives `93.7%`.
#[must_use]
pub fn share(per_mille: u32) -> String {
    if per_mille.is_multiple_of(10) {
        format!("{}%", per_mille / 10)
    } else {
        format!("{}.{}%", per_mille / 10, per_mille % 10)
    }
}

/// A size in bytes in the largest binary unit that it fills: `1.5 MiB`; rounded down.
#[must_use]
pub fn size(bytes: u64) -> String {
    const UNITS: [(&str, u64); 4] = [
        ("TiB", 1 << 40),
        ("GiB", 1 << 30),
        ("MiB", 1 << 20),
        ("KiB", 1 << 10),
    ];
    for (unit, scale) in UNITS {
        if bytes >= scale {
            let whole = bytes / scale;
            let tenth = (bytes % scale) * 10 / scale;
            return if tenth == 0 {
                format!("{whole} {unit}")
            } else {
                format!("{whole}.{tenth} {unit}")
            };
        }
    }
    format!("{bytes} B")
}

/// The parts of a time at an offset, as digits without leading zeros where languages write none.
struct Parts {
    year: String,
    month: String,
    day: String,
    minute: String,
    second: String,
}

/// Takes the one spelling of a time apart; `None` never happens for a time of [`Time`]'s range.
fn parts(time: Time, offset: Offset) -> Option<Parts> {
    let text = time.plus(i64::from(offset.minutes()) * 60).to_string();
    let plain = |range: std::ops::Range<usize>| {
        let digits = text.get(range)?.trim_start_matches('0');
        Some(digits.to_owned())
    };
    Some(Parts {
        year: plain(0..4)?,
        month: plain(5..7)?,
        day: plain(8..10)?,
        minute: text.get(11..16)?.to_owned(),
        second: text.get(11..19)?.to_owned(),
    })
}

impl Catalogue {
    /// A time to the minute: `23 Nov 2026 02:00 UTC`, `2026年11月23日02:00（UTC）`.
    #[must_use]
    pub fn time(&self, time: Time, offset: Offset) -> String {
        parts(time, offset).map_or_else(
            || time.to_string(),
            |parts| self.moment(&parts, &parts.minute, offset),
        )
    }

    /// A time in the year of `now`, at an offset that is told elsewhere: `23 Nov 02:00`, `11月23日02:00`;
    /// of another year the whole of it.
    #[must_use]
    pub fn time_near(&self, time: Time, now: Time, offset: Offset) -> String {
        let (Some(parts), Some(today)) = (parts(time, offset), parts(now, offset)) else {
            return time.to_string();
        };
        if parts.year != today.year {
            return self.moment(&parts, &parts.minute, offset);
        }
        let args = self.day_args(&parts).with("clock", parts.minute.as_str());
        self.text("format-time-near", &args)
    }

    /// A time to the second, as it stands in the record: `23 Nov 2026 02:00:00 UTC`.
    #[must_use]
    pub fn time_exact(&self, time: Time, offset: Offset) -> String {
        parts(time, offset).map_or_else(
            || time.to_string(),
            |parts| self.moment(&parts, &parts.second, offset),
        )
    }

    /// A day: `23 Nov 2026`, `2026年11月23日`.
    #[must_use]
    pub fn date(&self, time: Time, offset: Offset) -> String {
        parts(time, offset).map_or_else(
            || time.to_string(),
            |parts| self.text("format-date", &self.day_args(&parts)),
        )
    }

    fn moment(&self, parts: &Parts, clock: &str, offset: Offset) -> String {
        let args = self
            .day_args(parts)
            .with("clock", clock)
            .with("zone", offset.to_string());
        self.text("format-time", &args)
    }

    fn day_args(&self, parts: &Parts) -> Args {
        Args::new()
            .with("year", parts.year.as_str())
            .with(
                "month",
                self.plain(&format!("format-month-{}", parts.month)),
            )
            .with("day", parts.day.as_str())
    }

    /// A span in its two largest units, rounded down: `1 h 05 min`, `1小时5分`.
    #[must_use]
    pub fn duration(&self, seconds: u64) -> String {
        let (days, hours) = (seconds / DAY, seconds % DAY / HOUR);
        let (minutes, rest) = (seconds % HOUR / MINUTE, seconds % MINUTE);
        match (days, hours, minutes, rest) {
            (0, 0, 0, s) => self.span("s", s, None),
            (0, 0, m, s) => self.span("min", m, Some(s)),
            (0, h, m, _) => self.span("h", h, Some(m)),
            (d, h, _, _) => self.span("d", d, Some(h)),
        }
    }

    /// `format-span-h` for a whole number of the unit, `format-span-h-and` with some of the next smaller one.
    fn span(&self, unit: &str, large: u64, small: Option<u64>) -> String {
        let args = Args::new().count("large", large);
        match small {
            None | Some(0) => self.text(&format!("format-span-{unit}"), &args),
            Some(small) => self.text(
                &format!("format-span-{unit}-and"),
                &args.count("small", small),
            ),
        }
    }

    /// Several texts as parts of one line: `a; b; c`, `a；b；c`; the word for none when there are none.
    #[must_use]
    pub fn parts<S: AsRef<str>>(&self, items: &[S]) -> String {
        let mut items = items.iter().map(AsRef::as_ref);
        let Some(first) = items.next() else {
            return self.plain("format-list-none");
        };
        items.fold(first.to_owned(), |start, item| {
            self.text(
                "format-parts-more",
                &Args::new().with("start", start).with("item", item),
            )
        })
    }

    /// Two sentences one after the other: with a blank between them in English, with none in Chinese.
    #[must_use]
    pub fn sentences(&self, first: &str, next: &str) -> String {
        if first.is_empty() || next.is_empty() {
            return format!("{first}{next}");
        }
        let args = Args::new().with("start", first).with("item", next);
        self.text("format-sentences-more", &args)
    }

    /// Several texts in a row: `a, b and c`, `a、b和c`; the word for none when there are none.
    #[must_use]
    pub fn list<S: AsRef<str>>(&self, items: &[S]) -> String {
        match items {
            [] => self.plain("format-list-none"),
            [one] => one.as_ref().to_owned(),
            [first, middle @ .., last] => {
                let mut start = first.as_ref().to_owned();
                for item in middle {
                    start = self.text(
                        "format-list-more",
                        &Args::new().with("start", start).with("item", item.as_ref()),
                    );
                }
                self.text(
                    "format-list-last",
                    &Args::new().with("start", start).with("item", last.as_ref()),
                )
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{catalogue::catalogue, locale::Locale};

    fn both<T>(say: impl Fn(&Catalogue) -> T) -> [T; 2] {
        Locale::ALL.map(|locale| say(catalogue(locale)))
    }

    fn at(text: &str) -> Time {
        text.parse().unwrap()
    }

    #[test]
    fn a_time_names_its_distance_from_utc() {
        let time = at("2026-11-23T02:00:07Z");
        let beijing = "+08:00".parse().unwrap();
        let west = "UTC-05:30".parse().unwrap();
        assert_eq!(
            both(|w| w.time(time, Offset::UTC)),
            ["23 Nov 2026 02:00 UTC", "2026年11月23日02:00（UTC）"]
        );
        assert_eq!(
            both(|w| w.time(time, beijing)),
            [
                "23 Nov 2026 10:00 UTC+08:00",
                "2026年11月23日10:00（UTC+08:00）"
            ]
        );
        assert_eq!(
            both(|w| w.time_exact(time, west)),
            [
                "22 Nov 2026 20:30:07 UTC\u{2212}05:30",
                "2026年11月22日20:30:07（UTC\u{2212}05:30）"
            ]
        );
        assert_eq!(
            both(|w| w.date(at("2026-03-01T16:00:00Z"), beijing)),
            ["2 Mar 2026", "2026年3月2日"]
        );
    }

    #[test]
    fn offsets_have_few_spellings() {
        for right in [
            "UTC",
            "Z",
            "+08:00",
            "UTC+08:00",
            "-12:00",
            "+14:00",
            "+05:45",
            "UTC-05:00",
            "UTC\u{2212}05:00",
        ] {
            assert!(right.parse::<Offset>().is_ok(), "{right}");
        }
        for wrong in [
            "",
            "08:00",
            "+8",
            "+8:00",
            "+08:60",
            "+14:01",
            "-12:01",
            "+99:99",
            "UTC+",
            "Asia/Shanghai",
            "+é8:00",
        ] {
            assert_eq!(
                wrong.parse::<Offset>().unwrap_err().code(),
                "offset-malformed",
                "{wrong}"
            );
        }
        for minutes in [-720, -570, 0, 345, 480, 840] {
            let offset = Offset::from_minutes(minutes).unwrap();
            // What is shown can be typed, and has no hyphen, at which a line might break.
            let shown = offset.to_string();
            assert_eq!(shown.parse::<Offset>().unwrap(), offset);
            assert!(!shown.contains('-'), "{shown}");
        }
        assert_eq!(Offset::from_minutes(480).unwrap().to_string(), "UTC+08:00");
    }

    #[test]
    fn a_span_shows_two_units() {
        for (seconds, english, chinese) in [
            (0, "0 s", "0秒"),
            (45, "45 s", "45秒"),
            (300, "5 min", "5分钟"),
            (307, "5 min 07 s", "5分7秒"),
            (3600, "1 h", "1小时"),
            (3900, "1 h 05 min", "1小时5分"),
            (DAY, "1 d", "1天"),
            (3 * DAY + 4 * HOUR + 59, "3 d 4 h", "3天4小时"),
            (1_000 * DAY, "1,000 d", "1,000天"),
        ] {
            assert_eq!(both(|w| w.duration(seconds)), [english, chinese]);
        }
    }

    #[test]
    fn lists_are_joined_as_each_language_does() {
        assert_eq!(
            both(|w| w.list(&["a", "b", "c"])),
            ["a, b and c", "a、b和c"]
        );
        assert_eq!(both(|w| w.list(&["a", "b"])), ["a and b", "a和b"]);
        assert_eq!(both(|w| w.list(&["a"])), ["a", "a"]);
        assert_eq!(both(|w| w.list::<&str>(&[])), ["none", "无"]);
        assert_eq!(both(|w| w.parts(&["a", "b", "c"])), ["a; b; c", "a；b；c"]);
        assert_eq!(both(|w| w.parts::<&str>(&[])), ["none", "无"]);
        assert_eq!(both(|w| w.sentences("a.", "b.")), ["a. b.", "a.b."]);
        assert_eq!(both(|w| w.sentences("", "b.")), ["b.", "b."]);
    }

    #[test]
    fn numbers_shares_and_sizes() {
        for (n, text) in [
            (0, "0"),
            (999, "999"),
            (1_000, "1,000"),
            (1_234_567, "1,234,567"),
        ] {
            assert_eq!(number(n), text);
        }
        for (n, text) in [(0, "0%"), (5, "0.5%"), (937, "93.7%"), (1000, "100%")] {
            assert_eq!(share(n), text);
        }
        for (n, text) in [
            (0, "0 B"),
            (1023, "1023 B"),
            (1024, "1 KiB"),
            (1_572_864, "1.5 MiB"),
            (2 << 40, "2 TiB"),
        ] {
            assert_eq!(size(n), text);
        }
    }
}
