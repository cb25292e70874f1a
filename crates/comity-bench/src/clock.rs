//! The stopwatch: the one place of this crate that reads a clock.

use std::time::{Duration, Instant};

/// Runs work; its result and how long it took.
pub fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    #[expect(clippy::disallowed_methods, reason = "a benchmark measures time")]
    let start = Instant::now();
    let done = work();
    (done, start.elapsed())
}

/// Runs work that may fail; how long it took.
///
/// # Errors
/// That of the work.
pub fn time<T, E>(work: impl FnOnce() -> Result<T, E>) -> Result<Duration, E> {
    let (done, time) = timed(work);
    done.map(|_| time)
}

/// The middle of several measurements; 0 when there is none.
#[must_use]
pub fn median(of: Vec<f64>) -> f64 {
    percentile(of, 50)
}

/// The measurement below which so many of a hundred lie; 0 when there is none.
#[must_use]
pub fn percentile(mut of: Vec<f64>, percent: usize) -> f64 {
    of.sort_by(f64::total_cmp);
    let place = (of.len() * percent / 100).min(of.len().saturating_sub(1));
    of.get(place).copied().unwrap_or_default()
}

/// So many a second.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "counts stay far below 2^52")]
pub fn rate(count: u64, time: Duration) -> f64 {
    count as f64 / time.as_secs_f64().max(1e-9)
}

/// Thousandths of a second.
#[must_use]
pub fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_is_the_middle_one() {
        assert!((median(vec![9.0, 1.0, 5.0]) - 5.0).abs() < f64::EPSILON);
        assert!(median(vec![]).abs() < f64::EPSILON);
    }

    #[test]
    fn a_percentile_leaves_so_many_below() {
        let hundred = || (0..100).map(f64::from).collect();
        assert!((percentile(hundred(), 95) - 95.0).abs() < f64::EPSILON);
        assert!((percentile(hundred(), 100) - 99.0).abs() < f64::EPSILON);
    }

    #[test]
    fn a_rate_is_count_over_seconds() {
        assert!((rate(10, Duration::from_secs(2)) - 5.0).abs() < f64::EPSILON);
    }
}
