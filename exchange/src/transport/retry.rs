//! Patience: how long an answer may take, and when to ask again.

use std::time::{Duration, SystemTime};

/// How patient a transport is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Patience {
    /// How often a file is asked for.
    pub attempts: u32,
    /// How long a connection may take to be made.
    pub connect: Duration,
    /// How long one answer may take, from the question to its last byte.
    pub answer: Duration,
    /// The pause after the first attempt, doubled with each one after it; half of each pause is left to chance.
    pub pause: Duration,
    /// The longest pause, whatever the server asks for.
    pub longest_pause: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Patience {
            attempts: 5,
            connect: Duration::from_secs(10),
            answer: Duration::from_secs(60),
            pause: Duration::from_millis(250),
            longest_pause: Duration::from_secs(60),
        }
    }
}

impl Patience {
    /// Returns how long to wait after so many failed attempts: what the server asks for, or twice as long as before.
    ///
    /// A part of it is chance, so that a thousand clients which failed together do not come back together.
    pub(crate) fn wait(&self, failed: u32, asked: Option<Duration>) -> Duration {
        let doubled = self.pause.saturating_mul(1_u32.checked_shl(failed.saturating_sub(1)).unwrap_or(u32::MAX));
        let jittered = doubled.min(self.longest_pause).mul_f64(fastrand::f64().mul_add(0.5, 0.5));
        jittered.max(asked.unwrap_or_default()).min(self.longest_pause)
    }
}

/// Reads `Retry-After` (RFC 9110 §10.2.3): seconds, or a date.
pub(super) fn retry_after(value: &str, now: SystemTime) -> Option<Duration> {
    if let Ok(seconds) = value.trim().parse() {
        return Some(Duration::from_secs(seconds));
    }
    httpdate::parse_http_date(value.trim()).ok()?.duration_since(now).ok()
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_a_limit_and_heed_the_server() {
        let patience = Patience { longest_pause: Duration::from_secs(2), ..Patience::default() };
        for (failed, least, most) in [(1, 125, 250), (2, 250, 500), (4, 1_000, 2_000), (40, 1_000, 2_000)] {
            let wait = patience.wait(failed, None).as_millis();
            assert!((least..=most).contains(&wait), "{failed}: {wait}");
        }
        assert_eq!(patience.wait(1, Some(Duration::from_secs(1))), Duration::from_secs(1));
        assert_eq!(patience.wait(1, Some(Duration::from_secs(900))), Duration::from_secs(2));
    }

    #[test]
    fn retry_after_is_seconds_or_a_date() {
        let now = httpdate::parse_http_date("Mon, 23 Nov 2026 06:00:00 GMT").unwrap();
        assert_eq!(retry_after("7", now), Some(Duration::from_secs(7)));
        assert_eq!(retry_after("Mon, 23 Nov 2026 06:00:30 GMT", now), Some(Duration::from_secs(30)));
        assert_eq!(retry_after("Mon, 23 Nov 2026 05:00:00 GMT", now), None);
        assert_eq!(retry_after("soon", now), None);
    }
}
