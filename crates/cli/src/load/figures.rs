//! Many times as a few figures: half of them, 99 of 100, and the longest.

use crate::bench::millis;
use std::time::Duration;

/// Times that were measured, to be put in order.
#[derive(Debug, Clone, Default)]
pub(super) struct Times(Vec<Duration>);

impl Times {
    pub(super) fn add(&mut self, time: Duration) {
        self.0.push(time);
    }

    pub(super) fn join(&mut self, other: &Self) {
        self.0.extend(&other.0);
    }

    pub(super) const fn count(&self) -> usize {
        self.0.len()
    }

    /// The time that so many in a thousand do not exceed (nearest rank).
    pub(super) fn rank(&self, in_thousand: usize) -> Duration {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let at = (sorted.len() * in_thousand).div_ceil(1_000);
        let found = sorted.get(at.saturating_sub(1)).or(sorted.last());
        found.copied().unwrap_or_default()
    }

    /// Count, median, p99, p99.9 and longest, in milliseconds, as cells of a table.
    pub(super) fn cells(&self) -> String {
        let ranks = [500, 990, 999, 1_000].map(|rank| millis(self.rank(rank)));
        format!("{} | {}", self.count(), ranks.join(" | "))
    }
}

impl FromIterator<Duration> for Times {
    fn from_iter<I: IntoIterator<Item = Duration>>(times: I) -> Self {
        Self(times.into_iter().collect())
    }
}

/// The heads of the columns that [`Times::cells`] fills.
pub(super) const HEADS: &str = "count | p50 ms | p99 ms | p99.9 ms | max ms";
/// The line under those heads.
pub(super) const RULE: &str = "---:|---:|---:|---:|---:";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rank_is_the_nearest_one_that_was_measured() {
        let times: Times = (1..=200).map(Duration::from_millis).collect();
        assert_eq!(times.rank(500), Duration::from_millis(100));
        assert_eq!(times.rank(990), Duration::from_millis(198));
        assert_eq!(times.rank(1_000), Duration::from_millis(200));
        assert_eq!(Times::default().rank(990), Duration::ZERO);
    }
}
