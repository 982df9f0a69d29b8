//! How often a call is tried, and how long it waits in between.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::{DATE, HeaderName, RETRY_AFTER};

/// The statuses that say nothing about the request itself.
pub(super) const STATUSES: [u16; 4] = [429, 502, 503, 504];

/// How often a call is tried, and how long it waits in between.
///
/// Calls that are idempotent are tried again when there was no connection, no answer in time, or a status of 429,
/// 502, 503 or 504; other calls when the connection never opened. The wait is the one that `Retry-After` asks for,
/// else one that doubles each time, less a random part of up to half.
#[derive(Clone, Debug)]
pub struct RetryPolicy {
    tries: u32,
    first_wait: Duration,
    longest_wait: Duration,
}

impl Default for RetryPolicy {
    /// Three tries; half a second, then doubling; never longer than 30 seconds.
    fn default() -> Self {
        let (first_wait, longest_wait) = (Duration::from_millis(500), Duration::from_secs(30));
        Self { tries: 3, first_wait, longest_wait }
    }
}

impl RetryPolicy {
    /// One try.
    pub fn none() -> Self {
        Self::default().tries(1)
    }

    /// The number of tries, the first included.
    #[must_use]
    pub fn tries(self, tries: u32) -> Self {
        Self { tries, ..self }
    }

    /// The wait before the second try, where the service asks for none.
    #[must_use]
    pub fn first_wait(self, first_wait: Duration) -> Self {
        Self { first_wait, ..self }
    }

    /// The longest wait. A service that asks for a longer one is not asked again before that: its answer is the
    /// result of the call, with [`ApiError::retry_after`](super::ApiError::retry_after).
    #[must_use]
    pub fn longest_wait(self, longest_wait: Duration) -> Self {
        Self { longest_wait, ..self }
    }

    /// The wait after so many tries, of which the last was answered with `asked`. `None`: no further try.
    pub(super) fn wait(&self, tried: u32, asked: Option<Duration>) -> Option<Duration> {
        if tried >= self.tries {
            return None;
        }
        if let Some(asked) = asked {
            return (asked <= self.longest_wait).then_some(asked);
        }
        let doubled = 2_u32.saturating_pow(tried.saturating_sub(1));
        let half = self.first_wait.saturating_mul(doubled).min(self.longest_wait) / 2;
        Some(half.saturating_add(half.mul_f64(random())))
    }
}

/// From 0 to 1. The keys that `std` draws for its hash maps are random enough to spread clients out.
fn random() -> f64 {
    let drawn = RandomState::new().build_hasher().finish();
    (drawn >> 32) as f64 / f64::from(u32::MAX)
}

/// What `Retry-After` asks for. A date is read against the service's own clock where it gives the time, else `now`.
pub(super) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = |name: HeaderName| headers.get(name)?.to_str().ok().map(str::trim);
    let asked = text(RETRY_AFTER)?;
    if let Ok(seconds) = asked.parse() {
        return Some(Duration::from_secs(seconds));
    }
    if !asked.is_empty() && asked.bytes().all(|byte| byte.is_ascii_digit()) {
        // more seconds than there is a number for
        return Some(Duration::MAX);
    }
    let clock = text(DATE).and_then(http_date);
    let now = clock.or_else(|| now.duration_since(SystemTime::UNIX_EPOCH).ok())?;
    Some(http_date(asked)?.saturating_sub(now))
}

/// The time since 1970 of a date such as `Sun, 06 Nov 1994 08:49:37 GMT`.
fn http_date(text: &str) -> Option<Duration> {
    httpdate::parse_http_date(text).ok()?.duration_since(SystemTime::UNIX_EPOCH).ok()
}
